"""What a reminder is of that is asked for behind an answer: the deadline whose day the answer told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge import Knowledge
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.told_topic import topic_of


@pytest.mark.parametrize("odd", ["", "a{b ", "}{ ", "{} {0} {x!y "])
def test_an_answer_with_braces_tells_its_deadline(tiny_knowledge: Knowledge, odd: str) -> None:
    """Braces that enclose no name are signs like others."""
    tiny_pack = tiny_knowledge.pack
    entry = replace(tiny_pack.entries["fee"], answer=f"{odd}到{{date.personal}}为止。", answer_until=())
    found = topic_of(entry, "要钱吗", tiny_pack.facts, DeadlineFinder(tiny_pack.facts))
    assert found.milestones == ("personal",)
