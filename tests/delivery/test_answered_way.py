"""An answer on its way: from the revision that gives it, through the dispatcher, over a real wire, to whoever waited."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.delivery.author import Body, Withheld
from bot.knowledge import Knowledge
from bot.reminders.pack_author import PackAuthor
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.asked_question import Gap
from bot.store.model.awaited_answer import WAITING, NewAnswers
from bot.store.model.delivery import Delivery
from bot.store.model.saved import Saved, SavedSubscription
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import START
from tests.delivery.dispatchers import bench
from tests.delivery.sink import Fault

ASKED, ENTRY = "最晚哪天交上去", "deadline_personal"


class WritingAuthor(PlainAuthor):
    """Plans nothing, and writes by the tiny pack."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        composer = Composer(knowledge.pack, None, knowledge.answerer())
        self.of_pack = PackAuthor(lambda: (knowledge.pack, composer))

    def write(self, delivery: Delivery, now: datetime) -> Body | Withheld | datetime:
        return self.of_pack.write(delivery, now)


async def answered(store: Store, knowledge: Knowledge, *users: str) -> None:
    """Users wait for the same, and a revision answers it."""
    facts = knowledge.pack.facts
    await store.questions.note("push:x", [Gap("unknown", "", ASKED)], "2022-11-22", facts.id, START)
    (question,) = await store.questions.kept(facts.id, START - timedelta(days=1))
    for user in users:
        wish = Subscription("answered-m", "answered", facts.id, facts.series, ("m",), since=START)
        saved = SavedSubscription(wish.to_plain(), WAITING, facts.id)
        await store.save(f"push:{user}", Saved(subscriptions={"answered-m": saved}), START)
    id = await store.revisions.propose(facts.id, "li", "{}", [], START)
    answers = NewAnswers(ENTRY, {"m": question.id}, START + timedelta(seconds=20))
    line = AuditLine(START, "li", "revision_taken")
    assert await store.revisions.take(facts.id, id, 0, "", [question.id], 0, line, answers) == 1


async def test_each_who_waited_gets_it_once(tmp_path: Path, tiny_knowledge: Knowledge) -> None:
    """A receiver that is down is asked again; whoever cannot be reached is told nothing; nobody waits any more."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}") as ground:
        store, sink = ground.store, ground.sink
        sink.faults = {"li": Fault("503"), "wang": Fault("410", times=9)}
        await answered(store, tiny_knowledge, "zhang", "li", "wang")
        async with ground.dispatching(WritingAuthor(tiny_knowledge)):
            await ground.until(lambda: [one["user"] for one in sink.got].count("li") == 2)
            await ground.a_while()
        assert [one["user"] for one in sink.got].count("zhang") == 1
        refused, taken = (one for one in sink.got if one["user"] == "li")
        assert refused["id"] == taken["id"]
        for told in (one for one in sink.got if one["user"] != "wang"):
            assert told["kind"] == "answered"
            assert ASKED in told["text"]
            assert told["clauses"]
        assert (await ground.statuses()).get("sent") == 2
        assert await store.questions.awaited(tiny_knowledge.pack.facts.id, START) == frozenset()
