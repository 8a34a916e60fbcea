"""A result as a Word document, for those who have to hand it in, or to write on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.interview.result.passages import Passage

if TYPE_CHECKING:
    from docx.document import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BOX, _BELOW = "□", "　"
"""What a row that can be ticked begins with, and one that stands below another."""
_FONT, _WESTERN_FONT = "SimSun", "Times New Roman"
_POINTS, _SMALL_POINTS, _HEADING_POINTS, _TITLE_POINTS = 10.5, 9.0, 12.0, 16.0
_PAGE_CM, _MARGIN_CM, _INDENT_CM = (21.0, 29.7), 1.8, 0.75
_EAST_ASIAN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"


def word_file(title: str, passages: Sequence[Passage], now: datetime) -> bytes:
    """The passages of a result as a .docx on A4 under the title of the notice; `now` (aware) is when it was made."""
    from docx import Document  # lxml takes its time, and most people want no file

    document = Document()
    _set_up(document, title, now)
    document.add_paragraph(_clean(title), style="Title")
    for passage in passages:
        if passage.heading:
            document.add_paragraph(_clean(passage.heading), style="Heading 1")
        _add_rows(document, [line for row in passage.rows for line in row.split("\n")])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Document, title: str, now: datetime) -> None:
    """Paper, letters and what programs show of the file; no name of a program, nobody's but the result's."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = map(Cm, _PAGE_CM)
    for side in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    about = document.core_properties
    about.title, about.author, about.comments, about.language = _clean(title), "", "", "zh-CN"
    about.created = about.modified = now.replace(tzinfo=None)
    for name, size in (
        ("Normal", _POINTS),
        ("Heading 1", _HEADING_POINTS),
        ("Heading 2", _POINTS),
        ("Title", _TITLE_POINTS),
    ):
        _set_letters(document.styles[name], size, bold=name != "Normal")


def _set_letters(style: Any, points: float, *, bold: bool) -> None:
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = _WESTERN_FONT, Pt(points), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(_EAST_ASIAN, _FONT)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(8 if bold else 0), Pt(2), 1.15


def _add_rows(document: Document, rows: Sequence[str]) -> None:
    """Rows: what is to be ticked in bold, what stands below it smaller and with it on the page, days as headings."""
    from docx.shared import Cm, Pt

    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        heads = after.startswith(_BOX) and not row.startswith((_BOX, _BELOW))
        made = document.add_paragraph(style="Heading 2" if heads else "Normal")
        run = made.add_run(_clean(row.removeprefix(_BELOW)))
        made.paragraph_format.keep_with_next = heads or after.startswith(_BELOW)
        run.bold = row.startswith(_BOX) or heads
        if row.startswith(_BELOW):
            made.paragraph_format.left_indent = Cm(_INDENT_CM)
            run.font.size = Pt(_SMALL_POINTS)


def _clean(text: str) -> str:
    """Text without the signs that no such file may hold: people choose names."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "　")
