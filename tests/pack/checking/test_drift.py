"""What the bot can say against what the notice says."""

from __future__ import annotations

import pytest

from bot.pack.checking.check import check_folder
from bot.pack.checking.drift import drift
from bot.pack.faults import Fault
from bot.pack.loader import load_pack
from tests.packs import TinyPack


def _drift(tiny: TinyPack) -> list[Fault]:
    return list(drift(load_pack(tiny.folder, draft=True)))


def _add(tiny: TinyPack, id: str, words: str) -> None:
    """Add words to the answer of an entry."""
    lines = tiny.text("faq.yaml").split("\n")
    place = next(number for number in tiny.entry_lines(id) if lines[number - 1].startswith("    answer: "))
    lines[place - 1] += words
    tiny.write("faq.yaml", "\n".join(lines))


def test_the_tiny_pack_has_no_drift(tiny: TinyPack) -> None:
    """A pack that says what its notice says is clean."""
    assert _drift(tiny) == []


ADDED = {
    "date": "还有2022年12月7日。",
    "date without its year": "还有12月7日。",
    "date in full-width digits": "还有２０２２年１２月７日。",
    "phone": "或打0571-12345679。",
    "URL": "见http://hours.example.test/cards。",
    "number": "至少81个。",
    "number in Chinese": "一式四份。",
    "document number": "见浙小〔2022〕8号。",
    "year": "2021年度也一样。",
    "named document": "见《大评审办法》。",
}


@pytest.mark.parametrize("words", ADDED.values(), ids=ADDED)
@pytest.mark.parametrize("id", ["contact", "fee", "action_remind", "hello"])
def test_what_the_notice_does_not_say_is_found_in_its_entry(tiny: TinyPack, id: str, words: str) -> None:
    """A wrong date, phone, URL, number, document number or title is found in whichever entry says it."""
    _add(tiny, id, words)
    (fault,) = _drift(tiny)
    assert fault.file == "faq.yaml"
    assert fault.line in tiny.entry_lines(id)
    assert id in fault.wrong


@pytest.mark.parametrize("id", ["contact", "fee"])
def test_quotation_marks_around_what_the_notice_does_not_say_are_found(tiny: TinyPack, id: str) -> None:
    """In an answer about the notice, quotation marks hold its own words alone."""
    _add(tiny, id, "通知说“可以延期”。")
    (fault,) = _drift(tiny)
    assert fault.line in tiny.entry_lines(id)


def test_a_wrong_fact_in_the_answer_of_a_craft_is_found(tiny: TinyPack) -> None:
    """The craft template is checked as it is spoken for each craft."""
    tiny.replace("faq.yaml", "范围里有{value.crafts}类。", "范围里有{value.crafts}类，限99人。")
    faults = _drift(tiny)
    assert faults
    assert all(fault.line in tiny.entry_lines("craft") for fault in faults)


def test_a_wrong_fact_in_an_answer_that_holds_for_a_time_is_found(tiny: TinyPack) -> None:
    """Answers that hold up to a milestone are checked too."""
    tiny.replace("faq.yaml", "      personal: 来得及，", "      personal: 来得及，还差7份，")
    (fault,) = _drift(tiny)
    assert fault.line in tiny.entry_lines("still_time")


def test_a_wrong_fact_in_a_title_is_found(tiny: TinyPack) -> None:
    """Titles are said too: they stand in the choices."""
    tiny.replace("faq.yaml", "title: 打电话找谁", "title: 打电话0571-99999999找谁")
    (fault,) = _drift(tiny)
    assert fault.line in tiny.entry_lines("contact")


def test_a_wrong_fact_behind_a_look_is_found(tiny: TinyPack) -> None:
    """Where to look is part of the answer."""
    tiny.replace("faq.yaml", "  phone: 请电话问{contact.wang}。", "  phone: 请电话问0571-99999999。")
    (fault,) = _drift(tiny)
    assert fault.file == "faq.yaml"


