"""From a question that nobody could answer to whoever asked it being told, once the office has put an answer in."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel
from bot.delivery.author import Body
from bot.pack.laying import EntryChange, PhrasingChange, Undo
from bot.reminders.pack_author import PackAuthor
from bot.serving.unanswered_log import UnansweredLog
from bot.store.model.delivery import Delivery
from tests.channels.desk.workshop import Workshop
from tests.pack.test_laying import CARD

PUSHES = Channel(pushes=True)
NOTICE, LABEL = "tiny-2022", "有答案了告诉我"
FEE_ASKED, SCORE_ASKED = "办这件事掏多少钱呀", "足球比赛几比几"
PARKING = EntryChange(
    "desk_parking",
    "去办公室能不能停车",
    ("附1.7",),
    CARD.quote,
    "停车的事请打小评审办公室{contact.wang}问。",
    ("哪里可以停车", "能不能停车", "停车方便吗", "有没有停车位", "车停在哪里", "停车场在哪"),
)


class Talk:
    """People who talk to the server process of a workshop."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.store = workshop.office.store
        log = UnansweredLog(self.store.questions, 30)
        self.service = ConversationService(workshop.current.assistant, self.store, unanswered=log)

    @property
    def now(self) -> datetime:
        """The time of the call."""
        return self.workshop.office.clock()

    async def wishes(self, user: str, question: str) -> None:
        """Somebody asks in vain and wishes to be told."""
        turn = await self.service.turn(user, question, self.now, PUSHES)
        assert LABEL in [choice.label for choice in turn.replies[-1].choices]
        await self.service.turn(user, LABEL, self.now, PUSHES)

    async def due(self) -> list[Delivery]:
        """What waits to be sent in an hour."""
        ledger = self.store.ledger
        leader = await ledger.leader()
        term = leader.term if leader is not None else await ledger.take("somebody", leader)
        assert term is not None
        return await ledger.claim(term, "push", "due", self.now + timedelta(hours=1), 10)


async def test_whoever_asked_is_told_with_the_answer(workshop: Workshop) -> None:
    """Also who asked it in words of another group; who asked something else goes on waiting, and nobody is told twice."""
    talk, office = Talk(workshop), workshop.office
    await talk.wishes("push:1", "停车")
    await talk.wishes("push:2", "能停车吗")
    await talk.wishes("push:3", SCORE_ASKED)
    kept = await office.store.questions.kept(NOTICE, office.clock() - timedelta(days=1))
    first = [one for one in kept if one.text == "停车"]
    await office.trials.propose("editor", PARKING, first)
    await office.trials.finished()
    assert await workshop.status() == "taken"
    found = await talk.due()
    assert [(one.user_key, one.revision) for one in found] == [
        ("push:1", PARKING.id),
        ("push:2", PARKING.id),
    ]
    assert all(one.due_at > office.clock() for one in found)
    await workshop.looked()
    author = PackAuthor(workshop.current.reminding)
    body = author.write(found[1], office.clock() + timedelta(hours=1))
    assert isinstance(body, Body)
    assert "能停车吗" in body.text
    assert "停车的事" in body.text
    assert body.clauses
    assert len(await office.store.questions.awaited(NOTICE, office.clock())) == 1
    left = await office.store.questions.kept(NOTICE, office.clock() - timedelta(days=1))
    assert [one.text for one in left] == [SCORE_ASKED]
    await office.trials.propose("owner", PhrasingChange(PARKING.id, ("开车来停哪儿",)), kept)
    await office.trials.finished()
    assert await workshop.status() == "taken"
    assert await talk.due() == []


async def test_what_is_no_answer_is_told_to_nobody(workshop: Workshop) -> None:
    """A phrasing of an entry that says that the notice does not say; what was marked as off the subject."""
    talk, office = Talk(workshop), workshop.office
    await talk.wishes("push:1", FEE_ASKED)
    await talk.wishes("push:2", SCORE_ASKED)
    kept = await office.store.questions.kept(NOTICE, office.clock() - timedelta(days=1))
    fee = [one for one in kept if one.text == FEE_ASKED]
    score = [one for one in kept if one not in fee]
    trials = office.trials
    await trials.propose("editor", PhrasingChange("fee", ("办这件事掏钱吗", "要自己掏多少")), fee)
    await trials.propose("editor", PhrasingChange("off_topic", ("足球比赛谁赢了", "比赛踢成几比几")), score)
    await trials.finished()
    assert await office.store.revisions.latest(NOTICE) == 2
    assert await talk.due() == []
    assert len(await office.store.questions.awaited(NOTICE, office.clock())) == 2
    left = await office.store.questions.kept(NOTICE, office.clock() - timedelta(days=1))
    assert {one.text for one in left} & {one.text for one in score} == set()


async def test_what_the_desk_made_to_say_nothing_is_told_to_nobody_either(workshop: Workshop) -> None:
    """A phrasing more for it settles the question, and whoever waits goes on waiting, until an entry answers it."""
    talk, office = Talk(workshop), workshop.office
    trials, questions = office.trials, office.store.questions
    await trials.propose("editor", replace(PARKING, silent=True))
    await trials.finished()
    await talk.wishes("push:1", "停车")
    kept = await questions.kept(NOTICE, office.clock() - timedelta(days=1))
    await trials.propose("editor", PhrasingChange(PARKING.id, ("停车", "停个车行吗")), kept)
    await trials.finished()
    assert await office.store.revisions.latest(NOTICE) == 2
    assert await questions.kept(NOTICE, office.clock() - timedelta(days=1)) == ()
    assert await talk.due() == []
    assert len(await questions.awaited(NOTICE, office.clock())) == 1
    await trials.propose("owner", Undo(1))
    await trials.finished()
    await trials.propose("editor", replace(PARKING, id="desk_lot"))
    await trials.finished()
    assert await office.store.revisions.latest(NOTICE) == 4
    assert [(one.user_key, one.revision) for one in await talk.due()] == [("push:1", "desk_lot")]


async def test_an_entry_beside_another_is_told_to_nobody(workshop: Workshop) -> None:
    """Either may be what was not meant: the question stays, and whoever waits for its answer goes on waiting."""
    talk, office = Talk(workshop), workshop.office
    trials, questions = office.trials, office.store.questions
    pets = ("能不能带宠物", "可以带宠物吗", "带宠物行不行", "能带猫狗吗", "宠物可以进吗", "带着宠物去可以吗")
    boxes = (
        "送餐箱能不能带",
        "可以带送餐箱吗",
        "送餐箱带进去行吗",
        "能带外卖箱吗",
        "外卖箱可以带去吗",
        "带着送餐箱去可以吗",
    )
    await talk.wishes("push:1", "可以带小鸟去吗")
    silent = replace(PARKING, id="desk_pets", title="能不能带宠物", phrasings=pets, silent=True)
    await trials.propose("editor", silent)
    await trials.finished()
    answer = "送餐箱的事请打小评审办公室{contact.wang}问。"
    box = replace(PARKING, id="desk_box", title="送餐箱能不能带", answer=answer, phrasings=boxes)
    await trials.propose("editor", box)
    await trials.finished()
    assert await office.store.revisions.latest(NOTICE) == 2
    assert await talk.due() == []
    assert len(await questions.awaited(NOTICE, office.clock())) == 1
    kept = await questions.kept(NOTICE, office.clock() - timedelta(days=1))
    assert [one.text for one in kept] == ["可以带小鸟去吗"]
