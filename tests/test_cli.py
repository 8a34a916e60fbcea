"""The commands, as other programs call them."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

import pytest

from bot.messages import message
from tests import preloaded
from tests.evaluation.small_pack import APPLICANT, with_interview, write_tests
from tests.pack.renewal.old_packs import write_old_pack
from tests.packs import PHRASINGS, TinyPack

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60.0
"""Seconds after which a command is taken to hang."""


@dataclass
class Place:
    """A home, a working folder and a pack of its own for the commands of one test."""

    root: Path
    pack: TinyPack
    environment: dict[str, str] = field(default_factory=dict)

    def env(self) -> dict[str, str]:
        """The environment of a command: nothing of the user's own but what Python needs."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        return {**kept, "HOME": str(self.root / "home"), "PYTHONPATH": str(ROOT), **self.environment}

    def run(self, *arguments: str | bytes, stdin: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run `python -m bot` on the pack of this place."""
        given = ["--knowledge", str(self.pack.folder), *map(os.fsdecode, arguments)]
        with TemporaryFile() as said, TemporaryFile() as out, TemporaryFile() as err:
            said.write(stdin.encode() if isinstance(stdin, str) else stdin)
            said.seek(0)
            process = preloaded.start(
                "bot",
                *given,
                environment=self.env(),
                folder=self.root / "work",
                stdin=said.fileno(),
                stdout=out.fileno(),
                stderr=err.fileno(),
            )
            code = process.wait(LONGEST)
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(given, code, out.read(), err.read())

    def run_anew(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """The same with an interpreter of its own, which reads its environment itself."""
        return subprocess.run(
            [sys.executable, "-m", "bot", "--knowledge", str(self.pack.folder), *arguments],
            input=stdin,
            capture_output=True,
            env=self.env(),
            cwd=self.root / "work",
            timeout=LONGEST,
            check=False,
        )

    def files(self) -> list[Path]:
        """All files in the home and the working folder."""
        return sorted(
            path for top in ("home", "work") for path in (self.root / top).rglob("*") if path.is_file()
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty home and an empty working folder, and the tiny pack elsewhere."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    return Place(tmp_path, TinyPack.written(tmp_path / "knowledge"))


def _refuse(constant: str) -> NoReturn:
    raise AssertionError(constant)


def _lines(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The JSON lines on stdout, read as strictly as JSON is defined."""
    assert run.returncode == 0, run.stderr.decode()
    return [json.loads(line, parse_constant=_refuse) for line in run.stdout.decode().split("\n") if line]


def _quiet(run: subprocess.CompletedProcess[bytes]) -> None:
    assert b"Traceback" not in run.stderr
    assert b"Traceback" not in run.stdout


ANSWER_KEYS = {
    "id",
    "notice",
    "question",
    "outcome",
    "entries",
    "action",
    "text",
    "clauses",
    "score",
    "choices",
}


def test_ask_prints_the_answer_as_plain_text(place: Place) -> None:
    """One question, one text on stdout, nothing on stderr."""
    run = place.run("--now", "2022-11-15", "ask", "个人申报什么时候截止")
    assert run.returncode == 0
    assert "2022年12月6日" in run.stdout.decode()
    assert "21" in run.stdout.decode()
    assert run.stderr == b""


def test_ask_json_has_the_form_of_the_contract(place: Place) -> None:
    """One object with the keys of the contract, on stdout alone."""
    run = place.run("--now", "2022-11-15", "ask", "--json", "我是做青瓷的可以申报吗")
    (answer,) = _lines(run)
    assert set(answer) == ANSWER_KEYS
    assert (answer["outcome"], answer["action"], answer["entries"]) == (
        "answer",
        "interview",
        ["craft_ceramics"],
    )
    assert answer["clauses"] == ["一.1"]
    assert answer["notice"] == "tiny-2022"
    assert run.stderr == b""


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2022-11-15", "还有21天"),
        ("2022-12-06T23:59", "今天截止"),
        ("2022-12-06T16:00Z", "已截止"),
        ("2026-03-02", "已截止"),
    ],
)
def test_now_decides_how_a_deadline_stands(place: Place, now: str, says: str) -> None:
    """Days left, today, over; without an offset in the zone of the pack."""
    assert says in place.run("--now", now, "ask", "个人申报什么时候截止").stdout.decode()


