"""Whether a question asks if something is so: who asks how much or when is told no judgment."""

from __future__ import annotations

from bot.faq.bounds.bound_patterns import bound_pattern
from bot.language.clauses import clauses


def asks_whether(text: str) -> bool:
    """Whether a normalised question may ask if something is so, or only tells it; not who asks how much, when or who alone.

    What somebody will have by next year is not judged.
    """
    if bound_pattern("told", "future").search(text):
        return False
    if not bound_pattern("told", "others").search(text):
        return True
    return any(map(piece_asks_whether, clauses(text)))


def piece_asks_whether(piece: str) -> bool:
    """Whether a part of a question asks if something is so, and nothing else."""
    asks = bound_pattern("told", "whether").search(piece)
    return bool(asks) and not bound_pattern("told", "others").search(piece)
