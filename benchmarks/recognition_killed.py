"""`gongkai ocr` on a scan of many pages: beside a crawl, and killed at any moment (SIGKILL), over and over.

A scan is put into a store as a crawl leaves one. A crawl of the sample portal is timed alone and beside
`gongkai ocr`. Then `gongkai ocr` is killed after times drawn by lot, and at last run to its end. A trigger in
the database writes down each page that is kept: told is how often one was kept twice, which pages came
otherwise than from one run without a kill, and what is missing. Pages that were being read when the kill came
were not kept; they are read by the next run. Needs the extra `ocr` and Noto Sans CJK. Example:

    python benchmarks/recognition_killed.py --pages 50 --kills 20
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep

from PIL import Image, ImageDraw, ImageFont
from recognition import FONT

from corpus.config import Config
from corpus.files import FileStore
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import open_own_store
from sample_portal import Portal, serve

ROOT = Path(__file__).resolve().parents[1]
SIZE, LETTERS = (620, 240), 26
"""Pixels of a page, and of what is written on it: pages are small, so that kills meet many of them."""

LATEST = 2.0
"""When a run is killed at the latest, by the time that its first page took: half of them read some."""

ADDRESS = "http://scans.example/1.html"
AUDIT = """
CREATE TABLE kept (page INTEGER);
CREATE TRIGGER keep_in AFTER INSERT ON recognised_page BEGIN INSERT INTO kept VALUES (NEW.page); END;
CREATE TRIGGER keep_up AFTER UPDATE ON recognised_page BEGIN INSERT INTO kept VALUES (NEW.page); END;
"""


def scan(pages: int) -> bytes:
    """A PDF of pictures, each page with a number of its own."""
    font = ImageFont.truetype(FONT, LETTERS)
    drawn = []
    for number in range(1, pages + 1):
        image = Image.new("RGB", SIZE, "white")
        draw = ImageDraw.Draw(image)
        for at, line in enumerate(
            (
                f"第{number}页 防汛物资清单",
                f"编织袋{number * 37}条，铁锹{number * 11}把",
                "以上由县应急管理局保管",
            )
        ):
            draw.text((40, 30 + 60 * at), line, "black", font)
        drawn.append(image)
    target = io.BytesIO()
    drawn[0].save(target, "PDF", save_all=True, append_images=drawn[1:], resolution=100)
    return target.getvalue()


def put_scan(config: Config, pages: int) -> str:
    """A document with the scan, as a crawl leaves it; its digest."""
    sha256 = FileStore(config.files_path).put(scan(pages))
    file = Attachment("http://scans.example/1.pdf", "清单", sha256)
    with open_own_store(config) as store:
        store.put(Document(ADDRESS, "关于防汛物资的通知", "清单见附件。", attachments=(file,)))
        store.file_texts.put(AttachmentText(sha256, Reading.NO_TEXT, pages=pages, reader=1))
    return sha256


def begin(data: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """`gongkai` as a process of its own."""
    command = [sys.executable, "-m", "gongkai", "--data", str(data), *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def crawl(folder: Path, pages: int) -> tuple[float, float]:
    """Seconds of a crawl, with pages beside the reading of a scan of so many; and till its first was kept."""
    data = folder / f"crawl-{pages}"
    with serve(Portal()) as server:
        settings = folder / f"{pages}.toml"
        settings.write_text(
            f'data = "{data}"\n[crawl]\ndelay_seconds = 0\n[[portal]]\nname = "p"\nhome = "{server.url}"\n'
            'private_hosts = ["127.0.0.1"]\n',
            "utf-8",
        )
        reader, first = None, 0.0
        if pages:
            put_scan(Config(data=data), pages)
            began, reader = perf_counter(), begin(data, "ocr")
            while not kept(data) and reader.poll() is None:
                sleep(0.05)
            if not kept(data):
                sys.exit("gongkai ocr ended without a page: is the extra `ocr` installed?")
            first = perf_counter() - began
        command = [sys.executable, "-m", "gongkai", "--config", str(settings), "crawl"]
        began = perf_counter()
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        seconds = perf_counter() - began
        if reader is not None:
            if reader.poll() is not None:
                print("the scan was read before the crawl ended: take more pages")
            reader.kill()
            reader.wait()
    return seconds, first


def kept(data: Path) -> dict[int, str]:
    """The lines of each page that was kept."""
    with sqlite3.connect(data / "gongkai.db", timeout=60) as database:
        return dict(database.execute("SELECT page, lines FROM recognised_page"))


def killed(data: Path, pages: int, kills: int, longest: float, moments: random.Random) -> list[str]:
    """What went wrong when each run was killed within so many seconds."""
    sha256 = put_scan(Config(data=data), pages)
    with sqlite3.connect(data / "gongkai.db") as database:
        database.executescript(AUDIT)
    wrong: list[str] = []
    before: dict[int, str] = {}
    met = 0
    for kill in range(kills):
        met += len(before) < pages
        process = begin(data, "ocr")
        sleep(moments.uniform(0.2, longest))
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = kept(data)
        wrong += [
            f"kill {kill}: page {page} is lost or another" for page in before if now.get(page) != before[page]
        ]
        print(f"kill {kill + 1}: {len(now)} of {pages} pages kept", flush=True)
        before = now
    print(f"{met} of {kills} kills met pages that were not read yet", flush=True)
    if begin(data, "ocr").wait() != 0:
        wrong.append("the last run failed")
    with sqlite3.connect(data / "gongkai.db") as database:
        times = dict(database.execute("SELECT page, count(*) FROM kept GROUP BY page"))
    wrong += [f"page {page} was kept {often} times" for page, often in times.items() if often > 1]
    wrong += [f"page {page} was never kept" for page in range(pages) if page not in times]
    with open_own_store(Config(data=data)) as store:
        text = store.file_texts.get([sha256])[sha256]
        waits = store.recognition.count()
    wrong += [f"a line of page {n} is lost" for n in range(1, pages + 1) if str(n * 37) not in text.text]
    return (
        wrong
        + ["the scan still waits"] * bool(waits)
        + ["no text"] * (text.reading is not Reading.RECOGNISED)
    )


def main() -> int:
    """Command line; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone, _ = crawl(folder, 0)
        beside, first = crawl(folder, 10 * options.pages)
        print(f"a crawl alone {alone:.1f} s, beside the reading of a scan {beside:.1f} s", flush=True)
        wrong = killed(
            folder / "killed", options.pages, options.kills, LATEST * first, random.Random(options.seed)
        )
    print(*wrong, sep="\n")
    print(f"{options.kills} kills: {len(wrong)} faults")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
