"""The page of the result: one page, what decides first, on a phone, on paper and as a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest

from tests.channels.web.browser.test_access import GROW
from tests.channels.web.browser.visiting import DESK, ELIGIBLE, Visit

SHORT = {**ELIGIBLE, "ce_total": "80", "ce_professional": "50"}
PUBLIC_SHORT = {**ELIGIBLE, "ce_public": "11"}
UNCLEAR = {**ELIGIBLE, "civil_status": "unknown", "meets_12": "unknown"}
LACKING_THREE = {**SHORT, "work_proof": "none", "annual_review_years": "4"}
RETIRED = {**ELIGIBLE, "employment_status": "retired"}
CIVIL_SERVANT = {**ELIGIBLE, "civil_status": "civil_servant"}
ORDER = """() => [...document.querySelectorAll("#result > *")].map((part) => part.className.replace("paper ", ""))"""


def order(visit: Visit) -> list[str]:
    """The parts of the page as they come."""
    return [str(name).split(" ")[0] for name in visit.page.evaluate(ORDER)]


@pytest.mark.parametrize(
    ("answers", "gaps"), [(SHORT, "总数差10，专业差10"), (PUBLIC_SHORT, "公需差7")], ids=["two", "one"]
)
def test_what_is_missing_stands_on_the_first_screen_with_how_much(
    visit: Visit, answers: Mapping[str, str], gaps: str
) -> None:
    """Verdict, what is missing, what is to be done; what is there already is folded."""
    page = visit.finish_unseen(answers).page
    assert order(visit)[:4] == ["verdict-card", "lacking", "tools", "to-do"]
    told = page.locator(".lacking .gaps")
    assert gaps in told.inner_text()
    box = told.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740
    assert page.locator("details.had:not([open])").count() == 1
    assert visit.overflow() <= 0


def test_all_that_is_missing_is_seen_at_a_glance(visit: Visit) -> None:
    """Three things with how much of each within a screen and a half; how to come by one unfolds, and prints unfolded."""
    page = visit.finish_unseen(LACKING_THREE).page
    lacking = page.locator(".lacking")
    assert lacking.locator("label").count() == 3
    assert lacking.evaluate("part => part.getBoundingClientRect().bottom") < 1.5 * 740
    assert lacking.get_by_text("继续教育学时登记管理系统登记并导出").is_hidden()
    lacking.locator(".how summary").nth(1).click()
    assert lacking.get_by_text("继续教育学时登记管理系统登记并导出").is_visible()
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert lacking.get_by_text("缴费证明在浙江政务服务网打印").is_visible()


@pytest.mark.parametrize("answers", [LACKING_THREE, ELIGIBLE], ids=["nothing", "something"])
def test_what_is_there_is_counted_only_if_something_is(visit: Visit, answers: Mapping[str, str]) -> None:
    """已有 has its number; with none of it the fold is named after what is fulfilled."""
    title = visit.finish_unseen(answers).page.locator(".had summary").inner_text()
    assert "0样" not in title
    assert title.startswith(("已有", "已经符合"))


@pytest.mark.parametrize("size", [2, 2.5])
def test_large_letters_leave_the_verdict_in_view(visit: Visit, size: float) -> None:
    """Margins and headings do not grow with the letters: the verdict is seen at once, and lines hold several words."""
    page = visit.finish_unseen(LACKING_THREE).page
    page.evaluate(GROW, size)
    verdict = page.locator(".verdict-card h2").bounding_box()
    assert verdict is not None
    assert verdict["y"] + verdict["height"] < 740
    for label in page.locator(".lacking label").all():
        box = label.bounding_box()
        assert box is not None
        assert box["width"] > 0.6 * 360
    assert visit.overflow() <= 0


def test_the_result_as_a_word_file(visitors: Callable[..., Visit], tmp_path: Path) -> None:
    """It is called after whose it is, and holds what the page tells, the missing first."""
    visit = visitors(accept_downloads=True).open().finish_unseen(SHORT)
    with visit.page.expect_download() as given:
        visit.page.click("#docx")
    assert given.value.suggested_filename == "本人的结果.docx"
    given.value.save_as(tmp_path / "result.docx")
    rows = [row.text for row in docx.Document(str(tmp_path / "result.docx")).paragraphs]
    assert rows.index("还缺") < rows.index("还要办") < rows.index("打电话问")
    assert any("总数差10，专业差10" in row for row in rows)


def test_what_is_to_be_found_out_is_no_paper(visit: Visit) -> None:
    """It has a heading of its own, and where to find it out instead of where to hand it in."""
    page = visit.finish_unseen(UNCLEAR).page
    assert order(visit)[1] == "unclear"
    text = page.locator(".unclear").inner_text()
    assert "到哪里弄清：单位人事" in text
    assert "交到哪里" not in text


@pytest.mark.parametrize("answers", [SHORT, UNCLEAR, ELIGIBLE], ids=["short", "unclear", "eligible"])
def test_the_next_day_comes_first_and_each_address_once(visit: Visit, answers: Mapping[str, str]) -> None:
    """Days in order, those without one last."""
    page = visit.finish_unseen(answers).page
    days = [time.get_attribute("datetime") or "" for time in page.locator(".to-do h3 time").all()]
    assert days[0] == "2022-12-06"
    assert days == sorted(days)
    text = str(page.locator("#result").evaluate("part => part.textContent"))
    without_clauses = text.split(page.locator("details.clauses").text_content() or "-")[0]
    assert without_clauses.count("http://zcps.rlsbt.zj.gov.cn") == 1


@pytest.mark.parametrize(
    "answers", [SHORT, UNCLEAR, RETIRED, LACKING_THREE], ids=["short", "unclear", "retired", "three"]
)
def test_on_paper_it_is_one_sheet_with_dates(visit: Visit, answers: Mapping[str, str]) -> None:
    """However many papers there are; how long a day is off is not printed, and no address is broken."""
    page = visit.finish_unseen(answers).page
    page.emulate_media(media="print")
    assert not re.search(r"还有\d+天", page.inner_text("body"))
    for address in page.locator(".links .address").all():
        assert address.evaluate("part => part.getClientRects().length") == 1
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


@pytest.mark.parametrize("answers", [RETIRED, CIVIL_SERVANT], ids=["retired", "civil servant"])
def test_who_is_refused_sees_why_and_whom_to_call(visit: Visit, answers: Mapping[str, str]) -> None:
    """Nothing else comes between; no day to hurry for, no calendar."""
    page = visit.finish_unseen(answers).page
    assert order(visit)[:3] == ["verdict-card", "stop", "whom"]
    assert page.locator(".stop li").count() == 1
    assert page.locator(".whom a[href^='tel:']").first.is_visible()
    assert page.locator("#calendar").is_hidden()
    assert page.locator(".timeline").count() == 0
    assert "尽早" not in page.locator("#result").inner_text()


def test_the_text_has_the_order_of_the_page(visitors: Callable[..., Visit]) -> None:
    """The missing paper comes before what is to be done, in the text as on the page."""
    visit = visitors(permissions=["clipboard-read", "clipboard-write"], viewport=DESK).open()
    page = visit.finish_unseen(SHORT).page
    page.click("#copy")
    page.wait_for_selector("#said:not(:empty)")
    text = str(page.evaluate("() => navigator.clipboard.readText()"))
    places = [
        text.index(f"\n{heading}\n") for heading in ("还差几样", "还缺", "还要办", "打电话问", "已经符合的")
    ]
    assert places == sorted(places)
    assert "总数差10" in text


def test_a_picture_ends_with_a_sentence(visit: Visit) -> None:
    """The rows of a sentence stay together, and a heading stays with what it heads."""
    made = visit.page.evaluate(
        """async () => {
            const { pages } = await import("/share.js");
            const row = (text, begins, bold = false) => ({ text, begins, bold, size: 20, gap: 0 });
            const rows = [row("a", true), row("b1", true), row("b2", false), row("c", true, true),
                row("d1", true), row("d2", false)];
            return pages(rows, 70).map((page) => page.map(({ text }) => text));
        }"""
    )
    assert made == [["a"], ["b1", "b2"], ["c", "d1", "d2"]]
    again = visit.page.evaluate(
        """async () => {
            const { pages } = await import("/share.js");
            const rows = [..."wxyz"].map((text, index) => ({ text, begins: index !== 2, bold: false, size: 20, gap: 0 }));
            return pages(rows, 60).map((page) => page.map(({ text }) => text));
        }"""
    )
    assert again == [["w"], ["x", "y"], ["z"]]
