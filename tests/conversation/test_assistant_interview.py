"""The interview within the assistant's turn: questions in the middle, names, and the ways in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Channel, Conversation
from bot.replies.acts import BeginInterview, InterviewAnother, OrderReminders, TakeStep
from bot.replies.reply import Kind
from bot.settings import shipped_knowledge
from bot.store.model.saved import Saved
from tests.conversation.talks import BEGIN, Talk
from tests.packs import OPEN, SHANGHAI

PERSON = ("在职", "不是", "木雕", "浙江", "企业", "符合", "普通")
"""Answers to what is asked before the progress, while there is time."""


@pytest.fixture
def talk(talker: Assistant) -> Talk:
    """A new conversation."""
    return Talk(talker)


def test_asking_whether_one_may_apply_begins_the_interview(talk: Talk) -> None:
    """我能不能报 is answered with the first question."""
    talk.say(BEGIN)
    assert talk.status == {"asking": "employment_status"}
    assert "在职在岗" in talk.labels()


@pytest.mark.parametrize(
    "question", ["学时要多少？", "个人申报什么时候截止？", "学时卡怎么导出", "咨询电话是多少？", "要交费吗？"]
)
def test_a_question_in_the_middle_is_answered_and_the_open_one_returns(talk: Talk, question: str) -> None:
    """The answer first, then the same question with its buttons; nothing is answered by asking."""
    talk.say(BEGIN, "在职", "不是")
    before, asking = talk.answers, talk.status
    alone = Talk(talk.assistant)
    alone.say(question)
    talk.say(question)
    assert talk.replies[0].text == alone.replies[0].text
    assert talk.replies[0].clauses == alone.replies[0].clauses
    assert talk.status == asking
    assert talk.answers == before
    assert "不清楚" in talk.labels()


def test_what_awaits_a_yes_awaits_it_no_longer_after_another_question(talk: Talk) -> None:
    """对 answers what stands just above, or nothing."""
    talk.say(BEGIN, *PERSON, "没有", "2022", "超了6个")
    progress = talk.conversation.interview
    assert progress is not None
    assert progress.unconfirmed == {"ce_total": 96}
    talk.say("什么时候截止", "对")
    assert talk.status == {"asking": "ce_total"}
    assert "ce_total" not in talk.answers


def test_the_buttons_still_work_after_a_question_in_the_middle(talk: Talk) -> None:
    """A number picks from the question that returned."""
    talk.say(BEGIN, "学时要多少？", "2")
    assert talk.answers == {"employment_status": "not_on_post"}


def test_what_is_not_understood_is_told_and_the_question_returns(talk: Talk) -> None:
    """Never a silent turn, and never a guess."""
    talk.say(BEGIN)
    assert "没听懂" in talk.say("蓝色的大象")
    assert talk.status == {"asking": "employment_status"}
    assert talk.answers == {}


@pytest.mark.parametrize(
    "said", ["1", "一", "第一个", "在职在岗", "iv:answer:employment_status:in_post", "在职"]
)
def test_an_answer_is_picked_by_number_label_or_word(talk: Talk, said: str) -> None:
    """However people point to a choice."""
    talk.say(BEGIN, said)
    assert talk.answers == {"employment_status": "in_post"}


def test_a_number_answers_a_question_for_a_number(talk: Talk) -> None:
    """When hours are asked, 2 is two hours and not the second button."""
    talk.say(BEGIN)
    for _ in range(30):
        if talk.status == {"asking": "ce_total"}:
            break
        talk.say("不清楚")
    talk.say("2")
    assert talk.answers["ce_total"] == 2


@pytest.mark.parametrize("said", ["换一个人", "换个人", "给别人问"])
def test_an_interview_for_another_has_a_name_and_leaves_the_first_alone(talk: Talk, said: str) -> None:
    """A child for a parent: whose it is, is asked, and both are kept."""
    talk.say(BEGIN, "在职", "不是")
    assert "给谁问" in talk.say(said)
    talk.say("我爸")
    assert talk.conversation.name == "我爸"
    assert talk.answers == {}
    talk.say("在职")
    assert talk.answers == {"employment_status": "in_post"}
    assert dict(talk.conversation.interviews["本人"].answers) == {
        "employment_status": "in_post",
        "civil_status": "none",
    }


def test_the_list_of_names_leads_back_to_each(talk: Talk) -> None:
    """名单 offers the names; one is picked and goes on where it stopped."""
    talk.say(BEGIN, "在职", "换一个人", "我爸", "在职", "名单")
    assert talk.labels() == ["本人", "我爸"]
    talk.say("本人")
    assert talk.conversation.name == "本人"
    assert talk.status == {"asking": "civil_status"}


def test_twenty_people_are_kept_apart(talk: Talk) -> None:
    """HR asks for twenty, and a number in the list picks the right one."""
    talk.say(BEGIN)
    for number in range(19):
        talk.say("换一个人", f"工人{number}号", "退休了" if number % 2 else "在职")
    talk.say("名单")
    assert len(talk.labels()) == 20
    talk.say("20")
    assert talk.conversation.name == "工人18号"
    assert talk.answers == {"employment_status": "in_post"}


def test_the_same_name_again_goes_on(talk: Talk) -> None:
    """Naming one who is there takes up theirs."""
    talk.say(BEGIN, "在职", "换一个人", "我爸", "换一个人", "本人")
    assert talk.answers == {"employment_status": "in_post"}


@pytest.mark.parametrize("name", ["王" * 500, "\x00", "a\nb", " ", "iv:do:again", "\ud83d"])
def test_any_name_is_taken(talk: Talk, name: str) -> None:
    """Whatever is typed as a name, there is a reply and an interview, under a name that can be kept."""
    talk.say(BEGIN, "换一个人", name)
    kept = talk.conversation.name
    assert kept
    assert len(kept) <= 200
    assert kept.isprintable()


@pytest.mark.parametrize("said", ["学时要多少？", "算了", "名单", "先到这里"])
def test_what_is_no_name_is_not_taken_for_one(talk: Talk, said: str) -> None:
    """Who changes their mind when asked for a name does not make a person called 学时要多少？."""
    talk.say(BEGIN, "换一个人", said)
    assert said not in talk.conversation.interviews


def test_an_answer_about_a_craft_offers_the_interview_and_picking_it_begins(talk: Talk) -> None:
    """One tap leads into it."""
    talk.say("我是做青瓷的可以申报吗")
    assert [choice.id for choice in talk.replies[-1].choices] == ["action_interview"]
    talk.say("1")
    assert talk.status == {"asking": "employment_status"}


def test_a_verdict_stays_and_questions_go_on(talk: Talk) -> None:
    """After the end the assistant answers as ever and still knows the verdict."""
    talk.say(BEGIN, "在职", "是公务员")
    assert talk.status == {"verdict": "not_eligible"}
    assert "90" in talk.say("学时要多少？")
    assert talk.status == {"verdict": "not_eligible"}
    assert "公务员" in talk.say(BEGIN)


def test_after_a_pause_the_interview_is_taken_up(talk: Talk) -> None:
    """先到这里, then 我能不能报, goes on with the open question."""
    talk.say(BEGIN, "在职", "先到这里", "学时要多少？", BEGIN)
    assert talk.status == {"asking": "civil_status"}
    assert talk.answers == {"employment_status": "in_post"}


def test_after_a_pause_words_are_not_taken_as_answers(talk: Talk) -> None:
    """Who left the interview and says 没有 to something else has answered nothing."""
    talk.say(BEGIN, "在职", "先到这里")
    talk.say("今天天气怎么样")
    assert talk.answers == {"employment_status": "in_post"}
    assert "在职" not in "".join(reply.text for reply in talk.replies)


def test_the_conversation_survives_as_plain_data(talk: Talk) -> None:
    """What is kept gives the same conversation again."""
    talk.say(BEGIN, "在职", "换一个人", "我爸", "名单")
    kept = talk.conversation
    assert conversation_of(saved_of(Saved(), kept, "n-2022")) == replace(kept, notice="n-2022")


def test_without_an_interview_in_the_pack_the_chat_goes_on(tiny_assistant: Assistant) -> None:
    """我能不能报 is answered in words, no interview is open, and its commands are mere words."""
    talk = Talk(tiny_assistant)
    assert "手艺" in talk.say(BEGIN)
    assert talk.status is None
    for said in ("上一步", "换一个人", "名单", "iv:answer:civil_status:none", "不清楚"):
        assert talk.say(said).strip()
    assert talk.status is None
    assert talk.conversation.interviews == {}


# ── found by a hostile reader ──


def test_publicity_is_told_in_one_sentence(talk: Talk) -> None:
    """Who tells both days of the publicity is not asked for the second."""
    talk.say(BEGIN, *PERSON, "提交了", "还没", "11月21日到12月2日")
    assert talk.answers["publicity_start"] == "2022-11-21"
    assert talk.answers["publicity_end"] == "2022-12-02"
    assert talk.status == {"asking": "ce_year"}


def test_nothing_is_noted_that_falls_away_at_once(talk: Talk) -> None:
    """推荐了, said once more, is not taken for the recommendation of a university."""
    talk.say(BEGIN, *PERSON, "提交了", "推荐了")
    before = talk.answers
    assert "记下" not in talk.say("推荐了")
    assert talk.answers == before


def test_a_paused_interview_goes_on_at_a_word(talk: Talk) -> None:
    """继续 takes up a paused interview; other words go to the questions about the notice."""
    talk.say(BEGIN, "在职", "算了")
    assert "单位" in talk.say("单位几号前要推荐")
    assert talk.replies[-1].clauses == ("四.二",)
    talk.say("继续")
    assert "iv:answer:civil_status:none" in [choice.id for choice in talk.replies[-1].choices]


@pytest.mark.parametrize("said", ["改在职情况", "改第1项", "我想改一下在职情况"])
def test_an_answer_is_changed_by_its_name(talk: Talk, said: str) -> None:
    """改 with the name of an answer asks that question again, without the list."""
    talk.say(BEGIN, "在职", said)
    assert talk.status == {"asking": "employment_status"}


def test_thanks_in_between_are_answered(talk: Talk) -> None:
    """Small talk has its own answer, then the question returns."""
    talk.say(BEGIN, "在职")
    text = talk.say("谢谢")
    assert "没听懂" not in text
    assert talk.status == {"asking": "civil_status"}


def test_papers_asked_for_early_are_told_as_far_as_they_are_known(talk: Talk) -> None:
    """清单 before the verdict gives what is known and what depends on answers to come, and the question stays open."""
    text = talk.say(BEGIN, "在职", "清单")
    assert "学时卡" in text
    assert "要看您的回答" in text
    assert "荣誉证书" in text.split("要看您的回答")[1]
    assert talk.status == {"asking": "civil_status"}


def test_what_is_taken_back_is_changed_and_read_back(talk: Talk) -> None:
    """其实我退休了, said at another question, changes the earlier answer and what follows from it."""
    talk.say(BEGIN, "在职", "不是")
    text = talk.say("其实我退休了")
    assert talk.answers["employment_status"] == "retired"
    assert talk.status == {"verdict": "not_eligible"}
    assert "已退休" in text


def test_what_is_taken_back_after_the_verdict_opens_it_again(talk: Talk) -> None:
    """A correction after the end changes the answer, keeps the others and goes on."""
    talk.say(BEGIN, "在职", "公务员")
    assert talk.status == {"verdict": "not_eligible"}
    talk.say("说错了，我不是公务员")
    assert talk.answers == {"employment_status": "in_post", "civil_status": "none"}
    assert talk.status == {"asking": "specialty"}


def test_who_says_otherwise_than_before_is_read_back(talk: Talk) -> None:
    """Also without a word that takes it back; what follows is told, and the way to change it stands below."""
    talk.say(BEGIN, "在职", "不是")
    text = talk.say("我退休了")
    assert talk.answers["employment_status"] == "retired"
    assert "改成：在职情况：已退休" in text
    assert "iv:do:change" in [choice.id for choice in talk.replies[-1].choices]


def test_why_after_the_verdict_tells_the_reasons_again(talk: Talk) -> None:
    """为什么 after the end is answered with the reasons, not with other questions."""
    first = talk.say(BEGIN, "在职", "公务员")
    assert first.endswith(talk.say("为什么"))
    assert "【这次不能申报】" in talk.say("为什么")


def test_a_case_of_another_person_in_the_middle_opens_theirs_and_leaves_mine(talk: Talk) -> None:
    """What is told of a father is no answer of his daughter's."""
    talk.say(BEGIN, "在职")
    mine = talk.answers
    text = talk.say("我爸退休返聘了，帮我核一下")
    assert talk.conversation.name == "我爸"
    assert talk.answers == {"employment_status": "rehired"}
    assert "在职情况：退休后返聘" in text
    assert dict(talk.conversation.interviews["本人"].answers) == mine


