"""notice.yaml becomes facts."""

from __future__ import annotations

from datetime import date

import pytest

from bot.pack.checking.drift import drift
from bot.pack.faults import PackError
from bot.pack.loader import load_pack
from tests.packs import TinyPack


def test_every_fact_has_its_placeholder(tiny: TinyPack) -> None:
    """Dates, numbers, documents, links, contacts and names can be spoken by name."""
    spoken = load_pack(tiny.folder).facts.substitutions
    assert spoken["date.personal"] == "2022年12月6日"
    assert spoken["date.publicity_start"] == "2022年12月9日"
    assert spoken["value.hours"] == "80"
    assert spoken["value.rest"] == "20"
    assert spoken["document.rules"] == "浙小〔2022〕7号"
    assert spoken["link.hours"] == "http://hours.example.test/card"
    assert "0571-12345678" in spoken["contact.wang"]
    assert spoken["notice.short_title"] == "2022年小评审"


def test_milestones_keep_their_day_role_and_clauses(tiny: TinyPack) -> None:
    """A milestone knows whose it is and where it stands."""
    milestone = load_pack(tiny.folder).facts.milestones["unit"]
    assert (milestone.day, milestone.role, milestone.clauses) == (date(2022, 12, 19), "单位", ("四.二",))
    assert not milestone.derived


def test_dates_other_than_milestones_have_their_placeholder(tiny: TinyPack) -> None:
    """The day of signing is spoken with its year as well."""
    tiny.write(
        "notice.yaml", tiny.text("notice.yaml") + 'dates:\n  signed: {date: "2022-10-26", clauses: [四.二]}\n'
    )
    assert load_pack(tiny.folder).facts.substitutions["issued.signed"] == "2022年10月26日"


def _with_step(tiny: TinyPack, step: str) -> int:
    """Give the unit's milestone a step; returns its line."""
    quote = "    quote: 所在单位推荐截止时间为2022年12月19日\n"
    return tiny.replace("notice.yaml", quote, f"{quote}    step: {step}\n")


def test_a_milestone_may_say_what_is_to_be_done_by_then(tiny: TinyPack) -> None:
    """With its own clauses; one on request is marked."""
    _with_step(tiny, "{text: 请公示{date.unit}, clauses: [四.二]}".replace("{date.unit}", "不少于5个工作日"))
    tiny.replace("notice.yaml", "    role: 申报人\n", "    role: 申报人\n    remind: on_request\n")
    milestones = load_pack(tiny.folder).facts.milestones
    assert milestones["unit"].step == "请公示不少于5个工作日"
    assert milestones["unit"].step_clauses == ("四.二",)
    assert [id for id, one in milestones.items() if one.on_request] == ["personal"]


@pytest.mark.parametrize(
    "step", ["{text: 请公示, clauses: [九.九]}", '{text: "请登录{link.nowhere}", clauses: [四.二]}']
)
def test_a_step_with_unknown_names_is_a_fault(tiny: TinyPack, step: str) -> None:
    """Its clauses and placeholders must exist."""
    _with_step(tiny, step)
    with pytest.raises(PackError) as caught:
        load_pack(tiny.folder)
    assert [fault.file for fault in caught.value.faults] == ["notice.yaml"]


@pytest.mark.parametrize("words", ["请在2022年12月7日前公示", "请公示7个工作日", "请填《小表》"])
def test_a_step_that_says_what_the_notice_does_not_say_is_drift(tiny: TinyPack, words: str) -> None:
    """Reminders too say nothing without a clause."""
    _with_step(tiny, f"{{text: {words}, clauses: [四.二]}}")
    assert [fault.file for fault in drift(load_pack(tiny.folder))] == ["notice.yaml"]


def test_the_day_on_which_the_notice_came_out(tiny: TinyPack) -> None:
    """One of the dates, by its name; a name that is not there is a fault."""
    assert load_pack(tiny.folder).facts.published is None
    tiny.replace("notice.yaml", "  time_zone: ", "  published: signed\n  time_zone: ")
    with pytest.raises(PackError, match="signed"):
        load_pack(tiny.folder)
    tiny.write(
        "notice.yaml", tiny.text("notice.yaml") + 'dates:\n  signed: {date: "2022-10-26", clauses: [四.二]}\n'
    )
    assert load_pack(tiny.folder).facts.published == date(2022, 10, 26)


