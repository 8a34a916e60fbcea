"""The tiny pack with a small interview and tests of its own."""

from __future__ import annotations

import json
from pathlib import Path

from tests.packs import TinyPack

RULES = """\
places: {office: "小评审办公室{contact.wang}"}
again: {text: 请再说一遍：}
verdicts:
  eligible: {name: 可以报, text: 可以。}
  not_eligible: {name: 不能报, text: 不能。}
  late: {name: 来不及, text: 来不及了。}
  needs_more: {name: 还差, text: 还差几样。}
  check_12: {name: 看文件, text: 看文件。}
facts:
  - id: ask_date
    type: date
    from_clock: true
    clauses: [四.二]
    question: 今天几号？
    help: 由系统带入。
  - id: hours
    type: number
    min: 0
    clauses: [附1.7]
    question: 学时修了多少？
    help: 看学时卡。
rules:
  - id: deadline
    name: 截止
    clauses: [四.二]
    cases:
      - {if: {ask_date: {after: date.personal}}, effect: late, text: "已截止，请打{contact.wang}。"}
    pass: 来得及。
  - id: hours
    name: 学时
    clauses: [附1.7]
    item: card
    cases:
      - {if: {hours: {below: value.hours}}, effect: need, text: 学时不够。}
    pass: 学时够。
    unknown: {text: 还不知道学时。}
checklist:
  marks: {missing: （缺）, have: （有）, maybe: （也许）}
  items:
    - {id: card, clauses: [附1.7], text: 学时卡, where: 小评审办公室, obtain: "{place.office}"}
routes:
  - {id: office, clauses: [附1.7], text: 交小评审办公室}
"""
APPLICANT = {
    "name": "whole",
    "facts": {"ask_date": "2022-11-15", "hours": 80},
    "verdict": "eligible",
    "reasons_only": ["pass"],
    "effects": {"deadline": ["pass"], "hours": ["pass"]},
    "has": [["pass", "附1.7"]],
    "have": ["card"],
    "missing_not": ["card"],
    "route": ["office"],
    "says": {"hours": ["够"]},
    "route_says": {"any": ["办公室"]},
    "ask": [],
}


def with_interview(folder: Path) -> TinyPack:
    """The tiny pack with its interview, and no tests yet."""
    pack = TinyPack.written(folder)
    pack.write(
        "rules.yaml", RULES.replace("{office: 小评审办公室{contact.wang}}", '{office: "{contact.wang}"}')
    )
    (folder / "tests").mkdir()
    pack.write("tests/tests.yaml", 'now: "2022-11-15T10:00"\n')
    return pack


def write_tests(pack: TinyPack, kind: str, *rows: object) -> None:
    """Write a file of tests of a kind, one row a line."""
    (pack.folder / "tests" / kind).mkdir(exist_ok=True)
    pack.write(f"tests/{kind}/own.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
