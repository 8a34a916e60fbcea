"""The lines of the checklist: by when, and what their places are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pack.faults import PackError
from tests.interview.applicants import SUBMITTED, UNIT_DONE, assess, spoilt


@pytest.mark.parametrize(
    ("changes", "due"),
    [({}, {"personal", "unit", ""}), (SUBMITTED, {"unit", ""}), (UNIT_DONE, {"lower", ""})],
    ids=["open", "submitted", "unit done"],
)
def test_a_line_is_due_by_the_step_that_it_belongs_to(changes: dict[str, object], due: set[str]) -> None:
    """Papers by the submission, what the unit does by its day; what has no day in the notice has none."""
    assert {line.due for line in assess(**changes).checklist} == due


def test_a_day_that_the_notice_does_not_have_is_refused(tmp_path: Path) -> None:
    """With the days that it has."""
    with pytest.raises(PackError, match="personal"):
        spoilt(tmp_path, {"due: unit": "due: someday"})
