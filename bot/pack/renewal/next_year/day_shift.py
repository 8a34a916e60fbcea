"""Days of tests, moved so that they lie to the new milestones as they did to the old ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

_REACH = 60
"""Days before the first milestone, and behind the last, that belong to the call."""
_MIDDLE = 15
"""The day that stands for a month."""
_WITHIN_COUNT = 40
"""Days from a milestone up to which working days are counted to it."""
_WEEKS_BESIDE = 14
"""Days from a milestone within which working days are counted and not days."""


class DayShift:
    """Moves days: those of the call by their distance to the nearest milestone, others by whole years."""

    def __init__(
        self, milestones: Mapping[str, tuple[date, date]], years: int, extra: Mapping[date, date]
    ) -> None:
        self._days = dict(sorted({**extra, **dict(milestones.values())}.items()))
        self._milestones = dict(milestones)
        self._years = years

    def moved(self, day: date, counted: str = "", more: int = 0) -> date:
        """The day that lies to the new notice as `day` did to the old one.

        `counted` is the milestone up to which working days are counted from it, of which there are `more` now.
        A day in the call of another year moves as that
        of this one does.
        """
        if counted in self._milestones:
            old, new = self._milestones[counted]
            if abs((old - day).days) <= _WITHIN_COUNT:
                return _by_working_days(old, new, day, more) or new + (day - old)
        if day in self._days:
            return self._days[day]
        olds = list(self._days)
        if not olds or not olds[0] - timedelta(_REACH) <= day <= olds[-1] + timedelta(_REACH):
            return self._of_another_year(day)
        before = max((one for one in olds if one < day), default=None)
        after = min((one for one in olds if one > day), default=None)
        near = min((one for one in (before, after) if one is not None), key=lambda one: abs((one - day).days))
        new = self._from(near, day)
        return self._between(new, before, after)

    def moved_month(self, first: date, counted: str) -> date:
        """A day in the month that a month becomes; one in which the call has a milestone goes with the last before `counted`."""
        end = self._milestones[counted][0] if counted in self._milestones else date.max
        inside = [
            one for one in self._days if (one.year, one.month) == (first.year, first.month) and one < end
        ]
        return self._days[inside[-1]] if inside and counted else self.moved(first.replace(day=_MIDDLE))

    def _of_another_year(self, day: date) -> date:
        olds = list(self._days)
        first, last = (
            (olds[0] - timedelta(_REACH), olds[-1] + timedelta(_REACH)) if olds else (date.max, date.min)
        )
        for years in range(first.year - day.year, last.year - day.year + 1) if olds else ():
            same = in_other_year(day, years)
            if years and first <= same <= last:
                return in_other_year(self.moved(same), -years)
        return in_other_year(day, self._years)

    def _between(self, new: date, before: date | None, after: date | None) -> date:
        """A moved day kept between the milestones that it lay between."""
        if after is not None and new >= self._days[after]:
            new = self._days[after] - timedelta(1)
        if before is not None and new <= self._days[before]:
            new = self._days[before] + timedelta(1)
        return new

    def _from(self, near: date, day: date) -> date:
        target = self._days[near]
        if abs((near - day).days) > _WEEKS_BESIDE:
            return target + (day - near)
        return _by_working_days(near, target, day) or target + (day - near)


def _by_working_days(near: date, target: date, day: date, more: int = 0) -> date | None:
    """The day as many working days from `target` as `day` is from `near`; a day off stays one if there is one."""
    from chinese_calendar import is_workday

    step = 1 if day > near else -1
    try:
        count, offs, walk = 0, 0, near
        while walk != day:
            walk += timedelta(step)
            if is_workday(walk):
                count, offs = count + 1, 0
            else:
                offs += 1
        count = max(count + (more if day < near else 0), 0)
        walk = target
        while count:
            walk += timedelta(step)
            count -= is_workday(walk)
        for _ in range(offs):
            following = walk + timedelta(step)
            if is_workday(following):
                break
            walk = following
    except NotImplementedError:
        return None
    return walk


def in_other_year(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
