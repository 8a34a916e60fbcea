"""Words that answer nothing by themselves: skipping, a bare yes, what was told already, how much is missing."""

from __future__ import annotations

import pytest

from bot.interview.talk.dialogue import Dialogue
from bot.knowledge import Knowledge
from tests.conversation.talks import BEGIN, Interviewing, Talk, assistant_of, dialogue_of
from tests.interview.applicants import PERSON


@pytest.fixture(scope="module")
def dialogue(shipped: Knowledge) -> Dialogue:
    """Holds interviews by the shipped pack."""
    return dialogue_of(shipped)


@pytest.mark.parametrize("said", ["跳过", "跳过这题", "下一题", "先不答", "这题先放着", "略过吧"])
@pytest.mark.parametrize("asked", ["ce_total", "work_proof", "current_post_date"])
def test_a_question_can_be_skipped(dialogue: Dialogue, asked: str, said: str) -> None:
    """It is left as not known, with a word of how to answer it later, and the next one is asked."""
    talk = Interviewing.asked(dialogue, asked, **PERSON)
    text = talk.say(said)
    assert talk.answers == {**PERSON, asked: "unknown"}
    assert talk.progress.asking not in ("", asked)
    assert "跳过" in text


def test_the_next_question_after_a_pause_is_the_open_one(dialogue: Dialogue) -> None:
    """Nothing is skipped by who comes back."""
    talk = Interviewing.asked(dialogue, "ce_total", **PERSON)
    talk.say("先到这里", "下一题")
    assert talk.answers == PERSON


@pytest.mark.parametrize("said", ["是的", "对", "是啊", "嗯对"])
@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ("employment_status", {"in_post", "not_on_post", "retired", "rehired", "no_unit"}),
        ("civil_status", {"civil_servant", "can_gong"}),
        ("work_proof", {"pension", "contract", "both"}),
    ],
)
def test_a_bare_yes_to_several_options_asks_which(
    dialogue: Dialogue, asked: str, options: set[str], said: str
) -> None:
    """Those that say no are not among them."""
    known = {id: value for id, value in PERSON.items() if id != asked}
    talk = Interviewing.asked(dialogue, asked, **known)
    talk.say(said)
    assert talk.answers == known
    assert {choice.id for choice in talk.lines[-1].choices} == {f"iv:answer:{asked}:{one}" for one in options}


@pytest.mark.parametrize(
    ("asked", "said", "again"),
    [
        ("civil_status", "不是公务员", "不是公务员"),
        ("civil_status", "不是公务员", "我不是公务员"),
        ("specialty", "青瓷", "做青瓷的"),
        ("employment_status", "在职", "在职在岗"),
    ],
)
def test_what_was_just_told_is_no_answer_to_the_next_question(
    dialogue: Dialogue, asked: str, said: str, again: str
) -> None:
    """It is said to be known already."""
    talk = Interviewing.asked(dialogue, asked)
    talk.say(said)
    before, asking = talk.answers, talk.progress.asking
    text = talk.say(again)
    assert (talk.answers, talk.progress.asking, dict(talk.progress.unconfirmed)) == (before, asking, {})
    assert "说过了" in text


@pytest.mark.parametrize("said", ["专业差多少", "我还差几个学时", "学时还差多少啊"])
def test_what_is_missing_is_reckoned_from_the_answers(dialogue: Dialogue, said: str) -> None:
    """As 按您说的算; nothing is noted by it."""
    known = {**PERSON, "ce_total": 80, "ce_professional": 52}
    talk = Interviewing.asked(dialogue, "ce_public", **known)
    text = talk.say(said)
    assert talk.answers == known
    assert "按您说的算" in text
    assert "还差10" in text
    assert "还差8" in text


