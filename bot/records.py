"""Frozen dataclasses ↔ plain data as JSON holds it. What is not of the form is refused, not guessed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


def to_plain(record: DataclassInstance) -> dict[str, Any]:
    """The record as JSON can hold it: tuples as lists, moments in ISO 8601."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def from_plain(plain: Any, form: type[Record]) -> Record:
    """A record of `form` out of what `to_plain` gave.

    Raises ValueError if it is none, or if it holds what the form does not know: written back, that would be lost.
    """
    if not isinstance(plain, Mapping):
        wrong = f"no {form.__name__}: {type(plain).__name__}"
        raise ValueError(wrong)
    unknown = plain.keys() - _names(form)
    if unknown:
        wrong = f"unknown in {form.__name__}: {', '.join(sorted(unknown))}"
        raise ValueError(wrong)
    return msgspec.convert(plain, form)


@cache
def _names(form: type[DataclassInstance]) -> frozenset[str]:
    return frozenset(field.name for field in fields(form))
