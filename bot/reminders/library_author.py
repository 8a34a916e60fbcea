"""Plans and words the reminders of several notices: each wish by the pack of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from bot.delivery.author import Body, Withheld
from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.pack_author import PackAuthor
from bot.store.model.delivery import Delivery, Plan, Planned
from bot.store.model.office_notice import OFFICE
from bot.store.model.saved import JsonObject


class LibraryAuthor:
    """The `Author` for several packs; `current` is called each time, so that packs which changed are used at once.

    A wish for the next notice of a series is told of the latest of that series. What was wished under a notice that is no
    longer there is planned by the latest of its series, or else by the first pack, as that of one pack does.
    """

    def __init__(self, current: Callable[[], Sequence[PackAuthor]]) -> None:
        self._current = current

    @property
    def zone(self) -> tzinfo:
        """Where the days of the first notice begin and end."""
        return self._current()[0].zone

    def notices(self) -> Mapping[str, Mapping[str, str]]:
        """The days of the milestones of each notice."""
        return {id: days for one in self._current() for id, days in one.notices().items()}

    def revisions(self, wish: JsonObject) -> Mapping[str, str]:
        """The days of the notice of `wish`; none if that is not there."""
        authors = (one for one in self._current() if one.facts.id == wish.get("notice"))
        return next((one.revisions(wish) for one in authors), {})

    def plan(self, wish: JsonObject, now: datetime, until: datetime) -> Plan:
        """Plan `wish` up to `until`."""
        return self._of(wish).plan(wish, now, until)

    def correct(
        self, wish: JsonObject, told: Mapping[str, str], now: datetime
    ) -> tuple[tuple[Planned, ...], JsonObject]:
        """The corrections for `wish`: see `PackAuthor.correct`."""
        return self._of(wish).correct(wish, told, now)

    def write(self, delivery: Delivery, now: datetime) -> Body | Withheld | datetime:
        """Write the text of a reminder, with the name of its notice, from the answers that were given under that.

        What the office tells everybody is no notice's, and has no such name.
        """
        author = self._of(delivery.wish)
        there = {one.facts.id for one in self._current()}
        own = {
            name: state
            for name, state in delivery.interviews.items()
            if state.get("notice") == author.facts.id or state.get("notice") not in there
        }
        written = author.write(replace(delivery, interviews=own), now)
        title = author.facts.short_title
        if (
            len(there) == 1
            or delivery.kind == OFFICE
            or not isinstance(written, Body)
            or title in written.text
            or author.facts.title in written.text
        ):
            return written
        return replace(written, text=message("notice_heading", notice=title) + "\n" + written.text)

    def _of(self, wish: Mapping[str, Any]) -> PackAuthor:
        """The author for a wish."""
        authors = self._current()
        series = [one for one in authors if one.facts.series == wish.get("series")]
        latest = max(series, key=_year, default=authors[0])
        if wish.get("kind") == "watch":
            return latest
        return next((one for one in authors if one.facts.id == wish.get("notice")), latest)


def _year(author: PackAuthor) -> tuple[int, str]:
    facts: Facts = author.facts
    return facts.year, facts.id
