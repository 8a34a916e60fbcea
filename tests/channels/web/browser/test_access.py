"""The page for everybody: keyboard, screen reader, narrow and enlarged windows, dark, slow lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize

from tests.channels.web.browser.visiting import DESK, NARROW, PHONE, Visit

MOST_BYTES = 60_000
SERIOUS = ("serious", "critical")
GROW = """(times) => {
    const root = document.documentElement;
    root.style.fontSize = `${parseFloat(getComputedStyle(root).fontSize) * times}px`;
}"""
ANSWER = "iv:answer:employment_status:in_post"


def findings(visit: Visit) -> list[str]:
    """What axe-core finds of serious faults on the page as it stands."""
    found = Axe().run(visit.page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def press_until(visit: Visit, selector: str, key: str = "Tab", most: int = 40) -> None:
    """Press a key until an element that matches has the focus."""
    for _ in range(most):
        visit.page.keyboard.press(key)
        if visit.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    message = f"{most} × {key} never reach {selector}"
    raise AssertionError(message)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_in_the_chat(visitors: Callable[..., Visit], scheme: str) -> None:
    """Fresh, with answers, choices and unfolded clauses, in an interview and offline: contrast, names, roles hold."""
    visit = visitors(color_scheme=scheme).open()
    visit.page.click(".keep summary")
    visit.page.click("#about summary")
    assert findings(visit) == []
    visit.ask("单位几号前要推荐")
    visit.page.click(".turn .basis summary")
    visit.page.locator(".turn blockquote").first.wait_for()
    visit.page.click(".vote[data-vote='down']")
    visit.ask("公示")
    visit.begin()
    visit.pick(ANSWER)
    assert findings(visit) == []
    visit.page.route("**/api/messages", lambda route: route.abort())
    visit.page.click("#offered [data-choice]")
    visit.away()
    assert findings(visit) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_in_the_result(visitors: Callable[..., Visit], scheme: str) -> None:
    """The result, with everything unfolded and its picture."""
    visit = visitors(color_scheme=scheme).open().finish_unseen()
    visit.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    visit.page.click("#picture")
    visit.page.wait_for_selector(".keepsake")
    assert findings(visit) == []


def test_the_interview_by_keyboard_alone(visit: Visit) -> None:
    """Tab and Enter are enough, the focus never falls off the page, and goes on from where the answer begins."""
    visit.page.keyboard.press("Tab")
    assert visit.focused("className") == "skip"
    press_until(visit, "#interview")
    visit.page.keyboard.press("Enter")
    visit.wait_for_turn(1)
    assert visit.focused("className") == "bubble bot"
    press_until(visit, f"[data-choice='{ANSWER}']", most=8)
    visit.page.keyboard.press("Enter")
    visit.wait_for_turn(2)
    assert visit.focused("className") == "bubble bot"
    press_until(visit, "[data-choice='iv:do:back']", most=12)
    visit.page.keyboard.press("Space")
    visit.wait_for_turn(3)
    assert visit.asked == "employment_status"
    press_until(visit, "#say", most=20)
    visit.page.keyboard.type("单位几号前要推荐")
    visit.page.keyboard.press("Enter")
    visit.wait_for_turn(4)
    assert visit.focused("id") == "say"


def test_clearing_by_keyboard(visit: Visit) -> None:
    """The question before clearing takes the focus, Escape says no, and the focus comes back."""
    visit.ask("单位几号前要推荐")
    visit.page.focus("#clear")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("#clearing[open]")
    assert visit.focused("value") == "no"
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_selector("#clearing", state="hidden")
    assert visit.focused("id") == "clear"
    assert visit.turns == 1


def test_a_screen_reader_hears_answers_and_not_the_past(visit: Visit) -> None:
    """The log is polite; what was there before a reload is drawn while it is silent."""
    visit.ask("单位几号前要推荐")
    log = visit.page.locator("#log")
    assert log.get_attribute("role") == "log"
    assert log.get_attribute("aria-live") == "polite"
    visit.page.add_init_script(
        """document.addEventListener("readystatechange", () => {
            const log = document.getElementById("log");
            const note = () => { (window.heard ||= []).push(log.getAttribute("aria-live")); };
            if (document.readyState === "interactive") new MutationObserver(note).observe(log, {childList: true});
        })"""
    )
    visit.reload()
    assert set(visit.page.evaluate("() => window.heard")) == {"off"}


@pytest.mark.parametrize(
    ("window", "size"),
    [(NARROW, 1), (PHONE, 2), (DESK, 2)],
    ids=["320 px", "phone at 200 %", "desk at 200 %"],
)
def test_nothing_is_cut_off(visitors: Callable[..., Visit], window: ViewportSize, size: int) -> None:
    """A narrow window, or letters twice as large, need no sideways scrolling, in chat and result."""
    visit = visitors(viewport=window).open()
    visit.page.evaluate(GROW, size)
    visit.page.click(".keep summary")
    visit.ask("学时卡传到哪里")
    visit.begin()
    visit.answer_until("specialty")
    assert visit.overflow() == 0
    visit.finish_unseen()
    visit.page.evaluate(GROW, size)
    assert visit.overflow() == 0


@pytest.mark.parametrize("window", [NARROW, PHONE], ids=["320 px", "phone"])
def test_no_question_is_cut_off_in_the_largest_letters(
    visitors: Callable[..., Visit], window: ViewportSize
) -> None:
    """The large letters of the page on top of those of the browser: short buttons stand below each other then."""
    visit = visitors(viewport=window).open()
    visit.page.click("[data-look='large']")
    visit.page.evaluate(GROW, 2)
    visit.ask("我能不能报")
    widths = [visit.overflow()]
    for _ in range(3):
        visit.pick(visit.offered()[0])
        widths.append(visit.overflow())
    assert widths == [0] * 4


def test_the_field_stays_usable_in_a_low_window(visitors: Callable[..., Visit]) -> None:
    """On a phone on its side the composer does not cover the talk."""
    visit = visitors(viewport={"width": 640, "height": 320}).open()
    visit.ask("单位几号前要推荐")
    assert visit.page.locator("#composer").evaluate("part => getComputedStyle(part).position") == "static"


def test_what_has_the_focus_is_not_under_the_composer(visit: Visit) -> None:
    """While tabbing through the page, the element with the focus can be seen."""
    visit.ask("单位几号前要推荐")
    for _ in range(18):
        visit.page.keyboard.press("Shift+Tab")
        hidden = visit.page.evaluate(
            """() => {
                const part = document.activeElement, composer = document.getElementById("composer");
                if (part === document.body || composer.contains(part)) return false;
                return part.getBoundingClientRect().top >= composer.getBoundingClientRect().top;
            }"""
        )
        assert not hidden


def test_nothing_moves_where_motion_is_unwanted(visit: Visit) -> None:
    """With reduced motion no transition runs."""
    durations = visit.page.evaluate(
        "() => [...document.querySelectorAll('*')].map((part) => getComputedStyle(part).transitionDuration)"
    )
    assert set(durations) == {"0s"}


def test_the_first_load_is_small(visitors: Callable[..., Visit]) -> None:
    """All that a first visit fetches is at most 60 kB over the wire, and none of it from elsewhere."""
    visit = visitors()
    wire = visit.page.context.new_cdp_session(visit.page)
    sizes: list[float] = []
    asked: list[str] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda event: asked.append(address(event)))
    wire.send("Network.enable")
    visit.open()
    visit.page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((visit.url, "data:"))] == []
    assert 10_000 < sum(sizes) <= MOST_BYTES


def address(event: dict[str, Any]) -> str:
    """Where a request went."""
    return str(event["request"]["url"])
