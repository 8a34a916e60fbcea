"""`noticebot serve` with Telegram as a process: how it starts, what it says when it cannot, how it ends."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.serving.servers import LONGEST, Server, Servers
from tests.telegram_api.phone import Phones
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN

ANNA = 1001


@pytest.fixture
def servers(tmp_path: Path, data_dir: Path) -> Iterator[Servers]:
    """Starts servers; those that still run at the end are killed."""
    found = Servers(tmp_path, data_dir)
    yield found
    for server in found.started:
        server.kill()


def telegram(url: str, **more: str) -> dict[str, str]:
    """The settings for a bot whose API is at `url`."""
    return {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_URL": url, **more}


def one_line(server: Server, word: str) -> None:
    """It ended with exit 2 and one line that names `word`, and with nothing else."""
    server.wait_for_end()
    assert server.process.returncode == 2
    assert len(server.words.strip().splitlines()) == 1, server.words
    assert word in server.words
    assert server.events == []


@pytest.mark.parametrize("token", ["4242:AAwrong-token_of-nobody-000000000000000", "nonsense"])
def test_wrong_token(servers: Servers, api_url: str, token: str) -> None:
    """A token that Telegram refuses, or that is none: exit 2 and one line, whatever else would run."""
    one_line(servers.launch(settings=telegram(api_url, BOT_TELEGRAM_TOKEN=token)), "BOT_TELEGRAM_TOKEN")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TELEGRAM_PROXY", "nonsense"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "bot.example.org"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "https://bot.example.org"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "https://bot.example.org/钩子"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "https://bot.example.org/a/../b"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "https://bot.example.org//hook"),
        ("BOT_TELEGRAM_WEBHOOK_SECRET", "有空格 的"),
    ],
)
def test_bad_settings(servers: Servers, api_url: str, name: str, value: str) -> None:
    """A proxy, a webhook or a secret that cannot be meant: exit 2 and one line that names the setting."""
    hook = {"BOT_TELEGRAM_WEBHOOK_URL": "https://bot.example.org/telegram"}
    one_line(servers.launch(settings=telegram(api_url, **{**hook, name: value})), name)


@pytest.mark.parametrize("url", ["http://bot.example.org/telegram", "https://bot.example.org:8080/telegram"])
def test_webhook_that_telegram_does_not_call(servers: Servers, url: str) -> None:
    """Telegram posts over TLS alone, to four ports: known before anybody is called."""
    settings = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_WEBHOOK_URL": url}
    one_line(servers.launch(settings=settings), "BOT_TELEGRAM_WEBHOOK_URL")


async def test_unreachable(servers: Servers) -> None:
    """If the API cannot be reached the page is up, and the bot is there as soon as the API is."""
    port = free_port()
    server = servers.start(settings=telegram(f"http://127.0.0.1:{port}"))
    server.wait_for("telegram_unreachable")
    with server.client() as client:
        assert client.get("/healthz").json()["telegram"] == "unreachable"
        assert client.post("/api/messages", json={"text": "什么时候截止"}).status_code == 200
    with in_thread(port) as url:
        server.wait_for("telegram_connected")
        async with Phones(url) as phones:
            (answer,) = await phones.ask(ANNA, "什么时候截止")
            assert "2022年12月6日" in answer["text"]
        with server.client() as client:
            assert client.get("/healthz").json()["telegram"] == "ok"
        assert server.stop() == 0


async def test_second_poller(servers: Servers, phones: Phones) -> None:
    """Of two programs that poll for one bot, one stops with a clear message; its page goes on."""
    first = servers.start(settings=telegram(phones.url))
    first.wait_for("telegram_connected")
    second = servers.start(settings=telegram(phones.url), db=f"sqlite:///{servers.folder / 'other.db'}")
    for server in (first, second):
        server.send(signal.SIGCONT)
    stopped = _first_stopped(first, second)
    assert "webhook" in stopped
    for server in (first, second):
        with server.client() as client:
            assert client.get("/").status_code == 200
        assert server.stop() == 0


def _first_stopped(*servers: Server) -> str:
    limit = time.monotonic() + LONGEST
    while time.monotonic() < limit:
        for server in servers:
            for event in server.events:
                if event["event"] == "telegram_stopped":
                    return str(event["why"])
        time.sleep(0.1)
    raise AssertionError([server.events[-3:] for server in servers])


async def test_stop_and_start(servers: Servers, phones: Phones) -> None:
    """TERM ends it with exit 0; what is said meanwhile is answered after the next start, once."""
    server = servers.start(settings=telegram(phones.url))
    await phones.ask(ANNA, "什么时候截止")
    assert server.stop() == 0
    await phones.say(ANNA, "单位几号前要推荐")
    servers.start(settings=telegram(phones.url))
    await phones.wait(2, chat=ANNA)
    said = await phones.said(ANNA)
    assert len(said) == 2
    assert "2022年12月19日" in said[1]["text"]
    assert await phones.refused() == []
