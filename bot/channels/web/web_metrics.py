"""Prometheus metrics of requests, turns, feedback and reloads of the pack."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_WELL = frozenset(["ok", "standby", "starting", "connecting"])
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class WebMetrics:
    """The metrics, in a registry of their own unless one is given."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.requests = Counter(
            "noticebot_http_requests",
            "Requests by route and status",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "noticebot_http_request_seconds",
            "Seconds per request",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.under_way = Gauge(
            "noticebot_http_requests_under_way", "Requests now under way", registry=self.registry
        )
        self.turns = Counter("noticebot_turns", "Turns of conversation", ["channel"], registry=self.registry)
        self.votes = Counter("noticebot_feedback", "Feedback counted", ["vote"], registry=self.registry)
        self.skipped = Counter(
            "noticebot_telegram_updates_skipped",
            "Updates of Telegram that could not be read",
            registry=self.registry,
        )
        self.parts = Gauge(
            "noticebot_part_well",
            "1 if a part works, or waits until it is its turn; 0 if it is unwell, held, or cannot reach the other side",
            ["part"],
            registry=self.registry,
        )
        self.reloads = Counter(
            "noticebot_knowledge_reloads",
            "Times that the knowledge was read again",
            ["outcome"],
            registry=self.registry,
        )

    def note_parts(self, states: Mapping[str, str]) -> None:
        """Note which parts of the process work, by the words in which they tell it."""
        for part, state in states.items():
            self.parts.labels(part).set(state in _WELL)

    def count_vote(self, vote: str) -> None:
        """Count one piece of feedback, up or down, from any channel."""
        self.votes.labels(vote).inc()
