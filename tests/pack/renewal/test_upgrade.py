"""A pack of format 1 becomes one of format 2 that says the same."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.faq.index import build_index
from bot.pack.faults import PackError
from bot.pack.layout import FORMAT_1_KEPT, is_being_upgraded
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.pack.renewal.in_place import upgrade_in_place
from tests.pack.renewal.old_packs import write_old_pack
from tests.packs import TinyPack

CONTACT = "  - {id: li, office: 小评审办公室, person: 王小明, phone: 0571-12345678, clauses: [附1.7]}\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The tiny pack in format 1."""
    return write_old_pack(tmp_path / "old")


def _without_lines(pack: Pack) -> Pack:
    """The pack without what depends on where it was written."""
    milestones = {id: replace(one, line=0, closes="") for id, one in pack.facts.milestones.items()}
    quotes = tuple((quote, clauses, 0) for quote, clauses, _ in pack.facts.quotes)
    kinds = {
        id: replace(one, name="", line=0, template=one.template and replace(one.template, line=0))
        for id, one in pack.kinds.items()
    }
    return replace(
        pack,
        facts=replace(pack.facts, milestones=milestones, quotes=quotes),
        entries={id: replace(entry, line=0) for id, entry in pack.entries.items()},
        kinds=kinds,
    )


def test_the_upgraded_pack_is_the_same_pack(old: Path, tiny: TinyPack) -> None:
    """Entries, phrasings, words, facts and what is made of them: nothing is lost, nothing changed."""
    upgrade_in_place(old)
    found, expected = load_pack(old), load_pack(tiny.folder)
    assert _without_lines(found) == _without_lines(expected)
    assert build_index(found).tables == build_index(expected).tables


def test_what_format_1_left_to_the_order_is_written_out_and_told(old: Path) -> None:
    """The first day closes the application, the other days of the notice close something; the first contact is phoned."""
    rules = old / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8") + CONTACT, encoding="utf-8")
    notes = upgrade_in_place(old).notes
    facts = load_pack(old).facts
    closing = {id: one.closes for id, one in facts.milestones.items()}
    assert closing == {"personal": "submit", "unit": "other", "publicity_start": ""}
    assert facts.hand_off.id == "wang"
    assert sorted(key for key, _ in notes) == ["closes", "closes", "phone"]


def test_facts_written_in_braces_are_completed_inside_them(old: Path) -> None:
    """A milestone may stand on one line."""
    rules = old / "rules.yaml"
    day = '  - {id: early, name: 提前报送, role: 单位, date: "2022-11-10", clauses: [四.二]}\n'
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("milestones:\n", f"milestones:\n{day}"), encoding="utf-8"
    )
    upgrade_in_place(old)
    assert load_pack(old).facts.milestones["early"].closes == "submit"


def test_a_day_that_opens_or_is_for_paying_closes_nothing_of_the_application(old: Path) -> None:
    """The first day is the end of the application only if its name can mean that."""
    rules = old / "rules.yaml"
    days = "".join(
        f'  - {{id: {id}, name: {name}, role: 单位, date: "{day}", clauses: [四.二]}}\n'
        for id, name, day in (("opening", "网上申报开始", "2022-11-01"), ("fee", "缴费", "2022-11-10"))
    )
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("milestones:\n", f"milestones:\n{days}"), encoding="utf-8"
    )
    upgrade_in_place(old)
    assert load_pack(old).facts.milestones["personal"].closes == "submit"


def test_comments_move_with_what_they_are_about(old: Path) -> None:
    """A heading among the entries names a file of phrasings; files are called by their new names."""
    upgrade_in_place(old)
    files = sorted((old / "phrasings").iterdir())
    assert ["没写的" in path.read_text(encoding="utf-8") for path in files] == [False, True]
    faq = (old / "faq.yaml").read_text(encoding="utf-8")
    assert "# 问答，占位符取自 notice.yaml" in faq
    assert "# ── 没写的 ──" in faq
    assert "# 条目\nentries:" in faq


