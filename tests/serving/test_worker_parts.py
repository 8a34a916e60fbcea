"""The parts of a worker: its seat, the metrics of several as one, and its leash."""

from __future__ import annotations

import socket
import subprocess
import sys
from queue import SimpleQueue

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.web.rate_limits import LEAST_OF_SHARE, RateLimits
from bot.serving.worker_figures import merged
from bot.serving.worker_leash import GONE, READY, STOP, Leash
from bot.serving.worker_seat import Seat


def _figures(count: int) -> bytes:
    registry = CollectorRegistry()
    Counter("asked", 'Of "all" {kinds}', ["said"], registry=registry).labels('a{b}"c" d').inc(count)
    Histogram("seconds", "How long", registry=registry, buckets=(1.0,)).observe(count)
    Gauge("bare", "Without a label", registry=registry).set(count)
    return generate_latest(registry)


def test_metrics_of_several_are_read_as_those_of_one() -> None:
    """By Prometheus's own parser: each family once, each sample with its worker and otherwise as it was."""
    told = {1: _figures(1), 3: _figures(7)}
    families = {family.name: family for family in text_string_to_metric_families(merged(told).decode())}
    assert families["noticebot_workers_answering"].samples[0].value == 2
    single = {family.name: family for family in text_string_to_metric_families(told[3].decode())}
    for name, family in single.items():
        of_three = [sample for sample in families[name].samples if sample.labels["worker"] == "3"]
        assert [(one.name, {**one.labels, "worker": "3"}, one.value) for one in family.samples] == [
            (one.name, one.labels, one.value) for one in of_three
        ]
        assert (families[name].type, families[name].documentation) == (family.type, family.documentation)
        assert len(families[name].samples) == 2 * len(family.samples)


def test_a_seat_comes_through_the_command_line() -> None:
    """Whole."""
    seat = Seat(2, 3, 5, 7, 9, (1001, 1002, 1003))
    assert Seat.from_text(seat.to_text()) == seat
    assert seat.files == (5, 7, 9)


def test_shares_of_a_limit_are_together_the_limit() -> None:
    """Of every kind, burst and rate; the least that may be set leaves each share room for one of each."""
    now = [0.0]
    for count, rate in ((2, 200.0), (3, 3 * LEAST_OF_SHARE), (64, 64 * LEAST_OF_SHARE)):
        whole, shares = (
            RateLimits(rate, lambda: now[0]),
            [RateLimits(rate, lambda: now[0], count) for _ in range(count)],
        )
        for kind in ("client", "newcomer", "session", "costly"):
            for moment in (0.0, 100.0):
                now[0] = moment
                taken = [_taken(share, kind) for share in shares]
                assert all(taken)
                assert sum(taken) <= _taken(whole, kind)
            now[0] = 0.0


def _taken(limits: RateLimits, kind: str) -> int:
    """How many are let through at this moment."""
    taken = 0
    while not getattr(limits, kind).take("somebody"):
        taken += 1
    return taken


def test_a_leash_hears_each_word_and_the_end() -> None:
    """And says one word itself."""
    ours, theirs = socket.socketpair()
    heard: SimpleQueue[bytes] = SimpleQueue()
    leash = Leash(theirs, lambda code: None)
    with theirs, leash.heard_by(heard.put), ours:
        leash.say_ready()
        assert ours.recv(1) == READY
        ours.send(STOP)
        assert heard.get(timeout=10) == STOP


def test_before_it_serves_the_end_of_the_parent_ends_a_worker() -> None:
    """At once, whatever it does; to read the pack again is nothing yet."""
    program = (
        "import socket, sys, time; from bot.serving.worker_leash import Leash;"
        "leash = Leash(socket.socket(fileno=int(sys.argv[1]))); leash.say_ready(); time.sleep(600)"
    )
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-c", program, str(theirs.fileno())]
        worker = subprocess.Popen(command, pass_fds=[theirs.fileno()])
    with ours:
        assert ours.recv(1) == READY
        ours.send(b"h")
        assert worker.poll() is None
    assert GONE == b""
    assert worker.wait(60) == 0
