"""Several persons in one conversation: whose it is, how each stands, and what is done about one of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.commands import forget_question
from bot.conversation.service import ConversationService
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Conversation
from bot.replies.act_ids import act_of
from bot.replies.acts import DropPerson, InterviewOf, RenamePerson, TellPerson
from bot.replies.reply import Kind
from bot.store.model.saved import Saved
from tests.conversation.talks import BEGIN, Talk
from tests.interview.applicants import FULL
from tests.packs import OPEN
from tests.store.memory import MemoryStore

SHORT = {**FULL, "ce_total": 80, "ce_professional": 50}
RETIRED = {**FULL, "employment_status": "retired"}


@pytest.fixture
def talk(talker: Assistant) -> Talk:
    """A new conversation."""
    return Talk(talker)


def ask_for(talk: Talk, name: str, given: Mapping[str, object], most: int = 80) -> list[str]:
    """Begin the interview of a person and answer up to `most` questions. Returns all that was said."""
    said = [talk.say("换一个人", name)]
    for _ in range(most):
        progress = talk.conversation.interview
        if progress is None or not progress.asking:
            break
        fact = progress.asking
        value = given.get(fact, "unknown")
        tapped = f"iv:answer:{fact}:{value}"
        offered = [choice.id for choice in talk.conversation.offered]
        said.append(talk.say(tapped if tapped in offered else str(value)))
    return said


@pytest.fixture(scope="module")
def three_asked(talker: Assistant) -> Conversation:
    """王芳, who lacks hours, 张师傅, who is retired, and 李建国 of whom little is known yet, whose question is open."""
    talk = Talk(talker)
    ask_for(talk, "王芳", SHORT)
    ask_for(talk, "张师傅", RETIRED)
    ask_for(talk, "李建国", FULL, most=2)
    return talk.conversation


@pytest.fixture
def three(talker: Assistant, three_asked: Conversation) -> Talk:
    """A conversation with these three."""
    return Talk(talker, conversation=three_asked)


# ── whose it is ──


@pytest.mark.parametrize(
    ("name", "who", "given"),
    [("张师傅", "张师傅", SHORT), ("我妈", "您妈", RETIRED), ("3", "“3”", {})],
    ids=["short", "retired", "all unknown"],
)
def test_all_that_is_said_about_another_says_of_whom(
    talk: Talk, name: str, who: str, given: Mapping[str, object]
) -> None:
    """Each question names them, nothing calls the writer by their case, and no placeholder is left."""
    said = ask_for(talk, name, given)
    said += [talk.say("要交什么"), talk.say("改"), talk.say("不改了"), talk.say("为什么")]
    for text in said[1:]:
        assert who in text
    everything = "\n".join(said)
    assert "{who}" not in everything
    assert "您本人" not in everything
    assert "您的专业" not in everything


def test_one_s_own_questions_say_you(talk: Talk) -> None:
    """Nothing is changed for whoever asks for themselves."""
    assert "您目前是在职在岗" in talk.say(BEGIN)
    assert "您本人是公务员" in talk.say("在职")


def test_a_question_without_a_word_for_the_person_begins_with_the_name(talk: Talk) -> None:
    """委托评审函拿到了吗 could be anybody's."""
    known = {"employment_status": "in_post", "personnel_relation": "other_province"}
    progress = talk.assistant.started(known, "letter_status", talk.now)
    asked = talk.assistant.open_question(Conversation(name="王芳", interviews={"王芳": progress}), talk.now)
    assert asked is not None
    assert asked.text.startswith("王芳：委托评审函")


def test_the_result_speaks_of_the_person(three: Talk) -> None:
    """In every channel, since all are made of it."""
    named = Conversation(name="王芳", interviews=three.conversation.interviews)
    result = three.assistant.result(named, three.now)
    assert result is not None
    assert any("王芳的还不够" in reason.text for reason in result.reasons)
    text = "\n".join(passage.text for passage in three.assistant.document(named, three.now))
    assert text.startswith("王芳的结果")
    assert "{who}" not in text
    assert "您本人" not in text


