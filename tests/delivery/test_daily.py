"""The daily line and the metrics: what should have gone out, and what did."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from structlog.testing import capture_logs

from bot.delivery.daily import DailyLine, day_of
from bot.delivery.metrics import register
from tests.delivery.authors import SHANGHAI
from tests.delivery.clocks import START
from tests.delivery.dispatchers import bench


async def test_should_and_did(tmp_path: Path) -> None:
    """What was due today and what of it was sent, in the line and in the metrics."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}") as at:
        for user, moment in (("a", START), ("b", START), ("c", START - timedelta(days=1))):
            await at.subscribe(user, one=moment)
        await at.subscribe("later", one=START + timedelta(hours=9))
        registry = CollectorRegistry()
        async with at.dispatching() as dispatcher:
            register(dispatcher, registry)
            await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 3}})
            await at.until(lambda: dispatcher.figures.today == {("push", "sent"): 2})
            shown = generate_latest(registry).decode()
        day = await day_of(at.store.ledger, at.timer.clock(), SHANGHAI)
    assert (day.should, day.did) == (2, 2)
    assert 'noticebot_reminders_should_today{channel="push"} 2.0' in shown
    assert 'noticebot_reminders_did_today{channel="push"} 2.0' in shown
    assert 'noticebot_reminders_outcomes_total{channel="push",outcome="sent"} 3.0' in shown
    assert "noticebot_reminders_leading 1.0" in shown
    assert 'noticebot_reminders_late_seconds_bucket{le="+Inf"} 3.0' in shown


async def test_once_a_day(tmp_path: Path) -> None:
    """The line is written once a day after nine in the evening, however often it is restarted."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}") as at:
        with capture_logs() as written:
            for hours in (11, 12, 12.5, 36, 37):
                moment = START + timedelta(hours=hours)
                await DailyLine(at.store.ledger, lambda: moment, lambda: SHANGHAI).step()  # noqa: B023
    days = [line["day"] for line in written if line["event"] == "reminders_daily"]
    assert days == ["2022-11-22", "2022-11-23"]
