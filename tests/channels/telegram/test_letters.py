"""Replies as HTML that Telegram takes, in pieces that it takes, losing nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import Keyboards
from bot.channels.telegram.letters import LONGEST, cut, letters, units
from bot.replies.acts import PickEntry
from bot.replies.reply import Choice, Reply
from tests.telegram_api.markup import LONGEST_TEXT, checked_keyboard, checked_text, parse_html

KEYBOARDS = Keyboards("1", "v")


def calendar() -> bytes:
    """A calendar."""
    return b"BEGIN:VCALENDAR"


@given(
    st.text(alphabet="<>&\"'a国😀\n。 ;/b\x00\ud800", max_size=300),
    st.text(alphabet="四（）<&一", max_size=10),
)
def test_anything_is_taken(text: str, basis: str) -> None:
    """Whatever a reply says, Telegram can parse it and shows it as it is."""
    for letter in letters([Reply(text, basis=basis)], KEYBOARDS, calendar, "n"):
        plain, _ = checked_text({"text": letter.text, "parse_mode": "HTML"}, "text", LONGEST_TEXT)
        assert plain.strip()


@given(st.lists(st.text(alphabet="国a😀。", max_size=60), max_size=200), st.integers(10, 500))
def test_cut(lines: list[str], longest: int) -> None:
    """No piece is too long, and together they say all that is no white space."""
    text = "\n".join(lines)
    pieces = cut(text, longest)
    assert all(units(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_cut_at_paragraphs() -> None:
    """A long text is cut where a paragraph ends."""
    paragraphs = ["字" * 1500] * 4
    made = letters([Reply("\n\n".join(paragraphs))], KEYBOARDS, calendar, "n")
    assert [letter.text for letter in made] == ["\n\n".join(paragraphs[:2])] * 2


def test_surrogates_count_twice() -> None:
    """Telegram counts UTF-16 units: 4,096 emoji do not fit, 2,048 do."""
    assert len(letters([Reply("😀" * 2048)], KEYBOARDS, calendar, "n")) == 1
    assert [units(piece) for piece in cut("😀" * 4096)] == [LONGEST, LONGEST]


def test_buttons() -> None:
    """Addresses, choices and votes are buttons under the last piece; every reply is a call of its own."""
    first = Reply(
        "请登录http://zcps.rlsbt.zj.gov.cn，再看https://example.org/a?b=1。",
        choices=(Choice(PickEntry("x"), "好"),),
        entry="e",
    )
    made = letters([first, Reply("再见")], KEYBOARDS, calendar, "n")
    assert len(made) == 2
    urls = [button.url for row in made[0].rows for button in row if button.url]
    assert urls == ["http://zcps.rlsbt.zj.gov.cn", "https://example.org/a?b=1"]
    keyboard = [
        [{"text": one.label, **({"url": one.url} if one.url else {"callback_data": one.data})} for one in row]
        for row in made[0].rows
    ]
    assert len(checked_keyboard({"inline_keyboard": keyboard})) == 4


def test_clauses_and_heading() -> None:
    """The clauses are in italics, a heading is bold."""
    (letter,) = letters([Reply("要准备的材料：\n1. 表", basis="依据：四（二）")], KEYBOARDS, calendar, "n")
    plain, entities = parse_html(letter.text)
    assert plain == "要准备的材料：\n1. 表\n依据：四（二）"
    assert [entity["type"] for entity in entities] == ["bold", "italic"]


def test_calendar() -> None:
    """A reply that has the calendar brings it as a file."""
    text, file = letters([Reply("日历", attachment="calendar")], KEYBOARDS, calendar, "通知")
    assert text.file is None
    assert file.file is not None
    assert (file.file.name, file.file.content) == ("通知.ics", b"BEGIN:VCALENDAR")
