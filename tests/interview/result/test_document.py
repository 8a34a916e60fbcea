"""A result as a text to keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.interview.result.document import document
from bot.interview.result.named_links import without_phones
from bot.interview.result.passages import Passage
from bot.interview.result.result import result_of
from tests.interview.applicants import SUBMITTED, assess, assessor, pack
from tests.packs import OPEN

SHORT = {"ce_total": 80, "ce_professional": 50}
UNCLEAR = {"civil_status": "unknown", "meets_12": "unknown"}
RETIRED = {"employment_status": "retired"}
EVERYBODY: tuple[Mapping[str, object], ...] = (
    {},
    SHORT,
    UNCLEAR,
    RETIRED,
    {**SUBMITTED},
    {"ce_registered": False},
)


def passages(**changes: object) -> tuple[Passage, ...]:
    """The document of an applicant."""
    return document(result_of(assessor(), assess(**changes)), "王师傅", pack(), OPEN)


def headings(**changes: object) -> list[str]:
    """Its headings."""
    return [passage.heading for passage in passages(**changes)]


def text(**changes: object) -> str:
    """All of it."""
    return "\n".join(one.text for one in passages(**changes))


def rows(heading: str, **changes: object) -> tuple[str, ...]:
    """The rows under a heading."""
    return next(one.rows for one in passages(**changes) if one.heading == heading)


def test_it_says_whose_it_is_and_all_that_is_needed_later() -> None:
    """The person, the verdict, what is to be done, the route, the phones; last what is there already."""
    wanted = ["王师傅的结果", "可以申报", "还要办", "要留意的", "报送路径", "打电话问", "网址", "已有（3样）"]
    assert headings()[: len(wanted)] == wanted
    assert headings()[len(wanted) :] == ["已经符合的", "您的回答", ""]


@pytest.mark.parametrize(
    ("changes", "heading", "first", "gaps"),
    [
        (SHORT, "还缺", "□ 2022年度学时卡", "按您说的算：总数差10，专业差10"),
        ({"ce_public": 11}, "还缺", "□ 2022年度学时卡", "按您说的算：公需差7"),
        (UNCLEAR, "还要弄清", "□ 弄清您本人是否公务员", ""),
    ],
    ids=str,
)
def test_what_is_missing_follows_the_verdict_with_how_much(
    changes: dict[str, object], heading: str, first: str, gaps: str
) -> None:
    """Before anything else, and told once: it is not among what is to be done, nor among the reasons."""
    assert headings(**changes)[2] == heading
    told = rows(heading, **changes)
    assert told[0].startswith(first)
    assert not gaps or f"　{gaps}" in told
    assert text(**changes).count(first.removeprefix("□ ")) == 1


@pytest.mark.parametrize("changes", [UNCLEAR, {"specialty": "borderline"}], ids=str)
def test_what_is_to_be_found_out_is_handed_in_nowhere(changes: dict[str, object]) -> None:
    """Its place is where to find it out."""
    found = [
        row for row in rows("还要弄清" if changes is UNCLEAR else "还缺", **changes) if row.startswith("　")
    ]
    assert any("到哪里弄清：" in row for row in found)
    assert not any("交到哪里" in row for row in found)


def test_a_task_of_the_unit_is_handed_in_nowhere() -> None:
    """What the unit does has who does it, and where."""
    told = rows("还要办")
    place = told[next(at for at, row in enumerate(told) if row.startswith("□ 单位审核")) + 1]
    assert place == "　找谁：单位人事；在哪里办：职称管理服务平台，由单位操作"


@pytest.mark.parametrize("changes", [{}, SHORT, {**SUBMITTED}], ids=str)
def test_what_is_to_be_done_comes_with_the_next_day_first(changes: dict[str, object]) -> None:
    """Days in their order; what the notice sets no day for comes last."""
    days = [row for row in rows("还要办", **changes) if not row.startswith(("□", "　"))]
    dated = [tuple(map(int, re.findall(r"\d+", day)[:3])) for day in days[:-1]]
    assert dated
    assert dated == sorted(dated)
    assert days[-1] == "通知没有写哪天的"


def test_who_is_refused_reads_why_and_whom_to_call() -> None:
    """No papers, nothing fulfilled, nothing to hurry for."""
    assert headings(**RETIRED) == ["王师傅的结果", "这次不能申报", "不能报的原因", "打电话问", "您的回答", ""]
    assert len(rows("不能报的原因", **RETIRED)) == 1
    assert "尽早" not in text(**RETIRED)


@pytest.mark.parametrize("changes", EVERYBODY, ids=str)
def test_an_address_is_told_once_and_on_a_line_of_its_own(changes: Mapping[str, object]) -> None:
    """Under the name of its place."""
    lines = text(**changes).split("\n")
    addresses = [line for line in lines if "http" in line]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"https?://\S+", line) for line in addresses)
    if "还要办" in headings(**changes):
        assert lines[lines.index("http://zcps.rlsbt.zj.gov.cn") - 1] == "· 职称管理服务平台"


@pytest.mark.parametrize("changes", [{}, SHORT, {"ce_registered": False}], ids=str)
def test_every_paper_has_a_box_its_clauses_and_where_it_goes(changes: dict[str, object]) -> None:
    """What is there already has none, and a place is named once though it is had there and handed in there."""
    result = result_of(assessor(), assess(**changes))
    boxes = [row for row in text(**changes).split("\n") if row.startswith("□ ")]
    wanted = [line for line in result.checklist if line.state != "have"]
    assert len(boxes) == len(wanted)
    for line in wanted:
        box = next(row for row in boxes if line.unmarked in row)
        assert all(pack().shown(clause) in box for clause in line.clauses)


@pytest.mark.parametrize("changes", EVERYBODY, ids=str)
def test_it_is_true_on_any_later_day(changes: Mapping[str, object]) -> None:
    """What is kept says dates, and not how long they are off; all phones stand in it."""
    assert not re.search(r"还有\d+天|今天截止", text(**changes))
    assert all(contact.phone in text(**changes) for contact in pack().facts.contacts.values())
    later = document(result_of(assessor(), assess(**changes)), "王师傅", pack(), OPEN + timedelta(days=1))
    assert later[1:] == passages(**changes)[1:]


def test_a_sentence_with_phones_goes_and_the_rest_stays_whole() -> None:
    """The phones stand on their own below."""
    assert without_phones("不能申报。理由如下；有疑问请问甲 0571-88228291。") == "不能申报。理由如下。"
    assert without_phones("可以申报。") == "可以申报。"
