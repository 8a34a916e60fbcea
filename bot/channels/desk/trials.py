"""Changes that staff propose, tried one after another in a process beside the server, and taken if nothing is against them."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import msgspec
import structlog

from bot.channels.desk.broken_trial import TrialBrokeError, why_broken
from bot.clock import Clock
from bot.conversation.awaited_answers import mark_of
from bot.evaluation.trial import COMMAND, TrialOrder, TrialReport
from bot.laid_knowledge import compiled_bytes, laid_folder
from bot.pack.laying import (
    Change,
    EntryChange,
    Misfit,
    Undo,
    fitting,
    holding,
    read_change,
    standing,
    written_change,
)
from bot.pack.model import Pack
from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.asked_question import KeptQuestion
from bot.store.model.awaited_answer import LONGEST_WAIT, NewAnswers
from bot.store.model.errors import StoreError
from bot.store.model.revision import Revision

_IN_USE_AFTER = timedelta(minutes=1)
"""Every process answers with a change by then."""
LONGEST_TRIAL = timedelta(minutes=20)
"""After that long a trial is given up."""
_HEARD_EVERY = 10.0
"""Seconds between two words of a trial that is under way, or waits for its turn."""
SILENT_FOR = timedelta(minutes=1)
"""One that was not heard of for so long ended with its process, and is taken for interrupted."""
_MOST_TRIES = 5
_MOST_ASKED = 100
"""Ways of asking that are tried on a change; the page shows the answers to the first."""
log = structlog.get_logger("noticebot.desk")


def _no_misfits() -> dict[int, Misfit]:
    return {}


@dataclass(frozen=True)
class Bench:
    """Where changes are tried: the folder of the pack and the cache, and what of the folder and its revisions is in use."""

    folder: Path
    cache: Path
    base: Callable[[], Pack]
    in_use: Callable[[], int] = lambda: 0
    misfits: Callable[[], dict[int, Misfit]] = _no_misfits
    draft: bool = False


@dataclass
class Trials:
    """Tries changes and takes those that pass. `clock` is the time of the call, `staff_clock` that of the audit."""

    store: Store
    bench: Bench
    clock: Clock
    staff_clock: Clock
    heard_every: float = _HEARD_EVERY
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the trial that is under way."""
    _under_way: dict[str, asyncio.Future[int]] = field(default_factory=dict)
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    async def propose(self, account: str, change: Change | Undo, asked: Sequence[KeptQuestion] = ()) -> int:
        """Begin to try a change that is to answer what was `asked`. Returns its id, under which its end is found.

        One that is being tried already is not tried twice, as a button that is clicked twice would have it.
        """
        written = written_change(change)
        known = self._under_way.get(written)
        if known is not None:
            return await asyncio.shield(known)
        begun = self._under_way[written] = asyncio.get_running_loop().create_future()
        try:
            id = await self._begin(account, change, written, asked)
        except BaseException as error:
            del self._under_way[written]
            begun.cancel()
            raise error
        begun.set_result(id)
        return id

    async def _begin(
        self, account: str, change: Change | Undo, written: str, asked: Sequence[KeptQuestion]
    ) -> int:
        notice = self.bench.base().facts.id
        if not isinstance(change, Undo) and not self._is_off_topic(change):
            asked = await self._with_awaited(asked)
        ids = [question.id for question in asked]
        id = await self.store.revisions.propose(notice, account, written, ids, self.staff_clock())
        task = asyncio.create_task(self._try(notice, id, account, change, list(asked)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: self._under_way.pop(written, None))
        return id

    async def finished(self) -> None:
        """Wait until nothing is being tried."""
        while self._running:
            await asyncio.wait(self._running)

    async def stop(self) -> None:
        """Interrupt what is being tried."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def given_up(self, one: Revision) -> Revision:
        """A revision as it stands: one whose trial ended with its process is noted as interrupted first."""
        if one.status != "checking" or self.staff_clock() - one.heard_at <= SILENT_FOR:
            return one
        notice = self.bench.base().facts.id
        line = AuditLine(self.staff_clock(), one.account, "revision_interrupted", f"{one.id} {notice}")
        await self.store.revisions.refuse(notice, one.id, "interrupted", "", line)
        return await self.store.revisions.found(notice, one.id) or one

    async def _be_heard(self, notice: str, id: int) -> None:
        """Tell again and again that a trial is under way, until it is over."""
        going_on = True
        while going_on:
            await asyncio.sleep(self.heard_every)
            with suppress(StoreError):  # what cannot be noted now can in a moment
                going_on = await self.store.revisions.keep_alive(notice, id, self.staff_clock())

    async def _try(
        self, notice: str, id: int, account: str, change: Change | Undo, asked: list[KeptQuestion]
    ) -> None:
        """Try one change; whatever comes of it is written down."""
        heard = asyncio.create_task(self._be_heard(notice, id))
        try:
            async with self.turn, asyncio.timeout(LONGEST_TRIAL.total_seconds()):
                await self._try_and_take(notice, id, account, change, asked)
        except (Exception, asyncio.CancelledError) as error:
            broke = error.why if isinstance(error, TrialBrokeError) else ""
            log.warning("trial_interrupted", revision=id, cause=broke or type(error).__name__)
            line = AuditLine(self.staff_clock(), account, "revision_interrupted", f"{id} {notice}")
            report = msgspec.json.encode(TrialReport(broke=broke)).decode() if broke else ""
            try:
                await self.store.revisions.refuse(notice, id, "interrupted", report, line)
            except StoreError:
                log.warning("trial_not_noted", revision=id)
            if isinstance(error, asyncio.CancelledError):
                raise
        finally:
            heard.cancel()

    async def _try_and_take(
        self, notice: str, id: int, account: str, change: Change | Undo, asked: list[KeptQuestion]
    ) -> None:
        for _ in range(_MOST_TRIES):  # anew if another process took one meanwhile
            rows = await self.store.revisions.taken(notice)
            after = rows[-1][0] if rows else 0
            taken = [(number, read_change(text)) for number, text in rows]
            before, _ = fitting(standing(taken), self.bench.base())
            fits, misfits = fitting(standing([*taken, (after + 1, change)]), self.bench.base())
            changes = list(fits.values())
            if isinstance(change, Undo) and change.number not in holding(taken):
                report = TrialReport(faults=["undone"])
            elif after + 1 in misfits:
                report = TrialReport(faults=[misfits[after + 1]])
            else:
                texts = list(dict.fromkeys(question.text for question in asked))[:_MOST_ASKED]
                newest = not isinstance(change, Undo)
                report = await self._report(changes, list(before.values()), texts, newest=newest)
            written = msgspec.json.encode(report.unworded()).decode()
            if not report.passed:
                line = AuditLine(self.staff_clock(), account, "revision_refused", f"{id} {notice}")
                await self.store.revisions.refuse(notice, id, "refused", written, line)
                return
            if changes:
                await self._share(changes)
            act = "revision_undone" if isinstance(change, Undo) else "revision_taken"
            undoes = change.number if isinstance(change, Undo) else 0
            line = AuditLine(self.staff_clock(), account, act, f"{undoes or after + 1} {notice}")
            settled = self._answered(change, report, asked)
            answers = await self._answers(change, changes, asked, settled)
            take = self.store.revisions.take(notice, id, after, written, settled, undoes, line, answers)
            if await take is not None:
                return
        raise TimeoutError

    def _answered(
        self, change: Change | Undo, report: TrialReport, asked: Sequence[KeptQuestion]
    ) -> list[int]:
        """The questions that are answered now: by the entry of the change alone, or (off the subject) as it was decided.

        One that is told beside another is no answer that anybody waits for: either may be what was not meant.
        """
        if isinstance(change, Undo):
            return []
        if self._is_off_topic(change):
            return [question.id for question in asked]
        id = _entry_of(change)
        answered = {one.text for one in report.answers if one.entries == [id]}
        return [question.id for question in asked if question.text in answered]

    def _is_off_topic(self, change: Change) -> bool:
        """Whether it marks questions as off the subject."""
        entry = self.bench.base().entries.get(_entry_of(change))
        return entry is not None and entry.kind == "off_topic"

    async def _with_awaited(self, asked: Sequence[KeptQuestion]) -> list[KeptQuestion]:
        """What a change is to answer, and what else somebody waits for: that may be answered by it as well.

        Also what is settled by an entry that says nothing: whoever asked it goes on waiting.
        """
        facts = self.bench.base().facts
        awaited = await self.store.questions.awaited(facts.id, self.clock())
        if not awaited:
            return list(asked)
        key = await self.store.questions.mark_key()
        known = {one.id for one in asked}
        since = self.clock() - LONGEST_WAIT
        kept = await self.store.questions.kept(facts.id, since, settled_too=True)
        others = (one for one in kept if one.id not in known)
        return [*asked, *(one for one in others if mark_of(key, facts.id, one.text) in awaited)]

    async def _answers(
        self,
        change: Change | Undo,
        changes: Sequence[Change],
        asked: Sequence[KeptQuestion],
        settled: Collection[int],
    ) -> NewAnswers | None:
        """What people may be told of: questions that a change answers, by an entry that says something.

        `changes` are those that hold with it: one of them may have made the entry.
        """
        if isinstance(change, Undo) or not settled:
            return None
        base, id = self.bench.base(), _entry_of(change)
        if any(isinstance(one, EntryChange) and one.id == id and one.silent for one in changes):
            return None
        if id in base.entries and base.entries[id].kind != "answer":
            return None
        key = await self.store.questions.mark_key()
        questions = {mark_of(key, base.facts.id, one.text): one.id for one in asked if one.id in settled}
        return NewAnswers(id, questions, self.clock() + _IN_USE_AFTER)

    async def _report(
        self, changes: list[Change], before: list[Change], asked: list[str], *, newest: bool
    ) -> TrialReport:
        """What came of the trial, from a process of its own."""
        if not changes:
            return TrialReport()
        bench = self.bench
        order = TrialOrder(
            str(bench.folder), str(bench.cache), changes, self.clock(), newest, asked, bench.draft, before
        )
        child = await asyncio.create_subprocess_exec(*COMMAND, stdin=PIPE, stdout=PIPE, stderr=PIPE)
        try:
            out, errors = await child.communicate(msgspec.json.encode(order))
        except asyncio.CancelledError:
            child.kill()
            raise
        if child.returncode:
            raise TrialBrokeError(why_broken(child.returncode, errors, asked))
        return msgspec.json.decode(out, type=TrialReport)

    async def _share(self, changes: list[Change]) -> None:
        """Give the compiled form to all processes."""
        bench = self.bench

        def made() -> tuple[str, bytes]:
            folder = laid_folder(bench.folder, changes, bench.cache)
            return compiled_bytes(folder, bench.cache, draft=bench.draft)

        digest, content = await asyncio.to_thread(made)
        await self.store.revisions.put_compiled(digest, content, self.staff_clock())


def _entry_of(change: Change) -> str:
    """The entry that a change is about."""
    return change.id if isinstance(change, EntryChange) else change.entry
