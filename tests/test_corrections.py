"""docs/corrections.zh.md gone through as it is written, on a copy of the sample; and an extension of the shipped notice."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.conversation.assistant import assistant_of
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.checking.check import check_folder
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.pack.spoken import answer_text, clause_line
from bot.reminders.calendar import calendar
from bot.reminders.wording import Composer
from bot.settings import shipped_knowledge
from bot.store.database import Store
from tests.channels.web.conftest import site_of
from tests.delivery.house import House
from tests.packs import OPEN

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "corrections.zh.md"
SAMPLE = ROOT / "knowledge-samples" / "startup-subsidy"
SHANGHAI = ZoneInfo("Asia/Shanghai")
LATER = datetime(2025, 5, 27, 10, tzinfo=SHANGHAI)
"""After both documents, before the old last day."""
_FILE = re.compile(r"`([\w./]+)`：[^\n]*\n\n```\n(.*?)\n```", re.DOTALL)
_STALE = re.compile(r"^(faq|rules)\.yaml:(\d+)：(?:条目|事实|规则) (\w+) .*条款 \S+ 已由 (\S+) 更正")
SHIPPED_LATER = """\
## 延.首 | 文首 | 标题
关于延长2022年度正高级工艺美术师申报时间的通知
浙经信消费〔2022〕230号
## 延.一 | 一 | 申报推荐时间
一、网上个人申报截止时间延长至2022年12月13日，所在单位推荐截止时间延长至2022年12月26日。
## 延.二 | 二 | 继续教育
二、2022年度继续教育学时由90学时以上调整为80学时以上。
## 延.三 | 三 | 联系方式
三、省技术创新服务中心黄犇的电话更正为0571-88228299。
## 延.末 | 文末 | 落款
浙江省经济和信息化厅
2022年11月28日
"""
SHIPPED_LISTED = """
amendments:
  - id: extension
    file: extension.md
    title: 关于延长2022年度正高级工艺美术师申报时间的通知
    number: 浙经信消费〔2022〕230号
    date: "2022-11-28"
    changes: {四.二: 延.一, 二.继续教育: 延.二, 附1.7: 延.二, 五: 延.三}
    milestones:
      - {id: personal, date: "2022-12-13", clauses: [延.一], quote: 网上个人申报截止时间延长至2022年12月13日}
      - {id: unit, date: "2022-12-26", clauses: [延.一], quote: 所在单位推荐截止时间延长至2022年12月26日}
    values:
      ce_total: {value: 80, clauses: [延.二], quote: 调整为80学时以上}
    contacts:
      - {id: huang, phone: 0571-88228299, clauses: [延.三]}
