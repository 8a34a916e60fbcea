"""A draft loads, passes the check, and answers from its clauses, whatever the shape of its notice."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.interview.engine.assessment import Assessor
from bot.interview.proof.proving import prove
from bot.knowledge import open_knowledge
from bot.pack.checking.check import check_folder
from bot.pack.loader import load_pack, undecided_in
from bot.pack.model import Pack
from tests.pack.drafting.drafts import NOTICES, draft_of_text, drafted, written

NOW = datetime(2024, 6, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
QUESTIONS = NOTICES[0].with_name("questions.jsonl")
NUMBERS = [path.name[:2] for path in NOTICES]
LEAST_RIGHT = 0.8
MOST_WRONG = 0.15


@pytest.mark.parametrize("number", NUMBERS)
def test_a_draft_loads_and_passes_the_check(number: str, tmp_path: Path) -> None:
    """Apart from what is undecided: every quote stands in the notice, all it states can be said, its rules are proved."""
    folder = written(drafted(number), tmp_path / "draft")
    pack, faults = check_folder(folder)
    assert [str(fault) for fault in faults] == []
    assert pack is not None
    if pack.interview is not None:
        assert [str(fault) for fault in prove(pack.interview).faults] == []
    assert {clause for entry in pack.own_entries for clause in entry.clauses} >= pack.clauses.keys()


def test_the_questions_of_the_ten_notices_are_answered(tmp_path: Path) -> None:
    """Without a phrasing written by anybody: most are right, few are wrong."""
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    counts: Counter[tuple[str, bool]] = Counter()
    for number in NUMBERS:
        own = [one for one in asked if one["notice"] == number]
        if not own:
            continue
        answerer = open_knowledge(written(drafted(number), tmp_path / number)).answerer()
        for one in own:
            answer = answerer.answer(one["q"], NOW)
            if one.get("silent"):
                counts["silent", answer.outcome == "answer" and not answer.limited] += 1
            elif answer.outcome == "choices":
                counts["choices", True] += 1
            else:
                counts["answered", bool(re.search(one["must"], answer.text))] += 1
    answerable = sum(count for (kind, _), count in counts.items() if kind != "silent")
    print(counts)
    assert counts["answered", True] >= LEAST_RIGHT * answerable
    assert counts["answered", False] <= MOST_WRONG * answerable


def test_the_draft_of_our_notice_beside_its_pack(
    shipped_pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many clauses, days, values, links, phones and documents of the shipped pack the draft found."""
    draft = drafted("01")
    facts = shipped_pack.facts
    own = dict(facts.substitutions)
    cut = {clause.id for clause in draft.clauses if clause.id}
    days = {one.day for one in draft.milestones}
    amounts = {(amount.number) for one in draft.findings for amount in one.amounts}
    stated = [name for name in own if name.startswith("value.") and name[6:] not in facts.derived_values]
    numbers = {"三": 3}
    report = {
        "clauses": (len(cut & shipped_pack.clauses.keys()), len(shipped_pack.clauses)),
        "days": (
            sum(one.day in days for one in facts.milestones.values() if not one.derived),
            sum(not one.derived for one in facts.milestones.values()),
        ),
        "values": (
            sum(numbers.get(own[name], own[name]) in {*amounts, *map(str, amounts)} for name in stated),
            len(stated),
        ),
        "links": _found(own, "link.", [str(one["url"]) for one in draft.links.values()]),
        "documents": _found(
            own, "document.", [str(one["text"]).replace(" ", "") for one in draft.documents.values()]
        ),
        "phones": (
            len(
                {one.phone for one in facts.contacts.values()} & {str(one["phone"]) for one in draft.contacts}
            ),
            len(facts.contacts),
        ),
        "kinds": (
            len({member.name for member in shipped_pack.members} & {str(one["name"]) for one in draft.kinds}),
            sum(member.listed and member.entry == f"craft_{member.id}" for member in shipped_pack.members),
        ),
    }
    with capsys.disabled():
        print(f"\nof the shipped pack the draft found {report}")
    assert report["clauses"][0] >= 25
    for name in ("days", "links", "documents", "phones", "kinds"):
        assert report[name][0] == report[name][1], name
    assert report["values"][0] >= report["values"][1] - 1
    assert {(str(one["person"]), str(one["phone"])) for one in draft.contacts} == {
        (one.person, one.phone) for one in facts.contacts.values()
    }


def _found(own: dict[str, str], prefix: str, found: list[str]) -> tuple[int, int]:
    wanted = [text for name, text in own.items() if name.startswith(prefix)]
    return len(set(wanted) & set(found)), len(wanted)


