"""How the call goes, in figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.desk.routes.call_pages import applicants_of
from bot.interview.talk.progress import Progress
from bot.knowledge import open_knowledge
from bot.store.database import Store
from bot.store.model.asked_question import Gap
from bot.store.model.delivery import Plan, Planned, Settlement
from bot.store.model.saved import Saved, SavedInterview, SavedSubscription
from tests.channels.desk.office import Office
from tests.conversation.talks import assessor_of
from tests.packs import OPEN, SHANGHAI

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
NOTICE = "tiny-2022"


async def test_figures_of_every_kind(url: str) -> None:
    """On each database: people by channel, questions, votes, reminders with their reasons, wishes, interviews."""
    async with await Store.open(url) as store:
        state = {"answers": {"craft": "ceramics"}}
        for user in ("web:1", "web:2", "telegram:1"):
            kept = Saved(interviews={(NOTICE, "我"): SavedInterview(state)}, notice=NOTICE)
            await store.save(user, kept, NOW)
        await store.save("push:1", Saved(subscriptions={"1": SavedSubscription({})}), NOW)
        await store.save("web:old", Saved(), NOW - timedelta(days=40))
        await store.questions.note("web:1", [Gap("not_said", "fee")], "2022-11-15", NOTICE, NOW)
        await store.count_feedback("2022-11-15", NOTICE, "fee", "down")
        (wish,) = await store.ledger.wishes(NOW, (NOW - timedelta(days=1), "a", "b"), 10)
        planned = tuple(Planned("personal", "lead", "r", NOW + timedelta(minutes=n)) for n in (0, 1))
        await store.ledger.record([(wish, Plan(planned, NOW))])
        term = await store.ledger.take("somebody", await store.ledger.leader())
        assert term is not None
        (first,) = await store.ledger.claim(term, "push", "due", NOW, 1)
        failed = Settlement(first.id, term, "failed", "HTTP 400", outcome="failed")
        await store.ledger.exchange(term, [failed], [], NOW, "2022-11-15")
        later = NOW + timedelta(hours=1)
        found = await store.call_figures(NOTICE, NOW - timedelta(days=7), later, SHANGHAI)
        assert found.people == {
            ("2022-11-15", "web"): 2,
            ("2022-11-15", "telegram"): 1,
            ("2022-11-15", "push"): 1,
        }
        assert found.unanswered == {("2022-11-15", "not_said"): 1}
        assert found.votes == {("2022-11-15", "down"): 1}
        assert found.reminders == {("2022-11-15", "failed"): 1}
        assert found.reasons == {("failed", "HTTP 400"): 1}
        assert (found.running, found.overdue) == (1, 1)
        assert len(found.interviews) == 3
        other = await store.call_figures("other", NOW - timedelta(days=7), later, SHANGHAI)
        assert (other.interviews, other.unanswered, other.votes) == ((), {}, {})


@pytest.mark.parametrize(
    ("answers", "against"), [({"ce_total": 70}, "学时"), ({"civil_status": "civil_servant"}, "")]
)
def test_what_is_missing_most(shipped_interview: object, answers: dict[str, object], against: str) -> None:
    """Interviews by verdict, and by rule what stands against them; what cannot be read is left out."""
    assessor = assessor_of(shipped_interview)  # type: ignore[arg-type]
    told = [Progress(answers=answers, verdict=assessor.verdict(answers, OPEN.date())).to_plain()] * 3
    found = applicants_of([*told, Progress(answers={}).to_plain(), {"answers": 7}], assessor, OPEN)
    assert sum(count for _, count in found.verdicts) == 4
    assert found.verdicts[0][1] == 3
    assert dict(found.verdicts)[""] == 1
    assert found.of == 3
    assert all(count <= 3 for _, count in found.missing)
    assert any(against in name and count == 3 for name, count in found.missing)


@pytest.fixture(scope="session")
def shipped_interview(data_dir: Path) -> object:
    """The shipped pack."""
    from bot.settings import shipped_knowledge

    return open_knowledge(shipped_knowledge(), data_dir / "cache")


def test_a_pack_without_interview_has_none() -> None:
    """Nothing is made up."""
    assert applicants_of([Progress(answers={}).to_plain()], None, OPEN).verdicts == ()


async def test_the_first_page(office: Office) -> None:
    """Numbers without names, by day; on paper there are no forms."""
    await office.store.save("web:张三", Saved(notice=NOTICE), office.clock())
    await office.store.questions.note(
        "web:1", [Gap("unknown", "", "x")], "2022-11-15", NOTICE, office.clock()
    )
    reader = await office.staff("reader")
    for query in ("", "?days=1", "?days=30", "?days=x"):
        page = (await reader.get(f"/desk{query}")).text
        assert "2022-11-15" in page
        assert "没听懂" in page
        assert "张三" not in page
    style = (await reader.get("/desk/desk.css")).text
    assert "@media print" in style
