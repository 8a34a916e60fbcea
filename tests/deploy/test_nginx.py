"""deploy/nginx.conf, loaded by the real nginx with other ports, before a real server."""

from __future__ import annotations

import json
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.serving.servers import LONGEST, ROOT, Server, Servers
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN

NAME = "notice.example.org"
CONF = ROOT / "deploy" / "nginx.conf"
AROUND = """daemon off; pid {folder}/pid; error_log stderr; user root; worker_processes 1;
events {{ worker_connections 64; }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
include {folder}/noticebot.conf; }}
"""
SECRET = "a-secret-of-the-webhook"
HOOK = "/telegram-updates"


def program(name: str) -> str:
    """Where a program is; skips the test if it is not installed."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed (Debian: apt-get install nginx-light openssl)")
    return found


@dataclass
class Front:
    """nginx before a server."""

    plain: int
    secure: int

    def ask(self, method: str, path: str, host: str = NAME, **more: object) -> httpx.Response:
        """Ask over TLS for this host."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        headers = {"Host": host, **more.pop("headers", {})}  # type: ignore[dict-item]
        with httpx.Client(verify=context, timeout=LONGEST, trust_env=False) as client:
            return client.request(method, f"https://127.0.0.1:{self.secure}{path}", headers=headers, **more)  # type: ignore[arg-type]

    def ask_raw(self, target: str) -> bytes:
        """What comes of this target of a request, as it stands, from an address that is not the machine's usual one."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", self.secure), LONGEST, ("127.0.0.9", 0)) as wire,
            context.wrap_socket(wire) as secure,
        ):
            secure.sendall(f"GET {target} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: secure.recv(65_536), b""))


def ports(count: int) -> list[int]:
    """Ports that are free now."""
    bound = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    numbers = [one.getsockname()[1] for one in bound]
    for one in bound:
        one.close()
    return numbers


def self_signed(folder: Path, name: str) -> tuple[Path, Path]:
    """The files of a key and of a certificate for `name`, made in `folder`."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    wanted = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program("openssl"), *wanted, *files], check=True, capture_output=True)
    return key, certificate


def written(folder: Path, port: int, front: Front) -> Path:
    """The file as an administrator would adapt it, with a certificate."""
    key, certificate = self_signed(folder, NAME)
    text = CONF.read_text(encoding="utf-8")
    for old, new in (
        ("127.0.0.1:8080", f"127.0.0.1:{port}"),
        (f"/etc/ssl/{NAME}.pem", str(certificate)),
        (f"/etc/ssl/{NAME}.key", str(key)),
    ):
        assert old in text
        text = text.replace(old, new)
    # IPv6 may be missing where tests run: its lines are the same with another address
    text = re.sub(r"listen \[::\]:(\d+)", r"listen 127.0.0.2:\1", text)
    text = re.sub(r"(listen (?:127\.0\.0\.2:)?)443", rf"\g<1>{front.secure}", text)
    text = re.sub(r"(listen (?:127\.0\.0\.2:)?)80\b", rf"\g<1>{front.plain}", text)
    (folder / "noticebot.conf").write_text(text, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(folder=folder), encoding="utf-8")
    return whole


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[Server]:
    """A server with a webhook, as it stands behind the proxy."""
    program("nginx")
    servers = Servers(tmp_path_factory.mktemp("behind"), data_dir)
    with in_thread() as telegram:
        settings = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_URL": telegram}
        settings |= {
            "BOT_TELEGRAM_WEBHOOK_URL": f"https://{NAME}{HOOK}",
            "BOT_TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
        server = servers.start(settings=settings)
        server.wait_for("telegram_connected")
        yield server
        servers.end()


@pytest.fixture(scope="module")
def front(behind: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """nginx with the example, before the server."""
    folder = tmp_path_factory.mktemp("nginx")
    made = Front(*ports(2))
    command = [
        program("nginx"),
        "-p",
        str(folder),
        "-c",
        str(written(folder, int(behind.url.rpartition(":")[2]), made)),
    ]
    tested = subprocess.run([*command, "-t"], check=False, capture_output=True, encoding="utf-8")
    assert tested.returncode == 0, tested.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        assert all(map(_listens, (made.plain, made.secure)))
        yield made
        running.terminate()
        running.wait()


def _listens(port: int) -> bool:
    """Whether somebody takes connections there, soon."""
    for _ in range(100_000):
        with socket.socket() as wire:
            if wire.connect_ex(("127.0.0.1", port)) == 0:
                return True
    return False


def test_a_visitor_talks_through_it(front: Front) -> None:
    """The page, and a message as the page posts it; the cookie is for https alone."""
    assert front.ask("GET", "/").status_code == 200
    assert front.ask("HEAD", "/api/notice").status_code == 200
    said = front.ask(
        "POST", "/api/messages", json={"text": "单位几号前要推荐"}, headers={"Origin": f"https://{NAME}"}
    )
    assert said.status_code == 200, said.text
    assert "Secure" in said.headers["set-cookie"]
    assert said.headers["strict-transport-security"]


def test_plain_http_leads_to_the_site_itself(front: Front) -> None:
    """Whatever host the request names."""
    for host in (NAME, "evil.example"):
        with httpx.Client(trust_env=False) as client:
            led = client.get(f"http://127.0.0.1:{front.plain}/x?y=1", headers={"Host": host})
        assert (led.status_code, led.headers["location"]) == (301, f"https://{NAME}/x?y=1")
    assert front.ask("GET", "/", host="evil.example").status_code == 421


@pytest.mark.parametrize("path", ["/metrics%0a", "/metrics%0d", "/metrics/", "/%6detrics%0a", "//metrics%0a"])
def test_the_figures_are_had_by_no_other_way(front: Front, path: str) -> None:
    """Than the address that the rule is for."""
    assert "noticebot_" in front.ask("GET", "/metrics").text
    assert "noticebot_http_requests" not in front.ask("GET", path).text


@pytest.mark.parametrize(
    "target",
    [
        "/metrics",
        "/metrics?x=1",
        "/metrics#",
        "/metrics%23",
        "/metrics%3f",
        "/metrics%0a",
        "/metrics%20",
        "/metrics;x",
        "//metrics",
        "/./metrics",
        "/x/../metrics",
        "/x/%2e%2e/metrics",
        "/%6d%65trics",
        "/METRICS",
        "/metrics/",
        "/metrics%2f",
        "/metrics%00",
        f"https://{NAME}/metrics",
        "/healthz/../metrics%0d%0a",
    ],
)
def test_nobody_else_has_the_figures(front: Front, target: str) -> None:
    """However the address is written."""
    told = front.ask_raw(target)
    assert told.startswith(b"HTTP/1.1 4"), told[:100]
    assert b"noticebot_http_requests" not in told


def test_a_large_update_of_telegram_passes(front: Front) -> None:
    """Of 78 kB; a message of a visitor of that size is refused by the server, in its own words."""
    update = {"update_id": 1, "padding": "x" * 78_000}
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    assert front.ask("POST", HOOK, content=json.dumps(update).encode(), headers=headers).status_code == 200
    said = front.ask("POST", "/api/messages", json={"text": "x" * 78_000})
    assert (said.status_code, said.headers["content-type"]) == (413, "application/problem+json")
