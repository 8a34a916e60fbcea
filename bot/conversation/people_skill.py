"""The people skill: for whom somebody asks. Lists them, goes from one to another, renames and deletes one, gives the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.conversation.interview_skill import asked_for, asks_whether_oneself
from bot.conversation.own_words import asks_next_day
from bot.conversation.people_list import (
    Person,
    chosen_people,
    people_of,
    person_row,
    renamed,
    shown_name,
    without,
)
from bot.conversation.turn import Awaited, Conversation, Message, PersonAsked, Skill, Turn
from bot.hearing.learned_acts import LearnedActs
from bot.hearing.short_words import short_word
from bot.hearing.text_features import letters
from bot.interview.talk.person_called import called
from bot.interview.talk.progress import ME
from bot.language.given_names import (
    Named,
    clean_name,
    full_names_in,
    given_name,
    is_oneself,
    is_quoted,
    named_in,
    new_name,
    other_name,
    stand_in,
)
from bot.language.normalize import normalize
from bot.language.persons import person_in, speaks_of_self, turned_to
from bot.language.question_words import may_ask
from bot.language.word_finder import finder
from bot.language.words import words
from bot.messages import message as text_of
from bot.replies.acts import (
    Act,
    BeginFor,
    DropPerson,
    Group,
    InterviewAnother,
    InterviewOf,
    ListPeople,
    PeopleAct,
    RenamePerson,
    TakePeopleAlong,
    TellPerson,
)
from bot.replies.reply import Choice, Kind, Reply, offered_by

if TYPE_CHECKING:
    from bot.conversation.interview_skill import InterviewSkill
    from bot.pack.model import Pack

_SAYINGS, _OTHER = "people", "other"
_MOST_TOLD = 6
"""Things to be done of one person that are named in the talk; the rest is counted."""
_LONGEST_ALONE = 12
"""Characters of a message that asks for another person though none was asked for yet."""
_LIKELY_ENOUGH = 0.6
"""The chance from which a message asks for something about persons, among all that it can ask for as they are."""
_GROUPS: Mapping[str, Act] = {
    "list": ListPeople(),
    "who_missing": ListPeople("missing"),
    "who_open": ListPeople("open"),
    "who_can": ListPeople("can"),
    "who_cannot": ListPeople("cannot"),
    "export": TakePeopleAlong(),
    "another": InterviewAnother(),
}
"""What may be asked of all."""
_OF_SOME = ("who_can", "who_cannot")
"""Of those, what asks who of them may apply, and has a word for who: without one it asks about a rule."""
_OF_ONESELF = ("list", "export")
"""Of those, what means something too while somebody asks for themselves alone."""
_TREATS_AS_KNOWN = ("missing", "switch", "drop", "rename")
"""What is asked of somebody who is known: 李四能报吗 may ask for the first time."""
_MORE_THAN_ONE = 2
"""From how many persons on a name that is none of theirs is looked for."""
_OF_ONE: Mapping[str, Callable[[Named], Act]] = {
    "missing": lambda one: TellPerson(one.name),
    "result": lambda one: InterviewOf(one.name),
    "switch": lambda one: InterviewOf(one.name),
    "rename": lambda one: RenamePerson(one.name, new_name(one)),
    "drop": lambda one: DropPerson(one.name),
    "namesake": lambda one: BeginFor(one.name),
}
"""What may be asked of one who is named."""


class PeopleSkill(Skill):
    """Leads the persons of a conversation. Their interviews are held by `interview`."""

    acts = PeopleAct

    def __init__(self, pack: Pack, interview: InterviewSkill, acts: Callable[[], LearnedActs]) -> None:
        """`acts` gives what was learned of how people speak of them, asked for at the first."""
        self._pack = pack
        self._interview = interview
        self._acts = acts

    def awaits(self, conversation: Conversation) -> Awaited:
        """An answer about a person, or a name."""
        return "words" if conversation.person.asks or conversation.naming else "nothing"

    def complete(self, turn: Turn, message: Message) -> Turn:
        """What was asked about a person is asked no longer if something else was said."""
        after = turn.conversation
        stale = after.person.asks and after.person is message.conversation.person
        return replace(turn, conversation=replace(after, person=PersonAsked())) if stale else turn

    def people(self, conversation: Conversation, now: datetime) -> tuple[Person, ...]:
        """Every person of a conversation as they stand at `now` (aware)."""
        return people_of(conversation, self._interview.about(""), self._pack, now)

    # ── what is done ──

    def pick(self, act: Act, message: Message) -> Turn | Act:
        """Take a tap; one that belongs to a person who is not there any more changes nothing."""
        conversation, now = replace(message.conversation, naming=False), message.now
        if isinstance(act, ListPeople) and conversation.interviews:
            return self._listed(conversation, act.group, now)
        if isinstance(act, TakePeopleAlong) and conversation.interviews:
            return self._taken_along(conversation, now)
        name = getattr(act, "name", "")
        if isinstance(act, BeginFor) and name:
            free = name if name not in _taken(conversation) else other_name(name, _taken(conversation))
            return self._interview.begin_for(conversation, free, now)
        if name not in conversation.interviews:
            return Turn((Reply(text_of("person_stale"), kind=Kind.STALE),), conversation)
        if isinstance(act, TellPerson):
            return self._told(conversation, name, now)
        if isinstance(act, RenamePerson):
            return self._renamed(conversation, name, act.to, now)
        sure = isinstance(act, DropPerson) and act.sure
        return self._dropped(conversation, name, now) if sure else _whether(conversation, name)

    def _listed(self, conversation: Conversation, group: Group, now: datetime) -> Turn:
        everybody = self.people(conversation, now)
        found = chosen_people(everybody, group)
        heading = text_of(f"people_{group}" if found else f"people_{group}_none", count=len(found))
        rows = [
            text_of("people_row", number=number, name=shown_name(one.name), standing=person_row(one))
            for number, one in enumerate(found, 1)
        ]
        rest = len(everybody) - len(found)
        more = [text_of("people_rest", count=rest)] if rest and found else []
        choices = tuple(Choice(InterviewOf(one.name), shown_name(one.name)) for one in found or everybody)
        example = next((one.name for one in everybody if shown_name(one.name) == one.name != ME), "")
        hint = [text_of("people_hint", name=example)] if group == "all" and example else []
        reply = Reply("\n".join([heading, *rows, *more, *hint]), (), choices, kind=Kind.PEOPLE)
        return Turn((reply,), replace(conversation, offered=choices))

    def _taken_along(self, conversation: Conversation, now: datetime) -> Turn:
        rows = [
            text_of("people_row", number=number, name=shown_name(one.name), standing=person_row(one))
            for number, one in enumerate(self.people(conversation, now), 1)
        ]
        told = "\n".join([text_of("people_table", count=len(rows)), *rows])
        return self._going_on(conversation, Reply(told, kind=Kind.PEOPLE, attachment="people"), now)

    def _told(self, conversation: Conversation, name: str, now: datetime) -> Turn:
        one = next(one for one in self.people(conversation, now) if one.name == name)
        lines = [text_of("person_line", name=shown_name(name), standing=one.standing)]
        lines += [text_of("person_row", text=text) for text in one.against]
        for heading, items in (
            ("person_missing_heading", one.missing),
            ("person_unclear_heading", one.unclear),
        ):
            if items:
                lines += [text_of(heading), *(text_of("person_row", text=text) for text in items)]
        if not (one.missing or one.against):
            lines.append(text_of("person_nothing_missing" if one.verdict else "person_nothing_yet"))
        if one.day is not None:
            next_day = {"date": one.day_said, "name": one.deadline, "count": len(one.what)}
            lines.append(text_of("person_next", **next_day))
            lines += [text_of("person_row", text=text) for text in one.what[:_MOST_TOLD]]
            if len(one.what) > _MOST_TOLD:
                rest = len(one.what) - _MOST_TOLD
                lines.append(text_of("person_and_rest", count=rest, name=shown_name(name)))
        reply = Reply("\n".join(lines), kind=Kind.PEOPLE)
        return self._going_on(conversation, reply, now, name)

    def _renamed(self, conversation: Conversation, name: str, to: str, now: datetime) -> Turn:
        """Call a person otherwise; a name that is taken, or none, is asked for."""
        wanted = ME if is_oneself(to) else clean_name(to)
        if not wanted:
            asked = Reply(text_of("person_rename", name=called(name)), kind=Kind.NAME_WANTED)
            return _asking(conversation, PersonAsked("rename", name), asked)
        if wanted == name or wanted not in _taken(conversation):
            after = renamed(conversation, name, wanted)
            said = text_of("person_renamed", before=shown_name(name), name=shown_name(wanted))
            return self._going_on(after, Reply(said, kind=Kind.PEOPLE), now)
        taken = text_of("person_taken", name=shown_name(wanted), before=called(name))
        return _asking(conversation, PersonAsked("rename", name), Reply(taken, kind=Kind.NAME_WANTED))

    def _dropped(self, conversation: Conversation, name: str, now: datetime) -> Turn:
        after = without(conversation, name)
        said = text_of("person_dropped", name=shown_name(name))
        return self._going_on(after, Reply(said, kind=Kind.PEOPLE), now)

    def _going_on(self, conversation: Conversation, reply: Reply, now: datetime, name: str = "") -> Turn:
        """A reply, and the question that is open again; without one the way to `name`, or to all."""
        question = self._interview.open_question(conversation, now)
        progress = conversation.interview
        if question is not None and progress is not None and progress.awaits_answer:
            replies = (reply, question)
            return Turn(replies, replace(conversation, offered=offered_by(replies)))
        choices = [Choice(InterviewOf(name), text_of("person_go_on", name=shown_name(name)))] if name else []
        if conversation.interviews:
            choices.append(Choice(ListPeople(), text_of("people_label")))
        offered = tuple(choices)
        return Turn((replace(reply, choices=offered),), replace(conversation, offered=offered))

    # ── what is heard ──

    def hear(self, message: Message) -> Turn | Act | None:
        """Take words; None if they are about no person."""
        conversation, said = message.conversation, message.text.strip()
        if conversation.person.asks:
            settled = self._settled(message, conversation.person)
            if settled is not None:
                return settled
        if conversation.naming:
            return self._name_given(conversation, said, message.now)
        wanted = self._wanted(conversation, said, message.now)
        if wanted is not None:
            return wanted
        name = _turned_to(conversation, said)
        if name:
            return self._interview.begin_for(conversation, name, message.now)
        return self._of_nobody(conversation, said, message.now)

    def _of_nobody(self, conversation: Conversation, said: str, now: datetime) -> Turn | None:
        """Say that a person is not among these whom a message treats as one: 换回李四; None if it names nobody so."""
        if len(conversation.interviews) < _MORE_THAN_ONE or self._is_of_interview(conversation, said, now):
            return None
        meant = [(_likeliest(self._acts(), one.text, _OF_ONE), one) for one in full_names_in(said)]
        unknown = [(chance, one.name) for (act, chance), one in meant if act in _TREATS_AS_KNOWN]
        if not unknown:
            return None
        name = max(unknown, key=lambda found: (found[0], -len(found[1])))[1]
        names = text_of("between_words").join(map(shown_name, conversation.interviews))
        told = text_of("person_unknown", name=shown_name(name), names=names)
        choices = (
            Choice(BeginFor(name), text_of("person_begin", name=shown_name(name))),
            Choice(ListPeople(), text_of("people_label")),
        )
        reply = Reply(told, (), choices, kind=Kind.PEOPLE)
        return Turn((reply,), replace(conversation, offered=choices))

    def claims(self, message: Message) -> bool:
        """Whether words are surely about these persons, though they stand in a message for another skill."""
        return self._wanted(message.conversation, message.text.strip(), message.now) is not None

    def _wanted(self, conversation: Conversation, said: str, now: datetime) -> Act | None:
        """What a message asks for about one who is named, or about all."""
        acts = self._acts()
        if not conversation.interviews and len(said) > _LONGEST_ALONE:
            return None
        exact = acts.said(_SAYINGS, said)
        if exact == "another":
            return _GROUPS[exact]
        if not conversation.interviews:
            return None
        named = (
            None
            if exact in _GROUPS and not _quotes_name(said, conversation)
            else _person_named(conversation, said)
        )
        if (named is None or not named.quoted) and self._is_of_interview(conversation, said, now):
            return None
        if named is not None:
            if asks_next_day(named.behind):
                return TellPerson(named.name)
            act, _ = _likeliest(acts, named.text, _OF_ONE)
            return _OF_ONE[act](named) if act else None
        several = len(conversation.interviews) > 1 or ME not in conversation.interviews
        if exact in _GROUPS:
            return _GROUPS[exact] if several or exact in _OF_ONESELF else None
        if asks_whether_oneself(said) or asked_for(said):
            return None
        act, _ = _likeliest(acts, said, _GROUPS) if several else ("", 0.0)
        told = act not in _OF_SOME or finder("people", "whom").stands_in(normalize(said))
        return _GROUPS[act] if act and told else None

    def _is_of_interview(self, conversation: Conversation, said: str, now: datetime) -> bool:
        """Whether a message is word for word a step of the interview, or an answer to its open question."""
        progress = conversation.interview
        if progress is None:
            return False
        dialogue = self._interview.about("")
        return dialogue.is_step(said) or (progress.awaits_answer and dialogue.answers(progress, said, now))

    def _settled(self, message: Message, asked: PersonAsked) -> Turn | Act | None:
        """Take the answer to what was asked about a person; None if something else is said."""
        conversation, said = message.conversation, message.text.strip()
        if asked.name not in conversation.interviews:
            return None
        word = short_word(said)
        if word == "cancel" or _says(said, "deletes_not"):
            return self._kept(conversation, message.now)
        if asked.asks == "rename":
            another = not is_quoted(said) and (may_ask(said) or self._acts().said(_SAYINGS, said))
            return None if another else RenamePerson(asked.name, given_name(said))
        if asked.asks == "drop":
            yes = word == "assent" or _says(said, "deletes")
            return (
                DropPerson(asked.name, sure=True) if yes else self._not_dropped(conversation, word, message)
            )
        if _says(said, "other_one"):
            return BeginFor(asked.name)
        same = word == "assent" or _says(said, "same_one")
        return InterviewOf(asked.name) if same else None

    def _not_dropped(self, conversation: Conversation, word: str | None, message: Message) -> Turn | None:
        return self._kept(conversation, message.now) if word == "dissent" else None

    def _kept(self, conversation: Conversation, now: datetime) -> Turn:
        after = replace(conversation, person=PersonAsked())
        return self._going_on(after, Reply(text_of("person_kept"), kind=Kind.PEOPLE), now)

    def _name_given(self, conversation: Conversation, said: str, now: datetime) -> Turn | Act | None:
        """Take a name that was asked for; None, or another act, if the message is none."""
        if not is_quoted(said):
            exact = self._acts().said(_SAYINGS, said)
            if exact in _GROUPS:
                return _GROUPS[exact] if conversation.interviews or exact == "another" else None
            leaves_off = short_word(said) == "cancel" or self._interview.about("").leaves_off(said)
            if leaves_off and conversation.name:
                return InterviewOf(conversation.name)
            if may_ask(said) or leaves_off:
                return None
            wanted = self._wanted(conversation, said, now)
            if wanted is not None and not isinstance(wanted, InterviewOf):
                return wanted
        name = given_name(said)
        name = ME if not name or is_oneself(name) else name
        known = name != ME and name in conversation.interviews and person_in(name) != name
        return _which(conversation, name) if known else self._interview.begin_for(conversation, name, now)


def _says(said: str, *lists: str) -> bool:
    """Whether a message is one of the words of a list."""
    return letters(normalize(said)) in {letters(normalize(word)) for word in words("people", *lists)}


def _taken(conversation: Conversation) -> set[str]:
    """The names that are taken."""
    return {*conversation.interviews, *conversation.unread}


def _quotes_name(said: str, conversation: Conversation) -> bool:
    """Whether a known name stands in a message in quotation marks."""
    found = named_in(said, (name for name in conversation.interviews if name != ME))
    return found is not None and found.quoted


def _person_named(conversation: Conversation, said: str) -> Named | None:
    """Whom of the persons a message names; oneself only while somebody else's interview is open."""
    found = named_in(said, [name for name in conversation.interviews if name != ME])
    if found is not None or conversation.name == ME or ME not in conversation.interviews:
        return found
    text = normalize(said)
    mine = next((word for word in words("person", "oneself") if text.startswith(word)), "")
    if not mine or not speaks_of_self(said):
        return None
    return Named(ME, stand_in() + text[len(mine) :], text[len(mine) :])


