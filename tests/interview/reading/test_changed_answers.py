"""Which earlier answers a message changes, over the shipped pack."""

from __future__ import annotations

import pytest

from bot.interview.reading.changed_answers import RevisionReader
from bot.knowledge import Knowledge
from tests.interview.applicants import PERSON
from tests.packs import OPEN

HOURS = {**PERSON, "ce_year": 2022, "ce_total": 92, "ce_professional": 62, "ce_public": 20}
PUBLIC = {"submitted_online": True, "publicity_start": "2022-11-11", "publicity_end": "2022-11-21"}


@pytest.fixture(scope="module")
def reader(shipped: Knowledge) -> RevisionReader:
    """Reads changes of the answers to the shipped interview."""
    assert shipped.interview is not None
    return RevisionReader(shipped.reader, shipped.interview.facts)


@pytest.mark.parametrize(
    ("asking", "known", "said", "changed"),
    [
        # By naming only what is so.
        (
            "has_hr_agency",
            {"unit_level": "city_county", "has_supervising_dept": False},
            "归县经信局管",
            {"has_supervising_dept": True},
        ),
        (
            "publicity_start",
            {"submitted_online": True},
            "只是存了一下，没真的交上去",
            {"submitted_online": False},
        ),
        (
            "meets_12",
            {"letter_status": "not_yet", "personnel_relation": "other_province"},
            "函今朝收到了",
            {"letter_status": "have"},
        ),
        # What is denied was noted before.
        (
            "has_papers",
            {"has_awards": True, "has_team_items": False},
            "前面讲没合作的不对，那块牌是跟师弟两个人做的",
            {"has_team_items": True},
        ),
        (
            "degree_year",
            {"degree_origin": "domestic"},
            "文凭是香港念的，刚才选成国内了",
            {"degree_origin": "hkmt"},
        ),
        (
            "current_title",
            {"application_route": "exceptional"},
            "我不破格的，照平常那样报就好",
            {"application_route": "ordinary"},
        ),
        # Numbers and days, with what they are called, and which of two months is meant.
        ("ce_registered", HOURS, "总数报多了，把去年的算进去了，其实八十六", {"ce_total": 86}),
        (
            "unit_level",
            {"annual_review_years": 5},
            "考核那个我吹牛了，翻出来只有三年的",
            {"annual_review_years": 3},
        ),
        ("lower_recommended", PUBLIC, "公示不是11号，是14号贴的", {"publicity_start": "2022-11-14"}),
        ("civil_status", PUBLIC, "结束那天讲错了，是12月1号", {"publicity_end": "2022-12-01"}),
        # Two at once.
        (
            "ce_registered",
            HOURS,
            "专业跟公需我说反了，专业20，公需62",
            {"ce_professional": 20, "ce_public": 62},
        ),
        # What is no longer claimed.
        (
            "ce_public",
            {"ce_total": 95},
            "总数九十五我是瞎猜的，当我没说，要回去查了才晓得",
            {"ce_total": "unknown"},
        ),
    ],
)
def test_what_a_message_changes(
    reader: RevisionReader, asking: str, known: dict[str, object], said: str, changed: dict[str, object]
) -> None:
    """The facts meant, and no other."""
    assert {one.fact: one.value for one in reader.read(known, asking, said, OPEN)} == changed


@pytest.mark.parametrize(
    ("asking", "said"),
    [
        ("ce_registered", "都登记好了"),
        ("ce_registered", "没错，总的就是92"),
        ("has_papers", "写过两篇"),
        ("degree_origin", "国美毕业的"),
        ("work_proof", "合同和社保都有"),
        ("unit_type", "我自己没退休啊？"),
        ("unit_type", "我爱人退休了"),
    ],
)
def test_an_answer_or_a_question_changes_nothing(reader: RevisionReader, asking: str, said: str) -> None:
    """Though much is known already."""
    assert reader.read(HOURS, asking, said, OPEN) == []


@pytest.mark.parametrize(
    "said", ["老实讲那个文件我没看，别算我全符合", "12号文我其实没对过，先前说符合是瞎讲的"]
)
def test_that_it_is_not_known_after_all_is_proposed(reader: RevisionReader, said: str) -> None:
    """And not that it is not so, whatever one of the clauses would say alone."""
    [changed] = reader.read({"meets_12": "yes"}, "ce_year", said, OPEN)
    assert (changed.fact, changed.value, changed.sure) == ("meets_12", "unknown", False)


