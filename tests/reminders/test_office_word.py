"""A word of the office, as it is delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.delivery.author import Body, Withheld
from bot.knowledge import Knowledge
from bot.reminders.pack_author import PackAuthor
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.store.model.delivery import Delivery
from bot.store.model.office_notice import LONGEST_OFFICE_TEXT, LONGEST_SENDER, written_revision

DAY = datetime(2022, 11, 22, 2, tzinfo=UTC)
NIGHT = datetime(2022, 11, 22, 15, 30, tzinfo=UTC)
MORNING = datetime(2022, 11, 23, 0, 0, tzinfo=UTC)


def written(knowledge: Knowledge, now: datetime, due: datetime = DAY, **changes: object) -> object:
    """What the author makes of it at `now`."""
    facts = knowledge.pack.facts
    wish = replace(Subscription("1", "deadlines", facts.id, facts.series, ("personal",)), **changes)  # type: ignore[arg-type]
    revision = written_revision("省办公室", "受理点今天停机")
    delivery = Delivery(
        7, "push:anna", "1", "office:3", "office", revision, due, due, notice=facts.id, wish=wish.to_plain()
    )
    return PackAuthor(lambda: (knowledge.pack, Composer(knowledge.pack))).write(delivery, now)


def test_it_is_the_office_s_word_and_not_the_notice_s(tiny_knowledge: Knowledge) -> None:
    """Marked, with sender and time, without a clause, and with how to stop."""
    body = written(tiny_knowledge, DAY)
    assert isinstance(body, Body)
    assert body.clauses == ()
    assert body.text.startswith("〔办公室通知〕受理点今天停机\n省办公室，2022-11-22 10:00。")
    assert len(body.text.split("\n")) == 3


def test_quiet_hours_are_kept(tiny_knowledge: Knowledge) -> None:
    """What is confirmed at night comes in the morning; what an outage held up for days does not come."""
    assert written(tiny_knowledge, NIGHT, NIGHT) == MORNING
    assert isinstance(written(tiny_knowledge, MORNING, NIGHT), Body)
    assert isinstance(written(tiny_knowledge, DAY + timedelta(days=4)), Withheld)


def test_whoever_paused_is_left_alone(tiny_knowledge: Knowledge) -> None:
    """Reminders rest, and so does this."""
    assert isinstance(written(tiny_knowledge, DAY, paused_until=DAY + timedelta(days=1)), Withheld)


def test_the_longest_fits_its_column() -> None:
    """Text and sender stand in the revision of each delivery."""
    assert len(written_revision("名" * LONGEST_SENDER, "字" * LONGEST_OFFICE_TEXT)) <= 200
