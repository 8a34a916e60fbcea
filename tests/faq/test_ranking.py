"""Texts → entries with their scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.faq.ranking import Ranker
from bot.knowledge import Knowledge


@pytest.fixture(scope="module")
def ranker(tiny_knowledge: Knowledge) -> Ranker:
    """Ranks against the tiny pack."""
    return Ranker(tiny_knowledge.pack, tiny_knowledge.index)


def test_the_best_entry_comes_first(ranker: Ranker) -> None:
    """Scores fall from one candidate to the next."""
    ranking = ranker.rank("继续教育要多少学时")
    scores = [candidate.score for candidate in ranking.candidates]
    assert ranking.candidates[0].entry == "hours"
    assert scores == sorted(scores, reverse=True)


def test_a_craft_that_is_named_picks_its_entry(ranker: Ranker) -> None:
    """The phrasing is that of all crafts, the entry that of the one."""
    assert ranker.rank("竹编能不能报").candidates[0].entry == "craft_weaving"
    assert ranker.rank("竹编能不能报").member


def test_what_is_off_the_subject_is_no_candidate(ranker: Ranker) -> None:
    """It pulls against the candidates."""
    ranking = ranker.rank("今天天气怎么样")
    assert ranking.off.score > ranking.score
    assert all(candidate.entry != "off_topic" for candidate in ranking.candidates)


def test_each_entry_has_the_score_of_the_words_alone(ranker: Ranker) -> None:
    """The evidence is told of every entry for which anything speaks, however little."""
    evidence = ranker.evidence("个人申报什么时候截止")
    assert max(evidence.scores, key=evidence.scores.__getitem__) == "deadline_personal"
    assert 0 < evidence.scores["deadline_unit"] < evidence.scores["deadline_personal"]
    assert ranker.evidence("今天天气怎么样").off > 0


def test_the_question_before_is_read_along(ranker: Ranker) -> None:
    """A fragment alone says little."""
    together = ranker.rank("那单位推荐呢", "个人申报什么时候截止")
    assert together.candidates[0].entry == "deadline_unit"


@pytest.mark.parametrize("text", ["", "？？", "zzz", "龘"])
def test_nothing_known_ranks_nothing(ranker: Ranker, text: str) -> None:
    """No candidates, no score, no confidence."""
    ranking = ranker.rank(text)
    assert ranking.candidates == ()
    assert (ranking.score, ranking.margin, ranking.confidence()) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("text", ["继续教育要多少学时", "截止", "竹编", "报", "hello"])
def test_confidence_is_a_chance(ranker: Ranker, text: str) -> None:
    """Between 0 and 1."""
    assert 0.0 <= ranker.rank(text).confidence() <= 1.0


def test_a_runner_up_that_says_no_more_takes_no_confidence(tiny_knowledge: Knowledge) -> None:
    """Between two entries whose answers hold the same facts either is right."""
    pack = tiny_knowledge.pack
    both = {
        "deadline_personal": replace(pack.entries["deadline_personal"], covers=("deadline_unit",)),
        "deadline_unit": replace(pack.entries["deadline_unit"], covers=("deadline_personal",)),
    }
    joined = Ranker(replace(pack, entries={**pack.entries, **both}), tiny_knowledge.index)
    apart = Ranker(pack, tiny_knowledge.index)
    text = "推荐和申报的日期"
    assert joined.rank(text).margin > apart.rank(text).margin
    assert joined.rank(text).confidence() > apart.rank(text).confidence()


def test_words_that_nobody_used_for_an_entry_make_it_doubtful(ranker: Ranker) -> None:
    """A question about something else may share a word or two with an entry."""
    assert ranker.rank("专业科目学时多少").known > 0.7
    assert ranker.rank("专业科目补习老师招聘启事").known < 0.6
