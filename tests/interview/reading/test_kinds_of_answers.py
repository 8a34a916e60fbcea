"""Kinds of answers that are easily read wrongly: denied denials, parts, numbers that differ from what is asked, slips."""

from __future__ import annotations

import pytest

from bot.interview.reading.free_reply import ReplyReader
from tests.interview.reading.replying import read
from tests.packs import OPEN


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("submitted_online", "不是没交", True),
        ("submitted_online", "没有没交", True),
        ("submitted_online", "并不是没提交", True),
        ("ce_registered", "不是没登记", True),
        ("achievements_related", "不能说不相关", True),
        ("degree_auto", "不是提取不到", True),
        ("unit_first_login", "不是没登过", False),
        ("ce_total", "超了6个", 96),
        ("ce_total", "多出12学时", 102),
        ("ce_total", "少了3个", 87),
        ("ce_professional", "还差两个", 58),
        ("ce_total", "9十", 90),
        ("ce_total", "九0", 90),
        ("ce_total", "9O", 90),
        ("ce_total", "3百", 300),
        ("ce_total", "90.5学时", 90),
        ("ce_year", "2O21年", 2021),
        ("degree_year", "2OO5", 2005),
        ("newest_achievement_date", "2O20年5月", "2020-05"),
        ("annual_review_years", "6年", 5),
        ("other_degree_year", "比本科晚三年，本科是2003", 2006),
        ("other_degree_year", "比我哥早一年，他是06年", 2005),
        ("other_degree_year", "头一张是1999，隔了五年又拿的", 2004),
        ("degree_year", "2001年进校，四年读出来", 2005),
        ("degree_year", "比我弟早两届，他是07届", 2005),
        ("degree_year", "2008年入学，2012年毕业", 2012),
        ("degree_year", "结婚前一年，结婚是2000年", 1999),
        ("ce_professional", "漆器班四十，竹艺班二十四", 64),
        ("ce_total", "专业七十加公需二十，正好", 90),
        ("ce_professional", "三个班各二十", 60),
        ("ce_public", "公需课8学时的上了三回", 24),
        ("annual_review_years", "五年四份，2020没考", 4),
        ("senior_title_date", "五年前", "2017"),
        ("newest_achievement_date", "半年前在苏州展的", "2022-05"),
        ("current_post_date", "香港回归第二年聘的，月份真记不牢", "1998"),
        ("ce_total", "70节是专业的，20节公需，一共就这么多", 90),
        ("ce_total", "公需18个，专业的74，没了", 92),
        ("ce_professional", "总数92里公需占20，别的统统是专业课", 72),
        ("ce_public", "总共95，专业拿了70，剩下就是公需", 25),
    ],
)
def test_what_is_likely_but_not_sure_is_asked(
    reader: ReplyReader, fact: str, said: str, value: object
) -> None:
    """It is read back for a 对 before it is noted."""
    found = read(reader, fact, said)
    assert (found.value, found.sure) == (value, False)


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("submitted_online", "交啦", True),
        ("ce_total", "一共学了十一门，加起来九十四学时", 94),
        ("ce_total", "108/90，绿的", 108),
        ("ce_total", "捌拾玖", 89),
        ("ce_professional", "比要求多五个", 65),
        ("ce_total", "七十六，还有两门没考", 76),
        ("ce_total", "昨天刚又登进去6个，现在是96", 96),
        ("ce_public", "去年三十，今年只有十二", 12),
        ("annual_review_years", "只有去年前年的", 2),
        ("senior_title_date", "2018年的最后一天", "2018-12-31"),
        ("current_post_date", "2017年春天，三月一号聘的", "2017-03-01"),
        ("current_post_date", "2013年到现在没换过", "2013"),
        ("newest_achievement_date", "上个月底拿的金奖，十月二十八", "2022-10-28"),
        ("publicity_end", "二十一号，本来想十八号收", "2022-11-21"),
        ("publicity_end", "挂满五个工作日，到二十三号", "2022-11-23"),
        ("degree_year", "一九九二年夏", 1992),
        ("unit_first_login", "前任会计走得急，用没用过也没交代", "unknown"),
        ("post_approved", "核没核的我问谁去", "unknown"),
        ("publicity_end", "贴的那张没写到哪天为止", "unknown"),
        ("lower_recommended", "这我哪看得到，都是他们内部走", "unknown"),
        ("ask_date", "前天是12号，你算算今天", "2022-11-14"),
        ("ask_date", "别拿今天算，假定是12月3日", "2022-12-03"),
        ("ce_total", "总的写着98，专业里头是66", 98),
        ("ce_professional", "专业那格66，总的98", 66),
        ("ce_total", "纸最底下一行104，上面专业那栏72", 104),
        ("annual_review_years", "手里有一七、一八、一九、二一", 4),
        ("annual_review_years", "2019跟2021两年找得到，别的没了", 2),
        ("civil_status", "我们所参公，我没进那个编，不算", "none"),
        ("civil_status", "单位里一大半是公务员，可我是合同工", "none"),
        ("has_hr_agency", "冇", False),
        ("ce_total", "不多不少92个", 92),
        ("ce_public", "两天网课，一天算8个，合起来16", 16),
        ("annual_review_years", "去年缺的那份补来了，一共五年", 5),
        ("senior_title_date", "2019年发的，证上印的是9月30日", "2019-09-30"),
        ("current_post_date", "2006年进的厂，到2015年7月1号才聘上现在这个", "2015-07-01"),
        ("employment_status", "退了休，厂里少不了人又把我叫回去", "rehired"),
        ("specialty", "我是刻木雕的，跟剪纸不搭界", "sculpture_carving"),
        ("submitted_online", "提交了但退回了", False),
        ("submitted_online", "显示审核中", True),
        ("unit_type", "一家事业单位下面的公司", "enterprise"),
        ("unit_type", "自己的工作室注册了公司", "enterprise"),
        ("civil_status", "以前是现在不是了", "none"),
        ("employment_status", "刚离职", "no_unit"),
        ("ce_total", "86，不对，是96", 96),
        ("ce_total", "没到90，88", 88),
        ("ce_professional", "58，还缺两个", 58),
        ("ce_total", "总学时其实是88", 88),
        ("ce_total", "一百二", 120),
        ("ce_public", "还缺俩才到十八", 16),
        ("degree_year", "九五届", 1995),
        ("degree_year", "我是2003届毕业的", 2003),
        ("newest_achievement_date", "最新是2021年10月百花杯的奖", "2021-10"),
        ("newest_achievement_date", "2021年5月百家展", "2021-05"),
        ("civil_status", "单位倒是参公的，可我是外聘，签合同那种", "none"),
        ("employment_status", "我退休了又回来上班", "rehired"),
        ("employment_status", "退了休还在厂里做", "rehired"),
        ("employment_status", "明年三月才到退休，现在还上着班", "in_post"),
        ("employment_status", "以前在企业上班，现在退休了", "retired"),
        ("employment_status", "没退休，在厂里上班", "in_post"),
        ("employment_status", "虽说退休手续办了，但厂里又返聘我", "rehired"),
        ("work_proof", "缴费单打出来了，劳动合同人事那边有", "both"),
        ("work_proof", "合同在厂里，社保单没去打过", "contract"),
        ("degree_origin", "在东京读的硕士", "foreign"),
        ("landmark_stated", "忘写了", False),
        ("rec_form_ready", "推荐理由忘了填", False),
        ("current_title", "高级工美师", "senior_arts"),
        ("work_proof", "社保单有", "pension"),
        ("ce_total", "73小时", 73),
        ("ce_total", "七十三个钟头", 73),
        ("ce_total", "学时73", 73),
        ("ce_total", "88个课时，专业的60", 88),
        ("ce_professional", "60小时", 60),
        ("ce_total", "5天", None),
        ("ce_total", "最多60", None),
        ("current_post_date", "2016年，具体几月忘了", "2016"),
    ],
)
def test_what_is_plain_is_read(reader: ReplyReader, fact: str, said: str, value: object) -> None:
    """States as people name them, and the number that a text ends with."""
    found = read(reader, fact, said)
    assert (found.value, found.sure) == (value, True)


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("ce_professional", "网课58，后来去龙泉那个班又给记了8个", 66),
        ("ce_public", "上半年12，另外补了6个", 18),
        ("annual_review_years", "四个合格一个优秀", 5),
        ("senior_title_date", "一九年下半年批的吧", "2019"),
        ("current_post_date", "2016年上半年聘的", "2016"),
    ],
)
def test_what_is_reckoned_or_told_roughly_is_to_be_confirmed(
    reader: ReplyReader, fact: str, said: str, value: object
) -> None:
    """What comes on top is added; of half a year the year is read."""
    found = read(reader, fact, said)
    assert (found.value, found.sure) == (value, False)


