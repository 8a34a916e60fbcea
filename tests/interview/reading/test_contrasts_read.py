"""Answers that set two things against each other: the last state, one's own, and what is so instead counts."""

from __future__ import annotations

import pytest

from bot.interview.reading.free_reply import ReplyReader
from tests.interview.reading.replying import read


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("submitted_online", "上回提交过的，今年这次还没提交", False),
        ("unit_recommended", "前几天还没推，昨天推荐上去了", True),
        ("letter_status", "起初不给开，后来给开了，拿到手了", "have"),
        ("post_approved", "上半年没核上，现在核好了", "yes"),
        ("letter_issuer", "去年是市人社局，这次是省人社厅", "provincial_hrss"),
        ("application_route", "前年想破格没成，今年普通报", "ordinary"),
        ("degree_auto", "同事的提取不到，我的能提取", True),
        ("lower_recommended", "别人的推荐上去了，我的没有", False),
        ("unit_recommended", "隔壁小王的还压着，我这份推荐了", True),
        ("civil_status", "科里有合同工，我不是，我是公务员", "civil_servant"),
        ("application_route", "不是普通申报，是专家举荐", "recommended"),
        ("letter_status", "不是不给开，是还没去办", "not_yet"),
    ],
)
def test_the_side_that_counts_is_read(reader: ReplyReader, fact: str, said: str, value: object) -> None:
    """And noted, for it is said plainly."""
    found = read(reader, fact, said)
    assert (found.value, found.sure) == (value, True)


@pytest.mark.parametrize(
    ("fact", "said"),
    [("landmark_stated", "初稿里写了一条，后来专家嫌长给删了"), ("has_papers", "以前发表过论文，今年没有")],
)
def test_what_was_once_is_not_refused_without_asking(reader: ReplyReader, fact: str, said: str) -> None:
    """A yes of before that becomes a no, of what nobody does anew each time."""
    found = read(reader, fact, said)
    assert found.value is not False or not found.sure


@pytest.mark.parametrize(
    ("fact", "said"),
    [("personnel_relation", "以前是省博的，去年调走了"), ("letter_issuer", "原来是省人社厅盖的，去年换了人")],
)
def test_what_was_before_is_not_noted(reader: ReplyReader, fact: str, said: str) -> None:
    """What is now was not understood."""
    found = read(reader, fact, said)
    assert found.value is None or not found.sure


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("work_proof", "合同没签过，保险也没交过", "none"),
        ("civil_status", "图书馆专技岗，我们馆没参公", "none"),
        ("unit_recommended", "老板娘亲自在电脑上推荐的，我看着她点的", True),
        ("meets_12", "对着文件看的，没有哪条不符合", "yes"),
        ("civil_status", "我一个打工的，哪里轮得到公务员", "none"),
        ("meets_12", "12号文是什么？听都没听过", "unknown"),
    ],
)
def test_what_looks_otherwise_is_read_all_the_same(
    reader: ReplyReader, fact: str, said: str, value: object
) -> None:
    """Each thing denied in its clause, a question word that asks nothing, others who only did it for one."""
    assert read(reader, fact, said).value == value
