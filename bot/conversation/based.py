"""The line under a reply that names the clauses it rests on."""

from __future__ import annotations

from dataclasses import replace

from bot.pack.model import Pack
from bot.pack.spoken import clause_line
from bot.replies.reply import Reply


def based(reply: Reply, pack: Pack) -> Reply:
    """The reply with its clauses named below; a text that names them itself stays as it is."""
    return reply if reply.cited else replace(reply, basis=clause_line(reply.clauses, pack))
