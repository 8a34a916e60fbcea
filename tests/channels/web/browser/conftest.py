"""A real Chromium, a real server process, and visitors whose pages must not complain."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.channels.web.browser.visiting import ARGUMENTS, PHONE, Visit, chromium, new_visit
from tests.serving.servers import Server, Servers

HERE = Path(__file__).parent
PICTURES = "NOTICEBOT_PICTURES"
"""The environment variable that names the folder if pictures for the README go; none are made without it."""
PATIENCE = 20_000
"""Milliseconds after which what a test waits for is given up."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser if there is none."""
    if chromium() is not None:
        return
    absent = pytest.mark.skip(
        reason="no Chromium on this machine: apt-get install chromium, then run it again"
    )
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(absent)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright for these tests. It is gone before the next package: its event loop would be in the way."""
    with sync_playwright() as begun:
        yield begun


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser of these tests. Its profiles are private windows."""
    opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
    yield opened
    opened.close()


@pytest.fixture
def profiles(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """Makes profiles of people who do not browse in private; `arguments` are more switches of the browser."""
    made: list[BrowserContext] = []

    def make(*arguments: str) -> BrowserContext:
        folder = tmp_path / f"profile{len(made)}"
        every = [*ARGUMENTS, *arguments]
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium(), args=every, locale="zh-CN", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[Server]:
    """A server that tests share; visitors have contexts, and so sessions, of their own."""
    servers = Servers(tmp_path_factory.mktemp("served"), data_dir)
    yield servers.start()
    servers.end()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser profiles: each is a person with a device of their own."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(
            **{"viewport": PHONE, "locale": "zh-CN", "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def visitors(contexts: Callable[..., BrowserContext], server: Server) -> Iterator[Callable[..., Visit]]:
    """Makes visitors of the shared server, each on their own device; at the end nobody's page may have complained."""
    made: list[Visit] = []

    def make(url: str = "", **options: Any) -> Visit:
        made.append(new_visit(contexts(**options), url or server.url))
        return made[-1]

    yield make
    assert [complaint for visit in made for complaint in visit.complaints] == []


@pytest.fixture
def visit(visitors: Callable[..., Visit]) -> Visit:
    """Somebody on a phone who has opened the page."""
    return visitors().open()


@pytest.fixture
def pictures() -> Path | None:
    """Where pictures go; None if none are wanted."""
    wanted = os.environ.get(PICTURES)
    return Path(wanted) if wanted else None
