"""What a change does to each single item of a pack's own tests."""

from __future__ import annotations

import pytest

from bot.evaluation.judged_items import MISSED, RIGHT, WRONG, Item
from bot.evaluation.moved_items import movements
from bot.pack.laying import PhrasingChange
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from tests.pack.test_laying import CARD
from tests.packs import TinyPack

MADE = [CARD]


@pytest.fixture
def pack(tiny: TinyPack) -> Pack:
    """The tiny pack."""
    return load_pack(tiny.folder)


def item(worth: int, *entries: str, **values: object) -> Item:
    """An item that is answered by these entries."""
    made = {"kind": "question", "said": "问", "worth": worth, "reply": "答", "entries": entries, **values}
    return Item(**made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "is_taken"),
    [
        (item(RIGHT, "hours"), item(WRONG, CARD.id), True),
        (item(RIGHT, "hours"), item(MISSED, choices=("hours", CARD.id)), True),
        (item(RIGHT, "hours", "fee"), item(WRONG, "hours", CARD.id), True),
        (item(MISSED), item(WRONG, CARD.id), True),
        (item(RIGHT, silent=True), item(WRONG, CARD.id, silent=True), True),
        (item(RIGHT, "hours", "fee", silent=True), item(WRONG, "hours", CARD.id, silent=True), False),
        (item(RIGHT, "hours"), item(WRONG, "fee"), False),
        (item(RIGHT, "hours"), item(MISSED, understood=False), False),
    ],
)
def test_an_item_belongs_to_the_change_that_answers_it(
    pack: Pack, before: Item, after: Item, is_taken: bool
) -> None:
    """Or that is offered there; a fall to something else only strays, as does what the new entry merely stands beside."""
    found = movements({"1": before}, {"1": after}, MADE, pack.entries)
    assert (len(found.taken), len(found.strayed)) == (int(is_taken), int(not is_taken))
    assert found.tolerable is not is_taken


def test_what_is_marked_as_off_the_subject_takes_what_is_not_understood_any_more(pack: Pack) -> None:
    """Nothing answers there, so no entry stands with it."""
    before, after = {"1": item(RIGHT, "hours")}, {"1": item(MISSED, understood=False)}
    found = movements(before, after, [PhrasingChange("off_topic", ("学时呀",))], pack.entries)
    assert len(found.taken) == 1


def test_so_many_may_stray_and_no_more(pack: Pack) -> None:
    """Two, or one of five hundred; a change that is taken back lets stray what will; nothing makes up for a fall."""
    for count, most in ((10, 2), (999, 2), (2000, 4)):
        before = {str(place): item(RIGHT, "hours") for place in range(count)}
        for fallen in (most, most + 1):
            after = {
                place: item(WRONG, "fee") if int(place) < fallen else one for place, one in before.items()
            }
            found = movements(before, after, MADE, pack.entries)
            assert (len(found.strayed), found.tolerable) == (fallen, fallen == most)
            assert movements(before, after, [], pack.entries).tolerable
            better = {place: replace_worth(one) for place, one in before.items()}
            assert len(movements(better, before, MADE, pack.entries).gained) == count


def replace_worth(one: Item) -> Item:
    """The same item, answered wrongly."""
    return Item(one.kind, one.said, WRONG, one.reply, one.entries)


def test_what_is_not_in_both_counts_for_nothing(pack: Pack) -> None:
    """The tests of another folder."""
    assert movements({"1": item(RIGHT)}, {"2": item(WRONG, CARD.id)}, MADE, pack.entries).tolerable