# ── the list ──


def test_the_list_has_verdict_what_is_missing_and_the_next_day(three: Talk) -> None:
    """One row each, in the order in which they were begun, with the names to pick."""
    rows = three.say("名单").split("\n")
    assert rows[1].startswith("1. 王芳：还差几样")
    assert "总数差10，专业差10" in rows[1]
    assert "2022年12月6日" in rows[1]
    assert rows[2].startswith("2. 张师傅：这次不能申报")
    assert "已退休" in rows[2]
    assert rows[3].startswith("3. 李建国：还没答完")
    assert three.labels() == ["王芳", "张师傅", "李建国"]
    three.say("1")
    assert three.conversation.name == "王芳"


@pytest.mark.parametrize(
    ("said", "there", "not_there"),
    [
        ("谁还没交", ["王芳", "李建国"], ["张师傅"]),
        ("还有哪几个没有交上去", ["王芳", "李建国"], ["张师傅"]),
        ("谁不能报", ["张师傅"], ["王芳", "李建国"]),
        ("哪些人报不了啊", ["张师傅"], ["王芳"]),
        ("谁还没答完", ["李建国"], ["王芳", "张师傅"]),
        ("能报的有哪几位", ["王芳"], ["张师傅", "李建国"]),
    ],
)
def test_who_of_them(three: Talk, said: str, there: list[str], not_there: list[str]) -> None:
    """Asked in people's own words."""
    told = three.say(said)
    assert three.replies[0].kind is Kind.PEOPLE
    assert [name for name in there if f"{name}：" not in told] == []
    assert [name for name in not_there if f"{name}：" in told] == []


def test_who_has_handed_in_is_not_told_to(talk: Talk) -> None:
    """By their answers."""
    ask_for(talk, "王芳", {**FULL, "submitted_online": True, "unit_recommended": False})
    ask_for(talk, "李建国", FULL)
    told = talk.say("谁还没交")
    assert "李建国：" in told
    assert "王芳：" not in told


@pytest.mark.parametrize("said", ["王芳还缺什么", "看看王芳还差哪些", "王芳要补啥材料"])
def test_what_one_of_them_lacks_is_told_without_leaving_the_other(three: Talk, said: str) -> None:
    """And the open question stands again below."""
    told = three.say(said)
    assert "总数差10，专业差10" in told
    assert three.conversation.name == "李建国"
    assert three.replies[-1].kind is Kind.QUESTION
    assert "李建国" in three.replies[-1].text


@pytest.mark.parametrize("said", ["换回王芳", "接着问王芳的", "王芳", "去弄王芳的吧"])
def test_one_turns_to_another_by_name(three: Talk, said: str) -> None:
    """However it is said; it is told whose talk follows."""
    assert "王芳" in three.say(said).split("\n")[0]
    assert three.conversation.name == "王芳"


def test_a_wish_in_the_middle_is_no_turning_to_oneself(three: Talk) -> None:
    """先到这里，明天上午九点叫我接着弄 is about reminders; 那我自己呢 is not."""
    for said in (
        "好，先到这里，明天上午九点叫我接着弄",
        "评审表叫他打几份，再记个12月15号下午3点提醒我录公示",
    ):
        three.say(said)
        assert "本人" not in three.conversation.interviews
    three.say("那我自己呢")
    assert three.conversation.name == "本人"


def test_a_name_that_is_none_of_theirs(three: Talk) -> None:
    """It says so and whom there is, and offers to begin."""
    told = three.say("换回赵六")
    assert "没有赵六" in told
    assert "王芳" in told
    three.say(three.labels()[0])
    assert three.conversation.name == "赵六"


