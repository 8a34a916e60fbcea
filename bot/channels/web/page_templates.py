"""The pages as templates, filled from the pack and the messages, so that what is seen first needs no further request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.channels.web.notice_page import live, notice_page
from bot.channels.web.own_days import (
    PageDay,
    PageRole,
    first_day,
    page_days,
    page_roles,
    plain,
    step_with_link,
)
from bot.channels.web.privacy_page import privacy_page
from bot.channels.web.schemas.notice_schemas import Questions, today
from bot.channels.web.services import Services
from bot.conversation.assistant import LEAST_SEEN
from bot.conversation.examples import examples
from bot.interview.talk.progress import ME
from bot.messages import message, messages_of
from bot.pack.model import Pack
from bot.pack.spoken import spoken_date

FOLDER = Path(__file__).with_name("templates")


class PageTemplates:
    """Fills the templates for the present day and pack. Their values are computed once for each day and pack."""

    def __init__(self, services: Services, folder: Path = FOLDER) -> None:
        self._services = services
        self._environment = _environment(folder)
        self._pack: Pack | None = None
        self._packs = 0
        self._made_for: tuple[object, ...] = ()
        self._values: Mapping[str, Any] = {}
        for (
            name
        ) in self._environment.list_templates():  # compiled at the start, not while the first visitor waits
            self._environment.get_template(name)

    def filled(self, template: str, entry: str = "") -> str:
        """The template with this file name, filled; in the notice the words that the entry `entry` quotes are marked.

        Raises jinja2.UndefinedError if it uses an unknown name.
        """
        own = _own_values(template, entry, self._services)
        return self._rendered(template, own)

    def form(self, template: str, **own: object) -> str:
        """The template of a page that is made for one request, filled with `own` and the values of all pages."""
        return self._rendered(template, own)

    def _rendered(self, template: str, own: Mapping[str, object]) -> str:
        stamp = self.stamp()
        if stamp != self._made_for:
            self._values, self._made_for = _values(self._services), stamp
        return self._environment.get_template(template).render(self._values, **own)

    def known_entry(self, entry: str) -> str:
        """The entry if the pack has it and it quotes the notice, else an empty text."""
        entries = self._services.assistant.pack.entries
        return entry if entry in entries and entries[entry].quote else ""

    def stamp(self) -> tuple[object, ...]:
        """A key of everything that the pages depend on: a filled page is up to date as long as this is equal."""
        services = self._services
        pack = services.assistant.pack
        if pack is not self._pack:
            self._pack, self._packs = pack, self._packs + 1
        return self._packs, today(pack.facts, services.clock()), services.telegram_link()


def _own_values(template: str, entry: str, services: Services) -> dict[str, Any]:
    """The variables that one template alone has."""
    if template == "notice.html":
        return {"original": notice_page(services.assistant.pack, entry)}
    if template == "privacy.html":
        return {"privacy": privacy_page(services)}
    if template == "carry.html":
        words = messages_of("carry_")
        return {**words, "boot": _boot(services.assistant.pack, words)}
    return {}


def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["live"] = live
    environment.filters["step"] = step_with_link
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def _values(services: Services) -> dict[str, Any]:
    """The variables of the templates."""
    assistant, now = services.assistant, services.clock()
    pack, facts = assistant.pack, assistant.pack.facts
    words = messages_of("page_", "result_", "people_", "person_deadline", "between")
    sheets = messages_of("original_", "privacy_")
    days, roles = page_days(facts, now), page_roles(facts, now)
    over = all(day.over for day in days)
    pretended, telegram = services.pretended, services.telegram_link()
    return {
        **words,
        **sheets,
        "page_hello": message("page_hello", example=examples(pack)[0]),
        "page_title": message("page_title", notice=facts.short_title),
        "page_today": message("page_today", date=spoken_date(today(facts, now))),
        "page_pretend": pretended and message("page_pretend", date=spoken_date(pretended.date())),
        "notice_title": facts.short_title,
        "standing": assistant.greeting(now)[-1],
        "days": days,
        "roles": roles,
        "next": first_day(roles[0], days),
        # If every day is over and nobody can tell of the next call, there is nothing to remember.
        "finished": over and telegram is None,
        "over": over,
        "contacts": list(facts.contacts.values()),
        "human": facts.hand_off,
        "registrations": services.operator.registrations,
        "questions": Questions.of(pack).questions,
        "has_interview": bool(assistant.interviews),
        "telegram": telegram,
        "letters": services.mail is not None,
        "boot": {**_boot(pack, words, days, roles), "asks_missing": bool(services.keeps_questions)},
        "docs": messages_of("docs_"),
    }


def _boot(
    pack: Pack, words: Mapping[str, str], days: Sequence[PageDay] = (), roles: Sequence[PageRole] = ()
) -> dict[str, Any]:
    """The data that the scripts of the page read from the document."""
    shown = {id: clause.shown for id, clause in pack.clauses.items()}
    terms = {term.word: term.meaning for term in pack.terms}
    return {
        "title": pack.facts.title,
        "me": ME,
        "clauses": shown,
        "terms": terms,
        "words": words,
        "days": plain(days),
        "roles": [asdict(role) for role in roles],
        "settle": LEAST_SEEN // timedelta(milliseconds=1),
    }
