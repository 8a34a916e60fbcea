"""`noticebot desk` about one notice: what was asked and not answered, what staff changed, and the pack with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.channels.desk.desk_times import told_moment, told_zone
from bot.commands.desk_commands import desk as desk
from bot.commands.desk_commands import with_store
from bot.commands.exits import fail
from bot.commands.invocation import AsJson, Invocation
from bot.commands.json_lines import write_json
from bot.messages import message
from bot.store.model.asked_question import GapKind

if TYPE_CHECKING:
    from bot.channels.desk.entry_titles import EntryTitles
    from bot.channels.desk.question_groups import QuestionGroup
    from bot.pack.model import Facts
    from bot.store.database import Store
    from bot.store.model.revision import Revision

_MOST_TEXTS = 4
"""Ways in which a thing was asked that are printed."""
Notice = Annotated[str, typer.Option("--notice", help=message("cli_desk_notice"), metavar="ID")]
Most = Annotated[int, typer.Option("--most", min=1, max=1000, help=message("cli_desk_most"))]


@dataclass(frozen=True)
class _Asked:
    """What was asked: the groups, the counts by entry, and how entries are called."""

    groups: list[QuestionGroup]
    counts: list[tuple[str, GapKind, int]]
    titles: EntryTitles


@desk.command("questions", help=message("cli_desk_questions"))
def print_questions(
    context: typer.Context,
    notice: Notice = "",
    days: Annotated[int, typer.Option("--days", min=1, max=90, help=message("cli_desk_days"))] = 30,
    kind: Annotated[GapKind | None, typer.Option("--kind", help=message("cli_desk_kind"))] = None,
    most: Most = 100,
    as_json: AsJson = False,
) -> None:
    """Print what was asked and not answered: grouped as on the page, most asked first, and counted by entry."""
    from bot.channels.desk.entry_titles import entry_titles
    from bot.channels.desk.question_report import QuestionReport

    invocation: Invocation = context.obj
    _, knowledge = invocation.one_notice(notice)
    pack, keeps, now = knowledge.pack, invocation.settings.keep_questions, invocation.clock()
    traits = knowledge.answerer().traits

    async def read(store: Store) -> _Asked:
        report = QuestionReport(store.questions, pack.facts, keeps, traits)
        groups, counts = await report.groups(now, days, kind), await report.counts(now, days, kind)
        return _Asked(groups[:most], counts[:most], await entry_titles(store, pack))

    asked = with_store(invocation, read)
    if as_json:
        of = {"notice": pack.facts.id, "days": days, "kept_days": keeps}
        write_json({**of, **_questions_as_json(asked, pack.facts)})
        return
    typer.echo(message("desk_questions_of", title=pack.facts.short_title, days=days), err=True)
    typer.echo(told_zone(pack.facts.zone), err=True)
    kept = message("desk_questions_kept", days=keeps) if keeps else message("desk_questions_not_kept")
    typer.echo(kept, err=True)
    if not asked.groups and not asked.counts:
        typer.echo(message("desk_questions_none"), err=True)
    for line in _lines_of(asked, pack.facts):
        typer.echo(line)


@desk.command("revisions", help=message("cli_desk_revisions"))
def print_revisions(
    context: typer.Context, notice: Notice = "", most: Most = 100, as_json: AsJson = False
) -> None:
    """Print the changes of staff, the newest first."""
    from bot.channels.desk.entry_titles import entry_titles
    from bot.pack.laying import holding, read_change

    invocation: Invocation = context.obj
    _, knowledge = invocation.one_notice(notice)
    facts = knowledge.pack.facts

    async def read(store: Store) -> tuple[tuple[Revision, ...], EntryTitles]:
        return await store.revisions.listed(facts.id, most), await entry_titles(store, knowledge.pack)

    listed, titles = with_store(invocation, read)
    holds = holding(titles.changes.items())
    if not as_json:
        typer.echo(message("desk_revisions_of", title=facts.short_title), err=True)
        typer.echo(told_zone(facts.zone), err=True)
        if not listed:
            typer.echo(message("desk_revisions_none"), err=True)
    for one in listed:
        status = "undone" if one.number and one.number not in holds else one.status
        what = _printable(titles.told(read_change(one.change)))
        if as_json:
            at = one.made_at.astimezone(facts.zone).isoformat()
            of = {"notice": facts.id, "id": one.id, "number": one.number, "status": status}
            write_json({**of, "account": one.account, "at": at, "change": what})
        else:
            stands = message(f"desk_revision_{status}", number=one.number)
            typer.echo("\t".join((told_moment(one.made_at, facts.zone), one.account, what, stands)))


def _questions_as_json(asked: _Asked, facts: Facts) -> dict[str, Any]:
    title = asked.titles.title
    groups = [
        {
            "count": one.count,
            "kinds": list(one.kinds),
            "last": one.last.astimezone(facts.zone).isoformat(),
            "texts": list(one.texts),
            "entries": [title(id) for id in one.entries],
        }
        for one in asked.groups
    ]
    counts = [{"entry": title(entry), "kind": how, "count": count} for entry, how, count in asked.counts]
    return {"groups": groups, "counts": counts}


def _lines_of(asked: _Asked, facts: Facts) -> list[str]:
    """Each group with how often it was asked, how it was not answered and when last; then the counts by entry."""
    lines = []
    for one in asked.groups:
        kinds = message("between_words").join(message(f"desk_gap_{kind}") for kind in one.kinds)
        first, *others = one.texts[:_MOST_TEXTS]
        times = message("desk_questions_times", count=one.count)
        lines.append("\t".join((times, kinds, told_moment(one.last, facts.zone), _printable(first))))
        lines += [f"\t\t\t{_printable(text)}" for text in others]
        more = len(one.texts) - _MOST_TEXTS
        lines += [f"\t\t\t{message('desk_questions_more', count=more)}"] * (more > 0)
    if asked.counts:
        lines += ["", message("desk_questions_counts")]
    for entry, how, count in asked.counts:
        times = message("desk_questions_times", count=count)
        lines.append("\t".join((times, message(f"desk_gap_{how}"), asked.titles.title(entry))))
    return lines


def _printable(text: str) -> str:
    """What somebody wrote, without signs by which a terminal would be told to do something."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


@desk.command("export", help=message("cli_desk_export"))
def export_pack(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(help=message("cli_desk_export_folder"), metavar="DIR", show_default=False)
    ],
    notice: Notice = "",
) -> None:
    """Write the pack with the changes of the desk into a new folder."""
    from bot.pack.drafting.sources.notice_refusal import NoticeError
    from bot.pack.drafting.writing.draft_folder import write_draft
    from bot.pack.laying import fitting, laid_over, read_change, standing
    from bot.pack.renewal.next_year.pack_text import PackText

    invocation: Invocation = context.obj
    base, knowledge = invocation.one_notice(notice)
    pack = knowledge.pack
    rows = with_store(invocation, lambda store: store.revisions.taken(pack.facts.id))
    fits, others = fitting(standing((number, read_change(text)) for number, text in rows), pack)
    for number, why in others.items():
        words = message(f"desk_misfit_{why}", words="")
        typer.echo(message("desk_export_left", number=number, why=words), err=True)
    if not fits:
        fail(message("desk_export_none"))
    try:
        write_draft(folder, laid_over(PackText.of(base), list(fits.values())).files)
    except NoticeError as error:
        fail(str(error))
    typer.echo(message("desk_exported", folder=folder, count=len(fits)), err=True)
