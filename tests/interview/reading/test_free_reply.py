"""Answers in words, read as the values of facts."""

from __future__ import annotations

import pytest

from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.free_reply import ReplyReader
from tests.interview.reading.replying import FACTS
from tests.packs import OPEN

YES_NO = [fact.id for fact in FACTS.values() if fact.type == "yes_no"]
CHOICE = [fact.id for fact in FACTS.values() if fact.type == "choice"]
WITH_OPTIONS = [*YES_NO, *CHOICE]
POSSESSED = [id for id in YES_NO if id.startswith("has_")]
DENIALS = "不没未无非"
SURE = 0.65
"""The chance from which an interview takes what is told of a fact that it did not ask."""
PLAIN_YES = ("是", "是的", "对", "对的", "嗯", "嗯嗯", "有", "有的", "是啊", "yes")
PLAIN_NO = ("不是", "不是的", "不", "没有", "没", "没有的", "否", "还没有", "不是啊", "没呢", "no")


def value(reader: ReplyReader, fact: str, text: str) -> object:
    """What `text` is read as in answer to `fact`."""
    return reader.read(FACTS[fact], text, OPEN).value


def told(reader: ReplyReader, text: str) -> dict[str, object]:
    """What a sentence tells for sure whatever is asked."""
    return {fact: one.value for fact, one in reader.told(text, OPEN, SURE).items()}


# ── yes, no and choices ──


@pytest.mark.parametrize("frame", ["{}", "我{}", "{}。", " {} ", "应该是{}吧"])
def test_every_label_and_word_reads_as_its_own_option(reader: ReplyReader, frame: str) -> None:
    """What the pack's author wrote as a way to say an answer is that answer."""
    wrong = {
        (fact, text): found
        for fact in WITH_OPTIONS
        for option in FACTS[fact].options
        for word in (option.label, *option.words)
        if (found := value(reader, fact, text := frame.format(word))) != option.value
    }
    assert wrong == {}


@pytest.mark.parametrize("fact", YES_NO)
def test_plain_yes_and_no_keep_their_polarity(reader: ReplyReader, fact: str) -> None:
    """The short answers that fit any yes-or-no question are read the right way round."""
    assert {said: value(reader, fact, said) for said in PLAIN_YES} == dict.fromkeys(PLAIN_YES, True)
    assert {said: value(reader, fact, said) for said in PLAIN_NO} == dict.fromkeys(PLAIN_NO, False)


@pytest.mark.parametrize("said", ["没错", "不错", "没问题"])
def test_an_assent_that_begins_with_a_denial_is_never_a_no(reader: ReplyReader, said: str) -> None:
    """没错 says yes; read as no it would turn the verdict round."""
    assert [fact for fact in YES_NO if value(reader, fact, said) is False] == []


@pytest.mark.parametrize("said", ["哪有", "哪有啊", "哪里有"])
def test_a_denial_in_the_form_of_a_question_is_never_a_yes(reader: ReplyReader, said: str) -> None:
    """哪有 says that there is none."""
    assert [fact for fact in POSSESSED if value(reader, fact, said) is True] == []


@pytest.mark.parametrize("fact", CHOICE)
def test_a_yes_never_reads_as_an_option_that_denies(reader: ReplyReader, fact: str) -> None:
    """是的 is no mistyped 不是的, in any question."""
    denying = {o.value for o in FACTS[fact].options if o.label[0] in DENIALS or o.value in ("none", "no")}
    for said in ("是", "是的", "对的", "对", "有", "有的"):
        assert value(reader, fact, said) not in denying


@pytest.mark.parametrize("fact", CHOICE)
def test_a_no_never_reads_as_an_option_that_affirms(reader: ReplyReader, fact: str) -> None:
    """不是的 and 没有 are no answer that something is so."""
    affirming = {"yes", "have", "both", "civil_servant", "can_gong", "in_post"}
    for said in ("不是", "不是的", "没有", "没", "不", "还没", "没有啊"):
        assert value(reader, fact, said) not in affirming


