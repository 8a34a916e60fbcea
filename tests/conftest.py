"""What most tests need: the tiny pack, its answerer, the shipped pack compiled once, and empty databases of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, is_hypothesis_test, settings

from bot.conversation.assistant import Assistant
from bot.faq.answer import Answerer
from bot.knowledge import Knowledge, keep_plain_acts, open_knowledge
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.settings import shipped_knowledge
from tests import postgres, preloaded
from tests.interruption import Interruption
from tests.packs import TinyPack
from tests.serving.servers import Servers

settings.register_profile(
    "test", max_examples=30, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("soak", settings.get_profile("test"), max_examples=1000, derandomize=False)
MOST_TRIES = 100
"""Of one thing, in `make test`."""
interruption = Interruption()


def soaking(config: pytest.Config) -> bool:
    """Whether this is `make soak`, which runs the long searches."""
    return "soak" in config.getoption("markexpr")


def pytest_configure(config: pytest.Config) -> None:
    """Hypothesis tries few and fixed examples in `make test`, many random ones in `make soak`."""
    settings.load_profile("soak" if soaking(config) else "test")
    if not hasattr(config, "workerinput"):
        interruption.heed_signals()
        postgres.name_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the PostgreSQL server at the end of the run, even if it was interrupted or a worker crashed."""
    preloaded.end()
    if not hasattr(config, "workerinput"):
        postgres.end()
        interruption.end_what_is_left()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark searches for counterexamples, and deselect the soak tests unless this is `make soak`."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)) or "tries" in getattr(item, "fixturenames", ()):
            item.add_marker("search")
    if not soaking(config):
        soak = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in soak]


@pytest.fixture
def tries(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """The number of tries for a test, from the number that `make soak` does."""
    return lambda most: most if soaking(request.config) else min(most, MOST_TRIES)


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    """The tiny pack in a folder that the test may change."""
    return TinyPack.written(tmp_path / "knowledge")


@pytest.fixture(scope="session")
def tiny_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The tiny pack loaded; shared, so do not change it."""
    return open_knowledge(TinyPack.written(tmp_path_factory.mktemp("tiny")).folder)


@pytest.fixture(scope="session")
def tiny_answerer(tiny_knowledge: Knowledge) -> Answerer:
    """Answers from the tiny pack."""
    return tiny_knowledge.answerer()


@pytest.fixture(scope="session")
def tiny_assistant(tiny_knowledge: Knowledge) -> Assistant:
    """Takes turns from the tiny pack."""
    return Assistant(tiny_knowledge.pack, tiny_knowledge.answerer(), acts=lambda: tiny_knowledge.acts)


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share. What is made there is made under a lock."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def data_dir(shared_dir: Path) -> Path:
    """The data folder of the run (BOT_DATA_DIR): its cache holds the shipped pack, compiled once for all workers."""
    folder = shared_dir / "data"
    with FileLock(shared_dir / "data.lock"):
        open_knowledge(shipped_knowledge(), folder / "cache")
    return folder


@pytest.fixture(scope="session")
def plain_acts(shared_dir: Path) -> Path:
    """A folder with what people can ask for of any notice, learned once for all workers; do not change it."""
    folder = shared_dir / "acts"
    with FileLock(shared_dir / "acts.lock"):
        keep_plain_acts(folder)
    return folder


@pytest.fixture(scope="session")
def shipped(data_dir: Path) -> Knowledge:
    """The shipped pack as people use it: from the cache."""
    return open_knowledge(shipped_knowledge(), data_dir / "cache")


@pytest.fixture(scope="session")
def answerer(shipped: Knowledge) -> Answerer:
    """Answers from the shipped pack."""
    return shipped.answerer()


@pytest.fixture(scope="session")
def assistant(shipped: Knowledge) -> Assistant:
    """Takes turns from the shipped pack."""
    return Assistant(shipped.pack, shipped.answerer(), acts=lambda: shipped.acts)


@pytest.fixture(scope="session")
def shipped_pack() -> Pack:
    """The shipped pack with its phrasings, as its author wrote it (the compiled form leaves them out)."""
    return load_pack(shipped_knowledge())


@pytest.fixture
def servers(tmp_path: Path, data_dir: Path) -> Iterator[Servers]:
    """Starts `noticebot serve` processes and stops those still running after the test."""
    made = Servers(tmp_path, data_dir)
    yield made
    made.end()


POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(scope="session")
def new_postgres(worker_id: str) -> Callable[[], str]:
    """Makes an empty database on a real server and gives its URL."""
    return postgres.begin(worker_id)


@pytest.fixture(scope="session")
def shared_postgres(new_postgres: Callable[[], str]) -> str:
    """One database on the server for the tests that leave no row behind."""
    return new_postgres()


@pytest.fixture(params=["sqlite", POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "postgres":
        return str(request.getfixturevalue("new_postgres")())
    return f"sqlite:///{tmp_path / 'bot.db'}"
