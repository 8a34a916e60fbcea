"""Corrections, and taking back what was noted, over the shipped pack."""

from __future__ import annotations

import pytest

from bot.interview.talk.dialogue import Dialogue
from bot.interview.talk.progress import DONE, Progress
from bot.knowledge import Knowledge
from bot.replies.acts import TakeStep
from tests.conversation.talks import Interviewing, dialogue_of
from tests.interview.applicants import FULL, PERSON
from tests.packs import OPEN

HOURS = {**PERSON, "ce_year": 2022, "ce_total": 92, "ce_professional": 62, "ce_public": 20}
LANDMARK = {**HOURS, "application_route": "landmark", "current_title": "senior_arts"}
REFUSED = {**PERSON, "employment_status": "retired", "civil_status": "civil_servant"}


@pytest.fixture(scope="module")
def dialogue(shipped: Knowledge) -> Dialogue:
    """Holds interviews by the shipped pack."""
    return dialogue_of(shipped)


def changes(talk: Interviewing, known: dict[str, object]) -> dict[str, object]:
    """The answers that are not as they were known."""
    return {id: value for id, value in talk.answers.items() if known.get(id) != value}


@pytest.mark.parametrize(
    ("known", "said", "changed"),
    [
        (HOURS, "公需我看成专业了，两个数给我对调一下", {"ce_professional": 20, "ce_public": 62}),
        (HOURS, "专业跟公需我给说颠倒了", {"ce_professional": 20, "ce_public": 62}),
        ({**HOURS, "ce_public": 8}, "公需那个写错了，少打一个字，不是8，18", {"ce_public": 18}),
        (
            {**LANDMARK, "senior_title_date": "2019-12-31"},
            "证翻出来了，是20年12月31号，不是19年",
            {"senior_title_date": "2020-12-31"},
        ),
        (HOURS, "刚才报的九十二是两年摞一块儿的，单算今年只有85", {"ce_total": 85}),
        (HOURS, "前面讲的62记错了，其实是66", {"ce_professional": 66}),
        (HOURS, "92里头有4个是去年的课，要刨出去", {"ce_total": 88}),
        (HOURS, "专业的六十二个里有2个没盖章，得扣掉", {"ce_professional": 60}),
        (HOURS, "总学时那个数是我随口编的，真数多少我也不知道", {"ce_total": "unknown"}),
        ({**HOURS, "work_proof": "pension"}, "合同也找到了，压在抽屉底下", {"work_proof": "both"}),
        (
            {**LANDMARK, "senior_title_date": "2014-05", "current_post_date": "2012-05"},
            "改任现职日期为2015年3月",
            {"current_post_date": "2015-03"},
        ),
        (
            {**LANDMARK, "senior_title_date": "2014-05"},
            "改任现职日期为2015年3月",
            {"current_post_date": "2015-03"},
        ),
        (HOURS, "把单位性质改成社会团体", {"unit_type": "social_org"}),
        (HOURS, "学时我看岔了，总的是86", {"ce_total": 86}),
        (HOURS, "总的是86，学时我看岔了", {"ce_total": 86}),
        (HOURS, "刚才学时看岔了，总的是86，不是92", {"ce_total": 86}),
        (HOURS, "专业其实59", {"ce_professional": 59}),
        (HOURS, "专业65，总数应该是95", {"ce_professional": 65, "ce_total": 95}),
        (HOURS, "不是92，是95", {"ce_total": 95}),
        (HOURS, "是专业改成58", {"ce_professional": 58}),
        (HOURS, "专业那个改成58", {"ce_professional": 58}),
        (HOURS, "是专业不对，改成58", {"ce_professional": 58}),
        (HOURS, "改一下，公需改成15", {"ce_public": 15}),
        (HOURS, "核对一下，专业58，另外公需19", {"ce_professional": 58, "ce_public": 19}),
        (HOURS, "总学时那条先别记", {"ce_total": "unknown"}),
        (HOURS, "单位性质那项撤掉", {"unit_type": "unknown"}),
        (HOURS, "总学时那句我收回，回头问下人事再说", {"ce_total": "unknown"}),
        (HOURS, "总学时那个当我没答", {"ce_total": "unknown"}),
        ({**HOURS, "ce_registered": False}, "上一题说反了", {"ce_registered": True}),
        ({**HOURS, "ce_registered": False}, "哎呀，刚那题我选反了", {"ce_registered": True}),
        ({**HOURS, "ce_registered": True}, "上一条点错了，是另外那个", {"ce_registered": False}),
        ({**HOURS, "has_papers": True, "has_awards": True}, "论文那题答反了", {"has_papers": False}),
        ({**HOURS, "ce_registered": True}, "上一题，没有", {"ce_registered": False}),
        ({**HOURS, "work_proof": "both"}, "合同没有", {"work_proof": "pension"}),
        (
            {**HOURS, "has_collection_or_show": True, "has_teaching": True},
            "个展没办过，授课也没有过，两样都改成没有",
            {"has_collection_or_show": False, "has_teaching": False},
        ),
        (
            {
                **HOURS,
                "submitted_online": True,
                "publicity_start": "2022-11-24",
                "publicity_end": "2022-11-16",
            },
            "起止日子搞反了",
            {"publicity_start": "2022-11-16", "publicity_end": "2022-11-24"},
        ),
        (
            {**HOURS, "degree_year": 2009, "other_degree_origin": "domestic", "other_degree_year": 2003},
            "两个年份记串了，换过来",
            {"degree_year": 2003, "other_degree_year": 2009},
        ),
        (
            {**HOURS, "work_proof": "pension"},
            "合同也找到了，在我老婆那里",
            {"work_proof": "both"},
        ),
        (
            {**HOURS, "has_supervising_dept": False, "has_hr_agency": False},
            "不对，主管部门有的，文化局管我们",
            {"has_supervising_dept": True},
        ),
        ({**HOURS, "current_post_date": "2016"}, "聘任是2018年", {"current_post_date": "2018"}),
        (
            HOURS,
            "核对一下，总的86，专业58，还有公需28",
            {"ce_total": 86, "ce_professional": 58, "ce_public": 28},
        ),
    ],
)
def test_a_correction_changes_what_it_names_and_nothing_else(
    dialogue: Dialogue, known: dict[str, object], said: str, changed: dict[str, object]
) -> None:
    """Whatever its order of words, and though other answers are of the same kind."""
    talk = Interviewing.asked(dialogue, "newest_achievement_date", **known)
    talk.say(said)
    assert changes(talk, known) == changed


