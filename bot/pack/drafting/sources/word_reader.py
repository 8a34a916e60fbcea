"""A Word document (.docx) → its lines: paragraphs with the numbers that Word counts by itself, and the rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from bot.pack.drafting.notice_text import NoticeText, TextLine
from bot.pack.drafting.sources.notice_files import row_of
from bot.pack.drafting.sources.notice_refusal import NoticeError
from bot.pack.drafting.sources.word_numbers import ListNumbers

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = (
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
"""What was struck out, and what stands in the document a second time for old programs."""
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_word(raw: bytes) -> NoticeText:
    """The lines of a .docx. Raises NoticeError if it is damaged or the program for it is not installed."""
    try:
        import docx
    except ImportError:
        raise NoticeError(why="new_not_installed", library="python-docx") from None
    try:
        document = docx.Document(BytesIO(raw))
        reader = _Reader(document)
        lines = tuple(reader.lines(document.element.body))
    except NoticeError:
        raise
    except Exception:  # whatever a damaged file brings forth in the library
        raise NoticeError(why="new_damaged") from None
    return NoticeText(lines, whole=True)


class _Reader:
    def __init__(self, document: Any) -> None:
        self._numbers = ListNumbers(document)
        self._tables = 0
        self._document = document

    def lines(self, body: Any) -> Iterator[TextLine]:
        for element in body:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._tables += 1
                yield from self._rows(element, self._tables)
            elif element.tag in (f"{_W}sdt", f"{_W}ins", f"{_W}sdtContent", f"{_W}moveTo"):
                yield from self.lines(element)

    def _paragraph(self, element: Any) -> Iterator[TextLine]:
        boxes = [box for box in element.iter(f"{_W}txbxContent") if not _is_left_out(box, element)]
        for box in boxes:
            yield from self.lines(box)
        number = self._numbers.of(element)
        for place, part in enumerate("".join(_texts(element)).split("\n")):
            text = part.strip()
            if text:
                heading = not number and not place and self._is_heading(element)
                yield TextLine(f"{number}{text}" if not place else text, heading=heading)
                number = ""

    def _is_heading(self, element: Any) -> bool:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        if style is None:
            return False
        name = self._numbers.style_name(style.get(f"{_W}val"))
        return name.lower().startswith("heading")

    def _rows(self, table: Any, number: int) -> Iterator[TextLine]:
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue  # of a table within a cell, which is read with it
            cells = tuple(" ".join("".join(_texts(cell)).split()) for cell in row.iterchildren(f"{_W}tc"))
            if any(cells):
                yield row_of(cells, number) if len(cells) > 1 else TextLine(cells[0])


def _texts(element: Any) -> Iterator[str]:
    """The texts of a paragraph or cell in order, without boxes within it."""
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == f"{_W}txbxContent":
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _texts(child)
            if child.tag == f"{_W}p":
                yield " "


def _is_left_out(box: Any, element: Any) -> bool:
    for above in box.iterancestors():
        if above is element:
            return False
        if above.tag in _LEFT_OUT:
            return True
    return False
