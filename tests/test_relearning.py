"""What was learned for one pack and is taken over for the changed one: never anything else than what would be learned."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import knowledge
from bot.interview.reading import learned_before
from bot.knowledge import compile_knowledge, open_knowledge
from tests.evaluation.small_pack import with_interview
from tests.packs import PHRASINGS, TinyPack

SAYINGS = {
    "hours": "[told]\n* 修满80了\n80\n八十个\n[unknown]\n没数过\n不清楚\n[no_answer]\n在哪登记\n能补吗\n",
    "proof": "[card]\n* 有学识卡\n学识的\n就是学识那个\n[other]\n* 只有奖状\n奖状一张\n[unknown]\n不清楚\n说不好\n",
    "openings": "\n".join(
        (
            "[opens]",
            *(
                f"我{word}能不能报{sign}"
                for word in ("", "这样", "现在", "到底", "也")
                for sign in "吗呢啊吧"
            ),
            "[other]\n几号截止能不能告诉我\n这个电话是多少\n",
        )
    ),
}
PROOF = """\
  - id: proof
    type: choice
    clauses: [附1.7]
    question: 有什么证明？
    help: 看学时卡。
    choices:
      - {value: card, label: 学时卡, words: [学时]}
      - {value: other, label: 奖状, words: [证书]}
rules:
"""
PARTS = ("answers", "topics", "opening")
NOTHING: frozenset[str] = frozenset()


@pytest.fixture
def spoken(tmp_path: Path, plain_acts: Path, monkeypatch: pytest.MonkeyPatch) -> TinyPack:
    """The tiny pack with an interview that was taught; of it nothing is built."""
    monkeypatch.setattr("bot.knowledge.BUILT", plain_acts)
    pack = with_interview(tmp_path / "spoken")
    pack.replace("rules.yaml", "rules:\n", PROOF)
    (pack.folder / "sayings").mkdir()
    for name, text in SAYINGS.items():
        pack.write(f"sayings/{name}.txt", text)
    return pack


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What is learned, and not taken over, from here on."""
    found: set[str] = set()
    for part, name in zip(PARTS, ("learn_described", "detect", "learn"), strict=True):
        learn = getattr(learned_before, name)

        def noting(examples: object, part: str = part, learn: object = learn) -> object:
            found.add(part)
            assert callable(learn)
            return learn(examples)

        monkeypatch.setattr(learned_before, name, noting)
    return found


def _listening(pack: TinyPack, cache: Path) -> bytes:
    """How answers are read, as it is kept after the pack was opened with this cache."""
    before = set(cache.glob("listening-*.msgpack"))
    open_knowledge(pack.folder, cache, draft=True)
    (file,) = set(cache.glob("listening-*.msgpack")) - before
    return file.read_bytes()


@pytest.mark.parametrize(
    ("name", "old", "new", "anew"),
    [
        ("notice.yaml", "2022年度小评审", "2022年度的小评审", NOTHING),
        (
            "notice.yaml",
            'role: 单位\n    date: "2022-12-19"',
            'role: 用人单位\n    date: "2022-12-19"',
            NOTHING,
        ),
        ("faq.yaml", "title: 继续教育要多少学时", "title: 要修多少学时", NOTHING),
        ("faq.yaml", "answer: 通知未写收费。", "answer: 通知未写收不收费。", NOTHING),
        ("rules.yaml", "pass: 学时够。", "pass: 学时已经够。", {"answers"}),
        ("rules.yaml", "question: 学时修了多少？", "question: 修了多少学时？", {"answers", "topics"}),
        ("rules.yaml", "words: [证书]", "words: [证书, 一张]", {"answers"}),
        ("lexicon.yaml", "截止、最晚", "截止、几号、最晚", set(PARTS)),
        ("sayings/proof.txt", "奖状一张\n", "奖状一张\n发过证书\n", {"answers", "topics"}),
        ("sayings/openings.txt", "这个电话是多少\n", "这个电话是几号\n", {"topics", "opening"}),
    ],
)
def test_what_is_taken_over_is_what_would_be_learned(
    spoken: TinyPack, tmp_path: Path, learned: set[str], name: str, old: str, new: str, anew: set[str]
) -> None:
    """Byte for byte, whatever changed; no part is learned again that the change does not touch."""
    _listening(spoken, tmp_path / "cache")
    assert learned == set(PARTS)
    learned.clear()
    spoken.replace(name, old, new)
    found = _listening(spoken, tmp_path / "cache")
    assert learned <= anew
    learned.clear()
    assert found == _listening(spoken, tmp_path / "empty")
    assert learned == set(PARTS)


