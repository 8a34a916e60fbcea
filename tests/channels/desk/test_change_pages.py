"""From a question nobody could answer to the bot answering it, and back."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.pack.laying import PhrasingChange, Undo, new_id, written_change
from bot.serving.current import CurrentKnowledge
from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.asked_question import Gap
from tests.channels.desk.office import Browser, Office
from tests.channels.desk.workshop import Workshop, reloads
from tests.pack.test_laying import CARD
from tests.packs import OPEN

ASKED = "办这事掏不掏钱呀"
PHRASINGS = "办这件事掏钱吗\n要自己掏多少\n"


async def asked(office: Office, *texts: str) -> None:
    """Note questions that were not understood."""
    for text in texts:
        await office.store.questions.note(
            "web:1", [Gap("unknown", "", text)], "2022-11-15", "tiny-2022", office.clock()
        )
        office.clock.pass_by(seconds=1)


async def group_of(browser: Browser) -> str:
    """The number of the first group on the page."""
    found = re.search(r"/desk/phrase\?q=(\d+)", (await browser.get("/desk/questions")).text)
    assert found is not None
    return found[1]


async def test_a_phrasing_from_question_to_answer_and_back(workshop: Workshop) -> None:
    """Written anew, tried, taken, in use at the next look, taken back, and brought back again."""
    office = workshop.office
    await asked(office, ASKED, "办这事掏不掏钱")
    editor = await office.staff("editor")
    group = await group_of(editor)
    page = await editor.get(f"/desk/phrase?q={group}")
    assert ASKED in page.text
    fields = {"q": group, "entry": "fee", "phrasings": PHRASINGS}
    done = await editor.post("/desk/phrase", fields, on=f"/desk/phrase?q={group}")
    assert done.status_code == 303
    waiting = await editor.get(done.headers["location"])
    assert "http-equiv" in waiting.text
    await office.trials.finished()
    assert await workshop.status() == "taken"
    assert ASKED in (await editor.get(done.headers["location"])).text
    stored = await office.services.store.revisions.found(office.services.home.pack().facts.id, 1)
    assert stored is not None
    assert ASKED not in stored.report  # which /forget does not reach
    await workshop.looked()
    assert "http-equiv" not in (await editor.get(done.headers["location"])).text
    assert "通知未写收费" in workshop.said("要自己掏多少")
    assert ASKED not in (await editor.get("/desk/questions")).text
    before = (workshop.folder / "faq.yaml").read_bytes()
    await editor.post("/desk/undo", {"number": "1"}, on="/desk/revisions")
    await office.trials.finished()
    await workshop.looked()
    assert list(workshop.current.laid.changes) == []
    assert ASKED in (await editor.get("/desk/questions")).text
    await editor.post("/desk/undo", {"number": "2"}, on="/desk/revisions")
    await office.trials.finished()
    await workshop.looked()
    brought_back = PhrasingChange("fee", ("办这件事掏钱吗", "要自己掏多少"))
    assert workshop.current.laid.changes == ((1, brought_back),)
    assert (workshop.folder / "faq.yaml").read_bytes() == before
    assert [act for act in await office.acts() if act.startswith("revision")] == [
        "revision_taken",
        "revision_undone",
        "revision_undone",
    ]


async def test_an_entry_from_the_form(workshop: Workshop) -> None:
    """Clause, quote, answer, aspects; a person's words stay out of it, and what does not fit is told with all that was typed."""
    office = workshop.office
    await asked(office, "学时卡在哪里看")
    editor = await office.staff("editor")
    group = await group_of(editor)
    here = f"/desk/entry?q={group}&clause=附1.7"
    page = (await editor.get(here)).text
    assert "须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。" in page
    fields = {
        "q": group,
        "clause": "附1.7",
        "quote": "须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。",
        "title": CARD.title,
        "answer": CARD.answer,
        "topic": "学时卡",
        "aspect_where": "1",
        "phrasings": "\n".join(("学时卡在哪里看", *CARD.phrasings)),
    }
    for stood in ("学时卡在哪里看", "学时卡在哪里看？", "学时卡在哪里看呀"):
        fields["phrasings"] = "\n".join((stood, *CARD.phrasings))
        refused = await editor.post("/desk/entry", fields, on=here)
        assert refused.status_code == 422
        assert "别人的原话" in refused.text
    assert CARD.answer in refused.text
    fields["phrasings"] = "\n".join(CARD.phrasings)
    assert (await editor.post("/desk/entry", fields, on=here)).status_code == 303
    await office.trials.finished()
    assert await workshop.status() == "taken"
    await workshop.looked()
    assert "hours.example.test" in workshop.said("怎么看学时卡")


