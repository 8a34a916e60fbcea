"""Converts frozen dataclasses to and from plain JSON data. Data of another form is rejected."""

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
    """Encode a record as plain JSON data: tuples as lists, moments in ISO 8601."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def from_plain(plain: Any, form: type[Record]) -> Record:
    """Decode a record of type `form` from what `to_plain` gave.

    Raises ValueError if the data is invalid or has unknown fields, which would be lost when it is written back.
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
