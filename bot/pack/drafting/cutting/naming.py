"""What a clause is called: its id (四.二, 附1.7), as people are shown it (四（二）, 附件1第7条), its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.pack.drafting.notice_text import TextLine
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters, listing, sign

_LONGEST_TITLE = 16
_SHORTEST_TITLE = 2
_LONGEST_NAME = 14
_LONGEST_ID = 8
_UNSAFE = re.compile(r"[^\w\u2460-\u2473]+")


@dataclass(frozen=True)
class ClauseStep:
    """One number of a clause's path: its kind, the number, as it is printed, the title behind it (empty if it has none)."""

    kind: str
    number: int
    printed: str
    title: str


def title_of(text: str) -> str:
    """The title that an item begins with: 个人申报。申报人员登录… → 个人申报; empty if it begins with a sentence."""
    plain = one_width(text).strip()
    match = sign("naming", "end").search(plain)
    whole = match is None
    title = text.strip()[: match.start()] if match else text.strip()
    closed = match is not None and match.group() in characters("naming", "closes")
    if not _SHORTEST_TITLE <= len(title) <= (2 * _LONGEST_TITLE if whole else _LONGEST_TITLE):
        return ""
    if not (whole or closed) or _is_sentence(title) or not any(map(str.isalpha, title)):
        return ""
    return title.strip()


def _is_sentence(title: str) -> bool:
    return bool(sign("naming", "sentence").search(title))


class ClauseNames:
    """Gives each clause of one notice names of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._paragraphs: dict[str, int] = {}

    def marked(self, zone: str, annex: str, steps: Sequence[ClauseStep]) -> tuple[str, str]:
        """The id and the shown form of a clause with numbers."""
        parts = [_id_part(step) for step in steps]
        shown = "".join(
            _shown_part(step, steps[place - 1] if place else None) for place, step in enumerate(steps)
        )
        if zone == "annex":
            return self._own(".".join((_word("annex") + annex, *parts))), _word("annex_shown") + annex + shown
        return self._own(".".join(parts)), shown

    def loose(self, zone: str, annex: str, lines: Sequence[TextLine]) -> tuple[str, str, str]:
        """The names of paragraphs without a number."""
        if zone in ("front", "tail", "imprint"):
            name = _word(zone)
            return self._own(name), name, _word(f"{zone}_name")
        before = _word("annex") + annex if zone == "annex" else ""
        shown = _word("annex_shown") + annex if zone == "annex" else ""
        count = self._paragraphs.get(before, 0)
        self._paragraphs[before] = count + 1
        if zone == "annex" and not count:
            return (
                self._own(f"{before}.{_word('head')}"),
                shown + _word("head_shown"),
                self.short(lines[-1].text),
            )
        paragraph = _word("paragraph").replace("{n}", str(count or 1) if zone == "annex" else str(count + 1))
        return (
            self._own(".".join(filter(None, (before, paragraph)))),
            shown + paragraph,
            self.short(lines[0].text),
        )

    def below(
        self, id: str, shown: str, count: int, lines: Sequence[TextLine], is_head: bool
    ) -> tuple[str, str, str]:
        """The names of a paragraph below a heading; `is_head`: numbered items follow it."""
        name = self.short(lines[0].text)
        if is_head and count == 1:
            return self._own(f"{id}.{_word('head')}"), f"{shown}{_word('between')}{_word('head_shown')}", name
        title = title_of(lines[0].text)
        paragraph = _word("paragraph").replace("{n}", str(count))
        last = _UNSAFE.sub("", title)[:_LONGEST_ID] or paragraph
        return self._own(f"{id}.{last}"), f"{shown}{_word('between')}{title or paragraph}", name

    def end(self, id: str, shown: str, lines: Sequence[TextLine]) -> tuple[str, str, str]:
        """The names of the paragraph without a number at the end of a list."""
        own = self._own(f"{id}.{_word('end')}")
        return own, f"{shown}{_word('between')}{_word('end_shown')}", self.short(lines[0].text)

    @staticmethod
    def short(text: str) -> str:
        """A name for a clause without a title: the first words."""
        title = title_of(text)
        if title:
            return title.replace("|", " ")
        plain = one_width(text).strip()
        match = sign("naming", "end").search(plain)
        words = text.strip()[: match.start() if match and match.start() > _SHORTEST_TITLE else None]
        words = words.replace("|", " ").strip()
        return words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME] + _word("cut")

    def _own(self, id: str) -> str:
        """An id that no other clause has."""
        own, count = id, 2
        while own in self._taken:
            own, count = f"{id}_{count}", count + 1
        self._taken.add(own)
        return own


def _word(name: str) -> str:
    return characters("clause_names", name)


def _id_part(step: ClauseStep) -> str:
    if step.kind in ("bracket", "plain"):
        return _UNSAFE.sub("", step.printed)[:_LONGEST_ID]
    if step.kind in ("chapter", "article", "step"):
        return listing("signs")["shown"][step.kind][0].replace("{n}", step.printed)  # type: ignore[no-any-return]
    if step.kind in ("han", "han_paren", "dotted", "letter"):
        return step.printed
    return str(step.number)


def _shown_part(step: ClauseStep, before: ClauseStep | None) -> str:
    forms = listing("signs")["shown"][step.kind]
    form: str = forms[0] if before is None else forms[1]
    number = step.printed if step.kind in _AS_PRINTED else str(step.number)
    joint = (
        _word("between")
        if before and before.kind == "han" and form[0] in characters("naming", "joined")
        else ""
    )
    return joint + form.replace("{n}", number)


_AS_PRINTED = ("chapter", "article", "step", "bracket", "plain", "han", "han_paren", "dotted", "letter")