def test_a_year_that_is_put_for_another_is_asked_about(dialogue: Dialogue) -> None:
    """The month of the answer that has the first year may stay or not."""
    talk = Interviewing.asked(dialogue, "annual_review_years", **HOURS, current_post_date="2012-05")
    talk.say("不是2012，是2021")
    assert talk.progress.unconfirmed == {"current_post_date": "2021-05"}


@pytest.mark.parametrize(
    ("known", "said", "meant"),
    [
        ({"ce_public": 118}, "公需多打个1", {"ce_public": 18}),
        ({"ce_public": 118}, "多按了一个1", {"ce_public": 18}),
        ({"ce_public": 2}, "公需少打了个0", {"ce_public": 20}),
        ({"work_proof": "both"}, "没合同的", {"work_proof": "pension"}),
    ],
)
def test_what_a_correction_only_lets_guess_is_asked_about(
    dialogue: Dialogue, known: dict[str, object], said: str, meant: dict[str, object]
) -> None:
    """A digit too many or left out, or one of two things that is not there."""
    before = {**HOURS, **known}
    talk = Interviewing.asked(dialogue, "newest_achievement_date", **before)
    talk.say(said)
    assert (talk.progress.unconfirmed, changes(talk, before)) == (meant, {})


def test_of_two_degrees_the_other_one_is_meant(dialogue: Dialogue) -> None:
    """Who says so; the first stays."""
    known = {**HOURS, "degree_origin": "domestic", "other_degree_origin": "foreign"}
    talk = Interviewing.asked(dialogue, "newest_achievement_date", **known)
    talk.say("另外那个学历说错了，是香港读的")
    told = {**talk.answers, **talk.progress.unconfirmed}
    assert (told["degree_origin"], told["other_degree_origin"]) == ("domestic", "hkmt")


def test_an_answer_with_more_than_two_options_is_asked_again(dialogue: Dialogue) -> None:
    """The other one of them is not to be guessed."""
    talk = Interviewing.asked(dialogue, "newest_achievement_date", **HOURS, work_proof="pension")
    talk.say("上一题选反了")
    assert (talk.progress.asking, talk.answers["work_proof"]) == ("work_proof", "pension")


@pytest.mark.parametrize("said", ["撤了", "单位撤了", "不对", "另一个", "多打个电话"])
def test_what_only_looks_like_such_a_correction_takes_nothing_back(dialogue: Dialogue, said: str) -> None:
    """Nothing is named, or something else is meant."""
    talk = Interviewing.asked(dialogue, "newest_achievement_date", **HOURS)
    talk.say(said)
    assert talk.answers.items() >= HOURS.items()


