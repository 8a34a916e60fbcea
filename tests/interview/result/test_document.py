"""A result as a text to keep."""

from __future__ import annotations

import pytest

from bot.interview.result.document import document
from bot.interview.result.result import result_of
from tests.interview.applicants import assess, assessor, pack
from tests.packs import OPEN


def headings(**changes: object) -> list[str]:
    """The headings of the document of an applicant."""
    passages = document(result_of(assessor(), assess(**changes)), "王师傅", pack(), OPEN)
    return [passage.heading for passage in passages]


def test_it_says_whose_it_is_and_all_that_is_needed_later() -> None:
    """The person, the verdict, the papers, the route, the reasons, the answers, the days, the phones."""
    wanted = ["王师傅的结果", "可以申报", "要准备的材料", "报送路径", "要留意的", "已经符合的"]
    assert headings()[: len(wanted)] == wanted
    assert headings()[len(wanted) :] == ["您的回答", "日期", "打电话问", ""]


def test_who_is_refused_gets_no_papers() -> None:
    """The reasons follow the verdict at once."""
    assert headings(employment_status="retired")[1:3] == ["这次不能申报", "不能报的原因"]


@pytest.mark.parametrize("changes", [{}, {"ce_registered": False}], ids=str)
def test_every_paper_has_a_box_its_clauses_and_where_it_goes(changes: dict[str, object]) -> None:
    """A place is named once, though it is had there and handed in there."""
    result = result_of(assessor(), assess(**changes))
    papers = next(one for one in document(result, "本人", pack(), OPEN) if one.heading == "要准备的材料")
    boxes = [row for row in papers.rows if row.startswith("□ ")]
    assert len(boxes) == len(result.checklist)
    for box, line in zip(boxes, result.checklist, strict=True):
        assert line.text in box
        assert all(pack().shown(clause) in box for clause in line.clauses)
    for line in result.checklist:
        if line.where and line.where == line.obtain:
            assert f"　到哪里办：{line.where}" not in papers.rows
            assert f"　交到哪里：{line.where}" in papers.rows


def test_the_days_and_phones_are_those_of_the_notice() -> None:
    """Every milestone with how it stands, every contact."""
    text = "\n".join(one.text for one in document(result_of(assessor(), assess()), "本人", pack(), OPEN))
    assert "2022年12月6日（还有21天）" in text
    assert all(contact.phone in text for contact in pack().facts.contacts.values())