@pytest.mark.parametrize("denial", ["不是{}", "我不是{}", "并不是{}", "不算{}", "还不算{}", "不能说{}"])
def test_a_denied_word_is_not_the_answer_that_it_denies(reader: ReplyReader, denial: str) -> None:
    """不是公务员 does not say 公务员, whatever the question and whatever stands between the two."""
    wrong = [
        (fact, text)
        for fact in WITH_OPTIONS
        for option in FACTS[fact].options
        for word in (option.label, *option.words)
        if len(word) >= 2 and not set(word) & set(DENIALS + "，是") and option.value not in (False, "none")
        if value(reader, fact, text := denial.format(word)) == option.value
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("fact", "said", "never"),
    [
        ("meets_12", "不太符合", "yes"),
        ("meets_12", "不完全符合", "yes"),
        ("meets_12", "不全符合", "yes"),
        ("meets_12", "没有全部符合", "yes"),
        ("meets_12", "没有不符合的", "no"),
        ("personnel_relation", "不在浙江", "zhejiang"),
        ("personnel_relation", "人事关系不在浙江", "zhejiang"),
        ("employment_status", "不在上班", "in_post"),
        ("employment_status", "我没有在上班", "in_post"),
        ("employment_status", "没退休", "retired"),
        ("employment_status", "还没有退休", "retired"),
        ("achievements_related", "不太相关", True),
        ("achievements_related", "不怎么相关", True),
        ("university_entrusted", "不走委托评审", True),
        ("ce_registered", "登记了一部分", True),
        ("ce_registered", "还没都登记", True),
        ("submitted_online", "没点提交", True),
        ("submitted_online", "还没有点提交", True),
        ("submitted_online", "不记得", False),
        ("recommendation", "没找到", "yes"),
        ("letter_status", "没有拿到", "have"),
        ("post_approved", "没有核定", "yes"),
        ("work_proof", "没有合同有缴费证明", "contract"),
        ("work_proof", "有劳动合同没有缴费证明", "pension"),
        ("civil_status", "以前不是公务员，现在是公务员", "none"),
    ],
)
def test_said_with_a_denial_it_is_never_read_the_other_way(
    reader: ReplyReader, fact: str, said: str, never: object
) -> None:
    """Better not understood than understood as the opposite."""
    assert value(reader, fact, said) != never


@pytest.mark.parametrize(
    ("fact", "said", "wanted"),
    [
        ("civil_status", "不是的我在企业", "none"),
        ("civil_status", "不是，企业职工", "none"),
        ("civil_status", "不是公务员", "none"),
        ("civil_status", "我是公务员", "civil_servant"),
        ("civil_status", "参公的", "can_gong"),
        ("unit_type", "不是企业，是事业单位", "public_institution"),
        ("employment_status", "没退休，在上班", "in_post"),
        ("specialty", "不是木雕，是青瓷", "ceramics"),
        ("submitted_online", "还没提交", False),
        ("submitted_online", "没提交", False),
        ("submitted_online", "提交过了", True),
        ("ce_registered", "没有全登记", False),
        ("ce_registered", "不能导出", False),
        ("achievements_related", "没什么关系", False),
        ("unit_first_login", "不是第一次", False),
        ("unit_first_login", "以前没用过", True),
        ("rec_form_ready", "还没填好", False),
        ("has_awards", "没得过奖", False),
        ("letter_status", "没拿到", "not_yet"),
        ("meets_12", "不符合", "no"),
    ],
)
def test_whole_sentences_are_read(reader: ReplyReader, fact: str, said: str, wanted: object) -> None:
    """People answer in sentences."""
    assert value(reader, fact, said) == wanted


@pytest.mark.parametrize(
    ("fact", "said", "wanted"),
    [
        ("employment_status", "在职在刚", "in_post"),
        ("employment_status", "退休后返骋", "rehired"),
        ("unit_type", "事业单味", "public_institution"),
        ("work_proof", "有劳动和同", "contract"),
        ("current_title", "高级工艺美术帅", "senior_arts"),
        ("application_route", "普通申抱", "ordinary"),
        ("degree_origin", "国内大专及已上", "domestic"),
    ],
)
def test_a_mistyped_answer_is_still_read(reader: ReplyReader, fact: str, said: str, wanted: object) -> None:
    """One wrong character in a label is forgiven."""
    assert value(reader, fact, said) == wanted


@pytest.mark.parametrize("said", ["", "  ", "。", "哈哈哈", "🙂", "asdfgh", "\x00", "这个嘛", "嘿" * 5000])
def test_what_is_no_answer_is_read_as_none(reader: ReplyReader, said: str) -> None:
    """Nothing is made up from words that say nothing."""
    assert [id for id, fact in FACTS.items() if reader.read(fact, said, OPEN) != Reading()] == []


@pytest.mark.parametrize(
    "said", ["不清楚", "不知道", "我不知道啊", "记不清了", "忘了", "不确定", "不晓得", "说不好"]
)
def test_not_knowing_is_an_answer_to_every_question(reader: ReplyReader, said: str) -> None:
    """不清楚 is kept apart from no."""
    assert [id for id in FACTS if value(reader, id, said) != "unknown"] == []


@pytest.mark.parametrize("said", ["不记得", "不记得了", "想不起来", "没印象"])
@pytest.mark.parametrize("fact", ["submitted_online", "ce_total", "senior_title_date", "degree_year"])
def test_not_remembering_is_not_a_no(reader: ReplyReader, fact: str, said: str) -> None:
    """Who does not remember has not said no, nor zero."""
    assert value(reader, fact, said) in ("unknown", None)


