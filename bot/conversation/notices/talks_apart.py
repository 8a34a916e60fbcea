"""One conversation about several notices: the talk about one is open, those about the others lie apart until they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.conversation.turn import Conversation, NoticeAsked
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.subscription import Subscription

HomeOf = Callable[[str, str], str]
"""Gives the notice to which what was made under a notice of a series belongs: see `NoticeShelf.home_of`."""
_EMPTY_TALK = Conversation()


def opened(conversation: Conversation, notice: str) -> Conversation:
    """The conversation with the talk about `notice` open, which goes on where it stopped; what all talks share stays."""
    if conversation.notice == notice:
        return conversation
    apart = dict(conversation.apart)
    talk = apart.pop(notice, None)
    if not conversation.notice and talk is None:
        return replace(conversation, notice=notice, apart=apart)
    if conversation.notice and (left := _alone(conversation)) != _EMPTY_TALK:
        apart[conversation.notice] = left
    return replace(
        talk or _EMPTY_TALK,
        subscriptions=conversation.subscriptions,
        role=conversation.role,
        shared=conversation.shared,
        notice=notice,
        apart=apart,
    )


def sorted_out(conversation: Conversation, notices: Iterable[str]) -> Conversation:
    """The conversation with every interview in the talk about its own notice, if that is one of `notices`.

    A talk that began when the bot spoke of one notice alone may hold interviews of an earlier one.
    """
    strays = {
        name: one.notice
        for name, one in conversation.interviews.items()
        if one.notice != conversation.notice and one.notice in notices
    }
    if not strays:
        return conversation
    if not conversation.notice and len({*strays.values()}) == 1:
        return replace(conversation, notice=next(iter(strays.values())))
    apart = dict(conversation.apart)
    for name, notice in strays.items():
        talk = apart.get(notice, _EMPTY_TALK)
        if name not in talk.interviews:
            apart[notice] = replace(talk, interviews={**talk.interviews, name: conversation.interviews[name]})
    left = {name: one for name, one in conversation.interviews.items() if name not in strays}
    name = conversation.name if conversation.name not in strays else ""
    return replace(conversation, interviews=left, name=name, apart=apart)


def belongs(wish: Subscription, facts: Facts, home_of: HomeOf) -> bool:
    """Whether a wish is one of the notice of `facts`: at home there, or a watch of its series."""
    if wish.kind == "watch" and wish.series == facts.series:
        return True
    return home_of(wish.notice, wish.series) == facts.id


def own_book(book: Book, facts: Facts, home_of: HomeOf) -> Book:
    """The wishes that belong to the notice of `facts`."""
    return Book({id: wish for id, wish in book.wishes.items() if belongs(wish, facts, home_of)})


def with_own(book: Book, before: Book, after: Book) -> Book:
    """The book of all wishes in which `after` stands in the place of `before`, the wishes of one notice."""
    wishes = {
        id: after.wishes.get(id, wish)
        for id, wish in book.wishes.items()
        if id not in before.wishes or id in after.wishes
    }
    return replace(book, wishes={**wishes, **after.wishes})


def _alone(conversation: Conversation) -> Conversation:
    """The open talk without what all talks share."""
    return replace(
        conversation,
        subscriptions=Book(),
        role="",
        shared=False,
        notice="",
        opened=False,
        notice_asked=NoticeAsked(),
        apart={},
    )
