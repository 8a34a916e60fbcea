"""`noticebot remind`: what goes out when and to whom, read-only."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.remind_report import print_remind, shortened, write_remind_json
from bot.delivery.figures import Figures
from bot.delivery.planner import Planner
from bot.knowledge import Knowledge
from bot.messages import message, messages_of
from bot.reminders.pack_author import PackAuthor
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.store.database import Store
from bot.store.model.delivery import DeliveryKind, Plan, Planned, Status
from bot.store.model.saved import Saved, SavedSubscription

NOW = datetime(2022, 12, 4, 2, tzinfo=UTC)


async def subscribe(store: Store, knowledge: Knowledge, user: str) -> None:
    """A wish to be reminded of everything."""
    facts = knowledge.pack.facts
    wish = Subscription("s1", "deadlines", facts.id, facts.series, tuple(facts.milestones), since=NOW)
    await store.save(user, Saved(subscriptions={"s1": SavedSubscription(wish.to_plain())}), NOW)


async def test_json(shipped: Knowledge, tmp_path: Path) -> None:
    """The same reminders are listed before the dispatcher planned them and after, each with its user and moment."""
    author = PackAuthor(lambda: (shipped.pack, Composer(shipped.pack)))
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        await subscribe(store, shipped, "push:13800001111")
        told = []
        for _ in range(2):
            out = io.StringIO()
            await write_remind_json(store, author, NOW, shipped.pack.facts.zone, out)
            told.append(json.loads(out.getvalue()))
            await Planner(store.ledger, author, lambda: NOW, Figures()).step()
    before, after = (
        {(one["user_key"], one["milestone"], one["due_at"]) for one in record["upcoming"]} for record in told
    )
    assert before == after
    assert ("push:13800001111", "personal", "2022-12-05T01:00:00+00:00") in after
    assert [{one["planned"] for one in record["upcoming"]} for record in told] == [{False}, {True}]
    assert told[1]["daily"] == {"day": "2022-12-04", "should": 0, "did": 0}


async def test_words(shipped: Knowledge, tmp_path: Path) -> None:
    """In words a user is shortened, and what waits though it was due is told."""
    author = PackAuthor(lambda: (shipped.pack, Composer(shipped.pack)))
    later = NOW + timedelta(days=1)
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        await subscribe(store, shipped, "push:13800001111")
        await Planner(store.ledger, author, lambda: NOW, Figures()).step()
        out = io.StringIO()
        await print_remind(store, author, later, [shipped.pack.facts], out)
    assert "13800001111" not in out.getvalue()
    assert shortened("push:13800001111") in out.getvalue()
    assert "应发 2 条，已发 0 条（待发 2）" in out.getvalue()


@pytest.mark.parametrize("kind", get_args(DeliveryKind))
async def test_every_kind_has_its_words(kind: DeliveryKind, shipped: Knowledge, tmp_path: Path) -> None:
    """Also what has no milestone of the notice: a question that is answered by now, a word of the office."""
    author = PackAuthor(lambda: (shipped.pack, Composer(shipped.pack)))
    facts = shipped.pack.facts
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        await subscribe(store, shipped, "push:13800001111")
        (wish, *_) = await store.ledger.wishes(NOW, None, 1)
        planned = Planned("12", kind, "fee", NOW + timedelta(minutes=1), facts.id)
        assert await store.ledger.record([(wish, Plan((planned,), None, ""))]) == 1
        out = io.StringIO()
        await print_remind(store, author, NOW, [facts], out)
    (line, _) = out.getvalue().splitlines()
    assert line.endswith(message(f"outlook_kind_{kind}"))


def test_every_outcome_has_its_words() -> None:
    """Those that the count of the day names beside what was sent."""
    missing = {f"outlook_{one}" for one in get_args(Status) if one != "sent"} - messages_of("outlook_").keys()
    assert missing == set()


def test_looking_makes_nothing(data_dir: Path, tmp_path: Path) -> None:
    """Without a database there is nothing to send, and none is made."""
    url = f"sqlite:///{tmp_path / 'none.db'}"
    done = CliRunner(env={"BOT_DATA_DIR": str(data_dir)}).invoke(app, ["--db", url, "remind", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["upcoming"] == []
    assert list(tmp_path.iterdir()) == []
