"""A folder becomes a pack, or faults."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pack.faults import Fault, PackError
from bot.pack.layout import NEEDED
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from tests.packs import FILES, PHRASINGS, TEXTS, TinyPack


def _faults(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value.faults


def test_the_files_become_one_pack(tiny: TinyPack) -> None:
    """Clauses, entries, crafts, milestones and contacts are all there."""
    pack = load_pack(tiny.folder)
    assert list(pack.clauses) == ["一.1", "四.二", "附1.7"]
    assert list(pack.facts.milestones) == ["personal", "unit", "publicity_start"]
    assert list(pack.facts.contacts) == ["wang"]
    assert [member.id for member in pack.members] == ["ceramics", "weaving"]
    assert {"craft_ceramics", "craft_weaving", "fee", "hello", "off_topic"} <= set(pack.entries)
    assert pack.entries["fee"].kind == "not_said"
    assert pack.entries["still_time"].answer_until


def test_a_folder_that_does_not_exist_is_one_fault(tmp_path: Path) -> None:
    """The folder is named."""
    (fault,) = _faults(tmp_path / "nowhere")
    assert "nowhere" in fault.file


def test_a_file_in_place_of_the_folder_is_one_fault(tmp_path: Path) -> None:
    """A path that is no folder is refused."""
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    assert len(_faults(path)) == 1


def test_an_empty_folder_names_all_files(tmp_path: Path) -> None:
    """Each missing file is its own fault."""
    assert {fault.file for fault in _faults(tmp_path)} == set(NEEDED)


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_file_is_one_fault(tiny: TinyPack, name: str) -> None:
    """The missing file alone is named."""
    (tiny.folder / name).unlink()
    (fault,) = _faults(tiny.folder)
    assert fault.file == name


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"x" * 10_000_000], ids=["empty", "not UTF-8", "10 MB"]
)
def test_a_file_that_cannot_be_read_is_one_fault(tiny: TinyPack, name: str, content: bytes) -> None:
    """An empty file, one that is not UTF-8 and one of 10 MB are each one fault of that file."""
    tiny.write(name, content)
    (fault,) = _faults(tiny.folder)
    assert fault.file == name


SPOILED: dict[str, tuple[str, str, str, int]] = {
    # what: file, words replaced, by what, lines from there to the fault
    "unknown key of an entry": ("faq.yaml", "    look: phone\n", "    lok: phone\n    look: phone\n", 0),
    "unknown key at the top": ("lexicon.yaml", "concepts:\n", "conceps:\n  甲: 乙、丙\nconcepts:\n", 0),
    "unknown key of rules": ("notice.yaml", "  series: tiny\n", "  series: tiny\n  serie: x\n", 1),
    "kind that does not exist": ("faq.yaml", "    kind: not_said\n", "    kind: notsaid\n", 0),
    "action that does not exist": ("faq.yaml", "    action: remind\n", "    action: remindme\n", 0),
    "look that does not exist": ("faq.yaml", "    look: phone\n", "    look: telephone\n", 0),
    "offer that does not exist": (
        "faq.yaml",
        "    quote: 及其他工艺\n    offers: interview\n",
        "    quote: 及其他工艺\n    offers: coffee\n",
        1,
    ),
    "clause that does not exist": (
        "faq.yaml",
        "    clauses: [附1.7]\n    answer: 通知未写",
        "    clauses: [附1.99]\n    answer: 通知未写",
        0,
    ),
    "placeholder that does not exist": ("faq.yaml", "请记下{date.personal}", "请记下{date.persnal}", 0),
    "milestone that does not exist": ("faq.yaml", "      personal: 来得及", "      persnal: 来得及", -1),
    "duplicate key": ("faq.yaml", "    look: phone\n", "    look: phone\n    look: phone\n", 1),
    "tab": ("faq.yaml", "    look: phone\n", "\tlook: phone\n", 0),
    "anchor": ("faq.yaml", "    look: phone\n", "    look: &x phone\n", 0),
    "unquoted no": ("faq.yaml", "    look: phone\n", "    look: no\n", 0),
    "unquoted date": ("notice.yaml", 'date: "2022-12-19"', "date: 2022-12-19", 0),
    "broken YAML": (
        "notice.yaml",
        '    role: 单位\n    date: "2022-12-19"',
        "    role: [单位\n    date: x",
        1,
    ),
    "date that does not exist": ("notice.yaml", '"2022-12-19"', '"2022-12-32"', 0),
    "date in words": ("notice.yaml", '"2022-12-19"', '"12月19日"', 0),
    "year in words": ("notice.yaml", "year: 2022\n", "year: 二〇二二年\n", 0),
    "time zone that does not exist": ("notice.yaml", "Asia/Shanghai", "Asia/Hangzhou", 0),
    "text in place of a list": (
        "notice.yaml",
        "  professional: {value: 60, clauses: [附1.7]",
        "  professional: {value: 60, clauses: 附1.7",
        0,
    ),
    "list in place of a text": (
        "faq.yaml",
        "    answer: 通知未写收费。\n",
        "    answer: [通知未写收费]\n",
        0,
    ),
    "text in place of an entry": ("faq.yaml", "entries:\n", "entries:\n  - 一句话\n", 1),
    "empty answer": ("faq.yaml", "    answer: 通知未写收费。\n", '    answer: ""\n', 0),
    "quote that is a list": ("notice.yaml", "quote: 专业科目60以上", "quote: [专业科目60以上]", 0),
    "derived from a number that does not exist": (
        "notice.yaml",
        "of: [hours, professional]",
        "of: [hours, profesional]",
        0,
    ),
    "derived from a milestone that does not exist": (
        "notice.yaml",
        "      before: unit\n",
        "      before: units\n",
        0,
    ),
    "formula that does not exist": ("notice.yaml", "formula: difference", "formula: product", 0),
    "derived number that does not fit": ("notice.yaml", "    value: 20\n", "    value: 21\n", 0),
    "derived count that does not fit": ("notice.yaml", "    value: 2\n", "    value: 3\n", 0),
    "derived day that does not fit": ("notice.yaml", 'date: "2022-12-09"', 'date: "2022-12-12"', 0),
    "clause of a fact that does not exist": (
        "notice.yaml",
        "  rules: {text: 浙小〔2022〕7号, clauses: [一.1]}",
        "  rules: {text: 浙小〔2022〕7号, clauses: [一.9]}",
        0,
    ),
    "follow-up that does not exist": (
        "faq.yaml",
        "    follow_ups: [deadline_unit]\n",
        "    follow_ups: [deadline_units]\n",
        -5,
    ),
    "doing without what nobody has": ("faq.yaml", "entries:\n", "without: [fees]\nentries:\n", 0),
    "asked entry that does not exist": ("faq.yaml", "entries:\n", "most_asked: [fees]\nentries:\n", 0),
    "craft word of two crafts": ("lexicon.yaml", "编织工艺 竹编 bamboo", "编织工艺 竹编 青瓷 bamboo", -1),
}


@pytest.mark.parametrize(("name", "old", "new", "offset"), SPOILED.values(), ids=SPOILED)
def test_one_mistake_gives_one_fault_with_file_and_line(
    tiny: TinyPack, name: str, old: str, new: str, offset: int
) -> None:
    """One mistake of the author is one fault, at the place of the mistake, with a mend."""
    line = tiny.replace(name, old, new) + offset
    (fault,) = _faults(tiny.folder)
    assert (fault.file, fault.line) == (name, line)
    assert fault.wrong
    assert fault.mend


def test_a_duplicate_entry_names_both_lines(tiny: TinyPack) -> None:
    """The second entry of one id is the fault, and says where the first stands."""
    start = tiny.entry_lines("fee").start
    tiny.replace("faq.yaml", "  - id: contact\n", "  - id: fee\n")
    (fault,) = _faults(tiny.folder)
    assert fault.line == start
    assert str(tiny.line("faq.yaml", "  - id: fee\n")) in fault.mend


def test_a_duplicate_milestone_is_a_fault_on_its_line(tiny: TinyPack) -> None:
    """Milestones have ids of their own."""
    line = tiny.replace("notice.yaml", "  - id: unit\n", "  - id: personal\n")
    assert ("notice.yaml", line) in {(fault.file, fault.line) for fault in _faults(tiny.folder)}


def test_a_duplicate_craft_is_a_fault_on_its_line(tiny: TinyPack) -> None:
    """Crafts have ids of their own."""
    line = tiny.replace("lexicon.yaml", "  - id: weaving\n", "  - id: ceramics\n")
    faults = _faults(tiny.folder)
    assert any(fault.file == "lexicon.yaml" and line <= fault.line <= line + 3 for fault in faults)


def test_a_duplicate_contact_is_a_fault_on_its_line(tiny: TinyPack) -> None:
    """Contacts have ids of their own."""
    copy = tiny.text("notice.yaml").split("contacts:\n")[1]
    tiny.write("notice.yaml", tiny.text("notice.yaml") + copy)
    (fault,) = _faults(tiny.folder)
    assert fault.line == tiny.text("notice.yaml").count("\n") - 4


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"x" * 10_000_000], ids=["empty", "not UTF-8", "10 MB"]
)
def test_phrasings_that_cannot_be_read_are_a_fault_of_their_file(tiny: TinyPack, content: bytes) -> None:
    """It is the only fault: that every entry then lacks phrasings follows from it."""
    tiny.write(PHRASINGS, content)
    assert {fault.file for fault in _faults(tiny.folder)} == {PHRASINGS}


@pytest.mark.parametrize("name", ["notice.md", PHRASINGS])
def test_a_control_character_is_a_fault_on_its_line(tiny: TinyPack, name: str) -> None:
    """It would be said to people, or never be matched."""
    lines = tiny.text(name).rstrip("\n").count("\n") + 1
    tiny.write(name, tiny.text(name).rstrip("\n") + "\nx\0y\n")
    (fault,) = _faults(tiny.folder)
    assert (fault.file, fault.line) == (name, lines + 1)


@pytest.mark.parametrize("id", ["fee", "hours", "craft"])
def test_an_entry_with_five_phrasings_is_a_fault(tiny: TinyPack, id: str) -> None:
    """Every entry of every kind needs six phrasings; the fault says where to write them."""
    heading = tiny.line(PHRASINGS, f"[{id}]\n")
    lines = tiny.text(PHRASINGS).split("\n")
    del lines[heading]
    tiny.write(PHRASINGS, "\n".join(lines))
    (fault,) = _faults(tiny.folder)
    assert (fault.file, fault.line) == ("faq.yaml", tiny.entry_lines(id).start)
    assert PHRASINGS in fault.mend
    assert str(heading) in fault.mend


def test_a_mistyped_heading_is_one_fault_on_its_line(tiny: TinyPack) -> None:
    """The entry that is meant is named; that it has no phrasings is a consequence, not told."""
    line = tiny.replace(PHRASINGS, "[contact]\n", "[contcat]\n")
    (fault,) = _faults(tiny.folder)
    assert (fault.file, fault.line) == (PHRASINGS, line)
    assert "contact" in fault.mend


def test_an_entry_whose_phrasings_stand_in_two_places_is_a_fault(tiny: TinyPack) -> None:
    """The second place is the fault, and says where the first is."""
    tiny.write("phrasings/more.txt", "# 又一份\n\n[fee]\n要不要钱\n")
    (fault,) = _faults(tiny.folder)
    assert (fault.file, fault.line) == ("phrasings/more.txt", 3)
    assert PHRASINGS in fault.mend


def test_a_phrasing_above_every_heading_is_a_fault(tiny: TinyPack) -> None:
    """It is nobody's; remarks and blank lines may stand there."""
    tiny.write("phrasings/more.txt", "# 又一份\n\n要不要钱\n")
    (fault,) = _faults(tiny.folder)
    assert (fault.file, fault.line) == ("phrasings/more.txt", 3)


