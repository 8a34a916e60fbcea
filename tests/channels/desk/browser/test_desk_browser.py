"""The desk as an editor, a reader and a stranger see it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.channels.desk.totp import code_of, step_at
from bot.store.database import Store
from bot.store.model.account import Account, AuditLine, StaffRole
from tests.channels.desk.browser.counted_clicks import CountedClicks
from tests.channels.desk.office import KEPT, PASSWORD
from tests.packs import TinyPack
from tests.serving.servers import Server, Servers

NOW = datetime(2022, 11, 15, tzinfo=UTC)
ASKED = "停车"
PHRASINGS = "哪里可以停车\n能不能停车\n停车方便吗\n有没有停车位\n车停在哪里\n停车场在哪"
STAFF: tuple[StaffRole, ...] = ("reader", "editor", "owner")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def hire_staff(servers: Servers) -> None:
    """An account of each role in the database of the servers, before one is started."""

    async def hire() -> None:
        async with await Store.open(f"sqlite:///{servers.folder / 'bot.db'}") as store:
            for role in STAFF:
                await store.staff.add(Account(role, role, KEPT, NOW), AuditLine(NOW, "test", "account_added"))

    with ThreadPoolExecutor(1) as beside:  # in this thread Playwright's event loop runs
        beside.submit(asyncio.run, hire()).result()


@pytest.fixture
def desk(servers: Servers, tiny: TinyPack) -> tuple[Server, str]:
    """A server with staff, and the address of its desk."""
    hire_staff(servers)
    settings = {"BOT_DESK_BIND": "127.0.0.1:0", "BOT_KEEP_QUESTIONS": "30"}
    server = servers.start(knowledge=tiny.folder, settings=settings)
    return server, server.wait_for("desk_serving")["url"]


def log_in(page: Page, url: str, name: str) -> None:
    """Log in by the form."""
    page.goto(f"{url}/desk")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{url}/desk")


def pictured(page: Page, name: str) -> None:
    """Take a picture where one is wanted."""
    folder = os.environ.get("NOTICEBOT_DESK_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def answer(server: Server, text: str) -> str:
    """What the bot says to somebody new."""
    with server.client() as visitor:
        replies = visitor.post("/api/messages", json={"text": text}).json()["replies"]
    return "\n".join(reply["text"] for reply in replies)


def test_an_editor_answers_what_nobody_could(
    desk: tuple[Server, str], pages: Callable[..., Page], record_property: Callable[[str, object], None]
) -> None:
    """From the question to the answer of the bot: five clicks, and the seconds that the trial takes."""
    server, url = desk
    answer(server, ASKED)
    page = pages()
    log_in(page, url, "editor")
    click = CountedClicks(page)
    click("nav a[href='/desk/questions']")
    assert ASKED in page.inner_text("blockquote")
    pictured(page, "questions")
    click(f"section:has-text('{ASKED}') a[href^='/desk/entry']")
    page.select_option("[name=clause]", "附1.7")
    click("form[method=get] button")
    click("input[name=quote] >> nth=1")
    page.fill("[name=title]", "去办公室能不能停车")
    page.fill("[name=answer]", "停车的事请打小评审办公室{contact.wang}问。")
    page.fill("[name=phrasings]", PHRASINGS)
    pictured(page, "entry")
    click("button.main")
    page.wait_for_url("**/desk/revision?id=*")
    pictured(page, "checking")
    page.wait_for_selector("text=已经用上了", timeout=400_000)
    seconds = click.tell()
    pictured(page, "used")
    assert "停车的事" in answer(server, ASKED)
    record_property("seconds", round(seconds, 1))
    record_property("clicks", click.count)
    assert click.count == 5
    click("nav a[href='/desk/revisions']")
    pictured(page, "revisions")
    page.click("button:has-text('撤销')")
    page.wait_for_selector("text=已经用上了", timeout=400_000)
    assert "停车的事" not in answer(server, ASKED)


def test_a_reader_sees_and_changes_nothing(desk: tuple[Server, str], pages: Callable[..., Page]) -> None:
    """Questions and changes, on a phone too; no button that changes anything, no audit."""
    server, url = desk
    answer(server, "<img src=x onerror=a()>停车")
    page = pages(viewport={"width": 360, "height": 740})
    log_in(page, url, "reader")
    page.click("nav a[href='/desk/questions']")
    assert "<img src=x" in page.inner_text("blockquote")
    assert page.locator("img").count() == 0
    assert page.locator("main .button, main button").count() == 0
    assert page.evaluate(OVERFLOW) <= 0
    pictured(page, "phone")
    assert page.locator("a[href='/desk/audit']").count() == 0
    page.goto(f"{url}/desk/audit")
    assert "不能" in page.inner_text("main")
    page.goto(f"{url}/desk/entry?clause=附1.7")
    assert page.locator("textarea").count() == 0
    page.click("button:has-text('退出')")
    page.goto(f"{url}/desk/questions")
    assert page.url.endswith("/desk/login")


def test_a_stranger_meets_the_login(desk: tuple[Server, str], pages: Callable[..., Page]) -> None:
    """Whatever they open; a wrong password is told, and a form of another site does nothing."""
    _, url = desk
    page = pages(viewport={"width": 360, "height": 740})
    for path in ("/", "/desk", "/desk/questions", "/desk/phrase", "/desk/audit"):
        page.goto(url + path)
        assert page.url.endswith("/desk/login")
    pictured(page, "login")
    page.fill("[name=name]", "owner")
    page.fill("[name=password]", "a wrong password")
    page.click("button.main")
    assert "不对" in page.inner_text("[role=alert]")
    assert page.evaluate(OVERFLOW) <= 0
    page.goto("about:blank")
    page.set_content(
        f"<form method=post action='{url}/desk/login'><input name=name value=owner>"
        f"<input name=password value='{PASSWORD}'><button>go</button></form>"
    )
    page.click("button")
    page.wait_for_load_state()
    page.goto(f"{url}/desk")
    assert page.url.endswith("/desk/login")


def the_code(secret: str, off: int = 0) -> str:
    """What the authenticator shows, `off` steps from now; the server's clock for sessions is the real one."""
    return code_of(secret, step_at(datetime.now(UTC)) + off)


