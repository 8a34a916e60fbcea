"""A pack kept compiled between runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bot.faq.answer import Answerer
from bot.interview.reading.listening import Listening
from bot.knowledge import Compiled, Knowledge, compile_knowledge, open_knowledge
from bot.pack.faults import PackError
from bot.pack.loader import load_pack
from bot.settings import shipped_knowledge
from tests.evaluation.small_pack import with_interview
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


def test_the_compiled_form_answers_as_the_pack_does(tiny: TinyPack, tmp_path: Path) -> None:
    """Fresh, written and read back: the same answers."""
    fresh = _answers(open_knowledge(tiny.folder))
    assert _answers(open_knowledge(tiny.folder, tmp_path / "cache")) == fresh
    assert _answers(open_knowledge(tiny.folder, tmp_path / "cache")) == fresh


def test_the_compiled_form_is_used(tiny: TinyPack, tmp_path: Path) -> None:
    """What the cache holds is what is read, without a look at the YAML."""
    cache = tmp_path / "cache"
    open_knowledge(tiny.folder, cache)
    (compiled,) = cache.glob("pack-*.msgpack")
    compiled.write_bytes(compiled.read_bytes().replace("王小明".encode(), "李小明".encode()))
    assert open_knowledge(tiny.folder, cache).pack.facts.contacts["wang"].person == "李小明"


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


def _packed(value: object) -> Callable[[bytes], bytes]:
    return lambda raw: msgspec.msgpack.encode(value)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "half": lambda raw: raw[: len(raw) // 2],
    "garbage": lambda raw: b"\x00\xff" * 100,
    "null": _packed(None),
    "list": _packed([]),
    "number": _packed(7),
    "no index": lambda raw: msgspec.msgpack.encode({"pack": msgspec.msgpack.decode(raw)["pack"]}),
    "empty parts": _packed({"pack": {}, "index": {}}),
    "parts of a wrong type": _packed({"pack": [], "index": 3}),
    "deep nesting": lambda raw: b"\x91" * 200_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_cache_only_costs_time(
    tiny: TinyPack, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """It is made again, and the answers are right."""
    cache = tmp_path / "cache"
    fresh = _answers(open_knowledge(tiny.folder, cache))
    (compiled,) = cache.glob("pack-*.msgpack")
    compiled.write_bytes(damage(compiled.read_bytes()))
    assert _answers(open_knowledge(tiny.folder, cache)) == fresh
    assert _answers(open_knowledge(tiny.folder, cache)) == fresh


def test_a_cache_that_cannot_be_written_does_no_harm(tiny: TinyPack, tmp_path: Path) -> None:
    """A file stands if the folder should be."""
    blocked = tmp_path / "blocked"
    blocked.write_text("x", encoding="utf-8")
    assert _answers(open_knowledge(tiny.folder, blocked / "cache")) == _answers(open_knowledge(tiny.folder))
    assert _answers(open_knowledge(tiny.folder, blocked)) == _answers(open_knowledge(tiny.folder))


def test_a_folder_in_place_of_the_compiled_file_does_no_harm(tiny: TinyPack, tmp_path: Path) -> None:
    """It can be neither read nor replaced; nothing else is left behind."""
    cache = tmp_path / "cache"
    fresh = _answers(open_knowledge(tiny.folder, cache))
    (compiled,) = cache.glob("pack-*.msgpack")
    compiled.unlink()
    (compiled / "inside").mkdir(parents=True)
    for _ in range(3):
        assert _answers(open_knowledge(tiny.folder, cache)) == fresh
    assert [file for file in _files(cache) if file.name.startswith("pack-")] == []


def test_the_cache_does_not_grow_for_ever(
    tiny: TinyPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old compiled forms are dropped, here beyond four packs."""
    monkeypatch.setattr("bot.knowledge._KEPT", 16)
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


