"""Later documents of a pack: what they override, how that is cited and told, and what is wrong with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.pack.checking.advice import advice_on
from bot.pack.checking.check import check_folder
from bot.pack.faults import PackError
from bot.pack.layout import pack_files
from bot.pack.loader import load_pack, undecided_in
from bot.pack.model import Pack
from bot.pack.spoken import answer_text, clause_line
from tests.amended import AMENDMENTS, LATER, amended
from tests.packs import OPEN, TinyPack

SECOND = """\
## 再.一 | 一 | 再次延期
关于再次延长的通知
浙小〔2022〕11号
网上个人申报截止时间再延长至2022年12月20日。
2022年12月1日
"""
SECOND_LISTED = """
  - id: again
    file: again.md
    title: 关于再次延长的通知
    number: 浙小〔2022〕11号
    date: "2022-12-01"
    changes: {四.二: 再.一}
    milestones:
      - {id: personal, date: "2022-12-20", clauses: [再.一], quote: 再延长至2022年12月20日}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    return TinyPack.written(tmp_path / "pack")


def told(pack: Pack, entry: str) -> str:
    """What an entry says, with what it rests on."""
    one = pack.entries[entry]
    return f"{answer_text(one, pack, OPEN)}\n{clause_line(one.clauses, pack)}"


def faults_of(pack: TinyPack) -> list[str]:
    """What `check` says, each with its place."""
    return [str(fault) for fault in check_folder(pack.folder)[1]]


def test_a_later_document_overrides_and_is_cited(tiny: TinyPack) -> None:
    """Days, derived days, numbers and phones are the new ones, each with the old one, number and date of the document."""
    pack = load_pack(amended(tiny).folder)
    days = {id: (one.day, one.was) for id, one in pack.facts.milestones.items()}
    assert days == {
        "personal": (date(2022, 12, 13), date(2022, 12, 6)),
        "unit": (date(2022, 12, 26), date(2022, 12, 19)),
        "publicity_start": (date(2022, 12, 16), date(2022, 12, 9)),
    }
    assert pack.facts.milestones["personal"].clauses == ("延.一",)
    assert "2022年12月13日（已延期，原定2022年12月6日）截止（还有28天）" in told(pack, "deadline_personal")
    assert told(pack, "deadline_personal").endswith(
        "依据：浙小〔2022〕9号（2022年11月20日）一；四（二）（已更正）"
    )
    assert "要满70学时，其中专业科目60以上，其余10不限" in told(pack, "hours")
    assert "原来是80" in told(pack, "hours")
    assert "王小明 0571-87654321" in told(pack, "contact")
    assert "原来是王小明 0571-12345678" in told(pack, "contact")


def test_what_came_later_is_an_entry(tiny: TinyPack) -> None:
    """A pack with later documents says what they changed; one without has no such entry."""
    assert "amendments" not in load_pack(tiny.folder).entries
    said = told(load_pack(amended(tiny).folder), "amendments")
    assert "2022年11月20日，浙小〔2022〕9号《关于延长2022年度小评审申报时间的通知》" in said
    assert "延长至2022年12月13日" in said


def test_the_latest_of_two_holds(tiny: TinyPack) -> None:
    """Of two documents that move one day the later one holds, whatever their order in the file; `check` says so as advice."""
    first, second = AMENDMENTS.split("amendments:\n")[1], SECOND_LISTED
    amended(tiny, f"\namendments:{second}{first}", extension=LATER, again=SECOND)
    pack = load_pack(tiny.folder)
    milestone = pack.facts.milestones["personal"]
    assert (milestone.day, milestone.was, milestone.moved_by) == (
        date(2022, 12, 20),
        date(2022, 12, 6),
        "again",
    )
    assert milestone.clauses == ("再.一",)
    assert pack.clauses["四.二"].changed_by == "再.一"
    assert pack.clauses["延.一"].changed_by == "再.一"
    (advice,) = [str(one) for one in advice_on(pack) if "两份文件改过" in one.wrong]
    assert "按日期晚的 again 说" in advice
    assert advice.startswith("notice.yaml:")


