"""Places of a notice that are easily misread: item numbers before years, times of day, what a condition is reckoned to,
what is refused and shuts nobody out. What stays doubtful is an open question.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.knowledge import open_knowledge
from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.draft_model import Draft
from bot.pack.drafting.finding.day_finder import spans_in
from bot.pack.drafting.finding.value_finder import amounts_in
from bot.pack.drafting.rule_drafts import conditions_in
from tests.pack.drafting.drafts import draft_of_text, written

ASKED = datetime.fromisoformat("2026-02-18T10:00:00+08:00")
GARDENS = """松坪镇关于2026年度共享菜园认领申请工作的通知

一、申请条件

（一）申请人年满20周岁（年龄计算至2026年3月1日）；

（二）持有本镇居住证满3个月（计算至2026年3月10日），2024年1月1日至2025年12月31日期间没有被收回过菜园；

（三）每户限认领1块，认领后不得更改；

（四）镇农机站职工不得申请；弃耕过的，2年内不得再次申请。

有下列情形之一的，不得申请：

1.2023年以来被收回过菜园的；

2.在外镇已有菜园的。

二、费用

（一）每块菜园每年交水费60元。低保家庭水费减半，押金不予减免。

（二）身份证原件核对后当场退还。

三、程序

（一）申请。2026年2月20日8:00至3月10日18:00。可以登录“松坪菜园”公众号申请，系统2月20日8:00开放，3月12日20:00关闭。

（二）抽签。3月15日在镇文化站举行，由县公证处派员到场。

（三）20:30以后不得浇水。弃耕的收回菜园，1年内不得再次申请。

四、联系方式

镇农业服务中心，0711-3307719。

