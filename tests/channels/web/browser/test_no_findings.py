"""No page and no state of one has a serious finding of axe-core, in light, dark, strong contrast, large letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.channels.web.browser.test_access import GROW, findings
from tests.channels.web.browser.test_carrying import confirm, offer, type_code
from tests.channels.web.browser.test_interview import RETIRED
from tests.channels.web.browser.test_wechat import WECHAT
from tests.channels.web.browser.visiting import Visit

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"color_scheme": "light", "forced_colors": "none"},
    "wechat": {"user_agent": WECHAT},
}
TOLD = "不是公务员，做青瓷，高级工艺美术师"


@pytest.fixture(params=list(LOOKS))
def look(request: pytest.FixtureRequest, visitors: Callable[..., Visit]) -> Callable[[], Visit]:
    """Makes visitors who see the pages in one way."""

    def make() -> Visit:
        visit = visitors(**LOOKS[request.param]).open()
        if request.param == "contrast":
            visit.page.click("[data-look='contrast']")
        return visit

    return make


@pytest.mark.parametrize(
    "path", ["/", "/result", "/notice", "/privacy", "/carry", "/docs", "/widget", "/widget/carry"]
)
def test_each_page_as_it_is_opened(look: Callable[[], Visit], path: str) -> None:
    """Whatever it holds without any talk."""
    visit = look()
    visit.page.goto(visit.url + path)
    visit.page.wait_for_load_state("networkidle")
    assert findings(visit) == []


def test_the_states_of_a_talk(look: Callable[[], Visit]) -> None:
    """Picked options, the choice after a sentence, beginning anew, at rest, the question before clearing, cleared."""
    visit = look()
    visit.begin()
    visit.pick("iv:answer:employment_status:in_post")
    visit.ask(TOLD)
    visit.pick("iv:do:back")
    assert findings(visit) == []
    visit.pick("iv:do:keep")
    visit.ask("重来")
    assert findings(visit) == []
    visit.pick("iv:do:keep")
    visit.pick("iv:do:pause")
    visit.ask("你好")
    assert findings(visit) == []
    visit.page.evaluate(GROW, 2)
    visit.page.evaluate("() => window.dispatchEvent(new Event('resize'))")
    assert findings(visit) == []
    visit.page.click("#clear")
    assert findings(visit) == []
    visit.page.click("#clearing [value='yes']")
    visit.page.wait_for_selector(".cleared")
    assert findings(visit) == []


def test_the_states_of_carrying(look: Callable[[], Visit]) -> None:
    """The code, a wrong one, both sides waiting, confirming and done, and the question before clearing what is shared."""
    giver, taker = look(), look()
    for visit, value in ((giver, "in_post"), (taker, "retired")):
        visit.begin()
        visit.pick(f"iv:answer:employment_status:{value}")
    code = offer(giver)
    assert findings(giver) == []
    page = type_code(taker, "1")
    page.wait_for_selector("#wrong:not(:empty)")
    assert findings(taker) == []
    type_code(taker, code)
    page.wait_for_selector("#taking .check")
    assert findings(taker) == []
    giver.front()
    giver.page.wait_for_selector("#giving .check")
    assert findings(giver) == []
    confirm(giver, page)
    assert findings(taker) == []
    page.click("#taking button:text-is('两边合在一起')")
    page.wait_for_selector("#taking a.button.main")
    assert findings(taker) == []
    giver.front()
    giver.page.wait_for_selector("#giving :text('带过去了')")
    assert findings(giver) == []
    giver.open()
    giver.page.click("#clear")
    giver.page.wait_for_selector("#clearing [value='here']")
    assert findings(giver) == []


def test_a_refusal_and_its_reasons(look: Callable[[], Visit]) -> None:
    """The result of somebody who may not apply, all unfolded."""
    visit = look().finish_unseen(RETIRED)
    visit.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert findings(visit) == []
