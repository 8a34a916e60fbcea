"""Which of several groups of a clause a question is about, where each has a bound of its own: A岗18至30周岁，C岗18至35周岁."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import inf

from bot.faq.bounds.bound_patterns import parts_of
from bot.faq.bounds.comparing import Comparison
from bot.faq.bounds.fitting_bounds import Fit
from bot.faq.bounds.notice_bounds import Bound, figures_in
from bot.faq.bounds.told_values import ToldValues

_FIGURE = 2.0
"""What it counts that a question tells a figure by which a group is named."""


def of_its_group(
    fit: Fit,
    told: ToldValues,
    compared: Iterable[Comparison],
    meant: frozenset[str],
    weight: Callable[[frozenset[str]], float],
) -> Fit | None:
    """The fit of the group that a question names; None if it names none of those for which what it tells counts otherwise.

    `compared` are comparisons with other bounds of the same measure in the same clause, `meant` the pairs of characters of other
    words for what is asked; `weight` tells how much words tell.
    """
    asked, figures = parts_of(told.text) | meant, figures_in(told.rest)

    def more(bound: Bound, other: Bound) -> float:
        named = (bound.figures - other.figures) & figures
        return weight((bound.segment - other.segment) & asked) + _FIGURE * len(named)

    rivals = [one for one in compared if _is_of_another_group(fit.bound, one.bound)]
    best = fit.judged
    for one in rivals:
        if more(one.bound, best.bound) > more(best.bound, one.bound):
            best = one
    for one in (fit.judged, *rivals):
        if one.within is not best.within and more(best.bound, one.bound) <= more(one.bound, best.bound):
            return None
    return fit if best is fit.judged else replace(fit, bound=best.bound, found=((fit.worth, best),))


def _is_of_another_group(bound: Bound, other: Bound) -> bool:
    """Whether two bounds of one measure set the same end for different groups, and are not the two ends of one."""
    plain = not (bound.cap or other.cap or bound.leads or other.leads)
    ends = ((one.range.least == -inf, one.range.most == inf) for one in (bound, other))
    return plain and bound.range != other.range and len(set(ends)) == 1