@pytest.mark.parametrize("said", ["啥叫委托？先给我讲讲清楚", "什么叫走委托？讲清楚点"])
def test_who_asks_what_it_means_does_not_say_that_it_is_not_known(reader: ReplyReader, said: str) -> None:
    """讲清楚 is no 不清楚."""
    assert read(reader, "university_entrusted", said).value is None


@pytest.mark.parametrize("said", ["嗯", "好的", "对", "行", "可以", "是的"])
@pytest.mark.parametrize("fact", ["letter_status", "recommendation", "letter_issuer"])
def test_a_bare_assent_picks_none_of_several(reader: ReplyReader, fact: str, said: str) -> None:
    """It may be said to gain time, or of something else."""
    assert read(reader, fact, said).value is None


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("work_proof", "没合同"),
        ("work_proof", "合同没签"),
        ("work_proof", "没有养老保险"),
        ("current_title", "没评过高级"),
        ("employment_status", "不是返聘"),
        ("employment_status", "还差两个月退休"),
        ("employment_status", "没退休"),
        ("employment_status", "还没退休"),
        ("employment_status", "我还没退休呢"),
        ("civil_status", "12号文没看过"),
        ("civil_status", "普通"),
    ],
)
def test_what_leaves_the_answer_open_is_none(reader: ReplyReader, fact: str, said: str) -> None:
    """One of several is denied, or something else is spoken of."""
    assert read(reader, fact, said).value is None


