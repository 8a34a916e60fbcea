"""`noticebot serve --workers`: several processes on one port and one PostgreSQL, as people meet them."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from bot.commands.exits import NOT_NOW, WRONG_USE
from tests.packs import TinyPack
from tests.serving.servers import Server, Servers

SAID = ("我能不能报", "在职", "不是的我在企业", "木雕")
TAKES = 30
"""People who talk while a worker is killed."""
DEAD = "postgresql+asyncpg://127.0.0.1:1/none"


def workers_of(server: Server) -> dict[int, psutil.Process]:
    """The processes of the workers by their number."""
    found = {}
    for child in psutil.Process(server.process.pid).children():
        command = child.cmdline()
        if "--seat" in command:
            found[int(json.loads(command[-1])["number"])] = child
    return found


def say(client: httpx.Client, text: str, name: str = "") -> dict[str, Any]:
    """Send a message, again and again under its name while the connection breaks, as the page does. The answer."""
    body = {"text": text, **({"id": name} if name else {})}
    while True:
        try:
            response = client.post("/api/messages", json=body)
        except httpx.TransportError:
            assert name
            continue
        assert response.status_code == 200, response.text
        return dict(response.json())


@contextmanager
def alone(workers: dict[int, psutil.Process], number: int) -> Iterator[None]:
    """Have one worker take all that comes, the others stand still."""
    others = [process for other, process in workers.items() if other != number]
    for process in others:
        process.suspend()
    try:
        yield
    finally:
        for process in others:
            process.resume()


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, data_dir: Path, new_postgres: Callable[[], str]
) -> Iterator[Server]:
    """Two workers that tests share: both serve again after each, and they end in good order."""
    servers = Servers(tmp_path_factory.mktemp("pair"), data_dir)
    server = servers.start(db=new_postgres(), workers=2, settings={"BOT_CLIENT_RATE": "0"})
    server.wait_for("workers_serving")
    yield server
    assert server.stop() == 0
    assert server.events[-1]["event"] == "workers_stopped"


@pytest.mark.postgres
def test_a_talk_goes_on_in_whichever_worker(pair: Server) -> None:
    """Each turn of an interview is taken by the other worker, and knows all that was said before."""
    workers = workers_of(pair)
    assert sorted(workers) == [1, 2]
    cookies: dict[str, str] = {}
    answered = []
    for number, said in enumerate(SAID):
        with alone(workers, 1 + number % 2), pair.client(cookies=cookies) as client:
            after = say(client, said)
            cookies = cookies or dict(client.cookies)
        answered.append(after["interview"]["answered"])
    assert answered == sorted(set(answered))
    with pair.client(cookies=cookies) as client:
        assert client.get("/api/conversation").json()["interview"] == after["interview"]


@pytest.mark.postgres
def test_the_metrics_are_those_of_all_workers(pair: Server) -> None:
    """Whichever is asked; one that does not answer is left out, and counted as such."""
    workers = workers_of(pair)
    seen = {}
    for number in workers:
        with alone(workers, number), pair.client() as client:
            say(client, "你好")
            seen[number] = client.get("/metrics").text
        assert "noticebot_workers_answering 1\n" in seen[number]
        assert f'noticebot_turns_total{{worker="{number}",channel="web"}}' in seen[number]
        assert f'worker="{3 - number}"' not in seen[number]
    with pair.client() as client:
        whole = client.get("/metrics").text
    assert "noticebot_workers_answering 2\n" in whole
    turns = dict(re.findall(r'noticebot_turns_total\{worker="(\d)",channel="web"\} (\S+)', whole))
    assert sorted(turns) == ["1", "2"]
    assert len(re.findall(r"^# TYPE noticebot_turns_total ", whole, re.MULTILINE)) == 1
    leading = re.findall(r'noticebot_reminders_leading\{worker="\d"\} (\S+)', whole)
    assert len(leading) == 2


@pytest.mark.postgres
def test_a_killed_worker_is_replaced_and_no_turn_is_lost(pair: Server) -> None:
    """Many talk meanwhile: whatever was answered is still known, and the port is never without a server."""
    killing = threading.Event()

    def talk(person: int) -> tuple[dict[str, str], dict[str, Any]]:
        with pair.client() as client:
            for number, said in enumerate(SAID):
                after = say(client, said, f"p{person}-{number}")
                if person == TAKES // 3:
                    killing.set()
            return dict(client.cookies), after

    old = workers_of(pair)[1]
    with ThreadPoolExecutor(8) as people:
        talks = people.map(talk, range(TAKES))
        assert killing.wait(60)
        old.kill()
        ended = list(talks)
    for cookies, after in ended:
        with pair.client(cookies=cookies) as client:
            assert client.get("/api/conversation").json()["interview"] == after["interview"]
    again = pair.wait_for("worker_serves_again")
    assert again["number"] == 1
    told = next(event for event in pair.events if event["event"] == "worker_ended")
    assert (told["number"], told["code"], told["level"]) == (1, -signal.SIGKILL, "error")
    assert workers_of(pair)[1].pid != old.pid


@pytest.mark.postgres
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_the_end_of_the_parent_is_that_of_all(
    servers: Servers, tiny: TinyPack, new_postgres: Callable[[], str], number: int, code: int
) -> None:
    """In good order if it is told to, but kill -9 leaves none either. Before, all read the pack again at HUP."""
    # The setting does what the option does.
    server = servers.start(db=new_postgres(), knowledge=tiny.folder, settings={"BOT_WORKERS": "2"})
    server.wait_for("workers_serving")
    workers = list(workers_of(server).values())
    assert len(workers) == 2
    if number == signal.SIGTERM:
        server.send(signal.SIGHUP)
        assert {server.wait_for("knowledge_taken")["worker"] for _ in range(2)} == {1, 2}
    assert server.stop(number) == code
    _, left = psutil.wait_procs(workers, 60)
    assert left == []


@pytest.mark.postgres
def test_a_limit_holds_over_both(servers: Servers, tiny: TinyPack, new_postgres: Callable[[], str]) -> None:
    """Of many requests from one address no more are let through than one process would let through."""
    rate = 8
    server = servers.start(
        db=new_postgres(), knowledge=tiny.folder, workers=2, settings={"BOT_CLIENT_RATE": str(rate)}
    )
    server.wait_for("workers_serving")
    workers = workers_of(server)
    began, codes = time.monotonic(), []
    for number in workers:
        with alone(workers, number), server.client() as client:
            codes += [client.get("/api/notice").status_code for _ in range(15 * rate)]
    most = rate * (15 + time.monotonic() - began)
    assert set(codes) == {200, 429}
    assert 15 * rate <= codes.count(200) <= most
    assert server.stop() == 0


@pytest.mark.parametrize(
    ("settings", "db", "word"),
    [
        ({}, "", "PostgreSQL"),
        ({"BOT_CLIENT_RATE": "7"}, DEAD, "BOT_CLIENT_RATE"),
        ({"BOT_WORKERS": "0"}, DEAD, "BOT_WORKERS"),
        ({"BOT_WORKERS": "many"}, DEAD, "BOT_WORKERS"),
        ({"SSL_CERT_FILE": os.devnull, "BOT_PUSH_URL": "http://host/"}, DEAD, "SSL_CERT_FILE"),
    ],
)
def test_what_cannot_be_is_refused_once(
    servers: Servers, settings: dict[str, str], db: str, word: str
) -> None:
    """In one line, not in one of each worker: SQLite with several, too little for each, a setting that is wrong for all."""
    _refused(servers.launch(settings=settings, db=db, workers=2), word, WRONG_USE)


def test_a_database_that_is_not_there_yet_is_waited_for_by_whoever_started_it(servers: Servers) -> None:
    """As with one process, and told once."""
    _refused(servers.launch(db=DEAD, workers=2), "127.0.0.1:1", NOT_NOW)


def _refused(server: Server, word: str, code: int) -> None:
    assert server.process.wait(60) == code
    server.wait_for_end()
    assert len(server.words.strip().splitlines()) == 1, server.words
    assert word in server.words
    assert "Traceback" not in server.words