@pytest.mark.parametrize(
    "said",
    [
        "谁来推荐我",
        "材料交给谁",
        "退休的能报吗",
        "哪些人可以申报",
        "木雕能不能报",
        "高校能不能报",
        "花丝镶嵌能不能报",
    ],
)
def test_questions_about_the_notice_stay_such(three: Talk, said: str) -> None:
    """Though persons are there."""
    three.say(said)
    assert three.replies[0].kind is not Kind.PEOPLE


@pytest.mark.parametrize(
    ("said", "name"),
    [("帮赵六看看能不能报", "赵六"), ("替同事小刘看看", "同事小刘"), ("给赵六也看看", "赵六")],
)
def test_one_more_is_asked_for_in_words(three: Talk, said: str, name: str) -> None:
    """As the first one was: nobody is told that none of those whom there are may not apply."""
    three.say(said)
    assert three.conversation.name == name
    assert {*three.conversation.interviews} >= {"王芳", "张师傅", "李建国", name}


@pytest.mark.parametrize("said", ["帮我看看谁不能报", "都有谁能报", "哪几个人不能报"])
def test_who_may_not_is_still_asked_of_all(three: Talk, said: str) -> None:
    """With a word for who."""
    three.say(said)
    assert three.replies[0].kind is Kind.PEOPLE


def test_of_oneself_alone_nobody_is_listed_unless_it_is_asked_for(talk: Talk) -> None:
    """谁还没交 is then no question about oneself."""
    talk.say(BEGIN, "在职", "谁还没交")
    assert talk.replies[0].kind is not Kind.PEOPLE
    talk.say("名单")
    assert talk.labels() == ["本人"]


# ── names ──


def test_a_person_is_renamed(three: Talk) -> None:
    """With all answers, in place."""
    before = three.conversation.interviews["王芳"]
    assert "王小芳" in three.say("把王芳改名叫王小芳")
    assert list(three.conversation.interviews) == ["王小芳", "张师傅", "李建国"]
    assert three.conversation.interviews["王小芳"] == before
    assert three.conversation.name == "李建国"
    three.say("给李建国换个称呼")
    assert three.replies[0].kind is Kind.NAME_WANTED
    three.say("李工")
    assert three.conversation.name == "李工"


@pytest.mark.parametrize("taken", ["王芳", "“王芳”"])
def test_two_persons_have_two_names(three: Talk, taken: str) -> None:
    """A name that is taken is refused, and another is asked for."""
    assert "已经有王芳" in three.say("张师傅改名", taken)
    three.say("张工")
    assert list(three.conversation.interviews) == ["王芳", "张工", "李建国"]


@pytest.mark.parametrize("said", ["算了", "取消", "学时要多少？", "谁还没交"])
def test_no_name_is_no_name(three: Talk, said: str) -> None:
    """Who asks something else has renamed nobody."""
    three.say("张师傅改名", said)
    assert list(three.conversation.interviews) == ["王芳", "张师傅", "李建国"]
    three.say("张工")
    assert "张工" not in three.conversation.interviews


def test_another_of_the_same_name(three: Talk) -> None:
    """Who is meant is asked; the second gets a number."""
    told = three.say("换一个人", "王芳")
    assert "同名" in told
    three.say("另一位")
    assert three.conversation.name == "王芳（2）"
    three.say("在职")
    assert three.conversation.interviews["王芳"].answers["ce_total"] == 80
    three.say("换一个人", "王芳", "1")
    assert three.conversation.name == "王芳"
    three.say("还有一个也叫王芳的")
    assert three.conversation.name == "王芳（3）"