@pytest.mark.parametrize(
    "said", ["我说错了是18", "说错了，是18", "不对，是18", "刚才打错了，18", "记错了，18"]
)
@pytest.mark.parametrize(
    ("asked", "before"), [("ce_public", "20"), ("annual_review_years", "公需其实只有15")]
)
def test_what_was_told_last_is_what_was_wrong(dialogue: Dialogue, asked: str, before: str, said: str) -> None:
    """Be it the answer to a question or a correction."""
    known = (
        {**HOURS, "ce_public": 21}
        if asked != "ce_public"
        else {**PERSON, "ce_total": 92, "ce_professional": 62}
    )
    talk = Interviewing.asked(dialogue, asked, **known)
    talk.say(before, said)
    assert changes(talk, known) == {"ce_public": 18}


@pytest.mark.parametrize("said", ["学时改成86", "把学时改成86", "改成86", "学时要改成86"])
def test_which_of_several_numbers_is_meant_is_asked(dialogue: Dialogue, said: str) -> None:
    """It is not guessed."""
    talk = Interviewing.asked(dialogue, "annual_review_years", **HOURS)
    talk.say(said)
    assert changes(talk, HOURS) == {}
    offered = [choice.id for choice in talk.lines[-1].choices]
    assert {"iv:change:ce_total", "iv:change:ce_professional", "iv:change:ce_public"} <= {*offered}


@pytest.mark.parametrize(
    ("asked", "said", "told"),
    [
        ("ce_total", "总共96其中专业66公需20", (96, 66, 20)),
        ("ce_total", "96个，其中专业66，公需20", (96, 66, 20)),
        ("ce_total", "九十六个里专业占了六十", (96, 60, None)),
        ("ce_total", "92个里头专业62个", (92, 62, None)),
        ("ce_total", "专业66加公需20，一共96", (96, 66, 20)),
        ("ce_total", "专业和公需都是40", (None, 40, 40)),
        ("ce_total", "专业公需各40", (None, 40, 40)),
        ("ce_professional", "专业跟公需都有40", (None, 40, 40)),
        ("ce_professional", "总学时92", (92, None, None)),
        ("ce_public", "92个里专业占62", (92, 62, None)),
        ("ce_public", "20，专业62", (None, 62, 20)),
    ],
)
def test_all_amounts_of_a_message_are_noted_and_read_back(
    dialogue: Dialogue, asked: str, said: str, told: tuple[int | None, ...]
) -> None:
    """The whole of which parts are told, each part, and one amount for each that is named."""
    talk = Interviewing.asked(dialogue, asked, **PERSON)
    text = talk.say(said)
    ids = ("ce_total", "ce_professional", "ce_public")
    assert tuple(talk.answers.get(id) for id in ids) == told
    assert all(f"：{value}" in text for value in told if value is not None)


@pytest.mark.parametrize("said", ["改获奖证书", "我要改获奖证书那一题"])
def test_what_was_never_answered_is_asked_at_once(dialogue: Dialogue, said: str) -> None:
    """An order to change it is neither an answer nor a question about the notice."""
    talk = Interviewing.asked(dialogue, "ce_total", **PERSON)
    assert "还没有答过" in talk.say(said)
    assert (talk.progress.asking, changes(talk, PERSON)) == ("has_awards", {})


@pytest.mark.parametrize("said", ["撤销", "改回来", "撤回", "刚才那个不算"])
@pytest.mark.parametrize(("before", "told"), [(None, "92"), (90, "总学时其实是92")])
def test_what_was_noted_last_can_be_taken_back(
    dialogue: Dialogue, said: str, before: int | None, told: str
) -> None:
    """A new answer is gone again and its question open; a changed one is as it was."""
    known = {**PERSON, **({} if before is None else {"ce_total": before, "ce_year": 2022})}
    talk = Interviewing.asked(dialogue, "ce_professional" if before else "ce_total", **known)
    talk.say(told)
    assert talk.answers["ce_total"] == 92
    talk.say(said)
    assert talk.answers.get("ce_total") == before
    assert talk.progress.asking == ("ce_professional" if before else "ce_total")


def test_a_change_after_the_verdict_is_taken_back_with_what_it_made_of_it(dialogue: Dialogue) -> None:
    """The verdict is what it was before."""
    talk = Interviewing(dialogue, dialogue.started(dict(FULL), None, OPEN))
    verdict = talk.progress.verdict
    talk.say("我其实退休了")
    assert talk.progress.verdict == "not_eligible"
    assert "结论变了" in talk.say("撤销")
    assert (talk.progress.phase, talk.progress.verdict) == (DONE, verdict)