async def test_what_was_undone_is_called_by_its_title(workshop: Workshop) -> None:
    """Nobody reads the id of an entry of the desk: not of a phrasing added to it, nor of its undoing, nor among the counts."""
    office = workshop.office
    editor = await office.staff("editor")
    clause = "附1.7"
    quote = "须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。"
    entry = {
        "clause": clause,
        "quote": quote,
        "title": CARD.title,
        "answer": f"{CARD.answer}编号写作 a{{b。",
        "phrasings": "\n".join(CARD.phrasings),
    }
    assert (await editor.post("/desk/entry", entry, on=f"/desk/entry?clause={clause}")).status_code == 303
    await office.trials.finished()
    await workshop.looked()
    assert "编号写作 a{b。" in workshop.said(CARD.phrasings[0])
    made = new_id(CARD.title, {})
    more = {"entry": made, "phrasings": "学时卡要到哪个地方去打印"}
    assert (await editor.post("/desk/phrase", more, on="/desk/phrase")).status_code == 303
    await office.trials.finished()
    await office.store.questions.note(
        "web:1", [Gap("useless", made)], "2022-11-15", "tiny-2022", office.clock()
    )
    refused = await editor.post("/desk/undo", {"number": "1"}, on="/desk/revisions")
    assert refused.status_code == 409
    assert "第 2 号改动" in refused.text  # a phrasing rests on it, and would be said not to fit the folder
    for number in ("2", "1", "4"):
        await editor.post("/desk/undo", {"number": number}, on="/desk/revisions")
        await office.trials.finished()
        await workshop.looked()
    pages = [(await editor.get(f"/desk/revision?id={id}")).text for id in range(1, 6)]
    pages += [(await editor.get(page)).text for page in ("/desk/revisions", "/desk/questions")]
    for page in pages:
        assert CARD.title in page
        assert made not in page
    assert f"撤销第 1 号改动（新增问答：{CARD.title}）" in pages[3]
    assert f"撤销第 4 号改动（撤销第 1 号改动（新增问答：{CARD.title}））" in pages[4]


async def test_what_fails_its_trial_changes_nothing(workshop: Workshop) -> None:
    """A number that the notice does not hold; the page says why, and the question stays open."""
    office = workshop.office
    await asked(office, "学时卡长什么样")
    editor = await office.staff("editor")
    fields = {
        "q": await group_of(editor),
        "clause": "附1.7",
        "quote": "须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。",
        "title": "学时卡多少钱",
        "answer": "学时卡要99元。",
        "phrasings": "\n".join(CARD.phrasings),
    }
    done = await editor.post("/desk/entry", fields, on="/desk/entry?clause=附1.7")
    await office.trials.finished()
    page = (await editor.get(done.headers["location"])).text
    assert await workshop.status() == "refused"
    assert "99" in page
    await workshop.looked()
    assert workshop.current.laid.number == 0
    assert "学时卡长什么样" in (await editor.get("/desk/questions")).text


async def test_what_takes_from_others_is_told_sentence_by_sentence(workshop: Workshop) -> None:
    """What was asked, what is said to it and what it would be, and nothing of it as if it were in force."""
    folder = workshop.folder / "tests" / "questions"
    folder.mkdir(parents=True)
    (workshop.folder / "tests" / "tests.yaml").write_text('now: "2022-11-15T10:00"\n', encoding="utf-8")
    question = {"id": "1", "q": "办这事掏不掏钱", "answerable": False}
    (folder / "own.jsonl").write_text(json.dumps(question, ensure_ascii=False), encoding="utf-8")
    office = workshop.office
    await asked(office, "学时卡要多少钞票")
    editor = await office.staff("editor")
    ways = ("花多少钱", "得花多少钱", "要花几个钱", "总共花多少", "评审花几个钱呀", "办这事掏不掏钱呢")
    stealing = {
        "q": await group_of(editor),
        "clause": "附1.7",
        "quote": "须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。",
        "title": "花多少钱",
        "answer": "请打小评审办公室{contact.wang}问。",
        "phrasings": "\n".join(ways),
    }
    done = await editor.post("/desk/entry", stealing, on="/desk/entry?clause=附1.7")
    await office.trials.finished()
    page = (await editor.get(done.headers["location"])).text
    assert await workshop.status() == "refused"
    assert "抢走了别的问题的回答" in page
    assert "问“办这事掏不掏钱”，原来答：我没听懂" in page
    assert "照这处改动会答：请打小评审办公室" in page
    assert "请勾选“通知没有写这一点”" in page
    assert "没有采用，机器人还是照原来的回答" in page
    assert "现在这样回答" not in page


