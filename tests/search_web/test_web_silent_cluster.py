"""What visitors meet while a real cluster takes what is asked and answers nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from cut_line import CutLine
from opensearch_node import far, line
from web_county import fill, settings

from corpus.config import Config
from search_web import create_app
from search_web.shared.services import EXTENSION

__all__ = ["far", "line"]

SEARCH = "/search?q=养老金"


def test_searches_are_refused_soon_and_the_rest_goes_on(
    far: Config, line: CutLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engines.opensearch.generations.LOOK_PATIENCE", 1)
    monkeypatch.setattr("indexer.engines.opensearch.cluster.SEARCH_PATIENCE", 2)
    monkeypatch.setattr("indexer.engines.opensearch.silence.REST", 3.0)
    config = replace(settings(tmp_path), index=far.index)
    fill(config)
    app = create_app(config)

    def status(path: str) -> tuple[int, str | None, float]:
        began = monotonic()
        answer = app.test_client().get(path)
        return answer.status_code, answer.headers.get("Retry-After"), monotonic() - began

    assert status(SEARCH)[0] == 200
    line.stall()
    sleep(1)
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(status, [SEARCH + str(number) for number in range(8)]))
    assert {(code, after) for code, after, _ in asked} == {(503, "30")}
    assert max(seconds for *_, seconds in asked) < 5
    for path in ("/document/1?q=养老金", "/catalogue", "/catalogue?page=2", "/guide"):
        code, _, seconds = status(path)
        assert (path, code) == (path, 200)
        assert seconds < 5
    line.stalled = False
    deadline = monotonic() + 30
    while status(SEARCH)[0] != 200:
        assert monotonic() < deadline, "it was never asked again"
        sleep(0.2)
    app.extensions[EXTENSION].close()
