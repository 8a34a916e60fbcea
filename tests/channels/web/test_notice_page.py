"""The notice as a page: nothing left out, words found as the checks find them, and no markup but our own."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import httpx
import pytest

from bot.channels.web.notice_page import live, span_of
from bot.pack.checking.quotes import squeeze
from bot.settings import shipped_knowledge
from tests.channels.web.conftest import Site


def words_of(document: str) -> str:
    """The notice's own words on the page, squeezed: without the names that we gave its clauses."""
    article = document.split('<article class="original">')[1].split("</article>")[0]
    without_names = re.sub(r'<p class="where">.*?</p>', "", article)
    return squeeze(unescape(re.sub(r"<[^>]+>", "", without_names)))


async def test_the_whole_notice_stands_there(visitor: httpx.AsyncClient, site: Site) -> None:
    """Every line in its order, headings too, and one anchor for each clause, also of one that comes in parts."""
    document = (await visitor.get("/notice")).text
    pack = site.services.assistant.pack
    assert words_of(document) == squeeze(pack.notice)
    anchors = re.findall(r'<section class="clause-words" id="([^"]+)"', document)
    assert sorted(anchors) == sorted(pack.clauses)


async def test_marking_changes_no_word(visitor: httpx.AsyncClient, site: Site) -> None:
    """For every entry that quotes the notice its words are marked, all of them, and the text stays."""
    pack = site.services.assistant.pack
    whole = squeeze(pack.notice)
    quoting = [entry for entry in pack.entries.values() if entry.quote]
    assert len(quoting) > 50
    for entry in quoting:
        document = (await visitor.get("/notice", params={"entry": entry.id})).text
        marked = re.findall(r"<mark>(.*?)</mark>", document)
        said = squeeze(unescape(re.sub(r"<[^>]+>", "", "".join(marked))))
        assert squeeze(entry.quote) in said, entry.id
        assert words_of(document) == whole


@pytest.mark.parametrize("entry", ["no_such_entry", "<script>", "hello"])
async def test_an_entry_without_a_quote_marks_nothing(visitor: httpx.AsyncClient, entry: str) -> None:
    """What no entry quotes, or is none, gives the page as it is."""
    plain = await visitor.get("/notice")
    asked = await visitor.get("/notice", params={"entry": entry})
    assert asked.content == plain.content


async def test_the_source_is_compared_with_the_pack(visitor: httpx.AsyncClient) -> None:
    """Offices, number, day and the last comparison are those of notice.yaml."""
    written = (Path(shipped_knowledge()) / "notice.yaml").read_text(encoding="utf-8")
    checked = re.search(r'checked: "(\d+)-(\d+)-(\d+)"', written)
    assert checked is not None
    year, month, day = map(int, checked.groups())
    assert f"{year}年{month}月{day}日" in (await visitor.get("/notice")).text


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("截止 2022 年 12 月", "2022年12月", "2022 年 12 月"),
        ("上传（Ａ４）。", "(A4)", "（Ａ４）"),
        ("第一行\n第二行", "行第二", "行\n第二"),
        ("没有这句", "别的话", ""),
        ("空的", "", ""),
    ],
)
def test_words_are_found_as_quotes_are_compared(text: str, words: str, found: str) -> None:
    """White space and width do not matter; the span is that of the text as it is printed."""
    first, last = span_of(text, words)
    assert text[first:last] == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("（0571-88228291）。", ['<span class="kept">（<a', 'href="tel:0571-88228291"', "</a>）。</span>"]),
        ("网址：<http://a.example/b>）", ['href="http://a.example/b"', "&lt;", "&gt;"]),
        ("浙经信消费〔2022〕12号，12月6日前", ['class="whole">〔2022〕12号', 'class="whole short">12月6日']),
        ("<script>x</script>", ["&lt;script&gt;"]),
    ],
)
def test_numbers_are_live_and_whole(text: str, parts: list[str]) -> None:
    """Links and phones are tapped, numbers stay together, and nothing else becomes markup."""
    made = str(live(text))
    for part in parts:
        assert part in made
    assert unescape(re.sub(r"<[^>]+>", "", made)) == text
