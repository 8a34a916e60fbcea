"""How many questions it takes to a verdict, against asking every applicable deciding question in file order.

    python -m benchmarks.interview_questions [--applicants 2000] [--seed 2022]

A made-up crowd: each fact takes its harmless answer four times out of five, else any other. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Mapping
from datetime import date, timedelta
from statistics import mean, quantiles

from bot.interview.engine.assessment import Assessor
from bot.interview.engine.next_question import Questioner
from bot.pack.loader import load_pack
from bot.settings import shipped_knowledge

HARMLESS: Mapping[str, object] = {
    "submitted_online": False,
    "employment_status": "in_post",
    "civil_status": "none",
    "specialty": "ceramics",
    "personnel_relation": "zhejiang",
    "letter_status": "have",
    "unit_type": "enterprise",
    "post_approved": "yes",
    "univ_vacancy_recommended": "yes",
    "meets_12": "yes",
    "application_route": "ordinary",
    "current_title": "senior_arts",
    "senior_title_date": "2015-06",
    "ce_year": 2022,
    "ce_total": 96,
    "ce_professional": 64,
    "ce_public": 20,
    "ce_registered": True,
    "achievements_related": True,
    "current_post_date": "2016-03",
    "newest_achievement_date": "2021-09",
    "work_proof": "both",
    "annual_review_years": 5,
}
NUMBERS = {"ce_year": (2020, 2022), "ce_total": (40, 120), "ce_professional": (20, 80), "ce_public": (0, 30)}
NUMBERS |= {"annual_review_years": (0, 5), "degree_year": (1980, 2020)}
SHARE_HARMLESS = 0.8
ENDED = ("not_eligible", "late")
FIRST_DAY, DAYS = date(2022, 10, 27), 54
"""From the day of the notice to the deadline of the unit: later, everyone who has not finished is late."""


def applicant(assessor: Assessor, chance: random.Random) -> dict[str, object]:
    """An answer to every fact, whether it will be asked or not."""
    answers: dict[str, object] = {}
    for fact in assessor.interview.facts.values():
        if fact.id == "ask_date":
            answers[fact.id] = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
        elif fact.id in HARMLESS and chance.random() < SHARE_HARMLESS:
            answers[fact.id] = HARMLESS[fact.id]
        elif fact.options:
            answers[fact.id] = chance.choice(fact.options).value
        elif fact.type == "date":
            answers[fact.id] = f"{chance.randint(2010, 2021)}-{chance.randint(1, 12):02}"
            if fact.progress:
                answers[fact.id] = (FIRST_DAY + timedelta(days=chance.randrange(60))).isoformat()
        else:
            answers[fact.id] = chance.randint(*NUMBERS.get(fact.id, (0, 100)))
    return answers


def asked(assessor: Assessor, questioner: Questioner, everything: Mapping[str, object]) -> dict[str, object]:
    """The answers that the interview took until it knew the verdict."""
    answers: dict[str, object] = {"ask_date": everything["ask_date"]}
    while question := questioner.deciding(assessor.assess(answers)):
        answers[question] = everything[question]
    return answers


def in_file_order(assessor: Assessor, everything: Mapping[str, object]) -> dict[str, object]:
    """The answers to every applicable deciding question, asked down the file, over and over until none is open."""
    facts = [fact.id for fact in assessor.interview.facts.values() if fact.deciding]
    answers: dict[str, object] = {"ask_date": everything["ask_date"]}
    while waiting := [
        id for id in assessor.situation(answers, None).open if id in facts and id not in answers
    ]:
        answers[waiting[0]] = everything[waiting[0]]
    return answers


def assess_whole(assessor: Assessor, answers: Mapping[str, object]) -> None:
    """Everything that an assessment holds, which else is only worked out when it is asked for."""
    whole = assessor.assess(answers)
    _ = (whole.verdict, whole.checklist, whole.route, whole.ask, whole.ask_checklist)


def speed(assessor: Assessor, applicants: int, seed: int) -> dict[str, float]:
    """Milliseconds that one assessment of a whole applicant takes."""
    chance = random.Random(seed)
    times: list[float] = []
    for everything in [applicant(assessor, chance) for _ in range(applicants)]:
        start = time.perf_counter()
        assess_whole(assessor, everything)
        times.append((time.perf_counter() - start) * 1000)
    ranked = quantiles(times, n=100)
    return {"p50": round(ranked[49], 3), "p99": round(ranked[98], 3)}


def measure(applicants: int, seed: int) -> dict[str, object]:
    """The figures over a seeded sample."""
    interview = load_pack(shipped_knowledge()).interview
    assert interview is not None
    assessor = Assessor(interview)
    questioner = Questioner(assessor)
    chance = random.Random(seed)
    rows: list[tuple[str, int, int]] = []
    different = 0
    start = time.perf_counter()
    for _ in range(applicants):
        everything = applicant(assessor, chance)
        short, long = asked(assessor, questioner, everything), in_file_order(assessor, everything)
        verdict = assessor.verdict(short)
        different += (verdict in ENDED) != (assessor.verdict(long) in ENDED) or (
            verdict != assessor.verdict(long) and verdict not in ENDED
        )
        rows.append((verdict, len(short) - 1, len(long) - 1))
    groups = {"all": rows, "cannot_apply": [row for row in rows if row[0] in ENDED]}
    groups |= {verdict: [row for row in rows if row[0] == verdict] for verdict in interview.verdict_order}
    figures: dict[str, object] = {"applicants": applicants, "seed": seed, "other_verdict": different}
    for name, group in groups.items():
        if not group:
            continue
        ours, theirs = mean(row[1] for row in group), mean(row[2] for row in group)
        figures[name] = {
            "applicants": len(group),
            "mean_questions": round(ours, 2),
            "mean_in_file_order": round(theirs, 2),
            "share": round(ours / theirs, 3),
        }
    figures["assessment_ms"] = speed(assessor, applicants, seed)
    figures["seconds"] = round(time.perf_counter() - start, 1)
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applicants", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2022)
    options = parser.parse_args()
    print(json.dumps(measure(options.applicants, options.seed), ensure_ascii=False))


if __name__ == "__main__":
    main()
