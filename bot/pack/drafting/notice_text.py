"""The lines of a notice as its file gave them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextLine:
    """A paragraph, or a row of a table.

    `heading`: its file calls it one. `cells` are those of a row; `table` numbers the tables from 1 on (0: no row).
    """

    text: str
    heading: bool = False
    cells: tuple[str, ...] = ()
    table: int = 0


@dataclass(frozen=True)
class NoticeText:
    """The text of a notice.

    `whole`: each line is a paragraph as its author set it; else long lines may be broken. `remarks` name what of the file
    could not be read, for its author.
    """

    lines: tuple[TextLine, ...]
    whole: bool = False
    remarks: tuple[str, ...] = ()
