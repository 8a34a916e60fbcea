"""Questions whose answer is typed: the pad, what the field says, buttons, an example, what was read; and double taps."""

from __future__ import annotations

import pytest

from tests.channels.web.browser.visiting import Visit

GAPS = (120, 180, 240, 300)
"""Milliseconds between the taps of a double tap."""
FIELD = "#say"


def _until(visit: Visit, fact: str) -> Visit:
    visit.begin()
    visit.answer_until(fact)
    assert visit.asked == fact
    return visit


def _field(visit: Visit, name: str) -> str:
    return visit.page.locator(FIELD).get_attribute(name) or ""


def _wait_for_pad(visit: Visit, pad: str) -> None:
    """Wait until the field brings the keyboard of that kind."""
    visit.page.wait_for_selector(f"{FIELD}[inputmode='{pad}']")


def test_a_number_is_typed_on_a_number_pad(visit: Visit) -> None:
    """The field says so, one tap brings letters, and with the next question that is picked all is as before."""
    asked = visit.page.locator(FIELD).get_attribute("placeholder")
    _until(visit, "ce_total")
    assert (_field(visit, "inputmode"), _field(visit, "placeholder")) == ("numeric", "在这里填数字")
    visit.page.click("#keys")
    assert _field(visit, "inputmode") == "text"
    assert visit.focused("id") == "say"
    assert "记下：总学时：73" in visit.ask("73")
    assert _field(visit, "inputmode") == "numeric"
    visit.answer_until("achievements_related")
    assert (_field(visit, "inputmode"), _field(visit, "placeholder")) == ("text", asked)
    assert visit.page.locator("#keys").is_hidden()


def test_the_example_of_a_number_could_be_the_answer(visit: Visit) -> None:
    """92 hours, but 3 years of five."""
    _until(visit, "ce_total")
    assert "比如 92" in visit.last()
    visit.answer_until("annual_review_years")
    assert "比如 3" in visit.last()
    assert "92" not in visit.last()


def test_a_date_has_an_example_and_is_read_back(visit: Visit) -> None:
    """In the field and in the question; 2016.3 is shown as it was read."""
    _until(visit, "current_post_date")
    assert "2016年3月15日" in _field(visit, "placeholder")
    assert "比如 2016年3月15日" in visit.last()
    assert _field(visit, "inputmode") == "text"
    assert "任现职日期：2016年3月。" in visit.ask("2016.3")


@pytest.mark.parametrize(
    ("fact", "button", "noted"),
    [("ce_year", "2022年度", "学时年度：2022年"), ("ce_total", "已满90", "总学时：90")],
)
def test_what_most_answer_is_one_tap(visit: Visit, fact: str, button: str, noted: str) -> None:
    """Nothing must be typed, and what was taken is shown."""
    _until(visit, fact)
    before = visit.turns
    visit.page.locator("#offered").get_by_text(button, exact=True).click()
    visit.wait_for_turn(before + 1)
    assert noted in visit.last()


def test_the_pad_is_there_after_a_reload_and_in_another_tab(visit: Visit) -> None:
    """Whoever comes back to an open question finds how it is answered."""
    _until(visit, "ce_total")
    visit.reload()
    assert _field(visit, "inputmode") == "numeric"
    other = Visit(visit.page.context.new_page(), visit.url).open()
    assert _field(other, "placeholder") == "在这里填数字"
    other.pick("iv:do:pause")
    assert _field(other, "inputmode") == "text"


def _tap_twice(visit: Visit, gap: int) -> None:
    """Two taps in the same place, so many milliseconds apart, on the button that people pick first."""
    button = visit.page.locator("#offered [data-choice^='iv:answer:']").first
    button.scroll_into_view_if_needed()
    visit.page.wait_for_function("() => !document.querySelector('#offered [aria-disabled]')")
    box = button.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.click(x, y)
    visit.page.wait_for_timeout(gap)
    visit.page.mouse.click(x, y)


@pytest.mark.parametrize("gap", GAPS)
def test_a_double_tap_answers_one_question(visit: Visit, gap: int) -> None:
    """Five questions in a row: after each double tap one more is answered, and the next one is seen before it can be."""
    visit.begin()
    for _ in range(5):
        before, turns = visit.asked, visit.turns
        _tap_twice(visit, gap)
        visit.wait_for_turn(turns + 1)
        visit.page.wait_for_function("() => !document.querySelector('#offered [aria-disabled]')")
        assert visit.turns == turns + 1
        assert visit.asked != before
    known = visit.page.request.get(visit.url + "/api/conversation").json()
    assert known["interview"]["answered"] == 5


def test_an_impatient_tap_elsewhere_answers_nothing_either(visit: Visit) -> None:
    """Whatever has just come into view cannot be picked before anybody can have read it, wherever the finger is."""
    visit.begin()
    visit.page.wait_for_function("() => !document.querySelector('#offered [aria-disabled]')")
    script = """() => new Promise((done) => {
        const log = document.getElementById("log");
        const tap = (button) => button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
        new MutationObserver(() => {
            const button = log.querySelector("#offered [data-choice^='iv:answer:civil_status']");
            if (button) tap(button);
            if (button) done(button.getAttribute("aria-disabled"));
        }).observe(log, { childList: true, subtree: true });
        tap(log.querySelector("#offered [data-choice^='iv:answer:employment_status']"));
    })"""
    assert visit.page.evaluate(script) == "true"
    visit.wait_for_turn(2)
    assert visit.asked == "civil_status"
    assert visit.turns == 2


def test_a_double_tap_on_a_question_that_people_ask_asks_it_once(visit: Visit) -> None:
    """So does one on the large button of the interview."""
    for selector in ("#questions button >> nth=0", "#interview"):
        turns = visit.turns
        visit.page.locator(selector).dblclick(delay=20)
        visit.wait_for_turn(turns + 1)
        visit.page.wait_for_timeout(500)  # until the next tap is none of the same pair
        assert visit.turns == turns + 1


def test_the_keyboard_is_not_held_up(visit: Visit) -> None:
    """Whoever goes from button to button with a key taps nothing unseen: what has just come can be picked."""
    visit.begin()
    visit.page.locator("#offered [data-choice^='iv:answer:']").first.focus()
    visit.page.keyboard.press("Enter")
    visit.wait_for_turn(2)
    assert visit.asked == "civil_status"
