"""Changes laid over the folder of a pack."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bot.pack.checking.check import check_folder
from bot.pack.drafting.writing.draft_folder import write_draft
from bot.pack.laying import (
    Change,
    EntryChange,
    PhrasingChange,
    Undo,
    fitting,
    holding,
    laid_over,
    misfits,
    new_id,
    off_topic_entry,
    read_change,
    standing,
    written_change,
)
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.pack.renewal.next_year.pack_text import PackText
from tests.packs import TinyPack

ASKED = PhrasingChange("fee", ("办这事掏不掏钱", "要付多少"))
CARD = EntryChange(
    "desk_card",
    "学时卡在哪里看",
    ("附1.7",),
    "在 http://hours.example.test/card 登记",
    "在http://hours.example.test/card看。",
    ("学时卡哪里看", "哪里能看学时卡", "学时卡在哪查", "怎么看学时卡", "学时卡网址", "学时卡到哪个网站看"),
    "学时卡",
    ("where",),
)


@pytest.fixture
def pack(tiny: TinyPack) -> Pack:
    """The tiny pack."""
    return load_pack(tiny.folder)


def test_a_change_is_stored_as_it_was_made() -> None:
    """Each kind comes back; anything else is refused."""
    for change in (ASKED, CARD, Undo(3)):
        assert read_change(written_change(change)) == change
    for wrong in ("", "[]", '{"type":"other"}', '{"type":"phrasings","entry":1}'):
        with pytest.raises((ValueError, msgspec.MsgspecError)):
            read_change(wrong)


def test_undoing_and_undoing_that() -> None:
    """What holds is what was taken and not taken back, or brought back."""
    rows: list[tuple[int, Change | Undo]] = [(1, ASKED), (2, CARD), (3, Undo(1))]
    assert standing(rows) == {2: CARD}
    assert standing([*rows, (4, Undo(3))]) == {1: ASKED, 2: CARD}
    assert standing([*rows, (4, Undo(3)), (5, Undo(4))]) == {2: CARD}
    assert standing([*rows, (4, Undo(2))]) == {}
    assert standing([*rows, (4, Undo(1)), (5, Undo(3))]) == {
        2: CARD
    }  # taken back twice, and one of these undone
    assert standing([(1, Undo(9)), (2, ASKED)]) == {2: ASKED}
    assert holding([*rows, (4, Undo(3))]) == {1, 2, 4}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (ASKED, set()),
        (CARD, set()),
        (PhrasingChange("nothing", ("怎么办",)), {"entry"}),
        (PhrasingChange("craft_ceramics", ("怎么办",)), {"entry"}),
        (PhrasingChange("fee", ()), {"nothing"}),
        (PhrasingChange("fee", ("x" * 61, "[fee]", "# 注", "一")), {"phrasing"}),
        (PhrasingChange("fee", ("两行\n[hours]",)), {"phrasing"}),
        (msgspec.structs.replace(CARD, clauses=("九",)), {"clause"}),
        (msgspec.structs.replace(CARD, quote="通知里没有的话"), {"quote"}),
        (msgspec.structs.replace(CARD, quote=""), {"quote"}),
        (msgspec.structs.replace(CARD, id="fee"), {"id"}),
        (msgspec.structs.replace(CARD, answer="", title=""), {"answer", "title"}),
        (msgspec.structs.replace(CARD, phrasings=("怎么看",)), {"few"}),
    ],
)
def test_what_does_not_fit_is_told(pack: Pack, change: Change, why: set[str]) -> None:
    """Before anything is tried."""
    assert {name for name, _ in misfits(change, pack)} == why


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("(四) 申报审核要求。", {"heading"}),
        ("申报审核要求", {"heading"}),
        ("严格按照评价条件和规定程序", set()),
    ],
)
def test_a_heading_alone_is_no_quote(shipped_pack: Pack, quote: str, why: set[str]) -> None:
    """Any answer could rest on it."""
    change = msgspec.structs.replace(CARD, clauses=("四.四",), quote=quote)
    assert {name for name, _ in misfits(change, shipped_pack)} == why


def test_an_entry_may_get_phrasings_after_it_was_added(pack: Pack) -> None:
    """But not before it, nor once it was taken back."""
    more = PhrasingChange("desk_card", ("学时卡在哪儿",))
    assert fitting({1: CARD, 2: more}, pack) == ({1: CARD, 2: more}, {})
    assert fitting({2: more}, pack) == ({}, {2: "entry"})
    gone = replace(pack, clauses={id: one for id, one in pack.clauses.items() if id != "附1.7"})
    assert fitting({1: CARD, 3: ASKED}, gone) == ({3: ASKED}, {1: "clause"})


def test_the_laid_pack_is_whole(tiny: TinyPack, tmp_path: Path, pack: Pack) -> None:
    """It passes every check, holds what was added, and what its author wrote stays as it stood."""
    text = laid_over(PackText.of(tiny.folder), [ASKED, CARD, PhrasingChange("desk_card", ("学时卡在哪儿",))])
    write_draft(tmp_path / "laid", text.files)
    laid, faults = check_folder(tmp_path / "laid")
    assert faults == ()
    assert laid is not None
    assert set(ASKED.phrasings) < set(laid.entries["fee"].variants)
    card = laid.entries["desk_card"]
    assert (card.answer, card.quote, card.topic, card.aspects) == (
        CARD.answer,
        CARD.quote,
        "学时卡",
        ("where",),
    )
    assert card.variants == (*CARD.phrasings, "学时卡在哪儿")
    assert laid.entries.keys() - pack.entries.keys() == {"desk_card"}
    for name, before in PackText.of(tiny.folder).files.items():
        after = text.files[name].split("\n")
        assert [line for line in before.split("\n") if line not in after] == []


@pytest.mark.parametrize(
    "odd", ['说"引号"和：冒号 # 井号', "'单'引号 {花括号}", "- 横线 & *星", "<b>粗</b> \\n", "a{b", "}{", "{"]
)
def test_odd_signs_are_only_text(tiny: TinyPack, tmp_path: Path, odd: str) -> None:
    """Whatever is typed stays what it is, and nothing becomes YAML."""
    change = msgspec.structs.replace(CARD, title=odd, answer=odd, topic=odd)
    write_draft(tmp_path / "laid", laid_over(PackText.of(tiny.folder), [change]).files)
    laid = load_pack(tmp_path / "laid")
    assert laid.entries["desk_card"].title == odd
    assert laid.entries["desk_card"].answer == change.answer


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("截止到2031年3月3日。", ("day", "2031年3月3日")),
        ("到{。", None),
        ("a{b", None),
        ("a}b {} {{ {x!y} {0}", None),
        ("报名截止{date.nothing}。", ("brace", "{date.nothing}")),
        ("报名截止{date.personal}。", None),
    ],
)
def test_a_day_of_another_clause_or_an_unknown_name_does_not_fit(
    pack: Pack, answer: str, why: tuple[str, str] | None
) -> None:
    """What an entry cites must state the day that it names; braces around no name are signs like others."""
    found = list(misfits(msgspec.structs.replace(CARD, answer=answer), pack))
    assert found == ([] if why is None else [why])


@pytest.mark.parametrize(
    ("answer", "unfit"),
    [
        ("二十五号前打印。", "25号"),
        ("廿五日截止。", "25日"),
        ("25号前打印。", "25号"),
        ("十二月二十五日前打印。", "二十五日"),
        ("要满九十个学时。", "九十个"),
        ("满八十个学时。", None),
        ("满80个学时，专业科目六十以上。", None),
        ("每张三百元。", "三百元"),
        ("百分之二十。", "二十"),
        ("下午三点前去打印。", "3:00"),
        ("十五个工作日办好。", "十五个"),
        ("有三个办法，第二步最要紧，请务必一一核对，十分方便。", None),
        ("要三个月。", "三个"),
    ],
)
def test_numbers_in_chinese_are_those_of_the_clause(pack: Pack, answer: str, unfit: str | None) -> None:
    """As those in figures are the notice's; what an answer counts or orders itself is its own."""
    change = msgspec.structs.replace(CARD, answer=answer)
    found = [(why, words) for why, words in misfits(change, pack) if why in ("number", "day")]
    assert bool(found) is (unfit is not None)
    assert unfit is None or any(unfit in words for _, words in found)


