"""Questions whose answer is typed: a button for what most answer, how to write it, and what was read."""

from __future__ import annotations

import pytest

from bot.interview.result.spoken_answer import spoken_answer
from bot.interview.talk.dialogue import Dialogue
from bot.knowledge import Knowledge
from bot.pack.interview_model import Fact
from bot.replies.act_ids import act_of
from tests.conversation.talks import Interviewing, dialogue_of
from tests.interview.applicants import interview


@pytest.fixture(scope="module")
def dialogue(shipped: Knowledge) -> Dialogue:
    """Holds interviews by the shipped pack."""
    return dialogue_of(shipped)


@pytest.mark.parametrize(
    ("fact", "label", "value"),
    [("ce_year", "2022年度", 2022), ("ce_total", "已满90", 90), ("annual_review_years", "都没有", 0)],
)
def test_what_most_answer_is_a_button(dialogue: Dialogue, fact: str, label: str, value: int) -> None:
    """Tapped it is the number that the pack gives for it, not its text."""
    talk = Interviewing.asked(dialogue, fact)
    question = dialogue.question(talk.progress, talk.now)[-1]
    (choice,) = [one for one in question.choices if one.label == label]
    talk.say(choice.id)
    assert talk.progress.answers[fact] == value
    assert talk.progress.asking != fact


@pytest.mark.parametrize("value", ["九十", "-1", "1001", "99999999999", "9.5", ""])
def test_a_button_that_no_pack_made_is_no_answer(dialogue: Dialogue, value: str) -> None:
    """Neither a word nor a number beyond what there can be is noted."""
    talk = Interviewing.asked(dialogue, "ce_total")
    act = act_of(f"iv:answer:ce_total:{value}")
    after, _ = dialogue.tapped(talk.progress, act, talk.now)  # type: ignore[arg-type]
    assert after.answers == {}
    assert after.asking == "ce_total"


@pytest.mark.parametrize(
    ("fact", "kind", "example"),
    [
        ("ce_total", "number", "92"),
        ("ce_year", "year", "2022"),
        ("current_post_date", "date", "2016年3月15日"),
        ("publicity_start", "date", "2022年11月21日"),
    ],
)
def test_how_an_answer_is_written(dialogue: Dialogue, fact: str, kind: str, example: str) -> None:
    """The question shows an example, which can be read; a day that may be to come is one of the year of the notice."""
    talk = Interviewing.asked(dialogue, fact, submitted_online=True, unit_recommended=False)
    typed = dialogue.typed(talk.progress)
    assert typed is not None
    assert (typed.kind, typed.example) == (kind, example)
    talk.say(example)
    assert fact in talk.progress.answers


def test_an_answer_that_is_picked_is_not_typed(dialogue: Dialogue) -> None:
    """Nor is one awaited while the interview rests, lists its answers, or waits for 对."""
    assert dialogue.typed(Interviewing.asked(dialogue, "civil_status").progress) is None
    talk = Interviewing.asked(dialogue, "ce_total", employment_status="in_post")
    talk.say("iv:do:pause")
    assert dialogue.typed(talk.progress) is None
    talk.say("iv:do:go_on", "iv:do:change")
    assert dialogue.typed(talk.progress) is None


@pytest.mark.parametrize(
    ("fact", "value", "shown"),
    [
        ("current_post_date", "2016-03", "2016年3月"),
        ("current_post_date", "2016-03-05", "2016年3月5日"),
        ("current_post_date", "2016", "2016年"),
        ("current_post_date", "none", "没有聘任"),
        ("ce_year", 2022, "2022年"),
        ("annual_review_years", 5, "5年"),
        ("ce_total", 73, "73"),
        ("ce_total", "unknown", "不清楚"),
        ("current_post_date", "who knows", "who knows"),
    ],
)
def test_what_was_read_is_shown_as_people_write_it(fact: str, value: object, shown: str) -> None:
    """A date in Chinese, as exactly as it was said; a year with its 年."""
    assert spoken_answer(interview().facts[fact], value) == shown


@pytest.mark.parametrize(
    ("fact", "said", "noted"),
    [("current_post_date", "二〇一六年三月", "2016年3月"), ("ce_total", "七十三个", "73")],
)
def test_what_was_read_is_told_before_the_next_question(
    dialogue: Dialogue, fact: str, said: str, noted: str
) -> None:
    """Whoever was misread sees it at once."""
    talk = Interviewing.asked(dialogue, fact)
    assert talk.say(said).splitlines()[0].endswith(f"：{noted}。")


def test_a_fact_of_another_type_needs_no_hint() -> None:
    """Only numbers, years and dates are typed."""
    typed = {fact.type for fact in interview().facts.values() if fact.typed}
    assert typed == {"number", "year", "date"}
    assert not Fact("x", "choice", "", "", (), deciding=True).typed
