"""A conversation, the planner and the words of reminders on one store, without a wire: time comes in with each call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel
from bot.delivery.author import Body
from bot.delivery.figures import Figures
from bot.delivery.planner import Planner
from bot.knowledge import Knowledge
from bot.pack.model import Pack
from bot.reminders.pack_author import PackAuthor
from bot.reminders.wording import Composer
from bot.replies.reply import Reply
from bot.store.database import Store
from bot.store.model.delivery import Delivery, Settlement
from tests.conversation.talks import assessor_of, assistant_of
from tests.packs import OPEN

PUSHES = Channel(pushes=True)
USER = "push:zhang"


class House:
    """A conversation, the planner and the words of one program that starts again whenever it is told."""

    def __init__(self, store: Store, assistant: Assistant, pack: Pack, composer: Composer) -> None:
        self.store, self.assistant, self.pack, self.composer = store, assistant, pack, composer
        self.now = OPEN
        self.figures = Figures()

    @classmethod
    def of(cls, store: Store, knowledge: Knowledge) -> House:
        """A house on `store` with the pack of `knowledge`."""
        composer = Composer(knowledge.pack, assessor_of(knowledge))
        return cls(store, assistant_of(knowledge), knowledge.pack, composer)

    @property
    def service(self) -> ConversationService:
        """The service of a process that begins now."""
        return ConversationService(lambda: self.assistant, self.store)

    async def say(self, *lines: str) -> tuple[Reply, ...]:
        """Say the lines one after another, each a second after the one before. Returns the replies to the last."""
        service = self.service
        replies: tuple[Reply, ...] = ()
        for line in lines:
            replies = (await service.turn(USER, line, self.now, PUSHES)).replies
            self.now += timedelta(seconds=1)
        return replies

    async def claimed(self, now: datetime) -> tuple[int, list[Delivery]]:
        """Plan and claim as a process that starts at `now`. Returns its term, and all that is due by then."""
        self.now = now
        await Planner(self.store.ledger, self.author, lambda: now, self.figures).step()
        term = await self.store.ledger.take("one", await self.store.ledger.leader())
        assert term is not None
        return term, await self.store.ledger.claim(term, "push", "due", now, 100)

    @property
    def author(self) -> PackAuthor:
        """The author of the pack as it is now."""
        return PackAuthor(lambda: (self.pack, self.composer))

    async def sent(self, now: datetime) -> list[str]:
        """Send what is due by `now`. Returns the words of all of it."""
        term, orders = await self.claimed(now)
        texts = []
        for order in orders:
            body = self.author.write(order, now)
            if isinstance(body, Body):
                texts.append(body.text)
            await self._settle(Settlement(order.id, term, "sent", outcome="sent"), now)
        return texts

    async def turned_away(self, now: datetime, reason: str = "HTTP 410") -> int:
        """Try to send what is due by `now` to somebody who cannot be reached. Returns how many were tried."""
        term, orders = await self.claimed(now)
        for order in orders:
            end = Settlement(order.id, term, "blocked", reason, outcome="blocked", gone=order.user_key)
            await self._settle(end, now)
        return len(orders)

    async def _settle(self, end: Settlement, now: datetime) -> None:
        await self.store.ledger.exchange(end.term, [], [end.id], now, "2022-11-15")
        await self.store.ledger.exchange(end.term, [end], [], now, "2022-11-15")

    def move(self, milestone: str, day: date) -> None:
        """Have another pack read, in which `milestone` is on `day`."""
        facts = self.pack.facts
        moved = replace(facts.milestones[milestone], day=day)
        facts = replace(facts, milestones={**facts.milestones, milestone: moved})
        self.pack = replace(self.pack, facts=facts)
        self.composer = Composer(self.pack)
