"""Addresses as people type them."""

from __future__ import annotations

import pytest

from bot.channels.mail.mail_address import MailAddress, find_address, is_nearly_address, read_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("a@b.cn", MailAddress("a@b.cn", "a@b.cn")),
        ("  <Zhang.San@QQ.com> ", MailAddress("Zhang.San@qq.com", "Zhang.San@qq.com")),
        ("ａ＠ｑｑ．ｃｏｍ", MailAddress("a@qq.com", "a@qq.com")),
        ("a@qq。com", MailAddress("a@qq.com", "a@qq.com")),
        ("a\u200b@qq.com", MailAddress("a@qq.com", "a@qq.com")),
        ("a@例子.公司", MailAddress("a@例子.公司", "a@xn--fsqu00a.xn--55qx5d")),
        ("a@xn--fsqu00a.xn--55qx5d", MailAddress("a@例子.公司", "a@xn--fsqu00a.xn--55qx5d")),
        ("张三@qq.com", MailAddress("张三@qq.com", "张三@qq.com", international=True)),
        ('"zhang san"@b.cn', MailAddress('"zhang san"@b.cn', '"zhang san"@b.cn')),
        ('"a@b"@c.cn', MailAddress('"a@b"@c.cn', '"a@b"@c.cn')),
        ("o'neil+x=y@b.co.uk", MailAddress("o'neil+x=y@b.co.uk", "o'neil+x=y@b.co.uk")),
        ("a" * 64 + "@b.cn", MailAddress("a" * 64 + "@b.cn", "a" * 64 + "@b.cn")),
    ],
)
def test_an_address_is_read_however_it_was_typed(typed: str, address: MailAddress) -> None:
    """Full-width letters, blanks, brackets, scripts, quotes, tags."""
    assert read_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "@",
            "a@",
            "@b.cn",
            "a@b",
            "a@localhost",
            "a@127.0.0.1",
            "a@[127.0.0.1]",
            "a@b..cn",
            "a@-b.cn",
            "a@b_c.cn",
        ),
        *(
            "a..b@c.cn",
            ".a@b.cn",
            "a.@b.cn",
            "a b@c.cn",
            "a@b.cn c@d.cn",
            "a@b.cn,c@d.cn",
            "a@b.cn;",
            "a@b@c.cn",
        ),
        *("a@b.cn\r\nBcc: c@d.cn", "a\n@b.cn", "a\x00@b.cn", '"a\r\nb"@c.cn', '"a"b"@c.cn', '""@b.cn'),
        *(
            "a" * 65 + "@b.cn",
            "a@" + "b." * 130 + "cn",
            "张" * 30 + "@b.cn",
            "a@" + "b" * 64 + ".cn",
            "a@b.123",
        ),
        *("提醒我", "什么时候截止？", "\ud800@b.cn", "a\u202e@b.cn"),
    ],
)
def test_anything_else_is_none(typed: str) -> None:
    """Above all nothing with a line of its own, two addresses, or a sentence around one."""
    assert read_address(typed) is None


def test_spellings_of_one_mailbox_are_counted_as_one() -> None:
    """Whatever case, whatever tag; other people are others."""
    alike = ("zhang@example.com", "ZHANG@Example.com", "zhang+a@example.com", "Zhang+b+c@EXAMPLE.COM")
    assert len({found.counted for one in alike if (found := read_address(one))}) == 1
    others = ("zhang@example.com", "zhang@example.org", "zhan.g@example.com", '"zhang+a"@example.com')
    assert len({found.counted for one in others if (found := read_address(one))}) == 4


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("我的邮箱是a@b.cn", "a@b.cn"),
        ("邮箱：a@b.cn", "a@b.cn"),
        ("a@b.cn，谢谢", "a@b.cn"),
        ("发到 a+x@b.cn 吧", "a+x@b.cn"),
        ("张三@qq.com", "张三@qq.com"),
        ("我的邮箱是a@b.cn，单位几号前要推荐", ""),
        ("a@b.cn c@d.cn", ""),
        ("@b.cn", ""),
        ("四@五", ""),
    ],
)
def test_a_few_words_around_an_address_are_no_part_of_it(text: str, wire: str) -> None:
    """As people answer; a longer message is heard as what it says."""
    found = find_address(text)
    assert (found.wire if found else "") == wire


@pytest.mark.parametrize(
    "typed",
    [
        "zhang@",
        "zhang@qq",
        "zhang@qq,com",
        "zhang＠qq，com",
        "我的邮箱是zhang@qq",
        "zhang @ qq",
        "a@b.cn,c@d.cn",
        "z@@qq.com",
    ],
)
def test_what_was_meant_as_an_address(typed: str) -> None:
    """Its end is missing, or a sign is wrong."""
    assert is_nearly_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "zhang@qq.com",
        "邮箱是zhang@qq.com",
        "张三@例子.中国",
        "@小助手",
        "@",
        "什么时候截止",
        "这件事要不要先发到zhang@qq",
        "",
        "a" * 300 + "@",
    ],
)
def test_what_is_an_address_or_something_else(typed: str) -> None:
    """An address that is whole, the name of somebody, a question, nothing."""
    assert not is_nearly_address(typed)
