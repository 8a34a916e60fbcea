"""Notices named by words that only their title has: at first, in a talk, and in the interview of another."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.notices.notice_names import NoticeNames
from bot.conversation.notices.several_notices import SeveralNotices
from bot.conversation.turn import Conversation
from bot.knowledge import open_knowledge
from bot.replies.reply import Kind
from bot.settings import shipped_knowledge
from tests.packs import OPEN
from tests.several_packs import Talk, several, titled

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "knowledge-samples" / "startup-subsidy"
DYEING, WEAVING, FLATS, FULL = "dyeing", "weaving", "flats", "full"
TITLES = {
    DYEING: "2022年云川市蓝印花布传习补贴",
    WEAVING: "2022年云川市草编创新补贴",
    FLATS: "2022年青年驿站入住申请",
    FULL: "2022年正高级小评审",
}


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> SeveralNotices:
    """An assistant of four notices, two of which are of a like kind."""
    return several(titled(tmp_path_factory.mktemp("titled"), TITLES))


@pytest.fixture
def talk(four: SeveralNotices) -> Talk:
    """A talk in which no notice has been named."""
    return Talk(four)


NAMING = [
    ("蓝印花布补贴几号截止", DYEING),
    ("草编补贴要多少学时", WEAVING),
    ("请问青年驿站收费吗", FLATS),
    ("驿站几号截止", FLATS),
    ("正高单位推荐几号截止", FULL),
    ("正高我能不能报", FULL),
    ("我想问草编创新补贴截止前三天提醒我", WEAVING),
]


@pytest.mark.parametrize(("said", "meant"), NAMING)
def test_a_word_of_one_title_names_it_at_first(talk: Talk, said: str, meant: str) -> None:
    """Run-together parts too, and the level of a title in front."""
    talk.say(said)
    assert talk.conversation.notice == meant


@pytest.mark.parametrize(("said", "meant"), NAMING)
def test_a_word_of_one_title_turns_a_talk(four: SeveralNotices, said: str, meant: str) -> None:
    """And that is told."""
    for other in TITLES.keys() - {meant}:
        talk = Talk(four)
        talk.say(TITLES[other])
        assert TITLES[meant] in talk.say(said)
        assert talk.last.replies[0].kind is Kind.NOTICE
        assert talk.conversation.notice == meant


def test_an_interview_of_another_waits(talk: Talk) -> None:
    """What was asked is answered by the notice that is named; the interview goes on where it stopped."""
    talk.say("正高能不能报")
    assert talk.last.replies[-1].kind is Kind.QUESTION
    talk.say("青年驿站几号截止")
    assert talk.conversation.notice == FLATS
    talk.say("回到正高")
    assert (talk.conversation.notice, talk.last.replies[-1].kind) == (FULL, Kind.QUESTION)
    assert "可以报" in talk.say("80")


@pytest.mark.parametrize("said", ["草编", "补贴", "82"])
def test_a_short_word_alone_is_an_answer_in_an_interview(talk: Talk, said: str) -> None:
    """Of a question that is open."""
    talk.say("正高能不能报")
    talk.say(said)
    assert talk.conversation.notice == FULL


def test_bare_words_open_a_notice(talk: Talk) -> None:
    """With whatever stands around a name."""
    talk.say("正高几号截止")
    for said, meant in (("我问的是蓝印花布补贴", DYEING), ("驿站", FLATS), ("草编的呢", WEAVING)):
        assert TITLES[meant] in talk.say(said)
        assert talk.conversation.notice == meant


def test_a_word_answers_which_notice_is_meant(talk: Talk) -> None:
    """And what awaited it is answered."""
    talk.say("继续教育要多少学时")
    assert talk.last.replies[-1].kind is Kind.WHICH_NOTICE
    assert "80学时" in talk.say("驿站那个")
    assert talk.conversation.notice == FLATS


@pytest.mark.parametrize("said", ["蓝印花布补贴和青年驿站能一起申请吗", "草编补贴还是青年驿站几号截止"])
def test_two_that_are_named_are_asked_back(talk: Talk, said: str) -> None:
    """At first, and in a talk of a third; in a talk of one of them that answers."""
    talk.say(said)
    assert talk.last.replies[-1].kind is Kind.WHICH_NOTICE
    assert len(talk.labels) == 2
    talk.say("正高")
    talk.say(said)
    assert talk.last.replies[-1].kind is Kind.WHICH_NOTICE
    talk.say("驿站")
    talk.say("驿站")
    talk.say(said)
    assert talk.conversation.notice == FLATS


def test_a_word_of_several_titles_tells_none(talk: Talk) -> None:
    """It is asked back; in a talk of one of them that answers."""
    talk.say("补贴几号截止")
    assert talk.last.replies[-1].kind is Kind.WHICH_NOTICE
    talk.say("草编")
    talk.say("补贴几号截止")
    assert talk.conversation.notice == WEAVING


@pytest.mark.parametrize(
    "said",
    [
        "我住过青年驿站，能报吗",
        "我是正高，要多少学时",
        "云川市的几号截止",
        "申请几号截止",
        "我享受青年驿站，几号截止",
    ],
)
def test_what_somebody_has_and_everyday_words_turn_nothing(talk: Talk, said: str) -> None:
    """Nor does the name of a place."""
    talk.say("草编")
    talk.say(said)
    assert talk.conversation.notice == WEAVING


@pytest.mark.parametrize("said", ["我们县里推荐到明年1月4号，对不对", "明年还有吗", "去年没评上，几号截止"])
def test_a_year_by_todays_names_no_notice_of_another_series(tmp_path: Path, said: str) -> None:
    """People speak of last year and the next in whatever they tell."""
    later = titled(tmp_path, {"a": "2022年草编创新补贴", "b": "2022年青年驿站入住"})
    for number, year in enumerate((2021, 2023)):
        facts = later[number].pack.facts
        later[number].pack = replace(later[number].pack, facts=replace(facts, year=year))
    names = NoticeNames([one.pack.facts for one in later])
    assert names.named(said, OPEN).notices == set()


@pytest.mark.parametrize("said", ["你好", "你是谁", "今天股票涨了吗"])
def test_a_greeting_names_all_notices(talk: Talk, said: str) -> None:
    """As long as none is spoken of; each can be picked."""
    told = talk.say(said)
    assert [title for title in TITLES.values() if title not in told] == []
    assert talk.labels == [*TITLES.values()]
    assert talk.conversation.notice == ""
    talk.pick(TITLES[FLATS])
    assert TITLES[DYEING] not in talk.say(said)


def test_a_greeting_outside_a_conversation_names_all_too(four: SeveralNotices) -> None:
    """Of no notice alone."""
    _, answer = four.ask("你好", OPEN)
    assert [title for title in TITLES.values() if title not in answer.body] == []


def _questions(folder: Path, most: int) -> list[str]:
    texts = [
        file.read_text(encoding="utf-8") for file in sorted((folder / "tests" / "questions").glob("*.jsonl"))
    ]
    asked = [json.loads(line)["q"] for text in texts for line in text.splitlines() if line.strip()]
    return asked[:: max(1, len(asked) // most)]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> SeveralNotices:
    """The shipped notice and the sample, with one of another kind whose title has common words."""
    more = titled(tmp_path_factory.mktemp("more"), {FLATS: TITLES[FLATS], "lease": "2023年公共租赁住房申请"})
    return several([open_knowledge(shipped_knowledge()), open_knowledge(SAMPLE), *more])


@pytest.mark.parametrize("folder", [shipped_knowledge(), SAMPLE], ids=["shipped", "sample"])
def test_no_question_of_the_notice_of_the_talk_turns_it(real: SeveralNotices, folder: Path) -> None:
    """Two hundred of its own questions, with the others beside it."""
    asked = _questions(folder, 200)
    notice = open_knowledge(folder).pack.facts.id
    talk = Conversation(notice=notice, opened=True)
    turned = [said for said in asked if real.turn(talk, said, OPEN).conversation.notice != notice]
    assert len(asked) > 100
    assert turned == []


def test_a_notice_with_few_phrasings_is_named_in_a_talk_of_the_large_one(real: SeveralNotices) -> None:
    """And back."""
    talk = Talk(real)
    shipped, sample = (one.pack.facts.short_title for one in real.notices[:2])
    talk.say("正高单位几号前推荐")
    assert sample in talk.say("返乡创业扶持什么时候截止")
    assert shipped in talk.say("正高几号截止")


@pytest.mark.parametrize("first", ["蓝印花布补贴几号截止", "草编补贴几号截止"])
def test_two_titles_in_a_talk_about_one(talk: Talk, first: str) -> None:
    """It is asked back which, and not answered by the one that is spoken of in silence."""
    talk.say(first)
    talk.say("蓝印花布补贴和草编补贴各要多少学时")
    assert talk.last.replies[-1].kind is Kind.WHICH_NOTICE
    assert set(talk.labels) == {TITLES[DYEING], TITLES[WEAVING]}


def test_two_titles_in_two_questions(talk: Talk) -> None:
    """Each is answered under its own; a title alone behind a question asks the same of it."""
    talk.say("蓝印花布补贴几号截止")
    talk.say("蓝印花布那个几号截止，草编创新补贴呢？")
    kinds = [(reply.kind, reply.text) for reply in talk.last.replies]
    titles = [text for kind, text in kinds if kind is Kind.NOTICE]
    assert titles == [f"《{TITLES[DYEING]}》", f"《{TITLES[WEAVING]}》"]
    assert [kind for kind, _ in kinds if kind is not Kind.NOTICE] == [Kind.ANSWER, Kind.ANSWER]


def test_what_is_asked_of_a_title_alone_must_be_clear(talk: Talk) -> None:
    """Where the question before it has the other title in it, it is asked back which is meant."""
    talk.say("草编补贴几号截止")
    talk.say("蓝印花布那个几号截止，草编创新补贴呢？")
    assert talk.last.replies[-1].kind is Kind.WHICH_NOTICE
    assert set(talk.labels) == {TITLES[DYEING], TITLES[WEAVING]}
