"""What a person would understand: what is asked for, several things at once, words that decide, things that only sound alike."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask

UNSAID = ("未写", "没有写")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("公需课到哪个网站去学", "课程"),
        ("专业课到哪个网站上报名", "课程"),
        ("附件是word还是pdf", "附件"),
        ("附件2是word格式还是PDF格式", "附件"),
        ("岗位哪个科室核定", "岗位"),
        ("学学时的培训费单位给不给报销", "课程"),
        ("培训费谁出", "课程"),
        ("近五年考核从哪年算起", "近五年"),
        ("电子证书什么时候发", "电子证书"),
        ("办学历认证报告要交多少钱", "学历认证"),
        ("公需课那18个学时到哪个网站去学的呀", "公需"),
    ],
)
def test_what_the_notice_does_not_state_of_a_topic_is_said_with_the_topic(
    answerer: Answerer, question: str, topic: str
) -> None:
    """The fact next door is no answer: that the notice does not say it comes first, and of what it speaks."""
    answer = ask(answerer, question)
    first = answer.text.split("。")[0]
    assert any(word in first for word in UNSAID)
    assert topic in answer.text
    assert (
        answer.outcome == "not_said" or "您问的若是" in answer.text
    )  # or what is said with it, under its name


@pytest.mark.parametrize(
    ("question", "fact", "aspect"),
    [("授徒证明谁给开", "资质证书", "由谁来办"), ("授徒证明是哪个部门出的", "资质证书", "由谁")],
)
def test_what_may_be_left_open_is_named_below_the_fact(
    answerer: Answerer, question: str, fact: str, aspect: str
) -> None:
    """Where it is not sure that the notice leaves the point open, both are said."""
    text = ask(answerer, question).text
    assert fact in text
    assert aspect in text
    assert any(word in text for word in UNSAID)


@pytest.mark.parametrize(
    "question",
    [
        "登进去要重新弄个帐号密码吗 还是用原来办事的那个",
        "授权委托书几时交",
        "做过政府一个项目 光有合同的头一页行不行 还要啥",
    ],
)
def test_beside_a_silent_point_meant_nearly_as_well_the_fact_is_told(
    answerer: Answerer, question: str
) -> None:
    """Either may be meant, so neither is withheld."""
    answer = ask(answerer, question)
    assert answer.outcome == "answer"
    assert any(word in answer.text for word in UNSAID)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("手里一篇论文一个立项的课题，各自要交哪些页", ("刊号", "金额页")),
        ("帮我家老头子问 他有论文也有课题 两种分别要扫描哪些东西", ("刊号", "金额页")),
        ("论文要啥页 科研合同又要啥页 一块说", ("刊号", "金额页")),
        ("授权委托书跟委托评审函是不是同一张纸", ("初次登录", "省级")),
        ("我在地市企业 同学在省直单位 我俩纸质表的送法一样伐", ("受理点", "省主管部门")),
        ("条件差一点想走破格 要拿高级几年了", ("3年",)),
        ("条件不太够 别人讲可以找专家推 那张表在哪下 里面推荐的话要写点什么", ("其他相关附件", "标志性业绩")),
        ("村里有做竹编的，有做糖画的，还有打红木家具的 想一起报 都对得上伐", ("编织", "家具", "糖画")),
    ],
)
def test_one_question_of_several_things_is_answered_for_each(
    answerer: Answerer, question: str, facts: tuple[str, ...]
) -> None:
    """Things named beside one another share the question; what a part leans on decides what it means."""
    text = ask(answerer, question).text
    assert [fact for fact in facts if fact not in text] == []


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("表交两份够了吧", "不对"),
        ("表是一式三份对吧", "对"),
        ("单位推荐是12月6日截止对吧", "不对"),
        ("个人网上报名是12月6日截止，对吧？", "对"),
        ("公示5个工作日对吧", "对"),
        ("带徒弟的材料是放学术技术兼职里头没错吧", "不对"),
        ("0571 88228219 是黄犇的吧", "不对"),
        ("电话是0571-88228293对吗", "不对"),
    ],
)
def test_a_claim_is_confirmed_or_denied_first(answerer: Answerer, question: str, begins: str) -> None:
    """Where a date, a number, a phone or a name settles it; the fact stands behind."""
    assert ask(answerer, question).text.startswith(f"{begins}，")


@pytest.mark.parametrize("question", ["12月5号交也行对吧", "公示5天就行对吧", "外省的也是一样的吧"])
def test_a_claim_that_no_figure_settles_is_neither_confirmed_nor_denied(
    answerer: Answerer, question: str
) -> None:
    """A day within the time is no deadline, and five days are not five working days."""
    assert not ask(answerer, question).text.startswith(("对，", "不对，"))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("12月10号报还来得及吗", "2022年12月10日已经过了截止日2022年12月6日"),
        ("今天都12月8号了 个人那步还没提交 补得进去伐", "已经过了"),
        ("1月3号单位推荐还行吗", "已经过了截止日2022年12月19日"),
        ("公示三天就够了是吧", "3天不够"),
        ("公示从12月1日到12月5日够不够", "还差2个工作日"),
        ("我有公需30 专业60 够不够", "加起来90"),
        ("公需20，专业62，够了吗", "加起来82，总学时要90，还差8"),
        ("90学时全是专业课行吗", "公需科目学时要18，您说0，还差18"),
        ("我73学时，专业60，够吗", "总学时要90，您说73，还差17；专业科目学时要60，您说60，够了"),
        ("七十个学时，公需的15，行不行", "总学时要90，您说70，还差20；公需科目学时要18，您说15，还差3"),
        ("总学时73专业60还差多少", "总学时要90，您说73，还差17"),
        ("73小时够不够", "总学时要90，您说73，还差17"),
        ("学时只有85", "总学时要90，您说85，还差5"),
    ],
)
def test_days_and_numbers_told_are_compared(answerer: Answerer, question: str, says: str) -> None:
    """A day with the deadline, days with the working days asked for, parts with the whole."""
    assert says in ask(answerer, question).text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("我是国家级非遗传承人，继续教育是不是可以免", "学时"),
        ("我们是民营企业，不是事业单位，是不是核岗这步就不用管了", "核定岗位"),
        ("国外读的首饰设计硕士，学历这块该准备哪种证明", "国外学历学位认证书"),
        ("我在安徽上班 社保人事都在安徽 听说要开个函 我去我们市里人社局开行不行", "省级"),
    ],
)
def test_the_question_beside_a_story_is_answered_too(answerer: Answerer, question: str, says: str) -> None:
    """What the story tells may have an answer of its own; it does not take the place of what is asked."""
    assert says in ask(answerer, question).text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("我做了大半辈子锡器今年六十一了天天在厂里不晓得来不来得及几号截止呀", "12月6日"),
        ("我们单位头一次弄人也少听人讲要先公示请问公示要几天", "5个工作日"),
    ],
)
def test_a_question_at_the_end_of_what_was_dictated_is_answered(
    answerer: Answerer, question: str, says: str
) -> None:
    """Without any sign before it."""
    assert says in ask(answerer, question).text


@pytest.mark.parametrize("question", ["我73学时，专业60，够吗", "学时88公需18，还差几个"])
def test_what_is_missing_is_told_once(answerer: Answerer, question: str) -> None:
    """The answer beside what was reckoned names no other number that is missing."""
    assert ask(answerer, question).text.count("还差") == 1


@pytest.mark.parametrize(
    "question", ["2024年要多少学时", "去年的截止日是哪天", "2021年的评审什么时候截止", "明年几号截止"]
)
def test_another_year_gets_none_of_this_year_s_facts(answerer: Answerer, question: str) -> None:
    """What holds this year says nothing of another."""
    answer = ask(answerer, question)
    assert (answer.outcome, answer.entries) == ("not_said", ("other_year",))


@pytest.mark.parametrize(
    "question", ["去年没赶上，今年几号截止", "2022年要多少学时", "2005年大专毕业要交什么"]
)
def test_a_year_of_one_s_story_is_no_other_year(answerer: Answerer, question: str) -> None:
    """The year of a diploma, and the one that was missed, ask nothing of themselves."""
    assert ask(answerer, question).outcome == "answer"


@pytest.mark.parametrize(
    "question",
    ["我老婆是公务员影响我报吗", "家里人是公务员要紧吗", "我老婆是公务员，我在厂里做青瓷，能不能报"],
)
def test_the_status_of_a_relative_is_not_that_of_the_applicant(answerer: Answerer, question: str) -> None:
    """Nobody is refused for what husband or wife are."""
    text = ask(answerer, question).text
    assert "申报人本人的身份" in text
    assert not text.startswith("不能")


@pytest.mark.parametrize("question", ["残疾人能报吗", "小李能报吗"])
def test_a_person_is_no_craft(answerer: Answerer, question: str) -> None:
    """Whoever is named in the place of a craft is none."""
    assert "craft_unlisted" not in ask(answerer, question).entries


@pytest.mark.parametrize(
    "question", ["公示要几天，授徒证明谁给开", "评审表交几份，个人述职写好盖哪个部门的章"]
)
def test_of_several_questions_the_unanswered_one_is_named(answerer: Answerer, question: str) -> None:
    """The fact next door is no answer beside a true one either."""
    text = ask(answerer, question).text
    assert "5个工作日" in text or "三份" in text
    assert any(word in text for word in UNSAID)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("区没设评委会谁推", "评委会"),
        ("我们县里没有评委会，材料哪个来推", "评委会"),
        ("我们没有电话怎么联系他们", "电话"),
    ],
)
def test_who_has_none_of_a_thing_is_not_told_what_holds_for_those_who_have(
    answerer: Answerer, question: str, lacking: str
) -> None:
    """That something is missing changes the answer; unless the notice speaks of it, that is said."""
    assert f"没有{lacking}的怎么办" in ask(answerer, question).text


@pytest.mark.parametrize(
    "question", ["没有主管部门怎么报评审表", "没单位能报吗", "有没有评委会", "是不是真没办法了，过了12月6号"]
)
def test_what_the_notice_says_of_those_who_lack_a_thing_is_told(answerer: Answerer, question: str) -> None:
    """A denial that an entry speaks of, a question with 有没有, and 没办法 lack nothing."""
    assert "没有写没有" not in ask(answerer, question).text


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("我做木雕、刺绣、青瓷都能报吗", ("雕塑雕刻工艺", "结绣工艺", "陶瓷工艺")),
        ("剪纸、竹编、油纸伞在不在范围", ("剪纸工艺", "编织工艺", "其他民族工艺")),
        ("我是公务员，我爱人退休了，儿子在民企，三个人能报吗", ("公务员", "已退休", "民营企业")),
        ("我退休了，我儿子是公务员，我们两个能报吗", ("已退休", "公务员")),
        ("评价条件和高校委托评审的文件文号分别是多少", ("〔2022〕12号", "〔2014〕28号")),
        ("通知文号和评价条件文号各是多少", ("203号", "〔2022〕12号")),
        ("评审表打几份、从哪打出来、打出来交到谁手上", ("三份", "导出", "受理点")),
        ("学时要多少，截止哪天", ("90", "12月6日")),
        (
            "我编竹篮的，我堂弟在龙泉烧青瓷，两个人都够得上报名不，最迟哪天在网上弄好",
            ("编织", "陶瓷", "12月6日"),
        ),
        ("我2004年大专，师弟96年中专毕业，学历这块我们两个各传什么", ("备案表", "大专以下")),
    ],
)
def test_several_things_are_each_answered(answerer: Answerer, question: str, facts: tuple[str, ...]) -> None:
    """Crafts, persons, documents and questions in one message: none is left out, and the whole stays short."""
    text = ask(answerer, question).text
    assert [fact for fact in facts if fact not in text] == []
    assert len(text) <= 420


@pytest.mark.parametrize(
    ("question", "says", "not_says"),
    [
        ("我58了还没退休能报吗", "年龄上限", "不在申报对象内"),
        ("没单位，六十五岁能报吗", "年龄上限", "不在申报对象内"),
        ("个体户，七十岁，能报吗", "年龄上限", "不在申报对象内"),
        ("搞了大半辈子青瓷五十八了几号截止", "12月6日", "陶瓷工艺"),
        ("做了一辈子木雕今年六十五了几号截止", "12月6日", "雕塑雕刻工艺"),
        ("单位里退居二线了还能评吗", "在职在岗", "不在申报对象内"),
        ("事业单位退二线了能报吗", "退二线", "不在申报对象内"),
        ("今年62，厂里还交着社保，没办退休，能报吗", "年龄", "不在申报对象内"),
        ("1998年中专毕业要交什么", "大专以下", "登记表》扫描件"),
        ("2005年高中毕业交什么学历证明", "大专以下", "备案表"),
        ("学时总共84个够不够", "还差6", "还差12"),
        ("学时73个够不够", "总学时要90，您说73，还差17", "您说73，够了"),
        ("我学时只有八十五，差多少", "还差5", "专业科目学时要60"),
        ("学时卡3份够不够", "学时卡", "您说3"),
        ("专业课只有50个学时行不行", "还差10", "还差12"),
        ("总学时96，专业64，公需20，达标了吗", "您说20，够了", "您说64，还差"),
        ("奖状丢了怎么办", "丢", "集体项目"),
        ("聘书弄丢了怎么办", "丢", "集体项目"),
    ],
)
def test_a_word_that_decides_is_heard(answerer: Answerer, question: str, says: str, not_says: str) -> None:
    """Age, rank, degree, loss and the person's own numbers change the answer, or it says that they do not."""
    text = ask(answerer, question).text
    assert says in text
    assert not_says not in text