def test_a_paper_of_which_answers_are_open_is_not_there_yet(dialogue: Dialogue) -> None:
    """The card of the hours, before it is known whether they are registered."""
    hours = {"ce_year": 2022, "ce_total": 92, "ce_professional": 62, "ce_public": 20}
    talk = Interviewing.asked(dialogue, "ce_registered", **PERSON, **hours)
    text = talk.say("要交什么")
    card = next(line for line in text.splitlines() if "学时卡" in line)
    assert "已有" not in card
    assert "看“学时登记”：2022年度学时卡" in text
    talk = Interviewing.asked(dialogue, "annual_review_years", **PERSON, **hours, ce_registered=True)
    card = next(line for line in talk.say("要交什么").splitlines() if "学时卡" in line)
    assert "已有" in card


@pytest.mark.parametrize("said", ["最后一个", "那就最后一个", "最后那个", "就最后那个吧", "选最后一个"])
def test_the_last_one_is_the_last_option(shipped: Knowledge, said: str) -> None:
    """Not 不清楚, nor the step that stands last."""
    talk = Talk(assistant_of(shipped))
    talk.say(BEGIN, said)
    assert talk.answers == {"employment_status": "no_unit"}


@pytest.mark.parametrize(
    ("asked", "said", "told"),
    [
        ("submitted_online", "交了，单位也推荐了", {"submitted_online": True, "unit_recommended": True}),
        ("unit_type", "学校，中学", {"unit_type": "public_institution"}),
        ("unit_type", "民办非企业", {"unit_type": "other"}),
        ("personnel_relation", "义乌的", {"personnel_relation": "zhejiang"}),
        ("personnel_relation", "在杭州下沙", {"personnel_relation": "zhejiang"}),
        ("submitted_online", "单位还没审", {}),
        ("personnel_relation", "挂在人才市场", {}),
    ],
)
def test_short_answers_are_read_as_far_as_they_go(
    dialogue: Dialogue, asked: str, said: str, told: dict[str, object]
) -> None:
    """What leaves the question open is not noted."""
    known = {id: value for id, value in PERSON.items() if id != asked}
    talk = Interviewing.asked(dialogue, asked, **known)
    talk.say(said)
    assert {id: value for id, value in talk.answers.items() if id not in known} == told


def test_where_somebody_comes_from_rules_out_nothing(dialogue: Dialogue) -> None:
    """老家台州 does not say that one works elsewhere."""
    talk = Interviewing.asked(dialogue, "personnel_relation", employment_status="in_post")
    talk.say("老家台州")
    assert "personnel_relation" not in talk.answers
    assert not talk.lines or "iv:answer:personnel_relation:zhejiang" in talk.buttons()


@pytest.mark.parametrize("said", ["12月3日星期五", "11月18日周四"])
def test_a_day_that_is_not_that_day_of_the_week_is_asked_again(dialogue: Dialogue, said: str) -> None:
    """It is not put into another year in which it would be."""
    talk = Interviewing.asked(dialogue, "publicity_start", submitted_online=True, unit_recommended=False)
    assert "星期几" in talk.say(said)
    assert "publicity_start" not in talk.answers


@pytest.mark.parametrize(
    ("asked", "said", "answered"),
    [
        ("has_papers", "投出去了，还没登", {"has_papers": False}),
        ("civil_status", "馆是参公，不过我是合同工，没登记", {"civil_status": "none"}),
        ("unit_first_login", "前年同事评副高，就拿这号进过的", {"unit_first_login": False}),
    ],
)
def test_a_bare_no_and_a_colleague_beside_it_answer_the_open_question(
    dialogue: Dialogue, asked: str, said: str, answered: dict[str, object]
) -> None:
    """What is denied without a name is what is asked, and no other fact; nobody else's interview is opened."""
    talk = Interviewing.asked(dialogue, asked)
    talk.say(said)
    told = {id: value for id, value in talk.answers.items() if id != "ask_date"}
    assert told.get(asked, talk.progress.unconfirmed.get(asked)) == answered[asked]
    assert {*told, *talk.progress.unconfirmed} == {asked}


def test_what_is_only_offered_can_be_answered_in_part(dialogue: Dialogue) -> None:
    """Who is asked for the year of another degree answers that, whether or not it was said where that is from."""
    talk = Interviewing.asked(dialogue, "other_degree_year")
    talk.say("2011")
    assert talk.answers["other_degree_year"] == 2011