"""


def run(folder: Path, tmp_path: Path, *arguments: str, now: str = "2025-05-27T10:00", **io: Any) -> Result:
    """One command on a pack, with a data folder of its own."""
    runner = CliRunner(env={"BOT_DATA_DIR": str(tmp_path / "data")})
    return runner.invoke(app, ["--knowledge", str(folder), "--now", now, *arguments], **io)


def asked(folder: Path, tmp_path: Path, *questions: str, now: str = "2025-05-27T10:00") -> list[str]:
    """What is answered to questions, with what it rests on."""
    lines = "".join(json.dumps({"id": str(n), "q": one}) + "\n" for n, one in enumerate(questions))
    result = run(folder, tmp_path, "ask", "--batch", "-", now=now, input=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line)["text"] for line in result.stdout.splitlines()]


def verdict(
    folder: Path, tmp_path: Path, facts: dict[str, Any], now: str = "2025-05-27T10:00"
) -> dict[str, Any]:
    """What the interview comes to."""
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(facts), "utf-8")
    result = run(folder, tmp_path, "interview", "--facts", str(path), now=now)
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def with_guide(folder: Path) -> Path:
    """A copy of the sample with what the guide writes into it."""
    shutil.copytree(SAMPLE, folder)
    (folder / "amendments").mkdir()
    blocks = dict(_FILE.findall(GUIDE.read_text("utf-8")))
    assert set(blocks) == {"amendments/extension.md", "amendments/correction.md", "notice.yaml"}
    for name, text in blocks.items():
        path = folder / name
        before = path.read_text("utf-8") + "\n" if path.exists() else ""
        path.write_text(before + text + "\n", "utf-8")
    return folder


def looked_through(folder: Path) -> None:
    """Do what the third step of the guide says: rules in the new words, entries that were looked at, tests of the new day."""
    rules = folder / "rules.yaml"
    old, new = "带动就业2人以上", "带动就业{value.people}人以上"
    lines = rules.read_text("utf-8").split("\n")
    rules.write_text("\n".join(one if "quote:" in one else one.replace(old, new) for one in lines), "utf-8")
    stale = [_STALE.match(str(fault)) for fault in check_folder(folder)[1]]
    for file in ("faq.yaml", "rules.yaml"):
        lines = (folder / file).read_text("utf-8").split("\n")
        for match in (one for one in stale if one and f"{one[1]}.yaml" == file):
            start = int(match[2]) - 1
            place = next(n for n in range(start, len(lines)) if "clauses: [" in lines[n])
            lines[place] = lines[place].replace("clauses: [", f"clauses: [{match[4]}, ")
        (folder / file).write_text("\n".join(lines), "utf-8")
    for path in (folder / "tests").rglob("*.jsonl"):
        text = (
            path.read_text("utf-8")
            .replace(r'"5\\s*月\\s*30"', r'"6\\s*月\\s*15"')
            .replace('"5月30日"', '"6月15日"')
        )
        text = text.replace(r"截止|5\\s*月\\s*30", "截止").replace('"2025-06-02"', '"2025-06-16"')
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as the guide leaves it after its second step."""
    return with_guide(tmp_path_factory.mktemp("corrected") / "pack")


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped pack with an extension of it."""
    folder = tmp_path_factory.mktemp("extended") / "pack"
    shutil.copytree(shipped_knowledge(), folder)
    (folder / "amendments").mkdir()
    (folder / "amendments" / "extension.md").write_text(SHIPPED_LATER, "utf-8")
    path = folder / "notice.yaml"
    path.write_text(path.read_text("utf-8") + SHIPPED_LISTED, "utf-8")
    return folder


@pytest.fixture(scope="module")
def knowledge(corrected: Path) -> Knowledge:
    return open_knowledge(corrected)


def test_check_lists_what_still_says_the_old_and_is_silent_once_that_is_done(tmp_path: Path) -> None:
    """Each with its line; nothing else is wrong with the pack of the guide; the third step ends the list."""
    folder = with_guide(tmp_path / "pack")
    first = run(folder, tmp_path, "check", "--all")
    assert first.exit_code == 1
    entries = set(re.findall(r"faq\.yaml:\d+：条目 (\w+) 还说着更正以前的", first.stdout))
    assert {"process", "overdue", "c24", "conditions", "c8", "c33"} <= entries
    assert not {"day_submit", "contacts", "all_days"} & entries  # they say it by placeholders
    assert "事实 condition_3 还说着更正以前的数字 2，条款 二.三 已由 更.一 更正" in first.stdout
    assert "规则 R3" in first.stdout
    assert "tests/questions/notice.jsonl:1：这一行还写着更正以前的" in first.stdout
    looked_through(folder)
    again = run(folder, tmp_path, "check", "--all")
    assert again.exit_code == 0, again.stdout


def test_answers_after_the_guide(corrected: Path, tmp_path: Path) -> None:
    """The new day with the old one, number and date; entries that copy old words say the correction first."""
    day, later, people, phone, overdue = asked(
        corrected,
        tmp_path,
        "网上申报哪天截止",
        "有没有延期通知",
        "要招几个工人才够条件",
        "打电话问谁",
        "逾期怎么办",
    )
    assert "2025年6月15日17:30（已延期，原定2025年5月30日17:30）（还有19天）" in day
    assert "青人社发〔2025〕32号（2025年5月20日）一；五（一）（已更正）" in day
    assert "《关于延长2025年度返乡创业一次性补贴申报时间的通知》" in later
    assert "更正为“带动就业1人以上（不含本人）”" in later
    assert people.startswith("【已更正】青人社发〔2025〕35号（2025年5月26日）第一条")
    assert "0600-5550128" in phone
    assert "原来是周晓岚 0600-5550118" in phone
    assert overdue.index("2025年6月15日17:30") < overdue.index("2025年5月30日17:30，逾期")


def test_the_interview_after_the_guide(corrected: Path, tmp_path: Path) -> None:
    """Between the old and the new last day one is in time; the question on the changed condition says the change first."""
    facts = {f"condition_{n}": True for n in range(1, 5)} | {"condition_5": "none_of", "sent": False}
    assert verdict(corrected, tmp_path, {**facts, "ask_date": "2025-06-02"})["verdict"] == "eligible"
    late = verdict(corrected, tmp_path, {**facts, "ask_date": "2025-06-16"})
    assert late["verdict"] == "late"
    assert any("2025年6月15日17:30" in reason["text"] for reason in late["reasons"])
    assert any("延.一" in reason["clauses"] for reason in late["reasons"])
    pack = open_knowledge(corrected).interview
    assert pack is not None
    assert pack.facts["condition_3"].question.startswith("【已更正】青人社发〔2025〕35号")


async def test_reminders_after_the_guide(knowledge: Knowledge, tmp_path: Path) -> None:
    """Whoever made a wish is told once, reminded already or not, with the document; leads are of the new day."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        house = House.of(store, open_knowledge(SAMPLE))
        house.now = datetime(2025, 5, 2, 10, tzinfo=SHANGHAI)
        await house.say("提前3天提醒我")
        assert await house.sent(datetime(2025, 5, 2, 11, tzinfo=SHANGHAI)) == []
        house.pack, house.composer = knowledge.pack, Composer(knowledge.pack)
        (told,) = await house.sent(datetime(2025, 5, 20, 11, tzinfo=SHANGHAI))
        assert "网上申报截止原来说是2025年5月30日17:30，现在改为2025年6月15日17:30" in told
        assert "2025年5月20日青人社发〔2025〕32号《关于延长2025年度返乡创业一次性补贴申报时间的通知》" in told
        assert "依据：青人社发〔2025〕32号（2025年5月20日）一" in told
        assert (
            await house.sent(datetime(2025, 5, 27, 12, tzinfo=SHANGHAI)) == []
        )  # three days before the old one
        house.now = LATER
        await house.say("你好")
        (lead,) = await house.sent(datetime(2025, 6, 12, 9, 1, tzinfo=SHANGHAI))
        assert "2025年6月15日17:30（已延期，原定2025年5月30日17:30）" in lead


