"""Why a connection failed, with real connections: of TLS, to nobody, to a name that is none."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.channels.push import PushSender, meaning, trusted_authorities
from bot.clock import system_clock
from bot.delivery.sender import Attempt, Reminder
from bot.wire_faults import why

REMINDER = Reminder("id", "push:ann", "机密的话", (), "lead", maybe_repeated=False)
NOW = datetime(2022, 11, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of one's own, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "made.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    asked = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run([*asked, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    made.write_text(made.read_text() + key.read_text())
    return made


@pytest.fixture
def gateway(certificate: Path) -> Iterator[str]:
    """A gateway with that certificate; its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        served.socket = context.wrap_socket(served.socket, server_side=True)
        threading.Thread(target=served.serve_forever, args=(0.05,), daemon=True).start()
        yield f"https://localhost:{served.server_port}/"
        served.shutdown()


async def attempt(url: str, trusted: ssl.SSLContext | None = None) -> Attempt:
    """One try to send a reminder."""
    async with PushSender(url, "", system_clock, trusted=trusted) as sender:
        return await sender.send(REMINDER)


async def test_a_certificate_that_is_not_accepted_is_named(gateway: str) -> None:
    """With the setting that mends it; nothing of the reminder is told."""
    tried = await attempt(gateway)
    assert tried.outcome == "retry"
    assert "certificate" in tried.reason
    assert "SSL_CERT_FILE" in tried.reason
    assert REMINDER.text not in tried.reason


async def test_the_authority_that_the_settings_name_is_accepted(gateway: str, certificate: Path) -> None:
    """As OpenSSL reads the file; without one the usual authorities count."""
    assert (await attempt(gateway, trusted_authorities(str(certificate), ""))).outcome == "sent"
    assert trusted_authorities("", "") is None
    with pytest.raises(OSError, match=r"."):
        trusted_authorities("/nowhere.pem", "")


async def test_nobody_there_and_no_such_name_are_told_apart() -> None:
    """Each is something else to mend."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "nobody listens" in (await attempt(f"http://127.0.0.1:{free.getsockname()[1]}/")).reason
    assert "name" in (await attempt("http://no-such-host.invalid/")).reason


def test_other_faults_are_told_by_their_class() -> None:
    """Their text may hold anything."""
    assert why(ValueError("机密的话")) == "ValueError"
    assert why(TimeoutError("机密的话")) == "TimeoutError"


@pytest.mark.parametrize(
    "date",
    [
        "Fri, 31 Dec 99999 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +2359",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "Thu, 99 Feb 2022 25:61:61 GMT",
        "soon",
        "9" * 400,
        "-1",
        "",
    ],
)
def test_an_absurd_retry_after_is_no_fault(date: str) -> None:
    """It waits a moment, or a day at the most."""
    tried = meaning(429, date, b"", NOW)
    assert tried.outcome == "wait"
    assert tried.seconds is not None
    assert 0 <= tried.seconds <= 24 * 3600
