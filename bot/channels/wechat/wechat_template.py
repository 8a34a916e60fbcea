"""Template messages (模板消息) and subscription notices (订阅通知): what of a reminder goes into which field.

Which of the two an id is, and its fields, the platform is asked. How long a field may be:
https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.channels.platforms.platform_api import Spoken
from bot.channels.reminder_links import ReminderLinks
from bot.channels.wechat.wechat_api import SUBSCRIBED, TEMPLATE, WechatApi
from bot.clock import Timer
from bot.delivery.sender import Attempt, Reminder
from bot.messages import message

_LISTS = (
    ("/cgi-bin/template/get_all_private_template", "template_list", "template_id", TEMPLATE),
    ("/wxaapi/newtmpl/gettemplate", "data", "priTmplId", SUBSCRIBED),
)
_FIELD = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\.DATA\s*\}\}")
_TYPE = re.compile(r"[0-9]+$")
_WRITTEN_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D")
_BELIEVED = 600.0
"""Seconds for which a template is not asked for again."""
_THING, _FREE = 20, 120


@dataclass(frozen=True)
class Template:
    """A template of the account: the call that sends it, and the names of its fields."""

    id: str
    call: str
    fields: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The fields of which nobody knows what to write into them."""
        return tuple(name for name in self.fields if kind_of(name) not in _WRITERS)

    def data(self, reminder: Reminder) -> dict[str, dict[str, str]]:
        """What goes into the fields."""
        lines = [line.strip() for line in reminder.text.splitlines() if line.strip()] or [reminder.text]
        texts = iter([*lines, *[message("wechat_template_more")] * len(self.fields)])
        values = {}
        for name in self.fields:
            kind = kind_of(name)
            text = next(texts) if kind in ("thing", "") else reminder.text
            values[name] = {"value": _WRITERS[kind](text)}
        return values


def kind_of(field: str) -> str:
    """The kind of a field, such as `thing` of `thing1`; empty for names of one's own, which hold any text."""
    kind = _TYPE.sub("", field)
    return "" if kind in ("first", "keyword", "remark") else kind


def _first_day(text: str) -> str:
    """The first day in a text, as it is written in Chinese; dates of reminders have their years."""
    found = _WRITTEN_DAY.search(text)
    if found is None:
        return message("wechat_template_no_day")
    return message("wechat_template_day", year=found[1], month=int(found[2]), day=int(found[3]))


def _day_in_digits(text: str) -> str:
    found = _WRITTEN_DAY.search(text)
    return "-".join(found.groups()) if found else "1"


def _short(length: int) -> Callable[[str], str]:
    def shorten(text: str) -> str:
        return text if len(text) <= length else f"{text[: length - 1]}…"

    return shorten


_WRITERS: Mapping[str, Callable[[str], str]] = {
    "thing": _short(_THING),
    "short_thing": lambda text: message("wechat_template_phrase"),
    "phrase": lambda text: message("wechat_template_phrase"),
    "time": _first_day,
    "date": _first_day,
    "character_string": _day_in_digits,
    "number": lambda text: "1",
    "": _short(_FREE),
}


class Templates:
    """Finds the template `id` of the account, and sends it. A tap opens where it is answered (`links`), else `page`."""

    def __init__(
        self, api: WechatApi, id: str, page: str, timer: Timer, links: ReminderLinks | None = None
    ) -> None:
        self._api = api
        self._id = id
        self._page = page
        self._links = links
        self._timer = timer
        self._found: Template | None = None
        self._until = float("-inf")

    async def find(self) -> Template | Spoken:
        """The template; if it cannot be had, what the platform said (or that it has no such template)."""
        if self._found is not None and self._timer.monotonic() < self._until:
            return self._found
        answers = []
        for path, name, key, call in _LISTS:
            spoken = await self._api.call(path)
            rows = spoken.answer.get(name) if spoken.code == 0 else None
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict) and row.get(key) == self._id:
                    fields = tuple(dict.fromkeys(_FIELD.findall(str(row.get("content", "")))))
                    self._found, self._until = (
                        Template(self._id, call, fields),
                        self._timer.monotonic() + _BELIEVED,
                    )
                    return self._found
            answers.append(spoken)
        if any(one.code == 0 for one in answers):
            return Spoken(Attempt("held", "no such template"), 40037)
        return answers[0] if answers[0].code is not None else answers[-1]

    async def send(self, reminder: Reminder, may_send: Callable[[], None]) -> Spoken:
        """Try once to send `reminder`."""
        template = await self.find()
        if isinstance(template, Spoken):
            outcome = template.attempt.outcome
            certain = (
                template.attempt if outcome in ("held", "wait") else Attempt("retry", template.attempt.reason)
            )
            return Spoken(certain, template.code)
        if template.unknown:
            return Spoken(Attempt("held", f"template field {template.unknown[0]}"), 47003)
        plain: dict[str, object] = {
            "touser": reminder.user,
            "template_id": template.id,
            "data": template.data(reminder),
        }
        place = (self._links.link("wechat", reminder) if self._links else "") or self._page
        if template.call == TEMPLATE:
            # The platform sends one with the same id once only, within ten minutes.
            plain |= {"client_msg_id": f"{reminder.id}{'-2' if reminder.maybe_repeated else ''}"}
            plain |= {"url": place} if place else {}
        else:
            plain |= {"page": place} if place else {}
        return await self._api.call(template.call, plain, may_send)
