"""`noticebot serve` as a process: its start, its turns over HTTP, its signals, its end."""

from __future__ import annotations

import configparser
import json
import os
import shutil
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.commands.exits import NOT_NOW, WRONG_USE
from bot.settings import shipped_knowledge
from tests.packs import TinyPack
from tests.serving.servers import ROOT, Server, Servers
from tests.sink import Gateway
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN

SAID = ("我能不能报", "没有", "在职", "不是的我在企业", "木雕")
FEW = 12
"""Phrasings of an entry that do."""


def _say(client: httpx.Client, text: str) -> dict[str, object]:
    response = client.post("/api/messages", json={"text": text})
    assert response.status_code == 200, response.text
    return dict(response.json())


TELEGRAM = {"BOT_TELEGRAM_TOKEN": "1:token", "BOT_TELEGRAM_API_URL": "http://127.0.0.1:1"}
WEBHOOK = "BOT_TELEGRAM_WEBHOOK_URL"


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[Server]:
    """A server that tests share: whatever they do to it, it ends in good order."""
    servers = Servers(tmp_path_factory.mktemp("standing"), data_dir)
    server = servers.start()
    yield server
    assert server.stop() == 0


@pytest.mark.parametrize("token", ["", TOKEN], ids=["without Telegram", "with Telegram"])
def test_it_starts_by_itself(servers: Servers, token: str) -> None:
    """In an interpreter that has imported nothing before, unlike those that other tests share."""
    with in_thread() as telegram:
        settings = {"BOT_TELEGRAM_TOKEN": token, "BOT_TELEGRAM_API_URL": telegram}
        server = servers.start(settings=settings, anew=True)
        with server.client() as client:
            assert client.get("/healthz").status_code == 200
            assert _say(client, "你好")["replies"]
        assert server.stop() == 0


def test_it_answers_and_stops(servers: Servers) -> None:
    """Healthy, answering at the pretended moment, and gone with exit 0 after TERM; the log holds no word of it."""
    server = servers.start()
    with server.client() as client:
        health = client.get("/healthz")
        assert health.status_code == 200
        assert health.json()["database"] == "ok"
        answer = client.post("/api/messages", json={"text": "单位几号前要推荐"}).json()
        assert "还有34天" in answer["replies"][0]["text"]
        assert client.get("/api/notice").json()["pretends"].startswith("2022-11-15T10:00")
        assert 'noticebot_http_requests_total{method="POST",route="/api/messages",status="200"} 1.0' in (
            client.get("/metrics").text
        )
    assert server.stop() == 0
    logged = json.dumps(server.events, ensure_ascii=False) + server.words
    assert "单位" not in logged
    assert server.events[-1]["event"] == "stopped"


def test_an_interview_goes_on_after_a_restart(servers: Servers) -> None:
    """In the middle of it the server ends, kindly and then not; the cookie still opens the same conversation."""
    server = servers.start()
    with server.client() as client:
        for said in SAID[:3]:
            before = _say(client, said)
        cookies = dict(client.cookies)
    for ending, said in ((signal.SIGTERM, SAID[3]), (signal.SIGKILL, SAID[4])):
        server.stop(ending)
        server = servers.start()
        with server.client(cookies=cookies) as client:
            assert client.get("/api/conversation").json()["interview"] == before["interview"]
            after = _say(client, said)
        assert isinstance(after["interview"], dict)
        assert isinstance(before["interview"], dict)
        assert after["interview"]["answered"] > before["interview"]["answered"] > 0
        before = after


