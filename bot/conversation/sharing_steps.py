"""What is said while somebody lets a group of the office see how they stand: whom, under which name, whether they agree."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from bot.conversation.people_list import shown_name
from bot.conversation.sharing_code import EXAMPLE
from bot.conversation.sharing_words import (
    SharingOrder,
    agreement,
    corrected_name,
    declines,
    gives_no_name,
    names_everybody,
    people_named,
    says_name_is_wrong,
    sharing_command,
    sharing_order,
)
from bot.conversation.turn import Conversation, Turn
from bot.hearing.short_words import short_word
from bot.interview.talk.progress import ME
from bot.language.given_names import is_oneself
from bot.language.ordinals import chosen, ordinal
from bot.language.question_words import may_ask
from bot.messages import message
from bot.pack.spoken import spoken_date
from bot.records import from_plain, to_plain
from bot.replies.acts import Act, RunCommand
from bot.replies.reply import Choice, Kind, Reply
from bot.store.model.saved import JsonObject, Saved
from bot.store.model.sharing import LONGEST_SHOWN, SharedPerson, ShareGroup

PENDING = "sharing"
"""The part of a stored conversation with what was asked and is not confirmed yet."""
LIFE = timedelta(minutes=30)
_MOST_BUTTONS = 12
EVERYBODY = "*"
_ON, _OFF = "+", "-"


@dataclass(frozen=True)
class PendingShare:
    """What is being asked: for the group with this id, of `people`, as `source` gives them.

    People are their name, and when their interview was begun. Nothing of it holds from `until` (ISO 8601) on. `name`,
    `notice` and `ends_at` are the group's. `waits` tells that something else was asked back meanwhile, after which this is
    asked again.
    """

    group: int
    name: str
    notice: str
    ends_at: datetime
    until: str
    step: Literal["who", "name", "confirm"]
    people: tuple[tuple[str, str], ...] = ()
    source: str = ""
    waits: bool = False

    @classmethod
    def begun(cls, group: ShareGroup, now: datetime) -> PendingShare:
        """What is asked first, after the code of `group` was typed at `now`."""
        return cls(group.id, group.name, group.notice, group.ends_at, (now + LIFE).isoformat(), "who")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those who are chosen."""
        return tuple(name for name, _ in self.people)

    @property
    def seal(self) -> str:
        """What a button says that agrees to just this: one of an earlier question agrees to nothing."""
        agreed = repr(replace(self, waits=False)).encode("utf-8", "surrogatepass")
        return hashlib.blake2s(agreed, digest_size=6).hexdigest()

    def to_plain(self) -> JsonObject:
        """Encode as plain data."""
        return to_plain(self)


def pending_of(kept: Saved, now: datetime) -> PendingShare | None:
    """What is being asked at `now` (aware); None if it is nothing, or nothing that this version knows."""
    try:
        pending = from_plain(kept.state.get(PENDING), PendingShare)
        return pending if datetime.fromisoformat(pending.until) > now else None
    except ValueError:
        return None


def answered_sharing(
    kept: Saved, conversation: Conversation, said: str | Act, now: datetime
) -> SharingOrder | None:
    """What a message answers to what was said last about sharing; None if that was not last, or it answers something else."""
    ours = [choice for choice in conversation.offered if is_about_sharing(choice)]
    if not ours or not isinstance(said, str):
        return None
    picked = _picked(conversation.offered, said)
    if picked is not None:
        return sharing_order(picked.does) if is_about_sharing(picked) else None
    pending = pending_of(kept, now)
    if pending is None or len(ours) < len(conversation.offered):
        return None
    agrees, word = agreement(said), short_word(said)
    if agrees is False or word in ("cancel", "enough") or declines(said):
        return SharingOrder("refuse")
    if word == "back":
        return _step_back(pending, conversation)
    if pending.step == "who":
        if names_everybody(said):
            return SharingOrder("choose", EVERYBODY)
        if agrees:
            return SharingOrder("next")
        talks = (conversation, *conversation.apart.values())
        named = people_named(said, [name for one in talks for name in one.interviews])
        return SharingOrder("choose", said) if named else None
    if pending.step == "name":
        return _name_typed(conversation, said)
    return SharingOrder("agree", pending.seal) if agrees else _name_put_right(pending, said)


