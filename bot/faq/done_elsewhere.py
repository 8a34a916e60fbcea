"""What was done in another place, of which an answer says nothing: 志愿服务是在老家做的，算不算."""

from __future__ import annotations

from bot.faq.bounds.bound_patterns import bound_pattern
from bot.faq.match import Unsaid
from bot.messages import message


def of_another_place(text: str, answer: str, topic: str) -> Unsaid | None:
    """What an answer leaves open of a normalised question whether something counts that was done elsewhere; None if nothing.

    An answer that names any place says that itself.
    """
    asks = bound_pattern("elsewhere", "done").search(text) and bound_pattern("elsewhere", "counts").search(
        text
    )
    if not asks or bound_pattern("elsewhere", "place").search(answer):
        return None
    return Unsaid(details=(message("done_elsewhere"),), topic=topic, likely=True, apart=False)