@pytest.mark.parametrize("said", ["给我爸问", "帮我爸看看", "替我爸算一下吧"])
def test_another_person_is_named_in_one_go(talk: Talk, said: str) -> None:
    """Who says for whom is not asked for the name."""
    talk.say(BEGIN, "在职")
    text = talk.say(said)
    assert set(talk.conversation.interviews) == {"本人", "我爸"}
    assert "我爸" in text
    assert talk.answers == {}


@pytest.mark.parametrize("said", ["我妈是退休的", "我妈退休了", "我妈退休好几年了"])
@pytest.mark.parametrize("of", ["", "帮我爸问问"])
def test_what_is_so_of_another_person_is_noted_of_nobody(talk: Talk, of: str, said: str) -> None:
    """Neither in one's own interview nor in that of somebody else; whether it was meant is asked."""
    talk.say(BEGIN, *([of] if of else []))
    text = talk.say(said)
    assert talk.answers == {}
    assert "申报人本人" in text


@pytest.mark.parametrize("back", ["回到我自己", "那我自己呢", "切回我自己", "那我呢"])
def test_words_turn_from_one_person_to_another(talk: Talk, back: str) -> None:
    """Each interview goes on where it was."""
    talk.say(BEGIN, "在职", "帮我爸问问", "退休了")
    talk.say(back)
    assert talk.conversation.name == "本人"
    assert talk.answers == {"employment_status": "in_post"}
    talk.say("切回我爸")
    assert talk.conversation.name == "我爸"
    talk.say("那我妈呢")
    assert talk.conversation.name == "我妈"


