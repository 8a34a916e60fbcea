"""Lists that people number in one message."""

from __future__ import annotations

import pytest

from bot.language.numbered_items import numbered_items


@pytest.mark.parametrize(
    ("text", "head", "items"),
    [
        (
            "1、学时卡哪里导？2、评审表几份？3、联系电话？",
            "",
            ("学时卡哪里导？", "评审表几份？", "联系电话？"),
        ),
        ("一、外省的函谁开；二、户口在上海算外省吗", "", ("外省的函谁开；", "户口在上海算外省吗")),
        ("想问三个事：1. 截止几号 2. 几份材料", "想问三个事：", ("截止几号", "几份材料")),
        ("1、谁开函 2、12月5日9点提醒我", "", ("谁开函", "12月5日9点提醒我")),
        ("1）在职\n2）木雕", "", ("在职", "木雕")),
        ("您好 1，怎么登录 2，找谁", "您好", ("怎么登录", "找谁")),
    ],
)
def test_a_numbered_list(text: str, head: str, items: tuple[str, ...]) -> None:
    """The head and the items, as they were written."""
    assert numbered_items(text) == (head, items)


@pytest.mark.parametrize(
    "text",
    ["12月1、3、5日9点提醒我", "一、二、三号都提醒", "1、学时卡哪里导", "1、2、3", "2、学时 3、表", "", "1", "1、",
     "12月1、学时卡 2、表格", "学时92、公需20", "1.5万", "1、a 2、b"],
)  # fmt: skip
def test_what_is_no_numbered_list(text: str) -> None:
    """Days, amounts, and a list of one."""
    assert numbered_items(text) == (text, ())
