"""Causes before consequences: what is wrong in notice.yaml is told once, with all that follows from it."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from bot.pack.checking.check import check_folder
from bot.pack.checking.fault_causes import causes_of
from bot.pack.faults import Fault
from tests.evaluation.small_pack import RULES
from tests.packs import TinyPack


def test_a_wrong_day_is_one_cause(tiny: TinyPack) -> None:
    """The day beside its quote, the answers that say it, and the right day that nothing says any more."""
    line = tiny.replace("notice.yaml", '    date: "2022-12-06"', '    date: "2022-12-08"')
    _, faults = check_folder(tiny.folder)
    assert len(faults) > 2
    (cause,) = causes_of(faults)
    assert (cause.fault.file, "2022年12月8日" in cause.fault.wrong) == ("notice.yaml", True)
    assert abs(cause.fault.line - line) < 5
    assert {fault.file for fault in cause.consequences} == {"faq.yaml", "notice.md"}


def test_a_wrong_number_is_one_cause_also_in_the_interview(tiny: TinyPack) -> None:
    """A number that its quote does not state, wherever it is spoken."""
    tiny.write("rules.yaml", RULES.replace("text: 学时不够。", 'text: "学时不到{value.hours}。"'))
    tiny.replace("notice.yaml", "hours: {value: 80,", "hours: {value: 85,")
    tiny.replace("notice.yaml", "    value: 20\n", "    value: 25\n")
    _, faults = check_folder(tiny.folder)
    first = causes_of(faults)[0]
    assert "85" in first.fault.wrong
    assert "rules.yaml" in {fault.file for fault in first.consequences}


def test_a_quote_that_the_notice_no_longer_holds_is_the_cause(tiny: TinyPack) -> None:
    """The notice was corrected, notice.yaml not: the misquote comes first, the rest below it."""
    tiny.replace(
        "notice.md",
        "所在单位推荐截止时间为 2022 年 12 月 19 日",
        "所在单位推荐截止时间为 2022 年 12 月 21 日",
    )
    _, faults = check_folder(tiny.folder)
    (cause,) = causes_of(faults)
    assert cause.fault.file == "notice.yaml"
    assert "12月21日" not in cause.fault.wrong
    assert any(fault.file == "notice.md" for fault in cause.consequences)


def test_a_renamed_milestone_is_told_once(tiny: TinyPack) -> None:
    """Each use of the old name is a fault of its own to the loader; to the author it is one."""
    tiny.replace("notice.yaml", "  - id: personal\n", "  - id: submission\n")
    _, faults = check_folder(tiny.folder)
    assert len(faults) > 2
    cause = causes_of(faults)[0]
    assert cause.fault.file == "notice.yaml"
    assert "date.personal" in cause.fault.wrong
    assert len(cause.consequences) > 1


def test_a_renumbered_clause_is_told_once(tiny: TinyPack) -> None:
    """It stands where the clauses are."""
    tiny.replace("notice.md", "## 附1.7 |", "## 附1.8 |")
    _, faults = check_folder(tiny.folder)
    cause = causes_of(faults)[0]
    assert cause.fault.file == "notice.md"
    assert "附1.7" in cause.fault.wrong


def test_faults_that_have_nothing_in_common_stay_apart() -> None:
    """In the order in which they are best mended: the notice and its facts first, phrasings last."""
    faults = [
        Fault("phrasings/a.txt", 1, "a", "b"),
        Fault("faq.yaml", 9, "a", "b"),
        Fault("notice.yaml", 3, "a", "b"),
    ]
    causes = causes_of(faults)
    assert [cause.fault.file for cause in causes] == ["notice.yaml", "faq.yaml", "phrasings/a.txt"]
    assert not any(cause.consequences for cause in causes)


def test_every_fault_of_content_has_a_line(tiny: TinyPack) -> None:
    """Also what nothing says, clauses without an entry, and an office that the notice does not name."""
    tiny.replace("notice.md", "# 五、其他", "## 四.三 | 四（三） | 补充\n\n另交照片3张。\n\n# 五、其他")
    tiny.replace(
        "notice.yaml",
        "  time_zone: Asia/Shanghai\n",
        "  time_zone: Asia/Shanghai\n  issuers: [大评审办公室]\n",
    )
    _, faults = check_folder(tiny.folder)
    assert len(faults) >= 3
    assert all(fault.line for fault in faults)


def test_check_tells_a_cause_and_the_places_that_follow(tmp_path: Path, tiny: TinyPack) -> None:
    """One line for what follows; with --all each in its own words."""
    tiny.replace("notice.yaml", '    date: "2022-12-06"', '    date: "2022-12-08"')
    runner = CliRunner(env={"BOT_DATA_DIR": str(tmp_path / "data")})
    short = runner.invoke(app, ["--knowledge", str(tiny.folder), "check"])
    assert short.exit_code == 1
    lines = short.stdout.splitlines()
    assert lines[0].startswith("notice.yaml:")
    assert "faq.yaml:" in lines[1]
    assert len(lines) == 2
    long = runner.invoke(app, ["--knowledge", str(tiny.folder), "check", "--all"])
    assert len(long.stdout.splitlines()) > 3
