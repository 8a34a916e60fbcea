"""The tool that thins phrasings, run as its authors run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bot.pack.loader import load_pack
from tests.packs import PHRASINGS, TinyPack

TOOL = Path(__file__).parents[1] / "tools" / "thin_phrasings.py"
SAME = [
    f"{first}要交多少{last}"
    for first in ("评审", "参评", "申报", "报评审")
    for last in ("钱", "费用", "费", "钱啊", "费用呢")
]
OWN = "发票能不能开给厂里"
SHORT = "收费"
TESTED = "请问参评要交多少费用呀"


def thin(tiny: TinyPack, *arguments: str) -> str:
    """Give the entry of fees many phrasings, and run the tool; its report."""
    many = "\n".join((*SAME, "# 一句话", OWN, SHORT, TESTED))
    tiny.replace(PHRASINGS, "收费标准是怎样的\n", f"收费标准是怎样的\n{many}\n")
    asked = tiny.folder / "tests" / "questions"
    asked.mkdir(parents=True)
    question = {"id": "a", "q": f"{TESTED}？", "answerable": True, "must": ["收费"]}
    (asked / "own.jsonl").write_text(json.dumps(question, ensure_ascii=False) + "\n", encoding="utf-8")
    command = [sys.executable, str(TOOL), str(tiny.folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_what_others_say_too_is_taken_out_of_the_file(tiny: TinyPack) -> None:
    """What says something of its own, is short or is asked by a test stays; so do remarks and the entries that have few."""
    before = tiny.text(PHRASINGS).split("\n")
    thin(tiny, "--share", "0.3", "--write")
    left = tiny.text(PHRASINGS).split("\n")
    assert [line for line in left if line in before] == [line for line in before if line in left]
    fees = load_pack(tiny.folder).entries["fee"].variants
    assert {OWN, SHORT, TESTED} <= set(fees)
    assert len(set(SAME) & set(fees)) < len(SAME) / 2
    assert "# 一句话" in left
    assert len(load_pack(tiny.folder).entries["hours"].variants) == 6


def test_without_write_it_only_reports(tiny: TinyPack) -> None:
    """How many would be kept, and how phrasings left out fare with all others, those chosen, and as many at random."""
    told = thin(tiny, "--share", "0.3")
    assert [line.split("  ")[0] for line in told.splitlines()[1:]] == [
        "all others",
        "those chosen",
        "at random",
    ]
    assert set(SAME) <= set(load_pack(tiny.folder).entries["fee"].variants)