def test_two_masters_are_two_persons(talk: Talk) -> None:
    """By their surnames."""
    talk.say("张师傅能报吗", "在职", "帮李师傅也问一下", "退休了")
    assert {name: dict(one.answers) for name, one in talk.conversation.interviews.items()} == {
        "张师傅": {"employment_status": "in_post"},
        "李师傅": {"employment_status": "retired"},
    }


@pytest.mark.parametrize("said", ["我妈也想报", "我老婆也要报", "我徒弟也打算报名"])
def test_who_says_that_another_wants_to_apply_too_opens_theirs(talk: Talk, said: str) -> None:
    """With nothing told yet."""
    talk.say(BEGIN, "在职")
    talk.say(said)
    assert len(talk.conversation.interviews) == 2
    assert talk.answers == {}


@pytest.mark.parametrize("said", ["我同事小李是公务员能报吗", "我同事小李退休了能报吗"])
def test_a_question_about_another_is_answered(talk: Talk, said: str) -> None:
    """It changes nothing of one's own."""
    talk.say(BEGIN, "在职")
    text = talk.say(said)
    assert talk.answers == {"employment_status": "in_post"}
    assert "不" in text


@pytest.mark.parametrize("said", ["帮我看看", "帮忙看看", "帮我算一下学时够不够"])
def test_helping_oneself_is_no_other_person(talk: Talk, said: str) -> None:
    """帮我看看 begins nobody else's interview."""
    talk.say(BEGIN, "在职", said)
    assert set(talk.conversation.interviews) == {"本人"}


