"""How soon the page is there on a slow phone, and how many bytes it took.

A real Chromium with its processor slowed four times, an empty cache at each visit, a real server: `python -m
benchmarks.first_load`. Once on this machine's own line, once on the line of a village (1.6 Mbit/s, 150 ms there and back).
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.channels.web.browser.visiting import ARGUMENTS, PHONE, chromium
from tests.serving.servers import Servers

SLOWED = 4
VISITS = 7
FREE: dict[str, float] = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
VILLAGE: dict[str, float] = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 94_000,
}


@dataclass(frozen=True)
class Load:
    """One visit: milliseconds to the first content and until one can ask, requests, bytes over the wire."""

    content: float
    ready: float
    requests: int
    bytes: int


def visited(browser: Browser, url: str, line: dict[str, float]) -> Load:
    """One first visit."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", line)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(url)
    page.wait_for_selector("html.ready", state="attached")
    ready = float(page.evaluate("() => performance.now()"))
    page.wait_for_load_state("networkidle")
    painted = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
    load = Load(float(page.evaluate(painted)), ready, len(sizes), round(sum(sizes)))
    context.close()
    return load


def first_load() -> None:
    """Print the figures of both lines."""
    path = chromium()
    if path is None:
        print("first load: no Chromium on this machine")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        servers = Servers(Path(folder), Path(folder))
        try:
            url = servers.start().url
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            visited(browser, url, FREE)  # the browser's own first steps are not ours
            for name, line in (("own line", FREE), ("1.6 Mbit/s, 150 ms", VILLAGE)):
                told(name, [visited(browser, url, line) for _ in range(VISITS)])
            browser.close()
        finally:
            servers.end()


def told(name: str, loads: list[Load]) -> None:
    """One line of figures."""
    content = sorted(load.content for load in loads)
    ready = sorted(load.ready for load in loads)
    print(
        f"first load, processor slowed {SLOWED} ×, {name}: first content {statistics.median(content):.0f} ms "
        f"(slowest {content[-1]:.0f}), can ask after {statistics.median(ready):.0f} ms, "
        f"{loads[-1].requests} requests, {loads[-1].bytes} bytes"
    )


if __name__ == "__main__":
    first_load()
