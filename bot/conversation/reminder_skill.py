"""The reminder skill: wishes in words, taps, how to begin, and the offer after a verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.conversation.turn import Awaited, Conversation, Message, Skill, Turn
from bot.faq.answer import SURE, Answerer
from bot.faq.days_left import deadlines_told
from bot.faq.topic import Topic as Spoken
from bot.hearing.learned_acts import LearnedActs, sayings_of
from bot.messages import message as words
from bot.pack.deadlines import days_ahead
from bot.pack.model import Entry, Pack
from bot.reminders.book import ASKED, Book
from bot.reminders.reading.gestures import calls_by_gesture
from bot.reminders.reading.request import Request
from bot.reminders.reading.said import names_reminders, speaks_of_reminding
from bot.reminders.reading.told_topic import NO_TOPIC, Topic
from bot.reminders.talk.frame import LONG_AGO
from bot.reminders.talk.upshot import Upshot
from bot.replies.acts import Act, OrderReminders, ReminderAct, RemindRole, TakeStep
from bot.replies.reply import Choice, Kind, Reply, offered_by

if TYPE_CHECKING:
    from bot.reminders.talk.reminder_dialogue import RemindDialogue
    from bot.reminders.talk.returning import Return

_FEW_LETTERS = 20
"""Characters that a message has at most which asks what comes of it if the day is missed."""
_CLEARLY = 0.4
"""The chance from which that is asked."""
_CLOSED = ("not_eligible", "late")


class ReminderSkill(Skill):
    """Takes the turns of one pack that are about reminders."""

    acts = ReminderAct

    def __init__(self, pack: Pack, answerer: Answerer, acts: Callable[[], LearnedActs]) -> None:
        self._pack = pack
        self._answerer = answerer
        self._acts = acts
        self._dialogues: dict[str, RemindDialogue] = {}

    @property
    def _dialogue(self) -> RemindDialogue:
        return self._dialogue_of("")

    def _dialogue_of(self, role: str) -> RemindDialogue:
        """The dialogue with somebody who has `role`; one for all who did not say, or have none of this notice."""
        from bot.reminders.talk.reminder_dialogue import (
            RemindDialogue,  # only for those who speak of reminders
        )

        role = role if role in self._pack.facts.roles else ""
        if role not in self._dialogues:
            self._dialogues[role] = RemindDialogue(self._pack.facts, self._acts, role)
        return self._dialogues[role]

    def awaits(self, conversation: Conversation) -> Awaited:
        """What is awaited while reminders are spoken of: 2号 is a day then, and 第二个 one of the reminders that were listed."""
        frame = conversation.reminders
        if not frame.on_top:
            return "nothing"
        return "item" if len(frame.shown) > 1 and not frame.missing else "day"

    @staticmethod
    def speaks(text: str) -> bool:
        """Whether words speak of being reminded."""
        return speaks_of_reminding(text)

    @staticmethod
    def notes(text: str) -> bool:
        """Whether words call for a reminder by how they are built, if a time stands beside them: 记一笔, 敲打他一回."""
        return calls_by_gesture(text)

    def built_like_wish(self, text: str, now: datetime) -> bool:
        """Whether words are built like a wish, whatever they call it."""
        return self._dialogue.wished_by_form(text, now)

    def _may_wish(self, message: Message) -> bool:
        """Whether words may be a wish though another question is open: they speak of being reminded, or are built like a wish."""
        return self.speaks(message.text) or (
            not message.typed and self.built_like_wish(message.text, message.now)
        )

    def mentions_time(self, text: str, now: datetime) -> bool:
        """Whether words name a time or a deadline, as what somebody is to be reminded of does."""
        return self._dialogue.said(text, now).when

    def tells_what(self, message: Message) -> bool:
        """Whether a wish to be reminded says of what."""
        request = self._request(message)
        return request is not None and (
            request.act not in ("set", "add") or any(one.about for one in request.wants)
        )

    def told_in(self, message: Message, text: str) -> tuple[str, ...]:
        """What a wish in `text`, said instead of the words of `message`, is about; empty if it holds no wish."""
        request, told = self._request(replace(message, text=text)), list[str]()
        while request is not None:
            told += (want.about for want in request.wants)
            request = request.then
        return tuple(told)

    def claims(self, message: Message) -> bool:
        """Whether words are an order about reminders, or a question about them."""
        return self._request(message) is not None

    def pick(self, act: Act, message: Message) -> Turn:
        """Take a tap; in a channel that cannot send reminders, say so."""
        channel = message.channel
        if not (channel.pushes or channel.letters) or not isinstance(act, ReminderAct):
            return self._unpushed(message, None, act.role if isinstance(act, RemindRole) else "")
        book, frame = self._book(message), message.conversation.reminders
        after = self._by_letter if channel.letters else self._after
        dialogue = self._dialogue_of(message.conversation.role)
        return after(message, dialogue.tapped(book, frame, act, message.now))

    def hear(self, message: Message) -> Turn | Act | None:
        """Take words; None if they are not about reminders.

        While a question awaits an answer, words must speak of being reminded, or follow upon such talk.
        """
        on_top = message.conversation.reminders.on_top
        if message.occupied and not on_top and not (self._wishes(message) or self._may_wish(message)):
            return None
        begins = message.occupied and names_reminders(message.text)
        wished = self._wished(message) or self._too_late(message)
        return wished or (self._begun(message) if begins else None)

    def answered(self, message: Message) -> tuple[Turn, str] | None:
        """The turn of an answer to a reminder that came last, and what else the message asks; None if it is none."""
        frame = message.conversation.reminders
        if not frame.last_reminded(message.occupied):
            return None
        dialogue = self._dialogue_of(message.conversation.role)
        answer = dialogue.answer_in(message.text)
        if answer is None:
            return None
        book = message.conversation.subscriptions
        upshot = dialogue.answered(book, frame, answer, message.now, message.occupied)
        return None if upshot is None else (self._after(message, upshot), answer.rest)

    @staticmethod
    def _wishes(message: Message) -> bool:
        """Whether there are wishes that words may name."""
        return bool(ReminderSkill._book(message).running)

    def returned(self, conversation: Conversation, now: datetime) -> tuple[Conversation, Return | None]:
        """The conversation of somebody who sends a message: if they could not be reached before, their reminders rest now."""
        if not conversation.subscriptions.away:
            return conversation, None
        from bot.reminders.talk.returning import come_back

        back = come_back(conversation.subscriptions, self._pack.facts, now)
        frame = replace(conversation.reminders, rested=back.paused)
        return replace(conversation, subscriptions=back.book, reminders=frame), back

    def offering(self, turn: Turn, back: Return, now: datetime) -> Turn:
        """The turn of somebody who is back; before everything else it is said what rests, and how to resume it."""
        from bot.reminders.talk.returning import offered

        offer = offered(back, turn.conversation.subscriptions, self._pack.facts, now)
        if offer is None:
            return turn
        choices = turn.conversation.offered or offer.choices
        return Turn((offer, *turn.replies), replace(turn.conversation, offered=choices))

    def complete(self, turn: Turn, message: Message) -> Turn:
        """Add the offer of reminders to a turn in which the interview says what can be done after its verdict.

        A turn about anything else makes what is remembered of the reminders older.
        """
        frame = turn.conversation.reminders
        if frame is message.conversation.reminders:
            older = replace(frame, age=min(frame.age + 1, LONG_AGO))
            turn = replace(turn, conversation=replace(turn.conversation, reminders=older))
        progress, last = turn.conversation.interview, turn.replies[-1]
        if progress is None or progress.asking or progress.menu or not progress.verdict:
            return turn
        if not any(choice.does == TakeStep("again") for choice in last.choices):
            return turn
        closed = progress.verdict in _CLOSED or not days_ahead(self._pack.facts, message.now)
        if closed and not (message.channel.pushes or message.channel.letters):
            return turn
        offer = (
            Choice(OrderReminders("watch"), words("wish_watch_label"))
            if closed
            else Choice(OrderReminders("begin"), words("remind_label"))
        )
        choices = (*last.choices, offer)
        replies = (*turn.replies[:-1], replace(last, choices=choices))
        return Turn(replies, replace(turn.conversation, offered=choices))

    def _wished(self, message: Message) -> Turn | None:
        """Take a wish in words; None if there is none."""
        request = self._request(message)
        if request is None:
            return None
        if not (message.channel.pushes or message.channel.letters):
            return self._unpushed(message, request)
        book, frame = self._book(message), message.conversation.reminders
        after = self._by_letter if message.channel.letters else self._after
        dialogue = self._dialogue_of(message.conversation.role)
        return after(message, dialogue.heard(book, frame, request, message.now, self._topic(message)))

    def _too_late(self, message: Message) -> Turn | None:
        """What the notice says of who misses the deadline for which the wish is that was spoken of just now; None if that is not
        asked: 那天没弄完就黄了吧.
        """
        conversation = message.conversation
        frame = conversation.reminders
        wish = next((conversation.subscriptions.wishes.get(one.wish) for one in frame.touched), None)
        asked = (
            frame.on_top and wish is not None and not message.occupied and len(message.text) <= _FEW_LETTERS
        )
        if not asked or self._acts().chances("followups", message.text)["too_late"] < _CLEARLY:
            return None
        assert wish is not None
        if self._answerer.answer(message.text, message.now).certainty >= SURE:
            return None
        entry = self._entry_of(self._dialogue.deadline_after(wish))
        if entry is None:
            return None
        spoken, asks = (
            (Spoken(entry.title, (entry.id,)),),
            (message.text, sayings_of("followups", "too_late")[0]),
        )
        said = (self._answerer.answer(text, message.now, spoken) for text in asks)
        answer = next((one for one in said if one.outcome == "answer" and one.leans), None)
        if answer is None:
            return None
        after = replace(conversation.having_spoken_of(answer.topic), offered=())
        return Turn((replace(answer.reply, entry=""),), after)

    def _entry_of(self, milestone: str) -> Entry | None:
        """The entry that tells first of a deadline; None if none does."""
        facts = self._pack.facts
        told = {entry.id: deadlines_told((entry,), facts) for entry in self._pack.entries.values()}
        found = [id for id, days in told.items() if days and days[0].id == milestone]
        return self._pack.entries[min(found, key=lambda id: len(told[id]))] if found else None

    def _request(self, message: Message) -> Request | None:
        book, frame = self._book(message), message.conversation.reminders
        occupied, typed = message.occupied, message.typed
        return self._dialogue.read(message.text, book, frame, message.now, occupied, typed)

    def _topic(self, message: Message) -> Topic:
        """What was answered just before; none if reminders were spoken of since."""
        conversation = message.conversation
        if not conversation.topics or conversation.reminders.on_top:
            return NO_TOPIC
        last = conversation.topics[0]
        entries = [self._pack.entries[id] for id in last.entries if id in self._pack.entries]
        spoken_of = [self._dialogue.topic(entry, last.question) for entry in entries]
        return next((topic for topic in spoken_of if topic.milestones), next(iter(spoken_of), NO_TOPIC))

    def _begun(self, message: Message) -> Act | None:
        """Begin with reminders if the message asks for it in the middle of an interview; the question stays open."""
        conversation = message.conversation
        answer = self._answerer.answer(message.text, message.now, conversation.topics)
        ordered = answer.outcome == "action" and answer.action == "remind"
        return OrderReminders("begin") if ordered else None

    def reachable(self, conversation: Conversation, now: datetime) -> Turn:
        """A turn without a message, of somebody who can be reached from now on: see `RemindDialogue.reachable`."""
        conversation, _ = self.returned(conversation, now)
        upshot = self._dialogue_of(conversation.role).reachable(
            conversation.subscriptions, conversation.reminders, now
        )
        return self._after(Message("", conversation, now), upshot)

    def _unpushed(self, message: Message, request: Request | None, role: str = "") -> Turn:
        """What is told instead, to whom has the `role` whose days were picked, or is known to have one."""
        frame = message.conversation.reminders
        dialogue = self._dialogue_of(role or message.conversation.role)
        reply, noted = dialogue.unpushed(frame, request, self._topic(message), message.now)
        return self._after(message, Upshot(message.conversation.subscriptions, (reply,), noted=noted))

    def _by_letter(self, message: Message, upshot: Upshot) -> Turn:
        """The turn of somebody whose wishes are only noted until an address is confirmed, which is asked for."""
        noted = tuple(one for one in upshot.book.wishes.values() if one.ended in ("", ASKED))
        replies = upshot.replies
        if upshot.book.running or any(reply.kind is Kind.WHO for reply in replies):
            replies = (*replies, Reply(words("wish_address"), kind=Kind.ADDRESS_WANTED))
        kept = message.conversation.subscriptions
        return self._after(message, replace(upshot, book=kept, replies=replies, noted=noted))

    @staticmethod
    def _book(message: Message) -> Book:
        """The wishes that a message may change: those that are sent, or where nothing can be sent yet, those that are noted."""
        if not message.channel.letters:
            return message.conversation.subscriptions
        return Book({one.id: one for one in message.conversation.reminders.noted})

    @staticmethod
    def _after(message: Message, upshot: Upshot) -> Turn:
        """The turn; what is offered is what the last reply with choices offers."""
        conversation = message.conversation
        after = replace(
            conversation,
            offered=offered_by(upshot.replies),
            subscriptions=upshot.book,
            reminders=upshot.frame_after(conversation.reminders),
        )
        return Turn(upshot.replies, after)
