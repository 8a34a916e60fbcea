"""Pages on which editors change what the bot knows: more phrasings, entries of their own, undoing."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any, get_args

import msgspec
from starlette.responses import RedirectResponse, Response

from bot.channels.desk.borrowed_words import BorrowedWords
from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.channels.desk.entry_titles import EntryTitles, entry_titles
from bot.channels.desk.question_groups import QuestionGroup
from bot.channels.desk.routes.question_pages import QuestionPages
from bot.channels.web.problems import Problem
from bot.evaluation.trial import TrialReport, digest_of_words
from bot.messages import message
from bot.pack.laying import (
    Change,
    EntryChange,
    PhrasingChange,
    Undo,
    holding,
    misfits,
    new_id,
    off_topic_entry,
    read_change,
    standing,
)
from bot.pack.model import Aspect, Entry, Pack
from bot.store.model.revision import Revision

_MOST_LISTED = 200
_LOOK_BACK = 90
_SENTENCE_ENDS = "。；！？\n"


class ChangePages:
    """Handlers of the pages that change the pack."""

    def __init__(self, services: DeskServices, pages: DeskPages, questions: QuestionPages) -> None:
        self._services = services
        self._pages = pages
        self._questions = questions

    def specs(self) -> Iterator[PageSpec]:
        """The pages with who may use them."""
        yield PageSpec("/desk/phrase", self.phrase, "editor", posts=True, of_notice=True)
        yield PageSpec("/desk/entry", self.entry, "editor", posts=True, of_notice=True)
        yield PageSpec("/desk/undo", self.undo, "editor", posts=True, reads=False, of_notice=True)
        yield PageSpec("/desk/revisions", self.revisions, "reader", of_notice=True)
        yield PageSpec("/desk/revision", self.revision, "reader", of_notice=True)

    async def phrase(self, visit: DeskVisit) -> Response:
        """More ways of asking for an entry."""
        group, given = await self._group(visit), _given(visit)
        if visit.request.method == "POST":
            change = PhrasingChange(given.get("entry", ""), _typed_lines(given.get("phrasings", "")))
            said = await self._refusals(visit.notice, change)
            if not said:
                return await self._propose(visit, change, group)
        else:
            said = []
        pack = visit.notice.pack()
        off = off_topic_entry(pack)
        near = _near(visit.notice, group)
        others = [one for one in pack.entries.values() if _takes_phrasings(one) and one not in near]
        shown = {"group": group, "near": near, "others": others, "off": off, "given": given, "said": said}
        return self._pages.page(visit, "phrase", 422 if said else 200, **shown)

    async def entry(self, visit: DeskVisit) -> Response:
        """An entry of its own, from a clause of the notice."""
        group, given = await self._group(visit), _given(visit)
        pack = visit.notice.pack()
        clause = pack.clauses.get(given.get("clause", ""))
        said: list[str] = []
        if visit.request.method == "POST" and clause is not None:
            change = _entry_change(given, clause.id, pack)
            said = await self._refusals(visit.notice, change)
            if not said:
                return await self._propose(visit, change, group)
        sentences = _sentences(clause.text) if clause else []
        aspects = {name: message(f"aspect_{name}") for name in get_args(Aspect)}
        shown = {"group": group, "given": given, "clause": clause, "clauses": list(pack.clauses.values())}
        return self._pages.page(
            visit, "entry", 422 if said else 200, **shown, sentences=sentences, aspects=aspects, said=said
        )

    async def undo(self, visit: DeskVisit) -> Response:
        """Take back a revision that was taken."""
        number = _number(visit.form.get("number", ""))
        rows = dict(await self._services.store.revisions.taken(visit.notice.id))
        if number not in rows:
            raise Problem(404)
        if number not in await self._holding(visit.notice):
            raise Problem(409, message("desk_misfit_undone", words=""))
        resting = _resting_on(number, standing((one, read_change(text)) for one, text in rows.items()))
        if resting:
            numbers = message("between_words").join(str(one) for one in resting)
            raise Problem(409, message("desk_undo_rested_on", numbers=numbers))
        return await self._propose(visit, Undo(number), None)

    async def revisions(self, visit: DeskVisit) -> Response:
        """All changes, the newest first."""
        listed = await self._services.store.revisions.listed(visit.notice.id, _MOST_LISTED)
        found = [await self._as_it_stands(visit.notice, one) for one in listed]
        holds, titles = (
            await self._holding(visit.notice),
            await entry_titles(self._services.store, visit.notice.pack()),
        )
        bench = visit.notice.bench
        return self._pages.page(
            visit,
            "revisions",
            rows=[self._row(one, holds, titles) for one in found],
            in_use=bench.in_use() if bench else 0,
            left_out=bench.misfits() if bench else {},
        )

    async def revision(self, visit: DeskVisit) -> Response:
        """How a change stands; the page looks again by itself while it is being tried."""
        id = _number(visit.request.query_params.get("id", ""))
        found = await self._services.store.revisions.found(visit.notice.id, id)
        if found is None:
            raise Problem(404)
        found = await self._as_it_stands(visit.notice, found)
        row = self._row(
            found,
            await self._holding(visit.notice),
            await entry_titles(self._services.store, visit.notice.pack()),
        )
        row["asked"] = await self._asked(visit.notice, row["report"])
        bench = visit.notice.bench
        used = row["status"] == "taken" and bench is not None and 0 < found.number <= bench.in_use()
        waits = row["status"] == "checking" or (row["status"] == "taken" and not used)
        return self._pages.page(visit, "revision", row=row, used=used, waits=waits)

    async def _asked(self, notice: DeskNotice, report: TrialReport) -> list[tuple[str, str]]:
        """The questions that were tried and are kept still, each with the titles of what answers it."""
        tried = {one.text: one for one in report.answers}
        entries = notice.pack().entries
        kept = dict.fromkeys(await self._kept_texts(notice, settled_too=True)) if tried else {}
        found = ((text, tried.get(digest_of_words(text))) for text in kept)
        between = message("between_words")
        return [
            (text, between.join(entries[id].title for id in one.entries if id in entries))
            for text, one in found
            if one
        ]

    async def _as_it_stands(self, notice: DeskNotice, one: Revision) -> Revision:
        """A change after it was looked whether its trial is still under way."""
        return one if notice.bench is None else await self._services.trials(notice).given_up(one)

    async def _holding(self, notice: DeskNotice) -> Collection[int]:
        """The numbers of the changes that hold: those that were not taken back."""
        rows = await self._services.store.revisions.taken(notice.id)
        return holding((number, read_change(text)) for number, text in rows)

    async def _propose(
        self, visit: DeskVisit, change: Change | Undo, group: QuestionGroup | None
    ) -> Response:
        trials = self._services.trials(visit.notice)
        id = await trials.propose(visit.name, change, group.questions if group else ())
        return RedirectResponse(f"{visit.base}/revision?id={id}", 303)

    async def _refusals(self, notice: DeskNotice, change: Change) -> list[str]:
        """Why a change cannot even be tried; nothing if it can."""
        said = [message(f"desk_misfit_{why}", words=words) for why, words in misfits(change, notice.pack())]
        title = change.title if isinstance(change, EntryChange) else ""
        borrowed = BorrowedWords(await self._kept_texts(notice))
        copied = await asyncio.to_thread(borrowed.among, change.phrasings, title)
        return said + [message("desk_misfit_as_it_stood", words=one) for one in copied]

    async def _kept_texts(self, notice: DeskNotice, *, settled_too: bool = False) -> list[str]:
        """What people wrote that no revision answers yet (or also `settled_too`)."""
        services = self._services
        if not services.keeps_questions:
            return []
        since = services.clock() - timedelta(days=services.keeps_questions)
        kept = await services.store.questions.kept(notice.id, since, settled_too=settled_too)
        return [one.text for one in kept]

    async def _group(self, visit: DeskVisit) -> QuestionGroup | None:
        """The questions that the change is to answer."""
        asked = visit.form.get("q", "") or visit.request.query_params.get("q", "")
        wanted = _number(asked)
        report, now = self._questions.report(visit.notice), self._services.clock()
        groups = await report.groups(now, _LOOK_BACK) if wanted else []
        group = next((group for group in groups if wanted in group.ids), None)
        if (
            asked and group is None and visit.request.method != "POST"
        ):  # what was typed is worth trying by itself
            raise Problem(404, message("desk_group_gone"))
        return group

    @staticmethod
    def _row(one: Revision, holds: Collection[int], titles: EntryTitles) -> dict[str, Any]:
        """What the pages show of a revision; `holds` are the numbers of those that hold."""
        change = read_change(one.change)
        tried = one.report and one.status != "checking"
        report = msgspec.json.decode(one.report, type=TrialReport) if tried else TrialReport()
        row: dict[str, Any] = {"revision": one, "report": report, "change": change}
        undone = one.number > 0 and one.number not in holds
        row["status"] = "undone" if undone else one.status
        row["undoes"] = change.number if isinstance(change, Undo) else 0
        row["phrasings"] = () if isinstance(change, Undo) else change.phrasings
        row["title"], row["answer"], row["quote"] = titles.change(change), "", ""
        if isinstance(change, EntryChange):
            row.update(answer=change.answer, quote=change.quote)
        row["silent"] = isinstance(change, EntryChange) and change.silent
        row["kind"] = type(change).__name__.lower()
        row["faults"] = [_fault(one) for one in report.faults]
        return row


def _entry_change(given: Mapping[str, str], clause: str, pack: Pack) -> EntryChange:
    """The entry that is typed."""
    title = given.get("title", "").strip()
    return EntryChange(
        id=new_id(title, pack.entries),
        title=title,
        clauses=(clause,),
        quote=given.get("quote", ""),
        answer=" ".join(given.get("answer", "").split()),
        phrasings=_typed_lines(given.get("phrasings", "")),
        topic=given.get("topic", "").strip(),
        aspects=tuple(name for name in get_args(Aspect) if given.get(f"aspect_{name}")),
        silent=bool(given.get("silent")),
    )


def _near(notice: DeskNotice, group: QuestionGroup | None) -> list[Entry]:
    """The entries that a group of questions may be about, the likeliest first."""
    if group is None:
        return []
    entries = notice.pack().entries
    ids = (*group.entries, *notice.suggest(group.texts[0]))
    found = (entries[id] for id in dict.fromkeys(ids) if id in entries)
    return [one for one in found if _takes_phrasings(one)][:6]


def _fault(words: str) -> str:
    """A fault of the pack in words; those of a change that does not fit any more come by their names."""
    return message(f"desk_misfit_{words}", words="") if words.isascii() and words.isalpha() else words


def _takes_phrasings(entry: Entry) -> bool:
    return not entry.member and entry.kind in ("answer", "not_said", "action")


def _given(visit: DeskVisit) -> defaultdict[str, str]:
    """What is filled in: by the form, or by the address of the page."""
    return defaultdict(str, {**dict(visit.request.query_params), **visit.form})


def _typed_lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _sentences(text: str) -> list[str]:
    """The sentences of a clause, from which the quote is picked."""
    found, one = [], ""
    for character in text:
        one += character
        if character in _SENTENCE_ENDS:
            found.append(one.strip())
            one = ""
    return [sentence for sentence in (*found, one.strip()) if sentence]


def _resting_on(number: int, changes: Mapping[int, Change]) -> list[int]:
    """The numbers of those of the changes in force that give phrasings to the entry which the one of this number made."""
    made = changes.get(number)
    if not isinstance(made, EntryChange):
        return []
    return [
        one
        for one, change in changes.items()
        if isinstance(change, PhrasingChange) and change.entry == made.id
    ]