@pytest.mark.parametrize(
    "place",
    ["停车场在哪里", "附近宾馆在哪里", "食堂在哪里", "厕所在哪里", "旁边的银行在哪", "办事大厅在哪里"],
)
def test_a_place_is_no_craft(answerer: Answerer, place: str) -> None:
    """停车场在哪里 asks for no member of a list that nobody named."""
    assert "craft_unlisted" not in ask(answerer, place).entries


@pytest.mark.parametrize(
    "junk",
    [
        "DROP TABLE users",
        "drop table accounts;--",
        "SELECT * FROM forms",
        "INSERT INTO form VALUES (1)",
        "' OR 1=1 --",
        "ALTER TABLE staff",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "rm -rf /",
    ],
)
def test_what_is_written_for_machines_is_no_question(answerer: Answerer, junk: str) -> None:
    """Though its words stand in phrasings: table, form, drop."""
    answer = ask(answerer, junk)
    assert (answer.outcome, answer.entries, answer.choices) == ("unknown", (), ())


@pytest.mark.parametrize("question", ["where do I get the table", "where to drop off the form"])
def test_the_same_words_in_a_question_are_answered(answerer: Answerer, question: str) -> None:
    """By the entries about the form."""
    assert ask(answerer, question).entries


@pytest.mark.parametrize("thing", ["婚庆花艺", "仿真花", "古建筑修复", "酿酒"])
@pytest.mark.parametrize("frame", ["{}能报吗", "我做{}的能报吗", "{}在不在范围"])
def test_a_craft_that_nobody_listed_gets_no_flat_no(answerer: Answerer, thing: str, frame: str) -> None:
    """It is no craft that only sounds like it, and no outsider either: 其他民族工艺等 is open."""
    answer = ask(answerer, frame.format(thing))
    assert answer.entries == ("craft_unlisted",)
    assert not answer.text.startswith("不能")