@pytest.mark.parametrize(
    ("fact", "said", "reason"),
    [
        ("annual_review_years", "半年", "part"),
        ("annual_review_years", "六个月", "part"),
        ("annual_review_years", "四年半", "part"),
        ("current_post_date", "5月", "no_year"),
        ("newest_achievement_date", "3月8日", "no_year"),
        ("current_post_date", "2019年2月29日", "no_such_day"),
    ],
)
def test_what_cannot_be_noted_has_a_reason(reader: ReplyReader, fact: str, said: str, reason: str) -> None:
    """The person is told what is missing."""
    found = read(reader, fact, said)
    assert (found.value, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("civil_status", "以前是公务员，现在在企业", "none"),
        ("civil_status", "之前是参公，现在是合同工", "none"),
        ("unit_type", "之前在国企，去年调到文化馆了", "public_institution"),
        ("unit_type", "我是事业单位的，不过已经辞职开工作室了", "other"),
        ("employment_status", "之前停薪留职，现在回来上班了", "in_post"),
        ("employment_status", "以前在厂里上班，现在没单位了", "no_unit"),
        ("personnel_relation", "以前在上海，现在回杭州了", "zhejiang"),
        ("civil_status", "我是公务员，没有辞职", "civil_servant"),
    ],
)
def test_what_is_now_counts(reader: ReplyReader, fact: str, said: str, value: object) -> None:
    """Not what was before, nor what is yet to come."""
    found = read(reader, fact, said)
    assert (found.value, found.sure) == (value, True)


