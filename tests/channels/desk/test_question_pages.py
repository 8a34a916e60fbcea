"""The page of what was asked and not answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.channels.desk.question_groups import grouped
from bot.store.model.asked_question import Gap, GapKind, KeptQuestion
from tests.channels.desk.office import START, Office

DAY = "2022-11-15"


def questions(*texts: str) -> list[KeptQuestion]:
    """Kept questions with these words, a minute apart."""
    start = datetime(2022, 11, 15, tzinfo=UTC)
    return [
        KeptQuestion(number, "unknown", "", text, start + timedelta(minutes=number))
        for number, text in enumerate(texts, 1)
    ]


def test_what_is_alike_is_one_group() -> None:
    """The most asked first; other things stay apart."""
    found = grouped(
        questions(
            "快递寄到哪里", "可以带猫吗？", "材料快递寄到哪里去", "快递寄到哪里", "可以带貓嗎", "快递寄哪里呀"
        )
    )
    assert [group.count for group in found] == [4, 2]
    assert found[0].texts[0] == "快递寄到哪里"
    assert found[0].ids == (1, 3, 4, 6)
    assert found[0].id == 1


def test_a_question_that_refused_three_choices_was_asked_once() -> None:
    """Each of the entries is named."""
    one = questions("哪天截止")[0]
    group = grouped(
        [KeptQuestion(id, "refused", entry, one.text, one.asked_at) for id, entry in ((1, "a"), (2, "b"))]
    )[0]
    assert (group.count, group.entries, group.kinds) == (1, ("a", "b"), ("refused",))


def test_thousands_are_grouped() -> None:
    """However odd they are."""
    many = questions(
        *(f"{chr(0x4E00 + number)}{chr(0x5E00 + number)}问题{number}" for number in range(3000)), "", "?"
    )
    assert 0 < len(grouped(many)) <= 3002


async def asked(office: Office, kind: GapKind, entry: str, text: str, times: int = 1) -> None:
    """Note a question."""
    for number in range(times):
        gap = Gap(kind, entry, text)
        await office.store.questions.note(f"web:{number}", [gap], DAY, "tiny-2022", office.clock())
        office.clock.pass_by(seconds=1)


async def test_words_and_counts(office: Office) -> None:
    """Grouped, the most asked first; what was asked is text and no markup."""
    office.services.keeps_questions = 30
    await asked(office, "unknown", "", "快递寄到哪里", 3)
    await asked(office, "useless", "fee", "<img src=x onerror=alert(1)>")
    await asked(office, "not_said", "gone_entry", "停车费多少")
    page = (await (await office.staff("reader")).get("/desk/questions")).text
    assert page.index("快递寄到哪里") < page.index("停车费多少")
    assert "&lt;img" in page
    assert "<img" not in page
    assert "评审收不收费" in page
    assert "gone_entry" in page
    assert "3 次" in page
    only = (await (await office.staff("reader")).get("/desk/questions?kind=not_said&days=7")).text
    assert "停车费多少" in only
    assert "快递寄到哪里" not in only
    for odd in ("kind=x&days=y", "kind=unknown&kind=refused&days=-1", "days=" + "9" * 400):
        assert (await (await office.staff("reader")).get(f"/desk/questions?{odd}")).status_code == 200


async def test_without_words_there_are_counts(office: Office) -> None:
    """And how to have more is said; words from before the setting was taken back are not shown."""
    await asked(office, "unknown", "", "从前留下的话")
    await asked(office, "not_said", "fee", "", 2)
    page = (await (await office.staff("editor")).get("/desk/questions")).text
    assert "BOT_KEEP_QUESTIONS" in page
    assert "从前留下的话" not in page
    assert "评审收不收费" in page


async def test_old_words_are_not_shown(office: Office) -> None:
    """After their days, even if nothing deleted them yet."""
    office.services.keeps_questions = 7
    await asked(office, "unknown", "", "八天前问的")
    office.clock.now = START + timedelta(days=8)
    assert "八天前问的" not in (await (await office.staff("reader")).get("/desk/questions")).text
