"""The interview as a conversation, over the shipped pack."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.interview.engine.assessment import Assessor
from bot.interview.talk.dialogue import Dialogue
from bot.interview.talk.progress import DONE, PAPERS, VERDICT, Progress
from bot.knowledge import Knowledge
from tests.conversation.talks import Interviewing, Talk, assistant_of, dialogue_of
from tests.interview.applicants import FULL, assessor, interview
from tests.packs import OPEN, SHANGHAI

LATE_DAY = datetime(2022, 12, 7, 10, tzinfo=SHANGHAI)
PHONE = re.compile(r"0571-?\d{8}")
GIVEN = dict(FULL)
BOUND = 60
"""More turns than an interview of 50 facts can take."""


@pytest.fixture(scope="module")
def dialogue(shipped: Knowledge) -> Dialogue:
    """Holds interviews by the shipped pack."""
    return dialogue_of(shipped)


@pytest.fixture
def talk(dialogue: Dialogue) -> Interviewing:
    """A new interview."""
    return Interviewing.begun(dialogue)


PERSON = {
    id: GIVEN[id]
    for id in (
        "employment_status",
        "civil_status",
        "specialty",
        "personnel_relation",
        "unit_type",
        "meets_12",
        "application_route",
    )
}
"""Answers to what is asked before the progress, while there is time."""


def left(text: str) -> int:
    """How many questions are said to remain."""
    match = re.search(r"还有(\d+)题", text)
    assert match
    return int(match[1])


# ── the way through ──


def test_it_begins_with_a_question_its_choices_and_the_way_out(talk: Interviewing) -> None:
    """The first question has its buttons, 不清楚, 为什么问 and 先到这里; there is nothing to go back to."""
    asking = talk.progress.asking
    assert assessor().interview.facts[asking].question[:8] in talk.text
    buttons = talk.buttons()
    assert asking == "employment_status"
    assert f"iv:answer:{asking}:unknown" in buttons
    assert {"iv:do:why", "iv:do:pause"} <= set(buttons)
    assert "iv:do:back" not in buttons
    assert talk.lines[-1].clauses == interview().facts[asking].clauses


def test_progress_is_told_at_every_step_and_comes_down_to_one(talk: Interviewing) -> None:
    """About how many questions remain is said with each, and answers that open no others bring it down."""
    counts = []
    while talk.progress.asking:
        counts.append(left(talk.text))
        talk.tap(GIVEN[talk.progress.asking])
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 1


def test_the_verdict_comes_with_reasons_clauses_and_what_to_do_next(talk: Interviewing) -> None:
    """An applicant who may apply is told so, on which clauses, and offered the papers."""
    text = talk.answer(GIVEN)
    assert talk.progress.phase == DONE
    assert talk.progress.verdict == "eligible"
    assert "【可以申报】" in text
    assert any(line.clauses for line in talk.lines)
    assert {"iv:do:papers", "iv:do:change", "iv:do:again"} <= set(talk.buttons())


def test_the_papers_are_a_phase_of_their_own(talk: Interviewing) -> None:
    """接着问 after the list goes on with the questions about papers alone and ends with the list and the route."""
    talk.answer(GIVEN)
    talk.say("要交什么", "接着问")
    assert (talk.progress.phase, interview().facts[talk.progress.asking].deciding) == (PAPERS, False)
    text = talk.answer(GIVEN)
    assert talk.progress.phase == DONE
    assert "要准备的材料" in text
    assert "报送路径" in text


def test_who_cannot_apply_is_told_at_once_and_gets_no_list(talk: Interviewing) -> None:
    """A civil servant is asked nothing more, has a phone to call, and no checklist."""
    text = talk.answer({**GIVEN, "civil_status": "civil_servant"})
    assert talk.progress.verdict == "not_eligible"
    assert "ce_total" not in talk.answers
    assert PHONE.search(text)
    assert "iv:do:papers" not in talk.buttons()
    assert "没有材料清单" in talk.say("要交什么")


def test_who_is_late_is_told_at_once(dialogue: Dialogue) -> None:
    """On the day after the deadline who has not submitted is late."""
    talk = Interviewing.begun(dialogue, LATE_DAY)
    talk.answer(GIVEN)
    assert talk.progress.verdict == "late"
    assert len(talk.answers) <= 2


@pytest.mark.parametrize("now", [OPEN, LATE_DAY])
def test_not_knowing_anything_ends_politely_with_whom_to_phone(dialogue: Dialogue, now: datetime) -> None:
    """All 不清楚: it ends, says what to find out, and whom to phone."""
    talk = Interviewing.begun(dialogue, now)
    text = talk.answer({})
    assert talk.progress.verdict not in ("eligible", "not_eligible")
    assert "请" in text
    assert "还不清楚" in text
    assert PHONE.search(text)


# ── words and buttons ──


@pytest.mark.parametrize("said", ["为什么问", "为什么", "iv:do:why"])
def test_why_is_answered_and_the_question_returns(talk: Interviewing, said: str) -> None:
    """The reason with its clauses, then the same question; nothing is answered by asking."""
    asking = talk.progress.asking
    text = talk.say(said)
    assert "这次不能申报" in text
    assert talk.lines[0].clauses == interview().facts[asking].clauses
    assert (talk.progress.asking, talk.answers) == (asking, {})
    assert f"iv:answer:{asking}:unknown" in talk.buttons()


@pytest.mark.parametrize("said", ["不清楚", "不知道", "iv:answer:employment_status:unknown"])
def test_unsure_goes_on_and_is_not_asked_again(talk: Interviewing, said: str) -> None:
    """不清楚 is kept as such."""
    talk.say(said)
    assert talk.answers == {"employment_status": "unknown"}
    assert talk.progress.asking != "employment_status"


def test_one_answer_is_changed_and_the_rest_kept(talk: Interviewing) -> None:
    """改 lists the answers by their labels; one is picked, asked again, and no other is lost."""
    talk.answer(GIVEN)
    before = talk.answers
    text = talk.say("改")
    assert talk.progress.menu
    assert "其他的都保留" in text
    assert [*(f"iv:change:{id}" for id in before), "iv:do:keep"] == talk.buttons()
    talk.say("iv:change:ce_total")
    assert talk.progress.asking == "ce_total"
    talk.say("85")
    assert talk.answers == {**before, "ce_total": 85}
    assert talk.progress.verdict == "needs_more"


def test_answers_that_no_longer_apply_fall_away(talk: Interviewing) -> None:
    """Who moves to Zhejiang needs no letter; the answers about it go, and what the change opens is asked."""
    talk.answer({**GIVEN, "personnel_relation": "other_province", "letter_status": "not_yet"})
    assert talk.answers["letter_status"] == "not_yet"
    talk.say("改", "iv:change:personnel_relation", "浙江")
    assert "letter_status" not in talk.answers
    assert talk.progress.verdict == "eligible"
    talk.say("改", "iv:change:personnel_relation", "外省")
    assert talk.progress.asking == "letter_status"


def test_an_answer_that_no_longer_applies_refuses_nobody(talk: Interviewing) -> None:
    """Refused at a university without a vacancy, then 企业: what the university said counts no more."""
    talk.answer(
        {
            **GIVEN,
            "unit_type": "university",
            "university_entrusted": True,
            "univ_vacancy_recommended": "no",
        }
    )
    assert talk.progress.verdict == "not_eligible"
    talk.say("iv:change:unit_type")
    talk.tap("enterprise")
    talk.answer(GIVEN)
    assert talk.progress.verdict == "eligible"


def test_changing_and_changing_back_gives_the_same_verdict(talk: Interviewing) -> None:
    """Whatever deciding answer is changed and changed back, the end is the same."""
    given_answers = {**GIVEN, "personnel_relation": "other_province", "letter_status": "not_yet"}
    talk.answer(given_answers)
    verdict, before = talk.progress.verdict, talk.answers
    for fact in before:
        talk.say(f"iv:change:{fact}")
        talk.tap("unknown")
        talk.answer(given_answers)
        talk.say(f"iv:change:{fact}")
        talk.tap(given_answers[fact])
        talk.answer(given_answers)
        assert (talk.progress.verdict, talk.answers) == (verdict, before), fact


def test_a_pause_keeps_everything_and_the_question_returns(talk: Interviewing, dialogue: Dialogue) -> None:
    """先到这里 keeps the answers; taken up again it asks the same question."""
    talk.say("在职", "不是", "先到这里")
    assert "留着" in talk.text
    kept = Progress.from_plain(talk.progress.to_plain())
    progress, lines = dialogue.resume(kept, OPEN)
    assert (progress.asking, dict(progress.answers)) == (talk.progress.asking, talk.answers)
    assert assessor().interview.facts[progress.asking].question[:6] in lines[-1].text


@pytest.mark.parametrize(
    "tap",
    [
        "iv:answer:employment_status:retired",
        "iv:answer:nosuch:1",
        "iv:change:nosuch",
        "iv:answer:civil_status",
        "iv:",
        "iv:x",
        "iv:do:nosuch",
        "iv:do",
        "iv:answer",
        "iv:change",
        "iv:answer:specialty:nosuch",
    ],
)
def test_a_stale_or_broken_tap_does_no_harm(talk: Interviewing, tap: str) -> None:
    """No answer changes, and the open question is asked once more."""
    talk.say("在职", "不是")
    before = talk.progress
    talk.say(tap)
    assert (talk.progress.answers, talk.progress.asking) == (before.answers, before.asking)
    assert f"iv:answer:{before.asking}:unknown" in talk.buttons()


def test_a_stale_tap_after_the_verdict_does_no_harm(talk: Interviewing) -> None:
    """An old button under the verdict is told to be old."""
    talk.answer(GIVEN)
    before = talk.progress
    assert talk.say("iv:answer:submitted_online:True").strip()
    assert talk.progress == before


# ── bad answers ──


@pytest.mark.parametrize("said", ["-5", "1001"])
def test_hours_that_cannot_be_are_asked_again_with_the_reason(dialogue: Dialogue, said: str) -> None:
    """The reason, the bounds, and the same question."""
    talk = Interviewing.asked(dialogue, "ce_total", **{**GIVEN, "ce_total": None})
    text = talk.say(said)
    assert "用不了" in text
    assert "不小于0" in text
    assert talk.progress.asking == "ce_total"
    assert talk.answers.get("ce_total") is None


def test_hours_above_the_most_are_told_the_most(dialogue: Dialogue) -> None:
    """Who is told only that the number must not be below 0 cannot know what was wrong with 1001."""
    talk = Interviewing.asked(dialogue, "ce_total", ce_year=2022)
    assert "1000" in talk.say("1001")


@pytest.mark.parametrize("said", ["2030年", "2022年11月16日", "2023-01-01"])
def test_a_day_that_is_still_to_come_is_asked_again_with_the_reason(dialogue: Dialogue, said: str) -> None:
    """What happened cannot lie after today."""
    talk = Interviewing.asked(dialogue, "current_post_date", **{**GIVEN, "current_post_date": None})
    text = talk.say(said)
    assert "今天以后" in text
    assert talk.progress.asking == "current_post_date"


def test_a_year_of_graduation_still_to_come_is_told_why(dialogue: Dialogue) -> None:
    """The reason is the time, not the size of the number."""
    talk = Interviewing.asked(dialogue, "degree_year", **{**GIVEN, "degree_year": None})
    talk.progress = replace(talk.progress, phase=PAPERS)
    assert "今" in talk.say("2030").split("\n")[0]
    assert talk.progress.asking == "degree_year"


def test_parts_greater_than_the_whole_are_asked_again_with_the_reason(dialogue: Dialogue) -> None:
    """专业 + 公需 > 总数 is told, and the three are asked again."""
    known = {**GIVEN, "ce_total": 90, "ce_professional": 80, "ce_public": None}
    talk = Interviewing.asked(dialogue, "ce_public", **{k: v for k, v in known.items() if v is not None})
    text = talk.say("18")
    assert "总" in text.split("\n")[0]
    assert talk.progress.asking == "ce_total"
    assert not {"ce_total", "ce_professional", "ce_public"} & talk.answers.keys()


def test_parts_greater_than_the_whole_in_one_sentence_are_asked_again(dialogue: Dialogue) -> None:
    """Even if the contradiction comes in beside the answer."""
    known = {k: v for k, v in GIVEN.items() if k not in ("ce_total", "ce_professional", "ce_public")}
    talk = Interviewing.asked(dialogue, "ce_total", **known)
    talk.say("总共50，专业62公需20")
    assert talk.progress.asking in ("ce_total", "ce_professional", "ce_public")
    assert talk.progress.verdict == ""


def test_answers_that_contradict_are_asked_again(dialogue: Dialogue) -> None:
    """A publicity that ends before it begins is told, and both days are asked again."""
    known = {"submitted_online": True, "unit_recommended": False, "publicity_start": "2022-11-14"}
    talk = Interviewing.asked(dialogue, "publicity_end", **known)
    text = talk.say("2022年11月10日")
    assert "早于开始" in text
    assert talk.progress.asking == "publicity_start"
    assert "publicity_end" not in talk.answers


def test_two_readings_are_offered_and_a_tap_decides(dialogue: Dialogue) -> None:
    """Neither is taken until one is tapped."""
    talk = Interviewing.asked(dialogue, "publicity_start", submitted_online=True, unit_recommended=False)
    talk.say("2月29号")
    assert talk.buttons() == [f"iv:answer:publicity_start:{day}" for day in ("2020-02-29", "2024-02-29")]
    assert "publicity_start" not in talk.answers
    talk.tap("2024-02-29")
    assert talk.answers["publicity_start"] == "2024-02-29"


# ── several facts in one sentence ──


def test_a_sentence_of_several_facts_is_taken_and_read_back(dialogue: Dialogue) -> None:
    """我是东阳一家木雕公司的，2015年拿的高级 is never asked again, and what was taken is said."""
    talk = Interviewing.asked(dialogue, "specialty", submitted_online=False, employment_status="in_post")
    text = talk.say("我是东阳一家木雕公司的，2015年拿的高级")
    assert talk.answers["specialty"] == "sculpture_carving"
    assert talk.answers["unit_type"] == "enterprise"
    assert talk.answers["current_title"] == "senior_arts"
    assert "记下" in text
    assert "企业" in text


def test_the_day_of_the_title_is_kept_until_it_applies(dialogue: Dialogue) -> None:
    """The year said before the route was known is not asked for once the route asks for it."""
    talk = Interviewing.asked(dialogue, "specialty", submitted_online=False, employment_status="in_post")
    talk.say("我是东阳一家木雕公司的，2015年拿的高级")
    asked = set()
    for _ in range(BOUND):
        if not talk.progress.asking:
            break
        asked.add(talk.progress.asking)
        given_answers = {**GIVEN, "application_route": "exceptional", "senior_title_date": "2015"}
        talk.tap(given_answers[talk.progress.asking])
    assert "senior_title_date" not in asked


@pytest.mark.parametrize("asked", ["ce_total", "ce_professional", "ce_public"])
def test_hours_in_one_sentence_are_not_asked_again(dialogue: Dialogue, asked: str) -> None:
    """专业62公需20 gives both, whichever of the hours was asked."""
    known = {k: v for k, v in GIVEN.items() if k not in ("ce_professional", "ce_public", asked)}
    talk = Interviewing.asked(dialogue, asked, **known)
    talk.say("专业62公需20")
    assert (talk.answers.get("ce_professional"), talk.answers.get("ce_public")) == (62, 20)
    assert talk.progress.asking not in ("ce_professional", "ce_public")


def test_no_and_where_i_work_are_two_answers(dialogue: Dialogue) -> None:
    """公务员吗→不是的我在企业 answers the question and the next but one."""
    talk = Interviewing.asked(dialogue, "civil_status", submitted_online=False)
    talk.say("不是的我在企业")
    assert talk.answers["civil_status"] == "none"
    assert talk.answers["unit_type"] == "enterprise"


def test_what_was_answered_is_overwritten_beside_and_read_back(dialogue: Dialogue) -> None:
    """Words beside the answer change an answer that was given before, and say so in the same turn."""
    talk = Interviewing.asked(dialogue, "civil_status", submitted_online=False, unit_type="university")
    text = talk.say("不是的我在企业")
    assert (talk.answers["civil_status"], talk.answers["unit_type"]) == ("none", "enterprise")
    assert f"{interview().facts['unit_type'].name}：企业" in text


# ── a changed pack ──


def test_under_other_rules_what_fits_is_kept_and_the_rest_is_named(
    dialogue: Dialogue, shipped: Knowledge
) -> None:
    """An answer that is no longer offered is dropped and named; the others stay, and it is asked again."""
    title = interview().facts["current_title"]
    fewer = replace(title, options=tuple(o for o in title.options if o.value != "intermediate"))
    changed = replace(interview(), facts={**interview().facts, "current_title": fewer})
    newer = dialogue_of(shipped, Assessor(changed), "newer")
    talk = Interviewing.begun(dialogue)
    talk.say("在职", "不是")
    old = replace(
        talk.progress,
        answers={**talk.answers, "current_title": "intermediate", "gone_fact": "x", "ce_total": -5},
    )
    progress, lines = newer.resume(old, OPEN)
    assert dict(progress.answers) == talk.answers
    assert progress.rules == "newer"
    assert "更新" in lines[0].text
    assert "职称" in lines[0].text
    assert "总学时" in lines[0].text
    assert "{" not in lines[0].text
    assert "gone_fact" not in lines[0].text
    assert progress.asking == "specialty"


def test_under_other_rules_where_all_fits_it_says_so(dialogue: Dialogue, shipped: Knowledge) -> None:
    """Nothing is dropped without need."""
    talk = Interviewing.begun(dialogue)
    talk.say("在职", "不是")
    progress, lines = dialogue_of(shipped, None, "newer").resume(talk.progress, OPEN)
    assert dict(progress.answers) == talk.answers
    assert "都还适用" in lines[0].text


def test_the_question_that_was_open_may_be_gone(dialogue: Dialogue) -> None:
    """An interview kept in the middle of a question that the rules no longer have is taken up."""
    old = Progress(answers={"submitted_online": False}, asking="gone_fact", rules="older")
    progress, lines = dialogue.resume(old, OPEN)
    assert progress.asking == "employment_status"
    assert lines[-1].text.strip()


# ── whatever is said ──

WORDS = st.sampled_from(
    [
        "是的", "没有", "不清楚", "上一步", "改", "重来", "先到这里", "要交什么", "为什么", "在职", "公司",
        "木雕", "浙江", "2015年6月", "12月6号", "90", "-5", "62", "专业62公需20", "普通", "2月29号", "2030年",
        "iv:do:back", "iv:do:change", "iv:do:papers", "iv:change:ce_total", "iv:change:personnel_relation",
        "iv:answer:civil_status:none", "iv:change:submitted_online", "", "?", "1",
    ]
)  # fmt: skip
STEPS = st.lists(st.integers(0, 40) | WORDS | st.text(max_size=12), max_size=25)
STRICT = settings(suppress_health_check=list(HealthCheck))


def walk(talk: Interviewing, steps: list[int | str]) -> None:
    """Tap the button of each number, say each text."""
    for step in steps:
        buttons = talk.buttons()
        if isinstance(step, int):
            talk.say(buttons[step % len(buttons)] if buttons else "不清楚")
        else:
            talk.say(step)
        assert talk.progress.phase in (VERDICT, PAPERS, DONE)
        assert bool(talk.progress.asking) == (talk.progress.phase != DONE)
        assert all(line.text.strip() for line in talk.lines)


@STRICT
@given(STEPS)
def test_any_walk_goes_on_and_ends(dialogue: Dialogue, steps: list[int | str]) -> None:
    """Whatever is tapped and said, nothing raises, and from there 不清楚 leads to a verdict in few turns."""
    talk = Interviewing.begun(dialogue)
    walk(talk, steps)
    talk.answer({}, BOUND)
    assert talk.progress.verdict
    assert Progress.from_plain(talk.progress.to_plain()) == talk.progress


@STRICT
@given(st.lists(st.integers(0, 40), min_size=5, max_size=25), st.data())
def test_a_change_and_back_after_any_walk(dialogue: Dialogue, steps: list[int], data: st.DataObject) -> None:
    """From any end, one answer changed and changed back gives the same verdict."""
    talk = Interviewing.begun(dialogue)
    for step in steps:
        options = [id for id in talk.buttons() if id.startswith("iv:answer:")]
        if not options:
            break
        talk.say(options[step % len(options)])
    talk.answer({})
    verdict, before = talk.progress.verdict, talk.answers
    fact = data.draw(st.sampled_from([id for id in before if interview().facts[id].deciding]))
    for value in ("unknown", before[fact]):
        talk.say(f"iv:change:{fact}")
        talk.tap(value)
        talk.answer(before)
    assert talk.progress.verdict == verdict


# ── what is said of another question, and the list of answers ──


def test_the_issues_own_sentence_is_no_yes(talk: Interviewing) -> None:
    """我是东阳… tells of the person and does not say that anything was submitted."""
    talk = Interviewing.asked(talk.dialogue, "submitted_online")
    talk.say("我是东阳一家木雕公司的，2015年拿的高级")
    assert "submitted_online" not in talk.answers
    assert talk.answers["specialty"] == "sculpture_carving"


@pytest.mark.parametrize("said", ["还没提交", "我还没提交呢", "还没提交，我刚看了"])
def test_the_label_of_another_question_revises_that_answer(talk: Interviewing, said: str) -> None:
    """还没提交, said when the unit's step is asked, changes the submission and says what falls away."""
    talk = Interviewing.asked(talk.dialogue, "submitted_online", **PERSON)
    talk.say("已提交", "还没有")
    assert talk.progress.asking == "publicity_start"
    text = talk.say(said)
    assert talk.answers == {**PERSON, "submitted_online": False}
    assert "还没提交" in text
    assert "单位推荐" in text


