"""What reminders say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.author import Body
from bot.interview.talk.progress import Progress
from bot.knowledge import Knowledge
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from tests.conversation.talks import assessor_of
from tests.interview.applicants import SUBMITTED
from tests.interview.applicants import answers as applicant
from tests.packs import CLOSED, OPEN

HR = Progress({"submitted_online": False, "employment_status": "in_post"}, asking="civil_status")


@pytest.fixture(scope="module")
def composer(shipped: Knowledge) -> Composer:
    """Words the reminders of the shipped pack."""
    return Composer(shipped.pack, assessor_of(shipped))


@pytest.fixture(scope="module")
def wish(shipped: Knowledge) -> Subscription:
    """A wish for all deadlines of the shipped pack."""
    facts = shipped.pack.facts
    return Subscription("w1", "deadlines", facts.id, facts.series, tuple(facts.milestones), since=OPEN)


def _lead(composer: Composer, wish: Subscription, milestone: str = "personal", days: int = 0) -> Body:
    return composer.compose(wish, milestone, "lead", "", OPEN + timedelta(days=days))


@pytest.mark.parametrize("milestone", ["personal", "unit", "lower", "seniority_cutoff", "publicity_start"])
def test_a_lead_names_the_day_with_its_year_the_days_left_and_its_clauses(
    composer: Composer, wish: Subscription, shipped: Knowledge, milestone: str
) -> None:
    """All that a reminder is for, and how to stop it."""
    said = _lead(composer, wish, milestone)
    facts = shipped.pack.facts
    assert facts.substitutions[f"date.{milestone}"] in said.text
    assert f"还有{(facts.milestones[milestone].day - OPEN.date()).days}天" in said.text
    assert set(facts.milestones[milestone].clauses) <= set(said.clauses)
    assert all(shipped.pack.shown(clause) in said.text for clause in said.clauses)
    assert "别提醒了" in said.text


def test_the_days_left_are_those_of_the_moment_of_sending(composer: Composer, wish: Subscription) -> None:
    """A late one does not say what would have been true in time."""
    assert "明天" in _lead(composer, wish, days=20).text
    assert "今天" in _lead(composer, wish, days=21).text
    assert "已经过了" in _lead(composer, wish, days=22).text


def test_a_derived_day_is_marked_once(
    composer: Composer, wish: Subscription, tiny_knowledge: Knowledge
) -> None:
    """Whether its name says so already or not."""
    assert _lead(composer, wish, "publicity_start").text.count("推算") == 1
    facts = tiny_knowledge.pack.facts
    tiny = replace(wish, notice=facts.id, series=facts.series)
    said = Composer(tiny_knowledge.pack).compose(tiny, "publicity_start", "lead", "", OPEN)
    assert said.text.count("推算") == 1


def test_without_an_interview_the_usual_step_is_named(composer: Composer, wish: Subscription) -> None:
    """With its clause and the address that the notice gives."""
    said = _lead(composer, wish)
    assert "http://zcps.rlsbt.zj.gov.cn" in said.text
    assert "三.一" in said.clauses


def test_what_the_answers_leave_to_be_done_comes_instead(
    composer: Composer, wish: Subscription, shipped: Knowledge
) -> None:
    """At most three lines, with their clauses, and that the interview is not over."""
    answers = applicant(ce_total=50, ce_registered=False, meets_12="no", work_proof="none", ce_public=0)
    state = Progress(answers, asking="civil_status")
    said = composer.compose(wish, "personal", "lead", "", OPEN, {"本人": state})
    assert 1 <= said.text.count("· ") <= 3
    assert "三.一" not in said.clauses
    assert "我能不能报" in said.text
    assert all(shipped.pack.shown(clause) in said.text for clause in said.clauses)


def test_who_has_handed_in_is_not_told_to_do_so(composer: Composer, wish: Subscription) -> None:
    """The step is done, says the person's own answer."""
    state = Progress(applicant(**SUBMITTED))
    said = composer.compose(wish, "personal", "lead", "", OPEN, {"本人": state})
    assert "已经提交" in said.text
    assert "三.一" not in said.clauses


