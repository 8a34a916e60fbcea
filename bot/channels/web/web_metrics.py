"""Prometheus metrics of requests, turns, feedback and reloads of the pack."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

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
        self.reloads = Counter(
            "noticebot_knowledge_reloads",
            "Times that the knowledge was read again",
            ["outcome"],
            registry=self.registry,
        )

    def count_vote(self, vote: str) -> None:
        """Count one piece of feedback, up or down, from any channel."""
        self.votes.labels(vote).inc()
