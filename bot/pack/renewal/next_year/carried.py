"""What is known while a pack is carried over: the texts of its files, both notices, what changed and what is to be decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.pack.drafting.draft_model import Draft
from bot.pack.renewal.next_year.literals import Literals
from bot.pack.renewal.next_year.notices import Correspondence
from bot.pack.renewal.next_year.pack_text import PackText


@dataclass
class Carried:
    """A pack on its way. `draft` is what `noticebot new` would make of the new notice."""

    pack: PackText
    notices: Correspondence
    draft: Draft
    literals: Literals
    gone_ids: dict[str, list[str]] = field(default_factory=dict)
    """What was taken out, by section of the pack."""
    gone_words: list[str] = field(default_factory=list)
    """Words that only what is gone was called by."""
    times: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The times of day at which milestones closed and now close, as the notices print them; empty where none is."""
    milestones: dict[str, tuple[date, date]] = field(default_factory=dict)
    """The old and the new day of each milestone."""
    moved_values: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The old and the new number of each value that changed."""
    dropped_tests: int = 0
    rule_questions: list[str] = field(default_factory=list)

    @property
    def by_cut(self) -> dict[str, str]:
        """The new id of each clause of the draft."""
        found: dict[str, str] = {}
        for line in self.notices.lines:
            if line.clause:
                found.setdefault(line.cut.id, line.clause)
        return found

    def gone(self, section: str) -> list[str]:
        """The ids that were taken out of a section."""
        return self.gone_ids.setdefault(section, [])
