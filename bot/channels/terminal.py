"""The terminal: a chat for people, lines for pipes, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from bot.clock import Clock
from bot.conversation.assistant import Assistant, Conversation, Reply
from bot.conversation.commands import read_command
from bot.conversation.memory import Memory, ProcessMemory
from bot.messages import message

QUIT = frozenset({"/quit", "/exit", "/q", "退出", "quit", "exit"})
_LONGEST_LINE = 100_000


class Session:
    """One conversation in the terminal: the state between lines, and the commands that begin with a slash."""

    def __init__(self, assistant: Assistant, clock: Clock, memory: Memory | None = None) -> None:
        self.assistant = assistant
        self.clock = clock
        self.memory = memory or ProcessMemory()

    @property
    def conversation(self) -> Conversation:
        """What is remembered between turns."""
        return self.memory.conversation

    def say(self, line: str) -> tuple[Reply, ...]:
        """The replies to one line; none to a blank one."""
        line = line[:_LONGEST_LINE].strip()
        if not line:
            return ()
        command = read_command(line, self.assistant, self.clock(), "chat_help")
        if command is not None and command.forgets:
            self.memory.forget()
        if command is not None and command.reply is not None:
            return (command.reply,)
        said = command.says if command is not None else line
        return self.memory.turn(self.assistant, said, self.clock()).replies


def run_json(session: Session, lines: Iterable[str], out: TextIO) -> None:
    """For each line read, one JSON line, flushed at once. Blank lines are skipped."""
    for line in lines:
        said = line.strip()
        if not said:
            continue
        if said in QUIT:
            return
        replies = [_plain(reply) for reply in session.say(said)]
        answer = {
            "say": said,
            "replies": replies,
            "interview": session.assistant.status(session.conversation),
        }
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()


def _plain(reply: Reply) -> dict[str, object]:
    choices = [{"id": choice.id, "label": choice.label} for choice in reply.choices]
    return {"text": reply.whole, "clauses": list(reply.clauses), "choices": choices}


def run_pipe(session: Session, lines: Iterable[str], out: TextIO) -> None:
    """Plain text for a pipe: each line's replies, a blank line between."""
    for line in session.assistant.greeting(session.clock()):
        out.write(line + "\n")
    out.write("\n")
    for line in lines:
        if line.strip() in QUIT:
            return
        replies = session.say(line)
        if replies:
            out.write(f"> {line.strip()}\n")
        for reply in replies:
            out.write("\n".join(reply_lines(reply)) + "\n\n")
        out.flush()


def reply_lines(reply: Reply) -> list[str]:
    """A reply as lines of plain text: body, clause line, numbered choices."""
    lines = [reply.text]
    if reply.basis:
        lines.append(reply.basis)
    lines += [
        message("choice_line", number=number, label=choice.label)
        for number, choice in enumerate(reply.choices, 1)
    ]
    return lines


def run_screen(session: Session, first: str = "") -> None:
    """The chat for a person at a terminal: colours, numbered choices, line history (in memory alone).

    `first` is taken as said before the person says anything.
    """
    with suppress(ImportError):
        import readline  # noqa: F401 - gives input() its history and editing; absent on some systems
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    title, *rest = session.assistant.greeting(session.clock())
    console.print(Text(title, style="bold"))
    for line in (*rest, message("chat_hint")):
        console.print(Text(line, style="dim"))
    while True:
        console.print()
        try:
            line, first = first or input(f"{message('chat_prompt')}> "), ""
        except (EOFError, KeyboardInterrupt):
            console.print()
            break
        if line.strip().lower() in QUIT:
            break
        for reply in session.say(line):
            console.print(Text(reply.text))
            if reply.basis:
                console.print(Text(reply.basis, style="dim"))
            for number, choice in enumerate(reply.choices, 1):
                label = message("choice_line", number=number, label=choice.label)
                console.print(Text(label, style="cyan"))
    console.print(Text(message("chat_bye"), style="dim"))