def test_a_request_in_hand_is_finished(servers: Servers) -> None:
    """TERM while a body is on its way: the rest of it is taken and answered."""
    server = servers.start()
    host, port = server.url.removeprefix("http://").split(":")
    body = json.dumps({"text": "单位几号前要推荐"}).encode()
    head = (
        f"POST /api/messages HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=30) as wire:
        wire.sendall(head.encode() + body[:10])
        with server.client() as client:  # so the head has certainly been read
            client.get("/healthz")
        server.send(signal.SIGTERM)
        wire.sendall(body[10:])
        answer = wire.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 200")
    assert server.process.wait(30) == 0


def test_a_port_in_use_is_said_in_one_line(servers: Servers) -> None:
    """And what to do about it; another exit code than that of a setting, since the other program may end."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = servers.launch(port=taken.getsockname()[1])
        assert server.process.wait(60) == NOT_NOW
    _one_line(server, "--port")


@pytest.mark.parametrize(
    ("settings", "db", "word", "code"),
    [
        ({"BOT_CLIENT_RATE": "many"}, "", "BOT_CLIENT_RATE", WRONG_USE),
        ({"BOT_TRUSTED_PROXIES": "nonsense"}, "", "BOT_TRUSTED_PROXIES", WRONG_USE),
        ({"BOT_API_TOKEN": "口令"}, "", "BOT_API_TOKEN", WRONG_USE),
        ({"BOT_PUSH_URL": "http://host:9000/#x"}, "", "BOT_PUSH_URL", WRONG_USE),
        ({**TELEGRAM, "SSL_CERT_FILE": "/nowhere.pem"}, "", "SSL_CERT_FILE", WRONG_USE),
        ({**TELEGRAM, "SSL_CERT_FILE": os.devnull}, "", "SSL_CERT_FILE", WRONG_USE),
        ({**TELEGRAM, "SSL_CERT_DIR": "/nowhere"}, "", "SSL_CERT_DIR", WRONG_USE),
        ({"BOT_PUSH_URL": "http://host/", "SSL_CERT_DIR": "/nowhere"}, "", "SSL_CERT_DIR", WRONG_USE),
        ({**TELEGRAM, WEBHOOK: "https://bot.example/healthz"}, "", "/healthz", WRONG_USE),
        ({**TELEGRAM, WEBHOOK: "https://bot.example/api/hook"}, "", "/api/hook", WRONG_USE),
        ({**TELEGRAM, WEBHOOK: "https://bot.example/a%20b"}, "", WEBHOOK, WRONG_USE),
        ({}, "mysql://nowhere/x", "mysql", WRONG_USE),
        ({}, "postgresql+asyncpg://127.0.0.1:1/none", "127.0.0.1:1", NOT_NOW),
        ({}, "postgresql://nobody.invalid/none", "nobody.invalid", NOT_NOW),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    servers: Servers, settings: dict[str, str], db: str, word: str, code: int
) -> None:
    """A bad setting or a bad address needs a person; a database that is not there may be there later."""
    server = servers.launch(settings=settings, db=db)
    assert server.process.wait(60) == code
    _one_line(server, word)


def test_a_misspelled_setting_is_told_at_the_start(servers: Servers) -> None:
    """With the one that was meant, and it serves all the same; of what is set right nothing is said."""
    server = servers.start(settings={"BOT_PUSH_ULR": "http://secret.example/", "BOT_OPERATOR": "y"})
    told = [event for event in server.events if event["event"] == "setting_unknown"]
    assert [(one["name"], one["nearest"], one["level"]) for one in told] == [
        ("BOT_PUSH_ULR", "BOT_PUSH_URL", "warning")
    ]
    with server.client() as client:
        assert client.get("/healthz").status_code == 200
    assert server.stop() == 0
    assert "secret.example" not in str(server.events)


def test_a_setting_that_is_missing_is_told_with_its_misspelled_name(servers: Servers) -> None:
    """Two lines: what is there and not known, and what is wanted."""
    given = {"BOT_SMTP_URL": "smtps://a.example", "BOT_MAIL_FORM": "a@b.cn", "BOT_PUBLIC_URL": "https://b.cn"}
    server = servers.launch(settings=given)
    assert server.process.wait(60) == WRONG_USE
    server.wait_for_end()
    first, second = server.words.strip().splitlines()
    assert "BOT_MAIL_FORM" in first
    assert "BOT_MAIL_FROM" in second


def test_the_unit_starts_it_again_unless_a_setting_is_wrong() -> None:
    """However often the database is not there yet: the unit gives up on the exit code of a setting alone."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string((ROOT / "deploy" / "noticebot.service").read_text(encoding="utf-8"))
    assert unit["Service"]["Restart"] == "on-failure"
    assert unit["Service"]["RestartPreventExitStatus"].split() == [str(WRONG_USE)]
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert "postgresql.service" in unit["Unit"]["After"].split()
    assert (
        "postgresql.service" not in unit["Unit"].get("Requires", "").split()
    )  # it may run on another machine


def _one_line(server: Server, word: str) -> None:
    server.wait_for_end()
    assert len(server.words.strip().splitlines()) == 1, server.words
    assert word in server.words
    assert "Traceback" not in server.words


def test_a_proxy_on_this_machine_is_believed(standing: Server) -> None:
    """That it is https, and so that the cookie is for https alone."""
    assert "Secure" in _cookie_by_proxy(standing)


def test_a_proxy_that_is_not_trusted_is_not_believed(servers: Servers) -> None:
    """Whatever it says of https."""
    assert "Secure" not in _cookie_by_proxy(servers.start(settings={"BOT_TRUSTED_PROXIES": "192.0.2.1"}))


def _cookie_by_proxy(server: Server) -> str:
    with server.client(headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}) as client:
        return client.post("/api/messages", json={"text": "你好"}).headers["set-cookie"]


def _thinned(folder: Path) -> Path:
    """The shipped pack with as few phrasings and sayings as a pack may have, so that it is soon read again."""
    shutil.copytree(shipped_knowledge(), folder)
    for file in (*folder.glob("phrasings/*.txt"), *folder.glob("sayings/*.txt")):
        title, *sections = file.read_text(encoding="utf-8").split("\n[")
        few = ["\n".join(section.split("\n")[: 1 + FEW]) for section in sections]
        file.write_text("\n[".join([title, *few]) + "\n", encoding="utf-8")
    return folder


