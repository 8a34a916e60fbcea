"""Addresses in people's own words, and messages that Telegram refuses as they are: they arrive, and no word is logged."""

from __future__ import annotations

import socket

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.channels.telegram.letters import is_public, links
from bot.channels.telegram.post import TelegramPost
from bot.channels.telegram.refusals import GatewayPage, told
from bot.delivery.sender import Reminder
from tests.telegram_api.phone import Phones, labels

ANNA = 1001
HIDDEN = [
    "http://oa/notice",
    "http://localhost:8080/",
    "http://10.1.2.3/a",
    "http://127.0.0.1",
    "https://intranet.local/x",
    "http://oa.corp",
    "http://a.b.c1/",
    "http://bad_host.example.org/",
    "http://x.org:99999/",
    "http://x.org:0/",
    "http://me:secret@x.org/",
    "http://-x.org",
    "http://x..org/",
    "http://1.2/",
]
PUBLIC = [
    "http://zcps.rlsbt.zj.gov.cn",
    "https://example.org:8443/a?b=1",
    "http://8.8.8.8/x",
    "https://xn--fiq228c.xn--fiqs8s/",
]


@pytest.mark.parametrize("url", HIDDEN)
def test_no_button_of_it(url: str) -> None:
    """What is no valid public address gets no button."""
    assert not is_public(url)
    assert links(f"请看 {url} 好吗") == ()


@pytest.mark.parametrize("url", PUBLIC)
def test_button_of_it(url: str) -> None:
    """A public address does."""
    assert [button.url for row in links(f"请看 {url} 好吗") for button in row] == [url]


@pytest.mark.parametrize("url", ["http://oa/notice", "http://192.168.0.7:8080/x"])
async def test_link_of_an_office(phones: Phones, post: TelegramPost, url: str) -> None:
    """What holds the words of a person is sent as they were written, in an answer and in a reminder; nothing was refused."""
    (said,) = await phones.ask(ANNA, f"/{url}")
    assert url in said["text"]
    attempt = await post.sender.send(Reminder("d", str(ANNA), f"您要看{url}", (), "moment", subscription="a"))
    assert attempt.outcome == "sent"
    last = (await phones.said(ANNA))[-1]
    assert url in last["text"]
    assert labels(last) == ["停止提醒"]
    assert await phones.refused() == []


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    "words", ["BUTTON_URL_INVALID", 'can\'t parse entities: Unsupported start tag "悄悄话"']
)
async def test_refused_as_it_is(
    phones: Phones, post: TelegramPost, times: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is sent plain, and at last without buttons; of what Telegram said the log holds the code and a known class."""
    fault = {"method": "sendMessage", "chat": ANNA, "status": 400, "words": f"Bad Request: {words}"}
    await phones.do("fault", count=times, **fault)
    (offer,) = await phones.ask(ANNA, "推荐")
    assert bool(labels(offer)) is (times == 1)
    assert "<" not in offer["text"]
    await phones.do("fault", count=times, **fault)
    reminder = Reminder("d", str(ANNA), "看 https://example.org <快>", ("四.二",), "lead", subscription="a")
    assert (await post.sender.send(reminder)).outcome == "sent"
    last = (await phones.said(ANNA))[-1]
    assert "<快>" in last["text"]
    assert labels(last) == (["停止提醒"] if times == 1 else [])
    output = capsys.readouterr()
    assert "悄悄话" not in output.out + output.err


async def test_refused_for_good(phones: Phones, post: TelegramPost) -> None:
    """What Telegram takes in no form is told with its code: what comes of the others shows whose fault it is."""
    await phones.ask(ANNA, "/help")
    await phones.do(
        "fault",
        method="sendMessage",
        count=3,
        chat=ANNA,
        status=400,
        words="Bad Request: message is too long: 悄悄话",
    )
    attempt = await post.sender.send(
        Reminder("d", str(ANNA), "https://example.org", (), "lead", subscription="a")
    )
    assert (attempt.outcome, attempt.reason) == ("refused", "400 message is too long")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            BadRequest("Inline keyboard button URL 'http://悄悄话' is invalid"),
            "400 inline keyboard button URL",
        ),
        (BadRequest("something new about 悄悄话"), "400"),
        (Forbidden("Forbidden: bot was blocked by the user"), "403 bot was blocked by the user"),
        (GatewayPage(502), "gateway page 502"),
        (NetworkError("悄悄话"), "NetworkError"),
        (TelegramError("悄悄话"), "TelegramError"),
    ],
)
def test_what_is_told_of_an_error(error: TelegramError, reason: str) -> None:
    """Its code and a class of a closed list, never its text."""
    assert told(error) == reason


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (socket.gaierror(-2, "悄悄话"), "ConnectError: the host name is not known"),
        (ConnectionRefusedError(111, "悄悄话"), "ConnectError: nobody listens there"),
        (ValueError("悄悄话"), "ConnectError"),
    ],
)
def test_why_nobody_was_reached(cause: Exception, reason: str) -> None:
    """What an administrator can mend is named."""
    between, error = httpx.ConnectError("悄悄话"), NetworkError("悄悄话")
    between.__cause__, error.__cause__ = cause, between
    assert told(error) == reason
