"""What is remembered of a user between turns and between processes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.memory import KEPT_FOR, ProcessMemory, StoredMemory
from bot.conversation.turn import Conversation
from bot.store.database import Store
from bot.store.model.errors import Conflict
from bot.store.model.saved import Keeper, Saved
from bot.store.rows.tables import metadata
from tests.conversation.talks import BEGIN
from tests.packs import OPEN
from tests.store.memory import MemoryStore

ME = "terminal:me"
Opener = Callable[[str], StoredMemory]


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """An event loop for one test."""
    with asyncio.Runner() as running:
        yield running


@pytest.fixture(params=["memory", "sqlite"])
def keeper(request: pytest.FixtureRequest, runner: asyncio.Runner, tmp_path: Path) -> Iterator[Keeper]:
    """The twin in memory, and a real file of SQLite."""
    made: Keeper = (
        MemoryStore()
        if request.param == "memory"
        else runner.run(Store.open(f"sqlite:///{tmp_path / 'bot.db'}"))
    )
    yield made
    runner.run(made.close())


def opened(runner: asyncio.Runner, keeper: Keeper, user: str = ME, now: datetime = OPEN) -> StoredMemory:
    """What is remembered of `user`, taken up at `now`."""
    memory = StoredMemory(runner, keeper, user)
    memory.open(now)
    return memory


def answers(memory: StoredMemory | ProcessMemory) -> dict[str, object]:
    """The answers of the open interview."""
    conversation = memory.conversation
    return dict(conversation.interviews[conversation.name].answers)


def test_the_process_remembers_until_it_forgets(talker: Assistant) -> None:
    """Turn by turn, and nothing after /forget."""
    memory = ProcessMemory()
    for said in (BEGIN, "在职", "不是"):
        memory.turn(talker, said, OPEN)
    assert answers(memory) == {"employment_status": "in_post", "civil_status": "none"}
    memory.forget()
    assert memory.conversation == Conversation()


def test_an_interview_goes_on_after_reopening(
    talker: Assistant, runner: asyncio.Runner, keeper: Keeper
) -> None:
    """Days later the answers are there, and the next answer is taken as one to the open question."""
    memory = opened(runner, keeper)
    for said in (BEGIN, "在职"):
        memory.turn(talker, said, OPEN)
    later = OPEN + timedelta(days=5)
    again = opened(runner, keeper, now=later)
    assert again.conversation == memory.conversation
    again.turn(talker, "不是", later)
    assert answers(again) == {"employment_status": "in_post", "civil_status": "none"}


def test_what_was_offered_can_be_picked_after_reopening(
    talker: Assistant, runner: asyncio.Runner, keeper: Keeper
) -> None:
    """The numbers under the question outlive the process."""
    memory = opened(runner, keeper)
    memory.turn(talker, BEGIN, OPEN)
    again = opened(runner, keeper)
    again.turn(talker, "2", OPEN)
    assert answers(again) == {"employment_status": "not_on_post"}


def test_users_are_kept_apart(talker: Assistant, runner: asyncio.Runner, keeper: Keeper) -> None:
    """One user's answers are not another's."""
    mine, other = opened(runner, keeper), opened(runner, keeper, "terminal:other")
    mine.turn(talker, BEGIN, OPEN)
    other.turn(talker, "你好", OPEN)
    assert opened(runner, keeper, "terminal:other").conversation.interviews == {}


def test_two_that_take_turns_lose_nothing(talker: Assistant, runner: asyncio.Runner, keeper: Keeper) -> None:
    """Each turn stands on what the other left."""
    first, second = opened(runner, keeper), opened(runner, keeper)
    first.turn(talker, BEGIN, OPEN)
    second.turn(talker, "在职", OPEN)
    first.turn(talker, "不是", OPEN)
    assert answers(first) == {"employment_status": "in_post", "civil_status": "none"}


class _Rival(MemoryStore):
    """A keeper in which another process is quicker some times."""

    def __init__(self, times: int, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.times = times
        self.meanwhile = meanwhile
        self.saves = 0

    async def save(self, user: str, saved: Saved, now: datetime, *, lasting: bool = True) -> Saved:
        self.saves += 1
        if self.times > 0:
            self.times -= 1
            self.meanwhile()
            raise Conflict(user)
        return await super().save(user, saved, now)


@pytest.mark.parametrize("times", [1, 4])
def test_a_conflict_is_taken_again(talker: Assistant, runner: asyncio.Runner, times: int) -> None:
    """If another was quicker the turn is taken once more, and answered once."""
    keeper = _Rival(times, lambda: None)
    memory = opened(runner, keeper)
    turn = memory.turn(talker, BEGIN, OPEN)
    assert turn.replies
    assert keeper.saves == times + 1
    assert opened(runner, keeper).conversation == turn.conversation == memory.conversation


def test_a_turn_taken_again_stands_on_what_the_other_left(talker: Assistant, runner: asyncio.Runner) -> None:
    """The other's answer is read before the turn is taken again."""
    keeper = _Rival(0, lambda: None)
    opened(runner, keeper).turn(talker, BEGIN, OPEN)
    memory, rival = opened(runner, keeper), opened(runner, keeper)
    loaded = runner.run(keeper.load(ME))
    rival.turn(talker, "在职", OPEN)
    assert loaded is not None
    with pytest.raises(Conflict):
        runner.run(keeper.save(ME, loaded, OPEN))
    memory.turn(talker, "不是", OPEN)
    assert answers(memory) == {"employment_status": "in_post", "civil_status": "none"}


