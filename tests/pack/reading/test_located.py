"""YAML with lines, its traps refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pack.faults import Fault, PackError
from bot.pack.reading.located import Mapping, Scalar, Sequence, read_text, read_yaml

REFUSED: dict[str, tuple[str | bytes, int]] = {
    "unclosed bracket": ("a: 1\nb: [1, 2\nc: 3\n", 3),
    "unclosed quote": ('a: "x\n', 2),
    "bad indentation": ("a: 1\n   b: 2\n", 2),
    "two colons": ("a: 1\nb: 2: 3\n", 2),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", 3),
    "duplicate key inside": ("a:\n  x: 1\n  x: 2\n", 3),
    "tab as indentation": ("a:\n\tb: 1\n", 2),
    "tab after blanks": ("a:\n  \tb: 1\n", 2),
    "empty file": ("", 0),
    "only white space": (" \n\n  \n", 0),
    "only a comment": ("# nothing\n", 1),
    "a list at the top": ("- a\n- b\n", 1),
    "a word at the top": ("hello\n", 1),
    "two documents": ("a: 1\n---\nb: 2\n", 2),
    "anchor": ("a: &x 1\nb: 2\n", 1),
    "alias of itself": ("a: &x [*x]\n", 1),
    "merge key": ("a:\n  <<: *b\n", 2),
    "tag": ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2),
    "own tag": ("a: !secret x\n", 1),
    "unquoted yes": ("a: 1\nb: yes\n", 2),
    "unquoted No": ("a: No\n", 1),
    "unquoted off in a list": ("a:\n  - 1\n  - off\n", 3),
    "unquoted date": ("a: 1\nb: 2022-12-06\n", 2),
    "unquoted date in a list": ("a: [2022-12-06]\n", 1),
    "a list as a key": ("a: 1\n[b, c]: 2\n", 2),
    "not UTF-8": ("a: 1\nb: 中文\n".encode("gb18030"), 2),
    "UTF-16": ("a: 1\n".encode("utf-16"), 1),
    "NUL": (b"a: 1\nb: \x00\n", 2),
    "control character": (b"a: 1\nb: \x07\n", 2),
}


def _exploding() -> str:
    """The billion laughs: nine levels of ten aliases."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(levels)


