"""Fixtures that several packages' tests share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import databases
import hypothesis
import made_laws
import pytest

import corpus.store.documents
from corpus.store import Store, open_store

TESTS = Path(__file__).resolve().parent
LAWS = 2_700
"""A sixth of them is held out, and some sorts of edits take the 300th of those."""
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session", autouse=True)
def _new_stores_are_copies() -> Iterator[None]:
    """Those that the test's own process makes; processes of their own migrate theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus.store.documents, "migrate", databases.migrate_by_copying)
        yield


@pytest.fixture(scope="session", params=databases.KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Runs what needs it on SQLite and on PostgreSQL."""
    if request.param == "postgresql" and databases.VARIABLE not in os.environ:
        pytest.skip(f"{databases.VARIABLE} names no PostgreSQL server")
    databases.use(request.param)
    yield request.param
    databases.use("sqlite")


@pytest.fixture
def data(database: str, tmp_path: Path) -> Iterator[Path]:
    """A data folder whose databases go with the test."""
    yield tmp_path
    databases.forget(tmp_path)


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with open_store(databases.config_at(data).store_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real pages and questions; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the shared data is not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def law_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made laws, articles and questions, in files as the benchmarks read them."""
    folder = tmp_path_factory.mktemp("laws")
    made_laws.write(folder, LAWS)
    return folder


@pytest.fixture(scope="session")
def object_store() -> Iterator[str]:
    """The address of a server that speaks S3."""
    running = import_module("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(object_store: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket for files."""
    for name, value in (("ACCESS_KEY_ID", "a"), ("SECRET_ACCESS_KEY", "b"), ("REGION", "us-east-1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    name = f"bucket-{uuid4().hex}"
    urlopen(Request(f"{object_store}/{name}", method="PUT")).close()
    return f"s3://{name}/files?endpoint={object_store}"


@pytest.fixture(autouse=True)
def without_meaning(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """To give documents vectors takes seconds: only tests of the model do."""
    if not request.node.get_closest_marker("model"):
        monkeypatch.setattr("indexer.meaning.model.RUNTIME", "no_such_runtime")


def pytest_configure() -> None:
    """A shell's background ignores SIGINT, and each child would with it: those interrupted must not.

    Where the environment keeps Python from writing what it compiled, each of hundreds of processes would
    compile anew. And no example is wrong because the machine was busy.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    hypothesis.settings.register_profile("busy machine", deadline=None)
    hypothesis.settings.load_profile("busy machine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is the same on any database, as where things stand on a screen, is looked at on SQLite alone."""
    marks = ("browser", "any_database")
    twice = [item for item in items if "postgresql" in item.name and any(map(item.get_closest_marker, marks))]
    config.hook.pytest_deselected(items=twice)
    left = set(items) - set(twice)
    # What goes the whole way takes longest: begun last, it would keep one process busy alone at the end.
    items[:] = sorted(filter(left.__contains__, items), key=lambda item: item.path.parent != TESTS)
