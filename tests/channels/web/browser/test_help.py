"""What helps people to go on: the phone, large letters and contrast, words explained, numbers that stay whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize

from tests.channels.web.browser.test_access import GROW, findings
from tests.channels.web.browser.visiting import ELIGIBLE, NARROW, PHONE, Visit

BROKEN = """() => {
    const broken = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (!node.parentElement.offsetParent || node.parentElement.closest(".unseen, [href^=http]")) continue;
        for (const found of node.data.matchAll(/0\\d{3}-\\d{8}|\\d+(年\\d+月\\d+日)?/g)) {
            const range = document.createRange();
            range.setStart(node, found.index);
            range.setEnd(node, found.index + found[0].length);
            if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""
"""The numbers, dates and phones that stand on more than one line."""
PARTED = """() => {
    const parted = [];
    for (const kept of document.querySelectorAll(".kept")) {
        if (!kept.offsetParent) continue;
        const { top, bottom } = kept.querySelector(".phone, .whole").getBoundingClientRect();
        for (const sign of kept.childNodes) {
            if (sign.nodeType !== Node.TEXT_NODE || !sign.data) continue;
            const range = document.createRange();
            range.selectNode(sign);
            const place = range.getBoundingClientRect();
            const middle = (place.top + place.bottom) / 2;
            if (middle < top || middle > bottom) parted.push(kept.textContent);
        }
    }
    return parted;
}"""
"""The numbers that stand on another line than a sign beside them."""
SIZE = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"


def human_in_view(visit: Visit) -> bool:
    """Whether the phone can be tapped now: it is in the window, on top, and its number on one line."""
    return bool(
        visit.page.evaluate(
            """() => {
                const link = document.querySelector(".human"), box = link.getBoundingClientRect();
                const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                const inside = box.left >= 0 && box.right <= window.innerWidth && box.top >= 0;
                return inside && link.contains(over) && document.querySelectorAll(".human .phone").length === 1;
            }"""
        )
    )


@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("window", [NARROW, PHONE], ids=["320 px", "360 px"])
def test_the_phone_is_always_one_tap_away(
    visitors: Callable[..., Visit], window: ViewportSize, size: int
) -> None:
    """人工 and its number are there on the first screen, after answers, in the result, the notice and 隐私说明."""
    visit = visitors(viewport=window).open()
    visit.page.evaluate(GROW, size)
    human = visit.page.get_by_role("link", name="人工")
    assert human.get_attribute("href") == "tel:0571-88228291"
    assert human_in_view(visit)
    visit.ask("学时卡传到哪里")
    visit.ask("公示")
    assert human_in_view(visit)
    for address in ("/result", "/notice#附1.13", "/privacy"):
        visit.page.goto(visit.url + address)
        visit.page.evaluate(GROW, size)
        assert human_in_view(visit)


@pytest.mark.parametrize("size", [1, 1.4, 2])
def test_no_number_breaks_over_lines(visitors: Callable[..., Visit], size: float) -> None:
    """Phones, dates and numbers stand on one line, in dates, answers, quotes and the notice, also in larger letters."""
    visit = visitors(viewport=NARROW).open()
    visit.page.evaluate(GROW, size)
    visit.page.click("#about summary")
    for question in ("单位几号前要推荐", "打电话找谁", "文号是多少"):
        visit.ask(question)
        visit.page.locator(".turn .basis summary").last.click()
        visit.page.locator(".turn").last.locator("blockquote").first.wait_for()
    assert visit.page.evaluate(BROKEN) == []
    visit.page.goto(visit.url + "/notice")
    visit.page.evaluate(GROW, size)
    assert visit.page.evaluate(BROKEN) == []


def test_no_line_begins_with_what_follows_a_number(visitors: Callable[..., Visit]) -> None:
    """A comma or a bracket stays with the number beside it, in answers, in what the server wrote, and in the notice."""
    for width in (320, 360, 411):
        visit = visitors(viewport={"width": width, "height": 740}).open()
        visit.ask("打电话找谁")
        visit.ask("单位几号前要推荐")
        assert visit.page.locator(".turn .kept").count() > 0
        assert visit.page.evaluate(PARTED) == []
        visit.page.goto(visit.url + "/notice")
        assert visit.page.locator(".kept").count() > 0
        assert visit.page.evaluate(PARTED) == []


@pytest.mark.parametrize("size", [2, 2.5])
def test_numbers_grow_with_the_letters_around_them(visitors: Callable[..., Visit], size: float) -> None:
    """They give way only as far as one line takes."""
    visit = visitors().open()
    visit.page.evaluate(GROW, size)
    visit.ask("单位几号前要推荐")
    sizes = visit.page.evaluate(
        """() => [...document.querySelectorAll(".turn .whole")].map((part) =>
            parseFloat(getComputedStyle(part).fontSize) / 360)"""
    )
    assert sizes
    assert min(sizes) >= 0.075


def test_what_is_answered_does_not_hide_under_the_bar(visit: Visit) -> None:
    """A long answer is shown from its beginning, below the bar with the phone."""
    visit.ask("要交哪些材料")
    top = visit.page.locator(".turn .bubble.me").last.evaluate("part => part.getBoundingClientRect().top")
    assert top >= visit.page.locator(".bar").evaluate("part => part.getBoundingClientRect().bottom")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_large_letters_and_contrast_last(visitors: Callable[..., Visit], scheme: str) -> None:
    """Each is one tap, says that it is on, holds on the other pages and after a reload, and is taken back by a tap."""
    visit = visitors(color_scheme=scheme).open()
    small = visit.page.evaluate(SIZE)
    for name in ("大字", "黑白分明"):
        visit.page.get_by_role("button", name=name).click()
    for address in ("/", "/notice", "/result"):
        visit.page.goto(visit.url + address)
        assert visit.page.evaluate(SIZE) > small * 1.2
        assert visit.page.locator(".look[aria-pressed='true']").count() == 2
        ink, paper = visit.page.evaluate(
            "() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert {ink, paper} == {"rgb(0, 0, 0)", "rgb(255, 255, 255)"}
        assert visit.overflow() == 0
    visit.open().ask("单位几号前要推荐")
    assert findings(visit) == []
    for name in ("大字", "黑白分明"):
        visit.page.get_by_role("button", name=name).click()
    visit.reload()
    assert visit.page.evaluate(SIZE) == small


def test_the_looks_work_where_nothing_is_kept(visitors: Callable[..., Visit]) -> None:
    """A browser that keeps nothing still has large letters on this page."""
    visit = visitors()
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    visit.open()
    small = visit.page.evaluate(SIZE)
    visit.page.get_by_role("button", name="大字").click()
    assert visit.page.evaluate(SIZE) > small


def test_a_word_is_explained_where_it_stands(visit: Visit) -> None:
    """A word of the trade in an answer unfolds its meaning by a tap or a key, and folds again."""
    visit.ask("学时卡传到哪里")
    word = visit.page.locator(".turn .term", has_text="业绩维护")
    word.click()
    meaning = visit.page.locator(".meaning")
    assert "业绩档案" in meaning.inner_text()
    assert word.get_attribute("aria-expanded") == "true"
    assert findings(visit) == []
    word.focus()
    visit.page.keyboard.press("Enter")
    assert meaning.count() == 0


@pytest.mark.parametrize(
    ("fact", "words"), [("civil_status", {"参公"}), ("application_route", {"经举荐", "标志性业绩"})]
)
def test_the_words_of_a_question_and_its_buttons_are_explained(
    visit: Visit, fact: str, words: set[str]
) -> None:
    """What the question or a button names is explained beside it, once."""
    visit.begin()
    visit.answer_until(fact, ELIGIBLE)
    last = visit.page.locator(".turn").last.locator(".term").all_inner_texts()
    beside = visit.page.locator("#offered .term").all_inner_texts()
    assert words <= {*last, *beside}
    assert set(last) & set(beside) == set()
