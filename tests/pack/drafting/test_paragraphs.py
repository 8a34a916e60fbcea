"""A notice without numbers, in paragraphs that say one thing after another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.pack.drafting.draft_model import Draft, DraftEntry
from bot.pack.loader import load_pack
from tests.pack.drafting.drafts import draft_of_text, written

NOTICE = """\
临川县关于2024年人才租房补贴申领的公告
临住保〔2024〕7号
补贴对象为2021年1月1日以后毕业、与县内单位签订劳动合同的大专及以上学历毕业生，年龄不超过35周岁。本人及配偶在县城范围内无自有住房，且未租住公租房、人才公寓。机关事业单位在编人员以及在校生不得申领。
申领实行网上办理，申请人于2024年6月20日9:00至2024年7月10日通过“临川安居”微信小程序提交申请，7月10日17:00后通道关闭，逾期不再受理。申请人需上传身份证、学历证书、租赁合同。
联审通过人员名单于2024年8月5日前在县政府网站公示5个工作日。首笔补贴于2024年9月30日前发放至本人银行卡。
联系人：王小明 0571-12345678
临川县住房保障中心
2024年6月10日
"""


@pytest.fixture(scope="module")
def draft() -> Draft:
    """The draft of it."""
    return draft_of_text(NOTICE)


def _said(draft: Draft, words: str) -> list[DraftEntry]:
    return [one for one in draft.entries if re.fullmatch(r"c\d+", one.id) and words in one.answer]


def test_each_sentence_is_an_entry_of_its_own(draft: Draft) -> None:
    """Who may not apply is not told with who may."""
    (excluded,) = _said(draft, "不得申领")
    assert "不得申领" in excluded.answer
    assert "毕业生" not in excluded.answer
    assert any("不能" in phrasing for phrasing in excluded.phrasings)


def test_what_one_may_not_have_is_no_kind(draft: Draft) -> None:
    """无自有住房，且未租住公租房、人才公寓 lists nothing that one can apply for."""
    assert draft.kinds == []


def test_a_day_told_twice_keeps_its_window_and_its_hour(draft: Draft, tmp_path: Path) -> None:
    """From the morning of the first day to the hour at which the way is closed; its name holds no day."""
    facts = load_pack(written(draft, tmp_path / "pack")).facts
    submit = facts.milestones["submit"]
    assert (str(submit.day), str(submit.opens), str(submit.opens_at)) == (
        "2024-07-10",
        "2024-06-20",
        "09:00:00",
    )
    assert submit.hour == "17:00"
    assert not any(map(str.isdigit, submit.name))


def test_what_an_office_does_by_a_day_is_no_deadline(draft: Draft) -> None:
    """首笔补贴于9月30日前发放 is not what 什么时候截止 asks for."""
    names = {str(one.day): one.name for one in draft.milestones}
    assert "截止" in names["2024-07-10"]
    assert "截止" not in names["2024-08-05"] + names["2024-09-30"]
    (paid,) = (one for one in draft.entries if one.id.startswith("day_") and "2024年9月30日" in one.quote)
    assert not any("截止" in phrasing for phrasing in paid.phrasings)


def test_the_interview_is_offered_without_the_letterhead(draft: Draft) -> None:
    """What it rests on is what it asks about."""
    (offer,) = (one for one in draft.entries if one.extra.get("action") == "interview")
    assert "公告" not in offer.answer


def test_what_is_on_no_list_is_answered_with_the_list(tmp_path: Path) -> None:
    """And not as talk about something else."""
    text = NOTICE.replace("申领实行", "申领领域包括：养蜂、种茶、竹编。申领实行")
    pack = load_pack(written(draft_of_text(text), tmp_path / "pack"))
    (kind,) = pack.kinds.values()
    assert "竹编" in pack.entries[kind.unlisted].answer


def test_a_link_behind_a_sentence_belongs_to_it() -> None:
    """（http://…）。 by itself answers nothing."""
    sentence = "申请条件按照《临川县人才租房补贴办法》执行。"
    text = NOTICE.replace("补贴对象为", f"{sentence}（http://www.linchuan.example.com/a/1.html）。补贴对象为")
    entries = draft_of_text(text).entries
    assert not [entry for entry in entries if entry.title.startswith("http")]
    assert any(sentence in entry.answer and "linchuan.example.com" in entry.answer for entry in entries)


def test_the_yearly_appraisal_is_no_examination() -> None:
    """年度考核材料 are papers to hand in."""
    text = NOTICE.replace("申请人需上传身份证", "申请人需上传近五年年度考核材料。申请人需上传身份证")
    assert not [entry for entry in draft_of_text(text).entries if entry.topic == "考试"]
