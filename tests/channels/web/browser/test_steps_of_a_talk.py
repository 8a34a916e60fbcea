"""What can be undone, put off and seen again in a talk, and that the field leaves room for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.channels.web.browser.test_access import GROW
from tests.channels.web.browser.visiting import ELIGIBLE, Visit

TOLD = "不是公务员，做青瓷，高级工艺美术师"
RETIRED = {**ELIGIBLE, "employment_status": "retired"}
FILLED = "(part) => getComputedStyle(part).backgroundColor !== getComputedStyle(part.closest('dialog')).backgroundColor"
COVERED = "(part) => [part.offsetHeight / window.innerHeight, getComputedStyle(part).position]"


def begun(visit: Visit) -> Visit:
    """Somebody in the interview after one answer."""
    visit.begin()
    visit.pick("iv:answer:employment_status:in_post")
    return visit


@pytest.mark.parametrize("later", [0, 2])
def test_beginning_anew_asks_and_can_be_undone(visit: Visit, later: int) -> None:
    """Also when something was answered since; what was told before and since is all there."""
    begun(visit).ask(TOLD)
    asked = visit.asked
    assert "4项" in visit.ask("重来")
    visit.pick("iv:do:keep")
    assert visit.asked == asked
    visit.ask("重来")
    visit.pick("iv:do:anew")
    assert visit.asked == "employment_status"
    for _ in range(later):
        visit.pick(visit.offered()[0])
    visit.pick("iv:do:undo")
    assert visit.asked == asked
    assert "iv:do:undo" not in visit.offered()


@pytest.mark.parametrize("question", ["单位几号前要推荐？", "你好"])
def test_going_on_and_the_result_stay_at_hand_at_rest(visit: Visit, question: str) -> None:
    """Whatever is said in between, and after a reload; looking at the result leaves it at rest."""
    begun(visit).ask(TOLD)
    asked = visit.asked
    visit.pick("iv:do:pause")
    assert visit.offered() == ["iv:do:go_on", "iv:do:result"]
    assert visit.page.locator("#resting").is_hidden()
    visit.ask(question)
    resting = visit.page.locator("#resting")
    assert resting.locator("button").all_inner_texts() == ["继续", "看结果"]
    visit.reload()
    resting.locator("[data-step='iv:do:result']").click()
    visit.wait_for_turn(visit.turns)
    visit.page.wait_for_selector("#offered [data-choice='iv:do:go_on']")
    assert "您在职在岗" in visit.last()
    visit.ask(question)
    resting.locator("[data-step='iv:do:go_on']").click()
    visit.page.wait_for_selector(f"#offered [data-choice^='iv:answer:{asked}:']")
    assert resting.is_hidden()


def test_what_was_picked_among_what_stays_to_be_seen(visit: Visit) -> None:
    """The options stand above the answer, the picked one marked, none of them to be tapped; also after a reload."""
    begun(visit)
    visit.pick("iv:answer:civil_status:none")
    visit.pick("iv:do:why")
    for again in (False, True):
        if again:
            visit.reload()
        lists = visit.page.locator(".picked")
        assert lists.count() == 2
        assert "在职在岗" in lists.nth(0).locator(".chosen").inner_text()
        assert lists.nth(1).locator("li").count() == 4
        assert lists.nth(1).locator(".chosen").count() == 1
        assert lists.locator("button").count() == 0


@pytest.mark.parametrize("greeting", ["你好", "早上好", "再见"])
def test_a_greeting_is_not_judged(visit: Visit, greeting: str) -> None:
    """An answer from the notice is; 没用 asks for nothing, since nobody has said that questions are kept."""
    visit.ask(greeting)
    assert visit.page.locator(".votes").count() == 0
    visit.ask("学时卡传到哪里")
    visit.page.click(".vote[data-vote='down']")
    visit.page.wait_for_selector(".votes .note:not(:empty)")
    assert visit.page.locator(".turn input, .turn textarea").count() == 0


def test_clearing_says_that_it_is_done(visit: Visit) -> None:
    """Where it is seen; what deletes is not the button that stands out. The word is gone with the next question."""
    begun(visit)
    visit.page.click("#clear")
    buttons = visit.page.locator("#clearing button:visible")
    assert buttons.all_inner_texts() == ["不清空", "清空"]
    assert [button.evaluate(FILLED) for button in buttons.all()] == [True, False]
    buttons.nth(1).click()
    visit.page.wait_for_selector(".cleared")
    assert "已清空" in visit.page.inner_text(".cleared")
    assert visit.in_view(".cleared p")
    visit.ask("学时要多少")
    assert visit.page.locator(".cleared").count() == 0


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (TOLD, ["civil_status", "specialty", "current_title"]),
        ("不是公务员，做木雕", ["civil_status", "specialty"]),
    ],
)
def test_back_after_a_sentence_asks_which_part(visit: Visit, told: str, names: list[str]) -> None:
    """Each of what it told can be changed alone, all of it taken back, or nothing."""
    begun(visit).ask(told)
    asked = visit.asked
    visit.pick("iv:do:back")
    assert visit.offered() == [*(f"iv:change:{name}" for name in names), "iv:do:keep", "iv:do:take_back"]
    visit.pick("iv:do:keep")
    assert visit.asked == asked
    visit.pick("iv:do:back")
    visit.pick(f"iv:change:{names[-1]}")
    assert visit.asked == names[-1]
    visit.pick("iv:do:keep")
    visit.pick("iv:do:back")
    visit.pick("iv:do:take_back")
    assert visit.asked == "civil_status"
    assert "已答 1 题" in visit.page.inner_text("#progress-text")
    visit.pick("iv:do:back")
    assert visit.asked == "employment_status"


@pytest.mark.parametrize("large", [False, True])
def test_letters_twice_as_large_leave_room_for_the_talk(
    visits_at_rest: Callable[[bool], Visit], large: bool
) -> None:
    """The field stays in view and covers less than a quarter of a phone; in small letters it is as it was."""
    visit = visits_at_rest(large)
    composer = visit.page.locator("#composer")
    plain = composer.evaluate(COVERED)
    for size in (1.5, 4 / 3):
        visit.page.evaluate(GROW, size)
        visit.page.evaluate("() => window.dispatchEvent(new Event('resize'))")
        share, position = composer.evaluate(COVERED)
        assert position == "sticky"
        assert share < 0.25
        assert visit.page.locator("#say").is_visible()
        assert visit.overflow() == 0
    visit.page.evaluate(GROW, 0.5)
    visit.page.evaluate("() => window.dispatchEvent(new Event('resize'))")
    assert composer.evaluate(COVERED) == plain


@pytest.fixture
def visits_at_rest(visitors: Callable[..., Visit]) -> Callable[[bool], Visit]:
    """Makes somebody whose interview rests, so that the field has a row of buttons above it; with large letters or not."""

    def make(large: bool) -> Visit:
        visit = begun(visitors().open())
        if large:
            visit.page.click("[data-look='large']")
        visit.pick("iv:do:pause")
        visit.ask("你好")
        return visit

    return make


def test_the_way_to_a_result_leaves_room_too(visit: Visit) -> None:
    """With the button to the result above the field, and letters twice as large."""
    visit.begin()
    visit.answer_until(answers=RETIRED)
    visit.page.evaluate(GROW, 2)
    visit.page.evaluate("() => window.dispatchEvent(new Event('resize'))")
    share, position = visit.page.locator("#composer").evaluate(COVERED)
    assert (position, share < 0.25) == ("sticky", True)
    visit.open_result()
