"""The knowledge of this moment."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, Counter

from bot.pack.faults import PackError
from bot.serving.current import CurrentKnowledge
from tests.packs import TinyPack


@pytest.fixture
def reloads() -> Counter:
    """Counts the reloads by outcome."""
    return Counter("reloads", "Reloads", ["outcome"], registry=CollectorRegistry())


def rename(pack: TinyPack, name: str) -> None:
    """Give the notice another name."""
    rules = pack.folder / "notice.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("short_title: 2022年小评审", f"short_title: {name}"), encoding="utf-8")


async def test_a_newer_pack_takes_the_place_of_the_old(
    tiny: TinyPack, tmp_path: Path, reloads: Counter
) -> None:
    """For the conversation and for reminders at once."""
    current = CurrentKnowledge(tiny.folder, tmp_path / "cache", reloads)
    before = current.assistant()
    rename(tiny, "2022年新评审")
    assert await current.reload()
    assert current.assistant() is not before
    assert current.pack().facts.short_title == "2022年新评审"
    assert current.reminding()[0] is current.pack()
    assert reloads.labels("taken")._value.get() == 1


async def test_a_broken_pack_changes_nothing(tiny: TinyPack, tmp_path: Path, reloads: Counter) -> None:
    """A broken pack, or a missing folder, leaves the old pack in use until there is a whole one."""
    current = CurrentKnowledge(tiny.folder, tmp_path / "cache", reloads)
    before = current.assistant()
    rules = tiny.folder / "notice.yaml"
    whole = rules.read_text(encoding="utf-8")
    rules.write_text("nonsense: [", encoding="utf-8")
    assert not await current.reload()
    rules.unlink()
    assert not await current.reload()
    assert current.assistant() is before
    rules.write_text(whole, encoding="utf-8")
    assert await current.reload()
    assert reloads.labels("refused")._value.get() == 2


def test_it_does_not_begin_with_a_broken_one(tiny: TinyPack, tmp_path: Path, reloads: Counter) -> None:
    """Whoever starts it hears the faults."""
    (tiny.folder / "faq.yaml").write_text("entries: 1\n", encoding="utf-8")
    with pytest.raises(PackError):
        CurrentKnowledge(tiny.folder, tmp_path / "cache", reloads)


async def test_a_change_is_noticed(tiny: TinyPack, tmp_path: Path, reloads: Counter) -> None:
    """By looking now and then, once the files lie still."""
    current = CurrentKnowledge(tiny.folder, tmp_path / "cache", reloads)
    watching = asyncio.create_task(current.watch(seconds=0.0))
    rename(tiny, "2022年新评审")
    async with asyncio.timeout(60):
        while current.pack().facts.short_title != "2022年新评审":
            await asyncio.sleep(0)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
