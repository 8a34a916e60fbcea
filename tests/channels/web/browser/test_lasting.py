"""What the page survives: reloads, two tabs, a server that dies, lost answers; and what 清空 leaves: nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from tests.channels.web.browser.visiting import Visit, new_visit
from tests.ports import free_port
from tests.serving.servers import Servers

ANSWERS = "iv:answer:employment_status:in_post"


def test_a_conversation_goes_on_after_a_reload(visit: Visit) -> None:
    """What was said is still there, and the open question can be answered."""
    visit.ask("单位几号前要推荐")
    visit.begin()
    visit.pick(ANSWERS)
    asked, said = visit.asked, visit.said()
    visit.reload()
    assert visit.said() == said
    assert visit.asked == asked
    visit.answer_until("specialty")
    assert visit.asked == "specialty"


def test_who_lost_the_transcript_still_has_the_interview(visit: Visit) -> None:
    """The server's side alone is enough to go on."""
    visit.begin()
    visit.pick(ANSWERS)
    asked = visit.asked
    visit.page.evaluate("() => localStorage.clear()")
    visit.reload()
    assert visit.turns == 0
    assert visit.asked == asked


def test_a_server_that_is_killed_and_comes_back(servers: Servers, visitors: Callable[..., Visit]) -> None:
    """Kill -9 in the middle: the page says so, keeps what is typed, sends it once, and the interview goes on."""
    port = free_port()
    server = servers.start(port=port)
    visit = visitors(server.url).open()
    visit.begin()
    visit.pick(ANSWERS)
    asked = visit.asked
    server.kill()
    visit.page.click(f"[data-choice^='iv:answer:{asked}:']")
    visit.away()
    assert visit.turns == 3
    assert visit.in_view(".turn:last-child .waiting")
    servers.start(port=port)
    visit.send_again()
    assert visit.turns == 3
    assert visit.asked not in ("", asked)
    assert visit.page.locator("#progress-bar").evaluate("bar => bar.value") == 2


def test_what_waits_is_sent_after_a_reload(servers: Servers, visitors: Callable[..., Visit]) -> None:
    """A message that could not be sent is sent by the page that is opened next."""
    server = servers.start()
    visit = visitors(server.url).open()
    visit.ask("单位几号前要推荐")
    visit.page.route("**/api/messages", lambda route: route.abort())
    visit.page.fill("#say", "学时卡传到哪里")
    visit.page.keyboard.press("Enter")
    visit.away()
    visit.page.unroute("**/api/messages")
    visit.reload()
    visit.wait_for_turn(2)
    assert "继续教育" in visit.last()


def test_an_answer_lost_on_its_way_counts_once(visit: Visit) -> None:
    """If the server took a message and its answer was lost, the second sending changes nothing."""
    visit.begin()
    lost: list[str] = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(route.request.post_data or "")
        route.abort()

    visit.page.route("**/api/messages", lose, times=1)
    visit.page.click(f"[data-choice='{ANSWERS}']")
    visit.away()
    visit.send_again()
    assert len(lost) == 1
    assert visit.page.locator("#progress-bar").evaluate("bar => bar.value") == 1
    assert "前面的题" not in visit.last()


def test_two_tabs_are_one_conversation(visit: Visit) -> None:
    """What is said in one tab is shown in the other, which can go on with it."""
    other = new_visit(visit.page.context, visit.url).open()
    visit.front().begin()
    other.front().wait_for_turn(1)
    assert other.asked == "employment_status"
    other.pick(ANSWERS)
    visit.front().wait_for_turn(2)
    assert visit.asked == other.asked != "employment_status"
    assert visit.said() == other.said()
    assert other.complaints == []


