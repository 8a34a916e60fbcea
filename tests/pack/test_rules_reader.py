"""rules.yaml becomes facts."""

from __future__ import annotations

from datetime import date

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
        "rules.yaml", tiny.text("rules.yaml") + 'dates:\n  signed: {date: "2022-10-26", clauses: [四.二]}\n'
    )
    assert load_pack(tiny.folder).facts.substitutions["issued.signed"] == "2022年10月26日"
