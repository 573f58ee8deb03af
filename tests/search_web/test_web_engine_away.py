"""What the interface answers while the engine, a server of its own then, does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import fill, settings

from indexer.engines import IndexStatus
from indexer.engines.open import ENGINES
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.engine import WhooshReader
from indexer.errors import IndexUnreachable
from search_web import create_app
from search_web.shared.services import EXTENSION


class FarEngine(WhooshEngine):
    """An engine behind a line that can be cut."""

    cut = False

    def reader(self) -> WhooshReader:
        if FarEngine.cut:
            raise IndexUnreachable("连接被拒绝")
        return super().reader()

    def status(self, *, thorough: bool = False) -> IndexStatus:
        if FarEngine.cut:
            return IndexStatus(present=False, problem=str(IndexUnreachable("连接被拒绝")))
        return super().status(thorough=thorough)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    monkeypatch.setitem(ENGINES, "whoosh", FarEngine)  # type: ignore[arg-type]
    monkeypatch.setattr(FarEngine, "cut", False)
    return lambda away: monkeypatch.setattr(FarEngine, "cut", away)


@pytest.fixture
def client(tmp_path: Path, cut: object) -> Iterator[FlaskClient]:
    config = settings(tmp_path)
    fill(config)
    app = create_app(config)
    yield signed_in(app)
    app.extensions[EXTENSION].close()


PATHS = (
    *("/", "/search?q=养老金", "/catalogue"),
    *("/api/v1/search?q=养老金", "/api/v1/documents/1/related"),
)


@pytest.mark.parametrize("path", PATHS)
def test_what_needs_the_engine_says_that_it_does_not_answer(
    client: FlaskClient, cut: Callable[[bool], None], path: str
) -> None:
    assert client.get(path).status_code == 200
    cut(True)
    answer = client.get(path)
    said = answer.json["error"] if answer.is_json else answer.text
    assert answer.status_code == 503
    assert "检索引擎没有应答（连接被拒绝）" in said
    assert "请确认它正在运行" in said
    assert "检索暂时不可用" in said
    assert answer.headers["Retry-After"] == "30"
    cut(False)
    assert client.get(path).status_code == 200


def test_what_needs_no_engine_is_answered_all_the_same(
    client: FlaskClient, cut: Callable[[bool], None]
) -> None:
    offered = client.get("/api/v1/suggest?q=养老").json
    assert offered["suggestions"]
    cut(True)
    assert client.get("/document/1?q=养老金").status_code == 200
    assert client.get("/guide").status_code == 200
    assert client.get("/api/v1/suggest?q=养老").json == offered
    health = client.get("/healthz")
    assert health.status_code == 503
    assert "没有应答" in health.json["index"]["problem"]
