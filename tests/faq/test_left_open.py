"""What a pack without any silent entry of its own says of what its notice leaves open."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.faq.answer import Answer, Answerer
from bot.faq.asked_words import MOST_REPEATED, as_typed, plain
from bot.knowledge import Knowledge, open_knowledge
from bot.settings import shipped_knowledge
from tests.packs import OPEN, TinyPack
from tests.without_silent import without_silent

QUESTIONS = Path(__file__).parent.parent / "data" / "open_questions.jsonl"
"""Questions that the notice of the shipped pack leaves open, each with patterns of its topic and of what it asks of that."""
TOLD = Path(shipped_knowledge()) / "tests" / "questions" / "dev.jsonl"
_UNWRITTEN = re.compile(r"[没未](?:有|作)?(?:单|细|明|另)?[写说作定提]")
_STATED = re.compile(r"写的是|写到它的有")


def names(text: str, topic: str, aspect: str) -> bool:
    """Whether a reply says that the notice does not state an aspect, and names the topic too."""
    said = [_STATED.split(sentence)[0] for sentence in re.split(r"[。；\n]", text)]
    is_said = any(_UNWRITTEN.search(sentence) and re.search(aspect, sentence) for sentence in said)
    return is_said and bool(re.search(topic, text))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the shipped pack without its silent entries."""
    folder = without_silent(Path(shipped_knowledge()), tmp_path_factory.mktemp("bare") / "pack")
    knowledge = open_knowledge(folder)
    assert not any(entry.kind == "not_said" for entry in knowledge.pack.own_entries)
    return knowledge.answerer()


def test_most_of_what_is_left_open_is_told_by_topic_and_aspect(bare: Answerer) -> None:
    """At least 80 % of the replies name both; a fixed sentence names neither."""
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    named = [one for one in asked if names(bare.answer(one["q"], OPEN).text, one["topic"], one["aspect"])]
    assert len(asked) > 100
    assert len(named) >= 0.8 * len(asked)
    for fixed in ("通知没有写。", "这一点通知没有写，请打0571-88228291问。", "通知没有写您问的这一点。"):
        assert not any(names(fixed, one["topic"], one["aspect"]) for one in asked)


def test_what_the_notice_states_is_told_all_the_same(bare: Answerer) -> None:
    """Who says of everything that it is not written would be told so by none of these."""
    asked = [json.loads(line) for line in TOLD.read_text(encoding="utf-8").splitlines()]
    answers = [(one, bare.answer(one["q"], OPEN)) for one in asked if one["answerable"]]
    right = [
        answer
        for one, answer in answers
        if answer.outcome == "answer" and all(re.search(must, answer.text) for must in one["must"])
    ]
    doubted = [answer for _, answer in answers if "通知好像没有写" in answer.text]
    assert len(answers) > 150
    assert len(right) >= 0.98 * len(answers)
    assert len(doubted) <= 0.02 * len(answers)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("导出来的学时卡要不要拿到公司盖个红章再传", "说到学时卡，通知没有写盖章的要求，写的是"),
        ("填报要求那个附件下下来是word还是pdf", "说到通知附件，通知没有写文件格式和大小，写的是"),
        ("评审过了，证书啥时候给", "通知没有写证书怎么领、在哪里下载、什么时候发"),
        ("正高要发几篇论文才够格", "说到论文，通知好像没有写要几篇几件，写到它的有：“论文证明材料"),
        ("这个正高要不要考电脑考英语的", "通知好像没有写考试"),
    ],
)
def test_each_kind_of_reply_names_what_is_asked(bare: Answerer, question: str, said: str) -> None:
    """Beside the fact next door, above choices, and where no entry is near."""
    assert said in bare.answer(question, OPEN).text


@pytest.mark.parametrize(
    "question", ["今天茅台股票多少钱一股", "中级会计考试几号报名", "明天会下雨吗", "给我写首诗"]
)
def test_other_matters_are_not_said_to_be_left_open(bare: Answerer, question: str) -> None:
    """What they ask for is no detail of this notice."""
    assert "没有写" not in bare.answer(question, OPEN).text


def ask(tiny: TinyPack, question: str) -> Answer:
    """The answer of the tiny pack to a question."""
    return open_knowledge(tiny.folder).answerer().answer(question, OPEN)


def test_a_pack_may_name_details_of_its_own(tiny: TinyPack) -> None:
    """Its words take the place of those that came with the program under the same name."""
    asked = "继续教育的学时打个钩钩章要不要"
    assert "钩章的要求" not in ask(tiny, asked).text
    own = "details:\n  钩章的要求: 钩钩章\n\nconcepts:\n"
    tiny.replace("lexicon.yaml", "concepts:\n", own)
    assert "钩章的要求" in ask(tiny, asked).text


def test_a_pack_may_do_without_a_detail(tiny: TinyPack, tiny_knowledge: Knowledge) -> None:
    """A name without a word takes a shared one out."""
    assert "盖章的要求" in tiny_knowledge.pack.details
    tiny.replace("lexicon.yaml", "concepts:\n", "details:\n  盖章的要求: 、\n\nconcepts:\n")
    assert "盖章的要求" not in open_knowledge(tiny.folder).pack.details


def test_the_askers_words_stand_as_they_were_typed() -> None:
    """Without names shortened and numerals read, without signs, and of long ones the end."""
    message = "您好，《学时登记管理系统》一个人能开两个号吗？谢谢"
    text = "您好,学时系统1个人能开2个号吗?谢谢"
    assert plain(as_typed("学时系统1个人能开2个号吗", text, message)) == "学时登记管理系统一个人能开两个号吗"
    long = "开" * (MOST_REPEATED + 5)
    assert plain(long) == "…" + "开" * MOST_REPEATED
