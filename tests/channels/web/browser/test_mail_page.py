"""Reminders by letter, in a browser: asked for in the talk, confirmed and managed by the pages to which letters lead."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.channels.web.browser.visiting import NARROW, PHONE, Visit
from tests.ports import free_port
from tests.serving.servers import Server, Servers
from tests.smtp_server.running import MailProcess, link_in, mail_process

ADDRESS = "zhang@example.com"
LOOK = "NOTICEBOT_LOOK"
"""The environment variable that names a folder for pictures to look at."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailProcess]:
    """A mail server."""
    with mail_process(tmp_path_factory.mktemp("letters")) as found:
        yield found


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory, data_dir: Path, house: MailProcess) -> Iterator[Server]:
    """A site with e-mail."""
    port = free_port()
    settings = {
        "BOT_SMTP_URL": house.url,
        "BOT_MAIL_FROM": "某县经信局 <remind@notice.example.com>",
        "BOT_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    servers = Servers(tmp_path_factory.mktemp("mailing"), data_dir)
    yield servers.start(port=port, settings=settings)
    servers.end()


def look(page: Page, name: str) -> None:
    """Take a picture to look at, if one is wanted."""
    if folder := os.environ.get(LOOK):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
def test_reminders_by_letter(
    visitors: Callable[..., Visit], mailing: Server, house: MailProcess, size: dict[str, int]
) -> None:
    """到期提醒我 asks for an address under the answer; the letter's link shows a button, and only that confirms."""
    before = len(house.letters())
    visit = visitors(mailing.url, viewport=size).open()
    visit.ask("提醒我")
    page = visit.page
    look(page, f"asked-{size['width']}")
    assert visit.overflow() <= 0
    visit.pick("rm:role:申报人")
    form = page.locator(".turn").last.locator(".mail-form")
    form.locator("input").fill(ADDRESS)
    form.locator("button").click()
    visit.wait_for_turn(3)
    assert ADDRESS in visit.last()
    look(page, f"sent-{size['width']}")
    letter = house.wait_for(before + 1)[-1]

    other = visitors(mailing.url, viewport=size)
    other.page.goto(link_in(letter, "/mail/confirm"))
    look(other.page, f"confirm-{size['width']}")
    other.page.click("form button")
    assert "2022年12月6日" in other.page.locator("main").inner_text()
    look(other.page, f"confirmed-{size['width']}")
    assert other.overflow() <= 0
    assert "2022年12月6日" in visit.ask("我的提醒")
    assert page.locator(".turn").last.locator(".mail-form").count() == 0


def test_a_shared_device_is_emptied_and_reminders_go_on(
    visitors: Callable[..., Visit], mailing: Server, house: MailProcess
) -> None:
    """只退出这台: nothing is left to read here, and the letter leads back to all of it, in another browser."""
    before = len(house.letters())
    visit = visitors(mailing.url).open()
    visit.ask("12月3日上午9点提醒我交材料")
    visit.ask("li@example.com")
    letter = house.wait_for(before + 1)[-1]
    other = visitors(mailing.url)
    other.page.goto(link_in(letter, "/mail/confirm"))
    other.page.click("form button")
    visit.page.click("#clear")
    look(visit.page, "clearing")
    visit.page.click("#clearing [value='here']")
    visit.page.wait_for_function("() => document.querySelectorAll('.turn').length === 0")
    assert "交材料" not in visit.reload().ask("我的提醒")
    assert "交材料" in other.page.locator("main").inner_text()


def test_without_email_the_page_is_as_it_was(visit: Visit) -> None:
    """It says that it cannot remind, and gives the days and the calendar."""
    assert "不能主动给您发提醒" in visit.ask("提醒我")
    assert visit.page.locator(".mail-form").count() == 0
    assert visit.page.locator("#clear-letters").count() == 0
