"""What is worth a look though it is no fault."""

from __future__ import annotations

from bot.pack.checking.advice import advice_on
from bot.pack.loader import load_pack
from tests.packs import PHRASINGS, TinyPack


def told(tiny: TinyPack) -> list[str]:
    """The advice on the tiny pack."""
    return [str(one) for one in advice_on(load_pack(tiny.folder, draft=True))]


def test_entries_with_few_phrasings_are_listed(tiny: TinyPack) -> None:
    """Until they have a dozen."""
    assert any("条目 hours 只有 6 个问法" in one for one in told(tiny))
    more = "\n".join(f"学时的第{number}种问法" for number in range(6))
    tiny.replace(PHRASINGS, "继续教育要多少学时\n", f"继续教育要多少学时\n{more}\n")
    assert not any("条目 hours 只有" in one for one in told(tiny))


def test_a_silent_entry_whose_subject_the_notice_names_is_listed(tiny: TinyPack) -> None:
    """With the clause; not if it cites that clause, or if an answer speaks of it."""
    tiny.replace("notice.md", "单位公示不少于5个工作日。", "单位公示不少于5个工作日。评审收费另行通知。")
    tiny.replace("faq.yaml", "    title: 评审收不收费\n", "    title: 评审收费\n")
    (one,) = (one for one in told(tiny) if "提到" in one)
    assert "四.二" in one
    tiny.replace(
        "faq.yaml",
        "    kind: not_said\n    clauses: [附1.7]",
        "    kind: not_said\n    clauses: [附1.7, 四.二]",
    )
    assert not any("提到" in one for one in told(tiny))