@pytest.mark.parametrize("question", ["我是做会计的能报吗", "厂里的电工能跟着报吗"])
def test_what_is_plainly_no_craft_is_told_no(answerer: Answerer, question: str) -> None:
    """Whoever names another trade is told so."""
    assert ask(answerer, question).entries == ("not_a_craft",)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("2022年什么时候报名", "opening_date"),
        ("今年2022还能报吗", "can_still_apply"),
        ("2022年度怎么报", "steps"),
        ("2022年度几号截止", "deadline_all"),
        ("二〇二二年几号截止", "deadline_all"),
        ("2022年要交哪些材料", "materials_overview"),
        ("2023年什么时候报名", "other_year"),
        ("2021年度几号截止", "other_year"),
    ],
)
def test_the_notice_s_own_year_is_no_other_year(answerer: Answerer, question: str, entry: str) -> None:
    """2022年度 and 今年2022 say nothing that the notice does not say; another year does."""
    assert ask(answerer, question).entries[0] == entry


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("帮我报名", "不能替您"),
        ("麻烦你替我把材料交上去", "不能替您"),
        ("怎么放大字", "调大"),
        ("字太细了看不清", "调大"),
        ("怎么删除", "/forget"),
        ("我的资料会不会泄露", "/forget"),
        ("今天几号", "2022年11月15日（周二）"),
        ("明天礼拜几", "2022年11月16日（周三）"),
        ("能发语音吗", "文字"),
    ],
)
def test_what_people_ask_of_any_bot_is_said_plainly(answerer: Answerer, question: str, says: str) -> None:
    """What it cannot do, and what can be done instead."""
    answer = ask(answerer, question)
    assert answer.outcome == "smalltalk"
    assert says in answer.text


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("浙江的高级工程师也是12月6号报名截止吗", "other_title_call"),
        ("高级会计师几号截止", "other_title_call"),
        ("评初级的要交什么材料", "lower_title_call"),
        ("助理工艺美术师哪天截止", "lower_title_call"),
    ],
)
def test_another_title_gets_none_of_this_notice_s_facts(
    answerer: Answerer, question: str, entry: str
) -> None:
    """Whatever this notice says of its own, it says nothing of that one."""
    answer = ask(answerer, question)
    assert (answer.outcome, answer.entries) == ("not_said", (entry,))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("高级是2020年11月评下来的，今年想破格，时间够不够", "您还不满"),
        ("高工美2018年3月批下来的，破格够三年了没", "已满3年"),
        ("单位公示从11月20号挂到11月24号够不够天数", "还差1个工作日"),
        ("公示11月21日贴出来，挂到11月30日，天数够不够", "公示满5个工作日"),
    ],
)
def test_dates_that_a_question_tells_are_judged_by_the_rule(
    answerer: Answerer, question: str, says: str
) -> None:
    """What the interview would say of them comes first, as computed from what was told, and no doubt stands below."""
    answer = ask(answerer, question)
    first = answer.text.split("\n")[0]
    assert says in first
    assert "按您说的算" in first
    assert not answer.limited


