"""The chat as a button on another site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page

from tests.channels.web.browser.test_carrying import offer
from tests.channels.web.browser.visiting import DESK, PHONE, Visit
from tests.serving.servers import Server, Servers

PAGE = """<!doctype html><html lang="zh-CN"><head><title>某县经信局</title><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>某县经信局</h1><p>通知公告</p><script src="{server}/widget.js" async></script></body></html>"""


KEEPS_APART = "--disable-features=TrackingProtection3pcd"
"""What has a browser keep things for a frame, apart for each site around it, if Debian's refuses them."""


KEEPS_NOTHING = """if (location.pathname.startsWith('/widget')) Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('refused', 'SecurityError'); },
});"""
"""What a browser does that refuses storage to a frame, for those that do not by themselves."""


@dataclass
class OtherSite:
    """A site of somebody else, under another name of this machine: for a browser, another site."""

    origin: str
    policy: str = ""
    text: str = ""


@contextmanager
def site_of_somebody_else() -> Iterator[OtherSite]:
    """Serves one page at every address."""
    site = OtherSite("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if site.policy:
                self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write(site.text.encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        site.origin = f"http://localhost:{served.server_port}"
        thread = threading.Thread(target=served.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield site
        served.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def allowed(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[OtherSite]:
    """The other site, which is one of the allowed origins and has the button on its page."""
    servers = Servers(tmp_path_factory.mktemp("embedded"), data_dir)
    with site_of_somebody_else() as site:
        server = servers.start(settings={"BOT_WIDGET_ORIGINS": site.origin})
        site.text = PAGE.format(server=server.url)
        yield site
        servers.end()


@pytest.fixture
def embedding(allowed: OtherSite) -> OtherSite:
    """The other site without a policy."""
    allowed.policy = ""
    return allowed


@dataclass
class Guest:
    """Somebody on the other site."""

    page: Page
    origin: str

    @property
    def chat(self) -> FrameLocator:
        """What is in the frame of the chat."""
        return self.page.frame_locator("iframe")

    def open(self) -> Guest:
        """Go to the site and open the chat."""
        self.page.goto(self.origin)
        self.page.get_by_role("button", name="申报问答").click()
        self.chat.locator("html.ready").wait_for(state="attached")
        return self

    def tap(self, choice: str, then: str) -> None:
        """Tap a choice, and wait until the fact `then` is asked."""
        self.chat.locator(f"[data-choice='{choice}']").click()
        self.chat.locator(f"[data-choice^='iv:answer:{then}:']").first.wait_for()

    def ask(self, text: str, count: int) -> str:
        """Ask in the frame; the text of the answer, which is turn number `count`."""
        self.chat.locator("#say").fill(text)
        self.chat.locator("#say").press("Enter")
        turn = self.chat.locator(".turn").nth(count - 1)
        turn.locator(".bubble.bot").last.wait_for()
        return turn.inner_text()


@pytest.fixture
def private(guest: Callable[..., Guest]) -> Guest:
    """A guest whose browser lets a frame keep nothing."""
    there = guest(viewport=DESK)
    there.page.add_init_script(KEEPS_NOTHING)
    return there.open()


@pytest.fixture
def guest(visitors: Callable[..., Visit], embedding: OtherSite) -> Callable[..., Guest]:
    """Makes guests of the other site, in private windows."""
    return lambda **options: Guest(visitors(embedding.origin, **options).page, embedding.origin)


def test_the_chat_in_a_frame_goes_on_after_a_reload(
    profiles: Callable[..., BrowserContext], embedding: OtherSite
) -> None:
    """Asked, answered and, after a reload of the site, gone on with; no cookie was set anywhere."""
    profile = profiles(KEEPS_APART)
    there = Guest(profile.new_page(), embedding.origin).open()
    assert "还有34天" in there.ask("单位几号前要推荐", 1)
    there.ask("我能不能报", 2)
    there.tap("iv:answer:employment_status:in_post", "civil_status")
    there.open()
    assert there.chat.locator(".turn").count() == 3
    there.tap("iv:answer:civil_status:none", "specialty")
    assert profile.cookies() == []


def test_where_a_frame_may_keep_nothing_the_interview_goes_on(private: Guest) -> None:
    """The page around the frame keeps the token, so that after a reload the open question is asked again."""
    there = private
    there.ask("我能不能报", 1)
    there.tap("iv:answer:employment_status:in_post", "civil_status")
    there.open()
    there.tap("iv:answer:civil_status:none", "specialty")
    there.chat.locator("#clear").click()
    there.chat.locator("#clearing button[value='yes']").click()
    there.chat.locator("#state", has_text="已清空").wait_for(state="attached")
    assert there.page.evaluate("() => localStorage.length") == 0


def test_in_a_private_window_it_lasts_as_long_as_the_frame(private: Guest) -> None:
    """If the browser lets a frame keep nothing, the talk, its result and the way back still work."""
    there = private
    there.ask("我能不能报", 1)
    there.tap("iv:answer:employment_status:in_post", "civil_status")
    there.chat.locator("[data-choice='iv:answer:civil_status:civil_servant']").click()
    there.chat.locator("#results a").click()
    there.chat.locator(".verdict-card.not_eligible").wait_for()
    there.chat.locator("#back").click()
    there.chat.locator("html.ready").wait_for(state="attached")
    assert there.chat.locator(".turn").count() == 3


STEAL = """frame => new Promise(done => {
    frame.onload = () => done([frame.contentWindow.name, JSON.stringify(frame.contentWindow.history.state)]);
    frame.src = '/elsewhere';
})"""


def test_the_site_around_learns_nothing_of_the_talk(private: Guest) -> None:
    """Not even by leading the frame to a page of its own, which may read what outlives a document there."""
    there = private
    there.ask("我能不能报", 1)
    there.tap("iv:answer:employment_status:in_post", "civil_status")
    there.chat.locator("[data-choice='iv:answer:civil_status:civil_servant']").click()
    there.chat.locator("#results a").click()
    there.chat.locator(".verdict-card.not_eligible").wait_for()
    assert there.page.locator("iframe").evaluate(STEAL) == ["", "null"]


def test_opening_and_closing(guest: Callable[..., Guest]) -> None:
    """The button opens, ✕ and Escape close, and the focus comes back to the button."""
    there = guest(viewport=DESK).open()
    opener = there.page.get_by_role("button", name="申报问答")
    assert not opener.is_visible()
    there.page.get_by_role("button", name="关闭问答").click()
    assert opener.is_visible()
    assert not there.page.locator("iframe").is_visible()
    opener.click()
    there.chat.locator("#say").press("Escape")
    opener.wait_for()
    opener.press("Enter")
    assert there.page.locator("iframe").is_visible()


def test_on_a_phone_it_fills_the_screen(guest: Callable[..., Guest]) -> None:
    """A small window is all chat, without sideways scrolling."""
    there = guest(viewport=PHONE).open()
    box = there.page.locator("iframe").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
    assert there.chat.locator("html").evaluate("html => html.scrollWidth - html.clientWidth") == 0


def test_a_strict_site_can_have_it(guest: Callable[..., Guest], embedding: OtherSite) -> None:
    """A site whose policy forbids styles and foreign scripts needs to allow the server for scripts and frames alone."""
    server = embedding.text.split('src="')[1].split("/widget.js")[0]
    embedding.policy = f"default-src 'none'; script-src {server}; frame-src {server}"
    assert "还有34天" in guest(viewport=DESK).open().ask("单位几号前要推荐", 1)


def test_a_site_that_is_not_allowed_gets_no_chat(server: Server, visitors: Callable[..., Visit]) -> None:
    """Without its origin in the settings the frame stays empty, and says so to whoever looks into the console."""
    with site_of_somebody_else() as site:
        site.text = PAGE.format(server=server.url)
        visit = visitors(site.origin, viewport=DESK)
        visit.page.goto(site.origin)
        with visit.page.expect_event("console", predicate=lambda said: "frame-ancestors" in said.text):
            visit.page.get_by_role("button", name="申报问答").click()
    assert visit.complaints
    visit.complaints.clear()


def test_a_talk_is_carried_into_a_frame_and_out_of_it(
    private: Guest, visitors: Callable[..., Visit], allowed: OtherSite
) -> None:
    """By the token, though the frame may keep nothing: the code is typed in the frame, and one from the frame outside."""
    server = private.page.frames[1].url.partition("/widget")[0]
    giver = visitors(server).open()
    giver.begin()
    giver.pick("iv:answer:employment_status:in_post")
    code = offer(giver)
    private.page.bring_to_front()
    private.chat.locator("a[href='/widget/carry']").last.click()
    private.chat.locator("html.ready #code").fill(code)
    private.chat.locator("#typing button").click()
    private.chat.locator("#taking .check").wait_for()
    giver.front()
    giver.page.wait_for_selector("#giving .check")
    giver.page.click("#giving .button.main")
    private.page.bring_to_front()
    private.chat.locator("#taking button", has_text="接过来").click()
    private.chat.locator("#taking a.button.main").click()
    private.chat.locator("[data-choice^='iv:answer:civil_status:']").first.wait_for()
    assert private.page.context.cookies() == []
