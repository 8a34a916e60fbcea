"""Written conversations, played: the contract of `noticebot talk`, over the shipped pack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.commands.talk_command import plain_turn
from bot.conversation.assistant import assistant_of
from bot.evaluation.playing import Player, player_of
from bot.evaluation.premises import read_premises
from bot.evaluation.scripted import read_script
from bot.knowledge import Knowledge
from bot.settings import shipped_knowledge
from tests.interview.applicants import FULL, interview
from tests.packs import OPEN, SHANGHAI

Play = Callable[..., list[dict[str, Any]]]
BEGIN = "我能不能报"
KNOWN = read_premises(shipped_knowledge(), SHANGHAI, interview()).known
TITLES = [option.value for option in interview().facts["current_title"].options]


@pytest.fixture(scope="module")
def player(shipped: Knowledge) -> Player:
    """Plays with the shipped pack."""
    return player_of(assistant_of(shipped), [shipped])


@pytest.fixture(scope="module")
def play(player: Player) -> Play:
    """Plays the turns of a conversation; gives them as the command writes them."""

    def played(*turns: object, **more: Any) -> list[dict[str, Any]]:
        plain = {"most": 0, **more, "turns": list(turns)}
        script = read_script(plain, interview(), OPEN, SHANGHAI)
        return [plain_turn(player, one) for one in player.play(script)]

    return played


def _text(turn: dict[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in turn["replies"])


def _asked(fact: str, **known: object) -> dict[str, Any]:
    return {"interview": {"facts": known, "asking": fact}}


# ── turns ──


def test_each_turn_says_what_was_said_replied_and_known(play: Play) -> None:
    """A question about the notice leaves no interview, no facts and no reminders."""
    (turn,) = play("继续教育要多少学时")
    assert set(turn) == {"say", "replies", "interview", "facts", "reminders"}
    assert (turn["say"], turn["interview"], turn["facts"], turn["reminders"]) == (
        "继续教育要多少学时",
        None,
        {},
        [],
    )
    (reply,) = turn["replies"]
    assert set(reply) == {"text", "clauses", "choices"}
    assert "90" in reply["text"]
    assert "附1.7" in reply["clauses"]


def test_what_is_said_and_a_text_alone_are_one(play: Play) -> None:
    """{"say"} and a text."""
    assert play("你好") == play({"say": "你好"})


def test_commands_are_heard_and_forgetting_forgets(play: Play) -> None:
    """As in the terminal."""
    *_, before, forgotten = play(BEGIN, "在职", "/deadlines", "/forget")
    assert "12月6日" in _text(before)
    assert (forgotten["interview"], forgotten["facts"], forgotten["reminders"]) == (None, {}, [])


def test_conversations_are_independent(play: Play) -> None:
    """What one said, another does not know."""
    play(BEGIN, "在职")
    (turn,) = play("上一步")
    assert turn["facts"] == {}


# ── an interview that is under way ──


@pytest.mark.parametrize("fact", [fact.id for fact in interview().facts.values() if not fact.from_clock])
def test_an_interview_may_ask_anything(play: Play, fact: str) -> None:
    """Whatever the order, with no more than what opens the question."""
    known = KNOWN.get(fact, {"other_degree_origin": "domestic"} if fact == "other_degree_year" else {})
    (turn,) = play("不清楚", **_asked(fact, **known))
    assert turn["facts"] == {**known, fact: "unknown"}


def test_an_interview_goes_on_from_its_facts(play: Play) -> None:
    """A block that is known ends nothing before the answer; without a question it asks what comes next."""
    (turn,) = play("木雕", **_asked("specialty", civil_status="civil_servant"))
    assert turn["facts"] == {"civil_status": "civil_servant", "specialty": "sculpture_carving"}
    assert turn["interview"]["verdict"] == "not_eligible"
    (turn,) = play("为什么问这个", interview={"facts": {"employment_status": "in_post"}, "asking": None})
    assert turn["interview"]["asking"] not in ("", "employment_status", None)


def test_after_a_verdict_nothing_is_asked(play: Play) -> None:
    """If nothing is open."""
    (turn,) = play("谢谢", interview={"facts": dict(FULL), "asking": None})
    assert "verdict" in turn["interview"]


def test_facts_are_canonical(play: Play) -> None:
    """Whole or partial dates as texts, whole numbers, truths, keys, unknown and none."""
    for fact, said, value in (
        ("current_post_date", "2019年6月", "2019-06"),
        ("publicity_start", "还没开始", "none"),
        ("ce_total", "九十二个", 92),
        ("degree_year", "98年", 1998),
        ("has_awards", "有的", True),
        ("unit_type", "事业单位", "public_institution"),
    ):
        (turn,) = play(said, **_asked(fact, **KNOWN.get(fact, {})))
        found = turn["facts"][fact]
        assert (found, type(found)) == (value, type(value))


# ── picks ──


@pytest.mark.parametrize("said", ["3", "３", "三", "第三种", "第三个", "选第三个", "C", "c", "第3个"])
def test_ordinals_pick_from_the_list(play: Play, said: str) -> None:
    """In the order of the question."""
    (turn,) = play(said, **_asked("current_title"))
    assert turn["facts"] == {"current_title": TITLES[2]}


def test_an_ordinal_beyond_the_list_picks_nothing(play: Play) -> None:
    """There are no nine titles."""
    (turn,) = play("第九个", **_asked("current_title"))
    assert turn["facts"] == {}


@pytest.mark.parametrize("key", ["id", "label"])
def test_a_choice_is_picked_by_its_id_or_label(play: Play, key: str) -> None:
    """As it was offered in the turn before."""
    (asked,) = play(BEGIN)
    choices = asked["replies"][-1]["choices"]
    _, turn = play(BEGIN, {"choice": choices[0][key]})
    assert turn["facts"] == {"employment_status": "in_post"}
    assert turn["say"] == choices[0][key]


@pytest.mark.parametrize("choice", ["iv:answer:submitted_online:true", "", "没有这个", "iv:answer:minutes:3"])
def test_a_choice_that_was_not_offered_does_no_harm(play: Play, choice: str) -> None:
    """A stale tap, an empty or unknown one: there is a turn, and nothing is changed."""
    first, turn = play("你好", {"choice": choice})
    assert (turn["facts"], turn["reminders"]) == (first["facts"], first["reminders"])


@pytest.mark.parametrize("said", ["", "  ", "。"])
def test_who_says_nothing_is_answered_and_changes_nothing(play: Play, said: str) -> None:
    """The open question is asked again."""
    first, turn = play(BEGIN, said)
    assert turn["replies"]
    assert (turn["facts"], turn["interview"]) == (first["facts"], first["interview"])


# ── time and reminders ──


def test_a_wish_is_listed_with_its_moments_up_to_the_last_deadline(play: Play) -> None:
    """In the zone of the notice."""
    (turn,) = play("12月3日上午9点提醒我交材料", pushes=True)
    (wish,) = turn["reminders"]
    assert wish["due"] == ["2022-12-03T09:00:00+08:00"]
    assert wish["text"]


def test_what_falls_due_while_time_passes_is_said(play: Play) -> None:
    """A turn of its own; the next wait says nothing twice, and a wish that is over is gone."""
    _, early, due, later = play(
        "12月3日上午9点提醒我交材料",
        {"now": "2022-12-02T09:00"},
        {"now": "2022-12-03T09:00"},
        {"now": "2022-12-04T09:00"},
        pushes=True,
    )
    assert (early["replies"], len(early["reminders"])) == ([], 1)
    assert "交材料" in _text(due)
    assert due["say"] == "2022-12-03T09:00:00+08:00"
    assert (later["replies"], later["reminders"]) == ([], [])


def test_all_that_fell_due_is_said_in_order(play: Play) -> None:
    """Over weeks, for several deadlines."""
    _, turn = play("提前3天和1天提醒我个人申报截止", {"now": "2022-12-06T23:00"}, pushes=True)
    assert len(turn["replies"]) >= 2
    assert all("12月6日" in reply["text"] for reply in turn["replies"])


def test_time_goes_on_for_what_is_said_after(play: Play) -> None:
    """Deadlines are reckoned from the moment that was waited for; the clock never goes back."""
    before, _, after, back, last = play(
        "个人申报哪天截止",
        {"now": "2022-12-05T10:00"},
        "个人申报哪天截止",
        {"now": "2022-11-01T10:00"},
        "个人申报哪天截止",
    )
    assert "还有21天" in _text(before)
    assert "还有1天" in _text(after)
    assert (back["say"], _text(last)) == ("2022-12-05T10:00:00+08:00", _text(after))


def test_a_channel_that_cannot_push_reminds_nobody(play: Play) -> None:
    """Time passes in silence."""
    _, turn = play("12月3日上午9点提醒我交材料", {"now": "2022-12-04T09:00"})
    assert turn["replies"] == []


def test_a_conversation_begins_at_its_own_moment(play: Play) -> None:
    """Without an offset in the zone of the notice."""
    (turn,) = play("个人申报哪天截止", now="2022-12-04T10:00")
    assert "还有2天" in _text(turn)


# ── turns that are taken by themselves ──


def test_questions_are_answered_until_the_verdict(play: Play) -> None:
    """By the texts in `answers`; 不清楚 where there is none."""
    labels = {
        id: next((o.label for o in interview().facts[id].options if o.value == value), str(value))
        for id, value in FULL.items()
    }
    turns = play(BEGIN, answers=labels, most=60)
    assert "verdict" in turns[-1]["interview"]
    assert all("asking" in turn["interview"] for turn in turns[:-1])
    asked = [turn["interview"]["asking"] for turn in turns[:-1]]
    assert [turn["say"] for turn in turns[1:]] == [labels.get(fact, "不清楚") for fact in asked]
    known = {id: value for id, value in turns[-1]["facts"].items() if id in FULL}
    assert known == {id: FULL[id] for id in known}


def test_at_most_so_many_turns_are_taken(play: Play) -> None:
    """None at all if so it is said."""
    assert len(play(BEGIN, most=0)) == 1
    assert len(play(BEGIN, most=2)) == 3


def test_no_turn_is_taken_where_nothing_is_asked(play: Play) -> None:
    """Outside an interview, and in one that was left."""
    assert len(play("你好", most=5)) == 1
    assert len(play(BEGIN, "先到这里", most=5)) == 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "对"),
        ({"ce_total": 96}, "对"),
        ({"ce_total": 90}, "不对"),
        ({"unit_type": "x"}, "对"),
    ],
)
def test_what_awaits_confirmation_is_confirmed_by_the_right_value(
    play: Play, values: dict[str, Any], said: str
) -> None:
    """对 if that is the value or none is given, else 不对."""
    first, second = play("超了6个", **_asked("ce_total", ce_year=2022), values=values, most=1)
    assert first["interview"] == {"asking": "ce_total", "confirm": {"ce_total": 96}}
    assert "ce_total" not in first["facts"]
    assert second["say"] == said
    assert second["facts"].get("ce_total") == (96 if said == "对" else None)


@pytest.mark.parametrize(
    ("asked", "said", "value"),
    [
        *(("employment_status", "倒着数第二个", "rehired"), ("employment_status", "正中间那个", "retired")),
        *(("degree_origin", "最底下那条就是", "below_college"), ("letter_issuer", "上数第三样", "other")),
        *(("unit_level", "后头那个", "province_level"), ("unit_type", "4那项", "social_org")),
    ],
)
def test_options_are_picked_from_either_end(play: Play, asked: str, said: str, value: str) -> None:
    """By the words that people have for places."""
    (turn,) = play(said, **_asked(asked, **KNOWN.get(asked, {})))
    assert turn["facts"][asked] == value


def test_there_is_no_middle_of_four(play: Play) -> None:
    """It is asked again, whatever an option is called."""
    (turn,) = play("中间那个", **_asked("current_title"))
    assert turn["facts"] == {}


def test_the_person_counts_and_not_the_unit(play: Play) -> None:
    """If that is what somebody sets against each other."""
    (turn,) = play("站里倒是参公的，可我是派遣工", **_asked("civil_status"))
    assert turn["facts"] == {"civil_status": "none"}


def test_an_option_denied_is_corrected_with_all_that_is_told_instead(play: Play) -> None:
    """Both facts of the clause."""
    known = {"unit_type": "public_institution", "unit_level": "city_county"}
    (turn,) = play("单位不是事业单位，是省属的国企", **_asked("has_supervising_dept", **known))
    assert turn["facts"] == {"unit_type": "enterprise", "unit_level": "province_level"}