async def test_a_change_that_was_taken_back_is_not_shown_as_in_force(workshop: Workshop) -> None:
    """Neither on its page nor in the list."""
    office = workshop.office
    await asked(office, ASKED)
    editor = await office.staff("editor")
    fields = {"q": await group_of(editor), "entry": "fee", "phrasings": PHRASINGS}
    done = await editor.post("/desk/phrase", fields)
    await office.trials.finished()
    assert "用上以后这样回答" in (await editor.get(done.headers["location"])).text
    await workshop.looked()
    assert "现在这样回答" in (await editor.get(done.headers["location"])).text
    await editor.post("/desk/undo", {"number": "1"}, on="/desk/revisions")
    await office.trials.finished()
    await workshop.looked()
    page = (await editor.get(done.headers["location"])).text
    assert "已经撤销" in page
    assert "现在这样回答" not in page
    assert (await editor.get("/desk/revisions")).text.count("已经撤销") == 1


async def test_a_silent_entry_says_whom_to_ask(workshop: Workshop) -> None:
    """The tick makes of it an answer that the notice does not say."""
    editor = await workshop.office.staff("editor")
    fields = {
        "clause": "附1.7",
        "quote": "须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。",
        "title": "停车",
        "answer": "通知未写哪里可以停车。",
        "topic": "停车",
        "silent": "1",
        "phrasings": "哪里可以停车\n能不能停车\n停车方便吗\n有没有停车位\n车停在哪里\n停车场在哪",
    }
    await editor.post("/desk/entry", fields, on="/desk/entry?clause=附1.7")
    await workshop.office.trials.finished()
    assert await workshop.status() == "taken"
    await workshop.looked()
    answer = workshop.current.assistant().answerer.answer("有停车位吗", OPEN)
    assert answer.outcome == "not_said"
    assert answer.body.startswith("通知未写哪里可以停车。")
    assert "0571" in answer.body


async def test_a_button_that_is_clicked_twice_is_one_change(workshop: Workshop) -> None:
    """Both clicks lead to the same page; after its end the same may be proposed again."""
    office = workshop.office
    editor = await office.staff("editor")
    page = (await editor.get("/desk/phrase")).text
    token = re.search(r'name="form" value="(\w+)"', page)
    assert token is not None
    fields = {"form": token[1], "entry": "fee", "phrasings": PHRASINGS}
    clicks = [editor.client.post("/desk/phrase", data=fields) for _ in range(2)]
    first, second = await asyncio.gather(*clicks)
    assert first.headers["location"] == second.headers["location"]
    await office.trials.finished()
    assert len(await office.store.revisions.listed("tiny-2022", 9)) == 1
    again = await office.trials.propose("editor", Undo(1))
    await office.trials.finished()
    assert again != await office.trials.propose("editor", Undo(1))
    await office.trials.finished()


async def test_a_question_that_is_gone_is_told(workshop: Workshop) -> None:
    """No empty form is shown for it; what was typed into one is tried all the same."""
    office = workshop.office
    editor = await office.staff("editor")
    for page in ("/desk/phrase?q=999", "/desk/entry?q=999", "/desk/entry?q=nonsense"):
        gone = await editor.get(page)
        assert gone.status_code == 404
        assert "已经不在了" in gone.text
    fields = {"q": "999", "entry": "fee", "phrasings": PHRASINGS}
    assert (await editor.post("/desk/phrase", fields, on="/desk/phrase")).status_code == 303
    await office.trials.finished()
    assert await workshop.status() == "taken"


