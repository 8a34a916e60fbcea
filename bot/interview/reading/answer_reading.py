"""What an answer in words was read as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """What an answer was read as: a value as facts hold it, or the meanings between which it leaves the choice.

    `sure`: it can be noted; otherwise the person is asked first whether that was meant. `reason` says why a date or number
    cannot be taken as it was said, as `DateReading` and `AmountReading` do, with what belongs to it in `about`. `whole`: the
    answer is nothing but words that the pack lists for it, a bare yes or no, a number or a date.
    """

    value: object = None
    doubtful: tuple[str, ...] = ()
    sure: bool = True
    reason: str = ""
    about: tuple[str, ...] = ()
    whole: bool = False