@pytest.mark.parametrize(
    "said", ["我是公务员不过已经辞职了", "我是公务员，不过已经辞职了", "我是参公的，前年离职了"]
)
def test_a_status_that_has_ended_leaves_the_question_open(reader: ReplyReader, said: str) -> None:
    """It may decide the verdict, and the notice does not say what is so of those who left."""
    assert read(reader, "civil_status", said).value is None


@pytest.mark.parametrize("said", ["我是返聘的，不过今年合同到期了", "停薪留职的，已经离开单位了"])
def test_what_has_ended_leaves_the_rest_open(reader: ReplyReader, said: str) -> None:
    """It is asked which it is now."""
    assert (
        not read(reader, "employment_status", said).sure
        or read(reader, "employment_status", said).value is None
    )


def test_what_has_ended_is_not_told_beside(reader: ReplyReader) -> None:
    """Whatever is asked."""
    assert "civil_status" not in reader.told("我是公务员不过已经辞职了，做青瓷的", OPEN, 0.3)


@pytest.mark.parametrize(
    ("asked", "said", "value", "sure"),
    [
        # What was not done behind the thing, by whomever.
        ("work_proof", "合同签了，社保厂里没给交", "contract", True),
        ("work_proof", "老早进厂不兴签合同，社保也没缴过", "none", True),
        # One of two things.
        ("has_papers", "论文没有，书倒出过一本", True, False),
        ("has_teaching", "嘴笨，讲台没上过", False, True),
        # One year is missing.
        ("annual_review_years", "就19年那年寻不着，别的都在", 4, True),
        ("annual_review_years", "五年一年没缺", 5, True),
        ("ce_professional", "六十整，多一个都没", 60, True),
        # When it was sets nothing aside where it is not asked what one is now.
        ("degree_origin", "早年在日本多摩读的硕士", "foreign", True),
        ("application_route", "想破格", "exceptional", True),
        ("application_route", "本来想破格，后来人事讲走普通就够了", "ordinary", True),
        ("civil_status", "单位是参公的，我自己是签劳动合同的", "none", True),
    ],
)
def test_what_is_denied_and_what_is_left(
    reader: ReplyReader, asked: str, said: str, value: object, sure: bool
) -> None:
    """What is not certain is to be confirmed."""
    reading = read(reader, asked, said)
    assert (reading.value, reading.sure) == (value, sure)


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("annual_review_years", "年年都有", 5),
        ("annual_review_years", "一年不缺", 5),
        ("annual_review_years", "缺一年", 4),
        ("annual_review_years", "只有一年没有", 4),
        ("annual_review_years", "老板从来不兴这一套，没考过", 0),
        ("ce_public", "公需一个都没学", 0),
        ("ce_public", "网上听的那种大课一节没点开", 0),
        ("ce_professional", "专业的五十八", 58),
        ("degree_year", "香港回归那年夏天毕的业", 1997),
        ("degree_year", "千禧年", 2000),
        ("publicity_end", "十一月二十八上的墙，挂到十二月五号", "2022-12-05"),
        ("publicity_end", "11月21日到25日", "2022-11-25"),
    ],
)
def test_what_is_told_without_being_said_is_read(
    reader: ReplyReader, fact: str, said: str, value: object
) -> None:
    """A number that no figure tells, a year named by what happened then, the second of two days."""
    reading = read(reader, fact, said)
    assert (reading.value, reading.sure) == (value, True)


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("has_awards", "就一张，县里发的，不知作不作数", True),
        ("letter_issuer", "市里人社局给开的，不晓得够不够格", "other"),
        ("unit_type", "我在美院里教书", "university"),
    ],
)
def test_what_is_only_likely_of_a_statement_is_asked(
    reader: ReplyReader, fact: str, said: str, value: object
) -> None:
    """Who doubts that it counts has it; who asks nothing is rather asked than told what the notice says."""
    reading = read(reader, fact, said)
    assert reading.value == value
    assert reading.sure in (False, value == "university")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("ce_total", "才六十，还有三十个排在十二月初上"),
        ("annual_review_years", "前三年有，后面两年疫情停了"),
    ],
)
def test_of_numbers_of_which_one_is_left_out_it_is_asked_which(
    reader: ReplyReader, fact: str, said: str
) -> None:
    """None is taken for the answer while another stands beside it of which nothing is said."""
    found = read(reader, fact, said)
    assert found.value is None
    assert len(found.doubtful) == 2


