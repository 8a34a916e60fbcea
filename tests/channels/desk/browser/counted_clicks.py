"""Clicks of a page, counted, with the seconds since the first could have been made."""

from __future__ import annotations

import time

from playwright.sync_api import Page


class CountedClicks:
    """Clicks on `page`; to be made when the work begins."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._began = time.monotonic()
        self.count = 0

    def __call__(self, selector: str) -> None:
        """Click once."""
        self.count += 1
        self._page.click(selector)

    def tell(self) -> float:
        """Print how long it took and how many clicks. Returns the seconds."""
        seconds = time.monotonic() - self._began
        print(f"from the question to the answer: {seconds:.1f} s, {self.count} clicks")
        return seconds
