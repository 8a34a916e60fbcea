"""Which of the wishes a message means: by their place in the list, their time, deadline or words, or those just spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial

from bot.language.counted import counts
from bot.language.found import Found
from bot.language.ordinals import FoundPlace, chosen
from bot.language.persons import person_in
from bot.language.word_finder import finder
from bot.language.words import words as word_list
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of, leads_at
from bot.reminders.planning import Lead, coming_moments
from bot.reminders.reading.amounts_of_time import FoundLeads
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.common_words import SHORTEST, common, shortened, sounding
from bot.reminders.reading.days import FoundDay, FoundStretch
from bot.reminders.reading.hours import FoundHour
from bot.reminders.reading.named import FoundDeadline
from bot.reminders.reading.rhythms import WEEKLY, FoundRhythm, Rhythm
from bot.reminders.reading.said import Clause, Said
from bot.reminders.reading.unread import BLANK
from bot.reminders.talk.frame import ReminderFrame

_AFTERNOON, _EVENING = 12, 18


@dataclass(frozen=True)
class Pointed:
    """What is meant: the items; `named` if the message itself names them, and not only what was spoken of.

    `among` are those of which it may mean one where it names several as one (每天那个).
    """

    items: tuple[Item, ...] = ()
    named: bool = False
    among: tuple[Item, ...] = ()


class Pointer:
    """Finds what is meant among the wishes of one person."""

    def __init__(self, book: Book, frame: ReminderFrame, facts: Facts, now: datetime) -> None:
        self._book = book
        self._frame = frame
        self._facts = facts
        self._now = now
        self.all = items_of(book.running, facts, now)

    def pointed(self, said: Said, which: Sequence[Found], words: str) -> Pointed:
        """What a message means. `which` are its mentions that tell which one is meant, `words` the rest of what does."""
        found = self._by_mentions(said, which)
        if found is None:
            found = self._by_words(words) or (self._by_words(said.beside) if said.beside else None)
            if found is None and said.says("all") and not said.says("this"):
                found = self._everything(said)
                if not found:
                    return Pointed(among=self.all)
        if not found and (owned := self._of_person(said, which)):
            return Pointed(owned, named=True)
        if found is not None:
            one_of_them = said.says("that_one") and not (said.places or said.says("all"))
            several = one_of_them and len(set(map(self._matter, found))) > 1
            told = {item.wish for item in self._by_words(words) or ()} if several else set()
            if narrowed := tuple(item for item in found if item.wish in told):  # 每天填表那个
                return Pointed(narrowed, named=True)
            return Pointed(() if several else found, named=True, among=found if several else ())
        of_somebody = len(self._book.running) > 1 and said.says("that_one") and person_in(said.words)
        if of_somebody or _names_one(said, words) or _names_deadline(said, which):
            # 我爸那个: for whom a wish is is not known
            return Pointed()
        touched = self.touched()
        one_of_several = len(touched) > 1 and said.says("that_one")
        return Pointed(() if one_of_several else touched)

    def only(self, said: Said, which: Sequence[Found], words: str) -> tuple[Item, ...]:
        """The only wish there is, unless another is named, by a day, its place or its words: 取消吧，他说他自己弄好了."""
        running = self._book.running
        kinds = FoundDay | FoundStretch | FoundRhythm | FoundPlace
        other = any(isinstance(one, kinds) or (isinstance(one, FoundDeadline) and one.own) for one in which)
        return () if other or len(running) != 1 or _names_one(said, words) else (Item(running[0].id),)

    def touched(self) -> tuple[Item, ...]:
        """What was spoken of last; the only wish if there is no other."""
        if self._frame.fresh:
            valid = tuple(item for item in self._frame.touched if self._valid(item))
            if valid:
                return valid
        running = self._book.running
        return (Item(running[0].id),) if len(running) == 1 else ()

    def shown(self) -> tuple[Item, ...]:
        """The items of the list that the person saw last; all in their order if none was shown."""
        if any(self._valid(item) for item in self._frame.shown):
            return self._frame.shown
        return items_of(self._book.running, self._facts, self._now, MOST_OF_A_WISH)

    def comes_on(self, day: date, item: Item) -> bool:
        """Whether an item comes on a day."""
        return self._on_a_day({day}, item)

    def _matter(self, item: Item) -> tuple[object, ...]:
        """What an item is about: a wish for one matter may come at several hours."""
        wish = self._book.wishes[item.wish]
        return (wish.kind, wish.about, wish.milestones, wish.weekdays, wish.working)

    # ── by what is mentioned ──

    def _by_mentions(self, said: Said, which: Sequence[Found]) -> tuple[Item, ...] | None:
        """The items that fit to all mentions; None if nothing was mentioned that could tell one from another."""
        places = [one.place for one in said.places if one in which]
        if places:
            return tuple(dict.fromkeys(self._at_places(places)))
        found: tuple[Item, ...] | None = None
        timed = any(isinstance(one, FoundDay | FoundStretch | FoundRhythm | FoundLeads) for one in which)
        for fits in self._tests(said, which):
            narrowed = tuple(item for item in (self.all if found is None else found) if fits(item))
            found = narrowed if narrowed or found is None else found
        own = [one for one in said.deadlines if one in which and one.own]
        if own and not found:
            return self._by_words(said.lower[own[0].start : own[0].end])  # by what it tells of that deadline
        if not found and not timed and said.says("this"):
            return None  # 人事出差了，这个删掉
        days = days_in(said, which)
        return found if found is None or not days else tuple(self._single_days(found, days))

    def _single_days(self, items: Sequence[Item], days: Set[date]) -> Iterator[Item]:
        """The items; of what comes again only these days."""
        for item in items:
            if self._book.wishes[item.wish].kind != "repeat":
                yield item
                continue
            for moment in self._moments(item):
                if moment.date() in days:
                    yield Item(item.wish, moment.astimezone(UTC))

    def _tests(self, said: Said, which: Sequence[Found]) -> Iterator[Callable[[Item], bool]]:
        days = days_in(said, which)
        weekdays = {one.weekday for one in said.days if one in which if one.weekday is not None}
        if days and (any(self._on_a_day(days, item) for item in self.all) or not weekdays):
            yield partial(self._on_a_day, days)
        elif weekdays:
            yield partial(self._on_a_weekday, weekdays)
        rhythms = {one.rhythm for one in said.rhythms if one in which and one.rhythm is not None}
        if rhythms:
            yield partial(self._in_rhythm, rhythms)
        named = {id for one in said.deadlines if one in which and not one.every for id in one.milestones}
        if named:
            yield partial(self._about_deadlines, named)
        leads = {lead.days for one in said.leads if one in which for lead in one.leads}
        if leads:
            yield partial(self._before_by, leads)
        hours = [one for one in said.hours if one in which]
        if hours:
            yield partial(self._at_hours, hours)

    def _at_places(self, places: Sequence[int]) -> Iterator[Item]:
        shown = self.shown()
        if max(places) > len(shown):
            shown = items_of(self._book.running, self._facts, self._now, MOST_OF_A_WISH)
        for place in places:
            item = chosen(shown, place)
            if item and self._valid(item):
                yield item

    # ── by words ──

    def _by_words(self, words: str) -> tuple[Item, ...] | None:
        """What has most in common with these words: 打电话那个 by what it tells, 审核那个 by the deadlines that it is for.

        Of words that are joined each means its own: 寄表和打电话的.
        """
        parts = list(self._joined_parts(words))
        if len(parts) > 1 and all(parts):
            return tuple(dict.fromkeys(item for part in parts for item in part))
        return self._closest(words)

    def _of_person(self, said: Said, which: Sequence[Found]) -> tuple[Item, ...]:
        """What tells of the person who is named: 师傅那桩, 人事来过了，那桩不要了; none if that is not one, or a time is said."""
        if not said.says("that_one") or any(not isinstance(one, FoundDeadline) for one in which):
            return ()
        person = person_in(said.words) or person_in(said.beside)
        mine = max(
            (one for one in word_list("person", "mine") if person.startswith(one)), key=len, default=""
        )
        called = person.removeprefix(mine) or said.lower[: _that_one_at(said)]
        found = [Item(wish.id) for wish in self._book.running if called and called in wish.about.lower()]
        if not found and which:
            found = list(self._closest(said.lower) or ())
        return tuple(found) if len(found) == 1 else ()

    def _joined_parts(self, words: str) -> Iterator[tuple[Item, ...]]:
        """What each of the words means that are joined."""
        start = 0
        for joint in (*finder("reminding", "lists").found_in(words), Found(len(words), len(words))):
            yield self._closest(words[start : joint.start]) or ()
            start = joint.end

    def _closest(self, words: str) -> tuple[Item, ...] | None:
        """What has most in common with these words; None if nothing has."""
        told = [(Item(wish.id), wish.about) for wish in self._book.running if wish.about]
        known = [*told, *self._named()]
        bare = _bare_name(words)
        for likeness, name in ((common, words), (shortened, bare), (sounding, bare)):
            shared: dict[Item, int] = {}
            for item, about in known:
                shared[item] = max(shared.get(item, 0), likeness(name, about))
            most = max(shared.values(), default=0)
            if most >= SHORTEST:
                return tuple(item for item in shared if shared[item] == most)
        return None

    def _named(self) -> Iterator[tuple[Item, str]]:
        """The items that are for one deadline, with its name."""
        for item in self.all:
            if self._book.wishes[item.wish].kind != "deadlines":
                continue
            for id in dict.fromkeys(lead.milestone for lead in self._leads(item)):
                if id in self._facts.milestones:
                    yield item, self._facts.milestones[id].name

    def _everything(self, said: Said) -> tuple[Item, ...]:
        """All that there is; what was spoken of last if that is as much as is said, and nothing if that is not: 两个都."""
        size, running = _size(said), tuple(Item(wish.id) for wish in self._book.running)
        if not 1 < size < len(running):
            return running
        touched = self.touched()
        return touched if len(touched) == size else ()

    # ── tests of one item ──

    def _on_a_day(self, days: Set[date], item: Item) -> bool:
        return any(moment.date() in days for moment in self._moments(item))

    def _on_a_weekday(self, weekdays: Set[int], item: Item) -> bool:
        return any(moment.weekday() in weekdays for moment in self._moments(item))

    def _in_rhythm(self, rhythms: Set[Rhythm], item: Item) -> bool:
        wish = self._book.wishes[item.wish]
        if wish.kind != "repeat":
            return False
        return Rhythm(wish.weekdays, wish.working) in rhythms or (WEEKLY in rhythms and not wish.working)

    def _about_deadlines(self, milestones: Set[str], item: Item) -> bool:
        wish = self._book.wishes[item.wish]
        if item.moment is None or wish.kind != "deadlines":
            return bool(milestones & {*wish.milestones})
        return any(lead.milestone in milestones for lead in self._leads(item))

    def _before_by(self, days: Set[int], item: Item) -> bool:
        return any(lead.days in days for lead in self._leads(item))

    def _at_hours(self, hours: Sequence[FoundHour], item: Item) -> bool:
        """Whether it comes at one of these hours; where only a part of the day was said, in that part."""
        times = [moment.time() for moment in self._moments(item)]
        return any(
            (one.usual and _part(time) == _part(one.likely)) or (not one.usual and time in one.times)
            for one in hours
            for time in times
        )

    def _moments(self, item: Item) -> tuple[datetime, ...]:
        """When an item comes, in the zone of the notice."""
        wish = self._book.wishes[item.wish]
        found = (item.moment,) if item.moment else coming_moments(wish, self._facts, self._now)
        return tuple(moment.astimezone(self._facts.zone) for moment in found)

    def _leads(self, item: Item) -> tuple[Lead, ...]:
        wish = self._book.wishes[item.wish]
        if item.moment is None or wish.kind != "deadlines":
            return ()
        return leads_at(wish, item.moment, self._facts, self._now)

    def _valid(self, item: Item) -> bool:
        wish = self._book.wishes.get(item.wish)
        if wish is None or wish.ended:
            return False
        return item.moment is None or item.moment in coming_moments(wish, self._facts, self._now)


def _that_one_at(said: Said) -> int:
    """Where the words stand that point to one: 那桩."""
    return next((one.start for one in finder("reminding", "that_one").found_in(said.lower)), 0)


def _names_one(said: Said, words: str) -> bool:
    """Whether the words name one among several by what it is, or is for: 打电话那个 does, 缴费的取消 too, 就那个 does not."""
    if said.says("this_one", "unnamed"):
        return False
    found = [words.find(word) for word in word_list("reminding", "that_one") if word in words]
    orders = finder("reminding", "orders", "changes", "drops")
    found += [
        place
        for place in range(len(words) - 1)
        if words[place] in word_list("reminding", "of_it") and orders.longest_at(words, place + 1)
    ]
    shifts = said.shifts or said.leads  # 开会的提前一天
    if shifts and words[-1:] in word_list("reminding", "of_it") and not said.says("changes", "drops"):
        found.append(len(words) - 1)
    first = min(found, default=-1)
    return first > 0 and len(bared(words[:first])) >= SHORTEST


def _names_deadline(said: Said, which: Sequence[Found]) -> bool:
    """Whether a deadline that is named by itself is that of the wish that is meant: 单位推荐那个改到8点."""
    behind = finder("reminding", "that_one", "of_it")
    own = [one for one in said.deadlines if one in which and one.own]
    return any(behind.longest_at(f"{said.lower} ", one.end) for one in own)


def _size(said: Said) -> int:
    """How many are meant together: 两个都; 0 if that is not said."""
    units = (*word_list("reminding", "pieces"), *word_list("reminding", "all"))
    return max((size for unit, size in counts(said.left) if unit in units), default=0)


def _bare_name(words: str) -> str:
    """The words by which a wish is named, without those of the order: 看群 of 看群那个不要了."""
    found = finder("reminding", "that_one", "changes", "drops", "orders", "of_it").found_in(words)
    end = next((one.start for one in found if one.start > 0), len(words))
    return bared(words[:end])


def days_in(said: Said, which: Sequence[Found]) -> frozenset[date]:
    """The days that these mentions of a message can mean, also those between two that are named."""
    between = (one.stretch.days for one in (*said.ranges, *said.stretches) if one in which)
    return frozenset().union(*(one.days for one in said.days if one in which), *between)


def leftover(said: Said, clauses: Iterable[Clause]) -> str:
    """What stands in clauses beside all that is mentioned."""
    return "".join(said.left[one.start : one.end].replace(BLANK, "") for one in clauses)


def mentions_in(said: Said, clauses: Sequence[Clause]) -> list[Found]:
    """All that is mentioned in these clauses."""
    return [one for one in said.telling if any(clause.holds(one) for clause in clauses)]


def staying(said: Said, clause: Clause) -> bool:
    """Whether a clause says that something stays as it is: 时间不变."""
    return finder("reminding", "stays").stands_in(said.lower[clause.start : clause.end])


def _part(time: time) -> int:
    """The part of the day: before noon, after noon, evening."""
    return (time.hour >= _AFTERNOON) + (time.hour >= _EVENING)
