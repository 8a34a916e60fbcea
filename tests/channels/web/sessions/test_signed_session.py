"""Sessions that are signed and say nothing of the person."""

from __future__ import annotations

import pytest

from bot.channels.web.sessions.signed_session import Sessions


def test_a_session_is_known_again() -> None:
    """By every process that has the same secret, and by no other."""
    begun = Sessions("one").begin()
    found = Sessions("one").read(begun.token)
    assert found is not None
    assert (found.user, found.new) == (begun.user, False)
    assert Sessions("two").read(begun.token) is None


@pytest.mark.parametrize(
    "wrong",
    ["", "v1", "v1..", "v2.{id}.{mac}", "v1.{id}.{mac}x", "v1.{mac}.{id}", "v1.{id}.", " v1.{id}.{mac}"],
)
def test_what_was_not_given_out_is_no_session(wrong: str) -> None:
    """Whatever it looks like."""
    sessions = Sessions("one")
    _, id, mac = sessions.begin().token.split(".")
    assert sessions.read(wrong.format(id=id, mac=mac)) is None


def test_sessions_are_never_the_same() -> None:
    """128 random bits each."""
    sessions = Sessions("one")
    assert len({sessions.begin().id for _ in range(1000)}) == 1000