def test_a_number_picks_from_the_open_list_even_where_a_number_is_asked(shipped: Knowledge) -> None:
    """With the list before one's eyes 3 is its third row, not three hours."""
    talk = Talk(assistant_of(shipped))
    talk.say("我能不能报", "在职", "不是", "木雕", "浙江", "公司", "没对照", "普通", "没交", "2022年")
    assert talk.status == {"asking": "ce_total"}
    talk.say("改", "3")
    assert talk.status == {"asking": "specialty"}
    talk.say("木雕", "改", "99")
    assert "ce_total" not in talk.answers


@pytest.mark.parametrize("said", ["不改了", "算了", "没有", "都对", "iv:do:keep"])
def test_the_list_can_be_left_without_a_change(talk: Interviewing, said: str) -> None:
    """The open question returns and no answer is touched or taken."""
    talk.say("在职", "不是", "改")
    before, asking = talk.answers, talk.progress.asking
    talk.say(said)
    assert (talk.answers, talk.progress.asking, talk.progress.menu) == (before, asking, False)


def test_the_name_of_what_was_not_answered_takes_nothing(talk: Interviewing) -> None:
    """在职情况, said to the list, is a name and not the answer 在职."""
    talk.say("已退休", "改", "在职情况")
    assert talk.answers == {"employment_status": "retired"}
    assert talk.progress.asking == "employment_status"