@pytest.mark.parametrize(
    "said", ["我是东阳人", "老家江西", "以前在文化馆", "明年退休", "快退休了", "我们公司在杭州", "户口在上海"]
)
def test_what_is_beside_the_question_is_not_given_away(reader: ReplyReader, said: str) -> None:
    """Where one is from, what one was and what is yet to come tell nothing of how things are."""
    found = told(reader, said)
    assert not {"personnel_relation", "employment_status"} & found.keys()
    assert found.get("unit_type") != "public_institution"


@pytest.mark.parametrize(
    ("fact", "said"),
    [("civil_status", "公务员能报吗"), ("specialty", "木雕可以吗？"), ("unit_type", "我想问企业行不行")],
)
def test_a_question_is_no_answer(reader: ReplyReader, fact: str, said: str) -> None:
    """Who asks back has not answered."""
    assert value(reader, fact, said) is None


def test_two_crafts_are_both_offered(reader: ReplyReader) -> None:
    """Who names two crafts is asked which."""
    assert reader.read(FACTS["specialty"], "木雕和青瓷都做", OPEN) == Reading(
        doubtful=("sculpture_carving", "ceramics")
    )


# ── numbers ──


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("92", 92),
        ("九十二个", 92),
        ("九十二", 92),
        ("九十二个学时吧", 92),
        ("９２", 92),
        ("92学时", 92),
        ("大概90", 90),
        ("一百零五", 105),
        ("两百", 200),
        ("90.0", 90),
        ("92.5", 92),
        ("-5", -5),
        ("0", 0),
        ("没有", 0),
        ("92 90", None),
        ("很多", None),
    ],
)
def test_numbers_are_read_in_digits_and_words(reader: ReplyReader, said: str, wanted: object) -> None:
    """Hours as people write them; two numbers are no answer, a negative one is kept to be refused."""
    assert value(reader, "ce_total", said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"), [("零", 0), ("五", 5), ("负五", -5), ("八九十", None), ("三年", 3), ("5年", 5)]
)
def test_small_numbers_in_words_are_read(reader: ReplyReader, said: str, wanted: object) -> None:
    """One character is a number too, and 八九十 is none."""
    assert value(reader, "annual_review_years", said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("1998", 1998),
        ("98年", 1998),
        ("九八年", 1998),
        ("二零零五年", 2005),
        ("2005年6月", 2005),
        ("去年", 2021),
        ("05年", 2005),
    ],
)
def test_years_are_read(reader: ReplyReader, said: str, wanted: int) -> None:
    """A year in two digits, in words, or said from today."""
    assert value(reader, "degree_year", said) == wanted


# ── dates ──


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2019年6月", "2019-06"),
        ("去年三月", "2021-03"),
        ("前年年底", "2020-12"),
        ("2018.9", "2018-09"),
        ("二〇一五年", "2015"),
        ("2015", "2015"),
        ("2015年拿的高级", "2015"),
        ("2019.13", None),
        ("2019年2月30日", None),
        ("没有", "none"),
    ],
)
def test_dates_of_what_happened_lie_in_the_past(reader: ReplyReader, said: str, wanted: object) -> None:
    """A month stays a month, and the end of a year is its last."""
    assert value(reader, "senior_title_date", said) == wanted


@pytest.mark.parametrize("said", ["12月6号", "3月", "两三年前", "11月31日"])
def test_a_day_of_what_happened_that_may_be_several_is_none_of_them(reader: ReplyReader, said: str) -> None:
    """Any year may be meant, or there is no such day: why it cannot be taken is told."""
    reading = reader.read(FACTS["senior_title_date"], said, OPEN)
    assert reading.value is None
    assert reading.reason or reading.doubtful


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("12月6号", "2022-12-06"),
        ("明天", "2022-11-16"),
        ("下周一", "2022-11-21"),
        ("还没开始", "none"),
        ("没有", "none"),
    ],
)
def test_dates_of_the_proceedings_may_lie_ahead(reader: ReplyReader, said: str, wanted: str) -> None:
    """The publicity may be planned."""
    assert value(reader, "publicity_start", said) == wanted


def test_two_readings_of_a_date_are_both_offered(reader: ReplyReader) -> None:
    """If a phrase leaves the choice, neither is taken."""
    reading = reader.read(FACTS["publicity_start"], "2月29号", OPEN)
    assert reading == Reading(doubtful=("2020-02-29", "2024-02-29"))


@pytest.mark.parametrize("said", ["没有", "还没", "没"])
def test_a_date_that_must_exist_is_never_none(reader: ReplyReader, said: str) -> None:
    """If the pack knows no such answer, 没有 is not taken for one."""
    assert value(reader, "newest_achievement_date", said) in (None, "unknown")