def test_no_longer_wanting_another_person_returns_to_the_question(talk: Talk) -> None:
    """取消 at the question for whom goes back to where the interview was."""
    talk.say(BEGIN, "在职", "换一个人", "取消")
    assert talk.status == {"asking": "civil_status"}
    assert "iv:answer:civil_status:none" in [choice.id for choice in talk.replies[-1].choices]


def test_the_day_of_asking_can_be_changed(talk: Talk) -> None:
    """Who asks for a later day says so: the day of asking is an answer like the others."""
    talk.say(BEGIN, "在职", "改今天的日期")
    assert talk.status == {"asking": "ask_date"}
    talk.say("12月7日")
    assert talk.status == {"asking": "submitted_online"}
    talk.say("没有")
    assert talk.status == {"verdict": "late"}


QUESTIONS = [
    json.loads(line)["q"]
    for line in (shipped_knowledge() / "tests" / "questions" / "dev.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
NAMING = {"瓯绣", "蓝印花布", "香港学历"}
"""Fragments that may as well be an answer."""
TELLING = "我是乐清剪纸的，这几年一直在老年大学和小学里给人讲课"
"""How a message begins that asks nothing by its words and tells two facts; they are read back."""
OF_ONESELF = {
    "我只有初中文凭，可以报正高吗": "degree_origin",
    "我是安吉做竹编的，这个能报不？": "specialty",
    "我是镇政府的公务员，业余搞根雕得过奖，想评这个行吗": "civil_status",
    "我做油纸伞的，那一串工种里好像没我这行，还有戏吗": "specialty",
    "我在臺灣讀的大學，學歷要由誰認證？": "degree_origin",
    "我在日本读的硕士，学历这块怎么弄": "degree_origin",
    "我在杂志上登过文章，要扫哪几页": "has_papers",
    "我人事關係在上海，想在浙江申報，需要什麼文件？": "personnel_relation",
    "您好，我做瓯塑二十多年了，今年第一次报，有两件作品被省里的博物馆收藏，前年在温州还办过一次个人展览，这些应该算我最拿得出手的东西了，"
    "可是系统里一堆栏目看得眼花，我不晓得该填进哪一栏。": "has_collection_or_show",
}
"""What somebody tells of themselves before they ask; it is read back."""
OFF = {"从义乌去东阳木雕城坐几路车"}
"""Asks nothing of the notice, and names places in Zhejiang."""


@pytest.mark.parametrize(
    "answers",
    [
        (),
        ("在职",),
        ("在职", "不是", "木雕"),
        ("在职", "不是", "木雕", "浙江"),
        ("在职", "不是", "木雕", "浙江", "企业", "符合", "普通", "没有", "2022"),
        (
            "在职",
            "不是",
            "木雕",
            "浙江",
            "企业",
            "符合",
            "普通",
            "没有",
            "2022",
            "92",
            "62",
            "20",
            "是",
            "相关",
        ),
    ],
    ids=len,
)
def test_no_question_in_the_middle_is_taken_for_an_answer(talk: Talk, answers: tuple[str, ...]) -> None:
    """Whatever is asked in between, the answers stay as they were and the same question is open."""
    talk.say(BEGIN, *answers)
    before, kept, asking = talk.conversation, talk.answers, talk.status
    taken = []
    for question in QUESTIONS:
        talk.conversation = before
        talk.say(question)
        told = {fact for fact, value in talk.answers.items() if kept.get(fact) != value}
        if told <= {OF_ONESELF.get(question)} and (told or talk.status == asking):
            continue
        if not question.startswith(TELLING):
            taken.append(question)
    assert set(taken) <= NAMING | OFF


@pytest.mark.parametrize("said", ["公务员是不让报的，对吧", "公务员是不让报的 对伐", "总学时90就够了吧"])
def test_a_claim_that_is_to_be_confirmed_tells_nothing_of_the_person(talk: Talk, said: str) -> None:
    """Who wants to hear that it is so does not say so of himself."""
    talk.say(BEGIN)
    talk.say(said)
    assert talk.answers == {}
    assert talk.status == {"asking": "employment_status"}


@pytest.mark.parametrize("said", ["给我爸问一下能不能报", "帮我爸看看他能不能报", "我爸能不能报"])
def test_asking_for_a_relative_opens_an_interview_in_his_name(talk: Talk, said: str) -> None:
    """The answers of a daughter for her father are kept as his."""
    talk.say(said)
    assert talk.conversation.name == "我爸"


@pytest.mark.parametrize("said", ["能报吗", "能报不", "能不能报", "能申报吗"])
def test_the_shortest_way_to_ask_begins_the_interview(talk: Talk, said: str) -> None:
    """能报吗 alone is answered neither yes nor no."""
    talk.say(said)
    assert talk.status == {"asking": "employment_status"}


def test_reminders_are_set_in_the_middle_of_the_interview(talk: Talk) -> None:
    """提醒我 is understood while a question is open, and the question stays."""
    talk.channel = Channel(pushes=True)
    talk.say(BEGIN, "在职", "提醒我", "1")
    assert len(talk.conversation.subscriptions.wishes) == 1
    talk.say("不是")
    assert talk.answers == {"employment_status": "in_post", "civil_status": "none"}


@pytest.mark.parametrize(
    "tapped", ["iv:answer:submitted_online:True", "iv:do:why", "iv:name:我妈", "iv:do:dance"]
)
def test_an_old_button_is_nobody_s_name(talk: Talk, tapped: str) -> None:
    """Who is asked for a name and taps something old has named nobody, and no answer is lost."""
    talk.say(BEGIN, "在职", "换一个人", tapped)
    assert set(talk.conversation.interviews) == {"本人"}
    assert not talk.conversation.naming


def test_a_button_of_a_forgotten_person_begins_nothing(talk: Talk) -> None:
    """Only somebody who is known can be gone on with."""
    talk.say("换一个人", "我爸", "iv:name:我妈")
    assert talk.replies[0].kind is Kind.STALE
    assert set(talk.conversation.interviews) == {"我爸"}
    talk.say(BEGIN, "换一个人", "王师傅", "iv:name:我爸")
    assert talk.conversation.name == "我爸"


def test_the_large_button_of_the_page_goes_on_with_what_is_open(talk: Talk) -> None:
    """In the middle of an interview it asks the open question once more, and nothing is taken for an answer."""
    talk.say(BEGIN, "在职")
    turn = talk.assistant.turn(talk.conversation, BeginInterview(), talk.now)
    assert [reply.kind for reply in turn.replies] == [Kind.QUESTION]
    assert turn.conversation.interview == talk.conversation.interview


def test_somebody_else_may_be_asked_for_with_a_tap(talk: Talk) -> None:
    """As with 换一个人: the next words are a name."""
    turn = talk.assistant.turn(talk.conversation, InterviewAnother(), talk.now)
    assert turn.conversation.naming
    assert turn.replies[0].kind is Kind.NAME_WANTED


def test_a_tap_without_an_interview_in_the_pack_is_answered(tiny_assistant: Assistant) -> None:
    """Whatever an older pack offered."""
    for act in (BeginInterview(), InterviewAnother(), TakeStep("why"), OrderReminders("begin")):
        assert tiny_assistant.turn(Conversation(), act, OPEN).replies[0].text


@pytest.mark.parametrize("said", ["假如我退休了呢", "要是我去年退休了就好了", "要是专业只有50呢"])
def test_what_is_only_supposed_is_not_noted(talk: Talk, said: str) -> None:
    """Nobody is retired because of a 要是."""
    talk.say(BEGIN, "在职")
    before = talk.answers
    talk.say(said)
    assert talk.answers == before


@pytest.mark.parametrize("said", ["我爸是公务员", "我爸退休了", "我老婆是公务员"])
def test_what_is_told_of_others_is_not_noted_in_one_s_own_interview(talk: Talk, said: str) -> None:
    """A father who is a civil servant bars no daughter."""
    talk.say(BEGIN, "在职")
    talk.say(said)
    assert talk.answers == {"employment_status": "in_post"}
    assert talk.conversation.name == "本人"


def test_what_is_told_on_of_another_goes_to_that_interview(talk: Talk) -> None:
    """他是高级工艺美术师, after the father's verdict, is of the father."""
    talk.say("我爸退休返聘了，做竹编的，帮我看看能不能报")
    talk.say("他是高级工艺美术师，2018年5月聘的")
    assert talk.conversation.name == "我爸"
    assert "本人" not in talk.conversation.interviews


def asked_for(talk: Talk, fact: str) -> None:
    """An interview whose open question is that of a fact."""
    talk.say(BEGIN)
    progress = talk.conversation.interviews[talk.conversation.name]
    interviews = {talk.conversation.name: replace(progress, asking=fact)}
    talk.conversation = replace(talk.conversation, interviews=interviews)


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("senior_title_date", "前年十二月发下来的，几号忘记掉了", "2020-12"),
        ("senior_title_date", "二零年三月批的，哪天我记不清了", "2020-03"),
        ("oldest_achievement_date", "18年，头一回办个人展那阵", "2018"),
        ("oldest_achievement_date", "零九年的，我师傅还在世", "2009"),
        ("unit_type", "企业，我同事也在那", "enterprise"),
        ("civil_status", "不是不是，我就一捏泥巴的", "none"),
    ],
)
def test_an_answer_beside_other_words_is_taken(talk: Talk, fact: str, said: str, value: object) -> None:
    """What else is said, that the day is forgotten or something of somebody else, takes nothing from it."""
    asked_for(talk, fact)
    talk.say(said)
    assert talk.answers.get(fact) == value