def test_what_closes_on_a_day_follows_from_its_words() -> None:
    """The applicant's own day is one; the unit's, the lower body's, payment and events are told apart."""
    ours = {one.id: one.day.isoformat() for one in drafted("01").milestones}
    assert ours == {
        "submit": "2022-12-06",
        "unit": "2022-12-19",
        "lower": "2023-01-04",
        "seniority": "2022-12-31",
    }
    exam = {one.closes: (one.day.isoformat(), one.time) for one in drafted("09").milestones if one.closes}
    assert exam["submit"] == ("2024-09-12", "17:00")
    assert exam["payment"] == ("2024-09-14", "17:00")
    table = {one.closes: one.day.isoformat() for one in drafted("06").milestones}
    assert table["submit"] == "2024-08-31"


def test_a_notice_without_a_deadline_and_without_a_phone_is_a_pack_too(tmp_path: Path) -> None:
    """Both are open questions; the office that issued it stands for the phone."""
    folder = written(
        draft_of_text("青山县绿化办法\n第一条 单位和个人应当爱护树木。\n第二条 砍伐树木应当经县林业局批准。"),
        tmp_path / "d",
    )
    pack = load_pack(folder)
    assert pack.facts.submission is None
    assert not pack.facts.contacts
    assert pack.facts.hand_off.phone == ""
    reasons = " ".join(point.reason for point in undecided_in(folder))
    assert "截止" in reasons
    assert "电话" in reasons
    answer = open_knowledge(folder).answerer().answer("砍树要谁批准", NOW)
    assert "林业局" in answer.text


def test_a_day_that_names_only_its_month_is_undecided_and_never_said(tmp_path: Path) -> None:
    """Its clause is still told in its own words."""
    text = "关于申报基地的通知\n各单位：\n一、申报时间\n网上申报截止时间为2024年9月底。\n二、联系\n市农业局：王强 0571-12345678"
    folder = written(draft_of_text(text), tmp_path / "d")
    pack = load_pack(folder)
    assert not pack.facts.milestones
    assert any("月" in point.reason for point in undecided_in(folder) if point.file == "notice.yaml")
    answer = open_knowledge(folder).answerer().answer("申报时间", NOW)
    assert "9月底" in answer.text
    assert "9月30日" not in answer.text


def test_the_year_that_a_day_leaves_out_follows_from_the_signature() -> None:
    """In December for January it is the next one."""
    text = "关于征集节目的通知\n各单位：\n请于1月15日17:00前提交报名表。\n某市文化馆\n2023年12月20日"
    (day,) = draft_of_text(text).milestones
    assert (day.day.isoformat(), day.closes, day.doubt) == ("2024-01-15", "submit", "")


def test_conditions_are_asked_in_the_words_of_the_notice(tmp_path: Path) -> None:
    """What holds for everybody is a question; what holds for some, or stands elsewhere, is undecided."""
    pack = load_pack(written(drafted("07"), tmp_path / "d"))
    assert pack.interview is not None
    asked = " ".join(fact.question for fact in pack.interview.facts.values())
    assert "年龄不超过35周岁" in asked
    assert "满6个月" in asked
    assert "骗取补贴" not in asked
    some = load_pack(written(drafted("01"), tmp_path / "e")).interview
    assert some is not None
    assert not any("部属单位" in fact.question for fact in some.facts.values())


def test_kinds_come_from_an_enumeration(tmp_path: Path) -> None:
    """Each is asked for by its name, and by the part of it that is its own."""
    folder = written(drafted("01"), tmp_path / "d")
    answerer = open_knowledge(folder).answerer()
    answer = answerer.answer("我是做剪纸的能不能报", NOW)
    assert answer.outcome == "answer"
    assert "剪纸工艺" in answer.text


def test_a_table_is_told_row_by_row() -> None:
    """With the names of its columns."""
    answers = [entry.answer for entry in drafted("03").entries]
    assert any("岗位名称：小学英语教师" in answer and "招聘人数：5" in answer for answer in answers)


def test_words_that_look_like_marks_of_the_files_do_no_harm(tmp_path: Path) -> None:
    """Braces, hashes, comments and quotes of a notice stay its words."""
    text = '关于{measures}的通知\n# 一、说明\n<!-- 注 --> 请填写{name}："表\'格"\\n，比例100%。\n[x] 二、联系 0571-12345678'
    folder = written(draft_of_text(text), tmp_path / "d")
    _, faults = check_folder(folder)
    assert [str(fault) for fault in faults] == []


def test_cases_that_shut_out_are_no_conditions_to_fulfil(tmp_path: Path) -> None:
    """有下列情形之一的，不予补贴: whoever is in none of them passes."""
    interview = load_pack(written(drafted("07"), tmp_path / "d")).interview
    assert interview is not None
    fact = next(one for one in interview.facts.values() if one.type == "choice")
    assessor = Assessor(interview)
    rest = {one.id: True for one in interview.facts.values() if one.type == "yes_no"}
    verdicts = {
        str(option.value): assessor.verdict({**rest, fact.id: option.value}, NOW.date())
        for option in fact.options
    }
    assert verdicts.pop("none_of") == "eligible"
    assert set(verdicts.values()) == {"not_eligible"}
