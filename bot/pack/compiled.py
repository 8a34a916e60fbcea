"""A pack and its interview in one binary form (MessagePack), which is read a hundred times faster than the files."""

from __future__ import annotations

from dataclasses import replace

from bot.pack.interview_model import Sayings
from bot.pack.model import Entry, Facts, KindList, Pack


def without_phrasings(pack: Pack) -> Pack:
    """The part of a pack that is needed at run time.

    Phrasings and words are left out, since the index holds what they say; quotes, which only the checks read; and the
    interview, which has a file of its own: a plain question does without it.
    """
    return replace(
        pack,
        facts=_without_quotes(pack.facts),
        entries={id: _without_variants(entry) for id, entry in pack.entries.items()},
        kinds={id: replace(kind, template=_without_template(kind)) for id, kind in pack.kinds.items()},
        names={},
        concepts={},
        telling={},
        interview=None,
        sayings=Sayings(),
    )


def _without_quotes(facts: Facts) -> Facts:
    return replace(facts, quotes=(), derived_values=frozenset())


def _without_template(kind: KindList) -> Entry | None:
    return None if kind.template is None else _without_variants(kind.template)


def _without_variants(entry: Entry) -> Entry:
    return replace(entry, variants=(), variant_lines=(), phrasings_file="")