@pytest.mark.parametrize(
    "question", ["破格要拿高级几年", "公示要几天", "高级是2020年评的，2021年聘的，破格要几年"]
)
def test_without_those_dates_nothing_is_reckoned(answerer: Answerer, question: str) -> None:
    """None, or as many as could be meant in two ways."""
    assert "按您说的算" not in ask(answerer, question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "我老公是局里公务员也会刻章，我弟弟在福建做木雕，他们两个想在浙江评行得通吗",
            ("公务员", "委托评审函"),
        ),
        ("社保找不到了只有劳动合同行不行，还有年度考核要近几年的", ("劳动合同", "五年")),
    ],
)
def test_things_meant_nearly_alike_are_each_answered(
    answerer: Answerer, question: str, words: tuple[str, ...]
) -> None:
    """A message may ask once of two persons, or of a second thing without a word that asks."""
    text = ask(answerer, question).text
    assert all(word in text for word in words)


@pytest.mark.parametrize(
    "question", ["没合同交养老证明也行对吧", "学时是拿系统里导出来的学时卡为准的，是不是"]
)
def test_what_is_claimed_is_looked_for_in_what_the_notice_says(answerer: Answerer, question: str) -> None:
    """A point that it leaves open stands back behind one nearly as likely that it states."""
    assert ask(answerer, question).outcome == "answer"


