"""Is this checkout no slower than an earlier one? CPU seconds of the same work in both, in turn, in one run.

Reading detail pages, crawling the sample portal (a first time, and again), indexing articles, and answering
questions about them; each a process of its own, with its children. CPU time says more on a busy machine
than a clock does. Both run in this Python; each does its work with its own code:

    git worktree add /tmp/before v0.9.0
    python benchmarks/ratios.py --before /tmp/before --rounds 3
"""

from __future__ import annotations

import argparse
import lzma
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from _data import ARTICLES, DATA, questions

from sample_portal import Portal, serve

ROOT = Path(__file__).resolve().parents[1]

EXTRACT = """
import sys
from pathlib import Path
from crawler.extract import extract
from crawler.pages.page import Page
for path in sorted(Path(sys.argv[1]).rglob("*.*htm*"))[:400]:
    extract(Page.parse(path.read_bytes(), "http://a.test/" + path.name))
"""

SEARCH = """
import sys
from pathlib import Path
from corpus.config_file import load_config
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
config = load_config(Path(sys.argv[1]))
with open_store(config.store_url) as store:
    searcher = open_searcher(store, config)
    for query in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
        searcher.search(SearchRequest(query))
"""

CONFIG = """data = "data"
[index]
processes = 1
[crawl]
delay_seconds = 0.0
[[portal]]
name = "p"
home = "{home}"
private_hosts = ["127.0.0.1"]
"""

WITHOUT_MEANING = '[search]\nmeaning = "off"\n'
"""For a checkout that knows of it: vectors are measured elsewhere."""


@dataclass(frozen=True, slots=True)
class Work:
    """What both do."""

    name: str
    command: Callable[[Path], list[str]]
    """By the folder of the one that does it, in which what was done before is."""


def main() -> int:
    """Measure and print; the status is 1 where something takes more than `--most` times what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--before", type=Path, required=True, help="the other checkout")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts")
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--most", type=float, default=1.1, help="a guess at what chance does")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-ratios-") as made, serve(Portal()) as portal:
        folder = Path(made)
        given = folder / "given.jsonl"
        with given.open("w", encoding="utf-8") as stream:
            stream.writelines(_articles(options.data, options.articles))
        asked = folder / "asked"
        asked.write_text(
            "\n".join(one.text for one in questions(options.data)[: options.queries]), encoding="utf-8"
        )
        works = _works(options.data, given, asked)
        taken = _measured(works, folder, options, portal.url)
    worse = False
    for work in works:
        before, now = (median(taken[work.name, checkout]) for checkout in (options.before, ROOT))
        worse |= now > before * options.most
        print(f"{work.name}: {now:.2f} s of {before:.2f} s before, {now / before:.2f}")
    return 1 if worse else 0


def _articles(data: Path, count: int) -> Iterator[str]:
    """As they are imported."""
    with lzma.open(data / ARTICLES, "rt", encoding="utf-8") as lines:
        yield from islice(lines, count)


def _works(data: Path, given: Path, asked: Path) -> list[Work]:
    def command(*arguments: str) -> Callable[[Path], list[str]]:
        return lambda folder: ["gongkai.py", "--config", str(folder / "config.toml"), *arguments]

    return [
        Work("extraction", lambda _: ["-c", EXTRACT, str(data / "pages")]),
        Work("first crawl", command("crawl")),
        Work("next crawl", command("crawl")),
        Work("import", command("import", str(given))),
        Work("index", command("index")),
        Work("search", lambda folder: ["-c", SEARCH, str(folder / "config.toml"), str(asked)]),
    ]


def _measured(
    works: list[Work], folder: Path, options: argparse.Namespace, home: str
) -> dict[tuple[str, Path], list[float]]:
    taken: dict[tuple[str, Path], list[float]] = {}
    for number in range(options.rounds):
        places: dict[Path, Path] = {}
        for checkout in (options.before.resolve(), ROOT):
            places[checkout] = folder / f"{number}-{len(places)}"
            places[checkout].mkdir()
            knows = (checkout / "indexer" / "meaning").is_dir()
            config = CONFIG.format(home=home) + WITHOUT_MEANING * knows
            (places[checkout] / "config.toml").write_text(config, encoding="utf-8")
        for work in works:
            for checkout, place in places.items():
                seconds = _seconds(checkout, work.command(place))
                taken.setdefault((work.name, checkout), []).append(seconds)
                print(f"  {number + 1} {work.name}, {checkout.name}: {seconds:.2f} s", flush=True)
    return {(name, options.before if at != ROOT else ROOT): said for (name, at), said in taken.items()}


def _seconds(checkout: Path, arguments: list[str]) -> float:
    """CPU seconds of a process and its children. Raises CalledProcessError."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