def _name_typed(conversation: Conversation, said: str) -> SharingOrder | None:
    """The order of what is typed where the name is asked for."""
    if gives_no_name(said) or is_oneself(said) or says_name_is_wrong(said):
        return SharingOrder("name")
    other = may_ask(said) or short_word(said) is not None or _may_be_answer(conversation, said)
    return None if other else SharingOrder("name", said)


def _name_put_right(pending: PendingShare, said: str) -> SharingOrder | None:
    """The order of what is typed where all is read back, if it is about the name."""
    if says_name_is_wrong(said):
        return SharingOrder("rename")
    name = corrected_name(said, pending.source) if short_word(said) is None else ""
    return SharingOrder("name", name) if name else None


def _step_back(pending: PendingShare, conversation: Conversation) -> SharingOrder:
    """The order to ask what was asked before; before the first question nothing is left but to end it."""
    if pending.step == "confirm":
        return SharingOrder("rename")
    several = len(conversation.interviews) > 1 or len(pending.people) > 1
    return SharingOrder("choose") if pending.step == "name" and several else SharingOrder("refuse")


def after_choice(pending: PendingShare, words: str, talk: Conversation) -> tuple[tuple[str, str], ...]:
    """Who is chosen after a tap (+王芳, -王芳), or after words that name some."""
    everybody = names_of(talk)
    if words == EVERYBODY:
        wanted = set(everybody)
    elif words[:1] in (_ON, _OFF) and words[1:] in everybody:
        before = set(pending.names)
        wanted = before | {words[1:]} if words[0] == _ON else before - {words[1:]}
    else:
        wanted = {*pending.names, *people_named(words, everybody)}
    return as_begun([name for name in everybody if name in wanted], talk)


def as_begun(names: Sequence[str], talk: Conversation) -> tuple[tuple[str, str], ...]:
    """People with when their interviews were begun."""
    return tuple((name, one.begun if (one := talk.interviews.get(name)) else "") for name in names)


def names_of(talk: Conversation) -> tuple[str, ...]:
    """Of whom a talk can tell, oneself first; oneself alone if nobody has begun."""
    return tuple(sorted(talk.interviews, key=lambda name: name != ME)) or (ME,)


def clean_source(said: str) -> str:
    """A name to be shown, on one line; "" if it cannot be: too long, or with what cannot be seen."""
    name = " ".join(unicodedata.normalize("NFC", said).split())
    return name if 0 < len(name) <= LONGEST_SHOWN and name.isprintable() else ""


def people_shared(
    user: str, pending: PendingShare, talk: Conversation, now: datetime
) -> tuple[SharedPerson, ...]:
    """The rows of those who were confirmed, as far as they are still there."""
    rows = []
    for name, begun in pending.people:
        progress = talk.interviews.get(name)
        own = name == ME and not begun  # as far as they get: that they have not begun was said
        if not own and (progress is None or progress.begun != begun):
            continue  # deleted since it was asked, or another of the same name
        shown = pending.source if name == ME else shown_name(name)[:LONGEST_SHOWN]
        rows.append(SharedPerson(user, name, begun, shown, pending.source, now))
    return tuple(rows)


# ── the words ──


def who_asked(pending: PendingShare, talk: Conversation, intro: str = "") -> Reply:
    """Which people; those who are chosen bear a mark."""
    everybody = names_of(talk)
    toggles = [
        Choice(
            sharing_command("choose", (_OFF if name in pending.names else _ON) + name),
            message("share_on", name=shown_name(name)) if name in pending.names else shown_name(name),
        )
        for name in everybody[:_MOST_BUTTONS]
    ]
    onward = Choice(sharing_command("next"), message("share_next"))
    choices = (
        *([onward] if pending.people else []),
        *toggles,
        Choice(sharing_command("choose", EVERYBODY), message("share_all", count=len(everybody))),
        _refusal(),
    )
    told = (
        message("share_who_chosen", names=_names_told(pending.names))
        if pending.people
        else message("share_who")
    )
    return Reply("\n".join(filter(None, (intro, told))), (), choices, kind=Kind.WHICH)