def test_the_day_of_a_beginning_is_none_of_an_end(reader: ReplyReader) -> None:
    """17号贴 tells when it begins."""
    assert read(reader, "publicity_end", "17号贴，公示5个工作日").value is None


def test_of_two_that_may_be_meant_it_is_asked_which(reader: ReplyReader) -> None:
    """Two years are."""
    assert len(read(reader, "degree_year", "2001年6月毕业，2003年拿的学位").doubtful) == 2


def test_what_is_done_by_half_is_no_yes(reader: ReplyReader) -> None:
    """Its last clause denies what is asked."""
    assert read(reader, "unit_recommended", "墙上贴是贴完了，电脑里头还没敲进去").value is not True


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("unit_level", "算县里还是省里，会计也没讲清楚", "unknown"),
        ("employment_status", "我姐退了，我还天天上班", "in_post"),
        ("degree_year", "我儿子2012年毕业，我是1986年", 1986),
        ("ce_year", "今年的，前年去年都没上", 2022),
        ("current_post_date", "12年聘的，哪天要问会计", "2012"),
        ("newest_achievement_date", "前年的，几月得翻本子", "2020"),
        ("ask_date", "墙上挂历是11.18", "2022-11-18"),
    ],
)
def test_what_is_said_of_whom_and_how_much_of_it_is_known(
    reader: ReplyReader, fact: str, said: str, value: object
) -> None:
    """Others beside oneself, two things of which none is known, years that are denied, a part that is left open."""
    reading = read(reader, fact, said)
    assert (reading.value, reading.sure) == (value, True)


@pytest.mark.parametrize(("said", "value"), [("就寻到2本，17年那本烧掉了", 2), ("有4张，剩下一张丢了", 4)])
def test_what_is_lost_is_not_counted(reader: ReplyReader, said: str, value: object) -> None:
    """What is left is the answer."""
    assert read(reader, "annual_review_years", said).value == value


def test_what_was_done_for_another_tells_no_day_of_ones_own(reader: ReplyReader) -> None:
    """大前年给老吴评高级: that is his."""
    told = reader.told("大前年给老吴评高级的时候登过", OPEN, 0.3)
    assert "senior_title_date" not in told


@pytest.mark.parametrize("said", ["省直和市县，交表的地方不一样？", "市县跟省直交的东西一样吗？"])
def test_who_asks_how_two_options_differ_picks_none(reader: ReplyReader, said: str) -> None:
    """However likely one of them is."""
    assert read(reader, "unit_level", said).value is None


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("unit_recommended", "公示贴完了，就差馆长点那一下", False),
        ("ce_registered", "学是学好了，卡在系统登不上去", False),
        ("unit_first_login", "会计讲登过，老板讲没登过，我也搞不懂", "unknown"),
        ("civil_status", "人事说算参公，办公室说不算，各说各的", "unknown"),
        ("has_papers", "文章投了半年没消息，更别说书了", False),
        ("has_awards", "先进工作者的算不算？其他真没有", None),
        ("has_papers", "内部小报登的算吗？正经的没有", None),
        ("annual_review_years", "20到22三年的都在", 3),
        ("annual_review_years", "2019至2021这三年有", 3),
        ("has_projects", "没立过项，展览办过一次", False),
        ("has_collection_or_show", "东西没进过哪个馆，个人展也没搞过", False),
        ("meets_12", "一条条比下来，就奖项那条勾不上", "no"),
        ("meets_12", "条条都对得上，只有论文那条差了", "no"),
    ],
)
def test_what_stands_beside_what_is_asked_is_not_taken_for_it(
    reader: ReplyReader, fact: str, said: str, value: object
) -> None:
    """What is done before what is asked, what others say, another thing that one has, and whether that counts."""
    assert read(reader, fact, said).value == value