@pytest.mark.parametrize(("text", "line"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_plain_yaml_gives_one_fault_with_its_line(
    tmp_path: Path, text: str | bytes, line: int
) -> None:
    """Each trap is refused by one fault that names the file and the line (0: no one line) and says how to mend it."""
    path = tmp_path / "faq.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(PackError) as caught:
        read_yaml(path)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("faq.yaml", line)
    assert fault.wrong
    assert fault.mend


def test_exploding_aliases_are_refused_at_the_first_anchor(tmp_path: Path) -> None:
    """A billion laughs never unfold: the first anchor is the fault."""
    path = tmp_path / "faq.yaml"
    path.write_text(_exploding(), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_yaml(path)
    (fault,) = caught.value.faults
    assert fault.line == 1


@pytest.mark.parametrize("text", ["a: " + "[" * 50_000, "a: " + "{b: " * 5_000 + "1", "- " * 5_000 + "x"])
def test_deep_nesting_gives_one_fault(tmp_path: Path, text: str) -> None:
    """Nesting without end is one fault on its line, not a stack overflow."""
    path = tmp_path / "notice.yaml"
    path.write_text(f"x: 1\n{text}\n" if text.startswith("a") else text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_yaml(path)
    (fault,) = caught.value.faults
    assert fault.line == (2 if text.startswith("a") else 1)


def test_a_file_of_ten_megabytes_gives_one_fault(tmp_path: Path) -> None:
    """A file far too large is refused by its size."""
    path = tmp_path / "faq.yaml"
    path.write_bytes(b"a: 1\n" * 2_000_000)
    with pytest.raises(PackError) as caught:
        read_yaml(path)
    (fault,) = caught.value.faults
    assert fault.file == "faq.yaml"
    assert "10" in fault.wrong


def test_a_missing_file_gives_one_fault(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(PackError) as caught:
        read_yaml(tmp_path / "notice.yaml")
    (fault,) = caught.value.faults
    assert fault.file == "notice.yaml"
    assert str(tmp_path) in fault.mend


def test_a_folder_in_place_of_a_file_gives_one_fault(tmp_path: Path) -> None:
    """A folder that is called like a file of the pack is named."""
    (tmp_path / "faq.yaml").mkdir()
    with pytest.raises(PackError) as caught:
        read_yaml(tmp_path / "faq.yaml")
    (fault,) = caught.value.faults
    assert fault.file == "faq.yaml"


def test_values_remember_their_lines(tmp_path: Path) -> None:
    """Mappings, lists and scalars carry the line on which they stand."""
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\nb:\n  - u\n  - v\nc:\n  d: 'z'\n", encoding="utf-8")
    root = read_yaml(path)
    assert root.key_lines == {"a": 1, "b": 2, "c": 5}
    listed, inner = root.items["b"], root.items["c"]
    assert isinstance(listed, Sequence)
    assert [item.line for item in listed.items] == [3, 4]
    assert isinstance(inner, Mapping)
    assert inner.key_lines == {"d": 6}


def test_scalars_stay_as_written(tmp_path: Path) -> None:
    """Numbers, octals, sexagesimals and null keep the characters that the author typed."""
    path = tmp_path / "x.yaml"
    path.write_text("a: 010\nb: 12:30:45\nc: null\nd: 1e3\ne: '2022-12-06'\nf: true\n", encoding="utf-8")
    values = [item.text for item in read_yaml(path).items.values() if isinstance(item, Scalar)]
    assert values == ["010", "12:30:45", "null", "1e3", "2022-12-06", "true"]


@pytest.mark.parametrize(
    "text", ['a: "yes"\n', "a: 'no'\n", 'a: "2022-12-06"\n', "a: yes please\n", "a: 号码 no\n"]
)
def test_quoted_traps_and_longer_texts_are_read(tmp_path: Path, text: str) -> None:
    """Quotes make a trap harmless, and a sentence that holds yes or no is no trap."""
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    assert list(read_yaml(path).items) == ["a"]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """A file as Notepad saves it reads like any other."""
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffa: 一\r\nb: 二\r\n".encode())
    root = read_yaml(path)
    assert [item.text for item in root.items.values() if isinstance(item, Scalar)] == ["一", "二"]


def test_a_tab_inside_a_text_is_read(tmp_path: Path) -> None:
    """A tab is refused as indentation alone."""
    path = tmp_path / "x.yaml"
    path.write_text("a: 'x\ty'\n", encoding="utf-8")
    assert list(read_yaml(path).items) == ["a"]


def test_every_trap_in_a_file_is_found_in_one_run(tmp_path: Path) -> None:
    """An author mends all traps at once: each has its own fault."""
    path = tmp_path / "x.yaml"
    path.write_text("a: yes\nb: 2022-12-06\nb: x\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_yaml(path)
    assert [fault.line for fault in caught.value.faults] == [1, 2, 3]


def test_read_text_gives_the_text(tmp_path: Path) -> None:
    """Text that is UTF-8 comes back without a byte-order mark."""
    path = tmp_path / "notice.md"
    path.write_bytes("\ufeff通知".encode())
    assert read_text(path) == "通知"


def _read(path: Path) -> Mapping | tuple[Fault, ...]:
    try:
        return read_yaml(path)
    except PackError as error:
        return error.faults


_LINES = st.lists(
    st.sampled_from(
        [
            "a: 1",
            "  b: 2",
            "- x",
            "  - y",
            "c: [",
            "]",
            "{",
            "}",
            "d: |",
            "    text",
            "? e",
            ": f",
            "&g h",
            "*g",
            "<<: *g",
            "!!int 3",
            "---",
            "...",
            "%YAML 1.1",
            "yes: no",
            '"q',
            "'",
            "#",
            "\t",
            "\x85",
            "i: 2022-12-06",
            "@",
            "`",
            "k: >",
        ]
    ),
    max_size=12,
).map("\n".join)


@given(content=_LINES.map(str.encode) | st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_give_a_mapping_or_faults(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever a file holds, reading it ends in a mapping or in faults that can be read."""
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    result = _read(path)
    if isinstance(result, Mapping):
        return
    assert result
    assert all(fault.file == "any.yaml" and fault.line >= 0 for fault in result)