松坪镇人民政府
2026年2月10日
"""


@pytest.fixture(scope="module")
def gardens() -> Draft:
    return draft_of_text(GARDENS)


@pytest.mark.parametrize(
    ("line", "number"), [("4.2023年4月1日起", 4), ("12．2024年以来被清退的", 12), ("3、2022年", 3)]
)
def test_a_number_before_a_year_is_that_of_an_item(line: str, number: int) -> None:
    """And no decimal number."""
    marker = marker_of(line)
    assert marker is not None
    assert (marker.kind, marker.number) == ("number", number)
    assert not [one for one in amounts_in(line) if "." in one.printed]


@pytest.mark.parametrize(
    "line", ["3.25平方米以上的", "1.5万元以下", "2.5公里内", "3.5小时", "2.5学时", "6.5折"]
)
def test_a_decimal_number_stays_one(line: str) -> None:
    """At the beginning of a line too."""
    assert marker_of(line) is None


def test_a_decimal_number_is_read_whole() -> None:
    """An item number before a day leaves the day alone."""
    assert [one.number for one in amounts_in("面积3.25平方米，不超过1.5万元")] == [3.25, 1.5]
    (span,) = spans_in("4.2023年4月1日至2025年3月31日期间")
    assert span.begin is not None
    assert (span.begin.year, span.begin.month, span.day.year) == (2023, 4, 2025)


def test_a_time_of_day_is_no_title(gardens: Draft) -> None:
    """20:30以后 is not called 20."""
    clause = next(one for one in gardens.clauses if one.text.startswith("（三）20:30"))
    assert clause.name.startswith("20:30以后")
    assert not [one.title for one in gardens.entries if one.title.isdigit()]


def test_the_window_of_applying_closes_it(gardens: Draft) -> None:
    """Not the day to which a condition is reckoned, though it is the same."""
    days = {one.id: one for one in gardens.milestones}
    assert (days["submit"].name, days["submit"].time) == ("申请截止", "18:00")
    assert days["submit"].opens is not None
    reckoned = {one.name: one.day.isoformat() for one in gardens.milestones if one.closes == "seniority"}
    assert reckoned == {"年龄计算截止": "2026-03-01", "持有本镇居住证满3个月计算截止": "2026-03-10"}
    assert not [one for one in gardens.milestones if one.day.year < 2026]


def test_what_opens_and_shuts_has_its_own_name(gardens: Draft) -> None:
    """系统 … 开放，… 关闭."""
    days = {one.name: (one.day.isoformat(), one.time) for one in gardens.milestones}
    assert days["系统开放"] == ("2026-02-20", "08:00")
    assert days["系统关闭"] == ("2026-03-12", "20:00")


def test_a_shared_point_is_laid_on_what_says_it(gardens: Draft) -> None:
    """A notary who comes along is no translation; a ban of a year does not tell who failed when he may come back."""
    assert "translation" not in gardens.without
    assert "failed_reapply" not in gardens.without
    assert {"materials_return", "mobile_phone"} <= set(gardens.without)


def test_what_is_refused_or_forbidden_shuts_nobody_out(gardens: Draft) -> None:
    """Only what forbids to apply does; the rest is undecided."""
    sure = {one.words: one.forbids for one in conditions_in(gardens.clauses, gardens.head.title) if one.sure}
    assert sure["镇农机站职工不得申请"]
    assert sure["有下列情形之一的，不得申请"]
    assert not [words for words in sure if "减免" in words or "更改" in words or "浇水" in words]
    assert not [words for words in sure if "弃耕" in words]
    subsidy = draft_of_text(
        "东山县稻种补贴申领通知\n一、申领条件\n（一）弃耕的不予补贴。\n（二）运费不予补贴。"
    )
    assert [one.words for one in conditions_in(subsidy.clauses, subsidy.head.title) if one.sure] == [
        "弃耕的不予补贴"
    ]


def test_the_paragraph_behind_a_list_keeps_the_items_it_opens(gardens: Draft) -> None:
    """有下列情形之一的 does not belong to the last condition."""
    closing = next(one for one in gardens.clauses if one.id == "一.末")
    assert closing.text == "有下列情形之一的，不得申请："
    assert [one.text[:6] for one in gardens.clauses if one.parent == "一.末"] == ["1.2023", "2.在外镇已"]


def test_a_missing_number_and_a_guessed_day_are_open_questions(tmp_path: Path) -> None:
    """`check` names them, and what was found only by the way."""
    text = GARDENS.replace("（四）镇农机站", "3.25平方米以下的小园不收押金。\n（五）镇农机站")
    folder = written(draft_of_text(text), tmp_path / "d")
    listed = CliRunner().invoke(app, ["--knowledge", str(folder), "check"]).output
    for words in ("编号接不上", "“3.25平方米以下的小园不收押金。”像是一个数", "说的也许是别的事"):
        assert words in listed
    assert "编号接不上" not in "".join(draft_of_text(GARDENS).questions)


def test_a_closing_day_that_was_guessed_is_an_open_question() -> None:
    """No word of its own says that applying ends on it."""
    text = "关于种子发放的通知\n一、时间\n（一）取种。截止2024年7月6日，过期的不再受理申请。"
    draft = draft_of_text(text)
    assert [one.closes for one in draft.milestones] == ["submit"]
    assert any("按整句话猜" in one for one in draft.questions)
    assert not any("按整句话猜" in one for one in draft_of_text(GARDENS).questions)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("外镇户口能不能申请", "居住证满3个月"),
        ("低保户能少交点吗", "低保家庭水费减半"),
        ("押金退不退", "押金"),
        ("系统怎么还进不去", "2026年2月20日8:00"),
        ("身份证原件退给我们吗", "核对后当场退还"),
        ("手机上从哪儿申请", "松坪菜园"),
    ],
)
def test_what_is_asked_of_any_notice_is_answered_by_a_draft(
    question: str, said: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Before any hand: residence, relief, deposits, what opens, what comes back, what is done by phone."""
    folder = written(draft_of_text(GARDENS), tmp_path_factory.mktemp("gardens") / "d")
    answer = open_knowledge(folder, draft=True).answerer().answer(question, ASKED)
    assert answer.outcome == "answer"
    assert said in answer.body