def test_the_calendar_after_the_guide(knowledge: Knowledge) -> None:
    """The event keeps its UID, has the new day, and a higher SEQUENCE within the same minute."""
    before, after = (_events(pack) for pack in (open_knowledge(SAMPLE).pack, knowledge.pack))
    uid = "fxcyycxbt-2025-submit@noticebot"
    assert (before[uid].decoded("dtstart"), after[uid].decoded("dtstart")) == (
        date(2025, 5, 30),
        date(2025, 6, 15),
    )
    assert after[uid]["sequence"] > before[uid]["sequence"]
    assert "原定2025年5月30日17:30" in after[uid]["description"]


def _events(pack: Pack, now: datetime = LATER) -> dict[str, Any]:
    return {str(one["uid"]): one for one in Calendar.from_ical(calendar(pack, [], now)).walk("VEVENT")}


async def test_the_page_of_the_notice_after_the_guide(knowledge: Knowledge) -> None:
    """Both documents stand there behind the notice; what was changed leads to what holds, and back."""
    site = site_of(assistant_of(knowledge))
    async with site.visitor() as visitor:
        document = unescape((await visitor.get("/notice")).text)
    clauses = dict(_sections(document))
    assert 'href="#%E5%BB%B6.%E4%B8%80"' in clauses["五.一"]
    assert "已由后来的文件更正" in clauses["五.一"]
    assert 'href="#%E4%BA%94.%E4%B8%80"' in clauses["延.一"]
    assert "由2025年5月30日17:30延长至2025年6月15日17:30" in re.sub(r"<[^>]+>", "", clauses["延.一"])
    assert "已由后来的文件更正" not in clauses["五.二"]
    plain = re.sub(r"<[^>]+>", "", document)
    assert (
        plain.count("青人社发〔2025〕35号《关于更正2025年度返乡创业一次性补贴申报条件和咨询电话的通知》") >= 2
    )


def _sections(document: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(
        r'<section class="clause-words[^"]*" id="([^"]+)".*?</section>', document, re.DOTALL
    ):
        yield match[1], match[0]


def test_the_shipped_pack_extended(extended: Path) -> None:
    """Its answers, its derived day, its interview and its calendar follow, each citing the later document."""
    pack = load_pack(extended)
    now = datetime(2022, 12, 8, 10, tzinfo=SHANGHAI)
    told = {
        id: answer_text(pack.entries[id], pack, now)
        for id in ("deadline_personal", "ce_total", "contact_huang")
    }
    assert "2022年12月13日（已延期，原定2022年12月6日）" in told["deadline_personal"]
    assert "要满80学时" in told["ce_total"]
    assert "0571-88228299" in told["contact_huang"]
    cited = clause_line(pack.entries["deadline_personal"].clauses, pack)
    assert "浙经信消费〔2022〕230号（2022年11月28日）一" in cited
    interview = pack.interview
    assert interview is not None
    assert interview.substitutions["value.ce_total"] == "80"
    assert interview.rules["R11"].clauses[0] == "延.一"
    assert pack.facts.milestones["publicity_start"].day == date(2022, 12, 16)
    events = _events(pack, OPEN)
    assert events["zj-2022-senior-arts-publicity_start@noticebot"].decoded("dtstart") == date(2022, 12, 16)


def test_next_year_begins_without_them(corrected: Path, tmp_path: Path) -> None:
    """A pack with later documents is renewed as one without: they belong to the notice that is over."""
    folder = tmp_path / "old"
    shutil.copytree(corrected, folder)
    faq = folder / "faq.yaml"
    faq.write_text(faq.read_text("utf-8").replace("clauses: [五.一]", "clauses: [延.一, 五.一]"), "utf-8")
    out = tmp_path / "new"
    result = run(
        folder,
        tmp_path,
        "renew",
        str(folder),
        str(SAMPLE / "source" / "notice.txt"),
        "--out",
        str(out),
        "--json",
    )
    assert result.exit_code == 0, result.output
    assert not (out / "amendments").exists()
    assert "amendments:" not in (out / "notice.yaml").read_text("utf-8")
    assert "延.一" not in (out / "faq.yaml").read_text("utf-8")
    assert json.loads(result.stdout)["faults"] == []
