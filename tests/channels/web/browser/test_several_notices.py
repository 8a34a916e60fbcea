"""The page of a bot that speaks of several notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.replies.act_ids import tag_of
from tests.channels.web.browser.visiting import Visit
from tests.serving.servers import Server, Servers
from tests.several_packs import HIGH, NAMES, SENIOR, write_packs


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a folder with two packs."""
    folder: Path = tmp_path_factory.mktemp("several")
    write_packs(folder / "packs", SENIOR, HIGH)
    servers = Servers(folder, folder / "data")
    yield servers.start(knowledge=folder / "packs")
    servers.end()


@pytest.fixture
def visit(visitors: Callable[..., Visit], both: Server) -> Visit:
    """Somebody who has opened the page of that server."""
    return visitors(both.url).open()


def test_the_notices_are_listed_with_their_state(visit: Visit, pictures: Path | None) -> None:
    """At the top, open as long as none is chosen; a tap leads to the page of one, with its days."""
    listed = visit.page.locator("#notices").inner_text()
    assert f"{NAMES[HIGH]}：网上个人申报截止2022年12月8日" in listed
    assert visit.overflow() <= 0
    if pictures:
        visit.page.screenshot(path=pictures / "several.png")
    visit.page.click(f"#notices a[data-notice='{SENIOR}']")
    visit.ready()
    assert visit.page.locator("h1").inner_text() == NAMES[SENIOR]
    assert "12月6日" in visit.page.locator("#next").inner_text()
    assert visit.overflow() <= 0


def test_a_question_is_asked_back_by_a_tap(visit: Visit) -> None:
    """And the answer opens the clauses of its own notice; the list shows of which is spoken."""
    visit.ask("继续教育要多少学时")
    assert "70学时" in visit.pick(f"nt:{tag_of(HIGH)}")
    visit.page.locator(".turn").last.locator("details.basis summary").first.click()
    quoted = visit.page.locator("blockquote.clause").last
    quoted.wait_for()
    assert "70个学时" in quoted.inner_text()
    where = visit.page.locator(".basis-line a").last.get_attribute("href")
    assert where is not None
    assert f"notice={HIGH}" in where
    assert visit.page.locator("#notices a[data-spoken]").get_attribute("data-notice") == HIGH


@pytest.mark.parametrize("notice", [SENIOR, HIGH])
def test_on_the_page_of_a_notice_everything_is_asked_in_it(
    visitors: Callable[..., Visit], both: Server, notice: str
) -> None:
    """What is typed, what stands there, and the interview; a reload keeps the talk."""
    visit = visitors(both.url).open(f"/?notice={notice}")
    assert ("70学时" if notice == HIGH else "80学时") in visit.ask("继续教育要多少学时")
    assert "学时" in visit.begin()
    assert f"nt:{tag_of(notice)}:iv:do:why" in visit.offered()
    visit.reload()
    assert visit.turns
    answered = visit.ask("75")
    assert ("可以报" if notice == HIGH else "还差") in answered
    visit.page.goto(f"{visit.url}/result")
    visit.page.locator("#result").get_by_text("学时").first.wait_for(state="attached")


def test_words_lead_from_one_notice_to_the_other(visitors: Callable[..., Visit], both: Server) -> None:
    """And a following question stays there, whichever page is open."""
    visit = visitors(both.url).open(f"/?notice={SENIOR}")
    assert "80学时" in visit.ask("继续教育要多少学时")
    assert "70学时" in visit.ask("高级要多少学时")
    assert "12月8日" in visit.ask("个人申报什么时候截止")
