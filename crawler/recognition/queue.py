"""The files that wait to be read by machine, one after the other; what was read is kept page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec

from corpus.config import OcrSettings
from corpus.errors import FileLost, GongkaiError
from corpus.files import FileStore
from corpus.records import AttachmentText, Reading
from corpus.store import Store
from crawler.attachments import READER
from crawler.attachments.paragraphs import paragraphs
from crawler.recognition.reader import PageReader

BATCH = 10
"""Files asked of the store, and finished, at a time. A guess."""


class RecognitionBusy(GongkaiError):
    """Another process reads the scans of this store."""

    def __init__(self) -> None:
        super().__init__("另一个进程正在做文字识别。请等它结束后重试。")


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
    progress: Callable[[int, int], None] | None = None,
) -> Recognised:
    """Read what waits, at most `limit` pages; `progress` hears of pages read and files waiting.

    A page is kept as soon as it was read: whatever ends this, the next run goes on behind it.
    Raises RecognitionBusy, StoreError.
    """
    done = Recognised()
    with store.lock("ocr", RecognitionBusy()), PageReader(settings) as reader:
        after, goes_on = "", True
        while goes_on and (waiting := store.recognition.waiting(after, BATCH)):
            read: list[AttachmentText] = []
            for sha256 in waiting:
                after = sha256
                goes_on = _read(store, files, settings, reader, sha256, read, done, limit, progress)
                if not goes_on:
                    break
            store.recognition.finish(read, engine_name())
            done.files += len(read)
    done.waiting = store.recognition.count()
    return done


def _read(
    store: Store,
    files: FileStore,
    settings: OcrSettings,
    reader: PageReader,
    sha256: str,
    read: list[AttachmentText],
    done: Recognised,
    limit: int | None,
    progress: Callable[[int, int], None] | None,
) -> bool:
    """Read one file to its end, into `read`; False when the limit was reached before."""
    try:
        path = files.sound_path(sha256)
    except FileLost:
        return True  # it is read once it was fetched again
    engine = engine_name()
    number = store.recognition.pages(sha256, engine)
    while number < settings.max_pages:
        if limit is not None and done.pages >= limit:
            return False
        page = reader.page(path, number)
        if page is None:
            break
        store.recognition.keep(sha256, number, engine, list(page.lines), (page.width, page.height))
        done.pages += 1
        done.failed += page.failed
        number += 1
        if progress is not None:
            progress(done.pages, store.recognition.count())
        if page.failed and number == 1:
            break  # not a picture, or damaged as a whole
    read.append(whole(sha256, store.recognition.lines(sha256, engine)))
    return True


def whole(sha256: str, pages: list[list[dict[str, object]]]) -> AttachmentText:
    """A file's text out of its pages' lines."""
    texts = ("\n".join(str(line["text"]) for line in page) for page in pages)
    text = "\n".join(line for one in texts for line in paragraphs(one))
    return AttachmentText(sha256, Reading.RECOGNISED if text else Reading.NO_TEXT, text, len(pages), READER)