def test_a_batch_is_answered_line_by_line_in_order(place: Place) -> None:
    """Bad lines have their error in place, blank lines give nothing, the order stays."""
    lines = [
        '{"id": "a", "q": "你好"}',
        "",
        "not JSON",
        '{"id": "b"}',
        '{"id": 7, "q": "继续教育要多少学时"}',
        "   ",
        '["x"]',
        '{"id": "c", "q": 3}',
        '{"q": "你好"}',
        '{"id": "d", "q": ""}',
        '{"id": "e", "q": "\\ud800"}',
        '{"id": null, "q": "提醒我", "error": "x"}',
        "[" * 100_000,
        '{"id": "z", "q": "评审要交钱吗"}',
    ]
    run = place.run("ask", "--batch", "-", stdin="\n".join(lines))
    answers = _lines(run)
    expected = ["a", None, "b", 7, None, "c", None, "d", "e", None, None, "z"]
    assert [answer["id"] for answer in answers] == expected
    bad = [number for number, answer in enumerate(answers) if "error" in answer]
    assert bad == [1, 2, 4, 5, 10]
    assert all(set(answers[number]) == {"id", "error"} for number in bad)
    assert all(set(answer) == ANSWER_KEYS for answer in answers if "error" not in answer)
    assert all(answer["text"].strip() for answer in answers if "error" not in answer)
    _quiet(run)


def test_a_batch_file_gives_what_stdin_gives(place: Place) -> None:
    """`-` is stdin, a name is a file."""
    text = '{"id": "a", "q": "个人申报什么时候截止"}\n{"id": "b", "q": "学时"}\n'
    path = place.root / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    arguments = ("--now", "2022-11-15", "ask", "--batch")
    assert place.run(*arguments, str(path)).stdout == place.run(*arguments, "-", stdin=text).stdout


def test_lines_of_a_batch_are_independent(place: Place) -> None:
    """A follow-up in a batch is not read with the line before."""
    text = '{"id": 1, "q": "个人申报什么时候截止"}\n{"id": 2, "q": "那单位呢"}\n'
    both = _lines(place.run("--now", "2022-11-15", "ask", "--batch", "-", stdin=text))
    alone = _lines(place.run("--now", "2022-11-15", "ask", "--batch", "-", stdin=text.split("\n")[1]))
    assert both[1] == alone[0]


@pytest.mark.parametrize(
    "stdin",
    [
        b'{"id": 1, "q": "\xff\xfe\xe5"}\n{"id": 2, "q": "\xe5\xad\xa6\xe6\x97\xb6"}\n',
        '\ufeff{"id": 1, "q": "学时"}\n{"id": 2, "q": "学时"}\n'.encode(),
        '{"id": 1, "q": "学时"}\r\n{"id": 2, "q": "学时"}\r\n'.encode(),
        '{"id": 1, "q": "学\u2028时"}\n{"id": 2, "q": "学\x85时"}'.encode(),
    ],
    ids=["broken UTF-8", "byte-order mark", "Windows line ends", "line separators"],
)
def test_a_batch_in_any_dress_is_answered(place: Place, stdin: bytes) -> None:
    """Two lines, two answers, whatever wrote them."""
    answers = _lines(place.run("ask", "--batch", "-", stdin=stdin))
    assert [answer["id"] for answer in answers] == [1, 2]
    assert all("error" not in answer for answer in answers)


def test_output_is_json_even_where_input_was_not_quite(place: Place) -> None:
    """NaN is no JSON: it does not come out again."""
    (answer,) = _lines(place.run("ask", "--batch", "-", stdin='{"id": NaN, "q": "学时"}\n'))
    assert answer["id"] is None


def test_an_empty_batch_gives_nothing(place: Place) -> None:
    """No lines, no output, no complaint."""
    run = place.run("ask", "--batch", "-")
    assert (run.returncode, run.stdout) == (0, b"")


def test_an_argument_that_is_not_utf_8_is_answered(place: Place) -> None:
    """Half a character on the command line is no reason to fall over."""
    (answer,) = _lines(place.run("ask", "--json", b"\xe5\xad\xff\xfe"))
    assert answer["text"].strip()


@pytest.mark.parametrize("question", ["", "？\U0001f600\u202e", "截止" * 20_000])
def test_a_message_without_a_question_gets_a_text(place: Place, question: str) -> None:
    """Polite and not empty."""
    (answer,) = _lines(place.run("ask", "--json", "--", question))
    assert answer["text"].strip()


