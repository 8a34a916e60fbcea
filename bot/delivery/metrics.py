"""Prometheus metrics of a dispatcher: what should be sent and what was, how late, and who leads."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.figures import LATE_SECONDS


def register(dispatcher: Dispatcher, registry: CollectorRegistry) -> None:
    """Register the metrics of `dispatcher` in `registry`."""
    registry.register(_Collector(dispatcher))


class _Collector:
    """Reads the figures when Prometheus asks for them."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    def describe(self) -> Iterator[Metric]:
        """Return the names alone, so that registering reads no figure."""
        return self.collect()

    def collect(self) -> Iterator[Metric]:
        """Return every metric with its current value."""
        figures, status = self._dispatcher.figures, self._dispatcher.status()
        yield _gauge("leading", "1 if this process holds the right to send", float(status.leading))
        yield _gauge("in_flight", "Attempts under way", status.in_flight)
        yield _gauge("database_away", "1 if the database cannot be used", float(status.database_away))
        yield self._held()
        yield from self._should_and_did()
        yield _counter("planned", "Deliveries planned by this process", figures.planned)
        yield _counter("unreadable", "Subscriptions that could not be read", figures.broken)
        yield _counts("outcomes", "How deliveries came out", ("channel", "outcome"), figures.outcomes)
        yield _counts("attempts", "How attempts came out", ("channel", "outcome"), figures.attempts)
        yield self._lateness()

    def _should_and_did(self) -> Iterator[Metric]:
        """Counts of the day so far by channel, from the database: the same in every process."""
        today = self._dispatcher.figures.today
        should, did, waiting = (
            GaugeMetricFamily(f"noticebot_reminders_{name}", words, labels=["channel"])
            for name, words in (
                ("should_today", "Deliveries that were due today up to now, as the leader last counted"),
                ("did_today", "Those of them that were sent"),
                ("waiting", "Those of them that still wait or are under way"),
            )
        )
        for channel in sorted({channel for channel, _ in today}):
            of = {status: number for (name, status), number in today.items() if name == channel}
            should.add_metric([channel], sum(of.values()))
            did.add_metric([channel], of.get("sent", 0))
            waiting.add_metric([channel], sum(of.get(name, 0) for name in ("due", "claimed", "sending")))
        yield from (should, did, waiting)

    def _held(self) -> Metric:
        words = "1 if nobody gets through: the channel refuses everybody, or a gateway answers in its place"
        held = GaugeMetricFamily("noticebot_reminders_held", words, labels=["channel"])
        for channel in sorted(self._dispatcher.held()):
            held.add_metric([channel], 1.0)
        return held

    def _lateness(self) -> Metric:
        figures = self._dispatcher.figures
        bounds, total = [], 0
        for bound in LATE_SECONDS:
            total += figures.late[bound]
            bounds.append((str(bound), total))
        total += figures.late[float("inf")]
        words = "Seconds from when a reminder was due to when it was sent"
        name = "noticebot_reminders_late_seconds"
        return HistogramMetricFamily(
            name, words, buckets=[*bounds, ("+Inf", total)], sum_value=figures.late_sum
        )


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"noticebot_reminders_{name}", words, value=value)


def _counter(name: str, words: str, value: float) -> Metric:
    return CounterMetricFamily(f"noticebot_reminders_{name}", words, value=value)


def _counts(name: str, words: str, labels: tuple[str, ...], counts: dict[tuple[str, str], int]) -> Metric:
    family = CounterMetricFamily(f"noticebot_reminders_{name}", words, labels=labels)
    for values, number in sorted(counts.items()):
        family.add_metric(values, number)
    return family
