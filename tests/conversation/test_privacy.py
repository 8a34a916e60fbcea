"""Private numbers in a message: a word not to send them, the rest answered, and nothing kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.commands import read_command
from bot.conversation.service import ConversationService
from bot.faq.answer import Answerer
from bot.language.for_others import MAIL_MARK, without_addresses
from bot.messages import message
from bot.replies.reply import Kind
from bot.store.database import Store
from tests.conversation.reminding import PUSHES, only
from tests.conversation.talks import BEGIN, Talk
from tests.packs import OPEN

IDENTITY, CARD, PHONE = "11010519491231002X", "6222021202041701419", "13800138000"
WORD = message("private_number")


@pytest.mark.parametrize("number", [IDENTITY, CARD, PHONE, "138-0013-8000", "330106850101123"])
def test_a_number_alone_gets_the_word_alone(talk: Talk, answerer: Answerer, number: str) -> None:
    """Whatever else is said of whose it is; in a chat and asked once."""
    for said in (number, f"我的号码是{number}", f"身份证{number}，手机{number}。", f"我是张三，{number}"):
        assert talk.say(said) == WORD
        assert number not in repr(talk.conversation)
        answer = answerer.answer(said, OPEN)
        assert (answer.outcome, answer.text) == ("smalltalk", WORD)


def test_the_rest_is_answered_as_usual(talk: Talk, answerer: Answerer) -> None:
    """Behind the word, as if the number were not there."""
    asked = f"我的身份证是{IDENTITY}，什么时候截止"
    plain = answerer.answer("什么时候截止", OPEN)
    answer = answerer.answer(asked, OPEN)
    assert answer.body == f"{WORD}\n{plain.body}"
    assert (answer.outcome, answer.entries, answer.clauses) == (plain.outcome, plain.entries, plain.clauses)
    assert IDENTITY not in repr(answer)
    assert talk.say(asked) == answer.body
    assert IDENTITY not in repr(talk.conversation)
    assert talk.say(f"我的身份证是{IDENTITY}，能报吗").startswith(WORD)
    assert talk.status is not None


def test_what_is_not_understood_is_said_only_of_a_question(talk: Talk) -> None:
    """Where somebody asked something."""
    talk.say(f"{PHONE}，月亮上种得了大白菜吗")
    assert [reply.kind for reply in talk.replies] == [Kind.HINT, Kind.UNKNOWN]


def test_in_the_middle_of_an_interview(talk: Talk) -> None:
    """The question is put again, and what is told beside a number is noted."""
    talk.say(BEGIN, PHONE)
    assert [reply.kind for reply in talk.replies] == [Kind.HINT, Kind.QUESTION]
    talk.say(f"在职，身份证{IDENTITY}")
    assert talk.answers == {"employment_status": "in_post"}
    assert IDENTITY not in repr(talk.conversation)


def test_the_numbers_of_the_notice_are_none(talk: Talk, answerer: Answerer) -> None:
    """People ask about them."""
    for said in ("0571-88228291打不通", "057188228292是谁的电话"):
        assert WORD not in talk.say(said)
        assert WORD not in answerer.answer(said, OPEN).text


@pytest.mark.parametrize(
    "said",
    [
        "12月3日提醒我打13800138000",
        "12月3日9点提醒我打电话给张工13800138000",
        "提醒我12月3日给13800138000打电话",
    ],
)
def test_a_wish_to_be_reminded_of_a_call_keeps_the_number(talk: Talk, said: str) -> None:
    """It is asked for."""
    assert WORD not in talk.say(said)
    assert PHONE in only(talk).about


def test_a_wish_keeps_no_other_number(talk: Talk) -> None:
    """One's own phone, or an identity number beside the one to call."""
    assert talk.say(f"我的电话{PHONE}，12月3日提醒我交材料").startswith(WORD)
    assert PHONE not in repr(talk.conversation)
    assert talk.say(f"12月4日提醒我打{PHONE}，身份证{IDENTITY}").startswith(WORD)
    assert PHONE in repr(talk.conversation)
    assert IDENTITY not in repr(talk.conversation)


