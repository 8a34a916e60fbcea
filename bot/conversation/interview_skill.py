"""The interview skill: words and taps for the interview, questions in the middle, several people by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, cached_property

from bot.conversation.about_person import told_of
from bot.conversation.turn import Awaited, Conversation, Message, Skill, Turn
from bot.faq.answer import SURE, Answer, Answerer
from bot.faq.topic import Topic
from bot.interview.talk.dialogue import OPENS, OPENS_BESIDE, OPENS_TELLING, Dialogue
from bot.interview.talk.person_called import called
from bot.interview.talk.progress import ME, Progress, Said
from bot.language.clauses import clauses
from bot.language.dictated import with_clauses
from bot.language.given_names import given_name, other_name
from bot.language.may_question import (
    asks_of_a_kind,
    asks_of_one,
    asks_to_check,
    checks_of_one,
    without_either,
)
from bot.language.normalize import normalize
from bot.language.persons import (
    definite_person,
    owns_what_is_told,
    person_in,
    same_person,
    speaks_of_self,
    subject_in,
    turned_to,
)
from bot.language.question_words import Kind as Asking
from bot.language.question_words import asks_for, may_ask, without_any, without_echo, without_offers
from bot.language.spoken_parts import SIGNS, message_parts, parted_words
from bot.language.word_finder import finder
from bot.language.words import words as words_of
from bot.messages import message as words
from bot.replies.acts import Act, BeginFor, BeginInterview, InterviewAct, InterviewAnother, InterviewOf
from bot.replies.reply import Choice, Kind, Reply, offered_by

_MAY = r"(?:[他她])?(?:(?:能不能|能否|可不可以|够不够|能|可以)(?:报名?|申报|参评|资格|格|条件)[吗嘛]?[?？]?)"
_FOR = re.compile(
    r"^(?:给|帮|替)(?!别人|人家|其他人|忙|你|我(?:问|看|查|测|算))(我?\S{1,6}?)[也再先]?(?:问|看|查|测|算)(?:一下|一问|问看|问|看看?)?"
    rf"(?:[,，]?{_MAY})?[吧。]?$"
)
_ASKED_WHETHER = re.compile(rf"^{_MAY}$")
_MOST_PARTS = 12
"""Parts at the end of a message that are tried as a question beside what is told: a long message must not hold others up."""
LEANS = 0.6
"""What SURE is of a question that leans on what was answered just before."""
_OF_DETAILS: tuple[Asking, ...] = (
    "thing",
    "which",
    "manner",
    "reason",
    "time",
    "place",
    "person",
    "amount",
    "count",
)
"""Question words of a message that asks for a detail, whatever else a part of it asks for."""
_TELLS_SEVERAL = 2
"""How many things somebody tells of themselves in words that want an answer, though they stand beside something else."""


class InterviewSkill(Skill):
    """Conducts the interviews of one pack."""

    acts = BeginInterview | InterviewAct

    def __init__(self, answerer: Answerer, dialogue: Dialogue) -> None:
        self._answerer = answerer
        self.dialogue = dialogue

    @cached_property
    def _others(self) -> Dialogue:
        """Speaks of somebody else than who answers: with `{who}` in its texts."""
        return self.dialogue.about_another()

    def about(self, name: str) -> Dialogue:
        """The dialogue about the person called `name`; about anybody but oneself it speaks of `{who}`."""
        return self.dialogue if name == ME else self._others

    def awaits(self, conversation: Conversation) -> Awaited:
        """What an open question awaits: a name, or an answer."""
        progress = conversation.interview
        if progress is None or not progress.awaits_answer:
            return "words" if conversation.naming else "nothing"
        elsewhere = conversation.naming or conversation.offers_reminders
        return "words" if elsewhere or not self.dialogue.wants_number(progress) else "number"

    def claims(self, message: Message) -> bool:
        """Whether words change something in the open interview, are a step of it, ask for one, or tell several facts."""
        conversation, said, now = message.conversation, message.text, message.now
        progress = conversation.interview
        if progress is not None:
            answer = cache(lambda: self._answer(conversation, said, now))
            heard = self._in_dialogue(conversation, progress, said, now, answer)
            told = heard is not None and heard[0].answers != progress.answers
            return told or (heard is not None and self.dialogue.is_step(said))
        if self._asked_for(conversation, said, now) is not None:
            return True
        return not may_ask(said) and self.dialogue.tells(said, now) >= _TELLS_SEVERAL

    def pick(self, act: Act, message: Message) -> Turn:
        """Take a tap; one that belongs to an interview that no longer exists changes nothing."""
        conversation, now = replace(message.conversation, naming=False), message.now
        if isinstance(act, BeginInterview):
            of_another = _of_another(conversation)
            return _or_oneself(conversation) if of_another else self._open(conversation, ME, now)
        if isinstance(act, InterviewAnother):
            return _name_wanted(conversation)
        if isinstance(act, InterviewOf) and act.name in conversation.interviews:
            return self._open(conversation, act.name, now)
        progress = conversation.interview
        if progress is None or not isinstance(act, InterviewAct):
            return Turn((Reply(words("interview_stale"), kind=Kind.STALE),), conversation)
        return self._said(
            conversation, conversation.name, *self.about(conversation.name).tapped(progress, act, now)
        )

    def hear(self, message: Message) -> Turn | None:
        """Take words; None if they are not for the interview."""
        conversation, now = message.conversation, message.now
        if conversation.interview is not None and conversation.interview.awaits_answer:
            message = replace(message, text=without_echo(without_offers(message.text)))
        whose = self._whose(conversation, message.text.strip(), now)
        if whose is not None:
            return whose
        conversation = replace(conversation, naming=False)
        if _of_another(conversation) and _asks_of_oneself(message.text, 1):
            return _or_oneself(conversation)
        if _of_another(conversation) and _turns_to_oneself(message.text):
            return self._open(conversation, ME, now, message.text)
        progress = conversation.interview
        person = subject_in(message.text)
        if progress is not None and person not in ("", conversation.name):
            dialogue = self.about(conversation.name)
            answers = dialogue.answers_first(progress, message.text, now)
            answers = answers or dialogue.surely_answers(progress, message.text, now)
            if not answers and turned_to(message.text) == person:  # 那我妈呢
                return self._open(conversation, person, now, message.text)
            another = None if answers else self._asked_for(conversation, message.text, now)
            if another is not None:
                return another
        heard = None if progress is None else self._heard(conversation, progress, message.text, now)
        if heard is not None or (progress is not None and progress.awaits_answer):
            return heard
        return self._asked_for(conversation, message.text, now)

    def _asked_for(self, conversation: Conversation, said: str, now: datetime) -> Turn | None:
        """Open the interview if a message asks for it, with what it tells; a point that it names is answered too."""
        opens = self.dialogue.opens(said)
        spoken, said = said, with_clauses(said)
        to_check = any(map(asks_to_check, clauses(normalize(said))))
        details = not to_check and self._asks_details(said)
        part = OPENS_BESIDE if to_check else opens if details else self.dialogue.opens_in_part(said)
        if part >= OPENS_BESIDE and not may_ask(said) and self.dialogue.tells(said, now):
            opens = max(opens, part)
        if opens < OPENS_BESIDE and finder("doubt", "not_now").stands_in(normalize(said)):
            return None  # 资格那个我改天再来弄
        asks_whether = opens >= OPENS_TELLING or self.dialogue.asks_whether(said)
        # In the middle of one's own, one fact of somebody else is no more than a question about them.
        enough = _TELLS_SEVERAL if conversation.interview is not None else 1
        of_them = said if conversation.interview is None else _from_person(said)
        several = not details and asks_whether and self._tells_enough(of_them, now, enough)
        if (opens < OPENS and not several) or (not several and asks_of_a_kind(normalize(said))):
            return None
        answer = self._answer(conversation, spoken, now)
        if not answer.leans and answer.certainty < SURE:
            answer = self._end_answered(conversation, spoken, now) or answer
        question = answer.leans or answer.certainty >= SURE
        if answer.outcome == "smalltalk" or (question and opens < OPENS_BESIDE and not several):
            return None
        going_on = conversation.name if not speaks_of_self(said) else ""
        person = definite_person(said) or person_in(said)
        turn = self._open(conversation, person or going_on or ME, now, said)
        return _with_answer(turn, answer) if question else turn

    def _tells_enough(self, said: str, now: datetime, enough: int) -> bool:
        """Whether a message tells several facts, or `enough` apart from the clause that asks: 课时只有85，还有没有资格."""
        told = self.dialogue.tells(said, now)
        if owns_what_is_told(normalize(said)):
            return False
        if person_in(said) and not definite_person(said):
            enough = _TELLS_SEVERAL
        apart = self.dialogue.asks_apart(said, now) or asks_of_one(normalize(said))
        return told >= _TELLS_SEVERAL or (told >= enough and apart)

    def _asks_details(self, said: str) -> bool:
        """Whether a clause asks for a detail of the notice; what still lacks one (我这情况还差哪些) asks for the interview."""
        return any(
            asks_for(without_any(clause), *_OF_DETAILS) and self.dialogue.opens(clause) < OPENS_BESIDE
            for clause in clauses(normalize(said))
        )

    def open_question(self, conversation: Conversation, now: datetime) -> Reply | None:
        """Repeat the open question of the interview; None if it asks nothing."""
        progress = conversation.interview
        if progress is None or not self.dialogue.knows(progress.asking):
            return None
        return self._question(conversation, progress, now)[-1]

    def _question(self, conversation: Conversation, progress: Progress, now: datetime) -> tuple[Reply, ...]:
        """The open question once more; nothing if none is."""
        return told_of(self.about(conversation.name).question(progress, now), conversation.name)

    def aside(self, message: Message) -> Turn:
        """Answer words that are surely none to the open question, and repeat it. One must be open."""
        conversation, progress = message.conversation, message.conversation.interview
        assert progress is not None
        answer = self._answerer.answer(message.text, message.now)
        return self._aside(conversation, progress, message.text, answer, message.now)

    def _heard(self, conversation: Conversation, progress: Progress, said: str, now: datetime) -> Turn | None:
        """Take words while an interview is open."""
        answer = cache(lambda: self._answer(conversation, said, now))
        heard = self._in_dialogue(conversation, progress, said, now, answer)
        if heard is not None:
            return self._said(conversation, conversation.name, *heard)
        if not progress.awaits_answer:
            return None
        other = self._asked_for(conversation, said, now) if subject_in(said) else None
        beside = other or self._answered_beside(conversation, progress, said, answer(), now)
        return beside or self._aside(conversation, progress, said, answer(), now)

    def _answered_beside(
        self, conversation: Conversation, progress: Progress, said: str, answer: Answer, now: datetime
    ) -> Turn | None:
        """Take what is told beside a question: 企业；我同事退休了能报吗. None if nothing is."""
        spelt = None if subject_in(said) else self.about(conversation.name).amounts(progress, said, now)
        if spelt is not None:
            noted = spelt.noted
            return (
                _with_answer(self._said(conversation, conversation.name, *noted), answer) if noted else None
            )
        stated = None if subject_in(said) else self.about(conversation.name).stated(progress, said, now)
        if stated is not None:
            turn = self._said(conversation, conversation.name, *stated)
            return _with_answer(turn, answer) if answer.certainty >= SURE else turn
        parts = message_parts(said, at_blanks=False)
        for place in range(len(parts) - 1, max(0, len(parts) - 1 - _MOST_PARTS), -1):
            halves = "".join(parts[:place]), "".join(parts[place:])
            for told, asked in (halves, halves[::-1]):
                if may_ask(told) or not may_ask(asked):
                    continue
                question = self._answer(conversation, asked, now)
                if question.certainty < SURE:
                    continue
                noted = self._noted(
                    conversation, progress, told.strip(SIGNS), now, told == halves[0], person_in(said)
                )
                if noted is not None:
                    answered = answer if answer.certainty >= SURE else question
                    return _with_answer(self._said(conversation, conversation.name, *noted), answered)
        return None

    def _noted(
        self, conversation: Conversation, progress: Progress, told: str, now: datetime, first: bool, of: str
    ) -> Said | None:
        """Note what is told beside a question, by words that stand `first` or behind it; None if it is nothing of oneself.

        `of` is somebody else of whom the message speaks. What one repeats of the rules tells nothing: 退休的不能报.
        """
        dialogue = self.about(conversation.name)
        if first and dialogue.answers(progress, told, now):
            return dialogue.hear(progress, told, now)
        if of or finder("question", "allows").stands_in(told):
            return None
        if speaks_of_self(told):
            return dialogue.note(progress, told, now)
        return dialogue.note(progress, told, now, only=progress.asking) if first else None

    def _in_dialogue(
        self,
        conversation: Conversation,
        progress: Progress,
        said: str,
        now: datetime,
        answer: Callable[[], Answer],
    ) -> Said | None:
        """What the dialogue makes of words; `answer` gives what they ask, as a question about the notice."""
        dialogue = self.about(conversation.name)
        heard = dialogue.hear(progress, said, now, lambda: answer().certainty)
        of = subject_in(said)
        if heard is not None and of and (conversation.name == ME or not same_person(conversation.name, of)):
            return dialogue.of_another(progress, heard, said, now, of)
        return heard

    def _answer(self, conversation: Conversation, said: str, now: datetime) -> Answer:
        """The answer to a message, or to its end if that alone asks something: 等下，先问，报名收不收钱."""
        answer = self._answerer.answer(said, now, _topics(conversation, said))
        if answer.outcome in ("answer", "not_said"):
            return answer
        return self._end_answered(conversation, said, now) or answer

    def _end_answered(self, conversation: Conversation, said: str, now: datetime) -> Answer | None:
        """The answer to the end of a message, if that asks something."""
        end = parted_words(said)[1]
        other = self._answerer.answer(end, now, _topics(conversation, said)) if may_ask(end) else None
        return other if other is not None and other.outcome in ("answer", "not_said") else None

    def _whose(self, conversation: Conversation, said: str, now: datetime) -> Turn | None:
        """The interview of a person for whom a message asks for one (给王师傅问, 我爸能不能报); None if it asks for nobody."""
        name = asked_for(said) or _asked_of(said)
        return self.begin_for(conversation, given_name(name), now) if name else None

    def _aside(
        self,
        conversation: Conversation,
        progress: Progress,
        said: str,
        answer: Answer,
        now: datetime,
    ) -> Turn:
        """Answer a question in the middle of an interview, then repeat the open question."""
        chat, told = answer.outcome == "smalltalk", answer.outcome in ("answer", "not_said")
        sure = answer.score >= (LEANS if answer.leans else SURE)
        if not (chat or (told and (sure or may_ask(said)))):
            first = Reply(words(self.dialogue.hint(progress, said)), kind=Kind.HINT)
        else:
            first = replace(answer.reply, entry="")
        again = self._question(conversation, progress, now)
        offered = again[-1].choices if again else ()
        # The question stands under the answer now, no list, and nothing that awaits 对.
        asking = replace(progress, menu=False, unconfirmed={}, anew=False)
        open = {**conversation.interviews, conversation.name: asking}
        after = conversation.having_spoken_of(answer.topic)
        return Turn((first, *again), replace(after, interviews=open, offered=offered))

    def begin_for(self, conversation: Conversation, name: str, now: datetime) -> Turn:
        """Begin the interview of a person, or resume it; one of this name that cannot be read stays as it is."""
        taken = name in conversation.unread
        return self._open(conversation, other_name(name, conversation.unread) if taken else name or ME, now)

    def _open(self, conversation: Conversation, name: str, now: datetime, said: str = "") -> Turn:
        """Begin the interview of `name`, or resume it where it stopped, with what `said` tells."""
        kept = replace(conversation, name=name, naming=False)
        progress = kept.interview
        dialogue = self.about(name)
        said = without_either(normalize(said))  # 查查我合不合规定 tells nothing
        after, replies = (
            dialogue.begin(now, said) if progress is None else dialogue.resume(progress, now, said)
        )
        after = after if after.begun else replace(after, begun=_moment_of_its_own(conversation, now))
        if conversation.interviews:  # the first person was told how an interview goes
            replies = tuple(reply for reply in replies if reply.kind is not Kind.INTRODUCTION)
        turn = self._said(kept, name, after, replies)
        if name == ME and not {*conversation.interviews} - {ME}:
            return turn
        person = Reply(words("interview_of", name=name), kind=Kind.PERSON)
        return replace(turn, replies=(person, *turn.replies))

    def _said(
        self, conversation: Conversation, name: str, progress: Progress, replies: tuple[Reply, ...]
    ) -> Turn:
        former = conversation.interviews.get(name)
        kept = replace(progress, begun=former.begun) if former and not progress.begun else progress
        interviews = {**conversation.interviews, name: kept}
        replies = told_of(replies, name)
        after = replace(
            conversation,
            topics=(),  # what is asked in the middle of the next question leans on that question
            name=name,
            naming=False,
            interviews=interviews,
            offered=offered_by(replies),
        )
        return Turn(replies, after)


def _with_answer(turn: Turn, answer: Answer) -> Turn:
    """The turn with the answer to a question that was asked in the same message before it."""
    replies = (replace(answer.reply, entry=""), *turn.replies)
    return replace(turn, replies=replies, conversation=turn.conversation.having_spoken_of(answer.topic))


def asked_for(said: str) -> str:
    """The person for whom a message wants it to be seen whether they may apply, and nothing else: 帮李四看看; "" if for none."""
    named = _FOR.match(said)
    return named[1] if named is not None else ""


def _asked_of(said: str) -> str:
    """The person of whom a message asks whether they may apply, and nothing else: 我爸能不能报, 张师傅能报吗."""
    person = person_in(said)
    return person if person and said.startswith(person) and _ASKED_WHETHER.match(said[len(person) :]) else ""


def _moment_of_its_own(conversation: Conversation, now: datetime) -> str:
    """`now`, or the first moment after it at which no other interview was begun (ISO 8601)."""
    taken = {one.begun for one in conversation.interviews.values()}
    moments = (now + number * timedelta.resolution for number in range(len(taken) + 1))
    return next(text for moment in moments if (text := moment.isoformat()) not in taken)


def _of_another(conversation: Conversation) -> bool:
    """Whether somebody else's interview is open."""
    return conversation.name not in ("", ME) and conversation.interview is not None


