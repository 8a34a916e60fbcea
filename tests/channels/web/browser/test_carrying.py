"""A talk goes from one browser to another: code, confirmation on both sides, one talk in both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request

from tests.channels.web.browser.test_access import press_until
from tests.channels.web.browser.test_interview import RETIRED
from tests.channels.web.browser.test_wechat import WECHAT
from tests.channels.web.browser.visiting import DESK, Visit
from tests.serving.servers import Servers


def noting(seen: list[Request]) -> Callable[[Request], None]:
    """Notes requests in a list."""
    return lambda request: seen.append(request)


def offer(visit: Visit) -> str:
    """Show a code on the page of carrying; the code."""
    visit.open("/carry")
    visit.page.click("#giving .button.main")
    return visit.page.locator(".code").inner_text().replace("\n", "").replace(" ", "")


def type_code(visit: Visit, code: str) -> Page:
    """Type a code and send it."""
    visit.open("/carry")
    visit.page.fill("#code", code)
    visit.page.click("#typing button")
    return visit.page


def confirm(giver: Visit, taker: Page) -> None:
    """Both sides show one number, and the giver confirms."""
    giver.front()
    giver.page.wait_for_selector("#giving .check")
    assert giver.page.inner_text("#giving .check") == taker.inner_text("#taking .check")
    giver.page.click("#giving .button.main")
    taker.bring_to_front()
    taker.wait_for_selector("#taking .step :text('那边')")


def choose(taker: Page, label: str) -> None:
    """Confirm on the side that takes."""
    taker.click(f"#taking button:text-is('{label}')")
    taker.wait_for_selector("#taking a.button.main")


def test_from_wechat_to_the_desk_and_its_printer(visitors: Callable[..., Visit]) -> None:
    """WeChat's people are led to a code; the other browser has the result to print, and both go on with one talk."""
    phone = visitors(user_agent=WECHAT).open().finish_unseen(RETIRED)
    assert phone.page.inner_text("#carry") == "带到浏览器里"
    phone.page.click("#carry")
    phone.page.click("#giving .button.main")
    code = phone.page.locator(".code").inner_text().replace("\n", "").replace(" ", "")
    assert len(code) == 13
    desk = visitors(viewport=DESK)
    page = type_code(desk, f"{code[:4]} {code[4:8]}-{code[8:]}")
    confirm(phone, page)
    choose(page, "接过来")
    page.click("#taking a:text('看结果')")
    page.wait_for_selector(".verdict-card.not_eligible")
    assert page.locator("#print").is_visible()
    phone.front()
    phone.page.wait_for_selector("#giving :text('带过去了')")
    desk.front().open()
    desk.ask("换一个人")
    desk.ask("王师傅")
    phone.front().open()
    phone.page.wait_for_selector("#progress-text:text('王师傅')")


def test_a_link_is_used_up_by_no_look_at_it(visitors: Callable[..., Visit]) -> None:
    """Whoever opens it, or looks ahead, sees a filled field; only the button sends the code, which no address holds."""
    giver = visitors().open()
    giver.begin()
    code = offer(giver)
    for _ in range(3):
        taker = visitors()
        seen: list[Request] = []
        taker.page.on("request", noting(seen))
        taker.open(f"/carry#{code}")
        assert taker.page.input_value("#code") == code
        assert taker.page.url.endswith("/carry")
        assert seen
        assert not any(code in one.url.partition("#")[0] + (one.post_data or "") for one in seen)
    taker.page.click("#typing button")
    confirm(giver, taker.page)
    choose(taker.page, "接过来")
    taker.page.click("#taking a.button.main")
    taker.ready()
    assert taker.asked == "employment_status"


@pytest.mark.parametrize(("label", "names"), [("两边合在一起", 2), ("只用带来的，删掉这台原有的", 1)])
def test_what_the_taker_holds_is_asked_about(visitors: Callable[..., Visit], label: str, names: int) -> None:
    """Nothing of it goes unless it is said; what both answered differently stays twice."""
    giver, taker = visitors().open(), visitors().open()
    for visit, value in ((giver, "in_post"), (taker, "retired")):
        visit.begin()
        visit.pick(f"iv:answer:employment_status:{value}")
    page = type_code(taker, offer(giver))
    confirm(giver, page)
    assert "本人的资格问答" in page.inner_text("#taking")
    choose(page, label)
    standing = page.request.get(taker.url + "/api/conversation").json()
    assert len(standing["interviews"]) == names
    taker.open()
    assert taker.turns == (2 if names == 2 else 0)
    taker.page.wait_for_selector("#offered")
    assert taker.asked == giver.open().asked