def test_what_no_file_can_hold_is_named_with_its_line_and_what_can_be_held_is_kept(old: Path) -> None:
    """A key that nothing knows stays in the old file alone; a key of today, written before its time, goes where it belongs."""
    faq = old / "faq.yaml"
    text = faq.read_text(encoding="utf-8").rstrip("\n")
    more = "# 以后要用\nowner: 张三\n\nwithout: [exam]\n\ntelling:\n  急: 着急、急用\n"
    faq.write_text(f"{text}\n\n{more}", encoding="utf-8")
    done = upgrade_in_place(old)
    assert [(one.key, one.line) for one in done.left_out] == [("owner", text.count("\n") + 4)]
    kept = (old / FORMAT_1_KEPT / "faq.yaml").read_text(encoding="utf-8").split("\n")
    assert kept[done.left_out[0].line - 1] == "owner: 张三"
    pack = load_pack(old)
    assert "exam" not in pack.entries
    assert pack.telling == {"急": ("着急", "急用")}


def test_the_old_files_are_kept(old: Path) -> None:
    """Whoever is not content can go back."""
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    upgrade_in_place(old)
    assert {path.name: path.read_bytes() for path in (old / FORMAT_1_KEPT).iterdir()} == before


@pytest.mark.parametrize(
    ("name", "old_words", "new_words"),
    [
        ("faq.yaml", "      缴费\n", "      '# 缴费'\n      # 缴费\n"),
        ("faq.yaml", "      缴费\n", "      [缴费]\n"),
        ("faq.yaml", "    look: phone\n", "    look: nobody\n"),
        ("rules.yaml", "notice:\n", "notice: [\n"),
    ],
)
def test_a_pack_that_cannot_be_used_is_left_alone(
    old: Path, name: str, old_words: str, new_words: str
) -> None:
    """Phrasings that the new form would misread, and every fault of the pack: told, and nothing is written."""
    path = old / name
    path.write_text(path.read_text(encoding="utf-8").replace(old_words, new_words), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    with pytest.raises(PackError):
        upgrade_in_place(old)
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before


class KilledError(Exception):
    """Stands for a kill."""


CHANGES = ("rename", "unlink", "rmdir", "mkdir", "write_bytes")


def interrupt(monkeypatch: pytest.MonkeyPatch, after: int, error: Exception) -> None:
    """Let `after` changes of the file system pass; each later one raises `error` instead."""
    left = [after]

    def counted(change: Callable[..., object]) -> Callable[..., object]:
        def made(*arguments: object, **options: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise error
            return change(*arguments, **options)

        return made

    for name in CHANGES:
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))


@pytest.mark.parametrize("error", [KilledError(), OSError(errno.ENOSPC, "No space left on device")])
def test_an_upgrade_that_is_interrupted_at_any_moment_is_finished_by_the_next_run(
    tmp_path: Path, tiny: TinyPack, error: Exception
) -> None:
    """Until it is finished the pack is refused with the command that finishes it; no file is lost."""
    whole = _without_lines(load_pack(tiny.folder))
    states = set()
    for after in count():
        folder = write_old_pack(tmp_path / f"old{after}")
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.MonkeyPatch.context() as monkeypatch:
            interrupt(monkeypatch, after, error)
            try:
                upgrade_in_place(folder)
                break
            except (KilledError, OSError):
                pass
        with pytest.raises(PackError) as refused:
            load_pack(folder)
        assert "renew --upgrade" in str(refused.value.faults[0])
        states.add(is_being_upgraded(folder))
        upgrade_in_place(folder)
        assert _without_lines(load_pack(folder)) == whole
        kept = folder / FORMAT_1_KEPT
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
        assert not is_being_upgraded(folder)
    assert states == {False, True}


@pytest.mark.parametrize("name", ["phrasings", "lexicon.yaml", FORMAT_1_KEPT])
def test_what_is_in_the_way_of_a_new_file_is_not_touched(old: Path, name: str) -> None:
    """Somebody's own file or folder of that name stays, and so does the pack."""
    (old / name).mkdir() if "." not in name else (old / name).write_text("mine", encoding="utf-8")
    before = sorted(old.iterdir())
    with pytest.raises(FileExistsError, match=name):
        upgrade_in_place(old)
    assert sorted(old.iterdir()) == before


def test_the_command_names_what_it_left_out(old: Path, tmp_path: Path) -> None:
    """On standard error, with the line of the file in which it still stands."""
    with (old / "faq.yaml").open("a", encoding="utf-8") as faq:
        faq.write("\nowner: 张三\n")
    runner = CliRunner(env={"BOT_DATA_DIR": str(tmp_path / "data")})
    done = runner.invoke(app, ["--knowledge", str(old), "renew", "--upgrade"])
    assert done.exit_code == 0
    assert "owner" in done.stderr
    assert str(old / FORMAT_1_KEPT / "faq.yaml") in done.stderr
