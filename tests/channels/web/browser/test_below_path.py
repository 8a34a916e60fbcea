"""The pages below a path of somebody's site, through a real nginx that takes the path away and one that leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.channels.web.browser.test_carrying import choose, confirm, offer
from tests.channels.web.browser.test_interview import RETIRED
from tests.channels.web.browser.test_widget import PAGE, Guest, site_of_somebody_else
from tests.channels.web.browser.visiting import DESK, Visit
from tests.deploy.path_fronts import LEAVES, TAKES, PathFront, PathFronts, path_fronts
from tests.smtp_server.running import link_in, mail_process


@pytest.fixture(scope="module")
def fronts(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[PathFronts]:
    """Makes servers below a path."""
    with path_fronts(tmp_path_factory.mktemp("below"), data_dir) as made:
        yield made


@pytest.fixture(scope="module", params=[TAKES, LEAVES], ids=["takes", "leaves"])
def below(fronts: PathFronts, request: pytest.FixtureRequest) -> PathFront:
    """A server behind either kind of proxy."""
    return fronts.start((TAKES, request.param))


def test_a_talk_its_result_and_the_way_back(visitors: Callable[..., Visit], below: PathFront) -> None:
    """Everything that the pages ask for is below the path, also after a reload, and so is what they lead to."""
    visit = visitors(below.root)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.open().page
    assert "12月19日" in visit.ask("单位几号前要推荐")
    assert visit.reload().turns == 1
    keys = page.evaluate("Object.keys(localStorage)")
    assert keys
    assert [key for key in keys if not key.startswith(("noticebot/bot:", "noticebot-looks"))] == []
    assert page.get_attribute("#calendar", "href", timeout=1000) is not None
    link = page.locator(".turn a[href^='/bot/notice']").last
    link.evaluate("link => link.click()")
    page.wait_for_url(f"{below.root}/notice*")
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")
    visit.finish_unseen(RETIRED)
    page.wait_for_selector(".verdict-card")
    assert page.url.startswith(f"{below.root}/result")
    with page.expect_download() as taken:
        page.click("#docx")
    assert taken.value.url.startswith(f"{below.root}/api/result.docx")
    page.click("#back")
    visit.ready()
    assert page.url.split("#")[0] == f"{below.root}/"
    assert visit.turns == 1
    assert [url for url in asked if url.startswith("http") and not url.startswith(f"{below.root}/")] == []


def test_a_talk_is_carried(visitors: Callable[..., Visit], below: PathFront) -> None:
    """The link and the address that are shown hold the path; the other browser has the talk."""
    giver = visitors(below.root).open().finish_unseen(RETIRED)
    code = offer(giver)
    assert giver.page.inner_text("#giving .address") == f"{below.root.removeprefix('http://')}/carry"
    taker = visitors(below.root, viewport=DESK)
    taker.page.goto(f"{below.root}/carry#{code}")
    taker.page.click("#typing button")
    confirm(giver, taker.page)
    choose(taker.page, "接过来")
    taker.page.click("#taking a.button.main")
    taker.ready()
    assert taker.page.url.split("#")[0] == f"{below.root}/"


def test_the_widget(visitors: Callable[..., Visit], fronts: PathFronts) -> None:
    """Its script finds its own frame below the path, and the frame its pages."""
    with site_of_somebody_else() as site:
        front = fronts.start(settings={"BOT_WIDGET_ORIGINS": site.origin})
        site.text = PAGE.format(server=front.root)
        there = Guest(visitors(site.origin).page, site.origin).open()
        assert "12月19日" in there.ask("单位几号前要推荐", 1)
        assert there.page.locator("iframe").get_attribute("src") == f"{front.root}/widget"
        assert there.chat.locator("a[href='/bot/widget/privacy']").count() >= 1


def test_letters_lead_below_the_path(
    visitors: Callable[..., Visit], fronts: PathFronts, tmp_path: Path
) -> None:
    """Their links hold it; the pages behind them confirm, and lead back to the talk there."""
    with mail_process(tmp_path) as house:
        settings = {"BOT_SMTP_URL": house.url, "BOT_MAIL_FROM": "某县经信局 <remind@notice.example.com>"}
        front = fronts.start(settings=settings)
        visit = visitors(front.root).open()
        visit.ask("提醒我")
        visit.pick("rm:role:申报人")
        form = visit.page.locator(".turn").last.locator(".mail-form")
        form.locator("input").fill("zhang@example.com")
        form.locator("button").click()
        visit.wait_for_turn(3)
        link = link_in(house.wait_for(1)[-1], "/mail/confirm")
        assert link.startswith(f"{front.root}/mail/confirm?")
        visit.page.goto(link)
        visit.page.click("form button")
        assert visit.page.url == link
        assert "2022年12月6日" in visit.page.locator("main").inner_text()
