"""The server below a path, behind the real nginx: deploy/nginx-path.conf, which takes the path away, and one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.deploy.path_fronts import LEAVES, OTHER_HOST, TAKES, PathFront, PathFronts, path_fronts
from tests.deploy.test_nginx import SECRET
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN


@pytest.fixture(scope="module")
def fronts(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[PathFronts]:
    """Makes servers below a path."""
    with path_fronts(tmp_path_factory.mktemp("below"), data_dir) as made:
        yield made


@pytest.fixture(scope="module", params=[TAKES, LEAVES], ids=["takes", "leaves"])
def below(fronts: PathFronts, request: pytest.FixtureRequest) -> PathFront:
    """The server behind a proxy that takes the path away, and behind one that leaves it."""
    return fronts.start((TAKES, request.param))


def test_every_address_of_every_page_is_below_the_path(below: PathFront) -> None:
    """What the pages and scripts load and lead to, followed until nothing new comes, answers there."""
    waiting, seen = [f"{below.root}/", f"{below.root}/docs", f"{below.root}/widget.js"], set[str]()
    with below.client() as client:
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address)
            is_result = "/api/result" in address or "/api/people" in address  # of a talk that is not yet
            assert answer.status_code == 200 or is_result, address
            text = answer.text if "text" in answer.headers["content-type"] else ""
            found = re.findall(r'(?:href|src|action)="([^"#{$]+)["#]|from "(\./[^"]+)"', text)
            urls = [urljoin(address, one or other) for one, other in found]
            assert [
                url for url in urls if url.startswith(below.origin) and not url.startswith(below.root)
            ] == []
            waiting += [url for url in urls if url.startswith(below.root)]
    assert len(seen) > 40
    assert {f"{below.root}/{name}" for name in ("wire.js", "notice", "carry", "privacy")} <= seen


def test_the_cookie_is_of_the_path_and_the_talk_goes_on(below: PathFront) -> None:
    """A server at the root of the host, which has a cookie of the same name, does not end the session."""
    with below.client() as client:
        said = client.post(
            f"{below.root}/api/messages", json={"text": "我要提醒"}, headers={"Origin": below.origin}
        )
        assert said.status_code == 200, said.text
        assert "; Path=/bot/;" in said.headers["set-cookie"]
        own = said.headers["set-cookie"].partition(";")[0]
        for cookies in (f"{own}; noticebot=of-another", f"noticebot=of-another; {own}"):
            client.cookies.clear()
            again = client.post(
                f"{below.root}/api/messages", json={"text": "你好"}, headers={"Cookie": cookies}
            )
            assert "set-cookie" not in again.headers
        left = client.post(f"{below.root}/api/leave", json={}, headers={"Cookie": own})
        assert "; Path=/bot/;" in left.headers["set-cookie"]


def test_without_the_slash_one_is_led_to_it(below: PathFront) -> None:
    """By nginx, and by the server where the proxy passes that on."""
    with below.client() as client:
        for address in (f"{below.root}", f"{below.server.url}/bot"):
            led = client.get(address)
            assert (led.status_code, led.headers["location"]) == (308, "/bot/")


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/bot/metrics",
        "//metrics",
        "/%6detrics",
        "/bot/bot/metrics",
        "/METRICS",
        "/metrics/",
        "/x/../metrics",
    ],
)
def test_the_figures_stay_at_the_port(below: PathFront, path: str) -> None:
    """However often the path is written."""
    with below.client() as client:
        assert client.get(below.root + path).status_code == 404
        assert client.get(f"{below.server.url}/bot/metrics").status_code == 404
        assert "noticebot_http_requests" in client.get(f"{below.server.url}/metrics").text


def test_the_description_of_the_api_names_the_path(below: PathFront) -> None:
    """So that programs made from it call the right addresses."""
    with below.client() as client:
        assert client.get(f"{below.root}/openapi.json").json()["servers"] == [{"url": "/bot"}]
        assert client.get(f"{below.root}/healthz").json()["database"] == "ok"


def test_a_proxy_that_writes_another_host(fronts: PathFronts) -> None:
    """The address of the settings is ours whatever Host says; another is refused, told with both names, and helped."""
    front = fronts.start(OTHER_HOST)
    address, said = f"{front.root}/api/messages", {"text": "你好"}
    with front.client() as client:
        own = client.post(address, json=said, headers={"Origin": front.origin})
        assert own.status_code == 200, own.text
        refused = client.post(address, json=said, headers={"Origin": "https://other.example"})
    assert refused.status_code == 403
    assert "BOT_PUBLIC_URL" in refused.json()["detail"]
    told = front.server.wait_for("origin_refused")
    assert (told["origin"], told["host"]) == ("https://other.example", "inside.example")


@pytest.mark.parametrize("passed", [TAKES, LEAVES], ids=["takes", "leaves"])
def test_the_webhook_of_telegram_lies_below_the_path_too(fronts: PathFronts, passed: str) -> None:
    """As it is registered with Telegram: with the path, which the proxy may take away."""
    with in_thread() as telegram:
        settings = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_URL": telegram}
        settings |= {
            "BOT_TELEGRAM_WEBHOOK_SECRET": SECRET,
            "BOT_TELEGRAM_WEBHOOK_URL": "https://x.example/bot/updates",
        }
        front = fronts.start((TAKES, passed), settings=settings)
        front.server.wait_for("telegram_connected")
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        with front.client() as client:
            taken = client.post(f"{front.root}/updates", json={"update_id": 1}, headers=headers)
            stranger = client.post(f"{front.root}/updates", json={"update_id": 1})
        front.server.kill()
    assert (taken.status_code, stranger.status_code) == (200, 403)


@pytest.mark.parametrize("path", ["api", "api/v1", "notice", "mail", "metrics", "wechat"])
def test_a_path_of_our_own_is_refused(fronts: PathFronts, path: str) -> None:
    """Below it the path and our own addresses could not be told apart."""
    server = fronts.servers.launch(settings={"BOT_PUBLIC_URL": f"https://x.example/{path}/"})
    server.wait_for_end()
    assert (server.process.wait(), f"/{path}" in server.words) == (2, True)
