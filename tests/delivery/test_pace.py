"""How fast reminders may go."""

from __future__ import annotations

from bot.delivery.pace import Limits, Pace


def test_rate() -> None:
    """Over a minute no more go than the rate allows, but for a short burst at the beginning."""
    pace, now, sent = Pace(Limits(per_second=20.0, chat_seconds=0.0)), 0.0, 0
    while now < 60.0:
        now = max(now, pace.any_at(now))
        pace.take(str(sent), now)
        sent += 1
    assert 20 * 60 <= sent <= 20 * 60 + 6


def test_chat() -> None:
    """One reminder a second in a chat, one in three seconds in a group; other chats do not wait."""
    pace = Pace(Limits(per_second=100.0, chat_seconds=1.0, group_seconds=3.0))
    pace.take("7", 10.0)
    pace.take("-7", 10.0)
    assert (pace.chat_at("7", 10.0), pace.chat_at("-7", 10.0), pace.chat_at("8", 10.0)) == (11.0, 13.0, 10.0)


def test_hold_of_a_chat() -> None:
    """A chat that is held back waits exactly so long, and alone; a shorter hold after does not shorten it."""
    pace = Pace(Limits(per_second=100.0))
    pace.hold("7", 40.0, 10.0)
    pace.hold("7", 20.0, 11.0)
    assert pace.chat_at("7", 12.0) == 40.0
    assert pace.chat_at("7", 41.0) == 41.0
    assert pace.any_at(12.0) == 12.0


def test_hold_of_all() -> None:
    """A channel that is held back waits exactly so long."""
    pace = Pace(Limits(per_second=100.0))
    pace.hold_all(40.0)
    pace.hold_all(30.0)
    assert (pace.any_at(12.0), pace.any_at(40.5)) == (40.0, 40.5)


def test_memory_is_bounded() -> None:
    """Chats whose pause is over are forgotten."""
    pace = Pace(Limits(per_second=1e9))
    for number in range(30_000):
        pace.take(str(number), number * 0.001)
    assert len(pace._chats) <= 10_000