def test_roles_and_milestones_may_be_called_by_other_names(tiny: TinyPack) -> None:
    """A role is called by its own name too; one that no milestone has is a fault."""
    roles = load_pack(tiny.folder).facts.roles
    assert {role: one.words for role, one in roles.items()} == {"申报人": ("申报人",), "单位": ("单位",)}
    tiny.write("notice.yaml", tiny.text("notice.yaml") + "roles:\n  单位: {words: [公司, 人事]}\n")
    tiny.replace("notice.yaml", "    role: 申报人\n", "    role: 申报人\n    words: [个人申报]\n")
    facts = load_pack(tiny.folder).facts
    assert facts.roles["单位"].words == ("单位", "公司", "人事")
    assert facts.milestones["personal"].words == ("个人申报",)
    tiny.replace("notice.yaml", "  单位: {words", "  皇帝: {words")
    with pytest.raises(PackError, match="皇帝"):
        load_pack(tiny.folder)


def test_one_day_must_close_the_application(tiny: TinyPack) -> None:
    """None at all is a fault where the milestones begin, a second one at its own line."""
    line = tiny.line("notice.yaml", "milestones:")
    tiny.replace("notice.yaml", "    closes: submit\n", "")
    with pytest.raises(PackError) as none:
        load_pack(tiny.folder)
    assert [(fault.line, "closes: submit" in fault.wrong) for fault in none.value.faults] == [(line, True)]
    tiny.replace("notice.yaml", "    closes: unit\n", "    closes: submit\n")
    tiny.replace("notice.yaml", "    role: 申报人\n", "    role: 申报人\n    closes: submit\n")
    with pytest.raises(PackError) as two:
        load_pack(tiny.folder)
    assert [(fault.line, "unit" in fault.wrong) for fault in two.value.faults] == [
        (tiny.line("notice.yaml", "  - id: unit"), True)
    ]


def test_what_a_day_closes_is_out_of_a_closed_list(tiny: TinyPack) -> None:
    """A word of one's own is refused with the list."""
    line = tiny.replace("notice.yaml", "closes: unit", "closes: everything")
    with pytest.raises(PackError) as caught:
        load_pack(tiny.folder)
    (fault,) = caught.value.faults
    assert (fault.line, "payment" in fault.mend) == (line, True)


SECOND_CONTACT = (
    "  - {id: li, office: 小评审办公室, person: 王小明, phone: 0571-12345678, clauses: [附1.7]}\n"
)


def test_of_several_contacts_the_notice_names_whom_to_phone(tiny: TinyPack) -> None:
    """Not whoever stands first; a single one needs no naming."""
    assert load_pack(tiny.folder).facts.hand_off.id == "wang"
    tiny.write("notice.yaml", tiny.text("notice.yaml") + SECOND_CONTACT)
    with pytest.raises(PackError):
        load_pack(tiny.folder)
    tiny.replace("notice.yaml", "  time_zone: Asia/Shanghai\n", "  time_zone: Asia/Shanghai\n  phone: li\n")
    assert load_pack(tiny.folder).facts.hand_off.id == "li"
    tiny.replace("notice.yaml", "  phone: li\n", "  phone: zhao\n")
    with pytest.raises(PackError, match="zhao"):
        load_pack(tiny.folder)


@pytest.mark.parametrize("id", ["小评审", "tiny/2022", '"tiny 2022"', "t" * 101])
def test_the_id_of_a_notice_can_stand_in_an_address(tiny: TinyPack, id: str) -> None:
    """Letters, digits, - and _ alone."""
    line = tiny.replace("notice.yaml", "  id: tiny-2022\n", f"  id: {id}\n")
    with pytest.raises(PackError) as caught:
        load_pack(tiny.folder)
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("notice.yaml", line)]


def test_a_role_needs_its_own_days_or_those_that_it_lists(tiny: TinyPack) -> None:
    """Without `needs` its own days that are told unasked, in their order; a list may name others', and only known ones."""
    roles = load_pack(tiny.folder).facts.roles
    assert roles["申报人"].needs == ("personal",)
    assert roles["单位"].needs == ("publicity_start", "unit")
    tiny.write(
        "notice.yaml",
        tiny.text("notice.yaml")
        + "roles:\n  申报人: {name: 本人, words: [自己], says: [自己报], needs: [unit, personal]}\n",
    )
    role = load_pack(tiny.folder).facts.roles["申报人"]
    assert (role.name, role.needs) == ("本人", ("personal", "unit"))
    assert {"申报人", "本人", "自己报"} == set(role.says)
    tiny.replace("notice.yaml", "needs: [unit, personal]", "needs: [unit, 明年]")
    with pytest.raises(PackError, match="明年"):
        load_pack(tiny.folder)


def test_nobody_is_two_by_what_they_say(tiny: TinyPack) -> None:
    """我是人事 must not be said by two roles."""
    tiny.write(
        "notice.yaml",
        tiny.text("notice.yaml")
        + "roles:\n  申报人: {words: [自己], says: [人事]}\n  单位: {words: [公司], says: [人事]}\n",
    )
    with pytest.raises(PackError, match="人事"):
        load_pack(tiny.folder)
