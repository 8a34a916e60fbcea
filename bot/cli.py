"""The commands. Wires clock, settings, pack and channels together; everything else is imported where it is used."""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO

import typer

from bot.clock import Clock, clock_from, parse_moment, system_clock
from bot.messages import message
from bot.settings import Settings, SettingsError, read_settings, shipped_knowledge

if TYPE_CHECKING:
    from bot.conversation.assistant import Assistant
    from bot.conversation.memory import Memory
    from bot.faq.answer import Answer, Answerer
    from bot.interview.engine.assessment import Assessor
    from bot.knowledge import Knowledge

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="从一份官方通知回答申报人的问题。",
)
FELL_SHORT, WRONG_USE = 1, 2


@dataclass
class Run:
    """What the global options say."""

    folder: Path
    moment: str | None
    database: str | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings, or exit 2 with the one that cannot be meant."""
        try:
            return read_settings()
        except SettingsError as error:
            fail(message("bad_setting", name=error.name, text=error.text))

    @cached_property
    def knowledge(self) -> Knowledge:
        """The pack, or exit 2 with its faults on stderr."""
        from bot.knowledge import open_knowledge
        from bot.pack.faults import PackError

        try:
            knowledge = open_knowledge(self.folder, self.settings.cache_dir)
        except PackError as error:
            fail("\n".join([message("bad_pack", folder=self.folder), *map(str, error.faults)]))
        # It stays as long as the process: walking it again and again would hold up every hundredth turn.
        gc.freeze()
        return knowledge

    @cached_property
    def answerer(self) -> Answerer:
        return self.knowledge.answerer()

    @cached_property
    def assessor(self) -> Assessor:
        """Assesses answers by the interview of the pack, or exit 2 where it has none."""
        from bot.interview.engine.assessment import Assessor

        interview = self.knowledge.interview
        return fail(message("no_interview")) if interview is None else Assessor(interview)

    @cached_property
    def assistant(self) -> Assistant:
        """Takes turns from the pack."""
        from bot.conversation.assistant import assistant_of

        return assistant_of(self.knowledge)

    @cached_property
    def clock(self) -> Clock:
        """The clock, set by --now where that is given; a moment without an offset is in the pack's zone."""
        if self.moment is None:
            return system_clock
        try:
            return clock_from(parse_moment(self.moment, self.knowledge.pack.facts.zone))
        except ValueError:
            fail(message("bad_moment", text=self.moment))


def fail(words: str) -> NoReturn:
    """Say on stderr what is wrong, and exit 2."""
    typer.echo(words, err=True)
    raise typer.Exit(WRONG_USE)


@app.callback()
def options(
    context: typer.Context,
    knowledge: Annotated[Path | None, typer.Option(help="知识文件夹，默认用自带的", metavar="DIR")] = None,
    db: Annotated[str | None, typer.Option(help="数据库地址，同 BOT_DATABASE_URL", metavar="URL")] = None,
    now: Annotated[
        str | None, typer.Option(help="假装现在是这一刻，如 2022-11-15", metavar="ISO8601")
    ] = None,
) -> None:
    """Global options stand before the command."""
    context.obj = Run(knowledge or shipped_knowledge(), now, db)


def lines_of(name: str) -> Iterator[str]:
    """The lines of a file, or of stdin for `-`; broken UTF-8 is replaced. Exit 2 where the file cannot be read."""
    if name == "-":
        yield from io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as file:
            yield from file
    except OSError:
        fail(message("no_such_file", path=name))


def _no_number(name: str) -> NoReturn:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)


