"""The packs of this moment, where there may be several."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, Counter

from bot.knowledge import Knowledge
from bot.pack.faults import PackError
from bot.pack.laying import written_change
from bot.serving.current_library import CurrentLibrary
from tests.pack.test_laying import CARD
from tests.packs import OPEN, TinyPack
from tests.several_packs import HIGH, NAMES, NEXT, SENIOR, Talk, write_packs


@pytest.fixture
def reloads() -> Counter:
    """Counts the reloads by outcome."""
    return Counter("reloads", "Reloads", ["outcome"], registry=CollectorRegistry())


def notices(library: CurrentLibrary) -> list[str]:
    """The ids of the notices of which is spoken."""
    return [one.pack.facts.id for one in library.assistant().notices]


def test_one_pack_alone_has_no_layer_above_it(tiny: TinyPack, tmp_path: Path, reloads: Counter) -> None:
    """Given itself, or as the only one in a folder."""
    for given in (tiny.folder, tiny.folder.parent):
        library = CurrentLibrary([given], tmp_path / "cache", reloads)
        assert not library.assistant().several
        assert library.author().notices().keys() == {"tiny-2022"}


def test_packs_are_given_one_by_one_or_as_a_folder(tmp_path: Path, reloads: Counter) -> None:
    """In their order, or by name."""
    folders = write_packs(tmp_path / "packs", SENIOR, HIGH)
    cache = tmp_path / "cache"
    assert notices(CurrentLibrary(folders, cache, reloads)) == [SENIOR, HIGH]
    assert notices(CurrentLibrary([tmp_path / "packs"], cache, reloads)) == [HIGH, SENIOR]
    assert {*CurrentLibrary(folders, cache, reloads).author().notices()} == {SENIOR, HIGH}


def test_only_a_pack_alone_is_prepared_for_its_first_message(
    tmp_path: Path, reloads: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several each would take its memory though nobody may write to it."""
    prepared: list[str] = []
    monkeypatch.setattr(Knowledge, "prepare", lambda self: prepared.append(self.pack.facts.id))
    first, second = write_packs(tmp_path / "packs", SENIOR, HIGH)
    CurrentLibrary([first, second], tmp_path / "cache", reloads)
    assert prepared == []
    CurrentLibrary([first], tmp_path / "cache", reloads)
    assert prepared == [SENIOR]


def test_it_does_not_begin_with_a_fault(tmp_path: Path, reloads: Counter) -> None:
    """A broken pack is named with its folder; of two of one notice both folders are."""
    first, second = write_packs(tmp_path / "packs", SENIOR, HIGH)
    copy = tmp_path / "copy"
    shutil.copytree(first, copy)
    with pytest.raises(PackError) as same:
        CurrentLibrary([first, copy], tmp_path / "cache", reloads)
    assert str(first) in str(same.value)
    assert str(copy) in str(same.value)
    (second / "faq.yaml").write_text("nonsense: [", encoding="utf-8")
    with pytest.raises(PackError) as broken:
        CurrentLibrary([first, second], tmp_path / "cache", reloads)
    assert str(second / "faq.yaml") in str(broken.value)


class Taken:
    """Revisions that were taken, by notice."""

    def __init__(self) -> None:
        self.by_notice: dict[str, list[tuple[int, str]]] = {}

    async def latest(self, notice: str) -> int:
        return len(self.by_notice.get(notice, ()))

    async def taken(self, notice: str) -> tuple[tuple[int, str], ...]:
        return tuple(self.by_notice.get(notice, ()))

    async def compiled(self, digest: str) -> bytes | None:
        return None


def test_the_desk_works_on_the_first_that_none_follows(tmp_path: Path, reloads: Counter) -> None:
    """The first given; of a series its latest year."""
    senior, high, following = write_packs(tmp_path / "packs", SENIOR, HIGH, NEXT)
    for given, first in (([senior, high], senior), ([high, senior], high), ([senior, following], following)):
        assert CurrentLibrary(given, tmp_path / "cache", reloads).first[0] == first


async def test_revisions_are_laid_over_the_pack_of_their_notice(tmp_path: Path, reloads: Counter) -> None:
    """Also over one that came later."""
    folder = tmp_path / "packs"
    write_packs(folder, SENIOR)
    library = CurrentLibrary([folder], tmp_path / "cache", reloads)
    revisions = Taken()
    library.lay_over(revisions)
    assert library.first[0] == folder / SENIOR
    watching = asyncio.create_task(library.watch(0.02))
    try:
        write_packs(tmp_path / "made", HIGH)
        shutil.copytree(tmp_path / "made" / HIGH, folder / HIGH)
        async with asyncio.timeout(240):
            while notices(library) != [HIGH, SENIOR]:
                await asyncio.sleep(0.02)
            revisions.by_notice[HIGH] = [(1, written_change(CARD))]
            while "desk_card" not in library.first[1].pack().entries:
                await asyncio.sleep(0.02)
        assert library.first[0] == folder / HIGH
        high, senior = library.assistant().notices
        assert "desk_card" in high.pack.entries
        assert "desk_card" not in senior.pack.entries
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def test_a_pack_that_comes_and_goes(tmp_path: Path, reloads: Counter) -> None:
    """A folder may gain packs and lose them while it serves; one with faults, or of a notice that is there, stays out."""
    folder = tmp_path / "packs"
    (senior,) = write_packs(folder, SENIOR)
    library = CurrentLibrary([folder], tmp_path / "cache", reloads)
    watching = asyncio.create_task(library.watch(0.02))
    try:
        (folder / "broken").mkdir()
        shutil.copy(senior / "notice.yaml", folder / "broken" / "notice.yaml")
        shutil.copytree(senior, folder / "copy")
        write_packs(tmp_path / "made", HIGH)
        shutil.copytree(tmp_path / "made" / HIGH, folder / HIGH)
        async with asyncio.timeout(120):
            while notices(library) != [HIGH, SENIOR]:
                await asyncio.sleep(0.02)
        talk = Talk(library.assistant())  # type: ignore[arg-type]
        talk.now = OPEN
        assert NAMES[HIGH] in talk.say("高级要多少学时")
        shutil.rmtree(folder / HIGH)
        async with asyncio.timeout(120):
            while notices(library) != [SENIOR]:
                await asyncio.sleep(0.02)
        assert not library.assistant().several
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
