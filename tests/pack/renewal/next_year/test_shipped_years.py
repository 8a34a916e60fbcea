"""The shipped pack carried over to the next year's notice, and on to a third one: what is decided, checked, said, judged."""

from __future__ import annotations

import json
import random
import re
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.knowledge import open_knowledge
from bot.pack.loader import load_pack
from bot.settings import shipped_knowledge
from tests.packs import SHANGHAI

NOTICES = Path(__file__).parents[3] / "data" / "notices"
SECOND, THIRD = NOTICES / "title_review_2023.txt", NOTICES / "title_review_2024.txt"
MOST_DECISIONS = 30
ASKED = 300
STILL_TRUE = re.compile(r"浙经信消费〔2022〕12号|/2022/1/27/|按您说的算.*|通知没有写[^。]*。")
"""What the new notices say as the old one did, what is reckoned from a person's own numbers, and what is told to be unsaid."""
STALE = {
    "2023": re.compile(
        r"2022|12月0?6日(?<!2023年12月6日)|12月19日|1月0?4日|10月2[67]日|88228292|(?<!\d)(?:90|60|18)(?=个?学?[时，。；])|203号|31号"
        r"|年度考核|13类|附件1第13条|未写(?:评审是否收费|要不要答辩)|没写几点"
    ),
    "2024": re.compile(
        r"2022|2023|17:00|11月30日|12月14日|12月29日|12月22日|88228295|厉佳|(?<!\d)(?:96|64|20)(?=个?学?[时，。；])|188号|27号"
        r"|年度考核|400元|织毯|不少于5个|其他相关附件"
    ),
}


def run(tmp_path: Path, *arguments: str) -> Result:
    """One call, with a data folder of its own."""
    return CliRunner(env={"BOT_DATA_DIR": str(tmp_path / "data")}).invoke(app, list(arguments))


def renewed_by(tmp_path: Path, old: Path, notice: Path, out: Path) -> dict[str, object]:
    """What `noticebot renew --json` says."""
    done = run(tmp_path, "renew", str(old), str(notice), "--out", str(out), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def stale_answers(folder: Path, stale: re.Pattern[str], now: datetime) -> list[tuple[str, str, str]]:
    """Of the questions of the old tests, those whose answer says something of the old notice."""
    files = sorted((shipped_knowledge() / "tests" / "questions").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = [json.loads(line)["q"] for line in lines]
    about = [
        one for one in questions if re.search(r"考核|费|面试|答辩|几点|截止|最晚|学时|电话|文号|公示", one)
    ]
    random.Random(15).shuffle(questions)
    asked = list(dict.fromkeys([*about[: ASKED // 2], *questions]))[:ASKED]
    answerer = open_knowledge(folder).answerer()
    found = []
    for question in asked:
        text = STILL_TRUE.sub("", answerer.answer(question, now).text)
        match = stale.search(text)
        if match:
            found.append((question, match[0], text))
    return found


def test_next_year(tmp_path: Path) -> None:
    """Days with a time, hours, a phone, one craft more, one clause gone, two new ones: at most 30 decisions, nothing stale."""
    out = tmp_path / "2023"
    before = {path: path.read_bytes() for path in shipped_knowledge().rglob("*") if path.is_file()}
    told = renewed_by(tmp_path, shipped_knowledge(), SECOND, out)
    decisions = told["decisions"]
    assert isinstance(decisions, list)
    assert 0 < len(decisions) <= MOST_DECISIONS
    assert all(set(one) == {"file", "line", "what", "why"} for one in decisions)
    assert told["faults"] == []
    assert told["seconds"]
    assert before == {path: path.read_bytes() for path in shipped_knowledge().rglob("*") if path.is_file()}
    checked = run(tmp_path, "--knowledge", str(out), "check")
    assert checked.exit_code == 0, checked.output
    assert all("待定" in line for line in checked.stdout.splitlines()[:-1])
    pack = load_pack(out)
    assert pack.facts.milestones["personal"].day.isoformat() == "2023-11-30"
    assert pack.facts.milestones["publicity_start"].day.isoformat() == "2023-12-06"
    assert pack.clauses["附1.11"].shown == "附件1第11条"
    assert pack.clauses["附1.11"].text.startswith("11.标志性业绩")
    assert pack.entries["fee"].kind == "answer"
    assert "400元" in pack.entries["fee"].answer
    assert pack.entries["defence"].clauses == ("四.六",)
    assert pack.entries["annual_review"].kind == "not_said"
    assert pack.interview is not None
    assert "annual_review_years" not in pack.interview.facts
    new = [member.id for member in pack.members if member.name == "皮革工艺"]
    assert [
        option.value for option in pack.interview.facts["specialty"].options if option.value in new
    ] == new
    assert stale_answers(out, STALE["2023"], datetime(2023, 11, 15, 10, tzinfo=SHANGHAI)) == []


@pytest.mark.soak
def test_the_year_after_from_the_renewed_pack(tmp_path: Path) -> None:
    """Clauses that changed places, one divided, another kind gone, another person at a phone, no time of day any more."""
    second, third = tmp_path / "2023", tmp_path / "2024"
    renewed_by(tmp_path, shipped_knowledge(), SECOND, second)
    told = renewed_by(tmp_path, second, THIRD, third)
    decisions = told["decisions"]
    assert isinstance(decisions, list)
    assert len(decisions) <= MOST_DECISIONS
    checked = run(tmp_path, "--knowledge", str(third), "check")
    assert checked.exit_code == 0, checked.output
    pack = load_pack(third)
    assert "carpet" not in {member.id for member in pack.members}
    assert pack.facts.contacts["li"].person == "沈月"
    assert pack.facts.milestones["publicity_start"].day.isoformat() == "2024-10-23"
    assert pack.entries["guarantee"].clauses == ("附1.3",)
    assert stale_answers(third, STALE["2024"], datetime(2024, 10, 8, 10, tzinfo=SHANGHAI)) == []


def test_two_years_on_at_once(tmp_path: Path) -> None:
    """A year may be left out."""
    out = tmp_path / "2024"
    told = renewed_by(tmp_path, shipped_knowledge(), THIRD, out)
    decisions = told["decisions"]
    assert isinstance(decisions, list)
    assert len(decisions) <= MOST_DECISIONS
    checked = run(tmp_path, "--knowledge", str(out), "check")
    assert checked.exit_code == 0, checked.output


def test_what_was_decided_stays(tmp_path: Path) -> None:
    """A decision made in the files is not overwritten, whatever the notice says a second time."""
    out = tmp_path / "2023"
    first = renewed_by(tmp_path, shipped_knowledge(), SECOND, out)["decisions"]
    faq = out / "faq.yaml"
    lines = faq.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if not line.startswith('  - "fee：')]
    own = "评审费每人400元，12月22日前在平台上缴。"
    mine = [re.sub(r'answer: "?摘自原文：评审费用.*', f"answer: {own}", line) for line in kept]
    faq.write_text("\n".join(mine), encoding="utf-8")
    corrected = tmp_path / "corrected.txt"
    corrected.write_text(
        SECOND.read_text(encoding="utf-8").replace("2023 年 12 月 14 日", "2023 年 12 月 13 日"),
        encoding="utf-8",
    )
    again = renewed_by(tmp_path, shipped_knowledge(), corrected, out)["decisions"]
    assert isinstance(first, list)
    assert isinstance(again, list)
    assert {one["what"] for one in first} - {one["what"] for one in again} == {"fee"}
    assert own in faq.read_text(encoding="utf-8")
    assert load_pack(out).facts.milestones["unit"].day.isoformat() == "2023-12-13"