@pytest.mark.parametrize(
    ("old", "new", "id"),
    [
        ("quote: 须满80个学时，其中专业科目60以上", "quote: 须满80个学时，其中专业科目50以上", "hours"),
        ("quote: 单位公示不少于5个工作日", "quote: 单位公示不得少于5个工作日", "deadline_unit"),
        ("quote: 王小明 0571-12345678", "quote: 网上个人申报截止时间为 2022 年 12 月 06 日", "contact"),
    ],
    ids=["number", "words", "words of another clause"],
)
def test_a_quote_that_is_not_in_its_clauses_is_found(tiny: TinyPack, old: str, new: str, id: str) -> None:
    """A quote must stand in a clause of its own entry, letter by letter."""
    tiny.replace("faq.yaml", old, new)
    (fault,) = _drift(tiny)
    assert fault.file == "faq.yaml"
    assert fault.line in tiny.entry_lines(id)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quote: 专业科目60以上", "quote: 专业科目61以上"),
        ("text: 浙小〔2022〕7号", "text: 浙小〔2022〕17号"),
        ('card", clauses', 'cart", clauses'),
        ("phone: 0571-12345678", "phone: 0571-12345670"),
        ("person: 王小明", "person: 王大明"),
        ("office: 小评审办公室", "office: 大评审办公室"),
        ("quote: 所在单位推荐截止时间为2022年12月19日", "quote: 所在单位推荐截止时间为2022年12月18日"),
    ],
    ids=["number", "document", "link", "phone", "person", "office", "date"],
)
def test_a_fact_of_the_rules_that_the_notice_does_not_say_is_found_on_its_line(
    tiny: TinyPack, old: str, new: str
) -> None:
    """Numbers, documents, links, contacts and quotes of notice.yaml stand in the notice."""
    line = tiny.replace("notice.yaml", old, new)
    places = {(fault.file, fault.line) for fault in _drift(tiny)}
    assert ("notice.yaml", line) in places


@pytest.mark.parametrize(
    ("old", "new"),
    [('date: "2022-12-06"', 'date: "2022-12-07"'), ("hours: {value: 80", "hours: {value: 88")],
    ids=["date", "number"],
)
def test_a_value_that_differs_from_its_quote_is_found(tiny: TinyPack, old: str, new: str) -> None:
    """A right quote does not cover a wrong value: what is spoken is checked."""
    tiny.replace("notice.yaml", old, new)
    _, faults = check_folder(tiny.folder)
    assert faults


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("申报截止2022年11月30日。", "2022-11-30"),
        ("另需7份材料。", "7"),
        ("另打0571-87654321。", "0571-87654321"),
        ("见http://other.example.test/a。", "http://other.example.test/a"),
        ("另见浙大〔2021〕9号。", "9号"),
    ],
    ids=["date", "number", "phone", "URL", "document number"],
)
def test_a_fact_of_the_notice_that_no_answer_says_is_found(tiny: TinyPack, words: str, shown: str) -> None:
    """Every date, number, phone, URL and document number of the notice can be said."""
    tiny.replace(
        "notice.md",
        "在 http://hours.example.test/card 登记。",
        f"在 http://hours.example.test/card 登记。{words}",
    )
    faults = _drift(tiny)
    assert faults
    assert {fault.file for fault in faults} == {"notice.md"}
    assert any(shown in fault.wrong for fault in faults)


def test_an_answer_that_no_longer_says_a_fact_is_found(tiny: TinyPack) -> None:
    """A fact that stood in one answer alone is missed when it is taken out."""
    tiny.replace("faq.yaml", "，在{link.hours}登记。", "。")
    (fault,) = _drift(tiny)
    assert fault.file == "notice.md"
    assert "http://hours.example.test/card" in fault.wrong


def test_derived_facts_may_be_said(tiny: TinyPack) -> None:
    """20 (80 less 60), 2 crafts and 9 December are not in the notice; declared with their formula they are clean."""
    assert "20" not in tiny.text("notice.md").replace("2022", "")
    assert _drift(tiny) == []
    tiny.replace("notice.yaml", "    derived: {formula: difference, of: [hours, professional]}\n", "")
    assert any("20" in fault.wrong for fault in _drift(tiny))
