"""Renders replies as plain texts of a limited size, cut at the ends of sentences, with choices as numbered lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.messages import message
from bot.replies.reply import Choice, Reply

_SENTENCE_ENDS = ("\n\n", "\n", "。", "；", "，", " ")
Lines = Callable[[Sequence[Choice]], str]
"""Renders choices."""


def size_of(text: str) -> int:
    """The bytes of a text in UTF-8."""
    return len(text.encode("utf-8", "replace"))


def numbered_lines(choices: Sequence[Choice]) -> str:
    """Choices as numbered lines; the number is what people write."""
    return "\n".join(
        message("choice_line", number=number, label=one.label) for number, one in enumerate(choices, 1)
    )


def parts_of(replies: Sequence[Reply], lines: Lines = numbered_lines) -> list[str]:
    """Render `replies`, in order. Only what the last of them with choices offers can be picked."""
    parts = [reply.whole.strip() for reply in replies]
    offering = next((place for place in range(len(replies) - 1, -1, -1) if replies[place].choices), None)
    texts = [part for part in parts[: len(parts) if offering is None else offering + 1] if part]
    if offering is not None:
        texts.append(lines(replies[offering].choices))
        texts += [part for part in parts[offering + 1 :] if part]
    return texts


def joined(parts: Sequence[str], most: int, whole: str = "") -> list[str]:
    """Put parts together, as many as `most` bytes hold, and cut those that are longer.

    What stands between `whole` (the beginning of a link) and its end is not cut.
    """
    texts: list[str] = []
    for part in parts:
        if texts and size_of(texts[-1]) + size_of(part) + 2 <= most:
            texts[-1] = f"{texts[-1]}\n\n{part}"
        else:
            texts += cut(part, most, whole)
    return texts


def cut(text: str, most: int, whole: str = "") -> list[str]:
    """Cut a text into pieces of at most `most` bytes, at the end of a paragraph, line or sentence where there is one."""
    pieces = []
    while size_of(text) > most:
        head = text.encode("utf-8", "replace")[:most].decode(errors="ignore")
        place = next(
            (at + len(end) for end in _SENTENCE_ENDS if (at := head.rfind(end)) >= len(head) // 3), len(head)
        )
        tag = head.rfind(whole) if whole else -1
        if tag > head.rfind("</a>") and 0 < tag < place:  # a link stays in one piece
            place = tag
        pieces.append(text[:place].strip())
        text = text[place:].strip()
    return [piece for piece in (*pieces, text) if piece]
