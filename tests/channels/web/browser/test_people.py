"""Several people on the page: whose talk it is, all of them beside each other, and what is done about one."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.channels.web.browser.visiting import DESK, ELIGIBLE, MOST_QUESTIONS, Visit

SHORT = {**ELIGIBLE, "ce_total": "80", "ce_professional": "50"}
RETIRED = {"employment_status": "retired"}
BEGUN: dict[str, str] = {}


def ask_for(visit: Visit, name: str, answers: Mapping[str, str]) -> None:
    """The interview of a person by the API, as far as `answers` go, in the session of this device."""
    visit._post({"text": "换一个人"})
    offered = visit._post({"text": f"“{name}”"})
    for _ in range(MOST_QUESTIONS):
        asked = next((match[1] for id in offered if (match := re.match(r"iv:answer:(\w+):", id))), "")
        if asked not in answers:
            return
        button = f"iv:answer:{asked}:{answers[asked]}"
        offered = visit._post({"choice": button} if button in offered else {"text": answers[asked]})


def people(visit: Visit) -> Visit:
    """Open the list."""
    visit.page.goto(visit.url + "/people")
    visit.page.wait_for_selector("#people:not([aria-busy])")
    return visit


def names(visit: Visit) -> list[str]:
    """Who stands in the list."""
    return [str(row.get_attribute("data-name")) for row in visit.page.locator(".person").all()]


@pytest.fixture
def office(visitors: Callable[..., Visit]) -> Visit:
    """Somebody who has asked for three: one lacks hours, one cannot apply, of one little is known."""
    visit = visitors(permissions=["clipboard-read", "clipboard-write"]).open()
    ask_for(visit, "王芳", SHORT)
    ask_for(visit, "张师傅", RETIRED)
    ask_for(visit, "=1+1", BEGUN)
    return visit


def test_all_are_seen_beside_each_other_one_tap_from_the_talk(office: Visit) -> None:
    """Verdict, how much is missing, the next day: three people on a screen and a half of a phone."""
    page = office.reload().page
    assert page.locator("#people").inner_text() == "名单（3人）"
    page.click("#people")
    page.wait_for_selector("#people:not([aria-busy])")
    assert names(office) == ["王芳", "张师傅", "=1+1"]
    wang, zhang, other = (row.inner_text() for row in page.locator(".person").all())
    assert "还差几样" in wang
    assert "总数差10，专业差10" in wang
    assert "2022年12月6日" in wang
    assert "已退休" in zhang
    assert "没答完" in other
    assert office.overflow() == 0


def test_the_page_says_whose_talk_and_result_it_is(visit: Visit) -> None:
    """The question, the line above the input, the button of the result: never another's."""
    visit.begin()
    visit.answer_until(answers={**ELIGIBLE, "employment_status": "retired"})
    assert "看结果" in visit.page.locator("#results").inner_text()
    visit.page.click("#other")
    visit.wait_for_turn(visit.turns)
    assert "王师傅目前是" in visit.ask("王师傅")
    assert "王师傅" in visit.page.locator("#progress-text").inner_text()
    assert visit.page.locator("#results a").count() == 0
    visit.pick("iv:answer:employment_status:retired")
    assert "王师傅：这次不能申报" in visit.last()
    assert visit.page.locator("#results a").all_inner_texts() == ["看王师傅的结果，打印或保存"]
    assert visit.page.locator(".whose:visible").all_inner_texts() == ["王师傅的问答"]
    visit.open_result()
    assert "王师傅" in visit.page.locator(".verdict-card h2").inner_text()
    assert visit.page.locator("#people").is_visible()


def test_one_goes_on_with_somebody(office: Visit) -> None:
    """One tap, and the talk stands at their question."""
    people(office).page.click(".person[data-name='=1+1'] .actions button:first-of-type")
    office.page.wait_for_selector("#offered [data-choice^='iv:answer:']")
    assert "=1+1" in office.last()
    assert office.asked == "employment_status"


