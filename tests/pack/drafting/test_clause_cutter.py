"""The lines of a notice become its clauses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pack.drafting.cutting.clause_cutter import cut_notice
from bot.pack.drafting.cutting.markers import items_apart, marker_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.notice_text import NoticeText, TextLine

OURS = Path(__file__).parents[2] / "data" / "notice.txt"


def cut(text: str, *, whole: bool = True) -> list[CutClause]:
    """The clauses and headings of a text."""
    return list(cut_notice(NoticeText(tuple(map(TextLine, text.split("\n"))), whole)))


def ids(text: str) -> list[str]:
    """The ids of the clauses of a text; headings are #."""
    return [clause.id or "#" for clause in cut(text)]


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("一、申报范围", "han", 1),
        ("十二．附则", "han", 12),
        ("（三）公示", "han_paren", 3),
        ("(二) 时间", "han_paren", 2),
        ("1.专业", "number", 1),
        ("12、材料", "number", 12),
        ("３．全角", "number", 3),
        ("（4）括号", "number_paren", 4),
        ("⑵ 单字", "number_paren", 2),
        ("5）半括号", "number_close", 5),
        ("③圈", "circled", 3),
        ("第一条 总则", "article", 1),
        ("第十二章  附则", "chapter", 12),
        ("2.1 资格", "dotted", 1),
        ("【报名条件】", "bracket", 0),
        ("第二步：缴费", "step", 2),
    ],
)
def test_a_marker_is_known_by_its_form(line: str, kind: str, number: int) -> None:
    """In full and half width alike."""
    marker = marker_of(line)
    assert marker is not None
    assert (marker.kind, marker.number) == (kind, number)


@pytest.mark.parametrize(
    "line", ["2024年度申报", "1.5万元以下", "第一条、第二条所述", "3月1日截止", "一般不予受理", "2.0倍"]
)
def test_what_only_begins_like_a_marker_is_none(line: str) -> None:
    """Years, amounts, references."""
    assert marker_of(line) is None


def test_our_notice_is_cut_as_its_pack_is() -> None:
    """Every numbered clause of the notice has the id that it has in the shipped pack."""
    found = cut_notice(NoticeText(tuple(map(TextLine, OURS.read_text(encoding="utf-8").split("\n")))))
    wanted = ["一.1", "一.2", *(f"三.{n}" for n in "一二三"), *(f"四.{n}" for n in "一二三四五"), "五"]
    wanted += [f"附1.{n}" for n in range(1, 14)]
    cut_ids = [clause.id for clause in found]
    assert [id for id in wanted if id not in cut_ids] == []
    assert {clause.shown for clause in found} >= {"一、1", "四（二）", "附件1第7条", "五"}
    (platform,) = (clause for clause in found if clause.id == "二.继续教育要求")
    assert "浙江省工艺美术专业技术人员继续教育学时登记管理系统" in platform.text  # the break within is gone


def test_numbers_nest_as_the_notice_nests_them() -> None:
    """1. may stand above （一）, if its own numbers go on behind."""
    text = "1.条件\n（一）年龄不超过四十五周岁。\n（二）有学历。\n2.材料\n（一）申请表。\n（二）照片。"
    assert [id for id in ids(text) if id != "#"] == ["1.一", "1.二", "2.一", "2.二"]


def test_a_run_on_paragraph_comes_apart() -> None:
    """Each item of a list within a paragraph is a clause of its own."""
    text = "现将有关事项通知如下：一、申报条件。在职人员可以申报。二、申报时间。截止到6月30日。三、其他。另行通知。"
    assert ids(text)[-3:] == ["一", "二", "三"]
    assert items_apart("材料包括：1.申请表；2.身份证；3.学历证书。")[1:] == [
        "1.申请表；",
        "2.身份证；",
        "3.学历证书。",
    ]


@pytest.mark.parametrize(
    "text", ["截止到12月1、2、3日。", "按第（一）项、第（二）项办理。", "满分1.5分，共2.5分。"]
)
def test_numbers_in_a_sentence_are_no_list(text: str) -> None:
    """Days, references, amounts."""
    assert items_apart(text) == [text]


def test_articles_run_through_chapters() -> None:
    """第三条 is shown as the rule prints it, whatever chapter it stands in."""
    text = (
        "某某办法\n"
        "第一章 总则\n"
        "第一条 为了规范，制定本办法。\n"
        "第二条 适用于本市。\n"
        "第二章 申请\n"
        "第三条 申请人应当符合：\n"
        "（一）年满十八周岁；\n"
        "（二）有固定住所。"
    )
    found = cut(text)
    assert [clause.shown for clause in found if clause.id] == [
        "文首",
        "第一条",
        "第二条",
        "第三条",
        "第三条（一）",
        "第三条（二）",
    ]
    assert found[-1].parent == "第三条"


def test_a_notice_without_numbers_is_cut_at_its_paragraphs() -> None:
    """The letterhead and the signature stay apart."""
    text = (
        "某局关于招募志愿者的公告\n"
        "\n"
        "我局招募志愿者二十名，面向全市大学生，报名后统一培训上岗。\n"
        "报名时间为2024年3月1日至3月10日。\n"
        "某局\n"
        "2024年2月20日"
    )
    assert ids(text) == ["文首", "第1段", "第2段", "文末"]


def test_headings_without_numbers_and_in_brackets_are_headings() -> None:
    """【报名条件】 and 报名条件 on a line of their own."""
    text = "某某简章\n【报名条件】\n年满18周岁，身体健康，热爱志愿服务。\n【报名方式】\n登录官方网站填写报名表并提交，等待审核。"
    assert [clause.id for clause in cut(text) if clause.id][1:] == ["报名条件", "报名方式"]
    plain = text.replace("【", "").replace("】", "")
    assert [clause.id for clause in cut(plain) if clause.id][1:] == ["报名条件", "报名方式"]


def test_annexes_have_clauses_of_their_own() -> None:
    """Numbers begin anew in each; the list of annexes is none of their clauses."""
    text = (
        "关于申报的通知\n"
        "各单位：\n"
        "一、时间\n"
        "6月30日截止。\n"
        "附件：1.填报要求\n"
        "2.汇总表\n"
        "某厅\n"
        "2024年5月6日\n"
        "附件1\n"
        "填报要求\n"
        "1.网上填报。\n"
        "2.纸质报送。\n"
        "附件2\n"
        "汇总表\n"
        "按格式填写。"
    )
    assert [id for id in ids(text) if id.startswith("附")] == [
        "附1.首",
        "附1.1",
        "附1.2",
        "附2.首",
        "附2.第1段",
    ]
    assert "文末" in ids(text)


def test_page_numbers_and_broken_lines_vanish() -> None:
    """As in text that was copied out of a PDF."""
    lines = [
        "一、申报人员应当是在本市注册的企业中从事工艺美术工作的在职",
        "在岗专业技术人员，并且缴纳社会保险满十二个月以上，能够",
        "— 2 —",
        "提供缴费证明的，由所在单位推荐。",
        "二、时间另定。",
    ]
    found = [clause.text for clause in cut("\n".join(lines), whole=False)]
    assert found == ["".join([*lines[:2], lines[3]]), lines[4]]


def test_every_id_is_its_own() -> None:
    """Two lists that both count from 1 in one section."""
    text = "一、材料\n1.申请表。\n2.照片。\n另需：\n1.证明。\n2.复印件。"
    found = [id for id in ids(text) if id != "#"]
    assert len(found) == len(set(found))
