"""Models of a talk that is carried to another browser."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from bot.channels.web.schemas.described_model import DescribedModel
from bot.conversation.joining import Holdings as Held
from bot.messages import message

_CHECK = Field(description=message("schema_check_number"))
_SECONDS = Field(description=message("schema_carry_seconds"))


class Holdings(DescribedModel):
    """What a talk holds that must not be lost."""

    names: list[str]
    wishes: int

    @classmethod
    def of(cls, held: Held) -> Self:
        """What the talk holds."""
        return cls(names=list(held.names), wishes=held.wishes)


class CarryCode(DescribedModel):
    """A code that was made."""

    code: str
    seconds: int = _SECONDS


class TypedCode(DescribedModel):
    """A code that somebody typed."""

    code: str = Field(max_length=100, examples=["1234 5678 90123"])


class CheckNumber(DescribedModel):
    """The number that whoever gives sees."""

    check: str = Field(max_length=10, description=message("schema_check_number"), examples=["37"])


class OwnTalk(DescribedModel):
    """What becomes of what the taking browser holds itself."""

    own: Literal["", "kept", "deleted"] = Field("", description=message("schema_own_talk_own"))


class Giving(DescribedModel):
    """The talk that this session gives."""

    state: Literal["offered", "claimed", "allowed", "taken"]
    check: str = _CHECK
    seconds: int = _SECONDS


class Taking(Giving):
    """The talk that this session is to get; what it holds is told once whoever gives it has confirmed."""

    what: Holdings | None


class CarryStanding(DescribedModel):
    """What is on its way from this session or to it, and what the session holds."""

    holds: Holdings
    giving: Giving | None
    taking: Taking | None


class Carried(DescribedModel):
    """What this browser holds now, together with the other."""

    holds: Holdings