def test_an_answer_said_to_the_list_changes_it(talk: Interviewing) -> None:
    """我退休了, said to the list, is what is to be changed."""
    talk.say("在职", "不是", "改", "我退休了")
    assert talk.answers["employment_status"] == "retired"


@pytest.mark.parametrize("said", ["说错了", "不对，我说错了", "点错了"])
def test_who_made_a_mistake_is_asked_again_what_was_answered_last(talk: Interviewing, said: str) -> None:
    """It is not said what was wrong: the last answer is offered first, the list is a word away."""
    talk.say("在职", "不是", said)
    assert talk.progress.asking == "civil_status"
    assert talk.answers == {"employment_status": "in_post", "civil_status": "none"}


def test_a_short_word_of_another_question_counts_where_it_is_taken_back(talk: Interviewing) -> None:
    """说错了，交了 is of the submission."""
    talk = Interviewing.asked(talk.dialogue, "ce_year", **PERSON, submitted_online=False)
    talk.say("说错了，交了")
    assert talk.answers["submitted_online"] is True


@pytest.mark.parametrize(
    "said",
    [
        "普通工人",
        "我大学毕业",
        "我学会了",
        "我在香港办过展",
        "我想评正高级",
    ],
)
def test_what_is_said_in_passing_is_not_taken(talk: Interviewing, said: str) -> None:
    """Words that only look like the answer to another question are left alone."""
    talk.say(said)
    assert talk.answers == {}