@pytest.mark.parametrize("said", ["跟手艺沾边的上了六十六个", "跟本行有关的拢共是66个"])
def test_a_number_at_the_end_of_other_words_is_read_back(talk: Talk, said: str) -> None:
    """It is noted only when it is confirmed."""
    asked_for(talk, "ce_professional")
    assert "66" in talk.say(said)
    assert "ce_professional" not in talk.answers
    talk.say("对")
    assert talk.answers["ce_professional"] == 66


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("ce_professional", "拢共九十二，公需占十八，剩下全是专业课", 74),
        ("ce_public", "总的100，专业72，其余都是公需", 28),
    ],
)
def test_what_the_others_leave_of_the_whole_is_reckoned_and_read_back(
    talk: Talk, fact: str, said: str, value: int
) -> None:
    """It is noted only when it is confirmed."""
    asked_for(talk, fact)
    assert str(value) in talk.say(said)
    assert fact not in talk.answers
    talk.say("对")
    assert talk.answers[fact] == value


def test_of_two_years_the_end_is_proposed(talk: Talk) -> None:
    """When somebody began and when the paper was given: the second is asked about."""
    asked_for(talk, "degree_year")
    talk.say("夜大，07年进的，11年才拿到本子")
    assert "degree_year" not in talk.answers
    talk.say("对")
    assert talk.answers["degree_year"] == 2011