def test_an_owner_turns_codes_on_and_logs_in_with_them(
    desk: tuple[Server, str], pages: Callable[..., Page]
) -> None:
    """On a phone: secret, code, recovery codes; then password and code; lost, with a recovery code; and off again."""
    _, url = desk
    page = pages(viewport={"width": 360, "height": 740})
    log_in(page, url, "owner")
    page.click("nav a[href='/desk/totp']")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    secret = page.inner_text("code.secret").replace(" ", "")
    assert page.get_attribute("main a[href^='otpauth:']", "href") is not None
    box = page.locator("main svg.qr").bounding_box()
    assert box is not None
    assert 150 < box["width"] == box["height"] < 360
    assert page.evaluate(OVERFLOW) <= 0
    pictured(page, "totp")
    page.fill("[name=code]", "000000")
    page.click("button.main")
    assert "不对" in page.inner_text("[role=alert]")
    assert page.locator("code.secret").count() == 0
    page.fill("[name=code]", the_code(secret, -1))
    page.click("button.main")
    recovery = page.locator("ol.codes code").all_inner_texts()
    assert len(recovery) == 10
    assert page.evaluate(OVERFLOW) <= 0
    pictured(page, "recovery")
    page.click("button:has-text('退出')")
    page.fill("[name=name]", "owner")
    page.fill("[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{url}/desk/code")
    pictured(page, "code")
    for path in ("/desk", "/desk/audit", "/desk/totp", "/desk/password"):
        page.goto(url + path)
        assert page.url.endswith("/desk/code")
    page.fill("[name=code]", the_code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/desk")
    page.click("nav a[href='/desk/audit']")
    assert "等动态码" in page.inner_text("main")
    page.click("nav a[href='/desk/totp']")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=code]", recovery[3])
    page.click("button:has-text('关闭')")
    assert "只要密码" in page.inner_text("main")
    page.click("button:has-text('退出')")
    log_in(page, url, "owner")


def test_an_owner_alone_begins_the_hold(desk: tuple[Server, str], pages: Callable[..., Page]) -> None:
    """Told to turn codes on; then the hold begins, and a reader stops it."""
    _, url = desk
    page = pages()
    log_in(page, url, "owner")
    page.goto(f"{url}/desk/notice/draft")
    page.fill("[name=text]", "明天停机")
    page.fill("[name=sender]", "办公室")
    page.click("button.main")
    place = page.url
    page.click("main a[href='/desk/totp']")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    secret = page.inner_text("code.secret").replace(" ", "")
    page.fill("[name=code]", the_code(secret, -1))
    page.click("button.main")
    page.goto(place)
    page.click("button:has-text('十分钟')")
    assert "以后可以发" in page.inner_text("main")
    assert page.locator("[name=code]").count() == 0
    reader = pages(viewport={"width": 360, "height": 740})
    log_in(reader, url, "reader")
    pictured(reader, "held")
    reader.click("main a[href^='/desk/notice']")
    reader.click("button:has-text('停，不发')")
    page.goto(place)
    assert "reader" in page.inner_text("main")
    assert page.locator("main button").count() == 0