def _turned_to(conversation: Conversation, said: str) -> str:
    """The name of another interview to which words turn: 切回我爸, 那我自己呢, 我自己能不能报; "" if they turn to none."""
    person = turned_to(said)
    asks = asks_whether_oneself(said)
    if not (person or asks) or not conversation.name:
        return ""
    if asks or is_oneself(person):
        return ME if conversation.name != ME else ""
    others = [name for name in conversation.interviews if name not in (conversation.name, ME)]
    found = named_in(person, others)
    return found.name if found is not None and found.text == stand_in() else ""


def _likeliest(acts: LearnedActs, text: str, possible: Mapping[str, object]) -> tuple[str, float]:
    """The act of `possible` that a message surely asks for, and how likely (0–1); "" if it surely asks for none."""
    said = acts.said(_SAYINGS, text)
    if said:
        return (said, 1.0) if said in possible else ("", 0.0)
    chances = acts.chances(_SAYINGS, text)
    of_these = {act: chance for act, chance in chances.items() if act in possible or act == _OTHER}
    likeliest = max(of_these, key=lambda act: of_these[act])
    chance = of_these[likeliest] / sum(of_these.values())
    return (likeliest, chance) if likeliest != _OTHER and chance >= _LIKELY_ENOUGH else ("", 0.0)