def test_the_year_and_its_number_change_together(reader: RevisionReader) -> None:
    """Of who told last year's."""
    known = {"ce_year": 2021, "ce_total": 110, "civil_status": "none"}
    found = reader.read(known, "employment_status", "刚刚说的课时是去年的，今年的是92", OPEN)
    assert {one.fact: one.value for one in found} == {"ce_year": 2022, "ce_total": 92}


def test_of_two_options_the_other_is_left(reader: RevisionReader) -> None:
    """To who denies the one that was noted and says no more."""
    [changed] = reader.read({"meets_12": "yes"}, "ce_year", "12号文没有全部符合", OPEN)
    assert (changed.fact, changed.value) == ("meets_12", "no")


def test_what_is_not_sure_is_only_proposed(reader: RevisionReader) -> None:
    """A denial of what was noted leaves open what is so; a clear statement does not."""
    retired = {"employment_status": "retired"}
    [denied] = reader.read(retired, "civil_status", "没退休", OPEN)
    [told] = reader.read(retired, "civil_status", "没退休，还天天上班呢", OPEN)
    assert (denied.value, denied.sure) == ("in_post", False)
    assert (told.value, told.sure) == ("in_post", True)


@pytest.mark.parametrize(
    ("known", "said", "fact", "value"),
    [
        (PUBLIC, "公示期限延长到12月2号", "publicity_end", "2022-12-02"),
        (PUBLIC, "公示14号才起头一天", "publicity_start", "2022-11-14"),
        ({"unit_type": "enterprise"}, "是事业的那种，可不是企业", "unit_type", "public_institution"),
        ({"unit_type": "public_institution"}, "归社会的团体管，不是事业单位", "unit_type", "social_org"),
        ({**HOURS, "ce_year": 2022}, "先前报的那些全是2020年的课", "ce_year", 2020),
        ({"submitted_online": False}, "早上跟你说没提交，刚点上去了", "submitted_online", True),
        ({"has_apprentices": False}, "徒弟证明有一张，我妻子收着", "has_apprentices", True),
        ({"degree_year": 1990}, "我姐姐提醒我，我是1992年毕业的", "degree_year", 1992),
        ({"employment_status": "in_post"}, "上个月退休了，工牌也交了", "employment_status", "retired"),
        ({"ce_year": 2021}, "刚才报的课时是去年的，今年的是95", "ce_year", 2022),
        ({"work_proof": "both"}, "合同早到期了，不作数，只剩社保单", "work_proof", "pension"),
        ({"work_proof": "both"}, "缴费证明打不出来了，只好拿合同", "work_proof", "contract"),
        ({"unit_type": "enterprise"}, "咱单位其实算事业，不是企业", "unit_type", "public_institution"),
        (PUBLIC, "公示又往后推了，改成24号收", "publicity_end", "2022-11-24"),
        ({"degree_year": 1996}, "毕业年份我少说了两年", "degree_year", 1998),
        (HOURS, "公需那栏多报了5个", "ce_public", 15),
        ({"annual_review_years": 3}, "又找着一张考核表，再加一年", "annual_review_years", 4),
        (
            {"employment_status": "retired"},
            "先前讲退休只讲了一半，退了以后单位又请我回去",
            "employment_status",
            "rehired",
        ),
        ({"civil_status": "can_gong"}, "参公那是老早以前了，改革后我就是普通事业编", "civil_status", "none"),
        (
            {"letter_issuer": "provincial_hrss"},
            "那函落款原来是厂里的章，我还当是省厅的",
            "letter_issuer",
            "other",
        ),
    ],
)
def test_what_is_told_of_what_is_known_with_another_value(
    reader: RevisionReader, known: dict[str, object], said: str, fact: str, value: object
) -> None:
    """By the other end of a span, a piece of a label, what one told before, who reported it."""
    found = {one.fact: one.value for one in reader.read(known, "meets_12", said, OPEN)}
    assert found == {fact: value}