@pytest.mark.parametrize("said", ["我记错了", "说错了", "不对", "选错了"])
def test_who_made_a_mistake_is_offered_the_last_answer(dialogue: Dialogue, said: str) -> None:
    """It is asked again; what is said then takes its place."""
    talk = Interviewing.asked(dialogue, "ce_total", **PERSON)
    talk.say("92", said)
    assert talk.progress.asking == "ce_total"
    talk.say("95")
    assert talk.answers["ce_total"] == 95


def test_what_only_likeness_read_has_a_tap_beside_it(dialogue: Dialogue) -> None:
    """The tap restores what was before; an answer word for word has none."""
    talk = Interviewing.asked(dialogue, "work_proof", **HOURS)
    talk.say("合同签了的，压在箱底")
    assert TakeStep("take_back") in [choice.does for choice in talk.lines[-1].choices]
    talk = Interviewing.asked(dialogue, "ce_total", **PERSON)
    talk.say("92")
    assert TakeStep("take_back") not in [choice.does for choice in talk.lines[-1].choices]


def test_what_the_last_change_changed_is_stored() -> None:
    """So that it can be taken back after a restart; older states have none."""
    progress = Progress(answers={"a": 1}, former={"a": None}, former_asking="b", told_on={"a": 2})
    assert Progress.from_plain(progress.to_plain()) == progress
    assert Progress.from_plain({"answers": {}}).former == {}


def test_the_open_question_is_repeated_in_short(dialogue: Dialogue) -> None:
    """Its explanation was told when it was put."""
    talk = Interviewing.asked(dialogue, "ce_total", **PERSON)
    full = dialogue.question(talk.progress, talk.now)[-1].text
    assert "（" not in full


def test_back_never_shows_what_was_only_told(dialogue: Dialogue) -> None:
    """The first question that was put is the first to go back to."""
    talk = Interviewing(dialogue, *dialogue.begin(OPEN, "我在职在岗，做青瓷的，帮我看看能不能报"))
    first = talk.progress.asking
    talk.say("不是公务员", "上一步", "上一步", "上一步")
    assert talk.progress.asking == first


def test_another_reason_for_the_same_verdict_is_no_standstill(dialogue: Dialogue) -> None:
    """结论没有变 is said only where nothing changed."""
    talk = Interviewing(dialogue, dialogue.started({**FULL, **REFUSED}, None, OPEN))
    text = talk.say("我不是公务员")
    assert "结论没有变" not in text
    assert "结论还是" in text


@pytest.mark.parametrize("said", ["不对，我没退休也不是公务员", "搞错了，我没退休，也不是公务员"])
def test_two_denials_after_a_refusal_correct_both(dialogue: Dialogue, said: str) -> None:
    """What is likeliest instead of the one that says no more is asked about."""
    talk = Interviewing(dialogue, dialogue.started({**FULL, **REFUSED}, None, OPEN))
    talk.say(said)
    asked = {**talk.answers, **talk.progress.unconfirmed}
    assert (asked["employment_status"], asked["civil_status"]) == ("in_post", "none")
    talk.say("对")
    assert talk.progress.verdict != "not_eligible"


@pytest.mark.parametrize(
    ("known", "said", "changed"),
    [
        (HOURS, "专业那个62敲成26了，要不对，现在62改成68", {"ce_professional": 68}),
        (HOURS, "公需20涨到22", {"ce_public": 22}),
        ({**HOURS, "ce_total": 29}, "92看成29", {"ce_total": 92}),
        ({**HOURS, "current_post_date": "2009"}, "任现职2019打成2009", {"current_post_date": "2019"}),
        ({**HOURS, "current_post_date": "2009"}, "是2019年聘的，别填2009", {"current_post_date": "2019"}),
        (
            {**HOURS, "oldest_achievement_date": "2016"},
            "最早的不止一六年，一二年就有一件了",
            {"oldest_achievement_date": "2012"},
        ),
    ],
)
def test_which_of_two_is_so_the_noted_one_tells(
    dialogue: Dialogue, known: dict[str, object], said: str, changed: dict[str, object]
) -> None:
    """However the two are put beside each other."""
    talk = Interviewing.asked(dialogue, "newest_achievement_date", **known)
    talk.say(said)
    assert changes(talk, known) == changed


@pytest.mark.parametrize(
    "said",
    ["20变22行不行？", "公需比15多，变了几次", "62到68之间", "92能不能扣掉10？", "老板要扣掉我10天工资"],
)
def test_two_numbers_of_which_none_is_noted_or_that_ask_change_nothing(dialogue: Dialogue, said: str) -> None:
    """Nor do two that only stand beside each other."""
    talk = Interviewing.asked(dialogue, "has_papers", **HOURS)
    talk.say(said)
    assert changes(talk, HOURS) == {}