# ── several facts in one sentence ──


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("专业62公需20", {"ce_professional": 62, "ce_public": 20}),
        ("公需十八，专业六十二", {"ce_professional": 62, "ce_public": 18}),
        ("一共92，专业62，公需20", {"ce_total": 92, "ce_professional": 62, "ce_public": 20}),
        (
            "高级工艺美术师，学时73，专业50",
            {"current_title": "senior_arts", "ce_total": 73, "ce_professional": 50},
        ),
        ("73个小时，公需的20", {"ce_total": 73, "ce_public": 20}),
        ("90学时要在哪里登记", {}),
        ("还差17个学时", {}),
        ("我不是公务员", {"civil_status": "none"}),
        ("我徒弟是公务员，我做根雕", {"specialty": "sculpture_carving"}),
        (
            "我在杭州一家公司上班，做青瓷，副高，不是公务员",
            {
                "unit_type": "enterprise",
                "specialty": "ceramics",
                "current_title": "senior_arts",
                "civil_status": "none",
            },
        ),
        ("还没推荐到省里", {"lower_recommended": False}),
        ("我没有退休", {}),
        ("没有高级", {}),
        ("我想问事业单位要核定岗位吗", {}),
        ("专业60以上，公需18以上", {}),
        ("是的", {}),
        ("没有", {}),
    ],
)
def test_a_sentence_gives_away_what_it_says_and_no_more(
    reader: ReplyReader, said: str, wanted: dict[str, object]
) -> None:
    """Each fact named in a sentence is taken; nothing denied and nothing generic is."""
    assert told(reader, said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "我是东阳一家木雕公司的，2015年拿的高级",
            {"specialty": "sculpture_carving", "unit_type": "enterprise", "senior_title_date": "2015"},
        ),
        ("我爸在绍兴，做剪纸，退休了", {"employment_status": "retired", "specialty": "paper_cut"}),
        ("我退休了，以前做剪纸", {"employment_status": "retired", "specialty": "paper_cut"}),
        # By words of the pack in a clause that is little like what is said of that fact.
        (
            "我是参公的，木雕也刻得不错，看看有没有资格",
            {"civil_status": "can_gong", "specialty": "sculpture_carving"},
        ),
        ("做地毯的，还在职，你给把把关", {"specialty": "carpet", "employment_status": "in_post"}),
        # With the next clause alone: what was and is no more.
        ("我以前在二轻局当公务员，前年辞了，帮我看下", {"civil_status": "none"}),
        # A number beside another, and a way that one only wishes to go.
        ("学时今年总共92，想破格，算算我够不够", {"ce_total": 92, "application_route": "exceptional"}),
        # 问我 does not make her words the writer's.
        ("替我妈问的，她绣花的，你一条条问我好了", {"specialty": "knot_embroidery"}),
    ],
)
def test_who_asks_for_the_interview_gives_away_more(
    reader: ReplyReader, said: str, wanted: dict[str, object]
) -> None:
    """There is no question for which the words could be meant, and others may be spoken of."""
    found = {fact: one.value for fact, one in reader.told_at_first(said, OPEN).items()}
    assert wanted.items() <= found.items()


def test_what_tells_is_told_with_its_clause(reader: ReplyReader) -> None:
    """The rest may be the answer to what was asked."""
    said = "我做木雕，专业62"
    found = reader.told(said, OPEN, SURE)
    assert found["ce_professional"].clause == "专业62"
    assert reader.without(said, ["专业62"]) == "我做木雕"


@pytest.mark.parametrize("fact", ["ce_total", "ce_professional", "ce_public"])
def test_labelled_hours_answer_the_question_about_them(reader: ReplyReader, fact: str) -> None:
    """Whichever of the hours is asked, the number beside its own word is the answer."""
    said = "总共92，专业62公需20"
    wanted = {"ce_total": 92, "ce_professional": 62, "ce_public": 20}
    assert value(reader, fact, said) == wanted[fact]


@pytest.mark.parametrize(
    ("asked", "other", "said"),
    [("ce_professional", 20, "公需20"), ("ce_public", 62, "专业62"), ("ce_total", 62, "专业62")],
)
def test_hours_of_another_kind_are_not_taken_for_those_asked(
    reader: ReplyReader, asked: str, other: int, said: str
) -> None:
    """A number that stands beside another fact's word belongs to that fact."""
    assert value(reader, asked, said) != other


@pytest.mark.parametrize(
    ("said", "fact", "never"),
    [
        ("还没推荐到省里", "unit_level", "province_level"),
        ("没上过大学", "unit_type", "university"),
        ("不在浙江", "personnel_relation", "zhejiang"),
    ],
)
def test_nothing_is_given_away_from_a_denial(
    reader: ReplyReader, said: str, fact: str, never: object
) -> None:
    """What is denied further ahead in the sentence is not told."""
    assert told(reader, said).get(fact) != never