def test_a_pair_that_a_phrasing_makes_familiar_is_seen(
    spoken: TinyPack, tmp_path: Path, learned: set[str]
) -> None:
    """学识 is heard as 学时 until somebody asks for it: what was said then reads otherwise, and is learned again."""
    before = _listening(spoken, tmp_path / "cache")
    learned.clear()
    spoken.replace(PHRASINGS, "专业科目学时多少\n", "专业科目学时多少\n学识算不算\n")
    found = _listening(spoken, tmp_path / "cache")
    assert "answers" in learned
    assert before != found == _listening(spoken, tmp_path / "empty")


def test_other_code_that_finds_the_same_features_teaches_nothing_new(
    spoken: TinyPack, tmp_path: Path, learned: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code that describes may change; code that learns teaches anew."""
    cache = tmp_path / "cache"
    before = _listening(spoken, cache)
    learned.clear()
    code, real = {"described": "a", "learned": "a"}, knowledge._code

    def changed(rooms: tuple[str, ...]) -> str:
        kind = {knowledge._DESCRIBED_BY: "described", knowledge._LEARNED_BY: "learned"}.get(rooms)
        return code[kind] if kind else real(rooms)

    monkeypatch.setattr("bot.knowledge._code", changed)
    spoken.write("notice.md", spoken.text("notice.md") + "<!-- 1 -->\n")
    assert _listening(spoken, cache) == before
    assert learned == set(PARTS)  # by other code than before
    learned.clear()
    code["described"] = "b"
    spoken.write("notice.md", spoken.text("notice.md") + "<!-- 2 -->\n")
    assert _listening(spoken, cache) == before
    assert learned == set()


@pytest.mark.parametrize("part", ["listening", "origins"])
@pytest.mark.parametrize("damage", [b"", b"\x00\xff" * 100, b"\x80", b"\x91" * 200_000])
def test_what_is_damaged_is_learned_anew(spoken: TinyPack, tmp_path: Path, part: str, damage: bytes) -> None:
    """Whichever of both files it is, and if it is gone; an empty map is well formed, and not what was kept."""
    cache = tmp_path / "cache"
    before = _listening(spoken, cache)
    (file,) = cache.glob(f"{part}-*.msgpack")
    file.write_bytes(damage) if damage else file.unlink()
    spoken.write("notice.md", spoken.text("notice.md") + "<!-- 1 -->\n")
    for listening in cache.glob("listening-*.msgpack"):
        if part == "origins":
            listening.unlink()
    open_knowledge(spoken.folder, cache, draft=True)
    assert before in {listening.read_bytes() for listening in cache.glob("listening-*.msgpack")}


def test_what_is_built_is_taken_over_and_so_is_what_it_replaces(
    spoken: TinyPack, plain_acts: Path, tmp_path: Path, learned: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed pack needs no cache for it, and a folder that cannot be written does no harm."""
    built = tmp_path / "built"
    shutil.copytree(plain_acts, built)
    compile_knowledge(spoken.folder, built)
    learned.clear()
    spoken.write("notice.md", spoken.text("notice.md") + "<!-- 1 -->\n")
    monkeypatch.setattr("bot.knowledge.BUILT", built)
    blocked = tmp_path / "blocked"
    blocked.write_text("x", encoding="utf-8")
    for cache in (None, blocked, blocked / "cache"):
        opened = open_knowledge(spoken.folder, cache)
        assert opened.listening.topics.labels == ("hours", "proof")
    compile_knowledge(spoken.folder, built)
    assert learned == set()
    names = sorted(path.name.partition("-")[0] for path in built.glob("*.msgpack"))
    assert names == ["acts", "interview", "listening", "origins", "pack"]


def test_two_at_once_do_no_harm(spoken: TinyPack, tmp_path: Path) -> None:
    """Both find the same; whoever comes last is read."""
    cache = tmp_path / "cache"
    before = _listening(spoken, cache)
    spoken.write("notice.md", spoken.text("notice.md") + "<!-- 1 -->\n")
    command = [sys.executable, "-m", "bot.knowledge", str(spoken.folder), str(cache), "draft"]
    running = [subprocess.Popen(command, cwd=Path(__file__).parents[1]) for _ in range(2)]
    assert [one.wait(120) for one in running] == [0, 0]
    assert {file.read_bytes() for file in cache.glob("listening-*.msgpack")} == {before}
    assert len(list(cache.glob("listening-*.msgpack"))) == 2
