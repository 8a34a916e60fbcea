"""Renders a checklist for Telegram: what each row is about in bold, one link, and the notice's own words to unfold."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.channels.telegram.buttons import Button, Keyboards, Row
from bot.channels.telegram.letters import LONGEST, Letter, is_public, printable, units
from bot.interview.result.named_links import without_addresses
from bot.messages import message
from bot.pack.model import Pack
from bot.replies.reply import Reply

_ROW = re.compile(r"(?P<mark>\d+\. |· )(?P<title>[^（：]+)(?P<rest>.*)")
_PLACE = re.compile(r"([^（）；，。：]+)（(https?://[^）]+)）")
_FOLDED = ("<blockquote expandable>", "</blockquote>")
_Piece = tuple[str, int]
"""Some HTML, and how many units Telegram counts of it."""


def checklist_letters(reply: Reply, keyboards: Keyboards, pack: Pack) -> list[Letter]:
    """Render the checklist `reply`: its rows, with the quotes of its clauses folded up below them."""
    heading, *rows = printable(without_addresses(reply.text)).strip().split("\n")
    pieces = [_bold(heading), *map(_row, rows)]
    if reply.basis and not reply.cited:
        pieces.append((f"<i>{_escaped(printable(reply.basis))}</i>", units(reply.basis)))
    made = [Letter("\n".join(one)) for one in _packed(pieces, "")]
    quotes = [
        _piece(f"{pack.clauses[id].shown}：{printable(pack.clauses[id].text)}")
        for id in _clauses_of(reply, pack)
    ]
    head = message("telegram_quotes")
    for number, one in enumerate(_packed(quotes, head)):
        folded = "\n".join((f"{_FOLDED[0]}<b>{head}</b>", *one)) + _FOLDED[1]
        fits = number == 0 and _plain_units(made[-1].text) + _plain_units(folded) < LONGEST
        made = [*made[:-1], Letter(f"{made[-1].text}\n{folded}")] if fits else [*made, Letter(folded)]
    made[-1] = replace(made[-1], rows=(*_link(reply.text), *keyboards.rows(reply.choices)))
    return made


def _clauses_of(reply: Reply, pack: Pack) -> Iterator[str]:
    return (id for id in dict.fromkeys(reply.clauses) if id in pack.clauses and pack.clauses[id].text)


def _row(row: str) -> _Piece:
    match = _ROW.fullmatch(row)
    if match is None:
        return _piece(row)
    mark, title, rest = match["mark"], match["title"], match["rest"]
    return f"{mark}<b>{_escaped(title)}</b>{_escaped(rest)}", units(row)


def _bold(text: str) -> _Piece:
    return f"<b>{_escaped(text)}</b>", units(text)


def _piece(text: str) -> _Piece:
    """A line; one that is too long for a message is shortened: the file has all of it."""
    most = LONGEST // 2
    text = text if units(text) <= most else text[: most // 2] + "…"
    return _escaped(text), units(text)


def _packed(pieces: list[_Piece], head: str) -> Iterator[list[str]]:
    """Lines by the messages into which they go, each below `head`."""
    together: list[str] = []
    size = units(head) + 1
    for text, length in pieces:
        if together and size + length + 1 > LONGEST:
            yield together
            together, size = [], units(head) + 1
        together.append(text)
        size += length + 1
    if together:
        yield together


def _plain_units(text: str) -> int:
    return units(html.unescape(re.sub(r"<[^>]*>", "", text)))


def _link(text: str) -> tuple[Row, ...]:
    """The address that most rows name, as a button with its name."""
    named = [(name, address) for name, address in _PLACE.findall(text) if is_public(address)]
    if not named:
        return ()
    counted = Counter(address for _, address in named)
    (address, _), *_ = counted.most_common(1)
    name = next(name for name, found in named if found == address)
    return ((Button(message("telegram_open", host=name), url=address),),)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