def test_a_request_for_somebody_else_behind_an_answer_is_heard(talk: Talk) -> None:
    """在职，帮我爸也看看 asks for the father."""
    asked_for(talk, "employment_status")
    talk.say("在职，帮我爸也看看")
    assert talk.conversation.name == "我爸"


@pytest.mark.parametrize("said", ["这句话我听不懂呢", "合作作品 凭据", "辛苦了，回头再来问你"])
@pytest.mark.parametrize("fact", ["personnel_relation", "ce_total", "unit_type"])
def test_what_speaks_of_nothing_that_is_asked_is_no_answer(talk: Talk, fact: str, said: str) -> None:
    """However like one of the answers it is by its letters."""
    asked_for(talk, fact)
    talk.say(said)
    assert talk.answers == {}


@pytest.mark.parametrize(
    "said", ["我参公的，手里有木雕绝活，能报名评审吗", "我退休了，做了一辈子木雕，能报名评审吗"]
)
def test_two_things_of_oneself_and_whether_one_may_open_the_interview(talk: Talk, said: str) -> None:
    """The point that is named is answered in the same turn."""
    talk.say(said)
    assert talk.status is not None
    assert len(talk.answers) == 2


@pytest.mark.parametrize("said", ["什么时候截止", "公示要几天", "要交哪些材料", "学时不够怎么办", "谁审核"])
def test_a_question_asked_again_is_answered_as_before(talk: Talk, said: str) -> None:
    """Word for word, at once or after another one: it leans on nothing."""
    first = talk.say(said)
    assert talk.say(said) == first
    talk.say("评审表一式几份")
    assert talk.say(said) == first


