"""The table of the persons for whom somebody asks: to print, to copy, as .csv and as .xlsx."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO

from bot.conversation.people_list import Person, deadline_of
from bot.messages import message
from bot.pack.model import Pack
from bot.pack.spoken import spoken_date

Table = tuple[tuple[str, ...], ...]
"""Rows of cells; the first is the head."""
COLUMNS = ("name", "verdict", "missing", "unclear", "day", "deadline", "against")
"""The columns; their heads are the messages `people_column_…`."""
_WIDTHS = (14, 22, 40, 30, 16, 26, 44)
"""How wide the columns of a sheet are, in characters."""
_STARTS_FORMULA = "=+-@＝＋－＠\t\r\n"
"""What a cell begins with that a spreadsheet may take for a formula: full-width signs too, which some turn into the others."""
_HARMLESS = "'"
"""What such a cell is made to begin with: spreadsheets then take it for text."""


def table_of(people: Iterable[Person]) -> Table:
    """The table with its head, for people to read: each cell as it is said."""
    heads = tuple(message(f"people_column_{column}") for column in COLUMNS)
    return (heads, *map(_row, people))


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever somebody is called."""
    return _HARMLESS + cell if cell.lstrip(" \u3000")[:1] in tuple(_STARTS_FORMULA) else cell


def guarded_table(people: Iterable[Person]) -> Table:
    """The table for a spreadsheet."""
    return tuple(tuple(map(guarded, row)) for row in table_of(people))


def csv_of(people: Iterable[Person], pack: Pack, now: datetime) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark, without which Excel takes it for another encoding."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows(guarded_table(people))
    writer.writerow([note_of(pack, now)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def xlsx_of(people: Iterable[Person], pack: Pack, now: datetime) -> bytes:
    """The table as a workbook of one sheet, set to be printed on one page across."""
    from xlsxwriter import Workbook  # twelve megabytes of memory that nobody else needs

    out = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": note_of(pack, now), "created": now.replace(tzinfo=None)})
    sheet = book.add_worksheet(message("people_sheet"))
    look = {"text_wrap": True, "valign": "top", "border": 1}
    cell, head = book.add_format(look), book.add_format({**look, "bold": True, "bg_color": "#E3EEE9"})
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    rows = guarded_table(people)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, cell if number else head)
    sheet.write_string(len(rows) + 1, 0, note_of(pack, now))
    _printed_whole(sheet, len(rows))
    book.close()
    return out.getvalue()


def _printed_whole(sheet: object, rows: int) -> None:
    """A sheet whose head stays in view and is on every page, on paper lying on its side."""
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, rows - 1, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def note_of(pack: Pack, now: datetime) -> str:
    """Which notice a table is about, of which day it is, and what it rests on."""
    day = spoken_date(now.astimezone(pack.facts.zone).date())
    return message("people_note", notice=pack.facts.short_title, date=day)


def file_name(ending: str) -> str:
    """The name of the file with the table."""
    return f"{message('people_file')}.{ending}"


def _row(person: Person) -> tuple[str, ...]:
    return (
        person.name,
        person.standing,
        _in_one_cell(person.missing),
        _in_one_cell(person.unclear),
        person.day_said,
        deadline_of(person),
        _in_one_cell(person.against),
    )


def _in_one_cell(items: Sequence[str]) -> str:
    return "\n".join(items)
