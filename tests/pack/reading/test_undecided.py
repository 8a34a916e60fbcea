"""What is undecided is left out with all that rests on it."""

from __future__ import annotations

import pytest

from bot.pack.faults import PackError
from bot.pack.loader import load_pack, undecided_in
from tests.packs import TinyPack

MARK = "待定: 再看\n"


def test_an_undecided_day_takes_with_it_what_speaks_of_it(tiny: TinyPack) -> None:
    """The entry that says it goes; one that only refers to that entry stays."""
    tiny.replace("notice.yaml", "  - id: unit\n", f"  - id: unit\n    {MARK}")
    tiny.replace("notice.yaml", "  - id: publicity_start\n", f"  - id: publicity_start\n    {MARK}")
    pack = load_pack(tiny.folder)
    assert list(pack.facts.milestones) == ["personal"]
    assert "deadline_unit" not in pack.entries
    assert pack.entries["deadline_personal"].follow_ups == ()
    points = {point.what: point.follows for point in undecided_in(tiny.folder)}
    assert points == {"unit": 1, "publicity_start": 0} or points == {"unit": 0, "publicity_start": 1}


def test_an_undecided_entry_leaves_with_its_phrasings(tiny: TinyPack) -> None:
    """Nothing of it is matched any more."""
    tiny.replace("faq.yaml", "  - id: hours\n", f"  - id: hours\n    {MARK}")
    pack = load_pack(tiny.folder)
    assert "hours" not in pack.entries


def test_an_undecided_submission_is_no_fault(tiny: TinyPack) -> None:
    """The pack has none until it is decided."""
    tiny.replace("notice.yaml", "  - id: personal\n", f"  - id: personal\n    {MARK}")
    pack = load_pack(tiny.folder)
    assert pack.facts.submission is None
    assert "still_time" not in pack.entries


def test_an_undecided_contact_is_not_the_one_to_phone(tiny: TinyPack) -> None:
    """Whoever cannot be helped is sent to the office, without a number."""
    tiny.replace("notice.yaml", "  - id: wang\n", f"  - id: wang\n    {MARK}")
    tiny.replace("faq.yaml", "  phone: 请电话问{contact.wang}。", "  phone: 请问小评审办公室。")
    pack = load_pack(tiny.folder)
    assert pack.facts.hand_off.phone == ""
    assert "contact" not in pack.entries


def test_a_decided_thing_counts_again(tiny: TinyPack) -> None:
    """Without the line it is as it was."""
    before = load_pack(tiny.folder)
    tiny.replace("faq.yaml", "  - id: fee\n", f"  - id: fee\n    {MARK}")
    assert "通知未写收费" not in load_pack(tiny.folder).entries["fee"].answer  # the shared one stands in
    tiny.replace("faq.yaml", f"    {MARK}", "")
    assert load_pack(tiny.folder) == before


def test_open_questions_take_nothing_out(tiny: TinyPack) -> None:
    """A list at the top of a file."""
    tiny.replace("notice.yaml", "format: 2\n", "format: 2\n待定:\n  - 年份对不对\n")
    load_pack(tiny.folder)
    (point,) = undecided_in(tiny.folder)
    assert (point.file, point.line, point.what, point.reason) == ("notice.yaml", 3, "", "年份对不对")


def test_a_pack_without_a_day_or_a_phone_must_say_so(tiny: TinyPack) -> None:
    """Left out they are faults; said, they are none."""
    tiny.replace("notice.yaml", "    closes: submit\n", "")
    with pytest.raises(PackError):
        load_pack(tiny.folder)
    tiny.replace("notice.yaml", "  series: tiny\n", "  series: tiny\n  open_ended: true\n")
    assert load_pack(tiny.folder).facts.submission is None


def test_a_phone_that_shares_an_area_code_is_quoted_as_printed(tiny: TinyPack) -> None:
    """And must be the one that is printed."""
    tiny.replace("notice.md", "0571-12345678", "0571-12345678、12345679")
    second = """\
  - id: second
    office: 小评审办公室
    phone: 0571-12345679
    quote: 0571-12345678、12345679
    clauses: [附1.7]
"""
    text = tiny.text("notice.yaml").replace(
        "  time_zone: Asia/Shanghai\n", "  time_zone: Asia/Shanghai\n  phone: wang\n"
    )
    tiny.write("notice.yaml", text + second)
    assert load_pack(tiny.folder).facts.substitutions["contact.second"] == "0571-12345679"
    tiny.replace("notice.yaml", "    phone: 0571-12345679\n", "    phone: 0571-12345670\n")
    with pytest.raises(PackError):
        load_pack(tiny.folder)
