"""What of a turn counts as not answered, and what is noted of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.feedback import Feedback, Judged
from bot.conversation.notices.notice_marks import of_notice
from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel, Conversation, Turn
from bot.conversation.unanswered import gaps_of
from bot.faq.topic import Topic
from bot.language.private_numbers import MARK
from bot.pack.model import Pack
from bot.replies.act_ids import tag_of
from bot.replies.acts import Act, InNotice, NoneOfThese, PickEntry
from bot.replies.reply import Choice, Kind, Reply
from bot.serving.unanswered_log import UnansweredLog
from bot.store.database import Store
from bot.store.model.asked_question import Gap
from tests.packs import OPEN
from tests.several_packs import HIGH, SENIOR, library, several
from tests.store.memory import MemoryStore

UNKNOWN = "红烧肉怎么做"


@dataclass
class Noted:
    """Keeps what it is given."""

    gaps: list[Gap] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    async def mark_key(self) -> str:
        return ""

    async def note(self, user: str, gaps: tuple[Gap, ...], pack: Pack, now: datetime) -> None:
        self.gaps += gaps
        self.notices += [pack.facts.id] * len(gaps)


@pytest.fixture
def noted() -> Noted:
    """Nothing yet."""
    return Noted()


@pytest.fixture
def service(tiny_assistant: Assistant, noted: Noted) -> ConversationService:
    """Turns of the tiny pack, in memory."""
    return ConversationService(lambda: tiny_assistant, MemoryStore(), unanswered=noted)


async def test_what_was_not_understood(service: ConversationService, noted: Noted) -> None:
    """With its words; an answer, a greeting and thanks are none."""
    for said in (UNKNOWN, "个人申报哪天截止", "你好", "谢谢"):
        await service.turn("web:1", said, OPEN)
    assert noted.gaps == [Gap("unknown", "", UNKNOWN)]


async def test_what_the_notice_does_not_say(service: ConversationService, noted: Noted) -> None:
    """By the entry that says so."""
    await service.turn("web:1", "评审收不收费", OPEN)
    assert noted.gaps == [Gap("not_said", "fee", "评审收不收费")]


@pytest.mark.parametrize("refusal", [NoneOfThese(), "都不是"])
def test_choices_that_were_refused(refusal: Act | str) -> None:
    """By each entry that was offered, with the question that they were offered for; by a tap and in words."""
    entries = ("deadline_personal", "deadline_unit")
    choices = (*(Choice(PickEntry(id), id) for id in entries), Choice(NoneOfThese(), "都不是"))
    before = Conversation(topics=(Topic("哪天截止", (), entries),), offered=choices)
    said = Turn((Reply("那请换个说法", kind=Kind.UNKNOWN),), Conversation())
    assert gaps_of(before, refusal, said) == tuple(Gap("refused", id, "哪天截止") for id in entries)
    assert gaps_of(Conversation(), refusal, Turn((), Conversation())) == ()
    marked = of_notice(Turn((), before), HIGH).conversation
    picked = refusal if isinstance(refusal, str) else InNotice(tag_of(HIGH), refusal)
    assert gaps_of(marked, picked, said) == gaps_of(before, refusal, said)


async def test_of_several_notices_each_has_its_own(tmp_path: Path, noted: Noted) -> None:
    """What was asked, and what was no use, counts for the notice of the talk or of the answer."""
    assistant = several(library(tmp_path, SENIOR, HIGH))
    service = ConversationService(lambda: assistant, MemoryStore(), unanswered=noted)
    for number, notice in enumerate((HIGH, SENIOR)):
        await service.turn(f"web:{number}", UNKNOWN, OPEN, notice=notice)
        await service.turn(f"web:{number}", "评审收不收费", OPEN)
    assert [gap.kind for gap in noted.gaps] == ["unknown", "not_said"] * 2
    assert noted.notices == [HIGH, HIGH, SENIOR, SENIOR]
    feedback = Feedback(service, MemoryStore())
    assert await feedback.judge("web:1", "fee", "down", OPEN, HIGH, "交给谁") is Judged.COUNTED
    assert await feedback.judge("web:1", "fee", "down", OPEN, SENIOR) is Judged.COUNTED
    assert await feedback.judge("web:1", "fee", "down", OPEN, HIGH, "交给谁") is Judged.KNOWN
    assert noted.notices[4:] == [HIGH, HIGH, SENIOR]


async def test_a_message_that_is_sent_again_counts_once(service: ConversationService, noted: Noted) -> None:
    """The same id is the same question."""
    for _ in range(3):
        await service.turn("web:1", UNKNOWN, OPEN, id="m1")
    assert len(noted.gaps) == 1


async def test_an_answer_that_was_no_use(service: ConversationService, noted: Noted) -> None:
    """Counted with the vote; what was missing adds its words once, and is a vote where none was given before."""
    feedback = Feedback(service, MemoryStore())
    assert await feedback.judge("web:1", "fee", "up", OPEN) is Judged.COUNTED
    assert noted.gaps == []
    assert await feedback.judge("web:2", "fee", "down", OPEN) is Judged.COUNTED
    assert await feedback.judge("web:2", "fee", "down", OPEN, missing="交给谁") is Judged.COUNTED
    assert await feedback.judge("web:2", "fee", "down", OPEN, missing="再说一遍") is Judged.KNOWN
    useless = Gap("useless", "fee", "交给谁", counts=False)
    assert noted.gaps == [Gap("useless", "fee"), useless]
    assert await feedback.judge("web:3", "fee", "down", OPEN, missing="交给谁") is Judged.COUNTED
    assert noted.gaps[2:] == [Gap("useless", "fee"), useless]
    assert await feedback.judge("web:4", "nothing", "down", OPEN, missing="x") is Judged.NO_ENTRY


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty database."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as made:
        yield made


async def test_words_are_kept_only_where_that_is_wanted(store: Store, tiny_assistant: Assistant) -> None:
    """Masked and cut; else the count alone."""
    said = "我叫张三，13800138000，" + "红烧肉怎么做" * 20
    for days in (0, 30):
        log = UnansweredLog(store.questions, days)
        await log.note(f"web:{days}", (Gap("unknown", "", said),), tiny_assistant.pack, OPEN)
    (kept,) = await store.questions.kept("tiny-2022", OPEN - timedelta(days=1))
    assert kept.text.startswith(f"我叫张三，{MARK}，红烧肉怎么")
    assert len(kept.text) == 120
    assert (await store.questions.counts("tiny-2022", "2022-11-15"))[0].count == 2


@pytest.mark.parametrize(
    "code",
    [
        "KTM-RWX-BDA",
        "ktm-rwx-bda",
        "ktmrwxbda",
        "KTM RWX BDA",
        "ＫＴＭ－ＲＷＸ－ＢＤＡ",
        "K T M R W X B D A",
        "KTM—RWX—BD",
        "KTMRWXBDAA",
        "KTM·RW1·BDA",
        "aeuaeuaeu",
    ],
)
async def test_no_sharing_code_is_kept(store: Store, tiny_assistant: Assistant, code: str) -> None:
    """Right or nearly so, in whatever way it is written, alone or among words."""
    log = UnansweredLog(store.questions, 30)
    gaps = [Gap("unknown", "", text) for text in (code, f"这个{code}怎么用", f"码 {code}，谢谢")]
    await log.note("web:1", tuple(gaps), tiny_assistant.pack, OPEN)
    kept = await store.questions.kept("tiny-2022", OPEN - timedelta(days=1))
    assert {one.text for one in kept} == {MARK, f"这个{MARK}怎么用", f"码 {MARK}，谢谢"}


async def test_words_in_latin_letters_are_kept(store: Store, tiny_assistant: Assistant) -> None:
    """Programs, forms of files, English, pinyin, days and numbers of norms are no codes."""
    said = "microsoft office2019 wps excel word ppt shenqing how can i see certificate 2022-11-15 GB-T-1234"
    await UnansweredLog(store.questions, 30).note(
        "web:1", (Gap("unknown", "", said),), tiny_assistant.pack, OPEN
    )
    assert [one.text for one in await store.questions.kept("tiny-2022", OPEN - timedelta(days=1))] == [said]


async def test_a_database_that_does_not_answer_holds_nobody_up(tiny_assistant: Assistant) -> None:
    """The turn is given all the same."""

    class Silent:
        async def note(self, *_: object) -> None:
            await asyncio.Event().wait()

        async def mark_key(self) -> str:
            await asyncio.Event().wait()
            return "never"

    log = UnansweredLog(Silent(), 30)  # type: ignore[arg-type]
    service = ConversationService(lambda: tiny_assistant, MemoryStore(), unanswered=log)
    assert (await service.turn("web:1", UNKNOWN, OPEN)).replies
    assert (await service.turn("push:1", UNKNOWN, OPEN, Channel(pushes=True))).replies


@pytest.mark.parametrize("channel", [Channel(), Channel(pushes=True)])
@pytest.mark.parametrize("said", ["没用", "这个没用！", "没帮上忙", "not helpful"])
async def test_typed_as_a_word_on_the_answer(
    service: ConversationService, noted: Noted, channel: Channel, said: str
) -> None:
    """It is no question: it counts as by a button, once for each answer, and says what else can be done."""
    await service.turn("web:1", "评审收不收费", OPEN, channel)
    for _ in range(2):
        turn = await service.turn("web:1", said, OPEN, channel)
        assert "没帮上忙" in turn.replies[0].text
    assert noted.gaps[1:] == [Gap("useless", "fee")]
    assert await Feedback(service, MemoryStore()).judge("web:1", "fee", "down", OPEN) is Judged.KNOWN
    await service.turn("web:2", said, OPEN, channel)
    assert noted.gaps[2:] == []  # nothing was answered before


async def test_the_same_word_on_a_reminder_is_none_on_an_answer(
    service: ConversationService, noted: Noted
) -> None:
    """Nor where a question of the interview is open."""
    channel = Channel(pushes=True)
    await service.turn("web:1", "评审收不收费", OPEN, channel)
    await service.turn("web:1", "提醒我", OPEN, channel)
    await service.turn("web:1", "没用", OPEN, channel)
    assert [gap.kind for gap in noted.gaps if gap.kind == "useless"] == []
