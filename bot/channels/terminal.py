"""The terminal channel: a chat for people, plain lines for pipes, JSON lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from bot.clock import Clock
from bot.conversation.assistant import Assistant
from bot.conversation.commands import forget_question, is_forget, read_command
from bot.conversation.memory import Memory, ProcessMemory
from bot.conversation.turn import Conversation
from bot.interview.talk.progress import Progress
from bot.messages import message
from bot.replies.reply import Choice, Reply

QUIT = frozenset({"/quit", "/exit", "/q", "退出", "quit", "exit"})
_LONGEST_LINE = 100_000


class Session:
    """One conversation in the terminal: its state between lines, and the slash commands."""

    def __init__(self, assistant: Assistant, clock: Clock, memory: Memory | None = None) -> None:
        self.assistant = assistant
        self.clock = clock
        self.memory = memory or ProcessMemory()
        self.asks = False
        """Whether a person is asked once before everything is deleted; a program that writes lines means what it says."""
        self._asked = False

    @property
    def conversation(self) -> Conversation:
        """What is remembered between turns."""
        return self.memory.conversation

    def say(self, line: str | Choice) -> tuple[Reply, ...]:
        """Return the replies to one line, or to an act picked for the person; none to a blank line."""
        if isinstance(line, Choice):
            self._asked = False
            return self.memory.turn(self.assistant, line.does, self.clock()).replies
        line = line[:_LONGEST_LINE].strip()
        if not line:
            return ()
        if self.asks and is_forget(line) and not self._asked:
            self._asked = True
            return (forget_question(self.conversation, message("forget_again")),)
        self._asked = False
        command = read_command(line, self.assistant, self.clock(), "chat_help")
        if command is not None and command.forgets:
            self.memory.forget()
        if command is not None and command.reply is not None:
            return (command.reply,)
        said = command.says if command is not None else line
        return self.memory.turn(self.assistant, said, self.clock()).replies


def run_json(session: Session, lines: Iterable[str | Choice], out: TextIO) -> None:
    """Write one JSON line for each line read, flushed at once. Blank lines are skipped."""
    for line in lines:
        said = _said(line)
        if not said:
            continue
        if said in QUIT:
            return
        replies = [_plain(reply) for reply in session.say(line)]
        progress = session.assistant.interview(session.conversation)
        answer = {"say": said, "replies": replies, "interview": progress and plain_standing(progress)}
        answer["notice"] = session.assistant.notice_of(session.conversation) or None
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()


def plain_standing(progress: Progress) -> dict[str, str]:
    """The `interview` field of the JSON output: what it asks, or its verdict."""
    return {"asking": progress.asking} if progress.asking else {"verdict": progress.verdict}


def _said(line: str | Choice) -> str:
    return line.label if isinstance(line, Choice) else line.strip()


def _plain(reply: Reply) -> dict[str, object]:
    choices = [{"id": choice.id, "label": choice.label} for choice in reply.choices]
    return {"text": reply.whole, "clauses": list(reply.clauses), "choices": choices}


def run_pipe(session: Session, lines: Iterable[str | Choice], out: TextIO) -> None:
    """Write plain text for a pipe: each line's replies, separated by a blank line."""
    for greeting in session.assistant.greeting(session.clock()):
        out.write(greeting + "\n")
    out.write("\n")
    for line in lines:
        if _said(line) in QUIT:
            return
        replies = session.say(line)
        if replies:
            out.write(f"> {_said(line)}\n")
        for reply in replies:
            out.write("\n".join(reply_lines(reply)) + "\n\n")
        out.flush()


def reply_lines(reply: Reply) -> list[str]:
    """Render a reply as lines of plain text: body, clause line, numbered choices."""
    lines = [reply.text]
    if reply.basis:
        lines.append(reply.basis)
    lines += [
        message("choice_line", number=number, label=choice.label)
        for number, choice in enumerate(reply.choices, 1)
    ]
    return lines


def run_screen(session: Session, first: Choice | None = None) -> None:
    """Run the chat for a person at a terminal: colours, numbered choices, line history (in memory only).

    `first` is taken as picked before the person says anything.
    """
    with suppress(ImportError):
        import readline  # noqa: F401 - gives input() its history and editing; absent on some systems
    from rich.console import Console
    from rich.text import Text

    session.asks = True
    console = Console(highlight=False)
    title, *rest = session.assistant.greeting(session.clock())
    console.print(Text(title, style="bold"))
    for greeting in (*rest, message("chat_hint")):
        console.print(Text(greeting, style="dim"))
    while True:
        console.print()
        try:
            line: str | Choice
            line, first = first or input(f"{message('chat_prompt')}> "), None
        except (EOFError, KeyboardInterrupt):
            console.print()
            break
        if _said(line).lower() in QUIT:
            break
        for reply in session.say(line):
            console.print(Text(reply.text))
            if reply.basis:
                console.print(Text(reply.basis, style="dim"))
            for number, choice in enumerate(reply.choices, 1):
                label = message("choice_line", number=number, label=choice.label)
                console.print(Text(label, style="cyan"))
    console.print(Text(message("chat_bye"), style="dim"))
