"""A notice whose signature stands behind its annex, with hours on one day and those listed who are not accepted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.pack.checking.check import check_folder
from bot.pack.drafting.clause_topics import topic_of
from bot.pack.drafting.draft_model import Draft, DraftEntry
from tests.pack.drafting.drafts import draft_of_text, written

NOTICE = (Path(__file__).parents[2] / "faq" / "bounds" / "garden_plots.txt").read_text(encoding="utf-8")
OTHERS = """

五、其他事项
冒名认领的，收回地块，次年不得认领。
认领咨询：镇农业农村办公室，0633-5550117；小程序咨询：镇便民服务中心，0633-5550118。菜园守则由管理员负责张贴，各户自备水桶和农具，不得使用除草剂。
"""


@pytest.fixture(scope="module")
def plots() -> Draft:
    """The draft of the notice."""
    return draft_of_text(NOTICE)


def entry_of(draft: Draft, clause: str) -> DraftEntry:
    """The entry that stands for one clause alone."""
    return next(one for one in draft.entries if one.clauses == (clause,) and not one.id.startswith("day_"))


def topic_in(draft: Draft, clause: str) -> str:
    """What one clause is about."""
    return topic_of(next(one for one in draft.clauses if one.id == clause))


def test_a_signature_behind_the_annex_is_none_of_its_items(plots: Draft) -> None:
    """The last item ends where it ends, and the notice is signed on that day."""
    last = next(clause for clause in plots.clauses if clause.id == "附1.3")
    assert last.text == "3.捐赠收据"
    assert plots.head.signed == date(2024, 3, 28)
    assert all(one.day != date(2024, 3, 28) for one in plots.milestones)


def test_a_signature_before_the_annexes_stays_there() -> None:
    """A day at the end of an annex is then one of its own."""
    body, _, rest = NOTICE.partition("附件：")
    annex, _, signature = rest.partition("\n松桥镇农业农村办公室\n")
    moved = (
        f"{body}松桥镇农业农村办公室\n{signature.strip()}\n\n附件：{annex.strip()}\n填表人\n2024年4月1日\n"
    )
    last = next(clause for clause in draft_of_text(moved).clauses if clause.id == "附1.3")
    assert "2024年4月1日" in last.text


def test_what_closes_on_a_day_with_hours_closes_at_their_end(plots: Draft) -> None:
    """8:30—11:00 is over at eleven."""
    day = next(one for one in plots.milestones if one.day == date(2024, 5, 6))
    assert (day.closes, day.hour) == ("other", "11:00")


def test_what_only_begins_on_a_day_with_hours_begins_with_them() -> None:
    """An event that nothing closes is told by its beginning."""
    text = NOTICE.replace(
        "现场选地。5月6日8:30—11:00持认领号到镇东菜园选地，逾期视为放弃。",
        "培训。5月6日8:30—11:00在镇东菜园举行培训。",
    )
    day = next(one for one in draft_of_text(text).milestones if one.day == date(2024, 5, 6))
    assert (day.closes, day.hour) == ("", "8:30")


def test_those_not_accepted_are_one_question(plots: Draft, tmp_path: Path) -> None:
    """Each case of the list is one of its answers, and shuts out."""
    pack, faults = check_folder(written(plots, tmp_path / "draft"))
    assert [str(fault) for fault in faults] == []
    assert pack is not None
    assert pack.interview is not None
    asked = next(fact for fact in pack.interview.facts.values() if "不予受理" in fact.question)
    assert [option.label for option in asked.options] == [
        "只租商铺的",
        "代领、转让的",
        "已在企业菜园登记地块的",
        "外地游客",
        "都不属于",
    ]


def test_a_topic_is_not_cut_in_the_middle() -> None:
    """Neither in a list nor before a number."""
    text = NOTICE.replace(
        "3.捐赠收据",
        "3.户口簿、认领人身份证的复印件各1份，须交验原件\n4.居委会、合作社、志愿服务队和镇政府出具的证明材料",
    )
    draft = draft_of_text(text)
    assert topic_in(draft, "附1.3") == "户口簿、认领人身份证的复印件"
    assert topic_in(draft, "附1.4") == "居委会、合作社"


def test_a_paper_is_no_point_of_its_own_subject(plots: Draft) -> None:
    """Who asks for his certificate is not told one that he must hand in."""
    paper = entry_of(plots, "附1.2")
    assert "证书怎么领" not in paper.phrasings


def test_a_section_of_odds_and_ends_is_told_sentence_by_sentence() -> None:
    """What stands together in it has nothing in common."""
    draft = draft_of_text(NOTICE.replace("\n附件：", f"{OTHERS}\n附件：", 1))
    answers = [one.answer for one in draft.entries if one.clauses == ("五",)]
    assert any(answer.startswith("冒名认领的") and "咨询" not in answer for answer in answers)
    assert any(answer.startswith("小程序咨询") for answer in answers)


def test_where_to_hand_in_is_asked_of_what_says_it() -> None:
    """Not of the address of the office, where another place is told."""
    draft = draft_of_text(NOTICE.replace("持认领号到镇东菜园选地", "持认领号到镇便民服务中心提交证明材料"))
    hand_in = next(one for one in draft.entries if "材料交到哪里" in one.phrasings)
    assert "镇便民服务中心" in hand_in.answer
