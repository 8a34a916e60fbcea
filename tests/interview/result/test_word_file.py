"""A result as a Word document."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from bot.interview.result.document import document
from bot.interview.result.passages import Passage
from bot.interview.result.result import result_of
from bot.interview.result.word_file import word_file
from tests.interview.applicants import assess, assessor, pack
from tests.packs import OPEN

SHORT = {"ce_total": 80, "ce_professional": 50}


def opened(*passages: Passage, title: str = "通知") -> docx.document.Document:
    """The document with these passages, read again."""
    return docx.Document(BytesIO(word_file(title, passages, OPEN)))


def test_it_holds_the_text_of_the_result_row_by_row() -> None:
    """Headings, days and rows as the text has them; nothing is lost."""
    told = document(result_of(assessor(), assess(**SHORT)), "王师傅", pack(), OPEN)
    rows = [row.text for row in opened(*told, title=pack().facts.title).paragraphs]
    assert rows[0] == pack().facts.title
    wanted = [text for one in told for text in (one.heading, *one.rows) if text]
    assert rows[1:] == [text.removeprefix("　") for text in wanted]


def test_days_are_headings_and_boxes_stand_out() -> None:
    """What stands below a row is smaller, and on its page."""
    made = opened(Passage("还要办", ("2022年12月6日", "□ 学时卡", "　交到哪里：平台", "· 留意")))
    heading, day, box, below, last = made.paragraphs[1:]
    assert [one.style and one.style.name for one in (heading, day, box)] == [
        "Heading 1",
        "Heading 2",
        "Normal",
    ]
    assert box.runs[0].bold
    assert not last.runs[0].bold
    assert box.paragraph_format.keep_with_next
    assert below.paragraph_format.left_indent
    assert below.runs[0].font.size < made.styles["Normal"].font.size


@pytest.mark.parametrize("name", ["\x00\x0b王\ud800芳", "<w:p>&amp;", "\u202e王芳", "]]>"])
def test_any_name_makes_a_file_that_opens(name: str) -> None:
    """People choose names; the file holds what can be read of them."""
    text = opened(Passage(f"{name}的结果", ("好",))).paragraphs[1].text
    assert text.endswith("的结果")
    assert text.isprintable()


def test_it_is_a_page_of_a4_and_names_no_program() -> None:
    """Printed as it comes, by nobody but whose result it is."""
    raw = word_file("通知", [Passage("一", ("二",))], OPEN)
    made = docx.Document(BytesIO(raw))
    sides = (made.sections[0].page_width, made.sections[0].page_height)
    assert [side and round(side.cm, 1) for side in sides] == [21.0, 29.7]
    assert made.core_properties.author == made.core_properties.comments == ""
    with ZipFile(BytesIO(raw)) as parts:
        assert b'eastAsia="SimSun"' in parts.read("word/styles.xml")
