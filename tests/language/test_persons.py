"""Somebody else of whom a message speaks."""

from __future__ import annotations

import pytest

from bot.language.persons import calls_by_name, person_in, same_person, turned_to
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
        ("老王", False),
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