@pytest.mark.parametrize("written", ["format: 1\n", "format: 3\n", "format: two\n", ""])
def test_a_pack_of_another_format_is_one_fault(tiny: TinyPack, written: str) -> None:
    """A newer program's pack, or one that does not say."""
    tiny.replace("notice.yaml", "format: 2\n", written)
    (fault,) = _faults(tiny.folder)
    assert fault.file == "notice.yaml"
    assert "format: 2" in fault.mend


def test_a_pack_in_the_old_layout_is_refused_in_one_line_that_names_the_way_on(tmp_path: Path) -> None:
    """Not with ten faults of files that it could not have."""
    for name in ("notice.md", "faq.yaml", "rules.yaml"):
        (tmp_path / name).write_text("x: y\n", encoding="utf-8")
    (fault,) = _faults(tmp_path)
    assert "renew --upgrade" in str(fault)
    assert "\n" not in str(fault)


@pytest.mark.parametrize("key", ["title", "answer", "clauses", "quote"])
def test_an_answer_without_a_needed_key_is_a_fault_of_its_entry(tiny: TinyPack, key: str) -> None:
    """Nothing is said without a title, a clause and a quote."""
    lines = tiny.text("faq.yaml").split("\n")
    block = tiny.entry_lines("contact")
    del lines[next(number for number in block if lines[number - 1].startswith(f"    {key}:")) - 1]
    tiny.write("faq.yaml", "\n".join(lines))
    faults = _faults(tiny.folder)
    assert {fault.file for fault in faults} == {"faq.yaml"}
    assert {fault.line for fault in faults} == {block.start}