def test_a_conflict_without_end_is_told(talker: Assistant, runner: asyncio.Runner) -> None:
    """After five tries it gives up, and remembers nothing that was not saved."""
    keeper = _Rival(1000, lambda: None)
    memory = opened(runner, keeper)
    with pytest.raises(Conflict):
        memory.turn(talker, BEGIN, OPEN)
    assert keeper.saves == 5
    assert opened(runner, keeper).conversation == Conversation()


def test_after_a_conflict_without_end_memory_holds_what_is_kept(
    talker: Assistant, runner: asyncio.Runner
) -> None:
    """The conversation in hand is the one in the store, not the one that could not be saved."""
    memory = opened(runner, _Rival(1000, lambda: None))
    with pytest.raises(Conflict):
        memory.turn(talker, BEGIN, OPEN)
    assert memory.conversation == Conversation()


def test_forgetting_leaves_nothing(talker: Assistant, runner: asyncio.Runner, keeper: Keeper) -> None:
    """No conversation, no interview, and the next turn begins anew."""
    memory = opened(runner, keeper)
    for said in (BEGIN, "在职", "换一个人", "我爸", "在职"):
        memory.turn(talker, said, OPEN)
    memory.forget()
    assert memory.conversation == Conversation()
    assert runner.run(keeper.load(ME)) is None
    memory.turn(talker, BEGIN, OPEN)
    assert answers(memory) == {}


def test_forgetting_leaves_no_row_in_the_file(
    talker: Assistant, runner: asyncio.Runner, tmp_path: Path
) -> None:
    """Every table of the file is empty, and the words are gone from it."""
    path = tmp_path / "own.db"
    store = runner.run(Store.open(f"sqlite:///{path}"))
    memory = opened(runner, store)
    for said in (BEGIN, "换一个人", "SecretName", "在职"):
        memory.turn(talker, said, OPEN)
    memory.forget()
    runner.run(store.close())
    with closing(sqlite3.connect(path)) as connection:
        for table in metadata.tables:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert b"SecretName" not in b"".join(file.read_bytes() for file in tmp_path.glob("own.db*"))


def test_a_conversation_goes_after_180_days(
    talker: Assistant, runner: asyncio.Runner, keeper: Keeper
) -> None:
    """On day 180 it is still there, a second later it is gone, whoever opens."""
    assert timedelta(days=180) == KEPT_FOR
    opened(runner, keeper).turn(talker, BEGIN, OPEN)
    opened(runner, keeper, "terminal:other", OPEN + KEPT_FOR)
    assert runner.run(keeper.load(ME)) is not None
    opened(runner, keeper, "terminal:other", OPEN + KEPT_FOR + timedelta(seconds=1))
    assert runner.run(keeper.load(ME)) is None


def test_going_on_keeps_it_for_another_180_days(
    talker: Assistant, runner: asyncio.Runner, keeper: Keeper
) -> None:
    """The days count from the last turn."""
    opened(runner, keeper).turn(talker, BEGIN, OPEN)
    middle = OPEN + timedelta(days=100)
    opened(runner, keeper, now=middle).turn(talker, "在职", middle)
    late = opened(runner, keeper, now=middle + KEPT_FOR)
    assert answers(late) == {"employment_status": "in_post"}
