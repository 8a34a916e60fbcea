"""The whole notice as people read it: every clause that an answer names opens there, at the words, marked."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from tests.channels.web.browser.test_access import GROW, findings
from tests.channels.web.browser.visiting import NARROW, Visit
from tests.serving.servers import Server


def opened(visit: Visit, selector: str) -> str:
    """Tap a link that leads to the notice; the id of the clause that is shown there."""
    visit.page.locator(selector).last.click()
    visit.page.wait_for_url("**/notice*")
    visit.page.wait_for_load_state("load")
    return unquote(visit.page.evaluate("() => window.location.hash.slice(1)"))


@pytest.mark.parametrize(
    ("question", "clause", "words"),
    [
        ("单位几号前要推荐", "四.二", "所在单位推荐截止时间为2022年12月19日"),
        ("学历证明要交什么", "附1.5", "教育部学历证书电子注册备案表"),
    ],
)
def test_a_clause_of_an_answer_opens_at_its_words(
    visit: Visit, question: str, clause: str, words: str
) -> None:
    """One tap on 依据 shows the clause in the notice, and the words that the answer rests on are marked and in view."""
    visit.ask(question)
    assert opened(visit, ".basis-line a") == clause
    mark = visit.page.locator(f"[id='{clause}'] mark").first
    said = "".join(visit.page.locator(f"[id='{clause}'] mark").all_inner_texts())
    assert words in "".join(said.split())
    top = mark.evaluate("part => part.getBoundingClientRect().top")
    assert 0 < top < 740
    assert visit.page.locator(".marked-note").is_visible()


def test_a_clause_of_a_result_opens_in_the_notice(visit: Visit) -> None:
    """A row of the result leads to its clause, which stands out, and the way back leads to the talk."""
    visit.finish_unseen()
    clause = opened(visit, ".mind .basis-line a")
    target = visit.page.locator(":target")
    assert target.get_attribute("id") == clause
    colour = "part => getComputedStyle(part).borderLeftColor"
    assert target.evaluate(colour) != visit.page.locator("[id='文首']").evaluate(colour)
    visit.page.click("[data-back]")
    visit.ready()


def test_a_clause_opens_by_the_name_that_people_write(visit: Visit, server: Server) -> None:
    """四（二） typed behind the address, as it stands under the answers."""
    visit.page.goto(f"{server.url}/notice#四（二）")
    visit.page.wait_for_function("() => window.scrollY > 0")
    top = visit.page.locator("[id='四.二']").evaluate("part => part.getBoundingClientRect().top")
    assert -1 <= top < 200


@pytest.mark.parametrize("place", ["#unofficial a", ".foot a >> nth=0"])
def test_the_notice_that_counts_is_one_tap_away(visit: Visit, place: str) -> None:
    """以通知原文为准 leads to the notice from the first screen on, without a clause; nothing is marked there."""
    assert opened(visit, place) == ""
    assert visit.page.locator("mark").count() == 0
    head = visit.page.locator(".about-notice").inner_text()
    for told in (
        "浙江省人力资源和社会保障厅",
        "浙经信消费〔2022〕203号",
        "2022年10月27日",
        "最后核对",
    ):
        assert told in head
    visit.page.get_by_role("link", name="四（二）", exact=True).click()
    assert "申报推荐时间" in visit.page.locator(":target").inner_text()


def test_what_a_reply_says_of_the_notice_leads_there(visit: Visit) -> None:
    """Where a reply itself says 以通知原文为准, it is a link."""
    visit.ask("谢谢")
    assert opened(visit, ".turn .bot a") == ""


def test_the_notice_in_the_widget_stays_in_the_widget(visitors: Callable[..., Visit]) -> None:
    """Inside another site's frame the notice and the way back have addresses that may be framed."""
    visit = visitors().open("/widget")
    visit.ask("单位几号前要推荐")
    assert opened(visit, ".basis-line a") == "四.二"
    assert visit.page.evaluate("() => window.location.pathname") == "/widget/notice"
    visit.page.click("[data-back]")
    visit.page.wait_for_url("**/widget")
    assert visit.ready().turns == 1


@pytest.mark.parametrize("address", ["/notice?entry=deadline_unit#四.二", "/privacy"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_on_the_pages_to_read(
    visitors: Callable[..., Visit], address: str, scheme: str
) -> None:
    """Contrast, names and roles hold on the notice and on 隐私说明; nothing is wider than a narrow window or at 200 %."""
    visit = visitors(viewport=NARROW, color_scheme=scheme)
    visit.page.goto(visit.url + address)
    visit.page.wait_for_load_state("load")
    assert findings(visit) == []
    assert visit.overflow() == 0
    visit.page.evaluate(GROW, 2)
    assert visit.overflow() == 0
