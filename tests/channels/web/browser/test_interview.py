"""The interview on the page, from the first question to the paper that is printed."""

from __future__ import annotations

import base64
from collections.abc import Callable

from tests.channels.web.browser.visiting import DESK, ELIGIBLE, Visit

RETIRED = {**ELIGIBLE, "employment_status": "retired"}


def test_back_change_and_a_question_in_between(visit: Visit) -> None:
    """上一步 asks again, a question in the middle is answered without losing the place, one answer can be changed."""
    visit.begin()
    assert visit.asked == "employment_status"
    visit.pick("iv:answer:employment_status:in_post")
    second = visit.asked
    visit.pick("iv:do:back")
    assert visit.asked == "employment_status"
    visit.pick("iv:answer:employment_status:in_post")
    assert "还有34天" in visit.ask("单位几号前要推荐？")
    assert visit.asked == second
    visit.answer_until("specialty")
    visit.pick("iv:do:change")
    assert "iv:change:employment_status" in visit.offered()
    visit.pick("iv:change:employment_status")
    assert visit.asked == "employment_status"
    visit.pick("iv:answer:employment_status:in_post")
    assert visit.asked == "specialty"


def test_progress_is_shown_while_questions_are_open(visit: Visit) -> None:
    """The bar grows with the answers and is gone when the interview rests."""
    bar = visit.page.locator("#progress-bar")
    assert not bar.is_visible()
    visit.begin()
    assert bar.evaluate("bar => bar.value") == 0
    visit.answer_until("specialty")
    assert bar.evaluate("bar => bar.value") == 2
    visit.pick("iv:do:pause")
    assert not bar.is_visible()
    assert "接着" in visit.page.locator("#interview").inner_text()


def test_the_result_can_be_ticked_off_and_printed(visit: Visit) -> None:
    """The whole way: verdict, checklist with boxes that stay ticked, reasons and route; on paper no buttons."""
    visit.finish()
    visit.open_result()
    page = visit.page
    assert page.locator(".verdict-card.eligible").count() == 1
    boxes = page.locator(".ticks input")
    assert boxes.count() >= 10
    boxes.first.check()
    page.reload()
    page.wait_for_selector(".ticks")
    assert page.locator(".ticks input").first.is_checked()
    assert page.locator(".mind").is_visible()
    assert page.locator(".route").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert not page.locator("details.clauses").is_visible()
    assert page.locator(".ticks").first.is_visible()
    assert "0571-88228291" in page.inner_text("body")


def test_printing_unfolds_the_clauses_that_were_asked_for(visit: Visit) -> None:
    """With the box ticked the notice's words stand on the paper; afterwards they are folded again."""
    page = visit.finish_unseen().page
    page.check("#print-clauses")
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".clause-fold blockquote").first.is_visible()
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".clause-fold[open]").count() == 0


def test_the_result_as_text_and_as_a_picture(visitors: Callable[..., Visit]) -> None:
    """The text on the clipboard and the PNG hold the whole result, dates and phones and all."""
    visit = visitors(permissions=["clipboard-read", "clipboard-write"], viewport=DESK).open()
    page = visit.finish_unseen().page
    page.click("#copy")
    page.wait_for_selector("#said:not(:empty)")
    text = page.evaluate("() => navigator.clipboard.readText()")
    for part in ("可以申报", "学时卡", "报送路径", "2022年12月6日", "0571-88228291"):
        assert part in text
    page.click("#picture")
    page.wait_for_selector(".keepsake")
    source = page.locator(".keepsake").first.get_attribute("src") or ""
    assert base64.b64decode(source.removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")
    assert page.locator(".keepsake").first.evaluate("picture => picture.naturalWidth") == 750


def test_who_may_not_apply_hears_why(visit: Visit) -> None:
    """A refusal has its reasons with clauses, no checklist, and whom to phone."""
    page = visit.finish_unseen(RETIRED).page
    assert page.locator(".verdict-card.not_eligible").count() == 1
    assert page.locator(".ticks").count() == 0
    assert page.locator(".stop .basis-line a").count() >= 1
    assert "0571-88228291" in page.inner_text("body")


def test_several_people_have_results_of_their_own(visit: Visit) -> None:
    """After an interview for somebody else each has a result; the way to it is that of whom the talk is about."""
    visit.begin()
    visit.answer_until(answers=RETIRED)
    visit.page.click("#other")
    visit.wait_for_turn(visit.turns)
    visit.ask("王师傅")
    visit.answer_until(answers=RETIRED)
    visit.open_result()
    assert "王师傅" in visit.page.locator(".verdict-card").inner_text()
    visit.page.goto(visit.url + "/result?name=本人")
    visit.page.wait_for_selector(".verdict-card")
    assert "王师傅" not in visit.page.locator(".verdict-card").inner_text()


def test_no_result_yet(visit: Visit) -> None:
    """Who opens the result too early is told how to get one."""
    visit.page.goto(visit.url + "/result")
    visit.page.wait_for_selector("#result [role='alert']")
    assert visit.page.locator("#print").is_hidden()
