"""Somebody else of whom a message speaks."""

from __future__ import annotations

import pytest

from bot.language.persons import (
    behind_report,
    calls_by_name,
    definite_person,
    for_another,
    person_in,
    said_of_self,
    same_person,
    subject_in,
    turned_to,
)
from bot.language.words import words


@pytest.mark.parametrize("who", words("person", "others"))
@pytest.mark.parametrize("whose", ["", *words("person", "mine")])
def test_a_message_about_somebody_else_names_them(who: str, whose: str) -> None:
    """A relative, a colleague, a master; whose is said as 我."""
    assert person_in(f"帮{whose}{who}看看够不够条件") == (f"我{who}" if whose else who)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("前年小王评高级", True),
        ("陈老师拿了证", True),
        ("我评高级", False),
        ("老王", True),
        ("现在领养老金", False),
        ("小件多", False),
    ],
)
def test_somebody_is_called_by_a_surname(said: str, named: bool) -> None:
    """With what people put before or behind it."""
    assert calls_by_name(said) == named


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("我爸退休返聘了，帮我核一下", "我爸"),
        ("替我们公司一位老师傅核对资格", "老师傅"),
        ("我爸退了，他的手艺是木雕", "我爸"),
        ("我妈在文化馆上班，我想帮她核对", "我妈"),
        ("徒弟是高级工艺美术师，给我看看他行不行", "徒弟"),
        ("张师傅能报吗", "张师傅"),
        ("我们厂李师傅退休了", "李师傅"),
    ],
)
def test_words_around_the_person_do_not_matter(said: str, called: str) -> None:
    """Who asks for help, or gives it, is not of whom is spoken: 帮我, 我想帮他."""
    assert person_in(said) == called


@pytest.mark.parametrize(
    "said",
    [
        "",
        "我能不能报",
        "表我女儿昨天帮我填好了",
        "本人在职在岗",
        "我爸退休了，我还在岗",
        "同事让我来问，其实是自己要报",
        "师傅说本人不能报",
        "我是老板",
        "另外公需18",
        "我是企业职工",
    ],
)
def test_a_message_about_the_writer_names_nobody(said: str) -> None:
    """Nor does one that comes back to the writer after naming somebody."""
    assert person_in(said) == ""


@pytest.mark.parametrize(
    ("name", "person", "same"),
    [
        ("我爸", "爸爸", True),
        ("张师傅", "师傅", True),
        ("张师傅", "张师傅", True),
        ("张师傅", "李师傅", False),
        ("我爸", "我妈", False),
        ("我徒弟小陈", "徒弟", True),
    ],
)
def test_one_person_may_be_called_differently(name: str, person: str, same: bool) -> None:
    """But who has another surname is somebody else."""
    assert same_person(name, person) is same


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ("切回我爸", "我爸"),
        ("我爸呢", "我爸"),
        ("回到张师傅那边", "张师傅"),
        ("那我自己呢", "我"),
        ("回到我自己", "我"),
        ("那我呢", "我"),
        ("我", ""),
        ("我爸", ""),
    ],
)
def test_words_may_turn_to_a_person(said: str, person: str) -> None:
    """A bare name turns to nobody: it may be an answer."""
    assert turned_to(said) == person


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("我姨妈在家", "我姨妈"),
        ("店里有个小姑娘想来", "小姑娘"),
        ("我手下的学徒想来", "学徒"),
        ("我们组的小孙想来", "小孙"),
        ("我老师想来", "老师"),
        ("师傅想来，他行吗", "师傅"),
        ("师傅能来吗", ""),
        ("没上过学的老艺人能来吗", ""),
        ("有个朋友的信没盖章", ""),
        ("我自己想来", ""),
    ],
)
def test_one_certain_person(said: str, called: str) -> None:
    """Who is pointed to, and nobody who is one of many, or of whom only something is spoken of that is theirs."""
    assert definite_person(said) == called


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ("我儿子说交上去了", ""),
        ("唱歌的，我外甥乱点的", ""),
        ("我外甥讲他退休了", "我外甥"),
        ("我外甥退休了", "我外甥"),
        ("回来接我外公的店", ""),
    ],
)
def test_of_whom_something_is_told(said: str, person: str) -> None:
    """Not of who only told it, noted it, or owns what is spoken of."""
    assert subject_in(said) == person


@pytest.mark.parametrize(
    ("clause", "rest"),
    [("我姑妈昨天说店关了", "店关了"), ("我姑妈说她关了店", "我姑妈说她关了店"), ("店关了", "店关了")],
)
def test_what_stands_behind_who_told_it(clause: str, rest: str) -> None:
    """Unless it is told of them."""
    assert behind_report(clause) == rest


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("我外公歇了,我还唱", "我还唱"),
        ("我还唱,我外公歇了", "我还唱"),
        ("我外公歇了,他七十了", "我外公歇了,他七十了"),
        ("我叫儿子点的,他说好了", "我叫儿子点的,他说好了"),
        ("我哥开的那家店,我管账", "我哥开的那家店,我管账"),
    ],
)
def test_what_is_said_of_the_writer_beside_others(said: str, own: str) -> None:
    """A thing that somebody else made is no clause about them."""
    assert said_of_self(said) == own


@pytest.mark.parametrize(
    ("clause", "does"),
    [("给老周办的", True), ("替别的同事报过", True), ("给我办的", False), ("去年办的", False)],
)
def test_what_was_done_for_another(clause: str, does: bool) -> None:
    """Its days are none of the writer's."""
    assert for_another(clause) is does


@pytest.mark.parametrize("said", ["我姑妈出嫁那年发的证", "我舅舅走的头一天收到的", "孙女满月那阵下的聘书"])
def test_who_only_tells_when_something_was_is_no_subject(said: str) -> None:
    """By what happened to them once."""
    assert subject_in(said) == ""


@pytest.mark.parametrize("said", ["我爸那年退休了", "我姐夫是公务员"])
def test_who_something_is_told_of_is_the_subject(said: str) -> None:
    """A year beside them changes nothing."""
    assert subject_in(said) != ""