@pytest.mark.parametrize(
    "name",
    [
        "名单",
        "重来",
        "3",
        "导出表格",
        "取消",
        "🙂🙂",
        "=1+1",
        "不清楚",
        "谁",
        "{who}",
        "a:b",
        "王" * 60,
        "iv:other",
    ],
)
def test_any_name_works_all_the_way(three: Talk, name: str) -> None:
    """In quotation marks it is one whatever it says: begun, found in the list, left, taken up again, renamed, deleted."""
    three.say("换一个人", f"“{name}”")
    kept = three.conversation.name
    assert kept not in ("王芳", "张师傅", "李建国", "本人")
    three.say("在职")
    assert three.answers == {"employment_status": "in_post"}
    three.say("换回王芳", "名单", "4")
    assert three.conversation.name == kept
    three.say("换回王芳", f"“{kept}”还缺什么")
    assert three.replies[0].kind is Kind.PEOPLE
    three.say(f"换回“{kept}”")
    assert three.conversation.name == kept
    three.say(f"删掉“{kept}”", "删掉")
    assert list(three.conversation.interviews) == ["王芳", "张师傅", "李建国"]


# ── deleting ──


def test_one_is_deleted_after_a_question(three: Talk) -> None:
    """The others stay; the question that was open stands again."""
    assert "王芳" in three.say("把王芳的删了")
    assert "王芳" in three.conversation.interviews
    three.say("是的")
    assert list(three.conversation.interviews) == ["张师傅", "李建国"]
    assert three.replies[-1].kind is Kind.QUESTION
    three.say("删掉李建国", "1")
    assert three.conversation.name == ""
    assert list(three.conversation.interviews) == ["张师傅"]


@pytest.mark.parametrize("said", ["不删", "算了", "不", "学时要多少？", "2"])
def test_who_does_not_say_yes_has_deleted_nobody(three: Talk, said: str) -> None:
    """And a 删 later on means nothing."""
    three.say("删掉王芳", said, "删掉")
    assert "王芳" in three.conversation.interviews


def test_acts_of_somebody_who_is_gone_do_nothing(three: Talk) -> None:
    """Old buttons."""
    before = three.conversation.interviews
    for act in (
        DropPerson("赵六", sure=True),
        RenamePerson("赵六", "钱七"),
        TellPerson("赵六"),
        InterviewOf("赵六"),
    ):
        turn = three.assistant.turn(three.conversation, act, three.now)
        assert turn.replies[0].kind is Kind.STALE
        assert turn.conversation.interviews == before


def test_deleting_everything_names_whom(three: Talk) -> None:
    """Those for whom somebody asked."""
    told = forget_question(three.conversation, "").text
    for name in ("王芳", "张师傅", "李建国"):
        assert name in told
    alone = Talk(three.assistant)
    alone.say(BEGIN, "在职")
    assert "1份问答" in forget_question(alone.conversation, "").text


# ── the table, and what is kept ──


@pytest.mark.parametrize("said", ["导出表格", "把名单做成excel给我", "打印名单", "发个表给我"])
def test_the_table_is_offered_as_a_file(three: Talk, said: str) -> None:
    """With every row in words, for whoever can take no file."""
    told = three.say(said)
    assert three.replies[0].attachment == "people"
    for name in ("王芳：", "张师傅：", "李建国："):
        assert name in told


def test_what_was_asked_about_a_person_survives_as_plain_data(three: Talk) -> None:
    """With the order of the persons."""
    three.say("张师傅改名")
    kept = conversation_of(saved_of(Saved(), three.conversation, "n-2022"))
    assert kept == replace(three.conversation, notice="n-2022")
    assert list(kept.interviews) == ["王芳", "张师傅", "李建国"]
    assert kept.person.asks == "rename"


# ── who asks, and for whom ──


def test_who_says_first_who_they_are_asks_about_a_person(three: Talk) -> None:
    """It is remembered, and the rest is about that person."""
    told = three.say("我是单位人事，王芳还缺什么")
    assert told.startswith("王芳：还差几样")
    assert three.conversation.role == "单位"
    assert "一共3个人" in three.say("我是申报人，名单")
    assert three.conversation.role == "申报人"


@pytest.mark.parametrize("said", ["王芳的下一个日子是哪天", "王芳下个截止日期是几号"])
def test_the_next_day_of_a_person_is_theirs(three: Talk, said: str) -> None:
    """What they still lack, and by when; one's own next day is another."""
    told = three.say("我是单位人事", said)
    assert "王芳：还差几样" in told
    assert "下一个日子是2022年12月6日" in told
    assert "2022年12月9日" in three.say("我的下一个日子是哪天")