def test_a_command_that_is_none_repeats_no_number(talker: Assistant) -> None:
    """A slash before it changes nothing."""
    command = read_command(f"/{PHONE}", talker, OPEN)
    assert command is not None
    assert command.reply is not None
    assert PHONE not in command.reply.text


async def test_the_store_never_holds_a_number(
    talker: Assistant, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither in topics and replies that are kept, nor in the log of the database, nor in what is printed."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        service = ConversationService(lambda: talker, store)
        for place, said in enumerate(
            [
                f"身份证{IDENTITY}能报吗",
                f"{CARD}",
                f"什么时候截止{PHONE}",
                f"给{PHONE}问一下",
                f"我{PHONE}在职",
            ]
        ):
            await service.turn("ann", said, OPEN, PUSHES, f"m{place}")
        held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "什么时候截止".encode() in held
    for number in (IDENTITY, CARD, PHONE):
        assert number.encode() not in held
        assert number not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "address",
    ["zhang.san@example.com", "张三 zhang_san@mail.example.cn", "zs＠example．com", "zs@example。com"],
)
async def test_an_address_is_remembered_nowhere(tmp_path: Path, talk: Talk, address: str) -> None:
    """Like a phone, but without a word: whoever gives one wants to be helped. What else is said is answered."""
    asked = f"我的邮箱是{address}，什么时候截止"
    told = talk.say(asked)
    assert "12月6日" in told
    assert WORD not in told
    bare = address.rsplit(" ", 1)[-1]
    assert bare not in repr(talk.conversation)
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        service = ConversationService(lambda: talk.assistant, store)
        for said in (asked, f"{address}能收到吗", "我能不能报", address):
            await service.turn("web:1", said, OPEN)
            kept = await store.load("web:1")
            assert kept is not None
            assert bare not in repr(kept)


def test_an_address_to_write_to_stays_in_a_wish(talk: Talk) -> None:
    """As a phone that is to be called does."""
    talk.channel = PUSHES
    talk.say("12月3日9点提醒我发邮件给li@example.com")
    assert "li@example.com" in repr(talk.conversation.subscriptions)


def test_an_address_of_the_notice_is_no_secret() -> None:
    """Whoever asks about it is heard."""
    notice = "材料发到 office@example.gov.cn。"
    assert without_addresses("发到Office@example.gov.cn对吗", notice) == "发到Office@example.gov.cn对吗"
    assert without_addresses("发到my@example.gov.cn对吗", notice) == f"发到{MAIL_MARK}对吗"
    for other in ("@张三", "3@4", "a@b", "学时@2022", ""):
        assert without_addresses(other, notice) == other


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<a href='http://x.example'>什么时候截止</a>", "什么时候截止"),
        ("<img src=x onerror=alert(1)>什么时候截止", "什么时候截止"),
        ("什么时候<b>截止</b>", "什么时候截止"),
    ],
)
def test_tags_spoil_no_answer(assistant: Assistant, answerer: Answerer, marked: str, plain: str) -> None:
    """A question that was copied from a page is answered as it reads; a number within a tag is not kept either."""
    assert answerer.answer(marked, OPEN).text == answerer.answer(plain, OPEN).text
    assert Talk(assistant).say(marked) == Talk(assistant).say(plain)
    hidden = Talk(assistant)
    hidden.say(f"<a href='tel:{PHONE}'>什么时候截止</a>")
    assert PHONE not in repr(hidden.conversation)


@pytest.mark.parametrize(
    "said", ["'; DROP TABLE", "' OR '1'='1", "{{7*7}}", "; DROP", "<script>alert(1)</script>"]
)
def test_a_program_asks_for_nothing(assistant: Assistant, answerer: Answerer, said: str) -> None:
    """It begins no interview, and no question is guessed."""
    talk = Talk(assistant)
    talk.say(said)
    assert [reply.kind for reply in talk.replies] == [Kind.UNKNOWN]
    assert not talk.conversation.interviews
    assert answerer.answer(said, OPEN).outcome == "unknown"
