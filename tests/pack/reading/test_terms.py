"""Words that are explained, and where the notice comes from: data of the pack, checked against the notice."""

from __future__ import annotations

from datetime import date

import pytest

from bot.pack.checking.drift import drift
from bot.pack.faults import PackError
from bot.pack.loader import load_pack
from tests.packs import TinyPack

LEXICON = "lexicon.yaml"


def explain(tiny: TinyPack, means: str, clauses: str = "[一.1]") -> None:
    """Explain one word."""
    added = f"terms:\n  办法:\n    means: {means}\n    clauses: {clauses}\n"
    tiny.write(LEXICON, tiny.text(LEXICON) + added)


def test_a_word_is_explained_with_the_facts_of_the_notice(tiny: TinyPack) -> None:
    """Placeholders are filled, and what agrees with the notice is no fault."""
    explain(tiny, "就是《小评审办法》，{document.rules}。")
    pack = load_pack(tiny.folder)
    assert [(term.word, term.meaning, term.clauses) for term in pack.terms] == [
        ("办法", "就是《小评审办法》，浙小〔2022〕7号。", ("一.1",))
    ]
    assert list(drift(pack)) == []


@pytest.mark.parametrize(
    ("means", "clauses"), [("某办法", "[九.9]"), ("见{document.nothing}", "[一.1]"), ('""', "[一.1]")]
)
def test_an_explanation_that_rests_on_nothing_is_a_fault(tiny: TinyPack, means: str, clauses: str) -> None:
    """Clauses and placeholders must be there."""
    explain(tiny, means, clauses)
    with pytest.raises(PackError) as refused:
        load_pack(tiny.folder)
    assert {fault.file for fault in refused.value.faults} == {LEXICON}


@pytest.mark.parametrize(
    "means", ["见浙小〔2022〕8号", "到2022年12月7日", "就是《大评审办法》", "打0571-12345679"]
)
def test_an_explanation_says_nothing_that_the_notice_does_not(tiny: TinyPack, means: str) -> None:
    """The drift check reads what words are said to mean."""
    explain(tiny, means)
    (fault,) = drift(load_pack(tiny.folder))
    assert fault.file == LEXICON
    assert "办法" in fault.wrong


def about(tiny: TinyPack, lines: str) -> None:
    """Add lines to what notice.yaml says of the notice itself."""
    tiny.write(
        "notice.yaml", tiny.text("notice.yaml").replace("  series: tiny\n", f"  series: tiny\n{lines}")
    )


def test_the_notice_tells_its_offices_and_when_it_was_compared(tiny: TinyPack) -> None:
    """Both may be left out."""
    assert (load_pack(tiny.folder).facts.issuers, load_pack(tiny.folder).facts.checked) == ((), None)
    about(tiny, '  issuers: [小评审办公室]\n  checked: "2022-11-01"\n')
    pack = load_pack(tiny.folder)
    assert (pack.facts.issuers, pack.facts.checked) == (("小评审办公室",), date(2022, 11, 1))
    assert list(drift(pack)) == []


def test_an_office_that_the_notice_does_not_name_is_found(tiny: TinyPack) -> None:
    """Whoever is said to have issued it stands in it."""
    about(tiny, "  issuers: [大评审办公室]\n")
    (fault,) = drift(load_pack(tiny.folder))
    assert "大评审办公室" in fault.wrong


@pytest.mark.parametrize("day", ['"2022-11-31"', '"昨天"'])
def test_a_day_of_comparison_is_a_day(tiny: TinyPack, day: str) -> None:
    """Any other text is a fault."""
    about(tiny, f"  checked: {day}\n")
    with pytest.raises(PackError):
        load_pack(tiny.folder)