@pytest.mark.parametrize("said", ["我自己能不能报", "本人能报吗"])
def test_whether_one_may_apply_oneself_is_asked_of_nobody_else(three: Talk, said: str) -> None:
    """It begins one's own interview, or goes on with it; 谁不能报 is about all."""
    three.say(said)
    assert three.conversation.name == "本人"
    three.say("在职", "换回王芳", said)
    assert three.conversation.name == "本人"
    assert three.answers["employment_status"] == "in_post"
    assert "1个人不能报" in three.say("谁不能报")


# ── which is which, and what is left of one who is deleted ──


@pytest.mark.parametrize("said", [BEGIN, "我能报吗", "action_interview"])
def test_whose_is_asked_where_somebody_else_is_spoken_of(three: Talk, said: str) -> None:
    """我能不能报 in the middle of somebody's interview: theirs goes on, or one's own begins, and neither by itself."""
    asked = three.say(said)
    assert "您要问谁的" in asked
    assert three.conversation.name == "李建国"
    offered = [choice.id for choice in three.conversation.offered]
    assert offered == ["iv:name:李建国", "pp:new:本人"]
    on = Talk(three.assistant, conversation=three.conversation)
    assert "李建国" in on.say(offered[0])
    assert "您" in three.say(offered[1])
    assert three.conversation.name == "本人"
    assert "您要问谁的" not in three.say(BEGIN)


def test_whether_they_may_apply_goes_on_with_them(three: Talk) -> None:
    """能不能报 without 我 is about whom the talk is."""
    three.say("iv:name:王芳")
    assert "王芳" in three.say("王芳能不能报")


def test_each_is_known_by_when_they_were_begun(three: Talk) -> None:
    """It stays with a new name and over all answers, and no two share it."""
    before = {name: one.begun for name, one in three.conversation.interviews.items()}
    assert all(before.values())
    assert len({*before.values()}) == len(before)
    three.say("在职")
    three.say("王芳改名叫王小芳")
    after = {name: one.begun for name, one in three.conversation.interviews.items()}
    assert after == {{"王芳": "王小芳"}.get(name, name): begun for name, begun in before.items()}


async def test_nothing_names_whoever_is_deleted(talker: Assistant) -> None:
    """Neither the replies that are kept for messages sent again, nor anything else of the conversation."""
    store = MemoryStore()
    service = ConversationService(lambda: talker, store)
    texts = ("换一个人", "王芳", "在职", "换一个人", "李四", "已退休", "名单", "王芳还缺什么", "pp:drop:王芳")
    for number, text in enumerate(texts):
        act = act_of(text) if text.startswith("pp:") else text
        await service.turn("ann", act, OPEN, id=f"m{number}")
    last = await service.turn("ann", act_of("pp:dropped:王芳"), OPEN, id="last")
    assert "王芳" in last.replies[0].text
    kept = await store.load("ann")
    assert kept is not None
    assert "王芳" not in json.dumps(
        [kept.state, *map(asdict, kept.interviews.values())], ensure_ascii=False, default=str
    )
    assert "李四" in json.dumps(kept.state, ensure_ascii=False, default=str)
    again = await service.turn("ann", "别的话", OPEN, id="last")
    assert [reply.kind for reply in again.replies] == [reply.kind for reply in last.replies]


async def test_a_new_name_is_no_deletion(talker: Assistant) -> None:
    """A message that is sent again gets the same reply, with both names."""
    service = ConversationService(lambda: talker, MemoryStore())
    for number, text in enumerate(("换一个人", "王芳", "王芳改名叫王小芳")):
        turn = await service.turn("ann", text, OPEN, id=f"m{number}")
    again = await service.turn("ann", "别的话", OPEN, id="m2")
    assert again.replies == turn.replies
    assert "王小芳" in again.replies[0].text