def _asking(
    conversation: Conversation, asked: PersonAsked, reply: Reply, choices: tuple[Choice, ...] = ()
) -> Turn:
    """A turn that asks something about a person."""
    after = replace(conversation, person=asked, naming=False, offered=choices)
    return Turn((replace(reply, choices=choices),), after)


def _whether(conversation: Conversation, name: str) -> Turn:
    """Ask whether to delete what was answered for a person."""
    count = len(conversation.interviews[name].answers)
    asked = Reply(text_of("person_drop", name=shown_name(name), count=count), kind=Kind.WHICH)
    choices = (
        Choice(DropPerson(name, sure=True), text_of("person_drop_yes", name=shown_name(name))),
        Choice(ListPeople(), text_of("person_drop_no")),
    )
    return _asking(conversation, PersonAsked("drop", name), asked, choices)


def _which(conversation: Conversation, name: str) -> Turn:
    """Ask whether the person of that name is meant, or another."""
    other = other_name(name, _taken(conversation))
    asked = Reply(text_of("person_known", name=shown_name(name), other=other), kind=Kind.WHICH)
    choices = (
        Choice(InterviewOf(name), text_of("person_go_on", name=shown_name(name))),
        Choice(BeginFor(name), text_of("person_other", name=other)),
    )
    return _asking(conversation, PersonAsked("namesake", name), asked, choices)
