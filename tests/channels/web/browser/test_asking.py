"""Asking on the page: words, buttons, the notice's own words, votes, and texts that would like to be code."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Dialog

from tests.channels.web.browser.visiting import Visit

HOSTILE = (
    "<script>window.broken = 1</script>",
    '<img src=x onerror="window.broken=1">',
    "javascript:window.broken=1 https://example.org/<svg/onload=window.broken=1>",
    "</script><script>window.broken=1</script>{{boot}}",
)


def test_a_question_is_answered_with_its_clause(visit: Visit) -> None:
    """The answer names its clause, which unfolds to the notice's own words."""
    assert "还有34天" in visit.ask("单位几号前要推荐")
    visit.page.click(".turn .basis summary")
    quote = visit.page.locator(".turn blockquote").first
    quote.wait_for()
    assert "所在单位推荐截止时间为" in quote.inner_text()


def test_the_five_most_asked_are_one_tap_away(visit: Visit) -> None:
    """Each of the five buttons is answered with a clause."""
    buttons = visit.page.locator("#questions button")
    assert buttons.count() == 5
    for index in range(5):
        buttons.nth(index).click()
        visit.wait_for_turn(index + 1)
        assert visit.page.locator(".turn").last.locator(".basis").count() == 1


def test_a_doubtful_question_offers_choices(visit: Visit) -> None:
    """What was meant can be picked, and only the last buttons can be picked."""
    visit.ask("公示")
    offered = [choice for choice in visit.offered() if choice != "none"]
    assert len(offered) >= 2
    visit.pick(offered[0])
    assert visit.turns == 2
    assert offered[0] not in visit.offered()
    assert len(visit.offered()) < len(offered) + 1


def test_a_vote_is_counted_and_kept(visit: Visit) -> None:
    """A tap on 有用 is thanked for, and is still there after a reload."""
    visit.ask("单位几号前要推荐")
    visit.page.click(".vote[data-vote='up']")
    visit.page.wait_for_selector(".vote[data-vote='up'][aria-pressed='true']")
    assert "谢谢" in visit.last()
    visit.reload()
    assert visit.page.locator(".vote[aria-pressed='true']").count() == 1


def test_what_people_type_is_never_run(visit: Visit) -> None:
    """Markup and code in a message are shown as they were typed, also after a reload."""
    opened: list[Dialog] = []
    visit.page.on("dialog", lambda dialog: opened.append(dialog))
    for text in HOSTILE:
        visit.ask(text)
    visit.reload()
    assert visit.said() == list(HOSTILE)
    assert visit.page.evaluate("() => window.broken") is None
    assert opened == []


def test_a_name_that_is_markup_stays_a_name(visit: Visit) -> None:
    """The interview of somebody whose name is markup is shown with that name, on the page and in the result."""
    visit.ask("换一个人")
    visit.ask("<img src=x onerror=broken=1>")
    visit.answer_until(answers={"employment_status": "retired"})
    visit.open_result()
    assert "<img src=x" in visit.page.locator(".verdict-card").inner_text()
    assert visit.page.evaluate("() => window.broken") is None


def test_addresses_and_phones_can_be_tapped(visit: Visit) -> None:
    """A phone number in an answer dials, an address opens outside."""
    visit.ask("学时卡传到哪里")
    link = visit.page.locator(".turn a[href^='http']").first
    assert link.get_attribute("rel") == "noopener noreferrer"
    visit.ask("黄犇的电话")
    assert visit.page.locator(".turn a[href='tel:0571-88228291']").count() >= 1


def test_enter_does_not_send_what_an_input_method_composes(visit: Visit) -> None:
    """Enter that picks a Chinese word in the input method sends nothing."""
    visit.page.fill("#say", "单位")
    visit.page.evaluate(
        """() => document.getElementById("say").dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    assert visit.turns == 0
    visit.page.keyboard.press("Enter")
    visit.wait_for_turn(1)


def test_an_empty_message_is_not_sent(visit: Visit) -> None:
    """发送 without words sends nothing and puts the cursor into the field."""
    visit.page.click("#send")
    assert visit.turns == 0
    assert visit.focused("id") == "say"


def test_the_dates_can_be_copied(visitors: Callable[..., Visit]) -> None:
    """The plain dates of who one is are on the clipboard, with what is derived marked."""
    visit = visitors(permissions=["clipboard-read", "clipboard-write"]).open()
    visit.page.click("[data-role='单位']")
    visit.page.click(".keep summary")
    visit.page.click("#copy-dates")
    visit.page.wait_for_selector("#copied:not(:empty)")
    text = visit.page.evaluate("() => navigator.clipboard.readText()")
    assert "2022年12月19日" in text
    assert "推算" in text
    assert "2023年1月4日" not in text


def test_the_page_says_which_day_it_pretends(visit: Visit) -> None:
    """A server with a set clock has its page say so, and unofficial stands there always."""
    assert "2022年11月15日" in visit.page.locator(".pretend").inner_text()
    assert visit.page.locator("#unofficial").is_visible()


def test_without_scripts_the_dates_and_phones_are_there(visitors: Callable[..., Visit]) -> None:
    """A browser without JavaScript shows dates, phones and why it cannot talk."""
    visit = visitors(java_script_enabled=False)
    visit.page.goto(visit.url)
    text = visit.page.locator("noscript").inner_text()
    assert "2022年12月6日" in visit.page.locator("#next").inner_text()
    visit.page.click(".all-days summary")
    assert "2023年1月4日" in visit.page.locator("#timeline").inner_text()
    assert "JavaScript" in text
    assert "0571-88228291" in text
