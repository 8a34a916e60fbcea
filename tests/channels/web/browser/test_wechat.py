"""Inside WeChat's browser, which blocks downloads and printing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.channels.web.browser.visiting import Visit

WECHAT = (
    "Mozilla/5.0 (Linux; Android 12; HMA-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 "
    "Mobile Safari/537.36 XWEB/1160 MMWEBSDK/20230805 MicroMessenger/8.0.42.2460 Language/zh_CN"
)


@pytest.fixture
def visit(visitors: Callable[..., Visit]) -> Visit:
    """Somebody who opened the page in WeChat."""
    return visitors(user_agent=WECHAT).open()


def test_no_download_is_offered(visit: Visit) -> None:
    """The dates can be copied; how to open the page outside is said."""
    visit.page.click(".keep summary")
    assert not visit.page.locator("#calendar").is_visible()
    assert visit.page.locator("#copy-dates").is_visible()
    assert "浏览器" in visit.page.locator(".keep .wechat-only").inner_text()


def test_a_calendar_in_an_answer_is_no_download_either(visit: Visit) -> None:
    """If an answer brings the calendar, WeChat's people read how to get it."""
    visit.ask("提醒我")
    assert not visit.page.locator(".turn a[download]").is_visible()
    assert "浏览器" in visit.page.locator(".turn .wechat-only").inner_text()


def test_the_result_is_a_picture_to_keep(visit: Visit) -> None:
    """No print button: copy, a picture for a long press, and the way to a browser with all the answers."""
    page = visit.finish_unseen().page
    assert not page.locator("#print").is_visible()
    assert not page.locator("#calendar").is_visible()
    assert page.locator("#copy").is_visible()
    assert "带到浏览器里" in page.locator(".tools .wechat-only").inner_text()
    assert page.locator("#carry").is_visible()
    page.click("#picture")
    assert (page.locator(".keepsake").first.get_attribute("src") or "").startswith("data:image/png")


@pytest.mark.parametrize(
    ("app", "inside"),
    [
        ("Mobile Safari/537.36 MQQBrowser/13.6 QQ/8.9.68.11565 NetType/WIFI", True),
        ("Mobile Safari/537.36 AliApp(DingTalk/7.0.40) com.alibaba.android.rimet/29449 Channel/700159", True),
        ("Mobile Safari/537.36 MQQBrowser/13.6", False),
        ("Mobile Safari/537.36 HuaweiBrowser/12.0.4.300", False),
    ],
    ids=["QQ", "DingTalk", "QQ's own browser", "Huawei's browser"],
)
def test_other_apps_are_like_wechat(visitors: Callable[..., Visit], app: str, inside: bool) -> None:
    """Their browsers download nothing either: the way out is offered; browsers of their own print and download."""
    visit = visitors(user_agent=f"{WECHAT.partition('Mobile')[0]}{app}").open()
    visit.page.click(".keep summary")
    assert visit.page.locator(".keep .wechat-only a").is_visible() == inside
    assert visit.page.locator("#calendar").is_visible() != inside
    visit.ask("提醒我")
    if inside:
        visit.page.click(".turn .wechat-only a")
        visit.page.wait_for_selector("#giving")


def test_other_browsers_hear_nothing_of_wechat(visitors: Callable[..., Visit]) -> None:
    """Outside, printing and downloads are offered and no advice is given."""
    visit = visitors().open().finish_unseen()
    assert visit.page.locator("#print").is_visible()
    assert not visit.page.locator(".wechat-only").first.is_visible()


def test_copying_works_without_https(visitors: Callable[..., Visit]) -> None:
    """A page without https has no clipboard of its own: the old way is used, or the text is shown to be copied."""
    visit = visitors(user_agent=WECHAT).open()
    visit.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    visit.page.click(".keep summary")
    visit.page.click("#copy-dates")
    visit.page.wait_for_selector("#copied:not(:empty)")
    visit.page.evaluate("() => { document.execCommand = () => false; }")
    visit.page.click("#copy-dates")
    assert "2022年12月6日" in visit.page.locator(".by-hand").input_value()
