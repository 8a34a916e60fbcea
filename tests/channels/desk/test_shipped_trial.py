"""Changes of the shipped pack on trial, with all of its questions and talks: what a clerk would write, and what would do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.trial import TrialOrder, TrialReport, try_changes
from bot.pack.laying import Change, EntryChange, PhrasingChange
from bot.settings import shipped_knowledge
from tests.packs import OPEN

PARKING = EntryChange(
    "desk_parking",
    "哪里可以停车",
    ("附1.13",),
    "地市申报人员报送至地市申报受理点",
    "通知没有写受理点哪里可以停车。",
    ("停车场在什么地方", "哪里可以停车", "有没有停车位", "开车来停哪儿", "停车方便吗", "车停在什么地方"),
    "停车",
    ("where", "needed"),
    silent=True,
)
SIGNING = EntryChange(
    "desk_signing",
    "现场能不能代签",
    ("附1.13",),
    "地市申报人员报送至地市申报受理点",
    "通知没有写到受理点交材料时能不能由别人代签。",
    (
        "交材料的时候现场能找人代签吗",
        "去现场签收能叫同事吗",
        "现场签到可以让别人代替吗",
        "本人不到场别人代签行不行",
        "现场签名能代签吗",
        "到受理点签字可以叫人代吗",
    ),
    "现场代签",
    ("needed", "who"),
    silent=True,
)
STEALING = EntryChange(
    "desk_publicity",
    "公示时间长短",
    ("附1.13",),
    "一式三份",
    "《评审表》一式三份。",
    (
        "公示得挂多久呀",
        "单位公示多长时间呢",
        "公示期有多久",
        "公示贴在哪面墙",
        "公示要写些什么",
        "公示挂几天才够",
    ),
    "公示",
    ("how_many", "where", "when"),
)
SWALLOWING = PhrasingChange("off_topic", ("公示多少日子", "公示的日子够不够", "公示挂了几日", "公示长不长"))


def tried(data_dir: Path, change: Change, *asked: str, before: tuple[Change, ...] = ()) -> TrialReport:
    """The report on a change of the shipped pack."""
    changes = [*before, change]
    cache, folder = str(data_dir / "cache"), str(shipped_knowledge())
    return try_changes(TrialOrder(folder, cache, changes, OPEN, asked=list(asked), before=list(before)))


def told(report: TrialReport) -> str:
    """All that stands against a change, for whoever reads a failure."""
    return f"{report.faults} {report.missed} {report.moved}"


def test_an_entry_for_what_nobody_could_answer_is_taken(data_dir: Path) -> None:
    """Some item always strays by an entry more; nothing is taken from another."""
    report = tried(data_dir, PARKING, "停车场在哪里", "附近有停车位吗")
    assert report.passed, told(report)
    assert report.moved.most >= 5
    assert [one.entries for one in report.answers] == [[PARKING.id]] * 2
    assert all("请电话问" in one.said for one in report.answers)


@pytest.mark.soak
def test_another_on_top_of_it_is_taken_too(data_dir: Path) -> None:
    """What an earlier one moved is in force, and no later one's."""
    report = tried(data_dir, SIGNING, "现场能不能代签", before=(PARKING,))
    assert report.passed, told(report)
    assert report.answers[0].entries == [SIGNING.id]


@pytest.mark.soak
def test_an_entry_that_steals_is_refused(data_dir: Path) -> None:
    """Each question that it takes is told, with what is said to it now and what would be."""
    report = tried(data_dir, STEALING)
    assert not report.passed
    assert not report.faults, told(report)
    assert len(report.moved.taken) >= 3
    assert all("公示" in one.said or "公示" in one.before for one in report.moved.taken[:2])
    assert any("一式三份" in one.now for one in report.moved.taken)


@pytest.mark.soak
def test_what_is_marked_as_off_the_subject_and_is_not_is_refused(data_dir: Path) -> None:
    """It takes questions though no entry answers them then."""
    report = tried(data_dir, SWALLOWING)
    assert not report.passed, told(report)
    assert report.faults or report.missed or report.moved.taken