def test_one_is_renamed(office: Visit) -> None:
    """A name that is taken is refused where it is typed; the ticks of the checklist go along."""
    page = people(office).page
    page.evaluate("() => localStorage.setItem('noticebot:ticks:王芳', '[\"学时卡\"]')")
    page.click(".person[data-name='王芳'] button[aria-label='给王芳改名']")
    page.fill("#new-name", "张师傅")
    page.keyboard.press("Enter")
    page.wait_for_selector("#renaming-why:not(:empty)")
    assert "已经有张师傅" in page.locator("#renaming-why").inner_text()
    page.fill("#new-name", "王小芳")
    page.keyboard.press("Enter")
    page.wait_for_selector(".person[data-name='王小芳']")
    assert names(office) == ["王小芳", "张师傅", "=1+1"]
    assert page.evaluate("() => localStorage.getItem('noticebot:ticks:王小芳')") == '["学时卡"]'
    assert page.evaluate("() => localStorage.getItem('noticebot:ticks:王芳')") is None


def test_one_is_deleted_after_a_question(office: Visit) -> None:
    """The first button keeps them; what the device holds of them goes too."""
    page = people(office).page
    page.evaluate("() => localStorage.setItem('noticebot:ticks:王芳', '[\"学时卡\"]')")
    drop = ".person[data-name='王芳'] button[aria-label='删掉王芳']"
    page.click(drop)
    assert "王芳" in page.locator("#dropping-title").inner_text()
    page.click("#dropping [value='no']")
    assert names(office) == ["王芳", "张师傅", "=1+1"]
    page.click(drop)
    page.click("#dropping-yes")
    page.wait_for_selector(".person[data-name='王芳']", state="detached")
    assert names(office) == ["张师傅", "=1+1"]
    assert page.evaluate("() => localStorage.getItem('noticebot:ticks:王芳')") is None


def test_the_talk_about_somebody_goes_with_them(visit: Visit) -> None:
    """Deleted in words, in the talk itself."""
    visit.page.click("#other")
    visit.wait_for_turn(1)
    visit.ask("王芳")
    visit.pick("iv:answer:employment_status:retired")
    assert "王芳" in visit.page.locator("#log").inner_text()
    visit.ask("删掉王芳")
    visit.page.click("[data-choice='pp:dropped:王芳']")
    visit.page.wait_for_selector("#people", state="hidden")
    assert "王芳：这次不能申报" not in visit.page.locator("#log").inner_text()


def test_the_table_is_copied_and_taken_along(office: Visit, tmp_path: Path) -> None:
    """As a table for spreadsheets, as lines for a chat, as both files; the name that is a formula is none."""
    page = people(office).page
    page.click("#copy")
    page.wait_for_selector("#said:not(:empty)")
    text = str(page.evaluate("() => navigator.clipboard.readText()"))
    assert "1. 王芳：还差几样" in text
    html = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return item.types.includes("text/html") ? (await item.getType("text/html")).text() : "";
        }"""
    )
    assert "<td>'=1+1</td>" in str(html)
    with page.expect_download() as taken:
        page.click("#csv")
    taken.value.save_as(tmp_path / "people.csv")
    rows = list(csv.reader(StringIO((tmp_path / "people.csv").read_text("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:4]] == ["王芳", "张师傅", "'=1+1"]
    with page.expect_download() as taken:
        page.click("#xlsx")
    taken.value.save_as(tmp_path / "people.xlsx")
    assert (tmp_path / "people.xlsx").read_bytes().startswith(b"PK")


def test_on_paper_it_is_a_table_without_buttons(office: Visit) -> None:
    """One sheet for three people."""
    page = people(office).page
    page.emulate_media(media="print")
    assert not page.locator(".actions").first.is_visible()
    assert page.locator("thead").is_visible()
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


@pytest.mark.parametrize("look", ["phone", "dark", "large", "desk", "zoomed"])
def test_it_fits_and_is_accessible(office: Visit, look: str) -> None:
    """Nothing is cut off, and axe finds nothing serious."""
    page = people(office).page
    if look == "dark":
        page.emulate_media(color_scheme="dark")
    if look == "large":
        page.click("[data-look='large']")
    if look in ("desk", "zoomed"):
        page.set_viewport_size(DESK if look == "desk" else {"width": 180, "height": 370})
    assert office.overflow() == 0
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_clearing_names_whose_answers_go(office: Visit) -> None:
    """Before anything is deleted."""
    page = office.reload().page
    page.click("#clear")
    told = page.locator("#clear-text").inner_text()
    for name in ("王芳", "张师傅", "=1+1"):
        assert name in told
    page.click("#clearing [value='no']")


def test_nobody_yet(visit: Visit) -> None:
    """Who opens the list too early is told how to begin."""
    assert "还没有替谁问过" in people(visit).page.locator("#people").inner_text()
    assert visit.page.locator("#xlsx").is_hidden()


def test_what_the_device_keeps_follows_a_new_name_and_nobody_else(visit: Visit) -> None:
    """Who began when they did is called otherwise; somebody new in the place of one who had to go is another person."""
    script = """async (lists) => {
        const { changes } = await import("/people_kept.js");
        const read = (list) => list.map((one) => ({ name: one[0], begun: one.slice(1) }));
        return changes(...lists.map(read)).map(({ name, to }) => [name, to]);
    }"""

    def became(before: list[str], after: list[str]) -> object:
        return visit.page.evaluate(script, [before, after])

    assert became(["甲1", "乙2"], ["丙1", "乙2"]) == [["甲", "丙"]]
    assert became(["甲1", "乙2"], ["甲1", "丙3"]) == [["乙", ""]]
    assert became(["甲1", "乙2", "丁4"], ["丙3"]) == [["甲", ""], ["乙", ""], ["丁", ""]]
    assert became(["甲1", "乙2"], ["丙2", "丁1"]) == [["甲", "丁"], ["乙", "丙"]]
    assert became(["甲1"], ["甲1", "乙2"]) == []
    # Of interviews that older programs stored only the place is known.
    assert became(["甲", "乙"], ["丙", "乙"]) == [["甲", "丙"]]
    assert became(["甲", "乙"], ["乙", "丙"]) == [["甲", ""]]


def test_another_browser_that_deletes_and_adds_at_once_renames_nobody(office: Visit) -> None:
    """The talk and the ticks of who was deleted there are gone here too, and not somebody else's."""
    page = office.reload().page
    office.ask("换回王芳")
    before = page.evaluate("() => Object.keys(localStorage).length")
    assert "王芳" in page.locator("#log").inner_text()
    office._post({"choice": "pp:dropped:=1+1"})
    office._post({"choice": "pp:dropped:王芳"})
    ask_for(office, "李四", SHORT)
    ask_for(office, "赵六", BEGUN)
    office.reload()
    assert page.locator("#people").inner_text() == "名单（3人）"
    assert "王芳" not in page.locator("#log").inner_text()
    assert page.evaluate("() => Object.keys(localStorage).length") < before
    assert "王芳" not in page.evaluate("() => JSON.stringify({ ...localStorage })")


