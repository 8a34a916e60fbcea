"""The documents of the page: templates filled from the pack and messages.toml, so that a first look needs no request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from bot.channels.web import views
from bot.channels.web.services import Services
from bot.conversation.assistant import ME, Assistant
from bot.messages import message, messages_of
from bot.pack.model import Pack
from bot.pack.spoken import spoken_date

FOLDER = Path(__file__).with_name("templates")
SOON_DAYS = 7
"""From how many days before it a date is marked as near."""
_WORDS = ("page_", "result_")
_BLANK = re.compile(r"\{\{([a-z_]+)\}\}")


class PageTemplates:
    """Fills the templates for one day and one state of the pack; what is the same is made once."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._pack: Pack | None = None
        self._packs = 0
        self._made_for: tuple[object, ...] = ()
        self._values: dict[str, str] = {}

    def filled(self, template: str) -> str:
        """`template` with each `{{blank}}` filled. Raises KeyError for one that nobody knows."""
        values = self._current()
        return _BLANK.sub(lambda blank: values[blank[1]], template)

    def stamp(self) -> tuple[object, ...]:
        """What the documents depend on: they change when this does."""
        services = self._services
        pack = services.assistant.pack
        if pack is not self._pack:
            self._pack, self._packs = pack, self._packs + 1
        return self._packs, views.today_view(pack, services.clock()), services.telegram_link()

    def _current(self) -> Mapping[str, str]:
        stamp = self.stamp()
        if stamp != self._made_for:
            self._values, self._made_for = _values(self._services), stamp
        return self._values


def _values(services: Services) -> dict[str, str]:
    """What stands in each blank, as HTML."""
    assistant, now = services.assistant, services.clock()
    pack = assistant.pack
    words = messages_of(*_WORDS)
    title = pack.facts.short_title
    days = views.deadlines_view(pack, now)["deadlines"]
    return {
        **{name: escape(text) for name, text in words.items()},
        "page_title": escape(message("page_title", notice=title)),
        "notice_title": escape(title),
        "pretend": _pretend(services.pretended),
        "today": escape(message("page_today", date=spoken_date(now.astimezone(pack.facts.zone).date()))),
        "standing": f"<p>{escape(assistant.greeting(now)[-1])}</p>",
        "dates_state": _finished(days, services.telegram_link()),
        "timeline": "".join(map(_milestone, days)),
        "plain_dates": "".join(f"<li>{escape(_plain(day))}</li>" for day in days),
        "contacts": _contacts(views.notice_view(assistant, now)["contacts"]),
        "questions": _questions(views.questions_view(pack)["questions"]),
        "interview": _interview_button(assistant),
        "other": _other_button(assistant),
        "telegram": _telegram(services.telegram_link()),
        "boot": _data(_boot(assistant, words)),
        "widget_words": _data({"open": message("page_widget_open"), "close": message("page_widget_close")}),
    }


def _boot(assistant: Assistant, words: Mapping[str, str]) -> dict[str, Any]:
    """What the scripts of the page start with."""
    pack = assistant.pack
    shown = {id: clause.shown for id, clause in pack.clauses.items()}
    return {"title": pack.facts.title, "me": ME, "clauses": shown, "words": words}


def _data(plain: object) -> str:
    """JSON that can stand inside a script element, whatever its texts hold."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _pretend(pretended: datetime | None) -> str:
    if pretended is None:
        return ""
    text = message("page_pretend", date=spoken_date(pretended.date()))
    return f'<p class="pretend" role="note">{escape(text)}</p>'


def _finished(days: Iterable[Mapping[str, Any]], telegram: str | None) -> str:
    """A mark where every day is over and nobody here can tell of the next call: then there is nothing to remember."""
    over = all(int(day["days_left"]) < 0 for day in days)
    return "finished" if over and telegram is None else ""


def _plain(day: Mapping[str, Any]) -> str:
    """A milestone in one line, to be copied: what is derived has its mark in its name already."""
    return message("deadline_line", name=day["name"], date=day["spoken"], state=day["state"])


def _milestone(day: Mapping[str, Any]) -> str:
    left = int(day["days_left"])
    nearness = "over" if left < 0 else "soon" if left <= SOON_DAYS else ""
    kind = " ".join(part for part in (nearness, "derived" if day["derived"] else "") if part)
    mark = message("page_derived")
    name = str(day["name"]).replace(f"（{mark}）", "")
    tag = f' <span class="tag">{escape(mark)}</span>' if day["derived"] else ""
    when = date.fromisoformat(day["date"])
    return (
        f'<li class="{kind}" data-plain="{escape(_plain(day))}">'
        f'<span class="what">{escape(name)}{tag}</span>'
        f'<time class="when" datetime="{when.isoformat()}">{escape(day["spoken"])}</time>'
        f'<span class="left">{escape(str(day["state"]).strip("（）"))}</span></li>'
    )


def _contacts(contacts: Iterable[Mapping[str, Any]]) -> str:
    return "".join(
        f"<li>{escape(contact['office'])} {escape(contact['person'])} "
        f'<a class="phone" href="tel:{escape(contact["phone"])}">{escape(contact["phone"])}</a></li>'
        for contact in contacts
    )


def _questions(questions: Iterable[Mapping[str, str]]) -> str:
    return "".join(
        f'<li><button type="button" class="button question" data-choice="{escape(question["id"])}">'
        f"{escape(question['label'])}</button></li>"
        for question in questions
    )


def _interview_button(assistant: Assistant) -> str:
    """The large button; nothing where the pack has no interview."""
    if not assistant.interviews:
        return ""
    return (
        '<button type="button" class="button main begin" id="interview">'
        f"<strong>{escape(message('page_interview'))}</strong>"
        f"<span>{escape(message('page_interview_note'))}</span></button>"
    )


def _other_button(assistant: Assistant) -> str:
    """The button to ask for somebody else; nothing where the pack has no interview."""
    if not assistant.interviews:
        return ""
    text = escape(message("page_other"))
    return f'<p class="row"><button type="button" class="button small" id="other">{text}</button></p>'


def _telegram(link: str | None) -> str:
    if link is None:
        return ""
    return (
        f'<div class="telegram"><p>{escape(message("page_telegram_note"))}</p>'
        f'<a class="button" href="{escape(link)}" rel="noopener noreferrer" target="_blank">'
        f"{escape(message('page_telegram'))}</a>"
        f'<img src="/api/telegram.svg" alt="{escape(message("page_telegram_code"))}" width="200" height="200" '
        'loading="lazy"></div>'
    )