def test_the_same_of_all_after_that_of_one(talk: Talk) -> None:
    """A question that is whole by itself is no question about the topic before."""
    alone = talk.say("什么时候截止")
    other = Talk(talk.assistant)
    other.say("个人什么时候截止")
    assert other.say("什么时候截止") == alone


def test_a_correction_that_names_who_told_is_one(talk: Talk) -> None:
    """女儿说 tells nothing of a daughter."""
    talk.say(BEGIN)
    progress = talk.conversation.interviews[talk.conversation.name]
    known = replace(
        progress, answers={**progress.answers, "submitted_online": True}, asking="unit_recommended"
    )
    talk.conversation = replace(talk.conversation, interviews={talk.conversation.name: known})
    talk.say("哎呀不对，我那个没点提交，女儿说只是存了草稿")
    assert talk.answers["submitted_online"] is False


@pytest.mark.parametrize(
    ("before", "said", "sum"),
    [
        ("继续教育要多少学时", "73学时够吗", "您说73，还差17"),
        ("继续教育要多少学时", "我只有73学时", "您说73，还差17"),
        ("学时不够怎么办", "73够吗", "您说73，还差17"),
        ("73学时够吗", "那80呢", "您说80，还差10"),
        ("继续教育要多少学时", "我73学时，专业60，够吗", "您说73，还差17；专业科目学时要60，您说60，够了"),
        ("你好", "我有73个学时还差多少", "您说73，还差17"),
    ],
)
def test_numbers_are_reckoned_in_a_talk_too(talk: Talk, before: str, said: str, sum: str) -> None:
    """What is spoken of may stand in the answer before."""
    talk.say(before)
    assert sum in talk.say(said)