def _or_oneself(conversation: Conversation) -> Turn:
    """Ask whether who asks 我能不能报 while somebody else's interview is open means that one, or oneself."""
    name = called(conversation.name)
    own = InterviewOf(ME) if ME in conversation.interviews else BeginFor(ME)
    choices = (
        Choice(InterviewOf(conversation.name), words("person_go_on", name=name)),
        Choice(own, words("person_oneself")),
    )
    asked = Reply(words("person_or_oneself", name=name), (), choices, kind=Kind.WHICH)
    return Turn((asked,), replace(conversation, offered=choices))


def _name_wanted(conversation: Conversation) -> Turn:
    """Ask for whom the interview is to be."""
    asked = Reply(words("interview_whose"), kind=Kind.NAME_WANTED)
    return Turn((asked,), replace(conversation, naming=True, offered=()))


def asks_whether_oneself(said: str) -> bool:
    """Whether a message asks whether the writer, and nobody else, may apply: 我自己能不能报; 我能不能报 is asked for anybody."""
    return _asks_of_oneself(said, 2)


def _asks_of_oneself(said: str, least: int) -> bool:
    """Whether a message asks whether the writer may apply, called by a word of at least so many letters, and nothing else."""
    text = normalize(said)
    mine = (word for word in words_of("person", "oneself") if len(word) >= least and text.startswith(word))
    return any(_ASKED_WHETHER.match(text[len(word) :]) for word in mine)


def _turns_to_oneself(said: str) -> bool:
    """Whether a clause of a message asks to check the writer instead of who was spoken of: 看看我自己吧，四十二岁."""
    oneself = [word for word in words_of("person", "oneself") if len(word) > 1]
    return any(
        checks_of_one(clause) and any(word in clause for word in oneself)
        for clause in clauses(normalize(said))
    )


def _from_person(said: str) -> str:
    """A message from the clause on that names somebody else: what stands before is said of whom the interview is about."""
    parts = clauses(normalize(said))
    place = next((place for place, part in enumerate(parts) if definite_person(part)), 0)
    return "，".join(parts[place:])


def _topics(conversation: Conversation, said: str) -> tuple[Topic, ...]:
    """What a message may lean on: nothing that was told of one person, where it speaks of another."""
    of = person_in(said)
    another = of and conversation.name != ME and not same_person(conversation.name, of)
    return () if another else conversation.topics
