"""What a pack marks as undecided (待定) is never said: it is taken out before the pack is read, with all that rests on it.

A mapping is undecided if it has the key 待定; its value is the reason. At the top of a file the key holds a list of open
questions that take nothing out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.pack.faults import fault_of, wording
from bot.pack.layout import FAQ, LEXICON, NOTICE, RULES
from bot.pack.model import EACH
from bot.pack.reading.located import Located, Scalar
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.located import Sequence as LocatedSequence
from bot.pack.spoken import PLACEHOLDER

PREFIXES = {
    "milestones": ("date", "state", "from"),
    "values": ("value",),
    "dates": ("issued",),
    "documents": ("document",),
    "links": ("link",),
    "emails": ("email",),
    "contacts": ("contact",),
}
"""The sections of notice.yaml with the names by which other texts refer to what stands in them."""
_SECTIONS = {
    NOTICE: (*PREFIXES, "amendments"),
    LEXICON: ("terms", "members"),
    FAQ: ("entries",),
    RULES: ("facts", "derived", "rules", "items", "routes"),
}
_REFERRING = frozenset(
    ("follow_ups", "items", "then", "most_asked", "together", "reckons", "suspended_by", "softened_by", "item", "ask_again",
     "parts", "until", "phone", "published")
)  # fmt: skip
"""Keys that name other things without resting on them: what is taken out is dropped from their lists."""
_TEXTS = frozenset(("title", "name", "question", "help", "quote", "label", "words", "topic"))
"""Keys whose texts are words, and name nothing but in placeholders."""


@dataclass(frozen=True, order=True)
class OpenPoint:
    """Something undecided: the file, the line, what (its id, empty for a question about the whole) and why."""

    file: str
    line: int
    what: str
    reason: str
    follows: int = 0
    """How many other things are left out because they rest on it."""

    def __str__(self) -> str:
        if not self.what:
            return str(fault_of(self.file, self.line, "open_question", reason=self.reason))
        name = "undecided_with_more" if self.follows else "undecided"
        return str(
            fault_of(self.file, self.line, name, what=self.what, reason=self.reason, count=self.follows)
        )


@dataclass
class Decided:
    """The files of a pack without what is undecided; `open` lists that, `gone` the ids that were taken out, by section."""

    files: dict[str, LocatedMapping]
    open: list[OpenPoint] = field(default_factory=list)
    gone: dict[str, set[str]] = field(default_factory=dict)
    rests: list[tuple[str, str]] = field(default_factory=list)
    """What was taken out because of another thing, with the name of that."""
    changed: bool = False


def decided(files: Mapping[str, LocatedMapping]) -> Decided:
    """The files of a pack, by name, without what is undecided and what rests on it."""
    result = Decided(dict(files))
    for name, root in files.items():
        result.files[name] = _without_questions(name, root, result)
    result.changed = True
    while result.changed:  # what rests on what was taken out goes as well, and what rests on that
        result.changed = False
        for name in files:
            _take_out(name, result)
    for name, root in result.files.items():
        result.files[name] = _unnamed(root, set().union(*result.gone.values(), _spoken_names(result)))
    result.open = _with_followers(result)
    return result


def _without_questions(name: str, root: LocatedMapping, result: Decided) -> LocatedMapping:
    """The root of a file without its list of open questions."""
    mark = wording("undecided")
    node = root.items.get(mark)
    for item in node.items if isinstance(node, LocatedSequence) else ():
        if isinstance(item, Scalar):
            result.open.append(OpenPoint(name, item.line, "", item.text))
    return _without_keys(root, {mark})


def _take_out(name: str, result: Decided) -> None:
    """Take out of one file what is undecided or rests on what is gone."""
    root = result.files[name]
    items = {key: _section(name, key, node, result) for key, node in root.items.items()}
    result.files[name] = replace(root, items=items)


def _section(name: str, key: str, node: Located, result: Decided) -> Located:
    if (name, key) == (LEXICON, "kinds") and isinstance(node, LocatedMapping):
        kinds = {own: _inside(name, one, result) for own, one in node.items.items()}
        return replace(node, items=kinds)
    if key == "checklist":
        return _inside(name, node, result)
    if key not in _SECTIONS.get(name, ()):
        return node
    if isinstance(node, LocatedSequence):
        kept = [one for one in node.items if not _goes(name, key, _id_of(one), one, result)]
        return replace(node, items=tuple(kept))
    if isinstance(node, LocatedMapping):
        gone = {id for id, one in node.items.items() if _goes(name, key, id, one, result)}
        return _without_keys(node, gone)
    return node


def _inside(name: str, node: Located, result: Decided) -> Located:
    """A mapping of sections, such as a kind with its members."""
    if not isinstance(node, LocatedMapping):
        return node
    return replace(node, items={own: _section(name, own, one, result) for own, one in node.items.items()})


def _goes(name: str, section: str, id: str, node: Located, result: Decided) -> bool:
    """Whether something is taken out; it is listed then."""
    if not isinstance(node, LocatedMapping):
        return False
    mark = wording("undecided")
    reason = node.items.get(mark)
    if reason is not None:
        text = reason.text if isinstance(reason, Scalar) else ""
        point = OpenPoint(name, node.key_lines[mark], id, text)
    else:
        names = _names_gone(name, result)
        used = next(filter(names.__contains__, _used(node)), None) if names else None
        if used is None:
            return False
        result.rests.append((id, used))
        _gone(section, id, result)
        return True
    result.open.append(point)
    _gone(section, id, result)
    return True


def _gone(section: str, id: str, result: Decided) -> None:
    result.gone.setdefault(section, set()).add(id)
    result.changed = True


def _with_followers(result: Decided) -> list[OpenPoint]:
    """The open points in order of place, each with the number of things that rest on it."""
    causes = dict(result.rests)

    def cause(id: str) -> str:
        used = causes.get(id, "")
        bare = used.partition(".")[2] or used
        return cause(bare) if bare in causes and bare != id else bare

    counts = Counter(map(cause, causes))
    return sorted(replace(point, follows=counts[point.what] if point.what else 0) for point in result.open)


def _names_gone(name: str, result: Decided) -> set[str]:
    """The names by which a text of one file refers to what is gone."""
    names = _spoken_names(result)
    if name == RULES:
        for section in ("facts", "derived"):
            names |= result.gone.get(section, set())
    if name == FAQ:
        templates = [id for id, node in _entries(result.files[FAQ]) if _text(node, "kind") == EACH]
        names |= {f"{own}_{id}" for own in templates for id in result.gone.get("members", ())}
    return names


def _spoken_names(result: Decided) -> set[str]:
    return {
        f"{prefix}.{id}"
        for section, prefixes in PREFIXES.items()
        for prefix in prefixes
        for id in result.gone.get(section, ())
    }


def _used(node: Located) -> Iterator[str]:
    """What a mapping names: its keys, words and placeholders, without lists that merely refer."""
    if isinstance(node, LocatedMapping):
        for key, value in node.items.items():
            if key in _REFERRING:
                continue
            yield key
            yield from _used(value) if key not in _TEXTS else _placeholders(value)
    elif isinstance(node, LocatedSequence):
        for item in node.items:
            yield from _used(item)
    else:
        yield node.text
        yield from _placeholders(node)


def _placeholders(node: Located) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield from PLACEHOLDER.findall(node.text)


def _unnamed(node: Located, gone: set[str]) -> LocatedMapping:
    """A mapping whose referring lists no longer name what is gone."""
    assert isinstance(node, LocatedMapping)
    return _cleared(node, gone) if gone else node


def _cleared(node: LocatedMapping, gone: set[str]) -> LocatedMapping:
    items: dict[str, Located] = {}
    for key, value in node.items.items():
        kept = _kept(key, value, gone)
        if kept is not None:
            items[key] = kept
    lines = {key: line for key, line in node.key_lines.items() if key in items}
    return replace(node, items=items, key_lines=lines)


def _kept(key: str, value: Located, gone: set[str]) -> Located | None:
    """A value without what is gone; None if nothing is left of it."""
    if key == "together" and isinstance(value, LocatedMapping):
        groups = {name: _without_words(one, gone) for name, one in value.items.items()}
        return replace(value, items={name: one for name, one in groups.items() if one is not None})
    if key in _REFERRING and isinstance(value, Scalar):
        return None if value.text in gone else value
    if key in _REFERRING and _all_scalars(value):
        assert isinstance(value, LocatedSequence)
        items = tuple(one for one in value.items if not (isinstance(one, Scalar) and one.text in gone))
        return replace(value, items=items)
    if isinstance(value, LocatedMapping):
        return _cleared(value, gone)
    if isinstance(value, LocatedSequence):
        cleared = (_cleared(one, gone) if isinstance(one, LocatedMapping) else one for one in value.items)
        return replace(value, items=tuple(cleared))
    return value


def _all_scalars(value: Located) -> bool:
    return isinstance(value, LocatedSequence) and all(isinstance(one, Scalar) for one in value.items)


def _without_words(value: Located, gone: set[str]) -> Located | None:
    if not isinstance(value, Scalar):
        return value
    between = wording("between_words")
    words = [word.strip() for word in value.text.split(between)]
    kept = [word for word in words if word not in gone]
    return replace(value, text=between.join(kept)) if len(kept) > 1 else None


def _without_keys(node: LocatedMapping, gone: set[str]) -> LocatedMapping:
    items = {key: value for key, value in node.items.items() if key not in gone}
    return replace(node, items=items, key_lines={key: node.key_lines[key] for key in items})


def _id_of(node: Located) -> str:
    return _text(node, "id")


def _text(node: Located, key: str) -> str:
    held = node.items.get(key) if isinstance(node, LocatedMapping) else None
    return held.text if isinstance(held, Scalar) else ""


def _entries(faq: LocatedMapping) -> Iterator[tuple[str, Located]]:
    """The entries of a faq.yaml by their ids."""
    entries = faq.items.get("entries")
    return ((_id_of(one), one) for one in (entries.items if isinstance(entries, LocatedSequence) else ()))