def test_an_entry_that_says_the_old_value_is_told_behind_the_new_words(tiny: TinyPack) -> None:
    """`check` names its line; once it cites the later clause it is left alone."""
    amended(tiny)
    answer = "个人申报{date.personal}截止{state.personal}。"
    line = tiny.replace("faq.yaml", answer, "个人申报到2022年12月6日截止。")
    pack = load_pack(tiny.folder)
    said = told(pack, "deadline_personal")
    assert said.startswith(
        "【已更正】浙小〔2022〕9号（2022年11月20日）一：“一、网上个人申报截止时间延长至2022年12月13日"
    )
    assert "2022年12月6日截止" in said
    (fault,) = faults_of(tiny)
    start = tiny.entry_lines("deadline_personal").start
    assert fault.startswith(f"faq.yaml:{start}：条目 deadline_personal 还说着更正以前的2022年12月6日")
    assert start < line
    text = tiny.text("faq.yaml").replace(
        "clauses: [四.二]\n    answer: 个人申报到2022", "clauses: [延.一, 四.二]\n    answer: 个人申报到2022"
    )
    tiny.write("faq.yaml", text)
    assert faults_of(tiny) == []
    assert told(load_pack(tiny.folder), "deadline_personal").startswith("个人申报到2022年12月6日截止。")


def test_a_change_of_words_alone(tiny: TinyPack) -> None:
    """Where a document changes only the wording of a clause, what rests on it is told behind that, and `check` lists it."""
    text = "## 改.一 | 一 | 办法\n关于范围的通知\n浙小〔2022〕8号\n范围增加漆器。\n2022年11月1日\n"
    listing = """
amendments:
  - {id: wider, file: wider.md, title: 关于范围的通知, number: 浙小〔2022〕8号, date: "2022-11-01", changes: {一.1: 改.一}}
"""
    amended(tiny, listing, wider=text)
    assert told(load_pack(tiny.folder), "rules_document").startswith(
        "【已更正】浙小〔2022〕8号（2022年11月1日）一"
    )
    assert any(
        "条目 rules_document 出自条款 一.1，它的文字已由 改.一 更正" in fault for fault in faults_of(tiny)
    )


def test_tests_that_expect_the_old_day_are_listed(tiny: TinyPack) -> None:
    """Patterns too."""
    amended(tiny)
    folder = tiny.folder / "tests" / "questions"
    folder.mkdir(parents=True)
    (tiny.folder / "tests" / "tests.yaml").write_text('now: "2022-11-15T10:00"\n', "utf-8")
    line = r'{"id": "a", "q": "哪天截止", "answerable": true, "must": ["12\\s*月\\s*0?6"], "must_not": []}'
    (folder / "all.jsonl").write_text(line + "\n", "utf-8")
    (fault,) = faults_of(tiny)
    assert fault.startswith("tests/questions/all.jsonl:1：这一行还写着更正以前的")


def test_undecided_ones_are_not_said(tiny: TinyPack) -> None:
    """A document that is undecided does nothing; a moved day that is takes what rests on that day out. Both are listed."""
    amended(tiny, AMENDMENTS.replace("file: extension.md", "file: extension.md\n    待定: 等原件"))
    assert load_pack(tiny.folder).facts.milestones["personal"].day == date(2022, 12, 6)
    assert [str(point).partition("：")[2][:12] for point in undecided_in(tiny.folder)] == ["extension 待定"]
    tiny.write("notice.yaml", tiny.text("notice.yaml").replace("\n    待定: 等原件", ""))
    tiny.replace("notice.yaml", 'personal, date: "2022-12-13"', 'personal, 待定: 看不清, date: "2022-12-13"')
    assert "deadline_personal" not in load_pack(tiny.folder).entries
    assert "personal" in str(undecided_in(tiny.folder)[0])


def test_its_files_are_files_of_the_pack(tiny: TinyPack) -> None:
    """A later document that changes is read again."""
    amended(tiny)
    assert tiny.folder / "amendments" / "extension.md" in pack_files(tiny.folder)


