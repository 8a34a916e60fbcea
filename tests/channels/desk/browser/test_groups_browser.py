"""A county's code from the desk to the talk and back, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page

from tests.channels.desk.browser.test_desk_browser import OVERFLOW, hire_staff, log_in, pictured
from tests.channels.web.browser.visiting import Visit
from tests.serving.servers import Server, Servers
from tests.several_packs import SENIOR, write_packs

SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def desk(servers: Servers) -> tuple[Server, str]:
    """A server of a small notice with an interview, with staff, and the address of its desk."""
    hire_staff(servers)
    (folder,) = write_packs(servers.folder / "packs", SENIOR)
    server = servers.start(knowledge=folder, settings={"BOT_DESK_BIND": "127.0.0.1:0"})
    return server, server.wait_for("desk_serving")["url"]


def say(visitor: httpx.Client, *texts: str) -> str:
    """What the bot says to the last of some messages over the page's API."""
    for text in texts:
        replies = visitor.post("/api/messages", json={"text": text}).json()["replies"]
    return "\n".join(reply["text"] for reply in replies)


def test_from_the_code_to_the_table_and_back(desk: tuple[Server, str], pages: Callable[..., Page]) -> None:
    """An editor makes a code; an office shares two by it; a reader sees who has to do what, until it ends."""
    server, url = desk
    editor = pages()
    log_in(editor, url, "editor")
    editor.click("nav a[href='/desk/groups']")
    editor.click("a[href='/desk/group/new']")
    editor.fill("[name=name]", "东阳市经信局")
    editor.fill("[name=last]", "2022-12-19")
    pictured(editor, "group-new")
    editor.click("button.main")
    code = editor.inner_text(".code")
    assert code in editor.input_value("textarea")
    pictured(editor, "group-code")

    alone = Visit(pages(), server.url).open()
    with server.client() as office:
        say(office, "给王芳问一下", "70", "给李强问一下", "85")
        assert "不给看了" in say(office, f"分享码 {code}", "全部", "下一步", "木雕厂")
        assert "王芳" in say(office, "同意，给看")
        alone.ask(f"分享码 {code}")
        asked = alone.ask(SCRIPT)
        assert all(named in asked for named in ("东阳市经信局", SCRIPT, "2022年12月19日", "不给看了"))
        agree, *_ = alone.offered()
        assert "好了" in alone.pick(agree)

        reader = pages()
        log_in(reader, url, "reader")
        reader.click("nav a[href='/desk/groups']")
        assert reader.locator("a[href='/desk/group/new']").count() == 0
        reader.click("a.button[href^='/desk/group?id=']")
        told = reader.inner_text("main")
        for one in ("3 人给看", "还差东西（1人）", "王芳", "李强", SCRIPT, "木雕厂", "学时卡"):
            assert one in told
        assert reader.locator("main img").count() == 0
        assert reader.locator("main button").count() == 1
        text = reader.input_value("textarea")
        assert "学时卡：1人" in text
        assert "王芳" not in text
        reader.check("[name=names]")
        reader.click("button:has-text('更新')")
        assert "学时卡：1人（王芳）" in reader.input_value("textarea")
        pictured(reader, "group")
        reader.emulate_media(media="print")
        assert reader.is_visible("main table >> nth=0")
        assert not reader.is_visible("textarea")
        assert not reader.is_visible("nav")
        pictured(reader, "group-printed")
        reader.emulate_media(media="screen")
        reader.set_viewport_size({"width": 360, "height": 740})
        assert reader.evaluate(OVERFLOW) <= 0
        pictured(reader, "group-phone")

        assert "东阳市经信局" in say(office, "给谁看了")
        assert "已收回" in say(office, "不给看了")
        reader.reload()
        assert "王芳" not in reader.inner_text("main")
        assert "1 人给看" in reader.inner_text("main")
        alone.ask("给谁看了")
        (end,) = alone.offered()
        assert "已收回" in alone.pick(end)
        assert alone.page.locator(".turn img[onerror]").count() == 0
        reader.reload()
        assert "还没有人给看" in reader.inner_text("main")

    editor.goto(reader.url)
    editor.click("button:has-text('关闭')")
    reader.reload()
    assert "已关闭" in reader.inner_text("main")
    owner = pages()
    log_in(owner, url, "owner")
    owner.click("nav a[href='/desk/audit']")
    audit = owner.inner_text("main")
    assert len(re.findall("查看进度", audit)) >= 4
    assert "东阳市经信局：3 人" in audit
    assert "东阳市经信局：1 人" in audit
    stranger = pages()
    stranger.goto(reader.url)
    assert stranger.url.endswith("/desk/login")
