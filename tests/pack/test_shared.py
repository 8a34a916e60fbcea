"""The silent points that come with the program become part of every pack, unless it says otherwise."""

from __future__ import annotations

from bot.faq.index import build_index
from bot.faq.ranking import Ranker
from bot.pack.checking.check import check_folder
from bot.pack.loader import load_pack
from bot.pack.reading.shared_reader import shared_points
from bot.pack.reading.shared_talk import shared_talk
from tests.packs import PHRASINGS, TinyPack

FEE = """\
  - id: {id}
    title: {title}
    clauses: [附1.7]
    answer: 在{{link.hours}}登记时缴费。
    quote: 须满80个学时
"""


def charges(tiny: TinyPack, id: str = "charges", title: str = "收费标准") -> None:
    """Put an entry that states the fee in the place of the one that says that the notice does not."""
    tiny.replace("faq.yaml", tiny.text("faq.yaml").split("  - id: fee\n")[1].split("  - id: ")[0], "")
    tiny.replace("faq.yaml", "  - id: fee\n", FEE.format(id=id, title=title))
    tiny.replace(PHRASINGS, "[fee]", f"[{id}]")


def without_fee(tiny: TinyPack) -> None:
    """Take out what the tiny pack itself says of fees."""
    charges(tiny, title="x")
    tiny.replace("faq.yaml", FEE.format(id="charges", title="x"), "")
    phrasings = tiny.text(PHRASINGS)
    tiny.write(PHRASINGS, phrasings.split("[charges]")[0] + "[action" + phrasings.split("[action", 1)[1])


def test_a_pack_gets_all_that_it_does_not_have_itself(tiny: TinyPack) -> None:
    """They follow the pack's own entries, and are told apart from them."""
    pack = load_pack(tiny.folder)
    shared = {point.entry.id for point in shared_points()}
    shared |= shared_talk().keys() - {"hello", "off_topic", "action_interview", "action_remind"}
    assert shared <= set(pack.entries)
    assert {entry.id for entry in pack.own_entries} == set(pack.entries) - shared | {"fee"}
    assert pack.entries["office_hours"].shared
    assert len(pack.entries["office_hours"].variants) >= 20


def test_an_entry_of_the_pack_stands_in_the_place_of_the_shared_one(tiny: TinyPack) -> None:
    """The pack overrides by the id, with its own words and phrasings."""
    fee = load_pack(tiny.folder).entries["fee"]
    assert not fee.shared
    assert fee.answer.startswith("通知未写收费。")
    assert len(fee.variants) == 6


def test_an_answer_in_the_place_of_a_shared_point_is_asked_for_as_that_is(tiny: TinyPack) -> None:
    """Who finds that the notice does state it writes the answer alone; what they write of phrasings comes beside."""
    point = next(one.entry for one in shared_points() if one.entry.id == "password")
    answer = FEE.format(id="password", title="密码")
    tiny.replace("faq.yaml", "  - id: fee\n", f"{answer}  - id: fee\n")
    assert load_pack(tiny.folder).entries["password"].variants == point.variants
    tiny.write(PHRASINGS, f"{tiny.text(PHRASINGS)}\n[password]\n口令想不起来了\n")
    assert load_pack(tiny.folder).entries["password"].variants == (*point.variants, "口令想不起来了")
    own = [f"第{number}种问口令的话" for number in range(12)]
    tiny.replace(PHRASINGS, "口令想不起来了", "\n".join(own))
    assert load_pack(tiny.folder).entries["password"].variants == tuple(own)


def test_they_send_people_where_the_pack_does(tiny: TinyPack) -> None:
    """By its `looks`, that of the phone if it has no better one, and cite the clause of the contact."""
    entry = load_pack(tiny.folder).entries["password"]
    assert entry.answer.endswith("怎么办。请电话问{contact.wang}。")
    assert entry.clauses == ("附1.7",)
    tiny.replace("faq.yaml", "looks:\n", "looks:\n  system: 请先问同事。\n")
    assert load_pack(tiny.folder).entries["password"].answer.endswith("怎么办。请先问同事。")


def test_without_looks_they_name_the_phone_of_the_notice(tiny: TinyPack) -> None:
    """Whoever answers for the notice is named with the number."""
    without_fee(tiny)
    tiny.replace("faq.yaml", "looks:\n  phone: 请电话问{contact.wang}。\n", "")
    fee = load_pack(tiny.folder).entries["fee"]
    assert fee.answer.endswith("请打小评审办公室王小明 0571-12345678问。")