WRONG = {
    "no number": ("    number: 浙小〔2022〕9号\n", "", "extension.md", "缺 number"),
    "no such clause": ("{四.二: 延.一,", "{四.三: 延.一, 四.二: 延.一,", "四.三", "是不是 四.二"),
    "no such own clause": ("四.二: 延.一,", "四.二: 延.九,", "延.九", "延.首、延.一"),
    "before the notice": ('date: "2022-11-20"', 'date: "2022-09-20"', "2022年9月20日", "请照更正文件改正"),
    "wrong number": (
        "number: 浙小〔2022〕9号",
        "number: 浙小〔2022〕99号",
        "浙小〔2022〕99号",
        "在 amendments/extension.md 里没有",
    ),
    "no such file": ("file: extension.md", "file: extensions.md", "extensions.md", "缺这个文件"),
    "a path": ("file: extension.md", "file: ../notice.md", "../notice.md", "file 只写文件名"),
    "not its clause": ("value: 70, clauses: [延.二]", "value: 70, clauses: [附1.7]", "附1.7", "延.首、延.一"),
    "unlisted change": (
        "{四.二: 延.一, 附1.7: 延.二}",
        "{四.二: 延.一}",
        "附1.7",
        "changes 加一行 附1.7: 延.二",
    ),
    "no day": ('date: "2022-11-20"', 'date: "十一月"', "十一月", "请写成"),
    "wrong document": ("quote: 调整为70个", "quote: 须满80个学时", "条款 附1.7", "把 clauses 改成 附1.7"),
    "mistyped id": ("{id: personal, date", "{id: personel, date", "没有 personel", "是不是 personal"),
}
"""What is wrong: a place of the listing, what stands there instead, and words of the one line that names and mends it."""


@pytest.mark.parametrize("wrong", WRONG)
def test_bad_input_is_one_line_with_a_mend(tiny: TinyPack, wrong: str) -> None:
    """Each names the place and what to write."""
    old, new, *words = WRONG[wrong]
    assert old in AMENDMENTS
    amended(tiny, AMENDMENTS.replace(old, new, 1))
    faults = faults_of(tiny)
    naming = [fault for fault in faults if all(word in fault for word in words if word != "extension.md")]
    assert naming
    assert all(".md" in fault or "notice.yaml:" in fault for fault in naming)


def test_a_document_older_than_the_notice(tiny: TinyPack) -> None:
    """Where the notice tells its own day."""
    tiny.write(
        "notice.md", tiny.text("notice.md").replace("小评审办公室。\n", "小评审办公室。2022年10月26日\n")
    )
    dates = 'dates:\n  signed: {date: "2022-10-26", clauses: [附1.7], quote: 2022年10月26日}\n'
    text = tiny.text("notice.yaml").replace(
        "  time_zone: Asia/Shanghai\n", "  time_zone: Asia/Shanghai\n  published: signed\n"
    )
    tiny.write("notice.yaml", text + dates)
    later = LATER.replace("2022年11月20日", "2022年9月20日")
    amended(tiny, AMENDMENTS.replace("2022-11-20", "2022-09-20"), extension=later)
    (fault,) = faults_of(tiny)
    line = tiny.line("notice.yaml", "- id: extension")
    assert fault == (
        f"notice.yaml:{line}：更正文件 extension 的日期是2022年9月20日，早于通知的2022年10月26日。请查 date；更正不会早于通知"
    )


def test_two_of_one_day_cannot_be_told_apart(tiny: TinyPack) -> None:
    """Two documents of the same day that change the same clause are a fault."""
    second = SECOND_LISTED.replace("2022-12-01", "2022-11-20")
    amended(
        tiny, AMENDMENTS + second, extension=LATER, again=SECOND.replace("2022年12月1日", "2022年11月20日")
    )
    assert [fault for fault in faults_of(tiny) if "同一天都改了条款 四.二" in fault]


def test_a_file_that_nothing_lists(tiny: TinyPack) -> None:
    """Is named; and a clause id that the notice has is too."""
    amended(tiny, extension=LATER, stray="## 四.二 | 一 | 时间\n关于延期\n")
    assert any("amendments/stray.md" in fault and "file: stray.md" in fault for fault in faults_of(tiny))
    (tiny.folder / "amendments" / "stray.md").unlink()
    amended(tiny, "", extension=LATER.replace("延.二", "四.二"))
    with pytest.raises(PackError, match=r"四\.二 通知或别的更正文件里已经有了"):
        load_pack(tiny.folder)


def test_an_hour_alone(tiny: TinyPack) -> None:
    """A document that changes the hour of a day and not the day says so."""
    text = LATER.replace("2022年12月13日", "2022年12月6日18:00")
    new = AMENDMENTS.replace('date: "2022-12-13"', 'date: "2022-12-06", time: "18:00"')
    amended(tiny, new.replace("延长至2022年12月13日", "延长至2022年12月6日18:00"), extension=text)
    pack = load_pack(tiny.folder)
    assert "2022年12月6日18:00（时间已更正，原定2022年12月6日）" in told(pack, "deadline_personal")
