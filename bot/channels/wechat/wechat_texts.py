"""Renders replies for WeChat: texts of at most 2,048 bytes, cut at the ends of sentences, with choices as numbers and links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.messages import message
from bot.replies.reply import Choice, Reply

LONGEST_TEXT = 2048
"""Bytes of a text in UTF-8, as WeChat counts them: https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message"""
_ROOM = 120
"""Bytes kept free for the word that there is more."""
_SENTENCE_ENDS = ("\n\n", "\n", "。", "；", "，", " ")
_MOST_ID = 64
_LINKABLE = re.compile(r"[^\"'<>&#%?=+\\\s]+")


def texts_of(replies: Sequence[Reply]) -> list[str]:
    """Render `replies`, in order. Only what the last of them with choices offers can be picked."""
    parts = [reply.whole.strip() for reply in replies]
    offering = next((place for place in range(len(replies) - 1, -1, -1) if replies[place].choices), None)
    texts = [part for part in parts[: len(parts) if offering is None else offering + 1] if part]
    if offering is not None:
        texts.append(choices_in(replies[offering].choices))
        texts += [part for part in parts[offering + 1 :] if part]
    return joined(texts)


def joined(parts: Sequence[str]) -> list[str]:
    """Put parts together, as many as a text holds, and cut those that are longer."""
    texts: list[str] = []
    for part in parts:
        if texts and _bytes(texts[-1]) + _bytes(part) + 2 <= LONGEST_TEXT - _ROOM:
            texts[-1] = f"{texts[-1]}\n\n{part}"
        else:
            texts += cut(part)
    return texts


def cut(text: str, most: int = LONGEST_TEXT - _ROOM) -> list[str]:
    """Cut a text into pieces of at most `most` bytes, at the end of a paragraph, line or sentence where there is one."""
    pieces = []
    while _bytes(text) > most:
        head = text.encode()[:most].decode(errors="ignore")
        place = next(
            (at + len(end) for end in _SENTENCE_ENDS if (at := head.rfind(end)) >= len(head) // 3), len(head)
        )
        tag = head.rfind("<a ")
        if tag > head.rfind("</a>") and 0 < tag < place:  # a link stays in one piece
            place = tag
        pieces.append(text[:place].strip())
        text = text[place:].strip()
    return [piece for piece in (*pieces, text) if piece]


def with_more(text: str) -> str:
    """The text with the word that there is more, and how it is asked for."""
    return f"{text}\n\n{message('wechat_more', more=link(message('wechat_more_word'), 'more'))}"


def choices_in(choices: Sequence[Choice]) -> str:
    """Choices as numbered lines, each a link if all that fits into one text."""
    lines = [message("choice_line", number=number, label=one.label) for number, one in enumerate(choices, 1)]
    linked = [link(one.label, one.id, line) for one, line in zip(choices, lines, strict=True)]
    with_links = "\n".join(linked)
    return with_links if _bytes(with_links) <= LONGEST_TEXT - _ROOM else "\n".join(lines)


def link(says: str, id: str, shown: str = "") -> str:
    """A link by whose tap a person says `says`; what is `shown` alone if one of its parts cannot stand in a link."""
    shown = shown or says
    if not _LINKABLE.fullmatch(says) or not _LINKABLE.fullmatch(id) or _bytes(id) > _MOST_ID or "<" in shown:
        return shown
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={says}&msgmenuid={id}">{shown}</a>'


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
