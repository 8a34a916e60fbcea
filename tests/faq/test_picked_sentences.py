"""The sentences picked of answers that are too long together."""

from __future__ import annotations

from bot.faq.picked_sentences import picked

LONG = "国内学历由系统自动提取，提取不到的自行上传。国外学历须提供认证书。毕业早的上传登记表。"
TELLING = {"国外": 3.0, "外学": 3.0, "学历": 1.0}


def test_what_has_room_is_told_whole() -> None:
    """A sentence that two answers hold stands once."""
    assert picked(["甲一。乙二。", "乙二。丙三。"], {}, 100) == "甲一。乙二。\n丙三。"


def test_of_a_long_answer_the_asked_sentence_is_told() -> None:
    """Not its first one."""
    assert picked([LONG], TELLING, 20) == "国外学历须提供认证书。"


def test_each_of_several_answers_is_heard_before_the_second_sentence_of_one() -> None:
    """However much more the one says of what was asked."""
    told = picked(["国外学历看这里。国外学历也看那里。", "地址在三楼。"], TELLING, 16)
    assert told == "国外学历看这里。\n地址在三楼。"


def test_a_sentence_longer_than_the_room_is_told_all_the_same() -> None:
    """Nothing would be no answer."""
    assert picked([LONG[:21]], TELLING, 5) == LONG[:21]


def test_a_numbered_heading_is_told_with_what_stands_behind_it() -> None:
    """Alone it says nothing."""
    answer = "（二）结果公布。评审结束后公布结果。国外学历须提供认证书。"
    assert picked([answer], {"结果": 3.0}, 20) == "（二）结果公布。评审结束后公布结果。"