WRONG_USE: dict[str, tuple[str, ...]] = {
    "no question": ("ask",),
    "question and batch": ("ask", "问题", "--batch", "-"),
    "batch that does not exist": ("ask", "--batch", "nowhere.jsonl"),
    "batch that is a folder": ("ask", "--batch", "."),
    "bad moment": ("--now", "tomorrow", "ask", "你好"),
    "moment that does not exist": ("--now", "2022-13-01", "ask", "你好"),
    "moment that the command does not need": ("--now", "9999", "graph"),
    "moment beyond the calendar": ("--now", "9999-12-31T23:59", "check"),
    "unknown command": ("aks", "你好"),
    "unknown option": ("ask", "--jsn", "你好"),
    "pack that does not exist": ("--knowledge", "nowhere", "ask", "你好"),
    "eval without a file, of a pack without tests": ("eval",),
    "eval of a file that does not exist": ("eval", "nowhere.jsonl"),
    "talk without a file": ("talk",),
    "talk of a file that does not exist": ("talk", "nowhere.jsonl"),
    "dates without a phrase": ("dates",),
}


@pytest.mark.parametrize("arguments", WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use_exits_2_with_words_on_stderr(place: Place, arguments: tuple[str, ...]) -> None:
    """Nothing on stdout, something to read on stderr, never a traceback."""
    run = place.run(*arguments)
    assert run.returncode == 2
    assert run.stdout == b""
    assert run.stderr.strip()
    _quiet(run)


@pytest.mark.parametrize(
    "arguments", [("ask", "你好"), ("ask", "--batch", "-"), ("chat",), ("chat", "--json")]
)
def test_a_broken_pack_exits_2_with_its_faults(place: Place, arguments: tuple[str, ...]) -> None:
    """File and line on stderr; stdout stays empty."""
    line = place.pack.replace("faq.yaml", "    look: phone\n", "    look: yes\n")
    run = place.run(*arguments, stdin='{"id": 1, "q": "你好"}\n')
    assert (run.returncode, run.stdout) == (2, b"")
    assert f"faq.yaml:{line}" in run.stderr.decode()
    _quiet(run)


def test_a_pack_of_yesterday_is_refused_in_one_line_and_can_be_upgraded(place: Place) -> None:
    """The line names the command; after it the pack answers as before, and a second run has nothing to do."""
    folder = write_old_pack(place.root / "old")
    place = replace(place, pack=TinyPack(folder))
    refused = place.run("ask", "你好")
    assert (refused.returncode, refused.stdout) == (2, b"")
    (line,) = refused.stderr.decode().splitlines()
    assert "renew --upgrade" in line
    assert str(folder) in line
    assert place.run("renew", "--upgrade").returncode == 0
    run = place.run("--now", "2022-11-15", "ask", "个人申报什么时候截止")
    assert "2022年12月6日" in run.stdout.decode()
    assert place.run("renew", "--upgrade").returncode == 0


def test_a_folder_that_is_not_there_is_not_upgraded(place: Place) -> None:
    """A typo in its name must not read like success."""
    run = replace(place, pack=TinyPack(place.root / "nowhere")).run("renew", "--upgrade")
    assert (run.returncode, run.stdout) == (2, b"")
    assert "nowhere" in run.stderr.decode()
    _quiet(run)


@pytest.mark.parametrize("name", ["a\nb", "甲" * 300])
def test_a_name_that_cannot_be_stored_is_refused_in_one_line(place: Place, name: str) -> None:
    """`chat --user` says what a name may be."""
    run = place.run("chat", "--user", name)
    assert (run.returncode, run.stdout) == (2, b"")
    assert "--user" in run.stderr.decode()
    _quiet(run)


def test_check_of_a_clean_pack_exits_0(place: Place) -> None:
    """Nothing to mend."""
    assert place.run("check").returncode == 0


SPOILERS: dict[str, tuple[Callable[[TinyPack], object], str]] = {
    "drift": (lambda pack: pack.replace("faq.yaml", "通知未写收费。", "通知未写收费99元。"), "faq.yaml:"),
    "twins": (lambda pack: pack.replace(PHRASINGS, "\n缴费\n", "\n咨询电话是多少\n"), f"{PHRASINGS}:"),
    "broken YAML": (lambda pack: pack.write("faq.yaml", "a: 1\nb: [\n"), "faq.yaml:"),
    "empty file": (lambda pack: pack.write("notice.yaml", ""), "notice.yaml"),
    "huge file": (lambda pack: pack.write("notice.md", b"x" * 10_000_000), "notice.md"),
    "missing file": (lambda pack: (pack.folder / "notice.md").unlink(), "notice.md"),
}


@pytest.mark.parametrize(("spoil", "shown"), SPOILERS.values(), ids=SPOILERS)
def test_check_of_a_pack_with_faults_exits_1(
    place: Place, spoil: Callable[[TinyPack], object], shown: str
) -> None:
    """Each fault is one line with its file, never a traceback."""
    spoil(place.pack)
    run = place.run("check")
    assert run.returncode == 1
    assert shown in run.stdout.decode() + run.stderr.decode()
    _quiet(run)


@pytest.fixture
def questions(place: Place) -> Path:
    """Three questions: one is right, one wrong, one cannot be answered and is not."""
    rows = [
        {
            "id": "r",
            "q": "继续教育要多少学时",
            "cat": "formal",
            "answerable": True,
            "must": ["80"],
            "clause": "附1.7",
        },
        {
            "id": "w",
            "q": "咨询电话是多少",
            "cat": "formal",
            "answerable": True,
            "must": ["999"],
            "clause": "附1.7",
        },
        {"id": "n", "q": "评审要交钱吗", "cat": "near", "answerable": False},
    ]
    path = place.root / "eval.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_eval_json_gives_the_figures_on_stdout_alone(place: Place, questions: Path) -> None:
    """One JSON object, nothing else."""
    run = place.run("eval", str(questions), "--json")
    (figures,) = _lines(run)
    overall = figures["overall"]
    assert (overall["right"], overall["wrong"], overall["missed"], overall["false"]) == (1, 1, 0, 0)
    assert figures["clause"] == 1.0
    assert figures["handled"]["near"] == 1.0


def test_eval_reads_stdin_and_prints_tables(place: Place, questions: Path) -> None:
    """For a person: categories, overall, calibration."""
    run = place.run("eval", "-", stdin=questions.read_bytes())
    assert run.returncode == 0
    assert "formal" in run.stdout.decode()


@pytest.mark.parametrize(
    ("option", "bound", "code"),
    [
        ("--min-right", "0.5", 0),
        ("--min-right", "0.6", 1),
        ("--max-wrong", "0.5", 0),
        ("--max-wrong", "0.4", 1),
        ("--min-handled", "1", 0),
    ],
)
def test_eval_below_a_threshold_exits_1(
    place: Place, questions: Path, option: str, bound: str, code: int
) -> None:
    """A threshold that is just met is met; what falls short is said on stderr, the figures still on stdout."""
    run = place.run("eval", str(questions), "--json", option, bound)
    assert run.returncode == code
    assert json.loads(run.stdout)["overall"]["answerable"] == 2
    assert bool(run.stderr.strip()) == (code == 1)


@pytest.mark.parametrize(
    "line", ["not JSON", '{"q": "x"}', '{"id": 1, "q": "x", "answerable": true, "must": ["("]}', "[]"]
)
def test_eval_of_a_bad_file_exits_2(place: Place, line: str) -> None:
    """The line is named on stderr; nothing is measured."""
    run = place.run("eval", "-", "--json", stdin=line)
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.strip()
    _quiet(run)


def test_eval_without_a_file_runs_the_pack_s_own_tests_beside_their_last_figures(place: Place) -> None:
    """Figures are kept if one says so; a fall exits 1 and says what fell, a rise is told and exits 0."""
    place = replace(place, pack=with_interview(place.root / "small"))
    write_tests(
        place.pack, "questions", {"id": "a", "q": "学时", "cat": "x", "answerable": True, "must": ["80"]}
    )
    write_tests(place.pack, "applicants", APPLICANT)
    assert place.run("eval").returncode == 0
    assert place.run("eval", "--update").returncode == 0
    kept = json.loads(place.pack.text("tests/figures.json"))
    assert kept["applicants"] == {"right": 1}
    (plain,) = _lines(place.run("eval", "--json"))
    assert (plain["figures"], plain["changes"]) == (kept, [])
    place.pack.write("tests/figures.json", json.dumps({**kept, "applicants": {"right": 2}}))
    fell = place.run("eval", "--json")
    assert fell.returncode == 1
    assert "applicants right 2 → 1" in fell.stderr.decode()
    place.pack.write("tests/figures.json", json.dumps({**kept, "applicants": {"right": 0}}))
    rose = place.run("eval")
    assert (rose.returncode, "0 → 1" in rose.stderr.decode()) == (0, True)


def test_eval_of_replies_and_talks_holds_them_against_their_last_figures_alone(place: Place) -> None:
    """The figures of the other tests stay as they were kept."""
    place = replace(place, pack=with_interview(place.root / "small"))
    write_tests(place.pack, "applicants", APPLICANT)
    write_tests(place.pack, "replies", {"fact": "hours", "said": "80", "want": 80})
    turn = {"say": "继续教育要多少学时", "must": ["80"]}
    write_tests(place.pack, "talks", {"id": "a", "kind": "followup", "turns": [turn]})
    place.pack.write("tests/figures.json", '{"applicants": {"right": 9}}')
    assert place.run("eval", "--replies", "--talks", "--update").returncode == 0
    kept = json.loads(place.pack.text("tests/figures.json"))
    assert kept["applicants"] == {"right": 9}
    assert kept["talks/own"] == {"turns": 1, "whole": 1, "whole followup": 1}
    (plain,) = _lines(place.run("eval", "--replies", "--json"))
    assert plain["shares"] == {
        "replies/own": {
            "right": {"count": 1, "of": 1},
            "asks": {"count": 0, "of": 1},
            "wrong": {"count": 0, "of": 1},
        }
    }
    assert plain["changes"] == []
    table = place.run("eval", "--talks")
    assert (table.returncode, "turns" in table.stdout.decode()) == (0, True)
    place.pack.write(
        "tests/figures.json", json.dumps({**kept, "talks/own": {**kept["talks/own"], "turns": 2}})
    )
    assert place.run("eval", "--replies").returncode == 0
    fell = place.run("eval", "--talks")
    assert (fell.returncode, "turns 2 → 1" in fell.stderr.decode()) == (1, True)


def test_eval_measures_a_file_of_replies_or_of_talks(place: Place) -> None:
    """One kind a file; a line that is none is told with its place and exits 2."""
    place = replace(place, pack=with_interview(place.root / "small"))
    file = place.root / "there.jsonl"
    file.write_text('{"fact": "hours", "said": "80", "want": 81}\n', encoding="utf-8")
    (found,) = _lines(place.run("eval", str(file), "--replies", "--json"))
    assert found["shares"][f"replies/{file}"]["wrong"] == {"count": 1, "of": 1}
    assert found["mistakes"][0].startswith(f"{file}:1 ")
    for options in (("--talks",), ("--replies", "--talks"), ("--replies", "--update")):
        run = place.run("eval", str(file), *options)
        assert (run.returncode, run.stdout, bool(run.stderr)) == (2, b"", True)
        _quiet(run)


def test_check_runs_the_applicants_of_the_pack(place: Place) -> None:
    """One that comes out otherwise is a fault with its line, told after the faults of the pack are mended, or with all."""
    place = replace(place, pack=with_interview(place.root / "small"))
    write_tests(place.pack, "applicants", {**APPLICANT, "verdict": "late"})
    run = place.run("check", "--all")
    assert run.returncode == 1
    assert "tests/applicants/own.jsonl:1" in run.stdout.decode()
    assert "tests/applicants" not in place.run("check").stdout.decode()


def test_chat_reads_a_pipe(place: Place) -> None:
    """Greeting and answers in plain text; the end of input ends the chat."""
    run = place.run("--now", "2022-11-15", "chat", stdin="个人申报什么时候截止\n\n那单位呢\n/help\n")
    assert run.returncode == 0
    assert "非官方" in run.stdout.decode()
    assert "2022年12月6日" in run.stdout.decode()
    assert "2022年12月19日" in run.stdout.decode()
    assert run.stderr == b""


def test_chat_says_at_the_start_that_the_call_is_closed(place: Place) -> None:
    """In 2026, before anything is asked."""
    out = place.run("--now", "2026-03-02", "chat").stdout.decode()
    assert "非官方" in out
    assert "结束" in out
    assert "2022" in out


def test_chat_json_reads_a_pipe(place: Place) -> None:
    """One JSON line for each line that is not blank; broken UTF-8 is no reason to stop."""
    stdin = "我是做青瓷的可以申报吗\n1\n\n".encode() + b"\xff\xfe\n" + "你好\n".encode()
    lines = _lines(place.run("chat", "--json", stdin=stdin))
    assert len(lines) == 4
    assert all(set(line) == {"say", "replies", "interview", "notice"} for line in lines)
    assert lines[0]["replies"][0]["choices"][0]["id"] == "action_interview"
    assert lines[1]["replies"][0]["clauses"] == ["一.1"]
    assert all(line["replies"][0]["text"].strip() for line in lines)


def test_chat_json_answers_each_line_at_once(place: Place) -> None:
    """A program that waits for the reply before it goes on does not wait for ever."""
    command = [sys.executable, "-m", "bot", "--knowledge", str(place.pack.folder), "chat", "--json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=place.env(), cwd=place.root / "work"
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(chat.stdout, selectors.EVENT_READ)
            for said in ("你好", "继续教育要多少学时"):
                chat.stdin.write(said.encode() + b"\n")
                chat.stdin.flush()
                if not selector.select(LONGEST):
                    chat.kill()
                    pytest.fail("no reply while stdin is open")
                assert json.loads(chat.stdout.readline())["say"] == said
        chat.stdin.close()
        assert chat.wait(LONGEST) == 0


def test_a_reader_that_leaves_early_is_no_error(place: Place) -> None:
    """`noticebot ask --batch - | head -1` ends quietly."""
    command = [sys.executable, "-m", "bot", "--knowledge", str(place.pack.folder), "ask", "--batch", "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=place.env(),
        cwd=place.root / "work",
    ) as ask:
        assert ask.stdin is not None
        assert ask.stdout is not None
        assert ask.stderr is not None
        ask.stdin.write('{"id": 1, "q": "你好"}\n'.encode())
        ask.stdin.flush()
        ask.stdout.readline()
        ask.stdout.close()
        try:
            ask.stdin.write('{"id": 1, "q": "你好"}\n'.encode() * 2_000)
            ask.stdin.close()
        except BrokenPipeError:
            pass
        assert b"Traceback" not in ask.stderr.read()
        ask.wait(LONGEST)


def test_dates_reads_a_date(place: Place) -> None:
    """By the pretended moment."""
    (line,) = _lines(place.run("--now", "2022-11-15", "dates", "去年三月"))
    assert (line["text"], line["value"], line["ambiguous"]) == ("去年三月", "2021-03", [])


def test_dates_reads_a_batch(place: Place) -> None:
    """Like any batch: in order, bad lines in place."""
    lines = _lines(
        place.run(
            "--now",
            "2022-11-15",
            "dates",
            "--batch",
            "-",
            stdin='{"text": "12月6日"}\nx\n\n{"text": "你好"}\n',
        )
    )
    assert [line.get("value") for line in lines] == ["2022-12-06", None, None]
    assert "error" in lines[1]


TALK = json.dumps({"id": "t", "turns": ["个人申报哪天截止", "提前3天提醒我", "/forget"]}, ensure_ascii=False)


def test_talk_plays_each_line_in_order_and_a_bad_one_gives_its_error(place: Place) -> None:
    """JSON alone on stdout, words nowhere; blank lines are skipped; what a line is called stands in its place."""
    bad = (
        "not JSON",
        "[]",
        '{"id": 7}',
        '{"id": 8, "turns": [3]}',
        '{"id": 9, "turns": [], "interview": {}}',
        '{"id": 10, "turns": [], "now": "soon"}',
        '{"id": 11, "turns": [], "most": -1}',
        '{"id": 12, "turns": ["你好"], "most": NaN}',
    )
    run = place.run("--now", "2022-11-15", "talk", "-", stdin="\n\n".join([TALK, *bad, TALK]) + "\n")
    lines = _lines(run)
    assert (run.returncode, run.stderr) == (0, b"")
    assert [line["id"] for line in lines] == ["t", None, None, 7, 8, 9, 10, 11, None, "t"]
    assert [bool(line.get("error")) for line in lines] == [False, *(True for _ in bad), False]
    assert all(set(line) == {"id", "error"} for line in lines[1:-1])
    assert lines[0] == lines[-1]
    assert [turn["say"] for turn in lines[0]["turns"]] == ["个人申报哪天截止", "提前3天提醒我", "/forget"]
    assert "还有21天" in lines[0]["turns"][0]["replies"][0]["text"]


def test_talk_reads_a_file_with_whatever_mark_and_bytes(place: Place) -> None:
    """A byte order mark, a line that is no UTF-8, an id of any kind, lone surrogates."""
    file = place.root / "talks.jsonl"
    odd = json.dumps({"id": {"a": ["\ud800"]}, "turns": ["你好\ud800"]})
    file.write_bytes(b"\xef\xbb\xbf" + f"{TALK}\n{odd}\n".encode() + b'{"id": "\xff"}\n')
    run = place.run("talk", str(file))
    first, second, third = _lines(run)
    assert (first["id"], second["id"]) == ("t", {"a": ["\ud800"]})
    assert second["turns"][0]["replies"]
    assert third["error"]
    _quiet(run)


def test_talk_of_a_pack_with_an_interview(place: Place) -> None:
    """Its facts are checked; it is asked to the end by itself."""
    place = replace(place, pack=with_interview(place.root / "small"))
    rows: list[dict[str, Any]] = [
        {"id": 1, "turns": ["我能不能报"], "answers": {"hours": "80个"}},
        {"id": 2, "turns": [], "interview": {"facts": {"hours": "many"}}},
        {"id": 3, "turns": ["80"], "interview": {"facts": {}, "asking": "hours"}},
        {"id": 4, "turns": [], "interview": {"facts": {}, "asking": "minutes"}},
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    whole, bad, asked, unknown = _lines(place.run("--now", "2022-11-15", "talk", "-", stdin=text))
    assert [turn["say"] for turn in whole["turns"]] == ["我能不能报", "80个"]
    assert whole["turns"][-1]["interview"] == {"verdict": "eligible"}
    assert asked["turns"][0]["facts"] == {"hours": 80}
    assert (bool(bad["error"]), bool(unknown["error"])) == (True, True)


def test_commands_write_nothing_but_the_cache(place: Place, questions: Path) -> None:
    """No database, nothing in the working folder; the cache in one folder of its own."""
    database = place.root / "home" / "bot.db"
    commands = (("ask", "你好"), ("check",), ("eval", str(questions)), ("dates", "去年三月"), ("talk", "-"))
    for arguments in commands:
        run = place.run("--db", f"sqlite:///{database}", *arguments, stdin=TALK)
        assert run.returncode == 0
    names = [path.relative_to(place.root).as_posix() for path in place.files()]
    assert names
    assert all(name.startswith("home/") and "cache" in name.lower() for name in names)
    assert not [name for name in names if name.endswith((".db", ".sqlite", ".sqlite3"))]


def test_the_data_folder_can_be_named(place: Place) -> None:
    """BOT_DATA_DIR in the environment or in .env: the cache goes there, nothing to the home."""
    place.environment["BOT_DATA_DIR"] = str(place.root / "data")
    assert place.run("ask", "你好").returncode == 0
    assert place.files() == []
    assert [path for path in (place.root / "data").rglob("*") if path.is_file()]


def test_a_home_that_cannot_be_written_does_no_harm(place: Place) -> None:
    """HOME is a file: nothing can be kept, everything still works."""
    (place.root / "home").rmdir()
    (place.root / "home").write_text("x", encoding="utf-8")
    run = place.run("ask", "--json", "继续教育要多少学时")
    (answer,) = _lines(run)
    assert answer["outcome"] == "answer"
    assert run.stderr == b""


def test_output_is_utf_8_whatever_the_locale_says(place: Place) -> None:
    """A bare C locale is no reason to fall over."""
    place.environment.update({"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"})
    run = place.run_anew("ask", "继续教育要多少学时")
    assert run.returncode == 0
    assert "学时" in run.stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "你好"),
        ("chat", "--json"),
        ("check",),
        ("dates", "去年三月"),
        ("remind", "--json"),
        ("talk", "-"),
    ],
)
def test_a_command_starts_by_itself(place: Place, arguments: tuple[str, ...]) -> None:
    """In an interpreter that has imported nothing before, unlike those that other tests share."""
    database = f"sqlite:///{place.root / 'bot.db'}"
    run = place.run_anew(
        "--db", database, *arguments, stdin=(TALK if "talk" in arguments else "你好\n").encode()
    )
    told = run.stderr.decode().splitlines()
    if "check" in arguments:  # it gives advice on the pack, and nothing else
        assert told[0] == message("check_advice", count=len(told) - 1)
        told = [line for line in told[1:] if not line.startswith("faq.yaml:")]
    assert (run.returncode, told) == (0, [])
    assert run.stdout


