"""The numbers that Word counts by itself and does not write into the text: 一、 or （一） before a paragraph of a list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from bot.pack.drafting.signs import listing

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


class ListNumbers:
    """Counts the lists of one document, paragraph by paragraph in its order."""

    def __init__(self, document: Any) -> None:
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._levels: dict[str, dict[int, _Level]] = {}
        self._names: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._read_styles(document)
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        forms = {one.get(f"{_W}abstractNumId"): _levels(one) for one in numbering.iter(f"{_W}abstractNum")}
        for one in numbering.findall(f"{_W}num"):
            abstract = one.find(f"{_W}abstractNumId")
            if abstract is not None:
                self._levels[one.get(f"{_W}numId")] = forms.get(abstract.get(f"{_W}val"), {})

    def style_name(self, id: str) -> str:
        """The name of a style by its id."""
        return self._names.get(id, "")

    def of(self, paragraph: Any) -> str:
        """The number of a paragraph as it is printed; empty if it has none, or a mere dot."""
        list_id, level = self._place(paragraph)
        known = self._levels.get(list_id, {})
        if level not in known:
            return ""
        counts = self._counts[list_id]
        counts[level] = counts.get(level, known[level].start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        return _printed(known, counts, level)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{_W}pStyle")
        inherited = self._of_style.get(style.get(f"{_W}val"), ("", 0)) if style is not None else ("", 0)
        return _numbered(properties) or inherited

    def _read_styles(self, document: Any) -> None:
        for style in document.styles.element.iter(f"{_W}style"):
            id, name = style.get(f"{_W}styleId"), style.find(f"{_W}name")
            self._names[id] = name.get(f"{_W}val") if name is not None else ""
            properties = style.find(f"{_W}pPr")
            numbered = _numbered(properties) if properties is not None else None
            if numbered:
                self._of_style[id] = numbered


def _numbered(properties: Any) -> tuple[str, int] | None:
    numbers = properties.find(f"{_W}numPr")
    if numbers is None:
        return None
    list_id, level = numbers.find(f"{_W}numId"), numbers.find(f"{_W}ilvl")
    if list_id is None:
        return None
    return list_id.get(f"{_W}val"), int(level.get(f"{_W}val")) if level is not None else 0


def _levels(abstract: Any) -> dict[int, _Level]:
    levels = {}
    for one in abstract.findall(f"{_W}lvl"):
        form, text, start = (one.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start"))
        if form is not None and text is not None:
            begins = int(start.get(f"{_W}val")) if start is not None else 1
            levels[int(one.get(f"{_W}ilvl"))] = _Level(
                form.get(f"{_W}val"), text.get(f"{_W}val") or "", begins
            )
    return levels


def _printed(known: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    text = known[level].text
    if known[level].form in ("bullet", "none"):
        return ""
    for place in range(level, -1, -1):
        form = known[place].form if place in known else "decimal"
        text = text.replace(f"%{place + 1}", _numeral(counts.get(place, 1), form))
    return text


def _numeral(number: int, form: str) -> str:
    numerals = listing("signs")["numerals"]
    if form in numerals["chinese_forms"]:
        return _chinese(number, numerals["digits"])
    if form == "decimalEnclosedCircle" and 1 <= number <= len(numerals["circled"]):
        circled: str = numerals["circled"]
        return circled[number - 1]
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    return str(number)


def _chinese(number: int, digits: str) -> str:
    """A number below a hundred in Chinese; digits[10] is the sign of tens."""
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return (digits[tens] if tens > 1 else "") + digits[10] + (digits[ones] if ones else "")
