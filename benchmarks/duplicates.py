"""Whether what is already there is found, told by its kind, and nothing else is called a duplicate.

Postings are made from a collection of laws and notices by `_edits`: a counterpart counts as found when it
is among the answers and not as `series`; the kind and, for extracts, the direction are judged among those
found. A false alarm is any answer other than `series` to a posting that has no counterpart. Examples:

    python benchmarks/duplicates.py --count 100 --seed 1 --show
    python benchmarks/duplicates.py --floors
    python benchmarks/duplicates.py --scale 150000
    python benchmarks/duplicates.py --pairs pairs.tsv
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import _pairs
from _data import DATA, documents, percentiles
from _edits import SORTS, Edited, make
from _laws import open_collection

from indexer.duplicates import Posting, open_checker, update

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store

BATCH = 1000
WRONG = {("found", False), ("right", False), ("alarm", True)}
FLOORS = Path(__file__).with_name("floors.toml")


@contextmanager
def opened(made: Iterable[Document]) -> Iterator[tuple[Store, Config, float]]:
    """A store of the documents with their signatures, and the seconds these took."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder))
        with open_store(config.store_url) as store:
            left = iter(made)
            while batch := list(islice(left, BATCH)):
                store.put_many(batch)
            began = perf_counter()
            update(store, config)
            yield store, config, perf_counter() - began


def posting(document: Document) -> Posting:
    """What the check is told of a posting."""
    return Posting(
        document.text,
        document.title or None,
        document.document_number,
        document.agency,
        document.issued_on,
    )


def judge(edited: Edited, answers: list[Any]) -> dict[str, bool]:
    """Found and of the right kind; or a false alarm."""
    if not edited.kinds:
        return {"alarm": any(one.kind.value != "series" for one in answers)}
    hit = next((one for one in answers if one.url == edited.counterpart), None)
    if hit is None or hit.kind.value == "series":
        return {"found": False}
    turned = edited.contained_in not in (None, hit.contained_in)
    return {"found": True, "right": hit.kind.value in edited.kinds and not turned}


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Every figure, by sort of edit."""
    collection = open_collection(options.data, options.seed)
    sorts = options.sorts or list(SORTS)
    cases = {sort: list(make(sort, collection, options.count, options.seed)) for sort in sorts}
    added = {one.stands.url: one.stands for made in cases.values() for one in made if one.stands}
    extra = islice(documents(options.data, None), options.scale) if options.scale else ()
    figures: dict[str, Any] = {"seed": options.seed, "sorts": {}}
    seconds: list[float] = []
    with opened([*collection.documents(), *added.values(), *extra]) as (store, config, took):
        checker = open_checker(store, config)
        checker.check(Posting("预热" * 100), options.limit)
        for sort, made in cases.items():
            verdicts = []
            for edited in made:
                began = perf_counter()
                answers = checker.check(posting(edited.posting), options.limit)
                seconds.append(perf_counter() - began)
                verdicts.append(judge(edited, answers))
                if options.show and WRONG.intersection(verdicts[-1].items()):
                    _pairs.show(sort, edited, answers)
            figures["sorts"][sort] = shares(verdicts)
    median, high = percentiles(seconds)
    users = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peaks = [resource.getrusage(user).ru_maxrss / 1024 for user in users]
    return figures | {"check_ms": median, "check_p95_ms": high, "update_s": took, "peak_mb": max(peaks)}


def shares(verdicts: list[dict[str, bool]]) -> dict[str, float]:
    """Per cent of each verdict among those that have it."""
    names = ("found", "right", "alarm")
    given = {name: [one[name] for one in verdicts if name in one] for name in names}
    return {name: 100 * sum(ones) / len(ones) for name, ones in given.items() if ones}


def below(figures: dict[str, Any]) -> list[str]:
    """What is under its floor, or over its ceiling for alarms, in a line each."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["duplicates"]
    failed = []
    for name, floor in floors.items():
        sort, _, verdict = name.partition(".")
        value = figures["sorts"].get(sort, {}).get(verdict)
        if value is not None and (value > floor if verdict == "alarm" else value < floor):
            failed.append(f"{name}: {value:.1f}, the floor is {floor}")
    return failed


def printed(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{'':18}{'found':>8}{'kind':>8}{'alarms':>8}")
    for sort, of in figures["sorts"].items():
        cells = [f"{of[name]:7.1f}%" if name in of else f"{'':8}" for name in ("found", "right", "alarm")]
        print(f"{sort:18}{''.join(cells)}")
    print(f"a check: {figures['check_ms']:.1f} ms at the median, {figures['check_p95_ms']:.1f} ms at p95")
    print(f"signatures: {figures['update_s']:.1f} s; peak memory {figures['peak_mb']:.0f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100, help="postings of each sort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sorts", nargs="*", choices=list(SORTS), help="default: all")
    parser.add_argument("--limit", type=int, default=10, help="answers to a check")
    parser.add_argument("--scale", type=int, default=0, help="add so many articles of law to the collection")
    parser.add_argument("--pairs", type=Path, help="write up to 200 pairs reported over the laws")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--floors", action="store_true", help="fail below benchmarks/floors.toml")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the laws")
    options = parser.parse_args()
    if options.pairs:
        laws = open_collection(options.data, options.seed, held_out=False).laws
        with opened(laws) as (store, config, _):
            _pairs.write(options.pairs, laws, open_checker(store, config), options.seed)
        return
    figures = measure(options)
    print(json.dumps(figures)) if options.json else printed(figures)
    if options.floors and (failed := below(figures)):
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
