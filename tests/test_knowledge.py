"""A pack kept compiled between runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.faq.answer import Answerer
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.faults import PackError
from tests.packs import CLOSED, OPEN, TinyPack

QUESTIONS = (
    "个人申报什么时候截止",
    "我是做青瓷的可以申报吗",
    "继续教育要多少学时？评审要交钱吗？",
    "学識要多少",
    "四（二）原文",
    "提醒我",
    "你好",
    "今天天气怎么样",
    "现在去弄还来得及吗",
    "截止",
)


def _answers(knowledge: Knowledge) -> list[str]:
    answerer: Answerer = knowledge.answerer()
    return [answerer.answer(question, now).text for question in QUESTIONS for now in (OPEN, CLOSED)]


def _files(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def _with(value: Any, old: str, new: str) -> Any:
    """JSON data with `old` replaced by `new` in every text."""
    if isinstance(value, dict):
        return {key: _with(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with(inner, old, new) for inner in value]
    return value.replace(old, new) if isinstance(value, str) else value


def test_the_compiled_form_answers_as_the_pack_does(tiny: TinyPack, tmp_path: Path) -> None:
    """Fresh, written and read back: the same answers."""
    fresh = _answers(open_knowledge(tiny.folder))
    assert _answers(open_knowledge(tiny.folder, tmp_path / "cache")) == fresh
    assert _answers(open_knowledge(tiny.folder, tmp_path / "cache")) == fresh


def test_the_compiled_form_is_used(tiny: TinyPack, tmp_path: Path) -> None:
    """What the cache holds is what is read, without a look at the YAML."""
    cache = tmp_path / "cache"
    open_knowledge(tiny.folder, cache)
    (compiled,) = cache.glob("pack-*.json")
    plain = json.loads(compiled.read_text(encoding="utf-8"))
    compiled.write_text(json.dumps(_with(plain, "王小明", "来自缓存")), encoding="utf-8")
    assert open_knowledge(tiny.folder, cache).pack.facts.contacts["wang"].person == "来自缓存"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("faq.yaml", "answer: 通知未写收费。", "answer: 通知未写收不收费。"),
        ("notice.yaml", 'role: 单位\n    date: "2022-12-19"', 'role: 用人单位\n    date: "2022-12-19"'),
        ("notice.md", "单位公示不少于5个工作日。", "单位公示不少于5个工作日 。"),
    ],
)
def test_a_change_of_any_file_of_the_pack_is_seen(
    tiny: TinyPack, tmp_path: Path, name: str, old: str, new: str
) -> None:
    """The cache is never stale."""
    cache = tmp_path / "cache"
    before = open_knowledge(tiny.folder, cache)
    tiny.replace(name, old, new)
    after = open_knowledge(tiny.folder, cache)
    assert (after.pack.entries, after.pack.facts.milestones, after.pack.notice) != (
        before.pack.entries,
        before.pack.facts.milestones,
        before.pack.notice,
    )


def test_a_pack_that_breaks_is_refused_although_an_older_one_is_compiled(
    tiny: TinyPack, tmp_path: Path
) -> None:
    """An author sees the fault, not yesterday's pack."""
    cache = tmp_path / "cache"
    open_knowledge(tiny.folder, cache)
    tiny.write("faq.yaml", "a: [\n")
    with pytest.raises(PackError):
        open_knowledge(tiny.folder, cache)


def test_a_pack_that_is_refused_is_not_compiled(tiny: TinyPack, tmp_path: Path) -> None:
    """Nothing is kept of a broken pack."""
    tiny.write("faq.yaml", "a: [\n")
    for _ in range(2):
        with pytest.raises(PackError):
            open_knowledge(tiny.folder, tmp_path / "cache")
    assert _files(tmp_path / "cache") == []


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "half": lambda raw: raw[: len(raw) // 2],
    "garbage": lambda raw: b"\x00\xff" * 100,
    "null": lambda raw: b"null",
    "list": lambda raw: b"[]",
    "number": lambda raw: b"7",
    "no index": lambda raw: json.dumps({"pack": json.loads(raw)["pack"]}).encode(),
    "empty parts": lambda raw: b'{"pack": {}, "index": {}}',
    "parts of a wrong type": lambda raw: b'{"pack": [], "index": 3}',
    "deep nesting": lambda raw: b"[" * 200_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_cache_only_costs_time(
    tiny: TinyPack, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """It is made again, and the answers are right."""
    cache = tmp_path / "cache"
    fresh = _answers(open_knowledge(tiny.folder, cache))
    (compiled,) = cache.glob("pack-*.json")
    compiled.write_bytes(damage(compiled.read_bytes()))
    assert _answers(open_knowledge(tiny.folder, cache)) == fresh
    assert _answers(open_knowledge(tiny.folder, cache)) == fresh


def test_a_cache_that_cannot_be_written_does_no_harm(tiny: TinyPack, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    blocked = tmp_path / "blocked"
    blocked.write_text("x", encoding="utf-8")
    assert _answers(open_knowledge(tiny.folder, blocked / "cache")) == _answers(open_knowledge(tiny.folder))
    assert _answers(open_knowledge(tiny.folder, blocked)) == _answers(open_knowledge(tiny.folder))


def test_a_folder_in_place_of_the_compiled_file_does_no_harm(tiny: TinyPack, tmp_path: Path) -> None:
    """It can be neither read nor replaced; nothing else is left behind."""
    cache = tmp_path / "cache"
    fresh = _answers(open_knowledge(tiny.folder, cache))
    (compiled,) = cache.glob("pack-*.json")
    compiled.unlink()
    (compiled / "inside").mkdir(parents=True)
    for _ in range(3):
        assert _answers(open_knowledge(tiny.folder, cache)) == fresh
    assert [file for file in _files(cache) if file.name.startswith("pack-")] == []


def test_the_cache_does_not_grow_for_ever(tiny: TinyPack, tmp_path: Path) -> None:
    """Old compiled forms are dropped."""
    cache = tmp_path / "cache"
    for number in range(12):
        tiny.write("notice.md", tiny.text("notice.md") + f"<!-- {number} -->\n")
        open_knowledge(tiny.folder, cache)
    assert 1 <= len(_files(cache)) < 20


def test_without_a_cache_nothing_is_written(tiny: TinyPack) -> None:
    """Only the files of the pack are there afterwards."""
    before = _files(tiny.folder)
    open_knowledge(tiny.folder)
    assert _files(tiny.folder) == before


def test_a_folder_that_does_not_exist_is_a_pack_error(tmp_path: Path) -> None:
    """Never a traceback of another kind."""
    with pytest.raises(PackError):
        open_knowledge(tmp_path / "nowhere", tmp_path / "cache")
