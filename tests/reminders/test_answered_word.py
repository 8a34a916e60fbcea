"""How somebody is told that what they asked is answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.delivery.author import Body, Withheld
from bot.knowledge import Knowledge
from bot.reminders.library_author import LibraryAuthor
from bot.reminders.pack_author import PackAuthor
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.store.model.delivery import Delivery

DAY = datetime(2022, 11, 22, 2, tzinfo=UTC)
NIGHT = datetime(2022, 11, 22, 15, 30, tzinfo=UTC)
MORNING = datetime(2022, 11, 23, 0, 0, tzinfo=UTC)
ASKED = "最晚哪天交上去"


def told(
    knowledge: Knowledge,
    now: datetime,
    entry: str = "deadline_personal",
    due: datetime = DAY,
    **changes: object,
) -> object:
    """What the author makes of it at `now`."""
    facts = knowledge.pack.facts
    wish = Subscription("1", "answered", facts.id, facts.series, ("mark",), ended="waiting")
    fields: dict[str, object] = {"notice": facts.id, "wish": wish.to_plain(), "asked": ASKED, **changes}
    delivery = Delivery(7, "push:anna", "1", "12", "answered", entry, due, due, **fields)  # type: ignore[arg-type]
    composer = Composer(knowledge.pack, None, knowledge.answerer())
    author = PackAuthor(lambda: (knowledge.pack, composer))
    assert LibraryAuthor(lambda: [author]).write(delivery, now) == author.write(delivery, now)
    return author.write(delivery, now)


def test_it_gives_the_answer_with_its_clause(tiny_knowledge: Knowledge) -> None:
    """As the bot says it now; the question is named only where its words are kept."""
    body = told(tiny_knowledge, DAY)
    assert isinstance(body, Body)
    answer = tiny_knowledge.answerer().entry("deadline_personal", DAY)
    assert answer.body in body.text
    assert body.clauses == answer.clauses
    assert body.clauses
    assert ASKED in body.text.split("\n")[0]
    nameless = told(tiny_knowledge, DAY, asked="")
    assert isinstance(nameless, Body)
    assert ASKED not in nameless.text
    assert answer.body in nameless.text
    repeated = told(tiny_knowledge, DAY, maybe_repeated=True)
    assert isinstance(repeated, Body)
    assert "可能重复" in repeated.text


def test_quiet_hours_are_kept(tiny_knowledge: Knowledge) -> None:
    """What is answered at night is told in the morning; after a week nobody is."""
    assert told(tiny_knowledge, NIGHT, due=NIGHT) == MORNING
    assert isinstance(told(tiny_knowledge, MORNING, due=NIGHT), Body)
    assert isinstance(told(tiny_knowledge, DAY + timedelta(days=8)), Withheld)


def test_no_answer_is_not_told(tiny_knowledge: Knowledge) -> None:
    """An entry that is gone, because its change was undone; one that says that the notice does not say."""
    for entry in ("desk_gone", "fee"):
        assert isinstance(told(tiny_knowledge, DAY, entry), Withheld)
