"""有答案了告诉我: where it is offered, how it is taken, and how it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.awaited_answers import mark_of, offering
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY, Channel, Conversation, Turn
from bot.faq.topic import Topic
from bot.replies.act_ids import act_of, id_of
from bot.replies.acts import Act, InNotice, NoneOfThese, PickEntry, TellWhenAnswered
from bot.replies.reply import Choice, Kind
from bot.serving.unanswered_log import UnansweredLog
from bot.store.database import Store
from bot.store.model.awaited_answer import MOST_WAITING
from bot.store.model.errors import StoreError
from tests.packs import OPEN
from tests.several_packs import HIGH, SENIOR, library, several

PUSHES = Channel(pushes=True)
UNKNOWN, OTHER = "红烧肉怎么做", "可以带猫去现场吗"
LABEL = "有答案了告诉我"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """On each database."""
    async with await Store.open(url) as opened:
        yield opened


def serving(store: Store, assistant: Assistant, days: int = 30) -> ConversationService:
    """Turns of many users, of whose questions words are kept for so many days."""
    log = UnansweredLog(store.questions, days)
    return ConversationService(lambda: assistant, store, unanswered=log)


def telling(turn: Turn) -> Choice | None:
    """The offer under the last reply."""
    return next((one for one in turn.replies[-1].choices if one.label == LABEL), None)


async def awaited(store: Store, notice: str = "tiny-2022") -> frozenset[str]:
    """The marks of what somebody waits for."""
    return await store.questions.awaited(notice, OPEN)


async def test_where_it_is_offered(store: Store, tiny_assistant: Assistant) -> None:
    """Under what was not understood and what the notice does not say, where words are kept and the person can be reached."""
    service = serving(store, tiny_assistant)
    for said in (UNKNOWN, "评审收不收费"):
        turn = await service.turn("push:1", said, OPEN, PUSHES)
        assert telling(turn) is not None
        assert turn.conversation.offered == turn.replies[-1].choices
        assert telling(await service.turn("web:1", said, OPEN, TALK_ONLY)) is None
        assert telling(await service.turn("web:2", said, OPEN, Channel(letters=True))) is None
        counts_only = serving(store, tiny_assistant, days=0)
        assert telling(await counts_only.turn("push:2", said, OPEN, PUSHES)) is None
    for said in ("个人申报哪天截止", "你好", "谢谢", "/help"):
        assert telling(await service.turn("push:1", said, OPEN, PUSHES)) is None
    assert await awaited(store) == frozenset()


@pytest.mark.parametrize("picked", ["label", "number", "id", "act"])
async def test_it_is_taken_by_tap_and_by_words(store: Store, tiny_assistant: Assistant, picked: str) -> None:
    """The row holds a mark of the question and none of its words; the log of questions holds those for some days."""
    service = serving(store, tiny_assistant)
    offer = telling(await service.turn("push:1", UNKNOWN, OPEN, PUSHES))
    assert offer is not None
    said: str | Act = {"label": LABEL, "number": "1", "id": offer.id, "act": offer.does}[picked]
    turn = await service.turn("push:1", said, OPEN, PUSHES, id="m1")
    assert turn.replies[-1].kind is Kind.NOTED
    assert (await service.turn("push:1", said, OPEN, PUSHES, id="m1")).replies == turn.replies
    key = await store.questions.mark_key()
    assert await awaited(store) == {mark_of(key, "tiny-2022", UNKNOWN)}
    kept = await store.load("push:1")
    assert kept is not None
    assert UNKNOWN not in repr([wish.state for wish in kept.subscriptions.values()])
    assert len(kept.subscriptions) == 1
    listed = await service.turn("push:1", "我有哪些提醒", OPEN, PUSHES)
    assert LABEL not in listed.replies[0].text
    assert not turn.conversation.subscriptions.running


async def test_an_old_button_is_for_its_own_question(store: Store, tiny_assistant: Assistant) -> None:
    """However much was said since; ids fit into a button of Telegram."""
    service = serving(store, tiny_assistant)
    first = telling(await service.turn("push:1", UNKNOWN, OPEN, PUSHES))
    second = telling(await service.turn("push:1", OTHER, OPEN, PUSHES))
    assert first is not None
    assert second is not None
    assert first.does != second.does
    await service.turn("push:1", "个人申报哪天截止", OPEN, PUSHES)
    await service.turn("push:1", act_of(first.id), OPEN, PUSHES)
    key = await store.questions.mark_key()
    assert await awaited(store) == {mark_of(key, "tiny-2022", UNKNOWN)}
    assert len(id_of(InNotice("abcd", first.does)).encode()) <= 64
    for odd in ("tl:", "tl:+", "tl:x"):
        assert not isinstance(act_of(odd), TellWhenAnswered)
    assert isinstance(act_of("tl:"), PickEntry)


async def test_numbers_are_masked_before_the_mark_is_made(store: Store, tiny_assistant: Assistant) -> None:
    """The mark is of what is kept, so that what the desk settles finds it."""
    service = serving(store, tiny_assistant)
    offer = telling(await service.turn("push:1", f"{UNKNOWN}？发到 zhang@example.com", OPEN, PUSHES))
    assert offer is not None
    (kept,) = await store.questions.kept("tiny-2022", OPEN - timedelta(days=1))
    assert "zhang" not in kept.text
    key = await store.questions.mark_key()
    assert offer.does == TellWhenAnswered(mark_of(key, "tiny-2022", kept.text), on=True)


async def test_how_it_ends(store: Store, tiny_assistant: Assistant) -> None:
    """By a tap, with all reminders, with everything; after thirty days by itself."""
    service = serving(store, tiny_assistant)

    async def wish(user: str) -> Turn:
        await service.turn(user, UNKNOWN, OPEN, PUSHES)
        return await service.turn(user, LABEL, OPEN, PUSHES)

    turn = await wish("push:1")
    (drop,) = turn.replies[-1].choices
    assert (await service.turn("push:1", drop.does, OPEN, PUSHES)).replies[-1].kind is Kind.STOPPED
    assert await awaited(store) == frozenset()
    await wish("push:1")
    await service.turn("push:1", "别提醒了", OPEN, PUSHES)
    assert await awaited(store) == frozenset()
    await wish("push:1")
    await service.turn("push:1", "提前三天提醒我", OPEN, PUSHES)
    await service.turn("push:1", "别提醒了", OPEN, PUSHES)
    assert await awaited(store) == frozenset()
    await wish("push:1")
    await service.forget("push:1", OPEN)
    assert await awaited(store) == frozenset()
    await wish("push:1")
    assert await store.questions.awaited("tiny-2022", OPEN + timedelta(days=31)) == frozenset()
    assert await store.questions.purge_waiting(OPEN - timedelta(days=1)) == 0
    assert await store.questions.purge_waiting(OPEN + timedelta(days=1)) == 1
    assert await store.load("push:1") is not None


async def test_it_goes_along_when_the_chat_gets_another_id(store: Store, tiny_assistant: Assistant) -> None:
    """As reminders do."""
    service = serving(store, tiny_assistant)
    await service.turn("push:1", UNKNOWN, OPEN, PUSHES)
    await service.turn("push:1", LABEL, OPEN, PUSHES)
    await store.move("push:1", "push:2", OPEN)
    kept = await service.conversation("push:2")
    assert len(kept.subscriptions.waiting) == 1


async def test_its_words_where_nothing_is_offered(store: Store, tiny_assistant: Assistant) -> None:
    """They set nothing, neither this nor a reminder."""
    service = serving(store, tiny_assistant)
    for channel in (PUSHES, TALK_ONLY):
        turn = await service.turn("push:1", f"{LABEL}。", OPEN, channel)
        assert turn.replies[-1].kind is Kind.REFUSED
    assert not turn.conversation.subscriptions.wishes


def test_after_choices_that_were_refused(tiny_assistant: Assistant) -> None:
    """What was asked before them is what is waited for."""
    choices = (Choice(PickEntry("fee"), "fee"), Choice(NoneOfThese(), "都不是"))
    before = Conversation(topics=(Topic(OTHER, (), ("fee",)),), offered=choices)
    turn = tiny_assistant.turn(before, NoneOfThese(), OPEN, PUSHES)
    offer = telling(offering(turn, before, NoneOfThese(), tiny_assistant.pack, "key"))
    assert offer is not None
    assert offer.does == TellWhenAnswered(mark_of("key", "tiny-2022", OTHER), on=True)


async def test_of_one_person_few_wait(store: Store, tiny_assistant: Assistant) -> None:
    """More are refused with the reason; the same one twice is one."""
    service = serving(store, tiny_assistant)
    for number in range(MOST_WAITING):
        act = TellWhenAnswered(f"mark{number}", on=True)
        assert (await service.turn("push:1", act, OPEN, PUSHES)).replies[-1].kind is Kind.NOTED
    again = await service.turn("push:1", TellWhenAnswered("mark0", on=True), OPEN, PUSHES)
    assert again.replies[-1].kind is Kind.NOTED
    more = await service.turn("push:1", TellWhenAnswered("one more", on=True), OPEN, PUSHES)
    assert more.replies[-1].kind is Kind.REFUSED
    unreachable = await service.turn("web:1", TellWhenAnswered("mark0", on=True), OPEN, TALK_ONLY)
    assert unreachable.replies[-1].kind is Kind.REFUSED
    assert len(await awaited(store)) == MOST_WAITING


async def test_of_several_notices_it_is_for_the_one_that_was_asked(store: Store, tmp_path: Path) -> None:
    """The same question about another notice has another mark."""
    assistant = several(library(tmp_path, SENIOR, HIGH))
    service = serving(store, assistant)
    for notice in (HIGH, SENIOR):
        turn = await service.turn("push:1", UNKNOWN, OPEN, PUSHES, notice=notice)
        offer = telling(turn)
        assert offer is not None
        await service.turn("push:1", LABEL if notice == HIGH else offer.does, OPEN, PUSHES)
    first, second = await awaited(store, HIGH), await awaited(store, SENIOR)
    assert len(first) == len(second) == 1
    assert first != second


async def test_in_an_interview_its_question_stands_alone(store: Store, tmp_path: Path) -> None:
    """Nothing else is offered beside its answers."""
    (pack,) = library(tmp_path, SENIOR)
    service = serving(store, assistant_of(pack))
    await service.turn("push:1", "/interview", OPEN, PUSHES)
    turn = await service.turn("push:1", UNKNOWN + "？", OPEN, PUSHES)
    assert all(telling(Turn((reply,), turn.conversation)) is None for reply in turn.replies)


async def test_a_database_without_the_key_offers_nothing(tiny_assistant: Assistant) -> None:
    """A turn is worth more than an offer."""

    class Refuses:
        async def mark_key(self) -> str:
            raise StoreError(*("down", "down"))

    log = UnansweredLog(Refuses(), 30)  # type: ignore[arg-type]
    assert await log.mark_key() == ""
