"""A pack of format 1 becomes one of format 2 that says the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.faq.index import build_index
from bot.pack.faults import PackError
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.pack.renewal.in_place import KEPT, upgrade_in_place
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
    template = replace(pack.craft_template, line=0) if pack.craft_template else None
    return replace(
        pack,
        facts=replace(pack.facts, milestones=milestones, quotes=quotes),
        entries={id: replace(entry, line=0) for id, entry in pack.entries.items()},
        craft_template=template,
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
    notes = upgrade_in_place(old)
    facts = load_pack(old).facts
    closing = {id: one.closes for id, one in facts.milestones.items()}
    assert closing == {"personal": "submit", "unit": "other", "publicity_start": ""}
    assert facts.hand_off.id == "wang"
    assert sorted(key for key, _ in notes) == ["closes", "closes", "phone"]


def test_facts_written_in_braces_are_completed_inside_them(old: Path) -> None:
    """A milestone may stand on one line."""
    rules = old / "rules.yaml"
    day = '  - {id: fee, name: 缴费, role: 单位, date: "2022-11-10", clauses: [四.二]}\n'
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("milestones:\n", f"milestones:\n{day}"), encoding="utf-8"
    )
    upgrade_in_place(old)
    assert load_pack(old).facts.submission.id == "fee"


def test_comments_move_with_what_they_are_about(old: Path) -> None:
    """A heading among the entries names a file of phrasings; files are called by their new names."""
    upgrade_in_place(old)
    files = sorted((old / "phrasings").iterdir())
    assert ["没写的" in path.read_text(encoding="utf-8") for path in files] == [False, True]
    faq = (old / "faq.yaml").read_text(encoding="utf-8")
    assert "# 问答，占位符取自 notice.yaml" in faq
    assert "# ── 没写的 ──" in faq
    assert "# 条目\nentries:" in faq


def test_the_old_files_are_kept(old: Path) -> None:
    """Whoever is not content can go back."""
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    upgrade_in_place(old)
    assert {path.name: path.read_bytes() for path in (old / KEPT).iterdir()} == before


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