def test_a_day_that_the_clause_states_may_be_said_in_any_form(shipped_pack: Pack) -> None:
    """With its month or without, in figures or in characters; another day may not."""
    clause = next(
        one
        for one in shipped_pack.clauses.values()
        if "12月6日" in one.text.replace(" ", "").replace("06", "6")
    )
    for said, fits in (
        ("六号前", True),
        ("12月6日前", True),
        ("6号前", True),
        ("七号前", False),
        ("十六号前", False),
    ):
        change = msgspec.structs.replace(
            CARD, clauses=(clause.id,), quote=clause.text[-20:], answer=f"{said}交。"
        )
        assert ("number" in {why for why, _ in misfits(change, shipped_pack)}) is not fits, said


def test_ids_are_new(pack: Pack) -> None:
    """The same title gives another id if that is taken."""
    first = new_id("学时卡", pack.entries)
    assert first not in pack.entries
    assert new_id("学时卡", {first: None}) != first


def test_what_is_off_the_subject_has_an_entry(pack: Pack) -> None:
    """To which more ways of asking such things can be added."""
    entry = off_topic_entry(pack)
    assert entry is not None
    assert entry.kind == "off_topic"
    assert list(misfits(PhrasingChange(entry.id, ("红烧肉怎么做",)), pack)) == []
