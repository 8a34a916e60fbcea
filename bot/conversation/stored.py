"""Converts conversations to and from their stored form (plain data). Nothing else in this package handles plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.conversation.turn import Conversation, NoticeAsked, PersonAsked
from bot.faq.topic import Topic
from bot.interview.talk.progress import ME, Progress
from bot.messages import message
from bot.records import from_plain, to_plain
from bot.reminders.book import Book
from bot.reminders.talk.frame import ReminderFrame
from bot.replies.act_ids import act_of
from bot.replies.reply import Attachment, Choice, Kind, Reply
from bot.store.model.saved import LASTING, InterviewKey, JsonObject, Saved, SavedInterview, SavedSubscription

_Asked = TypeVar("_Asked", PersonAsked, NoticeAsked)
_Kept = TypeVar("_Kept")
HEARD, VOTED = "heard", "voted"
BESIDE = (HEARD, VOTED, "made", "reworded", "news", "sharing")
"""Parts of a state that are no conversation and stay when it goes on; the last four: see rewording.py, joining_desk.py and
sharing_steps.py."""


@dataclass(frozen=True)
class _StoredReply:
    """A reply as stored; its choices by id and label."""

    text: str
    clauses: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    basis: str = ""
    kind: Kind = Kind.NOTE
    attachment: Attachment = ""
    entry: str = ""


def conversation_of(kept: Saved) -> Conversation:
    """Decode a stored conversation. Unreadable interviews and wishes are kept as they are; other unreadable parts are dropped."""
    state, apart = kept.state, plain_apart(kept.state)
    open = {name: one for (notice, name), one in kept.interviews.items() if notice not in apart}
    talk = _talk_of(state, open)
    return replace(
        talk,
        reminders=_reminded(talk.reminders, kept),
        subscriptions=Book.from_plain(
            {id: {**wish.state, "ended": wish.ended} for id, wish in kept.subscriptions.items()}
        ),
        role=str(state.get("role", "")),
        shared=bool(state.get("shared")),
        notice=kept.notice,
        opened=bool(state.get("opened")),
        notice_asked=_read_or(state.get("notice_asked"), NoticeAsked()),
        apart={notice: _talk_of(plain, _of_notice(notice, kept)) for notice, plain in apart.items()},
    )


def _talk_of(state: Mapping[str, Any], kept: Mapping[str, SavedInterview]) -> Conversation:
    """The part of a conversation that is about one notice."""
    interviews, unread = _read_interviews(in_order_begun(kept, state.get("names")))
    return Conversation(
        topics=tuple(_topics(state)),
        offered=_choices(state.get("offered", ())),
        name=str(state.get("name", "")),
        naming=bool(state.get("naming")),
        person=_read_or(state.get("person"), PersonAsked()),
        interviews=interviews,
        reminders=_read_frame(state.get("reminders")),
        unread=unread,
    )


def plain_apart(state: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """The stored talks about other notices, by notice."""
    apart = state.get("apart")
    return apart if isinstance(apart, dict) else {}


def _of_notice(notice: str, kept: Saved) -> dict[str, SavedInterview]:
    return {name: one for (of, name), one in kept.interviews.items() if of == notice}


def saved_of(kept: Saved, after: Conversation, notice: str) -> Saved:
    """Encode a conversation that continues `kept`, under `notice`; other parts of `kept` stay."""
    state = {name: kept.state[name] for name in BESIDE if name in kept.state}
    if HEARD in state:
        state[HEARD] = _with_no_names(state[HEARD], gone(kept, after))
    state |= {**_plain_talk(after), "role": after.role, "shared": after.shared}
    if after.opened:
        state["opened"] = True
    if after.notice_asked.notices:
        state["notice_asked"] = to_plain(after.notice_asked)
    if after.apart:
        state["apart"] = {of: _plain_talk(talk) for of, talk in after.apart.items()}
    talks = (after, *after.apart.values())
    if any(
        one.reminders.noted or one.reminders.draft is not None for one in talks
    ):  # wishes that no row holds
        state[LASTING] = True
    interviews = [one for talk in talks for one in _saved_interviews(talk).items()]
    return replace(
        kept,
        state=state,
        interviews=dict(reversed(interviews)),  # of two under one notice and name that of the open talk
        subscriptions=_saved_subscriptions(after.subscriptions),
        notice=notice,
    )


def _plain_talk(talk: Conversation) -> dict[str, Any]:
    """The part of a conversation that is about one notice, without its interviews."""
    return {
        "topics": [to_plain(topic) for topic in talk.topics],
        "offered": _plain_choices(talk.offered),
        "name": talk.name,
        "naming": talk.naming,
        "person": to_plain(talk.person),
        "names": list(talk.interviews),
        "reminders": talk.reminders.to_plain(),
    }


def gone(kept: Saved, after: Conversation) -> tuple[str, ...]:
    """The names, the longest first, of persons whose interviews were in `kept` and are deleted, not only called otherwise now."""
    talks = (after, *after.apart.values())
    still = {one.begun for talk in talks for one in talk.interviews.values() if one.begun}
    there = {ME, *(name for talk in talks for name in (*talk.interviews, *talk.unread))}
    names = [
        name
        for (_, name), interview in kept.interviews.items()
        if name not in there and interview.state.get("begun") not in still
    ]
    return tuple(sorted(names, key=len, reverse=True))


def _with_no_names(plain: Any, names: Iterable[str]) -> Any:
    """Plain data in which none of `names` stands."""
    if isinstance(plain, str):
        for name in names:
            plain = plain.replace(name, message("person_gone"))
        return plain
    if isinstance(plain, Mapping):
        return {key: _with_no_names(value, names) for key, value in plain.items()}
    return [_with_no_names(one, names) for one in plain] if isinstance(plain, list | tuple) else plain


def replies_to(kept: Saved, id: str) -> tuple[Reply, ...] | None:
    """The replies that the message `id` got; None if it is unknown or no longer among the last."""
    for known, replies in kept.state.get(HEARD, ()):
        if known == id:
            try:
                return tuple(map(_reply, replies))
            except ValueError:  # stored by an incompatible version
                return None
    return None


def with_heard(
    saved: Saved, id: str, replies: Iterable[Reply], most: int, names: Iterable[str] = ()
) -> Saved:
    """Add the replies to the message `id`, without `names`, keeping those of the last `most` messages."""
    plain = _with_no_names([to_plain(_stored(reply)) for reply in replies], names)
    heard = [*saved.state.get(HEARD, ()), [id, plain]][-most:]
    return replace(saved, state={**saved.state, HEARD: heard})


def with_vote(saved: Saved, answer: str) -> Saved | None:
    """Record a vote on `answer`; None if it was recorded before."""
    voted = list(saved.state.get(VOTED, ()))
    entry = answer.rpartition("/")[2]  # what older versions recorded, when there was one notice
    return (
        None
        if answer in voted or entry in voted
        else replace(saved, state={**saved.state, VOTED: [*voted, answer]})
    )


def with_votes_of(saved: Saved, other: Saved) -> Saved:
    """Add what was recorded of the votes of `other`."""
    voted = dict.fromkeys((*saved.state.get(VOTED, ()), *other.state.get(VOTED, ())))
    return replace(saved, state={**saved.state, VOTED: [*voted]}) if voted else saved


def _read_interviews(
    kept: Mapping[str, SavedInterview],
) -> tuple[dict[str, Progress], dict[str, JsonObject]]:
    """The interviews, and separately those stored by an incompatible version."""
    read: dict[str, Progress] = {}
    unread: dict[str, JsonObject] = {}
    for name, interview in kept.items():
        try:
            read[name] = Progress.from_plain(interview.state)
        except ValueError:
            unread[name] = interview.state
    return read, unread


def _read_frame(plain: Any) -> ReminderFrame:
    """What is remembered of talking about reminders; nothing if it was stored by an incompatible version."""
    try:
        return ReminderFrame.from_plain(plain)
    except ValueError:
        return ReminderFrame()


def _reminded(frame: ReminderFrame, kept: Saved) -> ReminderFrame:
    """The frame after the reminders that came since the last turn, if any did."""
    return replace(frame, reminded=kept.reminded, reminded_age=0) if kept.reminded else frame


def in_order_begun(kept: Mapping[str, _Kept], names: Any) -> Mapping[str, _Kept]:
    """The interviews in the order in which they were begun; the store keeps none."""
    first = [name for name in names if name in kept] if isinstance(names, list) else []
    return {name: kept[name] for name in (*first, *(name for name in kept if name not in first))}


def _read_or(plain: Any, otherwise: _Asked) -> _Asked:
    """What was asked last; `otherwise` if nothing was, or it was stored by an incompatible version."""
    try:
        return from_plain(plain, type(otherwise))
    except ValueError:
        return otherwise


def _saved_interviews(talk: Conversation) -> dict[InterviewKey, SavedInterview]:
    unread = {(_notice(plain), name): SavedInterview(plain) for name, plain in talk.unread.items()}
    read = {(one.notice, name): SavedInterview(one.to_plain()) for name, one in talk.interviews.items()}
    return unread | read


def _notice(plain: JsonObject) -> str:
    """The notice that a state names, whatever else is in it."""
    notice = plain.get("notice", "")
    return notice if isinstance(notice, str) else ""


def _saved_subscriptions(book: Book) -> dict[str, SavedSubscription]:
    """Why one ended stands beside its state, in a column that the dispatcher may change."""
    saved = {}
    for id, wish in book.to_plain().items():
        state = {name: value for name, value in wish.items() if name != "ended"}
        saved[id] = SavedSubscription(state, str(wish.get("ended", "")), _notice(wish))
    return saved


def _stored(reply: Reply) -> _StoredReply:
    choices = tuple((choice.id, choice.label) for choice in reply.choices)
    return _StoredReply(
        reply.text, reply.clauses, choices, reply.basis, reply.kind, reply.attachment, reply.entry
    )


def _reply(plain: Mapping[str, Any]) -> Reply:
    """Decode a stored reply. Raises ValueError if it is invalid."""
    stored = from_plain(plain, _StoredReply)
    return Reply(
        stored.text,
        stored.clauses,
        _choices(stored.choices),
        stored.basis,
        stored.kind,
        stored.attachment,
        stored.entry,
    )


def _choices(plain: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(act_of(id), label) for id, label in plain)


def _topics(state: Mapping[str, Any]) -> Iterator[Topic]:
    """What was spoken of; a state of an older version holds the last question alone."""
    for plain in state.get("topics", ()):
        with suppress(ValueError):  # stored by an incompatible version
            yield from_plain(plain, Topic)
    if state.get("entry"):
        yield Topic(str(state.get("question", "")), (str(state["entry"]),))


def _plain_choices(choices: Iterable[Choice]) -> list[list[str]]:
    return [[choice.id, choice.label] for choice in choices]
