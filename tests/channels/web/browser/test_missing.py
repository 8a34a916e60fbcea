"""没用: where the office keeps such lines, the page asks what was missing; elsewhere it does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.channels.web.browser.visiting import Visit
from tests.serving.servers import Server, Servers
from tests.several_packs import HIGH, SENIOR, write_packs


def useless(visit: Visit) -> None:
    """Ask, and say that the answer was no use."""
    visit.open().ask("什么时候截止")
    visit.page.click(".turn:last-child [data-vote=down]")
    visit.page.wait_for_selector(".turn:last-child [data-vote=down][aria-pressed=true]")


def test_what_was_missing_is_asked_and_kept(servers: Servers, visitors: Callable[..., Visit]) -> None:
    """One line, masked, that the desk finds; the field thanks and is gone."""
    server: Server = servers.start(settings={"BOT_KEEP_QUESTIONS": "30"})
    visit = visitors(server.url)
    useless(visit)
    visit.page.fill(".missing input", "没说几点截止，我电话13800138000")
    visit.page.click(".missing button")
    visit.page.wait_for_selector(".missing", state="detached")
    assert "已经记下" in visit.last()
    assert visit.overflow() <= 0
    with closing(sqlite3.connect(servers.folder / "bot.db")) as database:
        (text,) = database.execute("SELECT text FROM kept_question WHERE kind = 'useless'").fetchone()
    assert text == "没说几点截止，我电话▇▇▇"
    assert "办事员" in visit.page.request.get(f"{server.url}/privacy").text()


def test_of_several_notices_it_is_kept_for_that_of_the_answer(
    servers: Servers, visitors: Callable[..., Visit], tmp_path: Path
) -> None:
    """Although both have an entry of that id, and another is spoken of when it is written."""
    write_packs(tmp_path / "packs", SENIOR, HIGH)
    server: Server = servers.start(knowledge=tmp_path / "packs", settings={"BOT_KEEP_QUESTIONS": "30"})
    visit = visitors(server.url)
    visit.open().ask("正高级要多少学时")
    visit.page.click(".turn:last-child [data-vote=down]")
    visit.page.fill(".missing input", "没说在哪里学")
    visit.page.request.post(f"{server.url}/api/notices/{HIGH}/messages", data={"text": "要多少学时"})
    visit.page.click(".missing button")
    visit.page.wait_for_selector(".missing", state="detached")
    with closing(sqlite3.connect(servers.folder / "bot.db")) as database:
        kept = database.execute("SELECT notice, text FROM kept_question WHERE kind = 'useless'").fetchall()
    assert kept == [(SENIOR, "没说在哪里学")]


def test_elsewhere_nobody_is_asked(visit: Visit) -> None:
    """Nor is such a line taken."""
    useless(visit)
    assert visit.page.locator(".missing").count() == 0
    sent = {"entry": "deadline_personal", "vote": "down", "missing": "x"}
    assert visit.page.request.post(f"{visit.url}/api/feedback", data=sent).ok
