"""Servers below a path, each behind a real nginx."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.deploy.test_nginx import AROUND, ports, program
from tests.serving.servers import LONGEST, ROOT, Server, Servers

CONF = ROOT / "deploy" / "nginx-path.conf"
TAKES, LEAVES = "http://127.0.0.1:8080/;", "http://127.0.0.1:8080;"
OTHER_HOST = ("Host $http_host;", "Host inside.example;")


@dataclass
class PathFront:
    """A site on whose host the server has a path."""

    origin: str
    server: Server

    @property
    def root(self) -> str:
        """Where the server's first page is."""
        return f"{self.origin}/bot"

    def client(self) -> httpx.Client:
        """A visitor of the site."""
        return httpx.Client(timeout=LONGEST, trust_env=False, follow_redirects=False)


@dataclass
class PathFronts:
    """Starts servers below a path, each with an nginx before it."""

    folder: Path
    servers: Servers
    running: list[subprocess.Popen[bytes]]

    def start(self, *changes: tuple[str, str], settings: dict[str, str] | None = None) -> PathFront:
        """One whose nginx has the file with these changes."""
        port = ports(1)[0]
        origin = f"http://127.0.0.1:{port}"
        server = self.servers.start(settings={"BOT_PUBLIC_URL": f"{origin}/bot/", **(settings or {})})
        text = CONF.read_text(encoding="utf-8")
        for old, new in (*changes, ("127.0.0.1:8080", server.url.removeprefix("http://"))):
            assert old in text
            text = text.replace(old, new)
        folder = self.folder / str(port)
        folder.mkdir()
        (folder / "noticebot.conf").write_text(
            f"server {{ listen 127.0.0.1:{port}; location = / {{ return 200 another; }}\n{text}\n}}", "utf-8"
        )
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        command = [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        tested = subprocess.run([*command, "-t"], check=False, capture_output=True, encoding="utf-8")
        assert tested.returncode == 0, tested.stderr
        self.running.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        front = PathFront(origin, server)
        transport = httpx.HTTPTransport(retries=10)
        with httpx.Client(transport=transport, trust_env=False, timeout=LONGEST) as client:
            assert client.get(origin).text == "another"
        return front


@contextmanager
def path_fronts(folder: Path, data: Path) -> Iterator[PathFronts]:
    """Makes servers below a path with their databases in `folder`, and ends them; skips the test if there is no nginx."""
    program("nginx")
    made = PathFronts(folder, Servers(folder, data), [])
    try:
        yield made
    finally:
        for one in made.running:
            one.terminate()
            one.wait()
        made.servers.end()
