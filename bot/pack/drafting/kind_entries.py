"""The kinds of things for which one can apply, from the enumerations of a notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.drafting.clause_entries import safe
from bot.pack.drafting.draft_model import DraftEntry, Record
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.finding.list_finder import ListFound
from bot.pack.drafting.notice_head import letters_of
from bot.pack.drafting.signs import listing, sign, wording_of
from bot.pack.model import EACH

TEMPLATE = "kind"
"""The id of the entry that is spoken for each kind."""
_QUOTE = 40


def kind_records(
    found: Sequence[tuple[str, ListFound]], act: str
) -> tuple[list[Record], list[tuple[str, ListFound]]]:
    """The kinds of a notice, and the lists that they come from: of which one can apply for a member."""
    ids, taken = OwnIds(), set[str]()
    records: list[Record] = []
    lists = [(clause, one) for clause, one in found if one.is_kinds]
    for _, one in lists[:1]:
        for member in one.members:
            words = [word for word in _short_names(member) if word not in taken]
            if not words:
                continue
            taken.update(words)
            id = ids.of(letters_of(member) or "kind")
            records.append({"id": id, "name": member, "words": [word.replace(" ", "_") for word in words]})
    return records, lists[:1]


def _short_names(member: str) -> list[str]:
    """A member of a list by its whole name, and without the ending that all of its kind have."""
    short = sign("lists", "kind_end").sub("", member)
    return list(dict.fromkeys(one for one in (member, short) if len(one) > 1))


def kind_entries(lists: Sequence[tuple[str, ListFound]], act: str, ids: OwnIds) -> Iterator[DraftEntry]:
    """The template that answers for each kind, the entry for what is on no list, and the one that lists them."""
    words = listing("frames")["kinds"]
    for clause, one in lists:
        yield DraftEntry(
            id=TEMPLATE,
            kind=EACH,
            title=wording_of("kind_title", "texts"),
            answer=wording_of("kind_answer", "texts"),
            clauses=(clause,),
            quote=one.quote[:_QUOTE],
            topic=one.head,
            aspects=("who", "which", "needed"),
            phrasings=[phrase.replace("{act}", act) for phrase in words["template"]],
        )
        unlisted = wording_of("unlisted_answer", "texts")
        if len(one.quote) + len(unlisted) <= MAX_ANSWER and not one.others:
            yield DraftEntry(
                id=ids.of("unlisted"),
                title=wording_of("unlisted_title", "texts"),
                answer=unlisted.replace("{quote}", safe(one.quote).rstrip("。")),
                clauses=(clause,),
                quote=one.quote[:_QUOTE],
                topic=one.head,
                aspects=("who", "which", "how"),
                phrasings=[phrase.replace("{act}", act) for phrase in words["unlisted"]],
                extra={"role": "unlisted"},
            )
        if len(one.quote) <= MAX_ANSWER - 5:
            listed = [phrase.replace("{act}", act).replace("{head}", one.head) for phrase in words["listed"]]
            yield DraftEntry(
                id=ids.of("kinds"),
                title=wording_of("kinds_title", "texts").replace("{head}", one.head),
                answer=safe(one.quote),
                clauses=(clause,),
                quote=one.quote[:_QUOTE],
                topic=one.head,
                aspects=("which", "how_many", "who", "needed"),
                phrasings=listed,
            )
