"""Renders replies for Telegram: HTML in pieces of at most 4,096 characters, cut at paragraph ends, with keyboards and files."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.channels.telegram.buttons import Button, Keyboards, Row
from bot.messages import message
from bot.replies.reply import Kind, Reply

LONGEST = 4096
"""Characters of a message, as Telegram counts them: UTF-16 units, after the entities."""
_MOST_LINKS = 3
_URL = re.compile(r"https?://[A-Za-z0-9./_~:?#@!$&*+,;=%-]*[A-Za-z0-9/_~#=-]")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")
_NOT_PUBLIC = frozenset(
    [
        "arpa",
        "corp",
        "example",
        "home",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "onion",
        "private",
        "test",
    ]
)
"""Last parts of names that no public name has."""
_LONGEST_HOST = 253
_TAG = re.compile(r"</?[a-z]+(?: [a-z]+)?>")
_ENDS = ("\n\n", "\n", "。", "；", "，", " ")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class File:
    """A file to send: its name, its content, its caption."""

    name: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True)
class Letter:
    """The content of one call: text as HTML (or plain) with a keyboard, or a file."""

    text: str = ""
    rows: tuple[Row, ...] = ()
    file: File | None = None
    is_html: bool = True


def letters(
    replies: Sequence[Reply],
    keyboards: Keyboards,
    calendar: Callable[[], bytes],
    name: str,
    votes: bool = True,
    people: Callable[[], File] | None = None,
    checklist: Callable[[Reply], list[Letter]] | None = None,
) -> tuple[Letter, ...]:
    """Render `replies` as calls, in order. `calendar` makes the calendar file, `people` the table of persons, `checklist`
    renders a checklist, `name` names the files.

    Every reply is at least one call of its own.
    """
    made: list[Letter] = []
    for reply in replies:
        listed = checklist is not None and reply.kind is Kind.CHECKLIST
        made += checklist(reply) if listed and checklist else _reply_letters(reply, keyboards, votes)
        if reply.attachment == "calendar":
            made.append(Letter(file=calendar_file(calendar(), name)))
        if reply.attachment == "people" and people is not None:
            made.append(Letter(file=people()))
    return tuple(made)


def calendar_file(content: bytes, name: str) -> File:
    """The calendar as a file."""
    return File(f"{name}.ics", content, message("telegram_calendar"))


def _reply_letters(reply: Reply, keyboards: Keyboards, votes: bool) -> list[Letter]:
    pieces = cut(_plain(reply))
    made = [Letter(_html(piece, reply.basis if piece is pieces[-1] else "")) for piece in pieces]
    rows = (*links(reply.text), *keyboards.rows(reply.choices))
    if reply.entry and votes:
        rows += keyboards.votes(reply.entry)
    made[-1] = replace(made[-1], rows=rows)
    return made


def _plain(reply: Reply) -> str:
    text = f"{reply.text}\n{reply.basis}" if reply.basis else reply.text
    return printable(text).strip() or "…"


def printable(text: str) -> str:
    """Remove what Telegram rejects: control characters and lone surrogates."""
    return _UNPRINTABLE.sub("", text)


def _html(piece: str, basis: str) -> str:
    """Render a piece as HTML: clauses in italics, headings in bold."""
    basis = printable(basis).strip()
    if basis and piece.endswith(basis):
        return f"{_headed(piece.removesuffix(basis))}<i>{html.escape(basis, quote=False)}</i>"
    return _headed(piece)


def _headed(piece: str) -> str:
    head, line_end, rest = piece.partition("\n")
    if line_end and head.endswith("：") and len(head) < 40:
        return f"<b>{html.escape(head, quote=False)}</b>\n{html.escape(rest, quote=False)}"
    return html.escape(piece, quote=False)


def links(text: str) -> tuple[Row, ...]:
    """Each public address in the text as a button that opens it: Telegram refuses a message with a button of another."""
    found = list(dict.fromkeys(filter(is_public, _URL.findall(text))))[:_MOST_LINKS]
    hosts = [url.split("/")[2] for url in found]
    return tuple(
        (Button(message("telegram_open", host=host), url=url),)
        for host, url in zip(hosts, found, strict=True)
    )


def is_public(url: str) -> bool:
    """Whether an address is valid and can be reached from anywhere, as far as its form tells."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    if port == 0 or "@" in parts.netloc or len(host) > _LONGEST_HOST:
        return False
    with contextlib.suppress(ValueError):
        return ip_address(host).is_global
    *labels, top = host.split(".")
    return (
        bool(labels and _TOP.fullmatch(top)) and all(map(_LABEL.fullmatch, labels)) and top not in _NOT_PUBLIC
    )


def plainer(letter: Letter) -> tuple[Letter, ...]:
    """The same text without what Telegram may refuse: as plain text without addresses, then without any button."""
    if letter.file is not None:
        return (replace(letter, rows=()),) if letter.rows else ()
    text = html.unescape(_TAG.sub("", letter.text))
    rows = tuple(row for row in letter.rows if not any(button.url for button in row))
    return tuple(Letter(text, kept, is_html=False) for kept in dict.fromkeys((rows, ())))


def units(text: str) -> int:
    """UTF-16 units: what Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, longest: int = LONGEST) -> list[str]:
    """The text in pieces of at most `longest` units, each cut where a paragraph, a line or a sentence ends."""
    pieces = []
    while units(text) > longest:
        room = _fitting(text, longest)
        at = next(
            (
                text.rfind(end, room // 3, room) + len(end)
                for end in _ENDS
                if text.rfind(end, room // 3, room) >= 0
            ),
            room,
        )
        pieces.append(text[:at].rstrip())
        text = text[at:].lstrip("\n")
    return [*pieces, text]


def _fitting(text: str, longest: int) -> int:
    """How many characters make up to `longest` units."""
    used = 0
    for number, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > longest:
            return number
    return len(text)
