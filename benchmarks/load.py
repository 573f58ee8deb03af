"""Real questions at a fixed rate, however fast they are answered: what readers get when many come at once.

Whole pages of results with filters, over HTTP, from `gongkai serve --processes 2`; the one who asks takes a
part of the same machine. What comes too late to be answered is to be told so at once (503). The first rate
begins with questions that nobody asked before; from then on they come again and again. With `--working` a
crawl of the sample portal goes on meanwhile, and one `index` after the other, as nice as the units in deploy/
have them, over a copy of what is ready, without vectors (it may have none, and all would be made). Examples:

    python benchmarks/load.py --ready DATA --rates 50 100 300 --seconds 60
    python benchmarks/load.py --ready DATA --rates 50 --seconds 120 --working
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from _collection import gathered
from _data import DATA, percentiles, questions
from _process import children
from _watch import own_mb
from cold_start import serving

from sample_portal import Portal, serve

CRAWL_NICE, INDEX_NICE = "5", "10"
"""Of the units in deploy/."""

ROOT = Path(__file__).resolve().parents[1]
SEED = 17
WARM_SECONDS, WARMING = 10, 100
"""Before anything is counted so many other questions are asked at the first rate."""

Answers = list[tuple[int, float]]
"""Status, 0 for none, and seconds from when it was to be asked to the last byte."""


async def ask(host: str, port: int, question: str, due: float) -> tuple[int, float]:
    """One page."""
    status = 0
    try:
        reader, writer = await asyncio.open_connection(host, port)
        request = (
            f"GET /search?{urlencode({'q': question})} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        )
        writer.write(f"{request}Accept-Encoding: gzip\r\n\r\n".encode())
        head = await reader.readline()
        await reader.read()
        status = int(head.split()[1])
        writer.close()
    except (OSError, IndexError):
        pass
    return status, perf_counter() - due


async def offer(address: str, asked: list[str], rate: float, seconds: float) -> Answers:
    """So many a second for so long, one after the other at even distances."""
    host, port = str(urlsplit(address).hostname), int(urlsplit(address).port or 80)
    began, running = perf_counter(), []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - perf_counter()))
        running.append(asyncio.create_task(ask(host, port, asked[number % len(asked)], due)))
    return list(await asyncio.gather(*running))


@contextmanager
def copied(ready: Path | None) -> Iterator[Path | None]:
    """What is ready, to be written to."""
    if ready is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(ready, Path(folder) / "data"))


@contextmanager
def working(data: Path) -> Iterator[list[str]]:
    """A crawl, and one `index` after the other; gives what the latter say."""
    said: list[str] = []
    over = Event()
    with serve(Portal(1)) as portal, tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "config.toml"
        told = '[search]\nmeaning = "off"\n[[portal]]\nname = "sample"\nprivate_hosts = ["127.0.0.1"]\n'
        settings.write_text(f'{told}home = "{portal.url}"\n', encoding="utf-8")

        def command(nice: str, *arguments: str) -> list[str]:
            program = [sys.executable, "-m", "gongkai", "--config", str(settings), "--data", str(data)]
            return ["nice", "-n", nice, *program, *arguments]

        def index() -> None:
            while not over.is_set():
                done = subprocess.run(command(INDEX_NICE, "index"), capture_output=True, check=True, cwd=ROOT)
                said.append(done.stdout.decode().splitlines()[0])

        crawl = subprocess.Popen(
            command(CRAWL_NICE, "crawl"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        with ThreadPoolExecutor(1) as pool:
            indexing = pool.submit(index)
            try:
                yield said
                if crawl.poll() is not None:
                    raise SystemExit(f"the crawl ended before the last question, with {crawl.returncode}")
            finally:
                over.set()
                crawl.terminate()
                crawl.wait()
            indexing.result()


def line(rate: float, answers: Answers, memory: float) -> str:
    """What came of one rate."""
    statuses = Counter(status for status, _ in answers)
    parts = [f"{rate:5.0f}/s"]
    for status in (200, 503):
        if times := [seconds for found, seconds in answers if found == status]:
            median, high = percentiles(times)
            parts.append(f"{len(times)} times {status}: median {median:.0f} ms, p95 {high:.0f} ms")
    others = sum(count for status, count in statuses.items() if status not in (200, 503))
    return "; ".join([*parts, f"{others} errors", f"own memory {memory:.0f} MB a process"])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ready", type=Path, help="data folder of a collection that is indexed")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    parser.add_argument("--limit", type=int, help="articles to search where none is ready (default: all)")
    parser.add_argument("--rates", type=float, nargs="+", default=[50, 100, 300])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--working", action="store_true", help="while a crawl goes on, and one `index` after another"
    )
    options = parser.parse_args()
    asked = [question.text for question in questions(options.data)]
    random.Random(SEED).shuffle(asked)
    with (
        copied(options.ready) if options.working else nullcontext(options.ready) as ready,
        gathered(ready, options.data, options.limit) as (store, config),
    ):
        store.close()
        with serving(config.data) as (process, address):
            asyncio.run(offer(address, asked[:WARMING], options.rates[0], WARM_SECONDS))
            with working(config.data) if options.working else nullcontext([]) as said:
                for rate in options.rates:
                    answers = asyncio.run(offer(address, asked[WARMING:], rate, options.seconds))
                    print(line(rate, answers, max(map(own_mb, children(process)))), flush=True)
            for index, count in Counter(said).items():
                print(f"index, {count} times: {index}")


if __name__ == "__main__":
    main()