def test_who_may_not_apply_is_told_so_with_the_reason(composer: Composer, wish: Subscription) -> None:
    """Not what to upload."""
    state = replace(HR, answers={**HR.answers, "civil_status": "civil_servant"})
    said = composer.compose(wish, "personal", "lead", "", OPEN, {"本人": state})
    assert "不能报" in said.text
    assert "一.2" in said.clauses


def test_questions_that_are_merely_open_are_not_called_missing(
    composer: Composer, wish: Subscription
) -> None:
    """Who has hardly begun gets the usual step."""
    said = composer.compose(wish, "personal", "lead", "", OPEN, {"本人": HR})
    assert "三.一" in said.clauses


def test_one_of_several_interviews_counts_only_if_it_is_the_person_s_own(
    composer: Composer, wish: Subscription
) -> None:
    """The only one counts and is named; of several strangers none does."""
    state = replace(HR, answers={**HR.answers, "civil_status": "civil_servant"})
    only = composer.compose(wish, "personal", "lead", "", OPEN, {"我爸": state})
    several = composer.compose(wish, "personal", "lead", "", OPEN, {"我爸": state, "王师傅": state})
    assert "我爸" in only.text
    assert "不能报" not in several.text


def test_the_unit_is_not_told_what_a_person_lacks(composer: Composer, wish: Subscription) -> None:
    """The interview is about the applicant."""
    state = replace(HR, answers={**HR.answers, "civil_status": "civil_servant"})
    assert "不能报" not in composer.compose(wish, "unit", "lead", "", OPEN, {"本人": state}).text


def test_a_possible_repetition_says_so(composer: Composer, wish: Subscription) -> None:
    """A second message costs a smile."""
    said = composer.compose(wish, "personal", "lead", "", OPEN, maybe_repeated=True)
    assert "可能重复，已收到请忽略" in said.text
    assert "可能重复" not in _lead(composer, wish).text


def test_a_correction_says_the_old_and_the_new_day(composer: Composer, wish: Subscription) -> None:
    """Both with their year."""
    said = composer.compose(wish, "personal", "correction", "2022-12-02/2022-12-06", OPEN)
    assert "2022年12月2日" in said.text
    assert "2022年12月6日" in said.text
    assert said.clauses == ("四.二",)


def test_a_watch_names_the_new_notice_with_its_days(composer: Composer, wish: Subscription) -> None:
    """And how to subscribe."""
    said = composer.compose(replace(wish, kind="watch"), "", "watch", "new", OPEN)
    for words in ("2022年度", "2022年12月6日", "2022年12月19日", "2023年1月4日", "提醒我"):
        assert words in said.text
    assert said.clauses == ("四.二",)


def test_a_moment_says_what_was_wished_and_the_next_deadline(composer: Composer, wish: Subscription) -> None:
    """As long as there is one of the notice under which it was made."""
    moment = replace(wish, kind="moment", about="交材料")
    said = composer.compose(moment, "", "moment", "", OPEN)
    assert "交材料" in said.text
    assert "2022年12月6日" in said.text
    assert said.clauses == ("四.二",)
    assert composer.compose(moment, "", "moment", "", CLOSED).clauses == ()
    assert composer.compose(replace(moment, notice="x", about=""), "", "moment", "", OPEN).clauses == ()


def test_words_of_ones_own_are_told_with_a_deadline(composer: Composer, wish: Subscription) -> None:
    """As they were said."""
    said = composer.compose(replace(wish, about="帮我爸交"), "personal", "lead", "", OPEN)
    assert "帮我爸交" in said.text
    assert "2022年12月6日" in said.text


def test_what_somebody_else_lacks_is_said_of_them(composer: Composer, wish: Subscription) -> None:
    """By the name under which they are known; nothing says 您本人 of a father."""
    state = replace(HR, answers={**HR.answers, "civil_status": "civil_servant"})
    said = composer.compose(wish, "personal", "lead", "", OPEN, {"王师傅": state}).text
    assert "王师傅本人" in said
    assert "您本人" not in said
    assert "{who}" not in said
