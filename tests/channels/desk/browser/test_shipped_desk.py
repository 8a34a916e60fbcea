"""The desk over the shipped pack: an entry that is taken, one that is refused, with seconds and clicks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.channels.desk.browser.counted_clicks import CountedClicks
from tests.channels.desk.browser.test_desk_browser import answer, hire_staff, log_in
from tests.channels.desk.test_shipped_trial import PARKING, STEALING
from tests.serving.servers import Server, Servers

ASKED = "停车场在哪里"
LONGEST = 400_000
pytestmark = pytest.mark.soak


@pytest.fixture
def desk(servers: Servers) -> tuple[Server, str]:
    """A server with staff, and the address of its desk."""
    hire_staff(servers)
    server = servers.start(settings={"BOT_DESK_BIND": "127.0.0.1:0", "BOT_KEEP_QUESTIONS": "30"})
    return server, server.wait_for("desk_serving")["url"]


def test_from_a_question_to_its_answer_and_a_theft_refused(
    desk: tuple[Server, str], pages: Callable[..., Page]
) -> None:
    """Six clicks and the trial; what is refused is shown with each question that it would take, and never as in force."""
    server, url = desk
    before = answer(server, ASKED)
    page = pages()
    log_in(page, url, "editor")
    click = CountedClicks(page)
    click("nav a[href='/desk/questions']")
    click(f"section:has-text('{ASKED}') a[href^='/desk/entry']")
    page.select_option("[name=clause]", PARKING.clauses[0])
    click("form[method=get] button")
    click("input[name=quote] >> nth=0")
    page.fill("[name=title]", PARKING.title)
    page.fill("[name=answer]", PARKING.answer)
    click("input[name=silent]")
    page.fill("[name=phrasings]", "\n".join(PARKING.phrasings))
    click("button.main")
    page.wait_for_selector("text=已经用上了", timeout=LONGEST)
    click.tell()
    assert PARKING.answer in answer(server, ASKED) != before
    assert click.count == 6
    kept = answer(server, "公示得挂多久")
    page.goto(f"{url}/desk/entry?clause={STEALING.clauses[0]}")
    page.click("input[name=quote] >> nth=0")
    page.fill("[name=title]", STEALING.title)
    page.fill("[name=answer]", STEALING.answer)
    page.fill("[name=phrasings]", "\n".join(STEALING.phrasings))
    page.click("button.main")
    page.wait_for_selector("text=没有采用", timeout=LONGEST)
    shown = page.inner_text("main")
    assert "抢走了别的问题的回答" in shown
    assert "公示得挂多久" in shown
    assert "现在这样回答" not in shown
    assert answer(server, "公示得挂多久") == kept
