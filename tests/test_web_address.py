"""Which addresses can be called."""

from __future__ import annotations

import socket

import httpx
import pytest

from bot.channels.push import PushSender
from bot.delivery.sender import Reminder
from bot.web_address import is_callable, without_user
from tests.delivery.sink import Sink

WEB = ("http", "https")


@pytest.mark.parametrize(
    "text",
    [
        "http://host",
        "HTTPS://Host.Example:8443/a/b?c=d",
        "http://host:/",
        "http://host./",
        "http://my_gateway/",
        "http://127.0.0.1:9000/",
        "http://[2001:db8::1]:9000/",
        "http://[::ffff:1.2.3.4]/",
        "http://me:hush%40@host/",
        "http://用户:口令@host/",
        "http://网关.例子/推送?渠道=短信",
        "http://xn--r8jz45g.jp/",
        "http://host/%",
    ],
)
def test_callable(text: str) -> None:
    """What is called as it stands; the HTTP client can do so."""
    assert is_callable(text, WEB)
    request = httpx.Request("POST", text)
    assert request.headers["Host"].isascii()


@pytest.mark.parametrize(
    "text",
    [
        "host",
        "//host/",
        "ftp://host/",
        "http://",
        "http:///x",
        "http://:80/",
        "http://me@/",
        "http://a@b@host/",
        "http://host/#part",
        "http://host/a b",
        "http://ho\u200bst/",
        "http://ho%20st/",
        "http://host\\x/",
        "http://h*st/",
        "http://a,b/",
        "http://.host/",
        "http://a..b/",
        "http://-a.b/",
        f"http://{'a' * 64}.b/",
        f"http://{'a.' * 130}b/",
        "http://例_子_.。/",
        "http://😀.com/",
        "http://xn--/",
        "http://xn--a/",
        "http://256.1.1.1/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://1.2.3.4.5/",
        "http://[::1/",
        "http://[1.2.3.4]/",
        "http://[v1.x]/",
        "http://[fe80::1%eth0]/",
        "http://[fe80::1%25eth0]/",
        "http://host:0/",
        "http://host:65536/",
        "http://host:-1/",
        "http://host:٣/",
    ],
)
def test_not_callable(text: str) -> None:
    """What no server would ever get, or another than is meant."""
    assert not is_callable(text, WEB)


def test_query() -> None:
    """Where a path is put behind it, it must have no query."""
    assert not is_callable("http://host/?a=b", WEB, query=False)
    assert is_callable("http://host/a", WEB, query=False)


def test_without_user() -> None:
    """A password is not shown, also that of an address that cannot be read."""
    assert without_user("https://me:hush@host/a") == "https://…@host/a"
    assert without_user("http://me:h@sh@host:0") == "http://…@host:0"
    assert without_user("http://host/a") == "http://host/a"


async def test_called() -> None:
    """A user, a password and Chinese letters reach the gateway as they should."""
    async with Sink() as sink:
        url = f"http://me:hush@localhost:{sink.port}/推送?渠道=1"
        assert is_callable(url, WEB)
        async with PushSender(url, "secret") as sender:
            attempt = await sender.send(Reminder("1", "u", "text", (), "lead"))
    assert attempt.outcome == "sent"


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6")
def test_host_of_ipv6() -> None:
    """An address in brackets is that of the request."""
    assert httpx.Request("POST", "http://[2001:db8::1]:9/").headers["Host"] == "[2001:db8::1]:9"
