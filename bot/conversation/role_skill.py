"""The role skill: who somebody is, asked once and lightly, and the next day that means something to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.conversation.own_words import OwnWords, asks_next_day, asks_who
from bot.conversation.turn import Conversation, Message, Skill, Turn
from bot.interview.talk.progress import ME
from bot.messages import message as words
from bot.pack.deadlines import deadline_clauses, deadline_line, deadline_rows, own_days
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import fill
from bot.reminders.roles import all_over, applicant, needed, others_ahead, role_name, roles
from bot.replies.acts import Act, AskRole, OrderReminders, RoleAct, TakeRole
from bot.replies.reply import Choice, Kind, Reply

OpenQuestion = Callable[[Conversation, datetime], Reply | None]


def role_of(conversation: Conversation, facts: Facts) -> str:
    """The role of somebody: as they said; else the applicant's, if the only interview is their own; else empty."""
    if conversation.role in facts.roles:
        return conversation.role
    alone = set(conversation.interviews) == {ME}
    return applicant(facts) if alone else ""


def role_choices(facts: Facts) -> tuple[Choice, ...]:
    """The roles to pick from."""
    return tuple(Choice(TakeRole(role), role_name(facts, role)) for role in roles(facts))


class RoleSkill(Skill):
    """Remembers who somebody is under one notice; `open_question` gives what an interview asks now, to be repeated below."""

    acts = RoleAct

    def __init__(self, facts: Facts, open_question: OpenQuestion) -> None:
        self._facts = facts
        self._open_question = open_question
        self._words = OwnWords(facts)

    def is_told_in(self, text: str) -> bool:
        """Whether words say who somebody is, and nothing else."""
        return self._words.who(text) is not None

    def pick(self, act: Act, message: Message) -> Turn:
        """Take a tap; a role that the notice does not have changes nothing."""
        if isinstance(act, TakeRole):
            known = not act.role or act.role in self._facts.roles
            if known:
                return self._taken(message, act.role)
            stale = Reply(words("role_stale"), choices=role_choices(self._facts), kind=Kind.STALE)
            return self._turn(message, stale)
        if isinstance(act, AskRole):
            return self._asking(message.conversation)
        return self._turn(message, self._next(message.conversation, message.now))

    def hear(self, message: Message) -> Turn | None:
        """Take words that say who somebody is, or ask for their next day; None if they do neither.

        While a wish to be reminded waits for what it lacks, they are for that.
        """
        reminders = message.conversation.reminders
        if reminders.on_top and (reminders.missing or reminders.asked):
            return None
        said = self._words.who(message.text, asked=self._asked(message.conversation))
        if said is not None:
            return self._taken(message, said)
        if asks_who(message.text):
            return self._asking(message.conversation)
        if asks_next_day(message.text):
            return self._turn(message, self._next(message.conversation, message.now))
        return None

    def complete(self, turn: Turn, message: Message) -> Turn:
        """Remember who somebody is if the words that another skill took say so: asked whose days they want, 我是单位."""
        said = self._words.who(message.text)
        if not said or turn.conversation.role:
            return turn
        return replace(turn, conversation=replace(turn.conversation, role=said))

    def told_first(self, message: Message, stands_alone: Callable[[Message], bool]) -> Message:
        """The message of somebody who says first who they are (我是单位人事，公布几天), which is remembered.

        It is heard as a whole: what HR has to do is another question than what an applicant has. Only the next day is asked
        for by the rest alone, and what `stands_alone`.
        """
        role, rest = self._words.who_first(message.text)
        if not role:
            return message
        after = replace(message, conversation=replace(message.conversation, role=role))
        alone = replace(after, text=rest)
        return alone if asks_next_day(rest) or stands_alone(alone) else after

    @staticmethod
    def _asked(conversation: Conversation) -> bool:
        return any(isinstance(choice.does, TakeRole) for choice in conversation.offered)

    def _asking(self, conversation: Conversation) -> Turn:
        """The question who somebody is, and what is remembered of it; an open question of the interview waits for that."""
        role, choices = role_of(conversation, self._facts), role_choices(self._facts)
        asked = words("role_is", role=role_name(self._facts, role)) if role else words("role_who")
        reply = Reply(asked, choices=choices, kind=Kind.ROLE)
        return Turn((reply,), replace(conversation, offered=choices))

    def _taken(self, message: Message, role: str) -> Turn:
        """Remember a role, or that none is to be assumed, and tell what follows from it."""
        before = message.conversation.role
        conversation = replace(message.conversation, role=role)
        if not role:
            dropped = (
                words("role_dropped", role=role_name(self._facts, before)) if before else words("role_none")
            )
            return self._turn(
                replace(message, conversation=conversation),
                Reply(dropped, choices=role_choices(self._facts), kind=Kind.ROLE),
            )
        told = self._next(conversation, message.now)
        noted = words("role_taken", role=role_name(self._facts, role))
        reply = replace(told, text=f"{noted}\n{told.text}", kind=Kind.ROLE)
        return self._turn(replace(message, conversation=conversation), reply)

    def _next(self, conversation: Conversation, now: datetime) -> Reply:
        """The next day of somebody, with what is to be done by then and what comes after; of who did not say, the applicant's."""
        facts = self._facts
        role = role_of(conversation, facts) or applicant(facts)
        if all_over(facts, now):
            days = own_days(facts)
            text = words("role_over", year=facts.year, rows=deadline_rows(days, facts, now))
            return Reply(text, deadline_clauses(days), kind=Kind.DEADLINES)
        own, name = needed(facts, role, now), role_name(facts, role)
        if own:
            first, *later = own
            rows = [words("role_next", role=name, row=deadline_line(first, facts, now)), *self._step(first)]
            if later:
                rows.append(words("role_later", rows=deadline_rows(later, facts, now)))
            told = (*deadline_clauses(own), *first.step_clauses)
        else:
            others = others_ahead(facts, role, now)
            rows = [words("role_own_over", role=name, rows=deadline_rows(others, facts, now))]
            told = deadline_clauses(others)
        if role_of(conversation, facts):
            choices: tuple[Choice, ...] = (Choice(AskRole(), words("role_change")),)
        else:
            rows.append(words("role_assumed", role=name))
            choices = role_choices(facts)
        remind = (Choice(OrderReminders("begin"), words("remind_label")),) if own else ()
        return Reply("\n".join(rows), tuple(dict.fromkeys(told)), (*remind, *choices), kind=Kind.DEADLINES)

    def _step(self, milestone: Milestone) -> tuple[str, ...]:
        if not milestone.step:
            return ()
        return (words("remind_step", step=fill(milestone.step, self._facts.substitutions)),)

    def _turn(self, message: Message, reply: Reply) -> Turn:
        """A turn with a reply; an open question of the interview stands below it again, and its choices are those that count."""
        conversation = message.conversation
        question = self._open_question(conversation, message.now)
        if question is None:
            return Turn((reply,), replace(conversation, offered=reply.choices))
        return Turn((replace(reply, choices=()), question), replace(conversation, offered=question.choices))
