"""Messages to the members of a unit through the robot of DingTalk: texts, and choices as lines that answer by a tap."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

from bot.channels.dingtalk.dingtalk_api import DingtalkApi
from bot.channels.platforms.platform_api import Plain
from bot.channels.platforms.platform_texts import cut, joined, numbered_lines, parts_of, size_of
from bot.channels.reminder_choices import reminder_choices
from bot.delivery.limiter import Limits
from bot.delivery.sender import Attempt, Reminder
from bot.replies.acts import OrderWish
from bot.replies.reply import Choice, Reply

DINGTALK = "dingtalk"
LONGEST_TEXT = 6000
"""Bytes of a text in UTF-8. The content of a message may have 15,000, its JSON signs included:
https://open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message"""
_LONGEST_LINKED = 5000
DINGTALK_LIMITS = Limits(per_second=16.0, reminders=0.8, burst_seconds=1 / 16, chat_seconds=1.0, chat_burst=3)
"""Of 20 calls a second that each application may make of each call:
https://open.dingtalk.com/document/orgapp/invocation-frequency-limit"""
_MARKDOWN_SIGNS = "*_`#<>[]{}|~\\"
"""What means something in Markdown. DingTalk names no way to take that from them: wide ones stand in their place."""
_WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in _MARKDOWN_SIGNS}
_ADDRESS = re.compile(rf"://\S*[{re.escape(_MARKDOWN_SIGNS)}]")
_BULLET = re.compile(r"(?m)^([ \t]*)([-+])(?=\s)")


def texts_for(replies: Sequence[Reply]) -> list[Plain]:
    """Messages with `replies`: a text, or Markdown where there are choices, whose lines can be tapped."""
    offered = next((reply.choices for reply in reversed(replies) if reply.choices), ())
    texts = joined(parts_of(replies), LONGEST_TEXT)
    lines = numbered_lines(offered)
    if not offered or lines not in texts[-1] or _ADDRESS.search(texts[-1]):
        return [text_of(text) for text in texts]
    before, _, behind = texts[-1].rpartition(lines)
    linked = _with_lines(before, _linked(lines.split("\n"), offered), behind)
    if size_of(linked) > _LONGEST_LINKED:
        return [text_of(text) for text in texts]
    return [*(text_of(text) for text in texts[:-1]), _markdown(linked, before or lines)]


def reminding(reminder: Reminder) -> Plain:
    """A message that reminds: what can be done about it are lines to tap, without numbers, which belong to questions.

    None of them stops it: by a tap only the words are said, and those would be of all reminders.
    """
    text = cut(reminder.text, LONGEST_TEXT)[0]
    choices = tuple(one for one in reminder_choices(reminder) if not isinstance(one.does, OrderWish))
    linked = _with_lines(text, _linked([one.label for one in choices], choices), "")
    if not choices or _ADDRESS.search(text) or size_of(linked) > _LONGEST_LINKED:
        return text_of(text)
    return _markdown(linked, text)


def text_of(text: str) -> Plain:
    """A message that is a text: https://open.dingtalk.com/document/orgapp/types-of-messages-sent-by-robots"""
    return {"msgKey": "sampleText", "msgParam": json.dumps({"content": text}, ensure_ascii=False)}


def _markdown(text: str, title: str) -> Plain:
    """A message in Markdown; its title is what the list of chats shows."""
    shown = title.strip().partition("\n")[0][:50]
    return {
        "msgKey": "sampleMarkdown",
        "msgParam": json.dumps({"title": shown, "text": text}, ensure_ascii=False),
    }


def _linked(lines: Sequence[str], choices: Sequence[Choice]) -> str:
    """The lines of choices; a tap says the label (`dtmd://`: a link in Markdown by which people say something)."""
    return "\n\n".join(
        f"[{_unmarked(line)}](dtmd://dingtalkclient/sendMessage?content={quote(one.label, safe='')})"
        for line, one in zip(lines, choices, strict=True)
    )


def _with_lines(before: str, lines: str, behind: str) -> str:
    """Markdown with plain text before and behind lines that can be tapped."""
    return "\n\n".join(part for part in (_unmarked(before), lines, _unmarked(behind)) if part)


def _unmarked(text: str) -> str:
    """A plain text as Markdown: its lines stay lines, its signs mean nothing."""
    wide = _BULLET.sub(
        lambda found: f"{found[1]}{chr(ord(found[2]) + 0xFEE0)}", text.strip().translate(_WIDE)
    )
    return re.sub(r"\n+", "\n\n", wide)


class DingtalkSender:
    """Sends reminders of one application's robot."""

    def __init__(self, api: DingtalkApi) -> None:
        self._api = api

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; `may_send` is called immediately before its body is sent."""
        return (await self._api.say(reminder.user, reminding(reminder), may_send)).attempt
