"""Private numbers: each kind is found as people write it, and no other number is taken for one."""

from __future__ import annotations

import pytest

from bot.language.private_numbers import MARK, PrivateNumbers, beside_numbers

IDENTITY = "330106198501011239"
PHONE = "13800138000"
CARD = "6222021202041701419"
NUMBERS = PrivateNumbers(["0571-88228291", "139 0000 1111"])


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "440308199901101512",
        "330106850101123",
        "330106 19850101 123X",
        "６２２２０２１２０２０４１７０１４１９",
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "6222 0212 0204 1701 419",
        PHONE,
        "138 0013 8000",
        "138-0013-8000",
        "8613800138000",
        "008613800138000",
        "1380\u200b0138000",
        "一三八零零一三八零零零",
        "幺三八〇〇幺三八〇〇〇",
    ],
)
def test_a_private_number_is_masked(number: str) -> None:
    """By itself and within words; nothing of it stays."""
    assert NUMBERS.masked(number) == MARK
    assert NUMBERS.masked(f"我的是{number}，能报吗") == f"我的是{MARK}，能报吗"
    assert NUMBERS.masked(f"{number}能报吗") == f"{MARK}能报吗"
    assert NUMBERS.masked(f"{number}，{number}") == f"{MARK}，{MARK}"


@pytest.mark.parametrize(
    "text",
    [
        "我的银行卡6222021202012345678",
        "银行卡号：6222 0212 0201 2345 678，学时要多少",
        "我身份证号是33010219650101",
        "账号4367421234567890123",
        "护照号 12345678",
    ],
)
def test_a_mistyped_number_is_private_by_its_name(text: str) -> None:
    """One digit wrong makes it no less that of a card."""
    masked = NUMBERS.masked(text)
    assert MARK in masked
    assert not any(map(str.isdigit, masked))


@pytest.mark.parametrize(
    "text", ["账号是2022年注册的", "身份证复印件20份", "银行卡要不要，学时90", "账号问0571-88228291"]
)
def test_a_number_beside_such_a_name_may_be_another(text: str) -> None:
    """Short ones, those of the next part, and those that are public stay."""
    assert NUMBERS.masked(text) == text


def test_numbers_side_by_side_are_masked_each() -> None:
    """A name, a phone and an identity number in one line."""
    assert NUMBERS.masked(f"张三 {PHONE} 11010519491231002X") == f"张三 {MARK} {MARK}"
    assert NUMBERS.masked(f"+86 {PHONE}") == f"+86 {MARK}"


@pytest.mark.parametrize(
    "text",
    [
        "0571-88228291",
        "057188228291",
        "0571 88228292",
        "13900001111",
        "139-0000-1111",
        "12345678901",
        "110105194912310021234",
        "999999999999999999",
        "2022-12-06 2022-12-19",
        "2022.12.06 2022.12.19",
        "2022年12月6日到2023年1月4日",
        "浙经信消费〔2022〕203号",
        "http://jxt.zj.gov.cn/art/2022/1/27/art_1229123402_2391663.html",
        "90学时里60专业18公需",
        "4111111111111112",
        "0000000000000000",
        "一二三四五六七八九",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """Phones that the notice names, dates, ids, numbers whose check is wrong."""
    assert NUMBERS.masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"提醒我打{PHONE}",
        f"打电话给张老师 {PHONE}",
        f"联系王工（{PHONE}）",
        f"给{PHONE}打电话",
        f"打给李工，电话是{PHONE}",
    ],
)
def test_a_phone_to_call_may_stay(text: str) -> None:
    """Behind a word for calling, or right before one."""
    assert NUMBERS.masked(text, but_to_call=True) == text
    assert PHONE not in NUMBERS.masked(text)


@pytest.mark.parametrize(
    "text", [f"我的电话{PHONE}", f"打个电话，我的手机{PHONE}", f"发短信到{PHONE}", "打4111111111111111"]
)
def test_other_numbers_are_none_to_call(text: str) -> None:
    """One's own phone, and numbers that nobody can call."""
    assert MARK in NUMBERS.masked(text, but_to_call=True)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (MARK, ""),
        (f"我的身份证号是{MARK}", ""),
        (f"身份证{MARK}，手机{MARK}。", ""),
        (f"我的身份证是{MARK}，能报吗", "能报吗"),
        (f"我的身份证 {MARK} 能报吗？", "能报吗？"),
        (f"{MARK}这个号登得上系统吗", f"{MARK}这个号登得上系统吗"),
        (f"什么时候截止？我电话{MARK}", "什么时候截止？"),
    ],
)
def test_what_is_said_beside_a_number(text: str, rest: str) -> None:
    """Parts that only say whose number it is say nothing."""
    assert beside_numbers(text) == rest
