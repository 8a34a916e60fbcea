"""The figures of an evaluation: tables for the terminal, and comparison with thresholds."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.messages import message

if TYPE_CHECKING:
    from bot.evaluation.measuring import Measured

COLUMNS = ("answerable", "right", "wrong", "missed", "hit@3", "others", "false")


def shortfalls(figures: Mapping[str, Any], bounds: Mapping[str, float]) -> list[str]:
    """One line of text for each figure that is outside its bound. Bounds are shares, from 0 to 1."""
    overall = figures["overall"]
    answerable, others = max(overall["answerable"], 1), max(overall["others"], 1)
    shares = {
        "right": overall["right"] / answerable,
        "wrong": overall["wrong"] / answerable,
        "false": overall["false"] / others,
        "clause": figures["clause"],
        "handled": min(figures["handled"].values(), default=1.0),
    }
    short = []
    for name, share in shares.items():
        too_low = name in ("right", "clause", "handled") and share < bounds[name]
        too_high = name in ("wrong", "false") and share > bounds[name]
        if too_low or too_high:
            short.append(f"{name} {share:.4f} {'<' if too_low else '>'} {bounds[name]:g}")
    return short


def print_report(figures: Mapping[str, Any]) -> None:
    """Print the figures for a person."""
    console = Console(highlight=False, soft_wrap=True)
    table = Table("category", *COLUMNS)
    kinds = ((message("eval_kind", kind=kind), row) for kind, row in figures["kinds"].items())
    for name, row in (*figures["categories"].items(), *kinds, ("overall", figures["overall"])):
        table.add_row(name, *(str(row[column]) for column in COLUMNS))
    console.print(table)
    console.print(
        f"clause {figures['clause']:.1%}  choices {figures['choices_share']:.1%}  "
        + "  ".join(f"handled {name} {share:.1%}" for name, share in figures["handled"].items())
    )
    console.print(f"length median {figures['length']['median']}, p95 {figures['length']['p95']}")
    calibration = Table("confidence", "answers", "right", title="calibration")
    for row in figures["calibration"]:
        band = f"{row['from']:.2f}–{row['to']:.2f}"
        calibration.add_row(band, str(row["answers"]), f"{row['right'] / row['answers']:.0%}")
    console.print(calibration)
    for confusion in figures["confusions"]:
        questions = message("between_sentences").join(confusion["questions"])
        row = message(
            "eval_confusion", times=confusion["times"], entry=confusion["entry"], questions=questions
        )
        console.print(Text(row))
    for mistake in figures["mistakes"]:
        entries = message("between_words").join(mistake["entries"])
        console.print(
            Text(
                f"{mistake['verdict']} {mistake['id']} {mistake['q']} → {mistake['outcome']} {entries} {mistake['score']}"
            )
        )


def print_shares(measured: Measured, last: Mapping[str, Mapping[str, float]], tuned: Set[str]) -> None:
    """Print how replies and talks were understood, each figure beside its last count; then what went wrong.

    `tuned` are the files to which the bot was fitted: they are marked.
    """
    console = Console(highlight=False, soft_wrap=True)
    table = Table("tests", "figure", "last", "found", "of", "share")
    for name, shares in measured.shares.items():
        marked = f"{name}*" if name in tuned else name
        for figure, share in shares.items():
            before = last.get(name, {}).get(figure)
            mark = "" if before in (None, share.count) else " !"
            counts = ("–" if before is None else f"{before:g}", f"{share.count}{mark}", str(share.of))
            table.add_row(marked, figure, *counts, f"{share.part:.1%}")
    console.print(table)
    if not tuned.isdisjoint(measured.shares):
        console.print(message("eval_tuned"))
    for words in measured.mistakes:
        console.print(Text(words))


def written_shares(measured: Measured) -> dict[str, dict[str, dict[str, int]]]:
    """The shares in the form of the JSON output."""
    return {
        name: {figure: {"count": share.count, "of": share.of} for figure, share in shares.items()}
        for name, shares in measured.shares.items()
    }


def print_own_tests(measured: Measured, last: Mapping[str, Mapping[str, float]]) -> None:
    """Print each figure of the pack's own tests beside its last one, then what went wrong with applicants and replies."""
    console = Console(highlight=False, soft_wrap=True)
    table = Table("tests", "figure", "last", "found")
    for tests, figures in measured.figures.items():
        before = last.get(tests, {})
        for name, found in figures.items():
            mark = "" if before.get(name, found) == found else " !"
            shown = f"{before[name]:g}" if name in before else "–"
            table.add_row(tests, name, shown, f"{found:g}{mark}")
    console.print(table)
    for words in measured.mistakes:
        console.print(Text(words))
