"""The conversation service, to which channels with stored users pass each message: one turn, saved before it is answered."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.conversation.assistant import LEAST_SEEN, Assistant
from bot.conversation.awaited_answers import offering
from bot.conversation.commands import Command, read_command
from bot.conversation.doubtful_reminders import told_of_doubtful
from bot.conversation.held_wishes import HeldWishes
from bot.conversation.interview_bound import with_few_interviews
from bot.conversation.joining import joined
from bot.conversation.joining_desk import joining_order, with_news
from bot.conversation.rewording import replaced, reworded, with_source
from bot.conversation.sharing_aside import asked_again
from bot.conversation.sharing_desk import SharingDesk, SharingKeeper
from bot.conversation.sharing_steps import answered_sharing, with_way_to_share
from bot.conversation.sharing_words import SharingOrder, sharing_order
from bot.conversation.stored import (
    conversation_of,
    replies_to,
    saved_of,
    with_vote,
)
from bot.conversation.stored_talks import TRIES, StoredTalks
from bot.conversation.thinking import Made, Thinking
from bot.conversation.turn import TALK_ONLY, Channel, Conversation, Turn
from bot.conversation.turn_taking import Taken, TurnTaking
from bot.conversation.turnstile import Turnstile
from bot.conversation.unanswered import Unanswered
from bot.conversation.unstored import is_own_question, only_answers
from bot.language.remembered import forget_texts
from bot.pack.model import Pack
from bot.replies.act_ids import tag_of
from bot.replies.acts import Act, InNotice, OrderReminders, RunCommand
from bot.replies.reply import Reply
from bot.store.model.asked_question import Gap
from bot.store.model.errors import Conflict, StoreError
from bot.store.model.saved import Keeper, Saved

REMEMBERED = 8
"""Of how many messages of a person the replies are kept, so that one sent again is answered alike."""
log = structlog.get_logger("noticebot")


class ConversationService:
    """Takes turns of many users concurrently; the state after a turn is durable before its replies are returned.

    Each turn asks for the current assistant, so that a changed pack is used from the next message on. The turns of one
    user are taken one after another, in the order in which they came.
    """

    def __init__(
        self,
        assistant: Callable[[], Assistant],
        keeper: Keeper,
        remembered: int = REMEMBERED,
        thinking: Thinking | None = None,
        unanswered: Unanswered | None = None,
    ) -> None:
        """`remembered`: for how many of the last messages with an id, of each user, the replies are stored.

        `thinking` takes the turns, for all that share it; None: each is taken at once. `unanswered` takes note of what was
        not answered; None: nobody does.
        """
        self._unanswered = unanswered
        self._assistant = assistant
        self._keeper = keeper
        self._turnstile = Turnstile()
        self._talks = StoredTalks(keeper)
        self._held = HeldWishes(assistant, keeper, self._talks)
        self._joining = self._held.joining
        self._taking = TurnTaking(assistant, self._talks, self._held, remembered, thinking, unanswered)
        self._sharing = SharingDesk(keeper, keeper, remembered) if isinstance(keeper, SharingKeeper) else None

    @property
    def assistant(self) -> Assistant:
        """The assistant of the current pack."""
        return self._assistant()

    async def turn(
        self,
        user: str,
        said: str | Act,
        now: datetime,
        channel: Channel = TALK_ONLY,
        id: str = "",
        origin: str = "",
        source: str = "",
        seen_for: timedelta | None = None,
        notice: str = "",
    ) -> Turn:
        """Take one turn of `user`; if another process saved in between, load its state and take the turn again.

        `said` is what they wrote, or the act that they picked. `origin` is where they come from: messages of different
        origins are taken in turn (default: each user is one). Raises Crowded if too many of one origin wait.
        `id` is the sender's own name for this message: one that was heard before gives the same replies, and nothing
        else happens. `source` names the message for edits of it, see `reword`. Raises Conflict if other processes are
        quicker again and again, StoreError if the database cannot be used and the turn is more than an answer: questions
        about the notice need no database. `seen_for` is how long what was picked had been in view, if the channel
        knows that. `notice` is the id of the notice that the person has before them, if they named one: it is spoken of from
        now on.
        """
        async with self._turnstile.passing(user):
            order = joining_order(said) if self._joining is not None else None
            if order is not None and self._joining is not None:
                # First, so that what rests since they could not be reached is none of what is given or taken.
                offers = await self._held.returned(user, now) if channel.pushes else ()
                reply = await self._joining.obey(user, order, now, channel, self.assistant.pack.facts.id)
                return Turn((*offers, reply), conversation_of(await self._talks.load(user)))
            ours = sharing_order(said)
            too_soon = seen_for is not None and seen_for < LEAST_SEEN and isinstance(said, RunCommand)
            sharing = None if too_soon else await self._shared(user, ours, now, id, origin)
            if sharing is not None:
                return sharing
            command = None
            if isinstance(said, str | RunCommand) and not (too_soon and ours is not None):
                command = read_command(said, self.assistant, now)
            if command is not None and command.reply is not None:
                return await self._obey(user, command, command.reply, now, channel)
            says = command.says if command else said
            key = await self._unanswered.mark_key() if self._unanswered is not None and channel.pushes else ""
            answered: list[SharingOrder] = []
            shared_in = await self._notices_with_groups(now)

            def take(assistant: Assistant, kept: Saved) -> Taken:
                before = conversation_of(kept)
                answered[:] = filter(None, [answered_sharing(kept, before, says, now)])
                if answered and self._sharing is not None:
                    return None
                before = assistant.opened(before, notice) if notice else before
                # Wishes that somebody else holds are sent there, whatever this channel can do.
                through = channel if not kept.holder else replace(channel, pushes=True, letters=False)
                turn = with_few_interviews(kept, assistant.turn(before, says, now, through, seen_for))
                turn = _with_offers(turn, before, says, assistant, key if through.pushes else "", shared_in)
                turn, sharing_state = asked_again(kept, before, turn, assistant, now)
                saved = saved_of(kept, turn.conversation, assistant.notice_of(turn.conversation))
                saved = replace(saved, state={**saved.state, **sharing_state})
                doubtful = told_of_doubtful(kept, assistant.of(turn.conversation).pack)
                saved, replies = with_news(saved, (*doubtful, *turn.replies))
                turn = replace(turn, replies=replies)
                book = turn.conversation.subscriptions
                return turn, with_source(saved, source, before.subscriptions, book)

            alike = None
            if isinstance(says, str) and seen_for is None:
                alike = (says, channel, notice, (key, sorted(shared_in)))
            try:
                taken = await self._taking.take(user, take, now, id, origin or user, says, channel, alike)
            except StoreError as error:
                if not is_own_question(says):
                    raise
                taken = await self.passing_turn(said, now, channel, origin or user, notice)
                if not only_answers(taken):
                    raise
                log.warning("answered_without_database", cause=error.code)
            if taken is None:  # what it answers needs more of the database than the conversation
                taken = await self._shared(user, answered[0], now, id, origin)
        assert taken is not None
        return taken

    async def _shared(
        self, user: str, order: SharingOrder | None, now: datetime, id: str, origin: str
    ) -> Turn | None:
        """The turn for what somebody says about sharing; None if it is nothing of that."""
        if order is None or self._sharing is None:
            return None
        return await self._sharing.obey(user, order, self._assistant, now, id, origin)

    async def _notices_with_groups(self, now: datetime) -> frozenset[str]:
        """The notices of which a group of the office takes people; none if the database does not answer soon."""
        if self._sharing is None:
            return frozenset()
        try:
            return await self._talks.soon(self._sharing.with_groups(now))
        except StoreError:
            return frozenset()

    async def stop_all(self, user: str, now: datetime, channel: Channel) -> None:
        """Stop the reminders of `user`, those of every notice. Raises as `turn` does."""
        stop = OrderReminders("stop")
        if not self.assistant.several:
            await self.turn(user, stop, now, channel)
            return
        for one in self.assistant.notices:
            await self.turn(user, InNotice(tag_of(one.pack.facts.id), stop), now, channel)

    async def reword(
        self, user: str, text: str, now: datetime, channel: Channel, id: str, source: str
    ) -> Turn:
        """Take one turn of `user`, who edited the message `source` to `text`: what is an order is offered, not done."""

        def take(assistant: Assistant, kept: Saved) -> Taken:
            return reworded(assistant, kept, text, source, now, channel)

        async with self._turnstile.passing(user):
            taken = await self._taking.take(user, take, now, id, user, text)
        assert taken is not None
        return taken

    async def take_up(self, user: str, source: str, now: datetime, channel: Channel, id: str) -> Turn | None:
        """Do what `reword` offered for the message `source`; None if that is no longer to be done."""
        async with self._turnstile.passing(user):
            return await self._taking.take(
                user, lambda assistant, kept: replaced(assistant, kept, source, now, channel), now, id, user
            )

    async def passing_turn(
        self, said: str | Act, now: datetime, channel: Channel, origin: str, notice: str = ""
    ) -> Turn:
        """Take one turn of somebody of whom nothing is known and nothing is remembered; `notice` as in `turn`."""
        command = read_command(said, self.assistant, now) if isinstance(said, str | RunCommand) else None
        if command is not None and command.reply is not None:
            return Turn((command.reply,))
        said = command.says if command else said
        assistant = self.assistant
        begun = assistant.opened(Conversation(), notice) if notice else Conversation()
        return await self.think(origin, lambda: assistant.turn(begun, said, now, channel))

    async def note_useless(self, user: str, pack: Pack, entry: str, missing: str, now: datetime) -> None:
        """Note that the answer of `entry` of `pack` was no use to `user`, or (not counted again) what they say was missing."""
        if self._unanswered is not None:
            gap = Gap("useless", entry, missing, counts=not missing)
            await self._unanswered.note(user, (gap,), pack, now)

    async def think(self, origin: str, work: Callable[[], Made]) -> Made:
        """The result of what takes the processor. Raises Crowded if too much of this origin waits."""
        return await self._taking.think(origin, work)

    async def heard(self, user: str, id: str) -> Turn | None:
        """The replies that the message `id` of `user` got, with the conversation as it is now; None if it is unknown."""
        kept = await self._keeper.load(user) or Saved()
        replies = replies_to(kept, id)
        return None if replies is None else Turn(replies, conversation_of(kept))

    async def conversation(self, user: str) -> Conversation:
        """Load the conversation of `user`; an empty one if nothing is stored."""
        return conversation_of(await self._keeper.load(user) or Saved())

    async def holder_of(self, user: str) -> str:
        """The key of who gets the reminders of `user`, with whom their wishes are joined; empty if they get them themselves."""
        return (await self._talks.load(user)).holder

    async def take_role(self, user: str, role: str, now: datetime) -> Conversation:
        """Remember that `user` has `role` (empty: that they have not said); nothing else of the conversation changes.

        Raises Conflict if other processes are quicker again and again, StoreError if the database cannot be used.
        """
        async with self._turnstile.passing(user):
            for _ in range(TRIES):
                kept = await self._talks.load(user)
                after = replace(conversation_of(kept), role=role)
                try:
                    await self._keeper.save(user, saved_of(kept, after, self.assistant.notice_of(after)), now)
                except Conflict:
                    continue
                return after
        raise Conflict(user)

    async def forget(self, user: str, now: datetime) -> int:
        """Delete every row of `user`; whoever is joined with them gets their own back. Returns how many were deleted."""
        async with self._turnstile.passing(user):
            return await self._forgotten(user, now)

    async def join(self, user: str, other: str, now: datetime, keep: bool) -> None:
        """Have `user` and `other` be one, called `user`; what `other` holds comes along if it is to be kept, else it is deleted.

        Raises Conflict if other processes are quicker again and again.
        """
        first, second = sorted((user, other))
        async with self._turnstile.passing(first), self._turnstile.passing(second):
            if (
                self._joining is not None
            ):  # wishes that are one set with another channel's are not part of the talk
                await self._joining.part_all(other, now, self.assistant.pack.facts.id)
            for _ in range(TRIES):
                kept, others = await self._talks.load(user), await self._talks.load(other)
                both = joined(kept, others if keep else Saved(), several=self.assistant.several)
                with contextlib.suppress(Conflict):
                    await self._keeper.join(user, both, other, others.version, now)
                    return
        raise Conflict(user)

    async def note_vote(self, user: str, answer: str, now: datetime) -> bool:
        """Record that `user` voted on the answer called `answer`. Returns False if that was recorded before."""
        async with self._turnstile.passing(user):
            for _ in range(TRIES):
                kept = await self._keeper.load(user) or Saved()
                voted = with_vote(kept, answer)
                if voted is None:
                    return False
                try:
                    await self._keeper.save(user, voted, now)
                except Conflict:
                    continue
                return True
        raise Conflict(user)

    async def returned(self, user: str, now: datetime) -> tuple[Reply, ...]:
        """What to say to `user`, who can be reached again: reminders that ended because they could not be rest, and are offered.

        To be called where somebody comes back without a turn, such as by /start.
        """
        async with self._turnstile.passing(user):
            return await self._held.returned(user, now)

    async def reachable(self, user: str, now: datetime) -> tuple[Reply, ...]:
        """What to say to `user`, who can be sent messages from now on: what was noted for them begins."""
        async with self._turnstile.passing(user):
            return await self._held.reachable(user, now)

    async def unite(self, user: str, now: datetime) -> None:
        """Make one set of the wishes of `user`, who has those of two keys: nobody is to be reminded twice of the same."""
        async with self._turnstile.passing(user):
            await self._held.unite(user, now)

    async def hand_over_all(self, now: datetime) -> int:
        """Give joined wishes whose holder cannot be reached to another side of the same person. Returns of how many.

        To be called again and again. Raises StoreError if the database cannot be used.
        """
        return await self._held.hand_over_all(now)

    async def holds_for_others(self, user: str, now: datetime) -> bool:
        """Whether `user` holds wishes of somebody who can be reached: what ends for `user` goes on there."""
        return await self._held.holds_for_others(user, now)

    async def _obey(self, user: str, command: Command, reply: Reply, now: datetime, channel: Channel) -> Turn:
        if command.forgets:
            await self._forgotten(user, now)
        try:
            offers = await self._held.returned(user, now) if channel.pushes and not command.forgets else ()
            return Turn((*offers, reply), conversation_of(await self._talks.load(user)))
        except StoreError as error:
            if command.forgets:
                raise
            log.warning("answered_without_database", cause=error.code)
            return Turn((reply,))

    async def _forgotten(self, user: str, now: datetime) -> int:
        self._talks.drop(user)
        self._taking.forget_all()
        forget_texts()
        if self._joining is not None:
            await self._joining.part_all(user, now, self.assistant.pack.facts.id)
        return await self._keeper.forget(user)


def _with_offers(
    turn: Turn,
    before: Conversation,
    says: str | Act,
    assistant: Assistant,
    key: str,
    shared_in: frozenset[str],
) -> Turn:
    """A turn with what the office offers beside it: to be told once it is answered, where there is a `key` for that, and to
    show how one stands, if groups of the notice take people."""
    if key:
        pack = assistant.of(turn.conversation).pack
        turn = offering(turn, before, says, pack, key, several=assistant.several)
    return with_way_to_share(turn) if assistant.notice_of(turn.conversation) in shared_in else turn