def name_asked(pending: PendingShare, intro: str = "") -> Reply:
    """Under which name."""
    own = ME in pending.names
    which = "both" if own and len(pending.names) > 1 else "own" if own else "others"
    text = "\n".join(filter(None, (intro, message(f"share_name_{which}"))))
    return Reply(text, (), (_refusal(),), kind=Kind.NAME_WANTED)


def agreement_asked(pending: PendingShare, zone: tzinfo, *, again: bool = False) -> Reply:
    """Everything that would be shown, to whom, until when and how it ends, and whether they agree.

    `again`: the fields and how it ends stand above and are not told once more.
    """
    others = [name for name in pending.names if name != ME]
    own = []
    if ME in pending.names:
        begun = dict(pending.people)[ME]
        own = [message("share_me" if begun else "share_me_not_begun", name=pending.source)]
    text = message(
        "share_asks_again" if again else "share_asks",
        group=pending.name,
        names=message("between_words").join((*own, *map(shown_name, others))),
        source=message("share_source", source=pending.source) if others else "",
        until=last_day(pending.ends_at, zone),
    )
    choices = (
        Choice(sharing_command("agree", pending.seal), message("share_agree")),
        Choice(sharing_command("rename"), message("share_rename")),
        _refusal(),
    )
    return Reply(text, (), choices, kind=Kind.WHICH)


def now_shown(shares: Sequence[tuple[ShareGroup, tuple[str, ...]]], zone: tzinfo) -> Reply:
    """To whom somebody shows whom now, each with the way to end it; and how one begins."""
    how = message("share_how", example=EXAMPLE)
    if not shares:
        return Reply("\n".join((message("share_none"), how)), kind=Kind.NOTE)
    rows = [
        message(
            "share_row",
            number=number,
            group=group.name,
            until=last_day(group.ends_at, zone),
            names=message("between_words").join(names) or message("share_nobody_left"),
        )
        for number, (group, names) in enumerate(shares, 1)
    ]
    choices = tuple(
        Choice(sharing_command("withdraw", str(group.id)), message("share_end", group=group.name))
        for group, _ in shares
    )
    return Reply("\n".join((message("share_shown"), *rows)), (), choices, kind=Kind.NOTE)


def with_way_to_share(turn: Turn) -> Turn:
    """The turn, with the way to share among what can be done after a verdict, and below the list of persons."""
    last = turn.replies[-1] if turn.replies else None
    if last is None or last.kind not in (Kind.NEXT, Kind.PEOPLE) or not last.choices:
        return turn
    choices = (*last.choices, Choice(sharing_command("show"), message("share_label")))
    replies = (*turn.replies[:-1], replace(last, choices=choices))
    return Turn(replies, replace(turn.conversation, offered=choices))


def last_day(ends_at: datetime, zone: tzinfo) -> str:
    """The last day on which a group that ends at `ends_at` sees anybody, in words."""
    return spoken_date((ends_at - timedelta(microseconds=1)).astimezone(zone).date())


def _may_be_answer(conversation: Conversation, said: str) -> bool:
    """Whether something without a letter may answer the interview, which waits for a number or the like."""
    progress = conversation.interview
    return progress is not None and progress.awaits_answer and not any(map(str.isalpha, said))


def _names_told(names: Sequence[str]) -> str:
    return message("between_words").join(map(shown_name, names))


def _refusal() -> Choice:
    return Choice(sharing_command("refuse"), message("share_refuse"))


def sharing_asks(conversation: Conversation) -> bool:
    """Whether what was said last asks something about sharing."""
    return bool(conversation.offered) and all(map(is_about_sharing, conversation.offered))


def is_about_sharing(choice: Choice) -> bool:
    """Whether a choice is a step on the way to sharing, or ends it."""
    return isinstance(choice.does, RunCommand) and sharing_order(choice.does) is not None


def _picked(offered: Sequence[Choice], said: str) -> Choice | None:
    """The choice that words name by its label or its place."""
    wanted = unicodedata.normalize("NFKC", said).strip()
    for choice in offered:
        if wanted in (choice.id, unicodedata.normalize("NFKC", choice.label)):
            return choice
    place = ordinal(wanted)
    return None if place is None else chosen(offered, place)