@pytest.mark.parametrize(
    "question", ["我不是公务员能报吗", "我不是公务员，在企业上班，能报吗", "我不是参公的能报吗"]
)
def test_who_is_not_a_thing_is_not_told_what_holds_for_those_who_are(
    answerer: Answerer, question: str
) -> None:
    """不是公务员 is no civil servant; whether civil servants are excluded is another question."""
    assert not ask(answerer, question).text.startswith("不能")


@pytest.mark.parametrize("question", ["是不是公务员都不能报", "公务员是不是不能报", "我是公务员能报吗"])
def test_whether_it_is_so_denies_nothing(answerer: Answerer, question: str) -> None:
    """是不是 asks."""
    assert ask(answerer, question).text.startswith("不能")


@pytest.mark.parametrize("question", ["怎么报名", "我想报名", "如何申报", "报名"])
def test_the_plainest_question_of_all(answerer: Answerer, question: str) -> None:
    """How one applies, in the fewest words."""
    assert ask(answerer, question).entries == ("steps",)


@pytest.mark.parametrize("question", ["正高怎么申报", "怎么报正高", "正高级工艺美术师怎么报"])
def test_the_name_of_what_all_is_about_changes_no_question(answerer: Answerer, question: str) -> None:
    """怎么申报 asks the same."""
    assert "分三步" in ask(answerer, question).text


