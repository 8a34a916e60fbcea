"""The flow of the interview as a Mermaid flowchart: questions, what opens them, and where their answers lead."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interview.engine.dependence import sources
from bot.pack.interview_model import VERDICT_OF, Fact, Interview, Rule


def mermaid(interview: Interview) -> str:
    """The chart; the same interview gives the same text."""
    lines = ["flowchart TD", *_nodes(interview), *_gates(interview), *_decisions(interview)]
    return "\n".join(lines) + "\n"


def _nodes(interview: Interview) -> Iterator[str]:
    for title, deciding in (("decides", True), ("papers", False)):
        yield f'  subgraph {title}["{_TITLES[title]}"]'
        for fact in interview.facts.values():
            if fact.deciding is deciding:
                yield f'    {fact.id}["{_quoted(fact.question)}"]'
        yield "  end"
    for verdict in (one for one in interview.verdict_order if one in interview.verdicts):
        yield f'  {verdict}(["{_quoted(interview.verdicts[verdict].name)}"])'


_TITLES = {"decides": "能不能报", "papers": "要交什么"}


def _gates(interview: Interview) -> Iterator[str]:
    for fact in interview.facts.values():
        for source in sources(interview, fact.asked_when):
            yield f"  {source} -->|{_quoted(_label(interview, fact, source))}| {fact.id}"


def _label(interview: Interview, fact: Fact, source: str) -> str:
    """The answers of `source` that open `fact`, as people see them."""
    labels: list[str] = []
    for node in fact.asked_when.nodes():
        if source not in node.facts and not any(node_fact in interview.derived for node_fact in node.facts):
            continue
        if node.operator == "is" and source in node.facts:
            labels.append(_STATES[str(node.values[0])])
        names = {option.value: option.label for option in interview.facts[source].options}
        not_ = "不是" if node.operator == "is_not" else ""
        labels += [not_ + names[value] for value in node.values if value in names]
    return "、".join(dict.fromkeys(labels)) or "有了答案"


_STATES = {
    "a_date": "有日期",
    "known": "有了答案",
    "applicable": "适用",
    "unknown": "不清楚",
    "invalid": "答错",
}


def _decisions(interview: Interview) -> Iterator[str]:
    """One dotted arrow from each question to each verdict that a rule draws from it, with the rules' names."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for rule in interview.rules.values():
        for source, verdict in _leads(interview, rule):
            arrows.setdefault((source, verdict), []).append(rule.id)
    for (source, verdict), rules in arrows.items():
        yield f"  {source} -.->|{'、'.join(dict.fromkeys(rules))}| {verdict}"


def _leads(interview: Interview, rule: Rule) -> Iterator[tuple[str, str]]:
    for case in rule.cases:
        if case.outcome.effect in VERDICT_OF:
            for source in sources(interview, case.condition):
                yield source, interview.verdict_of(case.outcome.effect)


def _quoted(text: str) -> str:
    """Escape text for Mermaid quotes or bars."""
    return text.replace('"', "”").replace("|", "／").replace("(", "（").replace(")", "）")
