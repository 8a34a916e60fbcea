"""A real Chromium and a real server with its desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.channels.web.browser.conftest import PATIENCE
from tests.channels.web.browser.visiting import ARGUMENTS, DESK, chromium


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser of these tests."""
    if chromium() is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium, then run it again")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def pages(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each of a person of their own; at the end none may have complained."""
    made: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options: object) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "zh-CN", **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE * 6)
        made.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in made:
        context.close()
    assert [one for one in complaints if "Failed to load resource" not in one] == []