def test_two_tabs_that_begin_at_once_share_a_session(visit: Visit) -> None:
    """Both send their first message at the same moment: one session, both answered, the same on both."""
    other = new_visit(visit.page.context, visit.url).open()
    for tab, text in ((visit, "单位几号前要推荐"), (other, "学时卡传到哪里")):
        tab.page.fill("#say", text)
    for tab in (visit, other):
        tab.page.evaluate("() => document.getElementById('form').requestSubmit()")
    visit.front().wait_for_turn(2)
    other.front().wait_for_turn(2)
    assert visit.said() == other.said()
    assert len(visit.page.context.cookies()) == 1


def test_clearing_leaves_nothing(visit: Visit) -> None:
    """清空 asks first; then nothing is left on the device, on the server, or in another tab."""
    other = new_visit(visit.page.context, visit.url).open()
    visit.front().begin()
    visit.pick(ANSWERS)
    visit.page.click("#clear")
    visit.page.click("#clearing button[value='no']")
    assert visit.turns == 2
    visit.page.click("#clear")
    visit.page.click("#clearing button[value='yes']")
    visit.page.wait_for_selector(".turn", state="detached")
    visit.page.wait_for_function("() => document.getElementById('state').textContent")
    other.page.wait_for_function("() => !document.querySelector('.turn')")
    visit.reload()
    assert visit.turns == 0
    assert visit.offered() == []
    assert visit.page.evaluate("() => Object.keys(localStorage)") == []
    visit.begin()
    assert visit.asked == "employment_status"


@pytest.mark.parametrize("spelled", ["/forget", "/FORGET", "/忘记", "／forget", "/forget 谢谢"])
def test_the_command_to_forget_clears_the_device_too(visit: Visit, spelled: str) -> None:
    """However it is spelled, /forget asks like 清空 does, and leaves nothing here or there."""
    visit.begin()
    visit.page.fill("#say", spelled)
    visit.page.keyboard.press("Enter")
    visit.page.click("#clearing button[value='yes']")
    visit.page.wait_for_selector(".turn", state="detached")
    visit.page.wait_for_function("() => document.getElementById('state').textContent")
    visit.reload()
    assert visit.turns == 0
    assert visit.offered() == []


def test_clearing_while_the_server_is_gone(servers: Servers, visitors: Callable[..., Visit]) -> None:
    """The device is empty at once, and the server forgets as soon as it is back, before anything new is said."""
    port = free_port()
    server = servers.start(port=port)
    visit = visitors(server.url).open()
    visit.begin()
    visit.pick(ANSWERS)
    server.kill()
    visit.page.click("#clear")
    visit.page.click("#clearing button[value='yes']")
    visit.away()
    assert visit.turns == 0
    servers.start(port=port)
    visit.send_again()
    visit.begin()
    assert visit.asked == "employment_status"


def test_a_message_that_is_refused_says_why(visit: Visit) -> None:
    """A refusal shows the server's own words, and can be tried again."""
    refusal = {"title": "不行", "status": 400, "detail": "这一条不行"}
    visit.page.route(
        "**/api/messages",
        lambda route: route.fulfill(status=400, content_type="application/problem+json", json=refusal),
        times=1,
    )
    assert "这一条不行" in visit.ask("单位几号前要推荐")
    visit.page.click(".refused button")
    visit.page.wait_for_selector(".refused", state="detached")
    visit.wait_for_turn(1)
    assert "还有34天" in visit.last()


def test_a_long_conversation_is_bounded(visit: Visit) -> None:
    """The device keeps the newest turns alone."""
    visit.ask("单位几号前要推荐")
    visit.page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find((name) => name.includes("turn:"));
            const turn = JSON.parse(localStorage.getItem(key));
            for (let at = 1; at <= 200; at += 1)
                localStorage.setItem(`noticebot:turn:old${at}`, JSON.stringify({...turn, id: `old${at}`, at}));
        }"""
    )
    visit.reload()
    visit.ask("学时卡传到哪里")
    kept = visit.page.evaluate(
        "() => Object.keys(localStorage).filter((name) => name.includes('turn:')).length"
    )
    assert kept <= 120
    assert "继续教育" in visit.last()
