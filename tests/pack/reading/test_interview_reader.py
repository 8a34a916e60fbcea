"""rules.yaml: what it says, and each mistake with its line and its mend."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bot.interview.engine.texts import about_another, filled
from bot.pack.checking.interview_drift import interview_drift
from bot.pack.faults import PackError
from bot.pack.interview_model import Interview
from bot.pack.loader import load_pack
from tests.interview.applicants import KNOWLEDGE, interview, pack, spoilt


def test_shipped_interview_has_fifty_facts() -> None:
    """The facts of the reading, all of them, each with a question, a help and a clause."""
    facts = interview().facts
    assert len(facts) == 50
    assert all(fact.question and fact.help and fact.clauses for fact in facts.values())


def test_compiled_and_back_is_the_same() -> None:
    """The compiled form loses nothing."""
    compiled = msgspec.msgpack.encode(interview())
    assert msgspec.msgpack.decode(compiled, type=Interview) == interview()


def test_pack_without_an_interview_is_a_pack(tmp_path: Path) -> None:
    """rules.yaml may be left out."""
    folder = shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    (folder / "rules.yaml").unlink()
    shutil.rmtree(folder / "sayings")
    assert load_pack(folder).interview is None


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (
            "{civil_status: [civil_servant, can_gong]}",
            "{civil_status: king}",
            "civil_status 没有 king 这个值",
        ),
        ("{civil_status: [civil_servant, can_gong]}", "{civil_statu: none}", "是不是 civil_status"),
        ("{civil_status: [civil_servant, can_gong]}", "{civil_status: {isnt: none}}", "不认识的键 isnt"),
        ("{civil_status: [civil_servant, can_gong]}", "{civil_status: {below: 3}}", "不能用 below"),
        ("after: date.personal", "after: date.nobody", "的 after 不能是 date.nobody"),
        ("after: date.personal", "below: 5", "不能用 below"),
        ("effect: block", "effect: refuse", "effect 不能是 refuse"),
        ("where: hr", "where: moon", "where 没有 moon"),
        ("clauses: [一.2]", "clauses: [九.9]", "条款 九.9 不存在"),
        ("请电话问{place.phone}", "请电话问{place.fone}", "不存在的占位符 {place.fone}"),
        ("suspended_by: [R17.1", "suspended_by: [R99", "规则 R99 不存在"),
        ('item: "23"', 'item: "99"', "item 99 不在清单里"),
        ('date: "2018-01-01"', 'date: "2018-01-02"', "推算为 2018-01-01"),
        ("  - id: civil_status", "  - id: specialty", "事实 specialty 重复"),
        ("{letter_status: have}", "{letter_issuer: other}", "letter_issuer 的前提绕回了自己"),
        ("ask_again: [submitted_online", "ask_again: [submited", "没有事实 submited"),
        ("  eligible:\n    name: 可以申报\n", "  eligible:\n", "缺 name"),
        ("{of: [ce_professional, ce_public]", "{of: [ce_professional, civil_status]", "不是数"),
        ("type: yes_no", "type: maybe", "type 不能是 maybe"),
    ],
)
def test_mistakes_are_found(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    """Each mistake is a fault at its line with a mend."""
    with pytest.raises(PackError) as caught:
        spoilt(tmp_path, {old: new})
    found = [fault for fault in caught.value.faults if wrong in fault.wrong + fault.mend]
    assert found, caught.value
    assert all(fault.file == "rules.yaml" and fault.mend for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("{who}的专业在通知列出的", "满7年的", "数字 7"),
        ("{who}的专业在通知列出的", "《不存在的表》", "《不存在的表》"),
        ("{who}的专业在通知列出的", "电话0571-12345678，", "电话 0571-12345678"),
    ],
)
def test_nothing_outside_the_notice_is_said(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    """A number, a title or a phone that the notice does not have is a fault of the drift check."""
    faults = interview_drift(replace(pack(), interview=spoilt(tmp_path, {old: new})))
    assert any(wrong in fault.wrong for fault in faults)


def test_shipped_interview_does_not_drift() -> None:
    """Everything that the shipped interview says is in the notice, or derived."""
    assert list(interview_drift(pack())) == []


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('value: "{value.ce_total}"', "value: 很多", "很多 不是这一题的答案"),
        ('value: "{value.ce_total}"', "value: 1001", "1001 不是这一题的答案"),
        (
            '    question: "{who}本人是公务员',
            '    common: [{value: x, label: x}]\n    question: "{who}本人是公务员',
            "不用写 common",
        ),
    ],
)
def test_a_button_of_a_typed_question_must_be_an_answer(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    """A word, a number beyond what there can be, and a button where options are picked anyway are faults."""
    with pytest.raises(PackError, match=wrong):
        spoilt(tmp_path, {old: new})


def test_what_most_answer_is_data() -> None:
    """Its numbers are those of notice.yaml."""
    common = {fact.id: [(one.value, one.label) for one in fact.common] for fact in interview().facts.values()}
    assert common["ce_total"] == [(90, "已满{value.ce_total}")]
    assert common["civil_status"] == []


@pytest.mark.parametrize("named", ["您", "王芳"])
def test_whoever_it_is_about_the_drift_check_reads_the_same(named: str) -> None:
    """`{who}` is no placeholder of the notice: what it is filled with says no date, number or document."""
    own = pack().interview
    assert own is not None
    assert own.substitutions["who"] == "您"
    about = replace(own, substitutions={**own.substitutions, "who": named})
    assert list(interview_drift(replace(pack(), interview=about))) == []


def test_every_question_about_another_names_them_or_can_be_anybody_s() -> None:
    """Nothing that is asked speaks of 您, who only answers."""
    own = pack().interview
    assert own is not None
    about = filled(about_another(own))
    assert [fact.id for fact in about.facts.values() if "您" in fact.question + fact.help] == []
    assert any("{who}" in fact.question for fact in about.facts.values())