@pytest.mark.parametrize("question", ["还差8个学时咋办", "学时缺5个还能报吗", "90个学时少了12个怎么办"])
def test_what_is_lacking_is_not_what_there_is(answerer: Answerer, question: str) -> None:
    """Nothing is reckoned from it."""
    assert "按您说的算" not in ask(answerer, question).text


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("要不要公示", "publicity_required"),
        ("单位能不能不公示", "publicity_required"),
        ("今年还能报吗", "can_still_apply"),
        ("到年龄了但单位没给办退休", "retiring_soon"),
        ("男的六十以上还收吗", "age_limit"),
        ("我68年的还能报吗", "age_limit"),
        ("2014年的个展", "achievements_period"),
        ("97年得的奖", "achievements_period"),
        ("这些表是哪一级的什么部门统一往省里寄", "paper_receiver"),
    ],
)
def test_the_telling_word_decides(answerer: Answerer, question: str, entry: str) -> None:
    """What is required, what is not so yet, of what a year is, which body it is."""
    assert ask(answerer, question).entries[0] == entry


@pytest.mark.parametrize(
    "question",
    [
        "公务员辞职开工作室能报吗",
        "以前是公务员，去年考到企业，能报吗",
        "参公单位退下来的，现在厂里上班能报吗",
    ],
)
def test_who_left_office_gets_no_flat_no(answerer: Answerer, question: str) -> None:
    """What the notice leaves open stands alone, without the rule for those in office."""
    answer = ask(answerer, question)
    assert answer.entries[0] == "former_civil_servant"
    assert not {"civil_servant", "can_gong"} & set(answer.entries)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("72专业18公需，没有其他行吗", "加起来90"),
        ("60专业，18公需，够了吧", "还差12"),
        ("90学时够了，可公需只有10个", "还差8"),
    ],
)
def test_numbers_before_what_they_count(answerer: Answerer, question: str, says: str) -> None:
    """And nothing is taken for none of which nothing was said."""
    body = ask(answerer, question).body
    assert says in body
    assert "您说0" not in body
