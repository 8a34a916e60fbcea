"""The documents of the page: what stands in them before any script runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from html import unescape
from pathlib import Path

import httpx
import pytest
from jinja2 import UndefinedError

from bot.channels.web.page_templates import FOLDER as TEMPLATES
from bot.channels.web.page_templates import PageTemplates
from bot.channels.web.static_files import FOLDER as STATIC
from bot.messages import messages_of
from tests.channels.web.conftest import Site
from tests.packs import OPEN

DOCUMENTS = ("/", "/widget", "/result", "/widget/result")
READING = ("/notice", "/widget/notice", "/privacy", "/widget/privacy")


async def document(visitor: httpx.AsyncClient, address: str = "/") -> str:
    """The text of a document."""
    return (await visitor.get(address)).text


@pytest.mark.parametrize("address", DOCUMENTS)
async def test_every_blank_is_filled(visitor: httpx.AsyncClient, address: str) -> None:
    """No document shows a blank of its template."""
    text = await document(visitor, address)
    assert "<h1>2022年浙江省正高级工艺美术师评审</h1>" in text
    assert "{{" not in text


async def test_the_days_stand_in_the_document(visitor: httpx.AsyncClient) -> None:
    """Dates with days left, phones and questions are there without a script; the derived day has its mark."""
    text = unescape(await document(visitor))
    rows = re.findall(r'<li class="([^"]*)" data-plain="([^"]*)">', text)
    assert [plain for _, plain in rows if "2022年12月6日（还有21天）" in plain]
    assert [kind for kind, plain in rows if "2022年12月9日" in plain] == ["derived"]
    assert "0571-88228291" in text
    assert text.count("data-choice=") == 5


async def test_the_pack_names_the_questions_that_everybody_asks(visitor: httpx.AsyncClient) -> None:
    """The buttons are the pack's most_asked, in its order."""
    shown = re.findall(r'data-choice="(\w+)"', await document(visitor))
    assert shown[:3] == ["deadline_all", "who_can_apply", "materials_overview"]
    told = (await visitor.get("/api/questions")).json()["questions"]
    assert [question["id"] for question in told] == shown


async def test_a_day_that_is_near_or_over_is_marked(site: Site) -> None:
    """A week before it a date is near; a day after it, over."""
    for month, day, mark in ((11, 29, "soon"), (12, 7, "over"), (11, 28, "")):
        moment = datetime(2022, month, day, 4, tzinfo=UTC)
        site.services.clock = partial(moment.astimezone, UTC)
        text = await document(site.visitor())
        assert f'<li class="{mark}" data-plain="网上个人申报截止' in text


async def test_when_all_is_over_there_is_nothing_to_remember(site: Site) -> None:
    """After the last day the ways to remember the days are gone; up to that day they are there."""
    for day, finished in ((4, False), (5, True)):
        site.services.clock = partial(datetime(2023, 1, day, 4, tzinfo=UTC).astimezone, UTC)
        assert ('class="card dates finished"' in await document(site.visitor())) is finished


async def test_there_is_no_calendar_of_days_that_are_over(new_site: Callable[..., Site]) -> None:
    """Though somebody could still be told of the next call by Telegram."""
    site = new_site(telegram_link=lambda: "https://t.me/some_bot")
    for day, offered in ((4, True), (5, False)):
        site.services.clock = partial(datetime(2023, 1, day, 4, tzinfo=UTC).astimezone, UTC)
        text = await document(site.visitor())
        assert ('id="calendar"' in text) is offered
        assert "https://t.me/some_bot" in text


async def test_a_document_changes_with_the_day(site: Site) -> None:
    """A document that a browser kept is as good as new on the same day, and old on the next."""
    visitor = site.visitor()
    first = await visitor.get("/")
    kept = {"If-None-Match": first.headers["ETag"]}
    assert (await visitor.get("/", headers=kept)).status_code == 304
    site.services.clock = lambda: datetime(2022, 11, 16, 2, tzinfo=UTC)
    assert (await visitor.get("/", headers=kept)).status_code == 200


async def test_the_page_says_that_it_pretends(new_site: Callable[..., Site]) -> None:
    """Only a server whose clock was set says so, with the day that it was set to."""
    assert 'class="pretend"' in await document(new_site(pretended=OPEN).visitor())
    assert 'class="pretend"' not in await document(new_site().visitor())


async def test_telegram_is_offered_where_there_is_one(new_site: Callable[..., Site]) -> None:
    """The link and its QR code stand there only if a bot runs."""
    link = "https://t.me/notice_test_bot"
    assert link in await document(new_site(telegram_link=lambda: link).visitor())
    assert "/api/telegram.svg" not in await document(new_site().visitor())


async def test_what_the_scripts_start_with_is_data(visitor: httpx.AsyncClient) -> None:
    """The data block is JSON that cannot end its element, and holds the words and the names of the clauses."""
    text = await document(visitor)
    block = re.search(r'<script type="application/json" id="boot">(.*?)</script>', text, re.DOTALL)
    assert block is not None
    assert "<" not in block[1]
    boot = json.loads(block[1])
    assert boot["clauses"]["四.二"] == "四（二）"
    assert boot["words"]["page_send"]


async def test_the_widget_script_has_its_words(visitor: httpx.AsyncClient) -> None:
    """widget.js is filled too, and may be loaded by other sites."""
    answer = await visitor.get("/widget.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "{{" not in answer.text


async def test_no_document_has_code_or_style_of_its_own(visitor: httpx.AsyncClient) -> None:
    """What the policy of the page would refuse is not in it."""
    for address in (*DOCUMENTS, *READING):
        text = await document(visitor, address)
        assert re.findall(r"<script(?![^>]*(?:src=|application/json))", text) == []
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", text) == []


def test_an_unknown_blank_is_a_fault(site: Site, tmp_path: Path) -> None:
    """A template cannot name what nobody fills."""
    (tmp_path / "page.html").write_text("{{ nothing_of_the_kind }}", encoding="utf-8")
    with pytest.raises(UndefinedError):
        PageTemplates(site.services, tmp_path).filled("page.html")


def test_what_is_filled_in_is_text_and_no_markup(site: Site, tmp_path: Path) -> None:
    """Whatever a pack holds, it cannot add an element to a page."""
    (tmp_path / "page.html").write_text("""{{ '<script>"&' }}""", encoding="utf-8")
    assert PageTemplates(site.services, tmp_path).filled("page.html") == "&lt;script&gt;&#34;&amp;"


def test_every_text_of_the_page_is_used() -> None:
    """A text that no template and no script names is dropped."""
    files = [
        *TEMPLATES.rglob("*.*"),
        *STATIC.glob("*.js"),
        *(
            TEMPLATES.parent / name
            for name in ("page_templates.py", "notice_page.py", "own_days.py", "privacy_page.py")
        ),
    ]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r"\b(?:docs|page|result|original|privacy)_[a-z_]+\b", source))
    known = set(messages_of("docs_", "page_", "result_", "original_", "privacy_"))
    # The last is a heading in the talk, beside those that the page shares with it.
    spelled_out = {"page_voted_up", "page_voted_down", "result_need"}
    assert known - named - spelled_out == set()


def test_texts_stand_in_the_messages_alone() -> None:
    """No Chinese in a template, a script or a style sheet."""
    for path in (*TEMPLATES.rglob("*.*"), *STATIC.iterdir()):
        assert re.findall("[\u4e00-\u9fff]+", path.read_text(encoding="utf-8")) == [], path.name
