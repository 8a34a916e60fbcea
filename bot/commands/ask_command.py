"""`noticebot ask`: the answer to one question, or to a batch of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.exits import fail
from bot.commands.invocation import AsJson, Invocation
from bot.commands.json_lines import lines_of, records, write_json
from bot.messages import message

if TYPE_CHECKING:
    from bot.faq.answer import Answer


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help=message("cli_ask_question"))] = None,
    as_json: AsJson = False,
    batch: Annotated[str | None, typer.Option(help=message("cli_ask_batch"), metavar="FILE")] = None,
) -> None:
    """Answer a question, or each line of a batch."""
    invocation: Invocation = context.obj
    if batch is not None and question is None:
        _ask_batch(invocation, batch)
        return
    if question is None or batch is not None:
        fail(message("wrong_use", reason=message("cli_ask_either")))
    notice, answer = _answered(invocation, question)
    if as_json:
        write_json(plain_answer(None, question, answer, notice))
    else:
        typer.echo(answer.text)


def _ask_batch(invocation: Invocation, file: str) -> None:
    for record in records(lines_of(file), "q"):
        if "q" not in record:
            write_json(record)
            continue
        notice, answer = _answered(invocation, record["q"])
        write_json(plain_answer(record.get("id"), record["q"], answer, notice))


def _answered(invocation: Invocation, question: str) -> tuple[str, Answer]:
    """The answer, and the notice that it is of; empty if it is asked which of several is meant."""
    if len(invocation.folders) == 1:  # which needs no skills of conversation
        return invocation.notice, invocation.answerer.answer(question, invocation.clock())
    return invocation.assistant.ask(question, invocation.clock())


def plain_answer(id: object, question: str, answer: Answer, notice: str) -> dict[str, Any]:
    """An answer from the pack of `notice` in the form of the JSON output; null if it is asked which notice is meant."""
    return {
        "id": id,
        "notice": notice or None,
        "question": question,
        "outcome": answer.outcome,
        "entries": list(answer.entries),
        "action": answer.action,
        "text": answer.text,
        "clauses": list(answer.clauses),
        "score": answer.score,
        "choices": [{"entry": choice.id, "title": choice.label} for choice in answer.choices],
    }