def test_what_was_said_of_somebody_deleted_leaves_the_device(office: Visit) -> None:
    """Lists and questions that named them go too; that it is done is still told."""
    office.reload()
    office.ask("名单")
    office.ask("王芳还缺什么")
    office.ask("张师傅还缺什么")
    office.ask("删掉王芳")
    office.page.click("[data-choice='pp:dropped:王芳']")
    office.page.wait_for_function("() => !document.getElementById('log').innerText.includes('王芳还缺什么')")
    said = office.said()
    assert "名单" not in said
    assert "王芳还缺什么" not in said
    assert "张师傅还缺什么" in said
    assert "王芳" in office.last()


def test_a_number_pad_and_the_way_to_all_fit_in_one_line(office: Visit) -> None:
    """On a phone; with large letters, which leave no room for words, neither breaks over lines."""
    page = office.reload().page
    office.answer_until("ce_total")
    keys, all_of_them = (page.locator(name).bounding_box() for name in ("#keys", "#people"))
    assert keys is not None
    assert all_of_them is not None
    assert (
        abs(keys["y"] + keys["height"] / 2 - all_of_them["y"] - all_of_them["height"] / 2)
        < keys["height"] / 2
    )
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    page.evaluate("() => window.dispatchEvent(new Event('resize'))")
    large = page.locator("#keys").bounding_box()
    assert large is not None
    assert large["width"] > large["height"]
    assert office.overflow() == 0


def test_the_large_button_says_whose_interview_it_goes_on_with(office: Visit) -> None:
    """After a result of somebody else it is one's own."""
    page = office.reload().page
    page.wait_for_selector("#interview :text-is('接着问=1+1')")
    office.begin()
    assert office.said()[-1] == "接着问=1+1"
    assert office.asked == "employment_status"
    office.pick("iv:answer:employment_status:retired")
    page.wait_for_selector("#interview :text-is('我能不能报？')")
    office.begin()
    assert "下面是“本人”的问答" in office.last()
    page.wait_for_selector("#interview :text-is('接着答：我能不能报')")
    assert page.locator(".turn").last.locator(".whose").count() == 0
