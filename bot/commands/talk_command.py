"""`noticebot talk`: plays written conversations, and writes what the bot said and knew after each turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.invocation import Invocation
from bot.commands.json_lines import BadLine, lines_of, objects, write_json
from bot.messages import message

if TYPE_CHECKING:
    from bot.evaluation.playing import Played, Player


def talk(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=message("cli_talk_file"), metavar="FILE")],
) -> None:
    """Play the conversation of each line, in order; each is independent of the others."""
    from bot.evaluation.playing import player_of
    from bot.evaluation.scripted import ScriptError, read_script

    invocation: Invocation = context.obj
    player = player_of(invocation.assistant, invocation.library)
    zone = invocation.knowledge.pack.facts.zone
    interviews = {one.pack.facts.id: one for one in invocation.library}
    for number, record in objects(lines_of(file)):
        if isinstance(record, BadLine):
            write_json({"id": None, "error": record.error})
            continue
        try:
            now = invocation.clock()
            first = invocation.assistant.default(now).pack.facts.id
            named = interviews.get(str(record.get("notice") or first))
            if named is None:
                raise ScriptError(message("which_notice_needed", notices=", ".join(interviews)))
            script = read_script(record, named.interview, now, zone)
        except ScriptError as error:
            write_json(
                {"id": record.get("id"), "error": message("bad_line", number=number, reason=str(error))}
            )
            continue
        turns = [plain_turn(player, played) for played in player.play(script)]
        notice = named.pack.facts.id
        write_json({"id": script.id, "notice": notice, "turns": turns})


def plain_turn(player: Player, played: Played) -> dict[str, Any]:
    """A turn in the form of the JSON output."""
    replies = [
        {
            "text": reply.whole,
            "clauses": list(reply.clauses),
            "choices": [{"id": choice.id, "label": choice.label} for choice in reply.choices],
        }
        for reply in played.replies
    ]
    several = {"notice": player.notice(played) or None} if player.several else {}
    return {
        **several,
        "say": played.said,
        "replies": replies,
        "interview": player.standing(played),
        "facts": dict(player.answers(played)),
        "reminders": [
            {"text": text, "due": [moment.isoformat() for moment in due]}
            for text, due in player.reminders(played)
        ],
    }
