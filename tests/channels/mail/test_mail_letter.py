"""Letters as programs and people read them."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.channels.mail.mail_address import MailAddress, read_address
from bot.channels.mail.mail_letter import LetterWriter, Ways
from bot.channels.mail.smtp_wire import Envelope
from bot.delivery.sender import Reminder
from bot.mail_settings import MailSettings, Relay
from bot.messages import message

NOW = datetime(2022, 11, 15, 2, 0, tzinfo=UTC)
SITE = "https://notice.example.com"
SETTINGS = MailSettings(Relay("mx.example.com", 25, "none"), "remind@notice.example.com", '某县, "经信"局')


def reminder(text: str, id: str = "1") -> Reminder:
    """One that says `text`."""
    return Reminder(id, "zhang", text, ("四.一",), "lead")


def address(text: str = "zhang@example.com") -> MailAddress:
    """A good address."""
    found = read_address(text)
    assert found is not None
    return found


def written(
    *texts: str, site: str = SITE, calendar: bytes = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
) -> Envelope:
    """A letter with reminders that say this."""
    ways = Ways(f"{site}/mail/manage?token=m", f"{site}/mail/stop?token=s")
    reminders = [reminder(text, str(number)) for number, text in enumerate(texts)]
    return LetterWriter(SETTINGS, site).reminding(address(), reminders, "name", ways, calendar, NOW)


def read(letter: Envelope) -> EmailMessage:
    """The message as a program reads it."""
    return message_from_bytes(letter.content, policy=policy.default)


def body(letter: Envelope, kind: str) -> str:
    """Its text of a kind."""
    part = read(letter).get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "a&b", '"><img src=x onerror=1>'])
def test_words_of_people_are_words(hostile: str) -> None:
    """In HTML they are no markup, in plain text they stand as they were said."""
    letter = written(f"【提醒】您要我这时提醒您：{hostile}。")
    assert hostile in body(letter, "plain")
    page = body(letter, "html")
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize("first", ["a\rBcc: evil@example.com", "a\x00b\x1b[31m", "长" * 500, "\u2028x", ""])
def test_a_subject_is_one_short_line(first: str) -> None:
    """Whatever a person wants to be reminded of."""
    letter = written(f"{first}\nthe rest")
    found = read(letter)
    assert found["Bcc"] is None
    subject = str(found["Subject"])
    assert len(subject) <= 60
    assert subject.isprintable()


def test_every_line_is_short_and_ascii() -> None:
    """So that any server on the way takes it."""
    letter = written("好" * 3000, "x" * 5000)
    assert letter.content.isascii()
    assert max(map(len, letter.content.split(b"\r\n"))) <= 998


def test_what_asks_for_an_answer_says_something_else() -> None:
    """Nobody reads answers to a letter."""
    lines = ("remind_how_to_stop", "remind_unfinished", "remind_watch_offer")
    text = "\n".join(["【提醒】x", *(message(name) for name in lines)])
    plain = body(written(text), "plain")
    assert "请回" not in plain
    assert "别提醒了" not in plain
    assert message("mail_unfinished") in plain


def test_one_click_needs_https() -> None:
    """RFC 8058, section 3: the address is an HTTPS one, or there is no such header."""
    assert read(written("a"))["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain = read(written("a", site="http://10.0.0.7:8080"))
    assert plain["List-Unsubscribe-Post"] is None
    assert plain["List-Unsubscribe"] == "<http://10.0.0.7:8080/mail/stop?token=s>"


def test_the_same_reminders_have_the_same_id() -> None:
    """In whatever order, so that a repetition is recognised; others have another one."""
    assert read(written("a", "b"))["Message-ID"] == read(written("a", "b (可能重复)"))["Message-ID"]
    assert read(written("a"))["Message-ID"] != read(written("a", "b"))["Message-ID"]


def test_addresses_in_the_text_are_links() -> None:
    """And what stands behind them in Chinese is not."""
    page = body(written("看https://example.com/a?b=1&c=2（网址）。"), "html")
    assert '<a href="https://example.com/a?b=1&amp;c=2"' in page


def test_without_a_calendar_there_is_no_file() -> None:
    """One that could not be made is left out."""
    assert list(read(written("a", calendar=b"")).iter_attachments()) == []


def test_a_name_of_odd_characters_stands_whole() -> None:
    """Commas and quotes in the name of an office."""
    assert read(written("a"))["From"].addresses[0].display_name == SETTINGS.sender_name
