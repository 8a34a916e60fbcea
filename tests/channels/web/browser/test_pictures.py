"""The pictures of the README, taken of the pages that people see: `make pictures` writes them, the tests only take them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.channels.web.browser.visiting import DESK, Visit

LARGEST = 250_000
"""Bytes of a picture that the README should not exceed."""


def taken(visit: Visit, name: str, folder: Path | None) -> None:
    """Take a picture; keep it if pictures are wanted."""
    visit.page.evaluate("() => document.activeElement.blur()")
    picture = visit.page.screenshot()
    if folder is not None:
        assert len(picture) < LARGEST
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(picture)


def test_the_page_on_a_phone(visitors: Callable[..., Visit], pictures: Path | None) -> None:
    """The dates and the questions that everybody asks."""
    taken(visitors(device_scale_factor=1.5).open(), "phone", pictures)


def test_the_interview_on_a_phone_at_night(visitors: Callable[..., Visit], pictures: Path | None) -> None:
    """A question of the interview in the dark colours."""
    visit = visitors(device_scale_factor=1.5, color_scheme="dark").open()
    visit.begin()
    visit.answer_until("unit_type")
    taken(visit, "interview", pictures)


def test_the_whole_at_a_desk(visitors: Callable[..., Visit], pictures: Path | None) -> None:
    """A wide window shows the dates beside the talk."""
    visit = visitors(viewport=DESK).open()
    visit.ask("我做青瓷的能报吗")
    visit.ask("学时卡传到哪里")
    taken(visit, "desk", pictures)


def test_the_result_on_paper(visitors: Callable[..., Visit], pictures: Path | None) -> None:
    """The first sheet of the printed result."""
    visit = visitors(viewport={"width": 794, "height": 1000}).open().finish_unseen()
    visit.page.emulate_media(media="print")
    visit.page.evaluate("() => { document.body.style.padding = '40px'; }")
    taken(visit, "result", pictures)