def test_not_understanding_the_question_is_not_unsure(talk: Interviewing) -> None:
    """看不懂 gets the explanation, and the question stays open."""
    text = talk.say("有点看不懂")
    assert talk.answers == {}
    assert talk.progress.asking == "employment_status"
    assert interview().facts["employment_status"].help in text


def test_a_statement_after_the_verdict_changes_the_answer(talk: Interviewing) -> None:
    """Who was refused as retired and says 在职 is asked on, and the change is read back."""
    text = talk.say("已退休", "说错了，我还在职在岗")
    assert "改成：在职情况：在职在岗" in text
    assert talk.answers["employment_status"] == "in_post"
    assert talk.progress.asking == "civil_status"


PLAIN = {"number": ("20", 20), "year": ("2022年", 2022), "date": ("2022年11月1日", "2022-11-01")}


@pytest.mark.parametrize(
    "asked", [fact.id for fact in interview().facts.values() if fact.type in PLAIN and not fact.from_clock]
)
def test_a_plain_number_or_date_answers_the_open_question(dialogue: Dialogue, asked: str) -> None:
    """Whatever else is known, and whichever other question the words are likelier to be about."""
    fact = interview().facts[asked]
    said, value = ("4年", 4) if fact.unit else PLAIN[fact.type]
    known = {
        **GIVEN,
        "submitted_online": True,
        "application_route": "landmark",
        "publicity_start": "2022-10-31",
        "oldest_achievement_date": "2019-01",
        "other_degree_origin": "domestic",
        "ce_total": 500,
        "ce_professional": 10,
        "ce_public": 5,
    }
    talk = Interviewing.asked(dialogue, asked, **{id: v for id, v in known.items() if id != asked})
    talk.say(said)
    others = {id: v for id, v in talk.answers.items() if id != asked and known.get(id) != v}
    assert (talk.answers.get(asked), others) == (value, {})


