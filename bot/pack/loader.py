"""A knowledge folder → one frozen Pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.pack.faults import Fault, PackError
from bot.pack.interview_model import Interview
from bot.pack.model import Clause, Facts, Pack
from bot.pack.reading.faq_reader import FaqReader
from bot.pack.reading.interview_reader import read_interview
from bot.pack.reading.located import Mapping, read_yaml
from bot.pack.reading.notice_reader import read_notice
from bot.pack.reading.rules_reader import read_rules
from bot.pack.spoken import PLACEHOLDER

FILES = ("notice.md", "faq.yaml", "rules.yaml", "interview.yaml")


def load_pack(folder: Path) -> Pack:
    """Read the files of `folder`; a pack without interview.yaml has no interview.

    Raises PackError with every fault that keeps the pack from being used. What is wrong in content (drift, twins,
    uncovered clauses) is not looked for here but by `bot.pack.checking.check`.
    """
    faults: list[Fault] = []
    if not folder.is_dir():
        raise PackError(
            [Fault(str(folder), 0, "没有这个知识文件夹", f"请给出含 {'、'.join(FILES)} 的文件夹")]
        )
    clauses: dict[str, Clause] = {}
    notice = ""
    try:
        clauses, notice = read_notice(folder / "notice.md")
    except PackError as error:
        faults += error.faults
    faq_root = _root(folder / "faq.yaml", faults)
    rules_root = _root(folder / "rules.yaml", faults)
    if faults or faq_root is None or rules_root is None:
        raise PackError(faults)
    faq = FaqReader(faq_root, faults)
    crafts, names, concepts = faq.crafts(), faq.groups("names"), faq.groups("concepts")
    counts = {"crafts": sum(craft.listed and craft.entry.startswith("craft_") for craft in crafts)}
    facts = read_rules(rules_root, counts, faults)
    entries = faq.entries(crafts, facts, clauses)
    most_asked = faq.most_asked(entries)
    for quote, quoted, line in facts.quotes:
        for name in quoted:
            if name not in clauses:
                faults.append(
                    Fault(
                        "rules.yaml", line, f"“{quote[:12]}”的条款 {name} 不存在", "请用 notice.md 里的编号"
                    )
                )
    faults += _steps(facts, clauses)
    interview = _interview(folder / "interview.yaml", facts, clauses, faults)
    if faults:
        raise PackError(faults)
    return Pack(
        facts=facts,
        clauses=clauses,
        notice=notice,
        entries=entries,
        crafts=crafts,
        craft_template=faq.craft_template,
        names=names,
        concepts=concepts,
        beside_craft=faq.beside_craft(),
        most_asked=most_asked,
        interview=interview,
    )


def _steps(facts: Facts, clauses: dict[str, Clause]) -> Iterator[Fault]:
    """Unknown clauses and placeholders in what the milestones say is to be done."""
    for milestone in facts.milestones.values():
        for name in milestone.step_clauses:
            if name not in clauses:
                wrong = f"时间节点 {milestone.id} 的 step 的条款 {name} 不存在"
                yield Fault("rules.yaml", milestone.line, wrong, "请用 notice.md 里的编号")
        for name in PLACEHOLDER.findall(milestone.step):
            if name not in facts.substitutions:
                wrong = f"时间节点 {milestone.id} 的 step 用了没有的 {{{name}}}"
                yield Fault("rules.yaml", milestone.line, wrong, "请用 rules.yaml 里的名字")


def _interview(path: Path, facts: Facts, clauses: dict[str, Clause], faults: list[Fault]) -> Interview | None:
    root = _root(path, faults) if path.exists() else None
    return None if root is None else read_interview(root, facts, clauses, faults)


def _root(path: Path, faults: list[Fault]) -> Mapping | None:
    try:
        return read_yaml(path)
    except PackError as error:
        faults += error.faults
        return None