async def test_odd_characters_are_told_as_such(workshop: Workshop) -> None:
    """A NUL in an answer is no matter of its length; a topic is a few words and no path."""
    editor = await workshop.office.staff("editor")
    fields = {
        "clause": "附1.7",
        "quote": "须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。",
        "title": CARD.title,
        "answer": f"看\x00这里。{CARD.answer}",
        "topic": "../../x",
        "phrasings": "\n".join(CARD.phrasings),
    }
    refused = await editor.post("/desk/entry", fields, on="/desk/entry?clause=附1.7")
    assert refused.status_code == 422
    assert "看□这里。" in refused.text
    assert "1到600个字" not in refused.text
    assert "不要别的符号：../../x" in refused.text
    assert await workshop.office.store.revisions.listed("tiny-2022", 9) == ()


async def test_what_is_not_about_the_notice(workshop: Workshop) -> None:
    """Marked as such, it is no longer among the questions."""
    office = workshop.office
    await asked(office, "红烧肉怎么烧才好吃")
    editor = await office.staff("editor")
    fields = {"q": await group_of(editor), "entry": "off_topic", "phrasings": "红烧肉的做法\n教我烧菜"}
    await editor.post("/desk/phrase", fields)
    await office.trials.finished()
    assert await workshop.status() == "taken"
    assert "红烧肉" not in (await editor.get("/desk/questions")).text


async def test_readers_change_nothing(workshop: Workshop) -> None:
    """They see the changes and no button."""
    reader = await workshop.office.staff("reader")
    assert (await reader.get("/desk/phrase")).status_code == 403
    token = re.search(r'name="form" value="(\w+)"', (await reader.get("/desk")).text)
    assert token is not None
    fields = {"form": token[1], "entry": "fee", "phrasings": PHRASINGS, "number": "1"}
    for path in ("/desk/phrase", "/desk/entry", "/desk/undo"):
        assert (await reader.client.post(path, data=fields)).status_code == 403
    page = (await reader.get("/desk/revisions")).text
    assert "/desk/phrase" not in page
    assert await workshop.office.store.revisions.listed("tiny-2022", 9) == ()
    for odd in ("0", "x", "99", "9" * 30, "1'--"):
        assert (await reader.get(f"/desk/revision?id={odd}")).status_code == 404


async def test_two_proposals_at_once_are_both_taken(workshop: Workshop) -> None:
    """Each on top of the other; a process elsewhere that takes one meanwhile is not overrun."""
    office, trials = workshop.office, workshop.office.trials
    await trials.propose("editor", PhrasingChange("fee", ("办这件事掏钱吗",)))
    await trials.propose("owner", CARD)
    await trials.finished()
    rows = await office.store.revisions.taken("tiny-2022")
    assert [number for number, _ in rows] == [1, 2]
    for number in (7, 1, 1):  # it takes back nothing; once; what is taken back already
        await trials.propose("owner", Undo(number))
        await trials.finished()
    assert (await office.store.revisions.latest("tiny-2022")) == 3
    listed = await office.store.revisions.listed("tiny-2022", 9)
    assert [one.status for one in listed] == ["refused", "taken", "refused", "taken", "taken"]
    await workshop.looked()
    assert len(workshop.current.laid.changes) == 1


async def test_what_is_taken_back_already_cannot_be_again(workshop: Workshop) -> None:
    """It is told at once, and shown as taken back."""
    office, trials = workshop.office, workshop.office.trials
    editor = await office.staff("editor")
    await trials.propose("editor", PhrasingChange("fee", ("办这件事掏钱吗",)))
    await trials.finished()
    await trials.propose("editor", Undo(1))
    await trials.finished()
    token = re.search(r'name="form" value="(\w+)"', (await editor.get("/desk")).text)
    assert token is not None
    again = await editor.client.post("/desk/undo", data={"form": token[1], "number": "1"})
    assert again.status_code == 409
    assert "已经撤销过了" in again.text


