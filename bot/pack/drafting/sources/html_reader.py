"""A page of HTML → the lines of the notice in it, without the menus around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.pack.drafting.notice_text import NoticeText, TextLine
from bot.pack.drafting.one_width import visible
from bot.pack.drafting.sources.notice_files import row_of
from bot.pack.drafting.sources.notice_refusal import NoticeError

_LEFT_OUT = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "header", "form", "button", "select", "iframe", "svg", "head")
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "td", "table", "section", "article",
     "blockquote", "dd", "dt", "dl", "center", "pre", "hr", "main", "body")
)  # fmt: skip
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TITLES = ("ArticleTitle", "og:title")
_MOST_WORDS_OF_PAGE = 0.7
"""The share of the words of a page that an element must hold to be taken for the notice."""


def read_html(text: str) -> NoticeText:
    """The lines of a page. Raises NoticeError if the program for it is not installed, or it holds nothing."""
    try:
        import lxml.html
    except ImportError:
        raise NoticeError(why="new_not_installed", library="lxml") from None
    try:
        page = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except Exception:  # whatever a damaged page brings forth in the library
        raise NoticeError(why="new_damaged") from None
    body = page.find("body")
    root = body if body is not None else page
    lines = list(_Walker().lines(_article(root)))
    title = _title(page)
    bare = _without_blanks(title)
    if title and not any(bare in _without_blanks(line.text) for line in lines[:8]):
        lines.insert(0, TextLine(title))
    return NoticeText(tuple(lines), whole=True)


def _article(root: Any) -> Any:
    """The smallest element that holds most of the words of a page that are no links."""
    whole = _weight(root)
    while True:
        heavier = [
            child
            for child in root
            if isinstance(child.tag, str) and _weight(child) >= _MOST_WORDS_OF_PAGE * whole > 0
        ]
        if not heavier or heavier[0].tag in ("table", "tbody", "tr", "p", "ul", "ol"):
            return root
        root = heavier[0]


def _weight(element: Any) -> int:
    """The characters of an element that stand in no link."""
    if element.tag in _LEFT_OUT or _is_hidden(element):
        return 0
    weight = len((element.text or "").strip())
    for child in element:
        if isinstance(child.tag, str) and child.tag != "a":
            weight += _weight(child)
        weight += len((child.tail or "").strip())
    return weight


def _is_hidden(element: Any) -> bool:
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


def _title(page: Any) -> str:
    """The title of the notice, as the page has it."""
    for name in _TITLES:
        for meta in page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content"):
            if meta.strip():
                return str(meta).strip()
    for heading in page.iter("h1"):
        text = " ".join(heading.text_content().split())
        if text:
            return str(text)
    title = page.find(".//title")
    text = " ".join((title.text_content() if title is not None else "").split())
    return str(re.split(r"\s*[_|]\s*|\s+-\s+", text)[0]) if text else ""


def _without_blanks(text: str) -> str:
    return "".join(text.split())


class _Walker:
    """Walks a page and gathers its lines."""

    def __init__(self) -> None:
        self._tables = 0
        self._words: list[str] = []

    def lines(self, element: Any) -> Iterator[TextLine]:
        """The lines of an element."""
        yield from self._walk(element)
        yield from self._flush()

    def _walk(self, element: Any) -> Iterator[TextLine]:
        if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or _is_hidden(element):
            return
        if element.tag == "table" and _is_data(element):
            yield from self._flush()
            self._tables += 1
            yield from _rows(element, self._tables)
            return
        block = element.tag in _BLOCKS
        if block:
            yield from self._flush()
        self._words.append(element.text or "")
        for child in element:
            yield from self._walk(child)
            self._words.append(child.tail or "")
        if block:
            yield from self._flush(heading=element.tag in _HEADINGS)

    def _flush(self, *, heading: bool = False) -> Iterator[TextLine]:
        text = " ".join(visible("".join(self._words)).split())
        self._words.clear()
        if text:
            yield TextLine(text, heading=heading)


def _rows(table: Any, number: int) -> Iterator[TextLine]:
    for row in table.iter("tr"):
        cells = tuple(
            " ".join(visible(cell.text_content()).split()) for cell in row if cell.tag in ("td", "th")
        )
        if any(cells):
            yield row_of(cells, number) if len(cells) > 1 else TextLine(cells[0])


def _is_data(table: Any) -> bool:
    """Whether a table holds data, and does not lay out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    widths = [sum(cell.tag in ("td", "th") for cell in row) for row in rows]
    longest = max((len(cell.text_content()) for cell in table.iter("td", "th")), default=0)
    return len(rows) > 1 and max(widths, default=0) > 1 and longest < 600
