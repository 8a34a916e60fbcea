"""`noticebot dates`: how the bot reads a date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from bot.commands.exits import fail
from bot.commands.invocation import Invocation
from bot.commands.json_lines import lines_of, records, write_json
from bot.messages import message


def dates(
    context: typer.Context,
    phrase: Annotated[str | None, typer.Argument(help=message("cli_dates_phrase"))] = None,
    batch: Annotated[str | None, typer.Option(help=message("cli_dates_batch"), metavar="FILE")] = None,
) -> None:
    """Print the date of a phrase, or of each line of a batch, as JSON."""
    from bot.language.dates import read_date

    invocation: Invocation = context.obj
    if (phrase is None) == (batch is None):
        fail(message("wrong_use", reason=message("cli_dates_either")))
    given: Iterable[dict[str, Any]] = [{"text": phrase}]
    for record in records(lines_of(batch), "text") if batch is not None else given:
        if "text" not in record:
            write_json(record)
            continue
        reading = read_date(
            record["text"], invocation.clock().astimezone(invocation.knowledge.pack.facts.zone)
        )
        ids = {"id": record["id"]} if "id" in record else {}
        write_json(
            {**ids, "text": record["text"], "value": reading.value, "ambiguous": list(reading.ambiguous)}
        )
