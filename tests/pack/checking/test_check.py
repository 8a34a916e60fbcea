"""Everything `noticebot check` looks for, in one list."""

from __future__ import annotations

from pathlib import Path

from bot.pack.checking.check import check_folder
from tests.packs import PHRASINGS, TinyPack


def test_a_clean_folder_gives_its_pack_and_no_faults(tiny: TinyPack) -> None:
    """Nothing to mend: the pack alone comes back."""
    pack, faults = check_folder(tiny.folder)
    assert pack is not None
    assert faults == ()


def test_a_folder_that_cannot_be_read_gives_faults_and_no_pack(tmp_path: Path) -> None:
    """Faults come back; nothing is raised."""
    pack, faults = check_folder(tmp_path)
    assert pack is None
    assert faults


def test_drift_and_twins_are_told_together_in_order_of_place(tiny: TinyPack) -> None:
    """One run tells all faults of content, sorted by file and line, each once."""
    tiny.replace(PHRASINGS, "\n缴费\n", "\n咨询电话是多少\n")
    tiny.replace("faq.yaml", "answer: 您好，请直接问。", "answer: 您好，请打0571-99999999。")
    tiny.replace("notice.yaml", "person: 王小明", "person: 王大明")
    pack, faults = check_folder(tiny.folder)
    assert pack is not None
    assert {fault.file for fault in faults} >= {"faq.yaml", "notice.yaml", PHRASINGS}
    assert list(faults) == sorted(set(faults))


def test_a_craft_without_words_is_found(tiny: TinyPack) -> None:
    """A craft that no word names could never be asked for."""
    tiny.replace("lexicon.yaml", "      编织工艺 竹编 bamboo_weaving\n", "")
    _, faults = check_folder(tiny.folder)
    assert [fault.file for fault in faults] == ["lexicon.yaml"]
