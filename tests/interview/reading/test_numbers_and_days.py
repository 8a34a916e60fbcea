"""Numbers and days that people tell in passing: labelled, multiplied, reckoned, put into figures with a point."""

from __future__ import annotations

import pytest

from bot.interview.reading.free_reply import ReplyReader
from tests.interview.reading.replying import read


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("ce_public", "十八，一分都没多", 18),
        ("ce_total", "90，一个都没少", 90),
        ("annual_review_years", "年年都有，一年没漏", 5),
        ("annual_review_years", "五年一份都没缺", 5),
        ("annual_review_years", "一年都没评过", 0),
        ("ce_public", "一分都没有", 0),
        ("ce_professional", "七十有二", 72),
        ("ce_professional", "八十又五", 85),
        ("ce_total", "九十有六个学时", 96),
        ("ce_professional", "手艺那块66，公共那块24", 66),
        ("ce_public", "手艺那块66，公共那块24", 24),
        ("ce_professional", "公共课18，本行的60", 60),
        ("ce_professional", "公共课18", None),
        ("ce_total", "公共的二十", None),
        ("ce_public", "听了三门，每门六个学时，就这三门", 18),
        ("ce_professional", "专业课上了10次，每次8个，公共的20", 80),
        ("ce_public", "公需三门，每门六个学时", 18),
        ("annual_review_years", "就缺疫情头一年那份，其余都齐", 4),
        ("annual_review_years", "除了21年那份，别的全有", 4),
    ],
)
def test_numbers(reader: ReplyReader, fact: str, said: str, value: object) -> None:
    """A denied lack is no zero, and a number beside the word of another fact is never that of the asked one."""
    assert read(reader, fact, said).value == value


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("degree_year", "09年秋天进的校，四年念完没拖", 2013),
        ("degree_year", "98级，三年制", 2001),
        ("degree_year", "2003年入的学，读了整整五年", 2008),
        ("other_degree_year", "比头一个晚三年，04年", 2004),
        ("other_degree_year", "2010年，比第一个迟了四年", 2010),
        ("degree_year", "香港回归那年", 1997),
        ("current_post_date", "评是评上了，厂里到今天也没下聘", "none"),
        ("current_post_date", "到现在都没发文", "none"),
        ("current_post_date", "15年聘的，到现在没变过", "2015"),
        ("publicity_start", "到现在都没贴出来", "none"),
        ("publicity_start", "11.9挂到内网的，办公室截了图给我", "2022-11-09"),
        ("publicity_start", "11.14贴出来的", "2022-11-14"),
        ("publicity_start", "礼拜一开始贴的，不是礼拜五", "2022-11-14"),
        ("ask_date", "离截止还剩整整三个礼拜，礼拜二嘛，十一月十五", "2022-11-15"),
        ("publicity_end", "十五号贴上去，二十二号揭", "2022-11-22"),
        ("publicity_start", "十六号上墙，二十三号撤下来", "2022-11-16"),
        ("other_degree_year", "忘了，要回去翻箱子", "unknown"),
    ],
)
def test_days_and_years(reader: ReplyReader, fact: str, said: str, value: object) -> None:
    """To this day is no date, and a year that is told beats one that could be reckoned."""
    assert read(reader, fact, said).value == value


def test_the_year_in_which_somebody_began_is_asked_about(reader: ReplyReader) -> None:
    """It may be meant for the end all the same."""
    found = read(reader, "degree_year", "09年进的校")
    assert (found.value, found.sure) == (2009, False)


def test_a_day_of_the_week_may_be_either_one(reader: ReplyReader) -> None:
    """If nothing says that it is over."""
    assert read(reader, "publicity_start", "礼拜一").doubtful == ("2022-11-14", "2022-11-21")


def test_an_event_that_names_a_year_is_the_whole_answer(reader: ReplyReader) -> None:
    """So that it changes nothing that was told before."""
    assert read(reader, "degree_year", "香港回归那年").whole
    assert not read(reader, "degree_year", "在香港读的，97年毕业").whole


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("我是参公不是公务员", "can_gong"),
        ("是参公，不是公务员", "can_gong"),
        ("我是公务员不是参公", "civil_servant"),
        ("不是公务员也不是参公", "none"),
    ],
)
def test_the_option_beside_one_that_is_denied(reader: ReplyReader, said: str, value: object) -> None:
    """Whichever stands first."""
    assert read(reader, "civil_status", said).value == value
