"""The hard facts in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pack.checking.tokens import Token, tokens


def _found(text: str, clauses: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    return {(token.kind, token.value) for token in tokens(text, clauses)}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("截止到2022年12月6日", "date", "2022-12-06"),
        ("截止到 2022 年 12 月 06 日", "date", "2022-12-06"),
        ("截止到２０２２年１２月６日", "date", "2022-12-06"),
        ("2023年1月04日", "date", "2023-01-04"),
        ("12月6日截止", "date", "--12-06"),
        ("12月6号截止", "date", "--12-06"),
        ("请打0571-88228291", "phone", "0571-88228291"),
        ("见http://zcps.rlsbt.zj.gov.cn。", "url", "http://zcps.rlsbt.zj.gov.cn"),
        ("见https://a.example/b_c/1.html，", "url", "https://a.example/b_c/1.html"),
        ("浙经信消费〔2022〕12号", "document", "〔2022〕12号"),
        ("浙经信消费[2022]12号", "document", "〔2022〕12号"),
        ("2022年度", "year", "2022"),
        ("满90学时", "number", "90"),
        ("不少于5个工作日", "number", "5"),
        ("一式三份", "number", "3"),
        ("满两年", "number", "2"),
    ],
)
def test_a_fact_is_found_in_one_form(text: str, kind: str, value: str) -> None:
    """Dates, phones, URLs, document numbers, years and numbers come out in one form."""
    assert (kind, value) in _found(text)


@pytest.mark.parametrize("text", ["附件1第7条", "附件2", "①在职②在岗", "1.先登录\n2.再填报", "没有数字"])
def test_names_of_clauses_and_list_numbers_are_no_facts(text: str) -> None:
    """What only counts or names carries no fact."""
    assert _found(text) == set()


def test_a_shown_clause_name_is_no_fact() -> None:
    """一、2 in a text is a clause and not the number 2."""
    assert _found("见一、2", ("一、2",)) == set()


def test_the_parts_of_a_fact_are_not_told_again() -> None:
    """A date is not also a year and two numbers, a phone not also numbers."""
    assert _found("2022年12月6日") == {("date", "2022-12-06")}
    assert _found("0571-88228291") == {("phone", "0571-88228291")}


def test_a_token_names_its_kind_to_the_reader() -> None:
    """A fault can show what the fact is."""
    assert "0571-88228291" in str(Token("phone", "0571-88228291"))


@given(st.text(max_size=200))
def test_any_text_has_its_facts(text: str) -> None:
    """No text makes the search fail, and each fact can be shown."""
    assert all(str(token) for token in tokens(text))
