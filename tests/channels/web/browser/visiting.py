"""Somebody with a browser on the page: what they do, and what they see."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, ViewportSize

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 360, "height": 740}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}

ELIGIBLE = {
    "submitted_online": "False",
    "employment_status": "in_post",
    "civil_status": "none",
    "specialty": "ceramics",
    "personnel_relation": "zhejiang",
    "unit_type": "enterprise",
    "meets_12": "yes",
    "application_route": "ordinary",
    "current_title": "senior_arts",
    "ce_year": "2022",
    "ce_total": "96",
    "ce_professional": "66",
    "ce_public": "20",
    "ce_registered": "True",
    "achievements_related": "True",
    "current_post_date": "2016年3月",
    "newest_achievement_date": "2022年5月",
    "oldest_achievement_date": "2019年1月",
    "work_proof": "contract",
    "annual_review_years": "5",
    "unit_level": "city_county",
    "degree_year": "2005",
}
"""Answers of somebody who may apply; what is asked beyond them is answered with the first button."""

_SETTLED = "() => !document.querySelector('.turn .waiting')"
MOST_QUESTIONS = 70


def chromium() -> str | None:
    """The Chromium of this machine; None if there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Visit:
    """One tab of somebody. `complaints` are the errors that its console and its scripts gave."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _complain(self, kind: str, text: str) -> None:
        # A server that is away, or that has no result yet, is no fault of the page.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(text)

    def open(self, path: str = "/") -> Visit:
        """Go to a page and wait until it is ready."""
        self.page.goto(self.url + path)
        return self.ready()

    def ready(self) -> Visit:
        """Wait until the chat has taken up what was before."""
        self.page.wait_for_selector("html.ready", state="attached")
        return self

    def reload(self) -> Visit:
        """Load the page again."""
        self.page.reload()
        return self.ready()

    # ── talking ──

    @property
    def turns(self) -> int:
        """How many turns are shown."""
        return self.page.locator(".turn").count()

    def ask(self, text: str) -> str:
        """Type and send; the text of the answer."""
        self.page.fill("#say", text)
        return self._after(lambda: self.page.keyboard.press("Enter"))

    def pick(self, choice: str) -> str:
        """Tap the button of a choice (its id); the text of the answer."""
        return self._after(lambda: self.page.click(f"[data-choice='{choice}']"))

    def begin(self) -> str:
        """Tap the large button of the interview."""
        return self._after(lambda: self.page.click("#interview"))

    def _after(self, action: object) -> str:
        before = self.turns
        assert callable(action)
        action()
        self.wait_for_turn(before + 1)
        return self.last()

    def wait_for_turn(self, count: int) -> None:
        """Wait until so many turns are there and the last is answered."""
        self.page.wait_for_function(f"() => document.querySelectorAll('.turn').length >= {count}")
        self.page.wait_for_function(_SETTLED)

    def last(self) -> str:
        """What the last turn says, the person's words and the answer."""
        return self.page.locator(".turn").last.inner_text()

    def said(self) -> list[str]:
        """What the person said, in order."""
        return [
            text.removeprefix("您说：").strip() for text in self.page.locator(".bubble.me").all_inner_texts()
        ]

    def offered(self) -> list[str]:
        """The ids that can be picked now."""
        buttons = self.page.locator("#offered [data-choice]")
        return [button.get_attribute("data-choice") or "" for button in buttons.all()]

    # ── the interview ──

    @property
    def asked(self) -> str:
        """The fact that is asked for now; empty if none is."""
        ids = [re.match(r"iv:answer:(\w+):", choice) for choice in self.offered()]
        return next((match[1] for match in ids if match), "")

    def answer(self, fact: str, answers: Mapping[str, str]) -> None:
        """Answer one question: by its button, by typing, or by the first button."""
        value = answers.get(fact, "")
        button = f"iv:answer:{fact}:{value}"
        offered = self.offered()
        if button in offered:
            self.pick(button)
        elif value:
            self.ask(value)
        else:
            self.pick(offered[0])

    def answer_until(self, stop: str = "", answers: Mapping[str, str] = ELIGIBLE) -> None:
        """Answer questions until `stop` is asked, or none is."""
        for _ in range(MOST_QUESTIONS):
            fact = self.asked
            if fact in ("", stop):
                return
            self.answer(fact, answers)
        message = f"no end after {MOST_QUESTIONS} questions"
        raise AssertionError(message)

    def finish(self, answers: Mapping[str, str] = ELIGIBLE) -> None:
        """The whole interview, papers and all."""
        self.begin()
        self.answer_until(answers=answers)
        for step in ("iv:do:papers", *["iv:do:more"] * MOST_QUESTIONS):
            if step not in self.offered():
                return
            self.pick(step)
            self.answer_until(answers=answers)

    def finish_unseen(self, answers: Mapping[str, str] = ELIGIBLE) -> Visit:
        """The whole interview by the API, in the session of this device; then its result is opened."""
        offered = self._post({"text": "我能不能报"})
        for _ in range(MOST_QUESTIONS):
            asked = next((match[1] for id in offered if (match := re.match(r"iv:answer:(\w+):", id))), "")
            value = answers.get(asked, "")
            button = f"iv:answer:{asked}:{value}"
            if asked and value and button not in offered:
                offered = self._post({"text": value})
            elif asked:
                offered = self._post({"choice": button if button in offered else offered[0]})
            elif "iv:do:papers" in offered or "iv:do:more" in offered:
                step = "iv:do:more" if "iv:do:more" in offered else "iv:do:papers"
                offered = self._post({"choice": step})
            else:
                break
        self.page.goto(self.url + "/result")
        self.page.wait_for_selector("#result:not([aria-busy])")
        return self

    def _post(self, body: Mapping[str, str]) -> list[str]:
        answer = self.page.request.post(self.url + "/api/messages", data=dict(body)).json()
        return [choice["id"] for reply in answer["replies"] for choice in reply["choices"]]

    def front(self) -> Visit:
        """Bring this tab to the front: a browser lets the others doze."""
        self.page.bring_to_front()
        return self

    def open_result(self) -> None:
        """Go from the chat to the page of the result."""
        self.page.click("#results a")
        self.page.wait_for_selector("#result:not([aria-busy])")

    # ── what a test looks at ──

    def focused(self, script: str) -> object:
        """What `script`, a property of an element, is for the element that has the focus."""
        return self.page.evaluate(f"() => document.activeElement.{script}")

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        script = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(script))

    def in_view(self, selector: str) -> bool:
        """Whether an element stands in the window, above the composer."""
        return bool(
            self.page.locator(selector).evaluate(
                """part => {
                    const { top, bottom } = part.getBoundingClientRect();
                    return top >= 0 && bottom <= document.getElementById("composer").getBoundingClientRect().top;
                }"""
            )
        )

    def away(self) -> None:
        """Wait until the page says that the server is gone."""
        self.page.wait_for_selector("#offline:not([hidden])")

    def send_again(self) -> None:
        """Tap 现在再试 (or be overtaken by the page itself), and wait until everything is answered."""
        self.page.evaluate("() => document.getElementById('retry').click()")
        self.page.wait_for_selector("#offline", state="hidden")
        self.page.wait_for_function(_SETTLED)


def new_visit(context: BrowserContext, url: str) -> Visit:
    """A new tab."""
    return Visit(context.new_page(), url)
