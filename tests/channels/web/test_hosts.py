"""Under which names the server answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.channels.web.hosts import Hosts
from tests.channels.web.conftest import Site

OURS = Hosts.of((), "127.0.0.1", 8080)
PUBLIC = Hosts.of((), "127.0.0.1", 8080, "ask.example.org")
NAMED = Hosts.of(["Ask.Example.org"], "0.0.0.0", 8080)
PROXIED = {"X-Forwarded-For": "203.0.113.9"}


@pytest.mark.parametrize(
    ("hosts", "host", "forwarded", "allowed"),
    [
        (OURS, "127.0.0.1:8080", False, True),
        (OURS, "localhost:8080", False, True),
        (OURS, "LOCALHOST.:8080", False, True),
        (OURS, "[::1]:8080", False, True),
        (OURS, "192.168.1.5", False, True),
        (OURS, "", False, True),
        (OURS, "evil.example:8080", False, False),
        (OURS, "evil.example", False, False),
        (OURS, "127.0.0.1.evil.example:8080", False, False),
        (OURS, "localhost@evil.example", False, False),
        (OURS, "ask.example.org", True, True),
        (OURS, "ask.example.org:8443", True, True),
        (OURS, "evil.example:8080", True, False),  # a page can send any header but Host
        (Hosts.of((), "127.0.0.1", 80), "evil.example", True, False),
        (PUBLIC, "ask.example.org", False, True),
        (PUBLIC, "bot_upstream", False, True),  # whatever a proxy writes, which there is
        (PUBLIC, "backend.internal:9000", False, True),
        (PUBLIC, "evil.example:8080", False, False),  # a page that has its name point here names our port
        (PUBLIC, "evil.example:8080", True, False),
        (Hosts.of(["a.example"], "127.0.0.1", 8080, "ask.example.org"), "bot_upstream", False, False),
        (Hosts.of((), "127.0.0.1", 80, "ask.example.org"), "bot_upstream", False, False),
        (Hosts.of((), "::1", 8080), "evil.example", False, False),
        (Hosts.of((), "0.0.0.0", 8080), "office-pc:8080", False, True),
        (NAMED, "ask.example.org", False, True),
        (NAMED, "ASK.example.org:8443", False, True),
        (NAMED, "10.0.0.7:8080", False, True),
        (NAMED, "office-pc:8080", False, False),
        (NAMED, "other.example.org", True, False),
    ],
)
def test_which_names_are_the_servers(hosts: Hosts, host: str, forwarded: bool, allowed: bool) -> None:
    """Those of this machine, of its settings, and on a loopback address those of a proxy."""
    assert hosts.allow(host, forwarded) is allowed


async def test_another_name_is_refused_whatever_is_asked(new_site: Callable[..., Site]) -> None:
    """Pages, data, figures and posts alike; a proxy's name is not."""
    visitor = new_site(hosts=OURS).visitor("http://evil.example:8080")
    for path in ("/", "/api/notice", "/metrics", "/healthz"):
        response = await visitor.get(path)
        assert (response.status_code, response.headers["content-type"]) == (421, "application/problem+json")
    assert (await visitor.post("/api/messages", json={"text": "你好"})).status_code == 421
    assert (
        await new_site(hosts=OURS).visitor("http://ask.example.org").get("/", headers=PROXIED)
    ).status_code == 200


async def test_a_refused_name_is_logged_beside_those_that_are_ours(
    new_site: Callable[..., Site], logged: list[dict[str, object]]
) -> None:
    """Once each, so that whoever set up a proxy finds what to change; the visitor is told where to look."""
    visitor = new_site(hosts=PUBLIC).visitor("http://backend.internal:8080")
    answers = [await visitor.get("/") for _ in range(2)]
    assert [one for one in logged if one["event"] == "host_refused"] == [
        {
            "event": "host_refused",
            "log_level": "warning",
            "host": "backend.internal:8080",
            "expected": "ask.example.org",
            "setting": "BOT_HOSTS",
        }
    ]
    assert "host_refused" in answers[0].text
    assert "BOT_HOSTS" in answers[0].text


@pytest.mark.parametrize("path", ["/metrics%0a", "/metrics%0d%0a", "/%00", "/api/notice%7f", "/widget%C2%85"])
async def test_a_path_holds_no_control_character(new_site: Callable[..., Site], path: str) -> None:
    """A rule of a proxy would not match it, and one of ours might."""
    assert (await new_site().visitor().get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/api/notice/", "/metrics/", "/healthz/"])
async def test_nobody_is_sent_to_a_host_that_the_request_names(
    new_site: Callable[..., Site], path: str
) -> None:
    """An address with a slash too many is none; it leads nowhere else."""
    response = await new_site().visitor("http://evil.example").get(path)
    assert (response.status_code, response.headers.get("location")) == (404, None)


@pytest.mark.parametrize(
    "path", ["/", "/api/notice", "/api/calendar.ics", "/healthz", "/metrics", "/page.js"]
)
async def test_head_is_answered_as_get_is(new_site: Callable[..., Site], path: str) -> None:
    """With the same head, and no body."""
    visitor = new_site().visitor()
    got, head = await visitor.get(path), await visitor.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    if path != "/metrics":  # it counts the requests
        assert head.headers["content-length"] == got.headers["content-length"]
    assert (await visitor.head("/nothing")).status_code == 404