def test_a_pack_without_entries_or_contacts_is_refused(tiny: TinyPack) -> None:
    """A pack that can neither answer nor say whom to phone is of no use."""
    tiny.write("faq.yaml", tiny.text("faq.yaml").split("entries:\n")[0])
    tiny.write("notice.yaml", tiny.text("notice.yaml").split("contacts:\n")[0])
    faults = _faults(tiny.folder)
    assert {fault.file for fault in faults} == {"faq.yaml", "notice.yaml"}


def test_faults_of_several_files_are_told_in_one_run(tiny: TinyPack) -> None:
    """An author sees the broken YAML of both files at once."""
    tiny.write("faq.yaml", "a: [\n")
    tiny.write("notice.yaml", "a: b: c\n")
    assert {fault.file for fault in _faults(tiny.folder)} == {"faq.yaml", "notice.yaml"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("notice.yaml", "value: 80", f"value: {'9' * 5_000}"),
        ("notice.yaml", "working_days: 5", f"working_days: {'9' * 5_000}"),
        ("notice.yaml", "working_days: 5", "working_days: 99999999"),
        ("notice.yaml", "working_days: 5", "working_days: -1"),
        ("notice.yaml", '"2022-12-19"', '"0001-01-01"'),
        ("notice.yaml", '"2022-12-19"', '"9999-12-31"'),
        ("notice.yaml", "year: 2022\n", "year: 1e400\n"),
        ("notice.yaml", "Asia/Shanghai", "../../etc/passwd"),
        ("notice.yaml", "Asia/Shanghai", '"\\0"'),
        ("notice.yaml", "Asia/Shanghai", "Asia"),
        ("notice.yaml", "of: [hours, professional]", "of: []"),
        ("faq.yaml", "    look: phone\n", "    look: {a: b}\n"),
        ("faq.yaml", "  phone: 请电话问{contact.wang}。", "  phone: {contact.wang: 1}"),
    ],
)
def test_absurd_values_end_in_faults(tiny: TinyPack, name: str, old: str, new: str) -> None:
    """Numbers, days and names beyond all bounds are refused like any other mistake."""
    tiny.replace(name, old, new)
    assert _faults(tiny.folder)