def test_somebody_elses_browser_is_turned_away(visitors: Callable[..., Visit]) -> None:
    """Who types a code that was meant for another gets nothing, and the code is gone."""
    giver, stranger = visitors().open(), visitors()
    giver.begin()
    code = offer(giver)
    page = type_code(stranger, code)
    page.wait_for_selector("#taking .check")
    giver.front()
    giver.page.wait_for_selector("#giving .check")
    giver.page.click("#giving button:text-is('不是我的')")
    giver.page.wait_for_selector("#giving :text('这台上有')")
    stranger.front()
    page.wait_for_selector("#typing:not([hidden])")
    assert "那边不带了" in page.inner_text("#wrong")
    page.fill("#code", code)
    page.click("#typing button")
    page.wait_for_selector("#wrong:text('代码不对')")
    assert page.request.get(stranger.url + "/api/conversation").json()["interviews"] == []


def test_leaving_one_browser_keeps_the_other(visitors: Callable[..., Visit]) -> None:
    """On a shared computer one leaves; the talk goes on where it came from."""
    giver, taker = visitors().open(), visitors()
    giver.begin()
    page = type_code(taker, offer(giver))
    confirm(giver, page)
    choose(page, "接过来")
    giver.front().open()
    giver.page.click("#clear")
    assert giver.page.locator("#clear-shared").is_visible()
    giver.page.click("#clearing [value='no']")
    taker.front().open()
    page.click("#clear")
    page.click("#clearing [value='here']")
    page.wait_for_selector("#log .cleared")
    assert page.request.get(taker.url + "/api/conversation").json()["session"] is False
    assert giver.front().open().asked == "employment_status"


def test_by_keyboard_alone(visitors: Callable[..., Visit]) -> None:
    """Each step leaves the focus where it goes on, on both sides."""
    giver, taker = visitors().open(), visitors()
    giver.begin()
    giver.open("/carry")
    press_until(giver, "#giving .button.main")
    giver.page.keyboard.press("Enter")
    giver.page.wait_for_selector(".code")
    assert giver.focused("id") == "giving"
    code = giver.page.locator(".code").inner_text().replace("\n", "").replace(" ", "")
    taker.open("/carry")
    press_until(taker, "#code")
    taker.page.keyboard.type(code)
    taker.page.keyboard.press("Enter")
    taker.page.wait_for_selector("#taking .check")
    assert taker.focused("id") == "taking"
    giver.front().page.wait_for_selector("#giving .check")
    press_until(giver, "#giving .button.main")
    giver.page.keyboard.press("Enter")
    giver.page.wait_for_selector("#giving :text('接过来')")
    taker.front().page.wait_for_selector("#taking .step :text('那边')")
    press_until(taker, "#taking .step .button.main")
    taker.page.keyboard.press("Space")
    taker.page.wait_for_selector("#taking a.button.main")
    press_until(taker, "#taking a.button.main", most=2)


def test_a_server_that_is_away_is_told(servers: Servers, visitors: Callable[..., Visit]) -> None:
    """Nothing is lost: the same button works once it is back; too many guesses say how long to wait."""
    url = servers.start().url  # its own: at the shared one everybody has this address
    giver, taker = visitors(url).open(), visitors(url)
    giver.begin()
    code = offer(giver)
    taker.open("/carry")
    taker.page.route("**/api/carry/claim", lambda route: route.abort())
    taker.page.fill("#code", code)
    taker.page.click("#typing button")
    taker.page.wait_for_selector("#wrong:text('连不上')")
    taker.page.unroute("**/api/carry/claim")
    for number in range(5):
        taker.page.fill("#code", f"{number}{'7' * 12}")
        with taker.page.expect_response(
            "**/api/carry/claim"
        ):  # the words of the guess before stand there still
            taker.page.click("#typing button")
        taker.page.wait_for_selector("#wrong:text('代码不对')")
    taker.page.fill("#code", code)
    taker.page.click("#typing button")
    taker.page.wait_for_selector("#wrong:text('分钟')")