@pytest.mark.parametrize(
    "arguments", [["ask", "你好"], ["ask", "--json", "龙泉青瓷"], ["ask", "--batch", "-"]]
)
def test_ask_does_not_import_what_it_does_not_need(place: Place, arguments: list[str]) -> None:
    """No server, no database, no pydantic for one question."""
    code = (
        "import sys\nfrom bot.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(' '.join(sys.modules), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "--knowledge", str(place.pack.folder), *arguments],
        input='{"id": 1, "q": "学时"}\n'.encode(), capture_output=True, env=place.env(), cwd=place.root / "work", check=True,
    )  # fmt: skip
    assert run.stdout
    loaded = {name.partition(".")[0] for name in run.stderr.decode().split()}
    assert "bot" in loaded
    assert (
        loaded
        & {
            "telegram",
            "fastapi",
            "starlette",
            "uvicorn",
            "sqlalchemy",
            "alembic",
            "dateparser",
            "pydantic",
            "httpx",
            "aiohttp",
            "jinja2",
            "dotenv",
        }
        == set()
    )


def test_the_command_noticebot_is_the_same(place: Place) -> None:
    """The script that pip installs and `python -m bot` give the same answer."""
    script = Path(sys.executable).with_name("noticebot")
    if not script.exists():
        pytest.skip("the package is not installed beside this Python")
    arguments = ["--knowledge", str(place.pack.folder), "--now", "2022-11-15", "ask", "--json", "学时"]
    run = subprocess.run(
        [str(script), *arguments], capture_output=True, env=place.env(), cwd=place.root / "work", check=True
    )
    assert run.stdout == place.run(*arguments[2:]).stdout