async def test_an_interrupted_trial_is_told(workshop: Workshop) -> None:
    """The end of the program interrupts it; nothing was taken, and it can be proposed again."""
    trials = workshop.office.trials
    await trials.propose("editor", CARD)
    await asyncio.sleep(0)
    await trials.stop()
    assert await workshop.status() == "interrupted"
    assert await workshop.office.store.revisions.taken("tiny-2022") == ()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise KeyError('办这事掏不掏钱呀')", "出错停下了：KeyError。"),
        ("raise ValueError('zhang san ' + open(0).read())", "出错停下了：ValueError。"),
        (
            "raise OSError(28, 'No space left on device', '/data/x')",
            "OSError: [Errno 28] No space left on device",
        ),
        ("import no_such_module", "No module named"),
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
        ("import os; os.kill(os.getpid(), 15)", "SIGTERM"),
        ("raise SystemExit(3)", "退出码 3"),
    ],
)
async def test_why_the_process_of_a_trial_ended_is_told(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    """The last thing that it said, without a word of whoever asked; nothing is taken, and it can be submitted again."""
    office = workshop.office
    await asked(office, ASKED)
    kept = await office.store.questions.kept("tiny-2022", office.clock() - timedelta(days=1))
    monkeypatch.setattr("bot.channels.desk.trials.COMMAND", (sys.executable, "-c", code))
    id = await office.trials.propose("editor", CARD, kept)
    await office.trials.finished()
    stored = await office.store.revisions.found("tiny-2022", id)
    assert stored is not None
    assert stored.status == "interrupted"
    page = (await (await office.staff("reader")).get(f"/desk/revision?id={id}")).text
    assert "检查中断了，请再提交一次" in page
    assert told in page.replace("&#39;", "'")
    for words in (ASKED, "zhang san"):
        assert words not in stored.report
    monkeypatch.undo()
    await office.trials.propose("editor", CARD, kept)
    await office.trials.finished()
    assert await workshop.status() == "taken"


async def test_a_trial_that_ended_with_its_process_is_told(workshop: Workshop) -> None:
    """As long as it is heard of it is under way; then it is interrupted for good, and the same can be submitted again."""
    office, revisions = workshop.office, workshop.office.store.revisions
    reader = await office.staff("reader")
    id = await revisions.propose("tiny-2022", "editor", written_change(CARD), (), office.clock())
    office.clock.pass_by(seconds=50)
    assert await revisions.keep_alive("tiny-2022", id, office.clock())
    office.clock.pass_by(seconds=50)
    for path in (f"/desk/revision?id={id}", "/desk/revisions"):
        assert "检查中断" not in (await reader.get(path)).text
    assert await workshop.status() == "checking"
    office.clock.pass_by(seconds=11)
    page = (await reader.get(f"/desk/revision?id={id}")).text
    assert "检查中断了，请再提交一次" in page
    assert "http-equiv" not in page
    assert not await revisions.keep_alive("tiny-2022", id, office.clock())
    line = AuditLine(office.clock(), "editor", "revision_taken", "1")
    assert await revisions.take("tiny-2022", id, 0, "{}", (), 0, line) is None
    assert (await office.acts()).count("revision_interrupted") == 1
    again = await office.trials.propose("editor", CARD)
    await office.trials.finished()
    assert again != id
    assert await workshop.status() == "taken"


async def test_a_trial_that_waits_for_its_turn_is_heard_of(workshop: Workshop) -> None:
    """However long it waits, it is not taken for interrupted, by another process either."""
    office, trials = workshop.office, workshop.office.trials
    trials.heard_every = 0.01
    async with trials.turn:
        id = await trials.propose("editor", CARD)
        office.clock.pass_by(minutes=5)
        one = await office.store.revisions.found("tiny-2022", id)
        while one is not None and one.heard_at < office.clock():
            one = await office.store.revisions.found("tiny-2022", id)
        assert one is not None
        other = replace(trials)
        assert await other.given_up(one) == one
    await trials.stop()
    assert await workshop.status() == "interrupted"


async def test_another_process_and_another_folder(workshop: Workshop, tmp_path: Path) -> None:
    """A second process has it at its next look; in an upgraded folder what does not fit any more is left out and told."""
    trials = workshop.office.trials
    await trials.propose("editor", CARD)
    await trials.propose("editor", PhrasingChange("fee", ("办这件事掏钱吗",)))
    await trials.finished()
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        other = CurrentKnowledge(workshop.folder, tmp_path / "elsewhere", reloads())
        other.lay_over(store.revisions)
        await other._look_for_revisions()
        assert "desk_card" in other.pack().entries
        faq = workshop.folder / "faq.yaml"
        notice = workshop.folder / "notice.md"
        text = notice.read_text(encoding="utf-8")
        notice.write_text(text.replace("## 附1.7 |", "## 附1.8 |"), encoding="utf-8")
        for file in (faq, workshop.folder / "notice.yaml"):
            file.write_text(file.read_text(encoding="utf-8").replace("附1.7", "附1.8"), encoding="utf-8")
        assert await other.reload()
        assert "desk_card" not in other.pack().entries
        assert dict(other.laid.misfits) == {1: "clause"}
        assert [number for number, _ in other.laid.changes] == [2]
