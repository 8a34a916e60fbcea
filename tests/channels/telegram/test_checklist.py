"""Checklists for Telegram: bold titles, one link, the notice's words to unfold, and a document that people open."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest

from bot.channels.telegram.buttons import Keyboards
from bot.channels.telegram.checklist import checklist_letters
from bot.channels.telegram.letters import LONGEST, Letter, plainer, units
from bot.channels.telegram.paper import paper_of
from bot.interview.result.passages import Passage
from bot.interview.result.word_file import word_file
from bot.knowledge import Knowledge
from bot.pack.model import Pack
from bot.replies.reply import Kind, Reply
from tests.conversation.talks import Talk, assistant_of
from tests.telegram_api.markup import parse_html

NOW = datetime(2022, 11, 15, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
KEYBOARDS = Keyboards("1", "v")
TEXT = (
    "要准备的材料：\n"
    "1. 学时卡（还缺）（学时系统（http://xs.zj.gov.cn）导出；平台（http://pt.zj.gov.cn）上传）（附件1第7条）\n"
    "2. 评审表 <一式三份>（平台（http://pt.zj.gov.cn）导出）（附件1第13条）"
)


@pytest.fixture(scope="module")
def pack(shipped: Knowledge) -> Pack:
    """The shipped pack."""
    return shipped.pack


def plain(letter: Letter) -> str:
    """The text as Telegram shows it; parsed as strictly as Telegram does."""
    return parse_html(letter.text)[0]


def kinds(letter: Letter) -> dict[str, list[str]]:
    """What of the text is bold, folded up, and so on."""
    text, entities = parse_html(letter.text)
    found: dict[str, list[str]] = {}
    for one in entities:
        part = text[one["offset"] : one["offset"] + one["length"]]
        found.setdefault(one["type"], []).append(part)
    return found


def test_titles_link_and_quotes(pack: Pack) -> None:
    """Each row's title is bold, the address named most is the only link, and the clauses are quoted, folded up."""
    reply = Reply(TEXT, ("附1.7", "附1.13"), kind=Kind.CHECKLIST, cited=True)
    (letter,) = checklist_letters(reply, KEYBOARDS, pack)
    marked = kinds(letter)
    assert marked["bold"][:3] == ["要准备的材料：", "学时卡", "评审表 <一式三份>"]
    (folded,) = marked["expandable_blockquote"]
    assert pack.clauses["附1.7"].text in folded
    assert "http" not in plain(letter)
    (button,) = [button for row in letter.rows for button in row]
    assert (button.url, "平台" in button.label) == ("http://pt.zj.gov.cn", True)


def test_long_ones_are_cut_between_lines(pack: Pack) -> None:
    """However many rows and clauses, each message is one that Telegram takes, and no row is lost."""
    rows = [f"{number}. 第{number}样（{'说明' * 30}）" for number in range(1, 90)]
    reply = Reply("\n".join(["要准备的材料：", *rows]), tuple(pack.clauses), kind=Kind.CHECKLIST)
    made = checklist_letters(reply, KEYBOARDS, pack)
    assert len(made) > 2
    assert all(0 < units(plain(letter)) <= LONGEST for letter in made)
    assert all(any(row in plain(letter) for letter in made) for row in rows)


def test_rows_without_a_form_and_without_clauses(pack: Pack) -> None:
    """What is no list is told as it is, without a quote and without a link to where nobody gets."""
    reply = Reply(
        "要看您的回答：\n看着办\n· 看“职务”：证明（内网（http://intranet.local）打）", (), kind=Kind.CHECKLIST
    )
    (letter,) = checklist_letters(reply, KEYBOARDS, pack)
    assert kinds(letter)["bold"] == ["要看您的回答：", "看“职务”"]
    assert letter.rows == ()


def test_plain_if_telegram_refuses_it(pack: Pack) -> None:
    """Then no tag is left in it."""
    (letter,) = checklist_letters(Reply(TEXT, ("附1.7",), kind=Kind.CHECKLIST, cited=True), KEYBOARDS, pack)
    assert not re.search(r"</?(b|blockquote)", plainer(letter)[0].text)


def test_the_document_opens(shipped: Knowledge) -> None:
    """The result as a Word document: the notice's title, headings, all lines, read by another program."""
    talk = Talk(assistant_of(shipped))
    talk.say("我能不能报")
    for _ in range(60):
        if talk.status is None or "asking" not in talk.status:
            break
        talk.say("不清楚")
    file = paper_of(talk.assistant, talk.conversation, NOW)
    assert file is not None
    assert file.name.endswith(".docx")
    read = docx.Document(BytesIO(file.content))
    lines = [paragraph.text for paragraph in read.paragraphs]
    styles = {paragraph.style.name for paragraph in read.paragraphs if paragraph.style is not None}
    assert lines[0] == shipped.pack.facts.title
    assert {"Title", "Heading 1", "Normal"} <= styles
    for passage in talk.assistant.document(talk.conversation, NOW):
        assert all(line.removeprefix("　") in lines for row in passage.rows for line in row.split("\n"))


def test_odd_characters_in_a_document(tmp_path: Path) -> None:
    """Tags, controls and halves of characters spoil nothing."""
    made = word_file(
        "甲<乙>&丙", [Passage("", ("a\x00b\ud800c", "一\n二")), Passage("标\x0b题", ("𝒳",))], NOW
    )
    lines = [paragraph.text for paragraph in docx.Document(BytesIO(made)).paragraphs]
    assert lines == ["甲<乙>&丙", "abc", "一", "二", "标题", "𝒳"]
