"""Tags in a message, and messages that are programs."""

from __future__ import annotations

import pytest

from bot.language.markup import is_code, without_markup


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("<a href='http://x.example'>要交什么材料</a>", "要交什么材料"),
        ("要交什么<b>材料</b>？", "要交什么材料？"),
        ('<img src=x onerror="alert(1)">几号截止', "几号截止"),
        ("几号截止<img src=x", "几号截止"),
        ("<script>alert('几号')</script>要交什么", "要交什么"),
        ("<!-- 注 -->几号<br/>截止&nbsp;呢", "几号 截止 呢"),
        ("停车<b>场</b>在<i class=x>哪里</i>", "停车场在哪里"),
        ("<P CLASS=x>几号\n截止</P>", "几号\n截止"),
    ],
)
def test_tags_are_not_heard(said: str, heard: str) -> None:
    """What stands between them is."""
    assert without_markup(said) == heard


@pytest.mark.parametrize(
    "said",
    ["学时<90行吗", "学时<90>80", "90>学时", "a<b", "总数<90，专业<60", "<90", "<<通知>>写了吗", "<材料>要几份", "R&D算吗",
     "3 < 4 > 2", "<img src=x>", "", "<", "hours < 90 a year"],
)  # fmt: skip
def test_what_is_no_tag_stays(said: str) -> None:
    """Comparisons, titles in brackets; and a message that is nothing but tags is not made empty."""
    assert without_markup(said) == said


@pytest.mark.parametrize(
    "said",
    ["'; DROP TABLE", "; DROP", "' OR '1'='1", "admin'--", "{{7*7}}", "$(id)", "`id`", "1; ls || dir", "../../etc/passwd",
     "<script>alert(1)</script>", "1' AND SLEEP(5)--", "Robert'); DROP TABLE students;--", "1=1", "() { :;}; echo x",
     "%00", "<%= 7 %>"],
)  # fmt: skip
def test_a_program_is_told(said: str) -> None:
    """By signs that nobody asks with."""
    assert is_code(said)


@pytest.mark.parametrize(
    "said",
    ["can i apply", "what's the deadline?", "I'd like to apply - how?", "hello :)", "OK!", "90", "12.6", "2022-12-06", "^_^",
     "is it free (no fee)?", "Q&A", "http://jxt.example.gov.cn/a?b=1&c=2", "hours >= 90", "wo neng bao ma", "'; 删表", ":-)",
     "1,2;3", "deadline -- when?", "hours(90)", "“{{7*7}}”", "A4", "50%"],
)  # fmt: skip
def test_what_people_write_is_none(said: str) -> None:
    """In English, pinyin, with smileys, addresses and comparisons; nor anything with a Chinese character in it."""
    assert not is_code(said)
