"""The first screen of a phone: who one is, the next day with what to do, whether one may apply, and where to type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.channels.web.browser.visiting import DESK, Visit
from tests.serving.servers import Server, Servers

AFTER_APPLYING = "2022-12-10T10:00"
NEXT = {"申报人": "2022年12月6日", "单位": "2022年12月9日", "下级评委会": "2023年1月4日"}
DAYS = {
    "申报人": {date(2022, 12, 6)},
    "单位": {date(2022, 12, 9), date(2022, 12, 19)},
    "下级评委会": {date(2023, 1, 4)},
}
NOT_FOR_A_CRAFTSMAN = ("推算", "资历计算截止", "下级评委会")


def _pick(visit: Visit, role: str) -> None:
    """Tap who one is, and wait until the server knows."""
    with visit.page.expect_response("**/api/role"):
        visit.page.click(f"[data-role='{role}']")


def _calendar(visit: Visit) -> list[Any]:
    """The events of the calendar that the page offers."""
    address = visit.page.locator("#calendar").get_attribute("href")
    read = icalendar.Calendar.from_ical(visit.page.request.get(visit.url + str(address)).body())
    return list(read.walk("VEVENT"))


def test_what_matters_is_in_view_without_a_tap(visit: Visit) -> None:
    """The next day large, what to do by then, whether one may apply, and the field; nothing that means nothing to a craftsman."""
    for part in ("#who", "#next .day", "#next .todo", "#interview"):
        assert visit.in_view(part), part
    assert visit.page.locator("#say").is_visible()
    shown = visit.page.locator(".desk").inner_text()
    assert [word for word in NOT_FOR_A_CRAFTSMAN if word in shown] == []
    size = "part => parseFloat(getComputedStyle(part).fontSize)"
    assert visit.page.locator("#next .day").evaluate(size) > visit.page.locator("#next .what").evaluate(size)
    assert visit.overflow() <= 0


@pytest.mark.parametrize("role", NEXT)
def test_one_tap_says_who_one_is(visit: Visit, role: str) -> None:
    """The next day and the calendar follow; nothing is said in the talk for it, and a reload keeps it."""
    _pick(visit, role)
    for _ in range(2):
        assert NEXT[role] in visit.page.locator("#next .day").inner_text()
        assert {event.decoded("dtstart") for event in _calendar(visit)} == DAYS[role]
        assert visit.page.locator(f"[data-role='{role}']").get_attribute("aria-pressed") == "true"
        assert visit.turns == 0
        visit.reload()
    assert NEXT[role] in visit.ask("我的下一个日期是哪天")


def test_whoever_ignores_the_row_has_the_days_of_a_craftsman(visit: Visit) -> None:
    """One day with its alarms, of those that are still to come."""
    (event,) = _calendar(visit)
    assert event.decoded("dtstart") == date(2022, 12, 6)
    assert len(event.subcomponents) == 5
    assert visit.page.locator("[aria-pressed='true'][data-role]").count() == 0


def test_who_one_is_may_be_said_in_words_and_changed(visit: Visit) -> None:
    """The row, the next day and the calendar follow what was said in the talk; so does another tab."""
    other = Visit(visit.page.context.new_page(), visit.url).open()
    visit.front().ask("我是单位人事")
    assert NEXT["单位"] in visit.page.locator("#next .day").inner_text()
    other.page.wait_for_selector("[data-role='单位'][aria-pressed='true']")
    visit.ask("我不是单位人事，我是申报人")
    assert NEXT["申报人"] in visit.page.locator("#next .day").inner_text()
    visit.ask("我不是申报人")
    assert visit.page.locator("[aria-pressed='true'][data-role]").count() == 0


def test_who_one_is_changes_no_open_question(visit: Visit) -> None:
    """In the middle of an interview the buttons and the place stay."""
    visit.begin()
    before = visit.offered()
    _pick(visit, "单位")
    assert visit.offered() == before
    visit.pick(before[0])
    assert visit.asked not in ("", "employment_status")


def test_who_one_is_reaches_a_server_that_was_away(visit: Visit) -> None:
    """It is shown at once, and told before the next thing that is said."""
    visit.page.context.set_offline(True)
    visit.page.click("[data-role='下级评委会']")
    assert NEXT["下级评委会"] in visit.page.locator("#next .day").inner_text()
    visit.page.context.set_offline(False)
    assert NEXT["下级评委会"] in visit.ask("我的下一个日期是哪天")


def test_clearing_forgets_who_one_is(visit: Visit) -> None:
    """The next person begins as anybody does."""
    _pick(visit, "下级评委会")
    visit.page.click("#clear")
    with visit.page.expect_response("**/api/forget"):
        visit.page.click("#clearing [value='yes']")
    assert NEXT["申报人"] in visit.page.locator("#next .day").inner_text()
    assert visit.page.locator("[aria-pressed='true'][data-role]").count() == 0
    assert NEXT["申报人"] in visit.ask("我的下一个日期是哪天")


def test_all_days_are_one_tap_away(visit: Visit) -> None:
    """Folded, marked where they are derived, and with what that means."""
    assert not visit.page.locator("#timeline").is_visible()
    visit.page.click(".all-days summary")
    shown = visit.page.locator("#timeline").inner_text()
    assert [word for word in NOT_FOR_A_CRAFTSMAN if word not in shown] == []


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[Server]:
    """A server on a day after the applications closed, when units still recommend."""
    servers = Servers(tmp_path_factory.mktemp("late"), data_dir)
    yield servers.start(now=AFTER_APPLYING)
    servers.end()


def test_after_ones_own_day_it_is_said_whose_the_next_one_is(
    visitors: Callable[..., Visit], late: Server
) -> None:
    """A craftsman has nothing more to do; what comes is the unit's, and no calendar of others' days is offered."""
    visit = visitors(late.url).open()
    assert "申报人要办的日子都过了" in visit.page.locator("#dates-title").inner_text()
    assert "2022年12月19日" in visit.page.locator("#next .day").inner_text()
    assert visit.page.locator("#calendar").is_hidden()
    _pick(visit, "单位")
    assert "单位的下一个日期" in visit.page.locator("#dates-title").inner_text()
    visit.page.click(".keep summary")
    assert visit.page.locator("#calendar").is_visible()


@pytest.mark.parametrize(
    "options",
    [{"viewport": DESK}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}],
    ids=["desk", "dark", "narrow"],
)
def test_nothing_is_cut_off_elsewhere(visitors: Callable[..., Visit], options: dict[str, object]) -> None:
    """At a desk, in the dark and on a narrow phone the day stands on one line, and nothing is wider than the window."""
    visit = visitors(**options).open()
    _pick(visit, "单位")
    assert visit.overflow() <= 0
    lines = "part => part.getClientRects().length"
    assert visit.page.locator("#next time").evaluate(lines) == 1


def test_letters_of_twice_the_size_fit(visit: Visit) -> None:
    """The row breaks between its buttons, and nothing is wider than the window."""
    visit.page.evaluate("() => { document.documentElement.style.fontSize = '225%'; }")
    assert visit.overflow() <= 0
    inside = "part => part.scrollWidth <= part.clientWidth"
    assert all(button.evaluate(inside) for button in visit.page.locator("[data-role]").all())


def test_at_a_desk_the_dates_stay_below_the_bar(visitors: Callable[..., Visit]) -> None:
    """A talk that is not long scrolls no further than its end needs."""
    visit = visitors(viewport=DESK).open()
    for text in ("我做青瓷的能报吗", "学时卡传到哪里"):
        visit.ask(text)
        assert visit.in_view(".turn:nth-last-child(1 of .turn) .bubble.bot")
        bar, who = (visit.page.locator(name).bounding_box() for name in (".bar", "#who"))
        assert bar is not None
        assert who is not None
        assert who["y"] >= bar["y"] + bar["height"]