def test_what_is_built_with_the_program_is_what_a_run_would_make(
    tiny: TinyPack, tmp_path: Path, plain_acts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes, whoever builds it, with no older one beside; a second build finds its work done."""
    monkeypatch.setattr("bot.knowledge.BUILT", tmp_path / "nothing")
    for place in ("built", "cache"):
        shutil.copytree(plain_acts, tmp_path / place)
    compile_knowledge(tiny.folder, tmp_path / "built")
    open_knowledge(tiny.folder, tmp_path / "cache")
    built = {path.name: path.read_bytes() for path in _files(tmp_path / "built")}
    assert built == {path.name: path.read_bytes() for path in _files(tmp_path / "cache")}
    times = [path.stat().st_mtime_ns for path in _files(tmp_path / "built")]
    compile_knowledge(tiny.folder, tmp_path / "built")
    assert [path.stat().st_mtime_ns for path in _files(tmp_path / "built")] == times
    for name in ("notice.md", "notice.yaml", "faq.yaml"):
        tiny.write(name, tiny.text(name).replace("王小明", "李小明"))
    compile_knowledge(tiny.folder, tmp_path / "built")
    assert len(_files(tmp_path / "built")) == len(built)
    (acts,) = built.keys() & {path.name for path in _files(tmp_path / "built")}
    assert acts.startswith("acts-")


def test_the_compiled_form_holds_all_that_answering_needs(tiny: TinyPack, tmp_path: Path) -> None:
    """Everything but the phrasings, the words and the quotes, which the index and the checks have."""
    compile_knowledge(tiny.folder, tmp_path)
    (file,) = tmp_path.glob("pack-*.msgpack")
    found = msgspec.msgpack.decode(file.read_bytes(), type=Compiled).pack
    pack = load_pack(tiny.folder)
    assert (found.clauses, found.notice, found.members) == (pack.clauses, pack.notice, pack.members)
    assert list(found.entries) == list(pack.entries)
    assert all(found.entries[id] == replace(entry, variants=()) for id, entry in pack.entries.items())
    assert found.facts == replace(pack.facts, quotes=(), derived_values=frozenset())
    assert found.facts.zone == pack.facts.zone


def test_the_shipped_pack_needs_no_cache_once_it_is_built(
    tiny: TinyPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first start reads what was built, and writes nothing."""
    compile_knowledge(tiny.folder, tmp_path / "built")
    monkeypatch.setattr("bot.knowledge.BUILT", tmp_path / "built")
    (file,) = (tmp_path / "built").glob("pack-*.msgpack")
    file.write_bytes(file.read_bytes().replace("王小明".encode(), "李小明".encode()))
    knowledge = open_knowledge(tiny.folder, tmp_path / "cache")
    assert knowledge.pack.facts.contacts["wang"].person == "李小明"
    assert not (tmp_path / "cache").exists()


# ── with an interview and sayings: the parts that are read when they are first asked for ──

SAYINGS = "[told]\n* 修满80了\n80\n八十个\n[unknown]\n没数过\n不清楚\n[no_answer]\n在哪登记\n能补吗\n"
PARTS = ("interview", "listening", "acts", "origins")
DAMAGED = ("empty", "half", "garbage", "list", "number", "deep nesting")


@pytest.fixture
def spoken(tmp_path: Path, plain_acts: Path, monkeypatch: pytest.MonkeyPatch) -> TinyPack:
    """The tiny pack with an interview and sayings; nothing is built, and what is asked of any pack is in the cache."""
    monkeypatch.setattr("bot.knowledge.BUILT", tmp_path / "nothing")
    shutil.copytree(plain_acts, tmp_path / "cache")
    pack = with_interview(tmp_path / "spoken")
    (pack.folder / "sayings").mkdir()
    pack.write("sayings/hours.txt", SAYINGS)
    return pack


def _understood(knowledge: Knowledge) -> list[object]:
    """What is made of some words, by all that was learned."""
    assert knowledge.interview is not None
    reader, fact = knowledge.reader, knowledge.interview.facts["hours"]
    read = [reader.read(fact, said, OPEN) for said in ("80", "没数过", "在哪登记")]
    chances = {text: knowledge.acts.chances("steps", text) for text in ("上一步", "算了")}
    return [read, reader.about("hours", "修满80了"), chances]


def test_what_was_learned_is_the_same_from_the_cache(spoken: TinyPack, tmp_path: Path) -> None:
    """Fresh, written and read back."""
    fresh = _understood(open_knowledge(spoken.folder))
    assert _understood(open_knowledge(spoken.folder, tmp_path / "cache")) == fresh
    assert _understood(open_knowledge(spoken.folder, tmp_path / "cache")) == fresh
    assert {path.name.partition("-")[0] for path in _files(tmp_path / "cache")} == {"pack", *PARTS}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("part", PARTS)
def test_a_damaged_part_only_costs_time(spoken: TinyPack, tmp_path: Path, part: str, damage: str) -> None:
    """It is learned again."""
    cache = tmp_path / "cache"
    fresh = _understood(open_knowledge(spoken.folder, cache))
    (file,) = cache.glob(f"{part}-*.msgpack")
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    assert _understood(open_knowledge(spoken.folder, cache)) == fresh


@pytest.mark.parametrize("part", ["pack", *PARTS[:3]])
def test_a_part_that_is_missing_is_made_again(spoken: TinyPack, tmp_path: Path, part: str) -> None:
    """Whoever deletes a file of the cache gets it back."""
    cache = tmp_path / "cache"
    fresh = _understood(open_knowledge(spoken.folder, cache))
    before = {path.name for path in _files(cache)}
    (file,) = cache.glob(f"{part}-*.msgpack")
    file.unlink()
    assert _understood(open_knowledge(spoken.folder, cache)) == fresh
    assert {path.name for path in _files(cache)} == before


def test_a_part_that_vanishes_after_the_start_does_no_harm(spoken: TinyPack, tmp_path: Path) -> None:
    """The cache may be emptied while the program runs."""
    cache = tmp_path / "cache"
    fresh = _understood(open_knowledge(spoken.folder, cache))
    knowledge = open_knowledge(spoken.folder, cache)
    for file in _files(cache):
        file.unlink()
    assert _understood(knowledge) == fresh


def test_a_saying_more_is_another_pack_and_the_acts_stay(spoken: TinyPack, tmp_path: Path) -> None:
    """A form compiled from older sayings is not used; what people ask for is that of every pack."""
    cache = tmp_path / "cache"
    open_knowledge(spoken.folder, cache)
    spoken.write("sayings/hours.txt", SAYINGS + "几时开学\n")
    open_knowledge(spoken.folder, cache)
    names = [path.name.partition("-")[0] for path in _files(cache)]
    assert (names.count("listening"), names.count("acts")) == (2, 1)


def test_the_acts_are_not_dropped_with_old_packs(
    spoken: TinyPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the oldest file, and in use."""
    monkeypatch.setattr("bot.knowledge._KEPT", 16)
    cache = tmp_path / "cache"
    for number in range(7):
        spoken.write("notice.md", spoken.text("notice.md") + f"<!-- {number} -->\n")
        open_knowledge(spoken.folder, cache)
    assert len(list(cache.glob("acts-*.msgpack"))) == 1
    assert len(list(cache.glob("pack-*.msgpack"))) < 7


def test_a_pack_without_sayings_is_read_by_its_own_words(spoken: TinyPack, tmp_path: Path) -> None:
    """Nothing is learned of its questions, and nothing is told unasked by likeness."""
    (spoken.folder / "sayings" / "hours.txt").unlink()
    knowledge = open_knowledge(spoken.folder, tmp_path / "cache")
    assert knowledge.listening == Listening()
    assert knowledge.interview is not None
    fact = knowledge.interview.facts["hours"]
    assert [knowledge.reader.read(fact, said, OPEN).value for said in ("80个", "不清楚", "在哪登记")] == [
        80,
        "unknown",
        None,
    ]
    assert knowledge.reader.opens("我能不能报") == 0
    assert knowledge.reader.told("学时卡在单位", OPEN, 0.1) == {}


def test_a_pack_without_an_interview_has_nobody_to_read_for(tiny: TinyPack, tmp_path: Path) -> None:
    """Fresh and from the cache; sayings of no question are a fault."""
    for _ in range(2):
        knowledge = open_knowledge(tiny.folder, tmp_path / "cache")
        assert knowledge.interview is None
        assert knowledge.listening == Listening()
        with pytest.raises(ValueError, match=str(tiny.folder)):
            _ = knowledge.reader
    (tiny.folder / "sayings").mkdir()
    tiny.write("sayings/hours.txt", SAYINGS)
    with pytest.raises(PackError) as caught:
        open_knowledge(tiny.folder, tmp_path / "cache")
    assert [fault.file for fault in caught.value.faults] == ["sayings"]


def test_what_a_text_names_is_crafts_concepts_and_whether_a_place_is_at_home(shipped: Knowledge) -> None:
    """Beyond the province, and beyond the country by name."""
    assert {"home", "elsewhere", "国外"} <= set(shipped.named_in("东阳的，景德镇学过，又去了日本"))
    assert any(name.startswith("member ") for name in shipped.named_in("做青瓷的"))


def test_what_a_first_message_needs_can_be_read_before() -> None:
    """A server does so before anybody writes."""
    knowledge = open_knowledge(shipped_knowledge())
    knowledge.prepare()
    assert {"acts", "reader", "listening"} <= vars(knowledge).keys()