def _load(folder: Path) -> Pack | tuple[Fault, ...]:
    try:
        return load_pack(folder)
    except PackError as error:
        return error.faults


def _mutated(name: str, seed: int, pieces: list[str]) -> str:
    """One file of the tiny pack with `pieces` put in, or lines taken out, doubled or swapped, at random places."""
    dice = random.Random(seed)
    lines = TEXTS[name].split("\n")
    for piece in pieces:
        place = dice.randrange(len(lines))
        column = dice.randint(0, len(lines[place]))
        match dice.randrange(6):
            case 0:
                lines[place] = lines[place][:column] + piece + lines[place][column:]
            case 1:
                lines.insert(place, piece)
            case 2:
                lines[place : place + 1] = [] if len(lines) > 1 else [""]
            case 3:
                lines.insert(place, lines[dice.randrange(len(lines))])
            case 4:
                lines[place] = lines[place][:column]
            case _:
                head, colon, _ = lines[place].partition(": ")
                lines[place] = head + colon + piece
    return "\n".join(lines)


_PIECES = st.sampled_from(
    [
        "\t",
        "&a ",
        "*a",
        "---",
        "!!map ",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "|",
        ">",
        "'",
        '"',
        "#",
        "yes",
        "2022-12-06",
        "{date.nope}",
        "{state.unit}",
        "id: fee",
        "  ",
        "\u200b",
        "\x85",
        "一.1",
        "kind: craft",
        "[fee]",
        "~",
        "-1",
        "0",
    ]
) | st.text(max_size=5)


@given(
    name=st.sampled_from(FILES),
    seed=st.integers(0, 1_000_000),
    pieces=st.lists(_PIECES, min_size=1, max_size=4),
)
def test_a_mutated_pack_loads_or_tells_its_faults(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int, pieces: list[str]
) -> None:
    """However a pack is spoilt, loading it ends in a pack or in faults that name a file of it."""
    pack = TinyPack.written(tmp_path_factory.getbasetemp() / "mutated")
    pack.write(name, _mutated(name, seed, pieces).encode("utf-8", "replace"))
    result = _load(pack.folder)
    if isinstance(result, Pack):
        return
    assert result
    assert all(fault.file in FILES and fault.line >= 0 and fault.mend for fault in result)