def records(lines: Iterable[str], keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The JSON object of each line, in order; a bad line gives {"id", "error"} in its place; blank ones nothing."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            yield {"id": None, "error": message("bad_line", number=number, reason=type(error).__name__)}
            continue
        if isinstance(record, dict) and all(isinstance(record.get(key), str) for key in keys):
            yield record
            continue
        id = record.get("id") if isinstance(record, dict) else None
        reason = message("line_needs", keys="、".join(keys))
        yield {"id": id, "error": message("bad_line", number=number, reason=reason)}


def write_json(value: object, out: TextIO | None = None) -> None:
    """One JSON line, flushed. Half a surrogate pair, which UTF-8 cannot carry, is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = json.dumps(value)
    stream = out or sys.stdout
    stream.write(text + "\n")
    stream.flush()


def plain_answer(id: object, question: str, answer: Answer) -> dict[str, Any]:
    """An answer in the form of the contract."""
    return {
        "id": id,
        "question": question,
        "outcome": answer.outcome,
        "entries": list(answer.entries),
        "action": answer.action,
        "text": answer.text,
        "clauses": list(answer.clauses),
        "score": answer.score,
        "choices": [{"entry": choice.entry, "title": choice.title} for choice in answer.choices],
    }


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="问题")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    batch: Annotated[
        str | None, typer.Option(help="每行一个 {id, q} 的文件，- 为标准输入", metavar="FILE")
    ] = None,
) -> None:
    """问一个问题，或一批问题。"""
    run: Run = context.obj
    if (question is None) == (batch is None):
        fail(message("wrong_use", reason="请给一个问题，或 --batch 文件"))
    if batch is not None:
        for record in records(lines_of(batch), ("q",)):
            if "error" in record and "q" not in record:
                write_json(record)
                continue
            answer = run.answerer.answer(record["q"], run.clock())
            write_json(plain_answer(record.get("id"), record["q"], answer))
        return
    assert question is not None
    answer = run.answerer.answer(question, run.clock())
    if as_json:
        write_json(plain_answer(None, question, answer))
    else:
        typer.echo(answer.text)


@app.command()
def chat(
    context: typer.Context,
    user: Annotated[str | None, typer.Option(help="给回答记个名，下次接着来", metavar="NAME")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="每行一个 JSON")] = False,
) -> None:
    """在终端里聊；也可以从管道读。"""
    run: Run = context.obj
    if user is None and run.database is None:
        _talk(run, as_json, None)
    else:
        _talk_stored(run, as_json, f"terminal:{user or 'local'}")


def _talk(run: Run, as_json: bool, memory: Memory | None) -> None:
    """A chat on this terminal or pipe."""
    from bot.channels import terminal

    session = terminal.Session(run.assistant, run.clock, memory)
    if as_json:
        terminal.run_json(session, lines_of("-"), sys.stdout)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        terminal.run_screen(session)
    else:
        terminal.run_pipe(session, lines_of("-"), sys.stdout)


def _talk_stored(run: Run, as_json: bool, user: str) -> None:
    """A chat that is kept in the database, turn by turn."""
    import asyncio

    from bot.conversation.memory import StoredMemory
    from bot.store.database import Store
    from bot.store.errors import StoreError

    with asyncio.Runner() as runner:
        try:
            store = runner.run(Store.open(run.database or run.settings.database_url))
        except StoreError as error:
            fail(str(error))
        try:
            memory = StoredMemory(runner, store, user)
            memory.open(run.clock())
            _talk(run, as_json, memory)
        except StoreError as error:
            fail(str(error))
        finally:
            runner.run(store.close())


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="监听的地址", metavar="HOST")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="监听的端口，0 为任选一个", min=0, max=65535, metavar="PORT")
    ] = 8080,
) -> None:
    """网页、接口和提醒，一个命令全开。"""
    from bot.refusal import Refused
    from bot.serving.serve import Serving

    run: Run = context.obj
    if sys.stderr.isatty():
        typer.echo(message("serve_starting"), err=True)
    pretended = run.clock() if run.moment is not None else None
    database = run.database or run.settings.database_url
    serving = Serving(run.folder, run.settings, database, run.clock, run.knowledge.pack.facts.zone, pretended)
    try:
        serving.run(host, port)
    except Refused as error:
        fail(str(error))


@app.command()
def remind(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """看 48 小时内什么时候给谁发什么提醒，今天应发多少、已发多少。"""
    import asyncio
    import tempfile

    from bot.commands.remind_report import print_remind, write_remind_json
    from bot.reminders.pack_author import PackAuthor
    from bot.reminders.wording import Composer
    from bot.store.address import read_address
    from bot.store.database import Store
    from bot.store.errors import StoreError

    run: Run = context.obj
    pack, now = run.knowledge.pack, run.clock()
    author = PackAuthor(lambda: (pack, Composer(pack)))

    async def show(url: str) -> None:
        async with await Store.open(url) as store:
            if as_json:
                await write_remind_json(store, author, now, pack.facts.zone, sys.stdout)
            else:
                await print_remind(store, author, now, pack.facts, sys.stdout)

    url = run.database or run.settings.database_url
    try:
        file = read_address(url).path
        with tempfile.TemporaryDirectory() as empty:  # to look must not make a database
            missing = file is not None and not file.exists()
            asyncio.run(show(f"sqlite:///{empty}/none.db" if missing else url))
    except StoreError as error:
        fail(str(error))


def _talk_interview(run: Run, as_json: bool) -> None:
    """The interview in the terminal: a chat that begins with it."""
    from bot.channels import terminal

    session = terminal.Session(run.assistant, run.clock)
    first = message("interview_asked")
    if as_json:
        terminal.run_json(session, chain([first], lines_of("-")), sys.stdout)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        terminal.run_screen(session, first)
    else:
        terminal.run_pipe(session, chain([first], lines_of("-")), sys.stdout)


@app.command()
def interview(
    context: typer.Context,
    facts: Annotated[
        str | None, typer.Option(help="一个人的回答（JSON 文件），- 为标准输入", metavar="FILE")
    ] = None,
    batch: Annotated[
        str | None, typer.Option(help="每行一个 {id, facts} 的文件，- 为标准输入", metavar="FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="问答时每行一个 JSON")] = False,
) -> None:
    """能不能报：按回答给出结论、理由、材料清单和报送路径。"""
    from bot.commands import interview_batch

    run: Run = context.obj
    if facts is not None and batch is not None:
        fail(message("wrong_use", reason="请给 --facts 文件，或 --batch 文件"))
    if facts is None and batch is None:
        _talk_interview(run, as_json)
        return
    zone = run.knowledge.pack.facts.zone

    def warn(words: str) -> None:
        typer.echo(words, err=True)

    if batch is not None:
        for record in interview_batch.batch(lines_of(batch), run.assessor, run.clock, zone, warn):
            write_json(record)
        return
    assert facts is not None
    try:
        record = interview_batch.whole_record("".join(lines_of(facts)))
        write_json(interview_batch.assess_record(record, run.assessor, run.clock, zone, warn))
    except (ValueError, RecursionError) as error:
        fail(message("bad_facts", path=facts, reason=str(error) or type(error).__name__))


@app.command()
def graph(context: typer.Context) -> None:
    """资格问答的流程图（Mermaid）。"""
    from bot.interview.proof.graph import mermaid

    run: Run = context.obj
    typer.echo(mermaid(run.assessor.interview), nl=False)


@app.command()
def check(
    context: typer.Context,
    witness: Annotated[bool, typer.Option(help="列出每个问题、规则、结论在什么回答下出现")] = False,
) -> None:
    """检查知识文件夹：每处问题的文件、行、怎么改。"""
    from bot.interview.proof.proving import prove
    from bot.pack.checking.check import check_folder

    run: Run = context.obj
    pack, faults = check_folder(run.folder)
    if pack is not None and pack.interview is not None:
        proof = prove(pack.interview)
        faults = tuple(sorted({*faults, *proof.faults}))
        for name, world in proof.witnesses.items() if witness else ():
            write_json({"witness": name, "facts": world})
    for fault in faults:
        typer.echo(str(fault))
    if faults or pack is None:
        typer.echo(message("check_faults", count=len(faults)), err=True)
        raise typer.Exit(FELL_SHORT)
    variants = sum(len(entry.variants) for entry in pack.entries.values())
    variants += len(pack.craft_template.variants) if pack.craft_template else 0
    typer.echo(message("check_ok", entries=len(pack.entries), variants=variants, clauses=len(pack.clauses)))


@app.command(name="eval")
def evaluate(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="带答案要求的问题文件，- 为标准输入")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    min_right: Annotated[float, typer.Option(help="答对率下限，0–1")] = 0.0,
    max_wrong: Annotated[float, typer.Option(help="答错率上限，0–1")] = 1.0,
    max_false: Annotated[float, typer.Option(help="不该答而答的率上限，0–1")] = 1.0,
    min_clause: Annotated[float, typer.Option(help="条款正确率下限，0–1")] = 0.0,
    min_handled: Annotated[float, typer.Option(help="通知未写的问题处理率下限，0–1")] = 0.0,
) -> None:
    """用带答案要求的问题测量：答对、答错、漏答、误答、条款、校准。"""
    import re

    from bot.commands.evaluation_report import print_report, shortfalls
    from bot.evaluation import Question
    from bot.evaluation import evaluate as measure

    run: Run = context.obj
    questions = []
    for number, record in enumerate(records(lines_of(file), ("q",)), 1):
        try:
            questions.append(Question.read(record))
        except (KeyError, TypeError, re.error) as error:
            fail(
                record.get("error")
                or message("bad_line", number=number, reason=f"{type(error).__name__} {error}")
            )
    figures = measure(questions, run.answerer, run.clock()).figures()
    bounds = {
        "right": min_right,
        "wrong": max_wrong,
        "false": max_false,
        "clause": min_clause,
        "handled": min_handled,
    }
    short = shortfalls(figures, bounds)
    if as_json:
        write_json({**figures, "shortfalls": short})
    else:
        print_report(figures)
    for words in short:
        typer.echo(words, err=True)
    if short:
        raise typer.Exit(FELL_SHORT)


@app.command()
def dates(
    context: typer.Context,
    phrase: Annotated[str | None, typer.Argument(help="一句话里的日期")] = None,
    batch: Annotated[
        str | None, typer.Option(help="每行一个 {text} 的文件，- 为标准输入", metavar="FILE")
    ] = None,
) -> None:
    """看机器人怎么读一个日期。"""
    from bot.language.dates import read_date

    run: Run = context.obj
    if (phrase is None) == (batch is None):
        fail(message("wrong_use", reason="请给一句话，或 --batch 文件"))
    given: Iterable[dict[str, Any]] = [{"text": phrase}]
    for record in records(lines_of(batch), ("text",)) if batch is not None else given:
        if "error" in record and "text" not in record:
            write_json(record)
            continue
        reading = read_date(record["text"], run.clock().astimezone(run.knowledge.pack.facts.zone))
        ids = {"id": record["id"]} if "id" in record else {}
        write_json(
            {**ids, "text": record["text"], "value": reading.value, "ambiguous": list(reading.ambiguous)}
        )


def main() -> None:
    """Run the command line. Output is UTF-8 whatever the terminal says; a closed pipe ends quietly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
