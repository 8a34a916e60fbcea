"""The pages as templates, filled from the pack and the messages, so that what is seen first needs no further request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

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
from bot.conversation.assistant import LEAST_SEEN, Assistant
from bot.conversation.examples import examples
from bot.conversation.notices.notice_shelf import NoticeShelf
from bot.interview.talk.progress import ME
from bot.messages import message, messages_of
from bot.pack.model import Pack
from bot.pack.spoken import spoken_date
from bot.replies.act_ids import id_of, tag_of
from bot.replies.acts import OpenNotice

_OF_ALL = ("result.html", "people.html", "carry.html", "privacy.html")
"""Pages that are about no notice before it is known of which the talk is."""
FOLDER = Path(__file__).with_name("templates")


class PageTemplates:
    """Fills the templates for the present day and pack. Their values are computed once for each day and pack."""

    def __init__(self, services: Services, folder: Path = FOLDER) -> None:
        self._services = services
        self._environment = _environment(folder)
        self._shown: tuple[Pack, ...] = ()
        self._packs = 0
        self._made_for: tuple[object, ...] = ()
        self._values: dict[str, Mapping[str, Any]] = {}
        for (
            name
        ) in self._environment.list_templates():  # compiled at the start, not while the first visitor waits
            self._environment.get_template(name)

    def filled(self, template: str, entry: str = "", notice: str = "") -> str:
        """The template with this file name, filled from the pack of `notice` (default: the one that is shown now).

        In the notice the words that the entry `entry` quotes are marked. Raises jinja2.UndefinedError if it uses an unknown
        name.
        """
        assistant = self._assistant_of(notice)
        own = _own_values(template, entry, self._services, assistant.pack)
        if template in _OF_ALL and self._services.assistant.several:
            own["notice_title"] = self._services.assistant.title
        return self._rendered(template, {**own, "unchosen": not notice}, assistant)

    def form(self, template: str, **own: object) -> str:
        """The template of a page that is made for one request, filled with `own` and the values of all pages."""
        return self._rendered(template, own)

    def _rendered(self, template: str, own: Mapping[str, object], assistant: Assistant | None = None) -> str:
        stamp, assistant = self.stamp(), assistant or self._assistant_of("")
        if stamp != self._made_for:
            self._values, self._made_for = {}, stamp
        notice = assistant.pack.facts.id
        if notice not in self._values:
            self._values[notice] = _values(self._services, assistant)
        return self._environment.get_template(template).render(self._values[notice], **own)

    def known_entry(self, entry: str, notice: str = "") -> str:
        """The entry if the pack of `notice` has it and it quotes the notice, else an empty text."""
        entries = self._assistant_of(notice).pack.entries
        return entry if entry in entries and entries[entry].quote else ""

    def known_notice(self, notice: str) -> str:
        """The notice if this server speaks of it beside others, else an empty text."""
        whole = self._services.assistant
        return notice if whole.several and whole.in_notice(notice) is not None else ""

    def _assistant_of(self, notice: str) -> Assistant:
        whole = self._services.assistant
        return whole.in_notice(notice) or whole.default(self._services.clock())

    def stamp(self) -> tuple[object, ...]:
        """A key of everything that the pages depend on: a filled page is up to date as long as this is equal."""
        services = self._services
        packs = tuple(one.pack for one in services.assistant.notices)
        if len(packs) != len(self._shown) or any(
            one is not other for one, other in zip(packs, self._shown, strict=True)
        ):
            self._shown, self._packs = packs, self._packs + 1
        return self._packs, today(packs[0].facts, services.clock()), services.telegram_link()


def _own_values(template: str, entry: str, services: Services, pack: Pack) -> dict[str, Any]:
    """The variables that one template alone has."""
    if template == "notice.html":
        return {"original": notice_page(pack, entry)}
    if template == "privacy.html":
        return {"privacy": privacy_page(services)}
    if template == "carry.html":
        words = messages_of("carry_")
        return {**words, "boot": _boot(services, pack, words)}
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


def _values(services: Services, assistant: Assistant) -> dict[str, Any]:
    """The variables of the templates, from the pack of `assistant`."""
    now = services.clock()
    pack, facts = assistant.pack, assistant.pack.facts
    words = messages_of("page_", "result_", "people_", "person_deadline", "interview_do_in_time", "between")
    sheets = messages_of("original_", "privacy_")
    days, roles = page_days(facts, now), page_roles(facts, now)
    over = all(day.over for day in days)
    pretended, telegram = services.pretended, services.telegram_link()
    return {
        **words,
        **sheets,
        "root": services.site.root,
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
        "questions": Questions.of(pack, several=services.assistant.several).questions,
        "has_interview": bool(assistant.interviews),
        "telegram": telegram,
        "letters": services.mail is not None,
        "boot": {
            **_boot(services, pack, words, days, roles),
            "asks_missing": bool(services.keeps_questions),
        },
        **_of_several(services, pack),
        "docs": messages_of("docs_"),
    }


def _of_several(services: Services, pack: Pack) -> dict[str, Any]:
    """The list of notices, and addresses below that of `pack`; of one notice there is neither."""
    whole, notice, root = services.assistant, pack.facts.id, services.site.root
    if not whole.several:
        return {"notices": [], "notice_id": notice, "below": f"{root}/api", "of_notice": ""}
    shelf = NoticeShelf([one.pack.facts for one in whole.notices])
    now = services.clock()
    rows = [
        {"id": id, "line": shelf.line(id, now), "address": f"{root}/?notice={quote(id)}"}
        for id in shelf.in_order()
    ]
    below = f"{root}/api/notices/{quote(notice)}"
    return {"notices": rows, "notice_id": notice, "below": below, "of_notice": f"?notice={quote(notice)}"}


def _boot(
    services: Services,
    pack: Pack,
    words: Mapping[str, str],
    days: Sequence[PageDay] = (),
    roles: Sequence[PageRole] = (),
) -> dict[str, Any]:
    """The data that the scripts of the page read from the document."""
    shown = {id: clause.shown for id, clause in pack.clauses.items()}
    terms = {term.word: term.meaning for term in pack.terms}
    whole, several = services.assistant, {}
    if whole.several:
        several = {
            "notice": {"id": pack.facts.id, "choice": id_of(OpenNotice(tag_of(pack.facts.id)))},
            "shown": {
                one.pack.facts.id: {id: clause.shown for id, clause in one.pack.clauses.items()}
                for one in whole.notices
            },
        }
    return {
        **several,
        "title": pack.facts.title,
        "me": ME,
        "clauses": shown,
        "terms": terms,
        "words": words,
        "days": plain(days),
        "roles": [asdict(role) for role in roles],
        "settle": LEAST_SEEN // timedelta(milliseconds=1),
    }
