"""Days named by what is done on them, phones by the office behind them, lists that are conditions and lists that are none."""

from __future__ import annotations

import pytest

from bot.pack.drafting.draft_model import Draft
from tests.pack.drafting.drafts import draft_of_text

NOTICE = """石桥镇文化站
关于招募2024年古镇讲解员的公告

石文〔2024〕3号

现面向社会招募古镇讲解员18名，有关事项公告如下：

一、招募条件
（一）报名人员应当具备下列条件：
1.热爱本镇历史文化，品行良好，能服从景区统一安排，节假日能到岗，夏季旺季每周能到岗三天以上，遇到大型活动能随叫随到，能穿统一服装上岗，能自备讲解所用的扩音设备；
2.年龄18至55周岁，普通话二级乙等及以上，能够连续讲解四十分钟以上；
3.本镇户籍或者在本镇连续居住满1年，每月能到岗不少于6天。
（二）有下列情形之一的，不得报名：1.受过行政拘留的；2.被列为失信被执行人的。

二、报名办法
（一）时间。2024年3月11日至3月22日，每日9:00—11:30、14:00—16:30，周日不受理。
（二）地点和方式。到镇便民大厅2号窗口（临河街16号）现场报名，须本人到场。
（三）材料。1.报名登记表一份，本人手写签名；2.身份证、户口簿原件和复印件，非本镇户籍的另交居住证；3.近期一寸照片2张，背面写上姓名和联系方式；4.普通话等级证书原件和复印件，遗失的交发证单位出具的证明。其余材料不全的，当场一次性告知，须于3月26日前补齐。弄虚作假的取消资格。
（四）审查和证件。通过人员于4月1日至4月2日凭身份证到原报名窗口领取参考证。

三、考核
（一）试讲。按报名先后每组8人依次进行讲解比较，4月13日进行，每人不超过10分钟。
（二）笔试。考本镇史志；讲外语的不考笔试，于4月14日上午在文化站二楼机房测试口语。

四、其他
不收取任何费用，不组织任何形式的考前辅导班。咨询电话：0600-5550191（镇文化站办公室，工作日）；监督电话：0600-5550192（派驻镇纪检监察组）。

石桥镇文化站
2024年3月4日
"""


@pytest.fixture(scope="module")
def guides() -> Draft:
    """The draft of the notice."""
    return draft_of_text(NOTICE)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-03-22", "报名截止"),
        ("2024-03-26", "补齐"),
        ("2024-04-02", "领取参考证截止"),
        ("2024-04-13", "试讲"),
        ("2024-04-14", "测试口语"),
    ],
)
def test_a_day_is_named_by_what_is_done_on_it(guides: Draft, day: str, name: str) -> None:
    """Not by the words of the sentence before it, nor by the number of its clause."""
    assert [one.name for one in guides.milestones if one.day.isoformat() == day] == [name]


def test_a_phone_is_of_the_office_in_the_bracket_behind_it(guides: Draft) -> None:
    """Not of the sentence before it, nor of the phone before it."""
    named = {one["phone"]: one["office"] for one in guides.contacts}
    assert named == {"0600-5550191": "镇文化站办公室", "0600-5550192": "派驻镇纪检监察组"}


def test_a_long_list_of_conditions_is_said_as_far_as_an_answer_holds_it(guides: Draft) -> None:
    """It gave way to the shorter one of those who may not apply."""
    conditions = next(one for one in guides.entries if one.title == "报名条件")
    assert conditions.answer.startswith("（一）报名人员应当具备下列条件：\n1.热爱本镇历史文化")
    assert "行政拘留" not in conditions.answer


def test_materials_do_not_end_with_a_penalty(guides: Draft) -> None:
    """What happens to who lies is no material."""
    materials = next(one for one in guides.entries if one.id == "materials")
    assert "登记表" in materials.answer
    assert "弄虚作假" not in materials.answer


def test_hours_and_the_window_that_the_notice_states_are_not_said_to_be_missing(guides: Draft) -> None:
    """每日9:00—11:30, 周日不受理 and 2号窗口（临河街16号）."""
    assert {"office_hours", "local_office"} <= set(guides.without)


def test_no_entry_says_a_title_alone(guides: Draft) -> None:
    """（三）材料。 opens its list; 被列 is no topic."""
    assert all(len(one.answer) > len("（三）材料。") for one in guides.entries)
    assert "被列" not in {one.title for one in guides.entries}
    assert any(one.title == "报名时间" for one in guides.entries)
