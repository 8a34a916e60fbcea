"""The file of a notice becomes lines, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from PIL import Image

from bot.pack.drafting.sources.html_reader import read_html
from bot.pack.drafting.sources.notice_files import read_notice, read_text_lines
from bot.pack.drafting.sources.notice_refusal import NoticeError
from bot.pack.drafting.sources.text_decoding import decoded
from tests.pack.drafting.drafts import NOTICES

TEXT = "关于开展2024年度申报工作的通知\n各单位：\n请于6月30日前申报。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_a_text_is_read_in_any_encoding_that_offices_use(encoding: str) -> None:
    """Whatever the system it was written on."""
    text = TEXT if encoding != "big5" else "關於開展年度申報工作的通知\n各單位：請於期限前申報。"
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "new_empty"),
        (b" \n ", "new_empty"),
        (b"abc", "new_no_text"),
        (bytes(range(128, 256)) * 30, "new_unknown_encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "new_old_word"),
        (b"{\\rtf1 x}", "new_rich_text"),
        (b"\x89PNG\r\n\x1a\nrest", "new_picture"),
        (b"PK\x03\x04rest", "new_damaged"),
        (b"%PDF-1.7\nrest", "new_damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, content: bytes, why: str) -> None:
    """Each with its own reason."""
    path = tmp_path / "notice.txt"
    path.write_bytes(content)
    with pytest.raises(NoticeError) as caught:
        read_notice(path)
    assert caught.value.why == why
    assert "\n" not in str(caught.value)


def test_no_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """By their names."""
    for path, why in ((tmp_path / "none.txt", "new_no_file"), (tmp_path, "new_is_folder")):
        with pytest.raises(NoticeError) as caught:
            read_notice(path)
        assert caught.value.why == why
        assert str(path) in str(caught.value)


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    """A PDF that holds a picture alone says so."""
    path = tmp_path / "scan.pdf"
    Image.new("RGB", (300, 400), "white").save(path)
    with pytest.raises(NoticeError) as caught:
        read_notice(path)
    assert caught.value.why == "new_scan"


def test_a_word_document_has_its_own_numbers_and_its_tables() -> None:
    """一、 and （一） that Word counts by itself are written out; a row has its cells."""
    (path,) = (path for path in NOTICES if path.suffix == ".docx")
    text = read_notice(path)
    lines = [line.text for line in text.lines]
    assert "一、招聘岗位及人数" in lines
    assert any(line.startswith("（二）年龄在35周岁以下") for line in lines)
    assert any(line.cells[:2] == ("B01", "江川实验小学") for line in text.lines)


def test_what_was_struck_out_of_a_word_document_is_not_read(tmp_path: Path) -> None:
    """Changes that are tracked: the new words count."""
    document = docx.Document()
    paragraph = document.add_paragraph("申报截止时间为")
    for tag, inner, words in (("w:del", "w:delText", "5月1日"), ("w:ins", "w:t", "6月1日，请按时申报")):
        change = OxmlElement(tag)
        run, text = OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    path = tmp_path / "changed.docx"
    document.save(str(path))
    assert [line.text for line in read_notice(path).lines] == ["申报截止时间为6月1日，请按时申报"]


def test_a_pdf_has_paragraphs_and_rows() -> None:
    """Broken lines are joined, a table is a table."""
    (path,) = (path for path in NOTICES if path.suffix == ".pdf")
    text = read_notice(path)
    assert any(line.cells == ("企业申报", "申报企业", "2024年8月31日前") for line in text.lines)
    long = next(line.text for line in text.lines if line.text.startswith("为加快推进"))
    assert long.endswith("通知如下。")


def test_a_page_is_its_notice_without_the_menus() -> None:
    """The title, the paragraphs, the rows; no menu, no footer."""
    (path,) = (path for path in NOTICES if path.suffix == ".html")
    text = read_notice(path)
    whole = "\n".join(line.text for line in text.lines)
    assert text.lines[0].text == "关于举办2024年“匠心杯”职业技能竞赛的通知"
    assert any(line.cells == ("决赛", "2024年6月15日—16日", "云溪市体育中心") for line in text.lines)
    assert not any(words in whole for words in ("首页", "备案号", "var a"))


def test_the_title_of_a_page_stands_first_if_its_text_lacks_it() -> None:
    """As on pages whose title stands in the head alone."""
    page = "<html><head><title>关于报名的公告_某局</title></head><body><p>报名时间为6月1日至6月5日，在一楼。</p></body></html>"
    assert read_html(page).lines[0].text == "关于报名的公告"


def test_tabs_and_bars_make_rows() -> None:
    """Two lines of them or more; a single one is a line."""
    lines = read_text_lines("岗位\t人数\n教师\t5\n其他说明").lines
    assert [line.cells for line in lines] == [("岗位", "人数"), ("教师", "5"), ()]
    assert [line.table for line in read_text_lines("| 岗位 | 人数 |\n|---|---|\n| 教师 | 5 |").lines] == [
        1,
        1,
    ]
    assert read_text_lines("联系人\t张三").lines[0].table == 0
