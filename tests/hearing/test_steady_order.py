"""The order in which examples are gone through."""

from __future__ import annotations

from bot.hearing.descent import Values
from bot.hearing.steady_order import SteadyOrder

EXAMPLES: list[Values] = [{f"a{number}": 1.0, "b": 0.5} for number in range(60)]


def test_one_example_more_leaves_the_others_in_their_order() -> None:
    """Wherever it is added, in every round."""
    more: list[Values] = [*EXAMPLES[:7], {"new": 1.0}, *EXAMPLES[7:]]
    for turn in range(9):
        with_it = [more[place] for place in SteadyOrder(more).of_round(turn)]
        without = [EXAMPLES[place] for place in SteadyOrder(EXAMPLES).of_round(turn)]
        assert [one for one in with_it if one != {"new": 1.0}] == without


def test_each_round_has_its_own_order_of_all() -> None:
    """None is left out."""
    orders = [SteadyOrder(EXAMPLES).of_round(turn) for turn in range(9)]
    assert len({tuple(order) for order in orders}) == 9
    assert all(sorted(order) == list(range(60)) for order in orders)


def test_no_examples_have_an_empty_order() -> None:
    """And what cannot be written in a file has its place too."""
    assert SteadyOrder([]).of_round(3) == []
    assert SteadyOrder([{"\udc80": 1.0}]).of_round(0) == [0]


def test_what_is_said_twice_stands_in_two_places() -> None:
    """Thirty of one kind and three of another that look alike are no two heaps."""
    order = SteadyOrder([{"a": 1.0}] * 33)
    heaps = {tuple(place >= 30 for place in order.of_round(turn)) for turn in range(9)}
    assert len(heaps) > 5
