"""Renders replies for WeChat: texts of at most 2,048 bytes, cut at the ends of sentences, with choices as numbers and links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.channels.platforms import platform_texts
from bot.channels.platforms.platform_texts import numbered_lines, parts_of, size_of
from bot.messages import message
from bot.replies.reply import Choice, Reply

LONGEST_TEXT = 2048
"""Bytes of a text in UTF-8, as WeChat counts them: https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message"""
_ROOM = 120
"""Bytes kept free for the word that there is more."""
_ANCHOR = "<a "
_MOST_ID = 64
_LINKABLE = re.compile(r"[^\"'<>&#%?=+\\\s]+")


def texts_of(replies: Sequence[Reply]) -> list[str]:
    """Render `replies`, in order. Only what the last of them with choices offers can be picked."""
    return joined(parts_of(replies, choices_in))


def joined(parts: Sequence[str]) -> list[str]:
    """Put parts together, as many as a text holds, and cut those that are longer."""
    return platform_texts.joined(parts, LONGEST_TEXT - _ROOM, _ANCHOR)


def cut(text: str, most: int = LONGEST_TEXT - _ROOM) -> list[str]:
    """Cut a text into pieces of at most `most` bytes, at the end of a paragraph, line or sentence where there is one."""
    return platform_texts.cut(text, most, _ANCHOR)


def with_more(text: str) -> str:
    """The text with the word that there is more, and how it is asked for."""
    return f"{text}\n\n{message('wechat_more', more=link(message('wechat_more_word'), 'more'))}"


def choices_in(choices: Sequence[Choice]) -> str:
    """Choices as numbered lines, each a link if all that fits into one text."""
    lines = numbered_lines(choices)
    linked = [link(one.label, one.id, line) for one, line in zip(choices, lines.split("\n"), strict=True)]
    with_links = "\n".join(linked)
    return with_links if size_of(with_links) <= LONGEST_TEXT - _ROOM else lines


def link(says: str, id: str, shown: str = "") -> str:
    """A link by whose tap a person says `says`; what is `shown` alone if one of its parts cannot stand in a link."""
    shown = shown or says
    if not _LINKABLE.fullmatch(says) or not _LINKABLE.fullmatch(id) or size_of(id) > _MOST_ID or "<" in shown:
        return shown
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={says}&msgmenuid={id}">{shown}</a>'
