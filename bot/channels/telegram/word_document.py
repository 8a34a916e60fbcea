"""Writes a Word document (.docx) that people open on a phone and print: a title, headings and lines. Pure.

Headings and lines are all that is needed: the parts that every program reads, without a library of megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
)
_PARTS = (
    f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS_OF_TEXT = (
    f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"'
    ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="SimSun" w:cs="Calibri"/>'
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_document(title: str, parts: Sequence[tuple[str, Sequence[str]]], now: datetime) -> bytes:
    """A document with `title`, and the lines of each part below its heading (empty: none), made at `now`."""
    body = "".join(_paragraphs(title, parts))
    text = f'{_DECLARED}<w:document xmlns:w="{_MAIN}"><w:body>{body}{_A4}</w:body></w:document>'
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _PARTS,
        "word/document.xml": text,
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": _PARTS_OF_TEXT,
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8"))
    return out.getvalue()


def _paragraphs(title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    yield _paragraph(title, "Title")
    for heading, lines in parts:
        if heading:
            yield _paragraph(heading, "Heading1")
        yield from (_paragraph(line) for row in lines for line in row.split("\n"))


def _paragraph(text: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    plain = escape(_UNPRINTABLE.sub("", text))
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{plain}</w:t></w:r></w:p>'


def _styles() -> str:
    """A style each for lines, headings and the title; sizes are in half points."""
    return (
        f'{_DECLARED}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="22"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="60" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + _style("Title", "Title", 32, '<w:jc w:val="center"/>')
        + _style(
            "Heading1", "heading 1", 26, '<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/>'
        )
        + "</w:styles>"
    )


def _style(id: str, name: str, size: int, paragraph: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{paragraph}</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )
