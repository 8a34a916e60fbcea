"""A file of a notice → its lines, whatever its form: text, .docx, .pdf, .html. The form is told by what the file holds."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from bot.pack.drafting.notice_text import NoticeText, TextLine
from bot.pack.drafting.one_width import visible
from bot.pack.drafting.sources.notice_refusal import NoticeError
from bot.pack.drafting.sources.text_decoding import decoded

MOST_BYTES = 50_000_000
FEWEST_LETTERS = 10
"""Letters that a notice has at least."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|div|table|p)\b", re.IGNORECASE)
_HEAD = 2048


def read_notice(path: Path) -> NoticeText:
    """The lines of the notice in a file. Raises NoticeError, in one line, if it cannot be read."""
    raw = _bytes(path)
    text = _lines_of_file(raw)
    letters = sum(map(str.isalpha, "".join(line.text for line in text.lines)))
    if letters < FEWEST_LETTERS:
        raise NoticeError(why="new_no_text", path=path)
    return text


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NoticeError(why="new_is_folder", path=path)
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise NoticeError(why="new_too_large", path=path, most=MOST_BYTES // 1_000_000)
        raw = path.read_bytes()
    except FileNotFoundError:
        raise NoticeError(why="new_no_file", path=path) from None
    except OSError as error:
        raise NoticeError(why="new_unreadable", path=path, reason=error.strerror or error) from None
    if not raw.strip():
        raise NoticeError(why="new_empty", path=path)
    return raw


def _lines_of_file(raw: bytes) -> NoticeText:
    if raw.lstrip()[:5] == b"%PDF-" or b"%PDF-" in raw[:1024]:
        from bot.pack.drafting.sources.pdf_reader import read_pdf

        return read_pdf(raw)
    if raw.startswith(b"PK\x03\x04"):
        return _zipped(raw)
    if raw.startswith(_OLD_OFFICE):
        raise NoticeError(why="new_old_word")
    if raw.startswith(b"{\\rtf"):
        raise NoticeError(why="new_rich_text")
    if raw.startswith(_PICTURES):
        raise NoticeError(why="new_picture")
    if _PAGE.search(raw[:_HEAD]) or _PAGE.search(raw[:_HEAD].replace(b"\x00", b"")):
        from bot.pack.drafting.sources.html_reader import read_html

        return read_html(decoded(raw))
    return read_text_lines(decoded(raw))


def _zipped(raw: bytes) -> NoticeText:
    """A Word document; other things that are packed the same way are none."""
    try:
        names = zipfile.ZipFile(BytesIO(raw)).namelist()
    except zipfile.BadZipFile:
        raise NoticeError(why="new_damaged") from None
    if "word/document.xml" not in names:
        raise NoticeError(why="new_other_form")
    from bot.pack.drafting.sources.word_reader import read_word

    return read_word(raw)


def read_text_lines(text: str) -> NoticeText:
    """The lines of a plain text; what is set as a table with tabs becomes rows."""
    lines: list[TextLine] = []
    table = 0
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n"):
        cells = tuple(cell.strip() for cell in visible_tabs(raw))
        if len(cells) >= _CELLS and all(cells):
            table += not (lines and lines[-1].table)
            lines.append(row_of(cells, table))
        elif raw.strip():
            lines.append(TextLine(visible(raw).strip()))
    return NoticeText(tuple(_without_lone_rows(lines)))


_CELLS = 2


def visible_tabs(raw: str) -> list[str]:
    """The cells of a line that are parted by tabs or by | as in Markdown."""
    bare = raw.strip()
    if bare.startswith("|") and bare.endswith("|") and bare.count("|") > _CELLS:
        return bare[1:-1].split("|")
    return [cell for cell in re.split(r"\t+", bare) if cell.strip()]


def row_of(cells: tuple[str, ...], table: int) -> TextLine:
    """A row of a table as a line."""
    kept = [cell for cell in cells if cell]
    return TextLine(" ｜ ".join(kept), cells=cells, table=table)


def _without_lone_rows(lines: list[TextLine]) -> list[TextLine]:
    """Lines of which only those are rows that stand in a table of two or more; the line under a Markdown head is none."""
    kept = [
        line for line in lines if not (line.table and all(set(cell) <= set("-: ") for cell in line.cells))
    ]
    sizes = {number: sum(line.table == number for line in kept) for number in {line.table for line in kept}}
    return [
        line if sizes[line.table] > 1 or not line.table else TextLine(" ".join(line.cells)) for line in kept
    ]
