"""Opens the page in a browser on this machine, where there is one with a window."""

from __future__ import annotations

import sys
import threading
import webbrowser
from collections.abc import Mapping

_WINDOWS_ARE_THERE = ("darwin", "win32", "cygwin")
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_AWAY = ("SSH_CONNECTION", "SSH_TTY")


def has_window(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether whoever starts a program sees windows: they sit at this machine, or windows come to where they sit."""
    if any(environment.get(name) for name in _SCREENS):
        return True
    return platform in _WINDOWS_ARE_THERE and not any(environment.get(name) for name in _AWAY)


def open_page(url: str, environment: Mapping[str, str]) -> None:
    """Show `url` in the browser, if there is one with a window; nothing waits for it, and none of its faults counts."""
    if not environment.get("BROWSER") and not has_window(environment):
        return

    def show() -> None:
        try:
            browser = webbrowser.get()
        except webbrowser.Error:
            return
        if environment.get("BROWSER") or not _is_of_terminals(browser):
            browser.open(url)

    threading.Thread(target=show, daemon=True).start()


def _is_of_terminals(browser: webbrowser.BaseBrowser) -> bool:
    """Whether a browser, such as lynx, would take the terminal, in which the server says how to stop it."""
    background = isinstance(browser, webbrowser.BackgroundBrowser)
    return isinstance(browser, webbrowser.GenericBrowser) and not background