@pytest.mark.parametrize("look", ["iv:do:result", "看看结果"])
def test_at_rest_the_result_so_far_can_be_looked_at(talk: Interviewing, look: str) -> None:
    """先到这里 offers to go on and to see the result; whoever looks is still at rest."""
    talk.say("在职", "不是", "先到这里")
    assert talk.buttons() == ["iv:do:go_on", "iv:do:result"]
    talk.say(look)
    assert "您在职在岗" in talk.text
    assert talk.progress.paused
    assert talk.buttons() == ["iv:do:go_on", "iv:do:result"]
    talk.say("iv:do:go_on")
    assert talk.progress.awaits_answer


@pytest.mark.parametrize("said", ["恢复刚才的回答", "iv:do:undo"])
@pytest.mark.parametrize("since", [(), ("退休",), ("在职", "不是")], ids=len)
def test_what_was_answered_before_beginning_anew_comes_back(
    talk: Interviewing, said: str, since: tuple[str, ...]
) -> None:
    """Also when something was answered since, which stays where nothing was answered before."""
    talk.say("在职", "不是", "青瓷")
    before = dict(talk.answers)
    talk.say("重来", "iv:do:anew", *since)
    talk.say(said)
    assert {id: talk.answers[id] for id in before} == before
    assert not talk.progress.erased


