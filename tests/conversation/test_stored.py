"""Conversations out of what stores hold, of this program and of others."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.stored import conversation_of, replies_to, saved_of, with_heard, with_vote
from bot.conversation.turn import Conversation
from bot.faq.topic import Topic
from bot.interview.talk.progress import Progress
from bot.reminders.book import Book
from bot.replies.acts import AnswerQuestion, PickEntry, TakeStep
from bot.replies.reply import Choice, Kind, Reply
from bot.store.model.saved import Saved, SavedInterview, SavedSubscription

# As the first release kept them.
STATE = {
    "question": "单位几号前要推荐",
    "entry": "deadline_unit",
    "offered": [["iv:answer:submitted_online:True", "是"], ["iv:do:why", "为什么问"]],
    "name": "本人",
    "naming": False,
    "heard": [["m1", [{"text": "好", "clauses": ["四.一"], "choices": [["deadline_unit", "单位"]],
                       "basis": "依据：四（一）", "attachment": "", "entry": "deadline_unit"}]]],
    "voted": ["deadline_unit"],
}  # fmt: skip
INTERVIEW = {
    "answers": {"submitted_online": False, "graduation": "2019-06"},
    "asking": "employment_status",
    "phase": "verdict",
    "menu": False,
    "paused": True,
    "verdict": "",
    "rules": "0123456789abcdef",
}
WISH = {
    "id": "0123abcdef",
    "kind": "moment",
    "notice": "n",
    "series": "s",
    "milestones": [],
    "leads": [14, 7],
    "at": "09:00",
    "hour_named": False,
    "moment": "2022-12-03T01:00:00+00:00",
    "about": "交材料",
    "paused": False,
    "since": "2022-11-15T10:00:00+08:00",
}
OLD = Saved(
    STATE, {("", "本人"): SavedInterview(INTERVIEW)}, {"0123abcdef": SavedSubscription(WISH, "stopped")}, 7
)


def test_old_rows_are_read() -> None:
    """The interview, the wish and why it ended, what was offered, what was replied."""
    conversation = conversation_of(OLD)
    answers = {"submitted_online": False, "graduation": "2019-06"}
    assert conversation.interview == Progress(
        answers, asking="employment_status", paused=True, rules="0123456789abcdef"
    )
    assert [choice.does for choice in conversation.offered] == [
        AnswerQuestion("submitted_online", "True"),
        TakeStep("why"),
    ]
    (wish,) = conversation.subscriptions.wishes.values()
    assert (wish.ended, wish.about, wish.leads) == ("stopped", "交材料", (14, 7))
    assert wish.moment is not None
    assert wish.moment.isoformat() == "2022-12-03T01:00:00+00:00"
    replies = replies_to(OLD, "m1")
    assert replies is not None
    assert replies[0].choices == (Choice(PickEntry("deadline_unit"), "单位"),)


def test_what_is_beside_a_conversation_stays() -> None:
    """What was heard and judged, and the version that the store counts."""
    conversation = conversation_of(OLD)
    after = saved_of(OLD, conversation, "n-2022")
    assert conversation_of(after) == replace(conversation, notice="n-2022")
    assert (after.state["voted"], after.state["heard"], after.version) == (STATE["voted"], STATE["heard"], 7)


def test_what_was_spoken_of_is_kept() -> None:
    """The topics with their lists; of an older state the last question; what is of another form is left out."""
    topics = (
        Topic("三个截止", ("deadline_all",), ("deadline_personal", "deadline_unit"), ("四.二",)),
        Topic("电话", ("contacts",)),
    )
    saved = saved_of(Saved(), Conversation(topics=topics), "n-2022")
    assert conversation_of(saved).topics == topics
    assert conversation_of(OLD).topics == (Topic("单位几号前要推荐", ("deadline_unit",)),)
    assert conversation_of(Saved({"topics": [{"mood": "good"}, "text", None]})).topics == ()


def test_an_interview_of_a_newer_program_is_kept_as_it_is() -> None:
    """It is neither shown nor lost, and the others go on."""
    newer = {**INTERVIEW, "mood": "good"}
    saved = Saved(STATE, {("", "本人"): SavedInterview(newer), ("", "我爸"): SavedInterview(INTERVIEW)})
    conversation = conversation_of(saved)
    assert conversation.interview is None
    assert set(conversation.interviews) == {"我爸"}
    assert saved_of(saved, conversation, "n-2022").interviews["", "本人"].state == newer


def test_replies_are_kept_with_all_that_a_channel_needs() -> None:
    """Their kind, and what their choices do."""
    reply = Reply(
        "选一个", ("四.一",), (Choice(TakeStep("why"), "为什么问"),), "依据", Kind.QUESTION, "calendar", "e"
    )
    assert replies_to(with_heard(Saved(), "m1", [reply], 1), "m1") == (reply,)
    assert replies_to(with_heard(Saved(), "m1", [reply], 1), "m2") is None


def test_replies_of_another_form_are_none() -> None:
    """The message is then answered anew."""
    for broken in ([{"words": "of another form"}], ["text"], [None]):
        assert replies_to(Saved({"heard": [["m1", broken]]}), "m1") is None


def test_every_row_names_its_notice() -> None:
    """The conversation that of its last turn, an interview and a subscription that under which they were begun."""
    conversation = Conversation(
        interviews={"本人": Progress(notice="n-2021"), "我爸": Progress(notice="n-2022")},
        subscriptions=Book.from_plain({"0123abcdef": {**WISH, "notice": "n-2021"}}),
        unread={"我妈": {"notice": "n-2020", "mood": "good"}},
    )
    saved = saved_of(Saved(), conversation, "n-2022")
    assert saved.notice == "n-2022"
    named = {name: notice for notice, name in saved.interviews}
    assert named == {"本人": "n-2021", "我爸": "n-2022", "我妈": "n-2020"}
    assert [wish.notice for wish in saved.subscriptions.values()] == ["n-2021"]


def test_a_vote_recorded_before_entries_named_their_notice_is_known() -> None:
    """Nobody counts twice because the program was brought up to date."""
    saved = Saved(STATE)
    assert with_vote(saved, "zj-2022/deadline_unit") is None
    voted = with_vote(saved, "zj-2022/other")
    assert voted is not None
    assert with_vote(voted, "zj-2022/other") is None
    assert with_vote(voted, "zj-2023/other") is not None
