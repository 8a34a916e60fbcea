"""What of a text may be shown to somebody else than its writer."""

from __future__ import annotations

import pytest

from bot.language.for_others import shown_to_others
from bot.language.private_numbers import MARK, PrivateNumbers

NUMBERS = PrivateNumbers(["0571-12345678"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我的身份证330106199003078712能报吗", f"我的身份证{MARK}能报吗"),
        ("打我手机 138 0013 8000", f"打我手机 {MARK}"),
        ("家里电话0575-86112233没人接", f"家里电话{MARK}没人接"),
        ("邮箱zhang.san@example.com行吗", f"邮箱{MARK}行吗"),
        ("QQ是 123456789", f"QQ是 {MARK}"),
        ("2022-12-06截止吗，20221206呢", "2022-12-06截止吗，20221206呢"),
        ("邮箱zhang＠qq．com行吗", f"邮箱{MARK}行吗"),
        ("ｚｈａｎｇ＠ｑｑ．ｃｏｍ", MARK),
        ("zhang﹫qq｡com", MARK),
        ("写给 zhang @ qq。com", f"写给 {MARK}"),
        ("z h a n g @ q q . c o m", MARK),
        ("张三@qq.com", f"张三{MARK}"),
        ("０５７１－８６１１２２３３没人接", f"{MARK}没人接"),
        ("打１３８－００１３－８０００", f"打{MARK}"),
        ("1 3 8 0 0 1 3 8 0 0 0", MARK),
        ("2022－12－06截止吗，2022.12.06呢，1.2.3", "2022－12－06截止吗，2022.12.06呢，1.2.3"),
        ("要80个学时，@大家看看", "要80个学时，@大家看看"),
        ("一行\n两行\x07  三行", "一行 两行 三行"),
        ("卡6217 0012 3456 7890 123丢了", f"卡{MARK}丢了"),
        ("座机 0571 8611 2233 打不通", f"座机 {MARK} 打不通"),
        ("卡是六二一七零零一二三四五六七八九零", f"卡是{MARK}"),
        ("幺三八 零零幺三 八零零零", MARK),
        ("一 三 八 零 零 一 三 八 零 零 零", MARK),
        ("座机八六一一二二三三", f"座机{MARK}"),
        ("1.3.8.0.0.1.3", MARK),
        ("13 80 01 38 00 0", MARK),
        ("写给zhang.san艾特163点com", f"写给{MARK}"),
        ("写给lisi艾特qq。com行吗", f"写给{MARK}行吗"),
        ("lisi at qq dot com", MARK),
        ("lisi (at) qq.com", MARK),
        ("zhang@163点com", MARK),
        ("二〇二二年十二月六日", "二〇二二年十二月六日"),
        ("2019 2020 2021 2022都报过", "2019 2020 2021 2022都报过"),
        ("2022-12-6，2022 12 06，2022 1206", "2022-12-6，2022 12 06，2022 1206"),
        ("专业60 公需30 行业10", "专业60 公需30 行业10"),
        ("60 30 90 80", "60 30 90 80"),
        ("艾特大家3点来，第一二三条", "艾特大家3点来，第一二三条"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_what_names_a_person_is_masked(text: str, shown: str) -> None:
    """Numbers and addresses; days and amounts stay, names stay, and it is one line."""
    assert shown_to_others(text, NUMBERS) == shown
