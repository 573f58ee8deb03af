"""The figures as Prometheus reads them (text format, version 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from corpus.config import Config
from corpus.errors import StoreError
from corpus.reading_now import is_read
from corpus.store import Store
from indexer import Searcher
from search_web.metrics.counts import BOUNDS, KINDS, STATUSES

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Samples = Iterable[tuple[Mapping[str, str], float]]


def exposed(totals: Mapping[str, float], searcher: Searcher, store: Store, config: Config) -> str:
    """All of them; those of a store that cannot be read are left out."""
    lines = [*_counted(totals), *_index(searcher)]
    try:
        lines += [*_store(store), *_crawls(store, config)]
    except StoreError:
        lines += _metric("store_up", "gauge", "Whether the database can be read", [({}, 0)])
    return "\n".join(lines) + "\n"


def _counted(totals: Mapping[str, float]) -> Iterator[str]:
    requests = [
        ({"kind": kind, "status": status}, totals[f"request {kind} {status}"])
        for kind in KINDS
        for status in STATUSES
    ]
    yield from _metric("requests_total", "counter", "Requests answered", requests)
    name = "gongkai_request_seconds"
    yield f"# HELP {name} From the last byte of a request to its answer, waiting included"
    yield f"# TYPE {name} histogram"
    for kind in KINDS:
        count = 0.0
        for bound in (*BOUNDS, "+Inf"):
            count += totals[f"seconds {kind} {bound}"]
            yield _line(f"{name}_bucket", {"kind": kind, "le": str(bound)}, count)
        yield _line(f"{name}_sum", {"kind": kind}, totals[f"sum {kind}"])
        yield _line(f"{name}_count", {"kind": kind}, count)
    searches = [({"result": result}, totals[result]) for result in ("found", "empty")]
    yield from _metric("searches_total", "counter", "Searches, by whether they found something", searches)
    refused = [({"why": why}, totals[why]) for why in ("overload", "limit")]
    yield from _metric("refused_total", "counter", "Requests told to come again (503, 429)", refused)
    remembered: Samples = [({}, totals["remembered"])]
    yield from _metric("pages_remembered_total", "counter", "Pages that were not made anew", remembered)


def _index(searcher: Searcher) -> Iterator[str]:
    status = searcher.status()
    up = float(status.present and status.problem is None)
    yield from _metric("index_up", "gauge", "Whether the index can be searched", [({}, up)])
    yield from _metric("index_documents", "gauge", "Documents in the index", [({}, status.documents)])
    yield from _metric("index_revision", "gauge", "Of the store, that it shows", [({}, status.revision)])
    built: Samples = [({}, status.built_at.timestamp())] if status.built_at else []
    yield from _metric("index_built_timestamp_seconds", "gauge", "When it was last built", built)


def _store(store: Store) -> Iterator[str]:
    yield from _metric("store_revision", "gauge", "Grows with each change", [({}, store.last_revision())])
    yield from _metric("store_up", "gauge", "Whether the database can be read", [({}, 1)])


def _crawls(store: Store, config: Config) -> Iterator[str]:
    """Of what is to be crawled: what is paused or was taken out would be told as late for ever."""
    memory = store.crawl_memory
    runs = [one for one in memory.runs() if is_read(config, one.portal)]
    columns = [one for one in memory.columns() if is_read(config, one.portal, one.name)]
    ended = [({"portal": run.portal}, _moment(run.finished_at)) for run in runs if run.finished_at]
    yield from _metric("crawl_finished_timestamp_seconds", "gauge", "When the last crawl ended", ended)
    failed = [({"portal": run.portal}, float(run.problem is not None)) for run in runs]
    yield from _metric("crawl_failed", "gauge", "Whether the last crawl of a portal failed", failed)
    named = [({"portal": one.portal, "column": one.name}, one) for one in columns]
    checked = [(labels, _moment(one.checked_at)) for labels, one in named]
    yield from _metric("column_read_timestamp_seconds", "gauge", "When a column was last read", checked)
    broken = [(labels, float(one.error is not None)) for labels, one in named]
    yield from _metric("column_failed", "gauge", "Whether a column could not be read", broken)


def _moment(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _metric(name: str, kind: str, told: str, samples: Samples) -> Iterator[str]:
    name = f"gongkai_{name}"
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"
    seen = set[str]()
    for labels, value in samples:
        line = _line(name, labels, value)
        if (series := line.rpartition(" ")[0]) not in seen:
            seen.add(series)
            yield line


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    said = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{said}}} {float(value)!r}" if said else f"{name} {float(value)!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