def test_a_pack_can_do_without(tiny: TinyPack) -> None:
    """`without` names what the notice does state."""
    tiny.replace("faq.yaml", "entries:\n", "without: [address, exam]\nentries:\n")
    entries = load_pack(tiny.folder).entries
    assert {"address", "exam"}.isdisjoint(entries)
    assert "office_hours" in entries


def test_one_is_left_out_if_the_pack_says_something_of_it(tiny: TinyPack) -> None:
    """That the notice does not say what it says would be false, whatever the entry that tells it is called."""
    charges(tiny)
    assert "fee" not in load_pack(tiny.folder).entries


def test_what_the_pack_finds_unsaid_leaves_none_out(tiny: TinyPack) -> None:
    """Only an entry that answers shows that the notice speaks of a thing."""
    tiny.replace("faq.yaml", "    title: 评审收不收费\n", "    title: 评审收不收费、几点上班、办公时间\n")
    assert "office_hours" in load_pack(tiny.folder).entries


def test_a_pack_may_add_phrasings(tiny: TinyPack) -> None:
    """Under the id of a shared entry stand the questions in the words of its own trade."""
    tiny.replace(PHRASINGS, "[hello]\n", "[exam]\n青瓷要不要考试\n\n[hello]\n")
    exam = load_pack(tiny.folder).entries["exam"]
    assert exam.shared
    assert exam.variants[-1] == "青瓷要不要考试"
    assert exam.variant_lines[-1] > 0 == exam.variant_lines[0]


def test_the_check_has_nothing_to_say_of_them(tiny: TinyPack) -> None:
    """They need no clause that quotes them, and a phrasing like one of theirs is no fault of the pack's."""
    tiny.replace(PHRASINGS, "联系电话\n", "联系电话\n周末上班吗\n")
    pack, faults = check_folder(tiny.folder)
    assert pack is not None
    assert faults == ()


def test_where_the_pack_sends_people_is_checked(tiny: TinyPack) -> None:
    """A wrong number behind a look is found although only shared entries tell it."""
    line = tiny.replace("faq.yaml", "looks:\n", "looks:\n  system: 请打0571-99999999。\n")
    _, faults = check_folder(tiny.folder)
    assert [(fault.file, fault.line) for fault in faults] == [("faq.yaml", line)]


def test_everyday_words_count_where_the_notice_speaks_of_them(tiny: TinyPack) -> None:
    """And where the pack has no group of its own with two of the words."""
    assert "雇人" not in load_pack(tiny.folder).concepts
    notice = tiny.text("notice.md")
    tiny.write("notice.md", notice.rstrip("\n") + "\n\n带动就业的优先。\n")
    assert "小工" in load_pack(tiny.folder).concepts["雇人"]
    tiny.replace("lexicon.yaml", "concepts:\n", "concepts:\n  带人: 带动就业、带徒\n")
    assert "小工" in load_pack(tiny.folder).concepts["雇人"]
    tiny.replace("lexicon.yaml", "带动就业、带徒\n", "带动就业、带徒、小工\n")
    pack = load_pack(tiny.folder)
    assert "雇人" not in pack.concepts
    assert pack.concepts["带人"] == ("带动就业", "带徒", "小工")


def test_what_the_notice_speaks_of_is_not_off_its_subject(tiny: TinyPack) -> None:
    """社保断交三个月医保还能用吗 stands among what is off the subject of notices that say nothing of it."""

    def pull(text: str) -> float:
        pack = load_pack(tiny.folder)
        index = build_index(pack)
        return Ranker(pack, index).evidence(index.question(text)).off

    asked = "社保断交三个月"
    before = pull(asked)
    notice = tiny.text("notice.md")
    tiny.write("notice.md", notice.rstrip("\n") + "\n\n社保断交三个月的不得申报。\n")
    assert pull(asked) < before


def test_the_words_of_an_answer_lead_to_it_where_it_has_few_phrasings(tiny: TinyPack) -> None:
    """Nobody wrote how people ask for the register of hours; the answer says where it is."""
    tiny.replace("faq.yaml", "其余{value.rest}不限（推算）", "其余{value.rest}不限（推算），旁听生的减半")
    pack = load_pack(tiny.folder)
    index = build_index(pack)
    assert Ranker(pack, index).rank(index.question("旁听生")).candidates[0].entry == "hours"
