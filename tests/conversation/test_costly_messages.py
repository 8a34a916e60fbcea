"""Messages that are made to cost much, within the length that is taken: what they are read as stays small.

No time is measured: what grows with the message is counted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.own_words import OwnWords
from bot.conversation.turn import Conversation
from bot.faq.answer import Answerer
from bot.interview.reading.free_reply import ReplyReader
from bot.knowledge import Knowledge
from bot.language.normalize import MAX_LENGTH, normalize, readable
from bot.reminders.reading.request import RequestReader
from bot.reminders.reading.told_why import WhyFinder
from tests.conversation.reminding import PUSHES
from tests.conversation.talks import assistant_of
from tests.packs import OPEN

LIGATURE = "\ufdfa"
"""One character that normalization makes eighteen of."""
Counting = Callable[[type, str], list[int]]


@pytest.mark.parametrize("reads", [normalize, readable])
@pytest.mark.parametrize("text", [LIGATURE * 2000, "\ufb04" * 1200, LIGATURE * 300 + "学时要多少"])
def test_text_is_cut_after_normalization(reads: Callable[[str], str], text: str) -> None:
    """However long it becomes by it; its end stays."""
    assert len(unicodedata.normalize("NFKC", text)) > MAX_LENGTH
    assert len(reads(text)) <= MAX_LENGTH + 1
    assert reads(text).endswith(unicodedata.normalize("NFKC", text)[-5:])


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """Counts the calls of a method."""

    def count(owner: type, name: str) -> list[int]:
        calls = [0]
        method = getattr(owner, name)

        def counted(*args: object, **named: object) -> object:
            calls[0] += 1
            return method(*args, **named)

        monkeypatch.setattr(owner, name, counted)
        return calls

    return count


@pytest.fixture(scope="module")
def full(shipped: Knowledge) -> Assistant:
    """The shipped pack with its interview."""
    return assistant_of(shipped)


@pytest.mark.parametrize(
    "text",
    [
        "学时要多少？" * 330,
        "企业，" * 400 + "学时要多少？",
        "1、学时\n" * 300,
        f"{LIGATURE}1、\n" * 500,
        "".join(f"{number}、学时要多少？\n" for number in range(1, 150)),
    ],
)
def test_a_message_of_many_parts_is_answered_a_few_times(
    full: Assistant, counting: Counting, text: str
) -> None:
    """Amid an interview and without one."""
    asked = full.turn(Conversation(), "我能不能报", OPEN).conversation
    calls = counting(Answerer, "answer")
    for conversation in (asked, Conversation()):
        calls[0] = 0
        full.turn(conversation, text, OPEN)
        assert calls[0] <= 60


@pytest.mark.parametrize(
    "text",
    [
        "12/6/2022 " * 200,
        " ".join(f"{day % 28 + 1}/6/20{day % 99:02}" for day in range(180)),
        "学\t时\t" * 500,
        "学时\n" * 660,
        "取消第一个，" * 330,
        "第一个改到8点，" * 220,
    ],
)
def test_the_parts_of_a_message_are_weighed_a_few_times(
    full: Assistant, counting: Counting, text: str
) -> None:
    """Whether one of them says who somebody is, tells why something is to be changed, or tells of the applicant."""
    weighing = [(WhyFinder, "orders"), (OwnWords, "who"), (ReplyReader, "_faintly_told")]
    calls = [counting(owner, name) for owner, name in weighing]
    full.turn(Conversation(), text, OPEN, PUSHES)
    assert all(count[0] <= 200 for count in calls), calls


@pytest.mark.parametrize("text", ["他不是" * 600, "不是没" * 600])
def test_denials_of_denials_end(full: Assistant, counting: Counting, text: str) -> None:
    """However many are put into each other."""
    asked = full.turn(Conversation(), "我能不能报", OPEN).conversation
    calls = counting(ReplyReader, "read")
    full.turn(asked, text, OPEN)
    assert calls[0] <= 60


@pytest.mark.parametrize("text", ["不是" * 1000, "不对，" * 600, "12月3日9点提醒我，不对" * 120])
def test_a_message_puts_itself_right_a_few_times(full: Assistant, counting: Counting, text: str) -> None:
    """However many marks of that it holds."""
    calls = counting(RequestReader, "_read")
    full.turn(Conversation(), text, OPEN)
    assert calls[0] <= 200
