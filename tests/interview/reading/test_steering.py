"""The words that steer the interview."""

from __future__ import annotations

import pytest

from bot.interview.reading.steering import named_change, read_command

NAMES = {
    "submitted_online": "网上提交",
    "publicity_start": "公示开始",
    "publicity_end": "公示结束",
    "civil_status": "公务员、参公身份",
}


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("为什么", "why"),
        ("为什么要问这个？", "why"),
        ("为啥问我这个啊", "why"),
        ("请问为什么问这个", "why"),
        ("上一步", "back"),
        ("回到上一题", "back"),
        ("改", "change"),
        ("我要改一下", "change"),
        ("修改答案", "change"),
        ("重来", "again"),
        ("重新开始吧", "again"),
        ("先到这里", "pause"),
        ("先到这儿吧。", "pause"),
        ("算了", "pause"),
        ("明天再说", "pause"),
        ("要交什么材料", "papers"),
        ("继续", "go_on"),
        ("接着问吧", "go_on"),
        ("改天再说", "pause"),
        ("不清楚", ""),
        ("没有", ""),
        ("为什么公务员不能报", ""),
        ("停薪留职", ""),
        ("继续教育", ""),
        ("材料清单在哪里下载", ""),
    ],
)
def test_words_of_the_interview(said: str, command: str) -> None:
    """However politely they are said; an answer or a question about the notice is none."""
    assert read_command(said) == command


@pytest.mark.parametrize(
    ("said", "menu", "changed"),
    [
        ("改公示开始", False, "publicity_start"),
        ("我想改一下公务员身份", False, ""),
        ("改公务员", False, "civil_status"),
        ("公示开始", True, "publicity_start"),
        ("公示开始", False, ""),
        ("公示", True, ""),
        ("改第2项", False, "publicity_start"),
        ("改第三个", False, "publicity_end"),
        ("改最后一项", False, "civil_status"),
        ("改9", False, ""),
        ("2022", True, ""),
        ("改", True, ""),
    ],
)
def test_an_answer_to_change_is_named(said: str, menu: bool, changed: str) -> None:
    """By its name or place; a name that fits several names none, and a bare name counts only with the list in view."""
    assert named_change(said, NAMES, menu) == changed
