"""A PDF → its lines: broken lines joined by where they end on the page, tables as rows. A scan has no text."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from bot.messages import message
from bot.pack.drafting.cutting.line_joining import goes_on
from bot.pack.drafting.notice_text import NoticeText, TextLine
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import sign
from bot.pack.drafting.sources.notice_files import row_of
from bot.pack.drafting.sources.notice_refusal import NoticeError

_FEWEST_CHARACTERS = 4
"""Characters of a page that is taken to be a picture."""
_NEAR = 2.2
"""Widths of a character by which a full line may end before the margin."""
_REPEATED = 3
"""Pages from which on a line at the same place of each is a running head."""


def read_pdf(raw: bytes) -> NoticeText:
    """The lines of a PDF. Raises NoticeError for one that is locked, damaged or scanned, or if the program is not installed."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError:
        raise NoticeError(why="new_not_installed", library="pdfplumber") from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(BytesIO(raw)) as document:
            pages = [_page(page, number) for number, page in enumerate(document.pages, 1)]
    except (PDFPasswordIncorrect, PdfminerException) as error:
        locked = isinstance(error, PDFPasswordIncorrect) or "Password" in repr(error)
        raise NoticeError(why="new_locked" if locked else "new_damaged") from None
    except Exception:  # whatever a damaged file brings forth in the library
        raise NoticeError(why="new_damaged") from None
    if not any(pages):
        raise NoticeError(why="new_scan")
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    remarks = (
        (message("new_pages_without_text", pages=message("between_words").join(empty)),) if empty else ()
    )
    return NoticeText(tuple(_paragraphs(_without_heads(pages))), whole=True, remarks=remarks)


class _PageLine:
    """A line of a page: its text, whether it is full (the paragraph may go on), whether it is indented, its place."""

    def __init__(
        self, line: TextLine, *, full: bool = False, indented: bool = False, top: float = 0.0
    ) -> None:
        self.line = line
        self.full = full
        self.indented = indented
        self.top = top


def _page(page: Any, number: int) -> list[_PageLine]:
    """The lines of a page, with its tables at their places."""
    page = page.dedupe_chars()
    if len(page.chars) < _FEWEST_CHARACTERS:
        return []
    tables = [table for table in page.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda one: one.get("object_type") != "char" or not _within(one, boxes))
    found = _text_lines(outside)
    for count, table in enumerate(tables, 1):
        rows = [tuple(" ".join((cell or "").split()) for cell in row) for row in table.extract()]
        top = table.bbox[1]
        found += [
            _PageLine(
                row_of(tuple(_no_blanks(cell) for cell in row), number * 100 + count), top=top + place / 1000
            )
            for place, row in enumerate(rows)
            if any(row)
        ]
    return sorted(found, key=lambda one: one.top)


def _is_table(table: Any) -> bool:
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _within(character: dict[str, Any], boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _no_blanks(text: str) -> str:
    """A text of a cell without the blanks that its broken lines left between Chinese characters."""
    parts = text.split(" ")
    whole = parts[0]
    for part in parts[1:]:
        joint = " " if whole[-1:].isascii() and part[:1].isascii() else ""
        whole += joint + part
    return whole


def _text_lines(page: Any) -> list[_PageLine]:
    lines = page.extract_text_lines(return_chars=True)
    if not lines:
        return []
    left = Counter(round(line["x0"]) for line in lines).most_common(1)[0][0]
    left = min(left, *(round(line["x0"]) for line in lines))
    right = max(line["x1"] for line in lines)
    found = []
    for line in lines:
        text = line["text"].strip()
        if not text or sign("zones", "page_number").fullmatch(one_width(text)):
            continue
        width = max(character["x1"] - character["x0"] for character in line["chars"])
        full = line["x1"] >= right - _NEAR * width
        indented = line["x0"] >= left + 1.2 * width
        found.append(_PageLine(TextLine(text), full=full, indented=indented, top=line["top"]))
    return found


def _without_heads(pages: Sequence[Sequence[_PageLine]]) -> Iterator[_PageLine]:
    """The lines of all pages without those that stand at the head or foot of most of them."""
    written = [page for page in pages if page]
    edges = Counter(
        line.line.text for page in written for line in {id(one): one for one in (page[0], page[-1])}.values()
    )
    running = {
        text for text, count in edges.items() if count >= max(_REPEATED, len(written) // 2) and len(text) < 40
    }
    for page in written:
        for place, line in enumerate(page):
            if not (place in (0, len(page) - 1) and line.line.text in running):
                yield line


def _paragraphs(lines: Iterator[_PageLine]) -> Iterator[TextLine]:
    """Lines joined where one is full and the next is not indented."""
    text, full = "", False
    table = 0
    for one in lines:
        if one.line.table:
            if text:
                yield TextLine(text)
                text = ""
            yield one.line
            table = one.line.table
            continue
        if text and not table and not one.indented and (full or goes_on(text)):
            joint = " " if text[-1:].isascii() and one.line.text[:1].isascii() and text[-1:].isalpha() else ""
            text += joint + one.line.text
        else:
            if text:
                yield TextLine(text)
            text = one.line.text
        full, table = one.full, 0
    if text:
        yield TextLine(text)