def test_a_button_offers_what_was_before_for_some_questions(talk: Interviewing) -> None:
    """And no longer when the new answers are the ones that count."""
    talk.say("在职", "不是", "重来", "iv:do:anew")
    offered = []
    for said in ("在职", "不是", "青瓷", "浙江的单位"):
        offered.append("iv:do:undo" in talk.buttons())
        talk.say(said)
    assert offered == [True] * 4
    assert "iv:do:undo" not in talk.buttons()


@pytest.mark.parametrize(
    ("first", "told", "facts"),
    [
        ("在职", "不是公务员，做青瓷，高级工艺美术师", ["civil_status", "specialty", "current_title"]),
        ("在职", "不是公务员，做木雕", ["civil_status", "specialty"]),
    ],
)
def test_back_after_a_sentence_that_told_several_things(
    talk: Interviewing, first: str, told: str, facts: list[str]
) -> None:
    """上一步 asks which of them to tell again, once; a step further is the question before."""
    talk.say(first, told)
    before = dict(talk.answers)
    assert set(facts) <= set(before)
    talk.say("上一步")
    assert talk.buttons() == [*(f"iv:change:{fact}" for fact in facts), "iv:do:keep", "iv:do:take_back"]
    assert talk.answers == before
    talk.say("上一步")
    assert talk.progress.asking == "civil_status"
    assert talk.answers == before
    talk.say("上一步")
    assert talk.progress.asking == "employment_status"


def test_all_of_a_sentence_is_taken_back_at_once(talk: Interviewing) -> None:
    """And the question that it answered is asked again."""
    talk.say("在职", "不是公务员，做青瓷，高级工艺美术师", "上一步", "iv:do:take_back")
    assert talk.answers == {"employment_status": "in_post"}
    assert talk.progress.asking == "civil_status"


def test_back_after_one_answer_goes_to_its_question(talk: Interviewing) -> None:
    """Though a sentence before told several things."""
    talk.say("在职", "不是公务员，做青瓷", "浙江的单位", "上一步")
    assert talk.progress.asking == "personnel_relation"