def test_a_broken_pack_is_refused_and_the_old_one_stays(servers: Servers, tmp_path: Path) -> None:
    """HUP reads the folder again: faults go to the log, conversations go on; a mended one counts."""
    folder = _thinned(tmp_path / "knowledge")
    server = servers.start(knowledge=folder)
    rules = folder / "notice.yaml"
    whole = rules.read_text(encoding="utf-8")
    with server.client() as client:
        before = _say(client, "我能不能报")
        rules.write_text(whole.replace("series:", "serious:"), encoding="utf-8")
        server.send(signal.SIGHUP)
        refused = server.wait_for("knowledge_refused")
        assert any("notice.yaml:" in fault for fault in refused["faults"])
        assert client.get("/api/conversation").json()["interview"] == before["interview"]
        assert "2022年12月19日" in json.dumps(_say(client, "单位几号前要推荐"), ensure_ascii=False)
        rules.write_text(
            whole.replace("short_title: 2022年浙江省", "short_title: 2022年本省"), encoding="utf-8"
        )
        server.send(signal.SIGHUP)
        server.wait_for("knowledge_taken")
        assert client.get("/api/notice").json()["short_title"].startswith("2022年本省")
    assert server.stop() == 0


def test_a_changed_file_is_noticed(servers: Servers, tmp_path: Path) -> None:
    """Without a signal, once the file lies still."""
    tiny = TinyPack.written(tmp_path / "knowledge")
    server = servers.start(knowledge=tiny.folder)
    rules = tiny.folder / "notice.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("2022年小评审", "2022年新评审"), encoding="utf-8")
    server.wait_for("knowledge_taken")
    with server.client() as client:
        assert client.get("/api/notice").json()["short_title"] == "2022年新评审"


def test_a_reminder_wished_through_the_push_channel_goes_out(servers: Servers) -> None:
    """In words by POST, out as a POST to the gateway at its moment, though the server was started anew meanwhile."""
    with Gateway() as gateway:
        settings = {"BOT_API_TOKEN": "token", "BOT_PUSH_URL": gateway.url, "BOT_PUSH_SECRET": "secret"}
        server = servers.start(now="2022-12-02T10:00", settings=settings)
        with server.client(headers={"Authorization": "Bearer token"}) as client:
            said = {"text": "12月3日上午9点提醒我交材料", "user": "ann"}
            assert client.post("/api/messages", json=said).status_code == 200
        assert server.stop() == 0
        server = servers.start(now="2022-12-03T09:00", settings=settings)
        body, headers = gateway.taken.get(timeout=60)
        assert (body["user"], body["kind"], body["maybe_repeated"]) == ("ann", "moment", False)
        assert "交材料" in body["text"]
        assert headers["content-type"].startswith("application/json")
    assert server.stop() == 0


def test_what_is_being_sent_is_noted_where_it_outlives_the_process(
    servers: Servers, tmp_path: Path, data_dir: Path
) -> None:
    """In the data folder: the folder for temporary files may end with the process."""
    server = servers.start()
    server.wait_for("reminders_right_taken")
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        (owner,) = database.execute("SELECT owner FROM leadership").fetchone()
    assert Path(json.loads(owner)["trail"]).parent == data_dir / "trails"


def test_slow_senders_are_hung_up_on_and_hold_nobody_up(standing: Server) -> None:
    """A hundred that stop in the middle of a head or of a body: others are answered, and all are closed in the end."""
    host, port = standing.url.removeprefix("http://").split(":")
    heads = (
        b"",
        b"POST /api/mess",
        b"POST /api/messages HTTP/1.1\r\nHost: localhost\r\nX-A: ",
        b"POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    )
    slow = [socket.create_connection((host, int(port)), timeout=60) for _ in range(100)]
    for number, wire in enumerate(slow):
        wire.sendall(heads[number % len(heads)])
    with standing.client() as client:
        for _ in range(20):
            assert "还有34天" in json.dumps(_say(client, "单位几号前要推荐"), ensure_ascii=False)
    for number, wire in enumerate(slow):
        with wire:
            heard = wire.makefile("rb").read()
        assert heard == b"" if number % len(heads) < 3 else heard.startswith(b"HTTP/1.1 408 ")


def test_an_endless_head_is_cut_off(standing: Server) -> None:
    """A header without an end is not kept in memory."""
    host, port = standing.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"."):  # a reset or a broken pipe, as the system has it
            _send_without_end(wire, b"X-A: " + b"a" * 1000 + b"\r\n")


def _send_without_end(wire: socket.socket, line: bytes) -> None:
    for _ in range(10_000):
        wire.sendall(line)
