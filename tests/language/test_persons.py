"""Somebody else of whom a message speaks."""

from __future__ import annotations

import pytest

from bot.language.persons import person_in
from bot.language.words import words


@pytest.mark.parametrize("who", words("person", "others"))
@pytest.mark.parametrize("whose", ["", *words("person", "mine")])
def test_a_message_about_somebody_else_names_them(who: str, whose: str) -> None:
    """A relative, a colleague, a master; whose is said as 我."""
    assert person_in(f"帮{whose}{who}看看够不够条件") == (f"我{who}" if whose else who)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("我爸退休返聘了，帮我核一下", "我爸"),
        ("替我们公司一位老师傅核对资格", "老师傅"),
        ("我爸退了，他的手艺是木雕", "我爸"),
        ("我妈在文化馆上班，我想帮她核对", "我妈"),
        ("徒弟是高级工艺美术师，给我看看他行不行", "徒弟"),
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
        "本人在职在岗",
        "我爸退休了，我还在岗",
        "同事让我来问，其实是自己要报",
        "师傅说本人不能报",
    ],
)
def test_a_message_about_the_writer_names_nobody(said: str) -> None:
    """Nor does one that comes back to the writer after naming somebody."""
    assert person_in(said) == ""
