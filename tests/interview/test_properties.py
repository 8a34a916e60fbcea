"""Properties over made-up applicants."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.interview.engine.next_question import Questioner
from bot.interview.engine.probes import all_conditions, probes
from bot.pack.interview_model import Fact
from tests.interview.applicants import UNKNOWN, answers, assessor, interview

CONDITIONS = tuple(all_conditions(interview()))
FACTS = tuple(interview().facts.values())
ASKED = tuple(fact for fact in FACTS if not fact.from_clock)
DECIDING = tuple(fact for fact in FACTS if fact.deciding)
QUESTIONER = Questioner(assessor())
TODAY = date(2022, 11, 15)
STRICT = settings(suppress_health_check=list(HealthCheck))


def one_answer(fact: Fact) -> st.SearchStrategy[object]:
    """Any answer that matters to some rule."""
    return st.sampled_from(probes(fact, CONDITIONS))


ANSWERS = st.fixed_dictionaries({}, optional={fact.id: one_answer(fact) | st.just(UNKNOWN) for fact in FACTS})
NEAR = st.fixed_dictionaries(
    {}, optional={fact.id: one_answer(fact) for fact in DECIDING if fact.id not in ("ask_date",)}
)
RUBBISH = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.none())
WHOLE = st.fixed_dictionaries({fact.id: one_answer(fact) for fact in FACTS})


@STRICT
@given(ANSWERS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same(given_answers: dict[str, object], chance: object) -> None:
    """The order in which answers were given changes nothing."""
    items = list(given_answers.items())
    chance.shuffle(items)  # type: ignore[attr-defined]
    first, second = assessor().assess(given_answers), assessor().assess(dict(items))
    assert (first.verdict, first.reasons, first.checklist, first.route) == (
        second.verdict,
        second.reasons,
        second.checklist,
        second.route,
    )


@STRICT
@given(ANSWERS, st.sampled_from(ASKED), st.data())
def test_more_knowledge_never_opens_a_closed_gate(
    given_answers: dict[str, object], fact: Fact, data: st.DataObject
) -> None:
    """A further answer to an open question never turns a block into anything else.

    Today's date is no such answer: the clock gives it, and a day years before makes titles of the time between future ones.
    """
    now = assessor().assess(given_answers)
    if now.verdict == "not_eligible" and fact.id in now.situation.open:
        more = {**given_answers, fact.id: data.draw(one_answer(fact))}
        assert assessor().verdict(more) == "not_eligible"


@STRICT
@given(NEAR, st.sampled_from(DECIDING))
def test_unknown_never_passes_a_gate(changes: dict[str, object], fact: Fact) -> None:
    """If 不清楚 is eligible, every answer to that question would have been: it was no gate."""
    world = {**answers(**changes), fact.id: UNKNOWN}
    result = assessor().assess(world)
    if result.verdict == "eligible" and fact.id in result.situation.open and not fact.progress:
        assert all(
            assessor().verdict({**world, fact.id: value}) in ("eligible", "needs_more")
            for value in probes(fact, CONDITIONS)
        )


@STRICT
@given(NEAR, st.sampled_from(DECIDING))
def test_unknown_makes_no_rule_pass(changes: dict[str, object], fact: Fact) -> None:
    """A rule that passes on an unknown would pass on every answer to it."""
    world = {**answers(**changes), fact.id: UNKNOWN}
    passes = {reason.rule for reason in assessor().reasons(world) if reason.effect == "pass"}
    for value in probes(fact, CONDITIONS):
        refused = {
            r.rule for r in assessor().reasons({**world, fact.id: value}) if r.effect in ("block", "late")
        }
        assert not passes & refused


@STRICT
@given(WHOLE)
def test_the_interview_ends(everything: dict[str, object]) -> None:
    """It asks each question once at most, ends, and what it skipped changes no verdict that it gave."""
    known: dict[str, object] = {"ask_date": everything["ask_date"]}
    while question := QUESTIONER.deciding(assessor().assess(known)):
        assert question not in known
        known[question] = everything[question]
    while question := QUESTIONER.papers(assessor().assess(known)):
        assert question not in known
        known[question] = everything[question]
    assert assessor().verdict(known) in assessor().interview.verdict_order


@STRICT
@given(ANSWERS, st.sampled_from(FACTS), st.data())
def test_change_and_change_back(given_answers: dict[str, object], fact: Fact, data: st.DataObject) -> None:
    """Changing an answer and changing it back gives the same result."""
    before = assessor().assess(given_answers)
    changed = {**given_answers, fact.id: data.draw(one_answer(fact))}
    assessor().assess(changed)
    back = {key: value for key, value in changed.items() if key != fact.id}
    if fact.id in given_answers:
        back[fact.id] = given_answers[fact.id]
    after = assessor().assess(back)
    assert (before.verdict, before.reasons, before.ask) == (after.verdict, after.reasons, after.ask)


@STRICT
@given(st.dictionaries(st.sampled_from([fact.id for fact in FACTS]), RUBBISH))
def test_rubbish_never_breaks_it(rubbish: dict[str, object]) -> None:
    """Whatever JSON holds, there is a verdict."""
    assert assessor().assess(rubbish).verdict in assessor().interview.verdict_order


@STRICT
@given(ANSWERS, st.sampled_from(FACTS), st.data())
def test_another_answer_comes_out_as_if_it_had_been_given_at_first(
    given_answers: dict[str, object], fact: Fact, data: st.DataObject
) -> None:
    """Working out only what rests on a changed answer gives what working out everything gives."""
    value = data.draw(one_answer(fact) | st.just(UNKNOWN) | RUBBISH)
    quick = assessor().assess(given_answers, TODAY).answered(fact.id, value)
    whole = assessor().assess({**given_answers, fact.id: value}, TODAY)
    assert quick.reasons == whole.reasons
    assert (quick.checklist, quick.route) == (whole.checklist, whole.route)
    assert (quick.ask, quick.ask_checklist) == (whole.ask, whole.ask_checklist)
    assert quick.situation.values == whole.situation.values
