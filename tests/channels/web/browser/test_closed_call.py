"""The result on a page whose call is closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.channels.web.browser.test_result import RETIRED, order
from tests.channels.web.browser.visiting import ELIGIBLE, Visit
from tests.serving.servers import Server, Servers

IN_TIME = "iv:do:in_time"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[Server]:
    """A server on a day long after the last deadline."""
    servers = Servers(tmp_path_factory.mktemp("closed"), data_dir)
    yield servers.start(now="2023-06-03T10:00")
    servers.end()


@pytest.mark.parametrize(
    ("answers", "words"),
    [({**ELIGIBLE, "ce_total": "80", "ce_professional": "50"}, "总数差10，专业差10"), (ELIGIBLE, "可以申报")],
    ids=["short", "eligible"],
)
def test_somebody_late_reads_what_the_rest_comes_to(
    visitors: Callable[..., Visit], closed: Server, answers: Mapping[str, str], words: str
) -> None:
    """First that the call is closed, then the verdict, below it the rest without days; no calendar."""
    visit = visitors(closed.url).open()
    visit.begin()
    visit.answer("submitted_online", answers)
    assert IN_TIME in visit.offered()
    if words == "可以申报":
        visit.pick(IN_TIME)
    else:
        visit.ask("若在截止前，我能报吗")
    visit.answer_until(answers=answers)
    visit.open_result()
    page = visit.page
    assert order(visit)[:4] == ["verdict-card", "stop", "in-time", "whom"]
    card = page.locator(".verdict-card").inner_text()
    assert card.startswith("这一次（2022年度）的申报已经结束（网上个人申报截止：2022年12月6日）")
    assert "已经来不及" in card
    below = page.locator(".in-time").inner_text()
    assert words in below
    assert not re.search(r"\d+月\d+日", below)
    assert page.locator("#calendar").is_hidden()
    assert visit.overflow() <= 0


def test_somebody_refused_reads_that_the_call_is_closed_too(
    visitors: Callable[..., Visit], closed: Server
) -> None:
    """Without 若在截止前: being in time would not have helped."""
    visit = visitors(closed.url).open()
    visit.begin()
    visit.answer("submitted_online", RETIRED)
    visit.pick(IN_TIME)
    visit.answer_until(answers=RETIRED)
    visit.open_result()
    assert visit.page.locator(".verdict-card.not_eligible .over").is_visible()
    assert visit.page.locator(".in-time").count() == 0


def test_who_handed_in_reads_that_the_call_is_closed(visitors: Callable[..., Visit], closed: Server) -> None:
    """The verdict stays; nothing new can be handed in, and no calendar of past days is offered."""
    answers = {
        **ELIGIBLE,
        "submitted_online": "True",
        "unit_recommended": "True",
        "lower_recommended": "True",
    }
    visit = visitors(closed.url).open()
    visit.begin()
    visit.answer_until(answers=answers)
    assert "现在不能再新报" in visit.page.locator("#log").inner_text()
    visit.open_result()
    card = visit.page.locator(".verdict-card")
    assert card.locator(".over").inner_text().startswith("这一次（2022年度）的申报已经结束")
    assert "可以申报" in card.inner_text()
    assert visit.page.locator("#calendar").is_hidden()


def test_from_the_result_on_to_what_is_open_if_the_call_were(
    visitors: Callable[..., Visit], closed: Server
) -> None:
    """Also when something else was talked about since, and the talk is about that person."""
    visit = visitors(closed.url).open()
    visit.begin()
    visit.answer("submitted_online", ELIGIBLE)
    visit.ask("评审表一式几份")
    visit.open_result()
    visit.page.locator(".in-time button").click()
    visit.page.wait_for_url(f"{closed.url}/")
    visit.page.wait_for_selector("[data-choice*='iv:answer:']")
    visit.answer_until(answers=ELIGIBLE)
    visit.open_result()
    assert "可以申报" in visit.page.locator(".in-time").inner_text()
    assert visit.page.locator(".in-time button").count() == 0
