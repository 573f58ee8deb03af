"""The files that wait to be read by machine, one after the other; what was read is kept page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from importlib.util import find_spec
from itertools import count, islice

from corpus.config import OcrSettings
from corpus.errors import FileLost, GongkaiError
from corpus.files import FileStore
from corpus.records import AttachmentText, Reading, Scan
from corpus.store import Store
from crawler.attachments import READER
from crawler.recognition.reader import PageReader
from crawler.recognition.weaving import Lines, page_text, woven

BATCH = 10
"""Files asked of the store, and finished, at a time. A guess."""


class RecognitionBusy(GongkaiError):
    """Another process reads the scans of this store."""

    def __init__(self) -> None:
        super().__init__("另一个进程正在做文字识别。请等它结束后重试。")


MOST_FAILED = 3
"""Pages at the head of a file at which reading fails before the file is given up: it is damaged. A guess."""

Hears = Callable[[int, int, int], None]
"""Hears of the pages that were read, and of how many pages and files are left."""


@dataclass(slots=True)
class Recognised:
    """What one run did."""

    files: int = 0
    """Finished."""
    pages: int = 0
    """Read in this run."""
    failed: int = 0
    """Pages that could not be read."""
    waiting: int = 0
    """Files that still wait."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None


def engine_name() -> str:
    """The engine with its version, as it is kept beside what it read."""
    return f"rapidocr {version('rapidocr')}"


def recognise_waiting(
    store: Store,
    files: FileStore,
    settings: OcrSettings,
    limit: int | None = None,
    progress: Hears | None = None,
) -> Recognised:
    """Read what waits, at most `limit` pages.

    A page is kept as soon as it was read: whatever ends this, the next run goes on behind it.
    Raises RecognitionBusy, StoreError.
    """
    with store.lock("ocr", RecognitionBusy()), PageReader(settings) as reader:
        run = _Run(store, files, settings, reader, limit, progress)
        run.read_all()
    run.done.waiting = store.recognition.count()
    return run.done


@dataclass(slots=True)
class _Run:
    store: Store
    files: FileStore
    settings: OcrSettings
    reader: PageReader
    limit: int | None
    progress: Hears | None
    done: Recognised = field(default_factory=Recognised)

    def read_all(self) -> None:
        """What waits, until nothing does or the limit is reached."""
        after, goes_on = "", True
        while goes_on and (waiting := self.store.recognition.waiting(after, BATCH)):
            read: list[AttachmentText] = []
            for sha256 in waiting:
                after = sha256
                goes_on = self._read(sha256, read)
                if not goes_on:
                    break
            self.store.recognition.finish(read, engine_name())
            self.done.files += len(read)

    def _read(self, sha256: str, read: list[AttachmentText]) -> bool:
        """Read one file to its end, into `read`; False when the limit was reached before."""
        try:
            path = self.files.sound_path(sha256)
        except FileLost:
            return True  # it is read once it was fetched again
        engine = engine_name()
        scans = self.store.recognition.scans(sha256)
        known = self.store.recognition.lines(sha256, engine)
        failed = 0
        for number in islice(_wanted(scans), self.settings.max_pages):
            if number in known:
                continue
            if self.limit is not None and self.done.pages >= self.limit:
                return False
            page = self.reader.page(path, number)
            if page is None:
                break
            lines = list(page.lines)
            self.store.recognition.keep(sha256, number, engine, lines, (page.width, page.height))
            known[number] = lines
            failed += page.failed
            self._tell(page.failed)
            if failed == len(known) >= MOST_FAILED:
                break  # not a picture, or damaged as a whole
        held = self.store.file_texts.get([sha256])[sha256]
        read.append(_finished(held, scans, known) if scans else whole(sha256, list(known.values()), failed))
        return True

    def _tell(self, failed: bool) -> None:
        self.done.pages += 1
        self.done.failed += failed
        if self.progress is not None:
            recognition = self.store.recognition
            self.progress(self.done.pages, recognition.pages_left(), recognition.count())


def _wanted(scans: Sequence[Scan]) -> Iterable[int]:
    """The pages to be read: the scans of a file with text, else all there are."""
    return [scan.page for scan in scans] if scans else count()


def _finished(held: AttachmentText, scans: Sequence[Scan], pages: Mapping[int, Lines]) -> AttachmentText:
    text = woven(held.text, scans, [pages.get(scan.page, ()) for scan in scans])
    return held if text == held.text else replace(held, reading=Reading.RECOGNISED, text=text)


def whole(sha256: str, pages: Sequence[Lines], failed: int = 0) -> AttachmentText:
    """A file's text out of its pages' lines; at so many of them reading failed."""
    text = "\n".join(line for page in pages for line in page_text(page))
    without = Reading.BROKEN if failed and failed == len(pages) else Reading.NO_TEXT
    return AttachmentText(sha256, Reading.RECOGNISED if text else without, text, len(pages), READER)