@pytest.mark.parametrize(
    ("asking", "known"),
    [
        ("ce_total", {}),
        ("ce_professional", {"ce_total": 73}),
        ("ce_public", {"ce_total": 73, "ce_professional": 60}),
    ],
)
def test_a_question_with_two_numbers_notes_each_for_its_own(
    talk: Talk, asking: str, known: dict[str, object]
) -> None:
    """No half of it is read as the answer to the question that is open."""
    talk.say(BEGIN)
    progress = talk.conversation.interviews[talk.conversation.name]
    held = replace(progress, answers={**progress.answers, "ce_year": 2022, **known}, asking=asking)
    talk.conversation = replace(talk.conversation, interviews={talk.conversation.name: held})
    assert "还差17" in talk.say("我73学时，专业60，够吗")
    assert (talk.answers["ce_total"], talk.answers["ce_professional"]) == (73, 60)
    assert "ce_public" not in talk.answers


def test_if_it_were_still_open_corrects_nothing(talk: Talk) -> None:
    """What somebody supposes is no answer."""
    talk.now = datetime(2023, 6, 3, 10, tzinfo=SHANGHAI)
    talk.say(BEGIN, "没提交")
    assert "对吗" not in talk.say("若在截止前呢")
    assert talk.answers["submitted_online"] is False


@pytest.mark.parametrize(
    ("said", "name", "told"),
    [
        ("我姨父退休两年了，他还能参加不", "我姨父", {"employment_status": "retired"}),
        ("我们店有个学徒人事关系在安徽，可以报不可以", "学徒", {"personnel_relation": "other_province"}),
        ("我们组的小孙是参公的，行吗", "小孙", {"civil_status": "can_gong"}),
        ("停薪留职的人能不能参评，我本人就是", "本人", {"employment_status": "not_on_post"}),
        (
            "就先拿我试试，木雕，企业里的",
            "本人",
            {"specialty": "sculpture_carving", "unit_type": "enterprise"},
        ),
        ("木雕做了半辈子，档案在江西，这样还报得了不", "本人", {"personnel_relation": "other_province"}),
    ],
)
def test_who_asks_whether_a_certain_person_may_opens_their_interview(
    talk: Talk, said: str, name: str, told: dict[str, object]
) -> None:
    """Under what they are called, with what is told; of the writer from two things on, or if they say that it is them."""
    talk.say(said)
    assert talk.conversation.name == name
    assert talk.answers.items() >= told.items()


@pytest.mark.parametrize(
    "said",
    [
        "停薪留职的人能不能参评",
        "我想知道参公的人行不行",
        "师傅没职称能报吗",
        "有个朋友的函没盖章，行吗",
        "想破格，可以不",
    ],
)
def test_who_asks_of_a_kind_of_people_is_answered(talk: Talk, said: str) -> None:
    """Nobody's interview opens."""
    talk.say(said)
    assert talk.status is None


@pytest.mark.parametrize("said", ["是协会，不是企业，我姑妈乱点的", "我外甥说单位是协会，不是企业"])
def test_who_only_noted_or_told_it_gets_no_interview_of_their_own(talk: Talk, said: str) -> None:
    """It corrects the one that is open."""
    talk.say(BEGIN, "在职", "不是", "木雕", "浙江", "企业")
    assert talk.answers["unit_type"] == "enterprise"
    talk.say(said)
    assert (talk.conversation.name, talk.answers["unit_type"]) == ("本人", "social_org")