@pytest.mark.parametrize("command", [(), ("ask",), ("chat",), ("eval",), ("check",), ("dates",)])
def test_every_command_has_its_help(place: Place, command: tuple[str, ...]) -> None:
    """--help says what a command does."""
    run = place.run(*command, "--help")
    assert run.returncode == 0
    assert run.stdout.strip()


def test_the_shipped_pack_is_the_default(data_dir: Path, place: Place) -> None:
    """Without --knowledge the pack that travels with the program answers, from its cache."""
    env = {**place.env(), "BOT_DATA_DIR": str(data_dir)}
    command = [
        sys.executable,
        "-m",
        "bot",
        "--now",
        "2022-11-15",
        "ask",
        "--json",
        "个人网上申报截止时间是哪天",
    ]
    run = subprocess.run(
        command, capture_output=True, env=env, cwd=place.root / "work", timeout=LONGEST, check=False
    )
    (answer,) = _lines(run)
    assert answer["outcome"] == "answer"
    assert "2022年12月6日" in answer["text"]
    assert "四.二" in answer["clauses"]


def test_the_database_goes_into_a_file_and_back(place: Place) -> None:
    """Said on stderr; for PostgreSQL, and where nothing is, exit 2 with what to do."""
    url = f"sqlite:///{place.root / 'bot.db'}"
    nothing = place.run("--db", url, "backup", "copy.db")
    assert (nothing.returncode, (place.root / "bot.db").exists()) == (2, False)
    assert place.run("--db", url, "chat", stdin="继续教育要多少学时\n").returncode == 0
    saved = place.run("--db", url, "backup", "copy.db")
    assert (saved.returncode, saved.stdout) == (0, b"")
    assert place.run("--db", url, "backup", "copy.db").returncode == 2
    assert place.run("--db", url, "backup", "--force", "copy.db").returncode == 0
    restored = place.run("--db", url, "restore", "copy.db")
    assert restored.returncode == 0, restored.stderr.decode()
    assert "before-" in restored.stderr.decode()
    elsewhere = place.run("--db", "postgresql://db.example.invalid/bot", "backup", "other.db")
    assert elsewhere.returncode != 0
    assert "db.example" in elsewhere.stderr.decode()
    assert not (place.root / "other.db").exists()
