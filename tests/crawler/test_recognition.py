"""Scans wait until a machine reads them, page by page; what was read is kept, found and marked."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from databases import config_at
from PIL import Image

from corpus.config import OcrSettings
from corpus.files import FileStore
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import Store
from crawler.recognition import queue, recognise_waiting
from crawler.recognition.boxes import Box
from crawler.recognition.layout import lines
from crawler.recognition.pictures import pages
from crawler.recognition.reader import PageReader, ReadPage

PAGES = 3


def box(text: str, left: float, top: float, *, wide: float = 200, tilt: float = 0) -> Box:
    down = wide * tilt
    corners = (left, top), (left + wide, top + down), (left + wide, top + 20 + down), (left, top + 20)
    return Box(corners, text, 0.9)


class Machine:
    """Stands in for the engine: three pages a file, counting."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def page(self, reader: PageReader, path: Path, number: int) -> ReadPage | None:
        if number >= PAGES:
            return None
        self.read.append(number)
        line = {"text": f"第{number + 1}页的防汛物资清单。", "box": [0, 0, 9, 9], "score": 0.9}
        return ReadPage((line,), 100, 100)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    stand_in = Machine()
    monkeypatch.setattr(PageReader, "page", lambda self, path, number: stand_in.page(self, path, number))
    monkeypatch.setattr(queue, "engine_name", lambda: "stand-in 1")
    return stand_in


@pytest.fixture
def scan(store: Store, data: Path) -> str:
    """The digest of a scan that a document has."""
    sha256 = FileStore(config_at(data).files_path).put(b"%PDF-1.4 a scan")
    file = Attachment("http://a.test/1.pdf", "清单", sha256)
    store.put(Document("http://a.test/1", "通知", "正文。", attachments=(file,)))
    store.file_texts.put(AttachmentText(sha256, Reading.NO_TEXT, pages=PAGES, reader=3))
    return sha256


def run(store: Store, data: Path, limit: int | None = None) -> queue.Recognised:
    return recognise_waiting(store, FileStore(config_at(data).files_path), OcrSettings(), limit)


def test_a_scan_is_read_once_and_its_document_is_indexed_again(
    store: Store, data: Path, scan: str, machine: Machine
) -> None:
    assert store.recognition.count() == 1
    done = run(store, data)
    assert (done.files, done.pages, done.waiting) == (1, PAGES, 0)
    text = store.file_texts.get([scan])[scan]
    assert text.reading is Reading.RECOGNISED
    assert text.text.startswith("第1页的防汛物资清单。")
    assert store.indexing.queued().numbers == (1,)
    assert run(store, data).pages == 0
    assert machine.read == [0, 1, 2]


def test_what_was_interrupted_goes_on_behind_the_last_page(
    store: Store, data: Path, scan: str, machine: Machine
) -> None:
    for _ in range(PAGES):
        assert run(store, data, limit=1).waiting == 1
    assert run(store, data, limit=1).waiting == 0
    assert machine.read == [0, 1, 2]
    assert store.file_texts.get([scan])[scan].text.count("清单") == PAGES


def test_a_file_that_is_read_anew_keeps_what_the_machine_read(
    store: Store, data: Path, scan: str, machine: Machine
) -> None:
    run(store, data)
    store.file_texts.put(AttachmentText(scan, Reading.NO_TEXT, pages=PAGES, reader=4))
    assert store.file_texts.get([scan])[scan].reading is Reading.RECOGNISED


def test_a_file_that_cannot_be_read_waits_no_more(
    store: Store, data: Path, scan: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PageReader, "page", lambda self, path, number: ReadPage((), failed=True))
    done = run(store, data)
    assert (done.failed, done.waiting) == (1, 0)
    assert store.file_texts.get([scan])[scan].reading is Reading.NO_TEXT


@pytest.mark.any_database
def test_lines_of_a_turned_page_and_rows_of_tables_stay_together() -> None:
    turned = [
        box("左边", 0, 100, tilt=0.05),
        box("右边", 600, 130, tilt=0.05),
        box("下一行", 0, 140, tilt=0.05),
    ]
    assert [line.text for line in lines(turned, 1000)] == ["左边\t右边", "下一行"]


@pytest.mark.any_database
def test_of_two_columns_the_left_one_is_read_first() -> None:
    left = [box(f"左栏第{n}行", 50, 100 + 30 * n, wide=400) for n in range(6)]
    right = [box(f"右栏第{n}行", 550, 100 + 30 * n, wide=400) for n in range(6)]
    said = [line.text for line in lines([*right, *left], 1000)]
    assert said == [f"{side}栏第{n}行" for side in "左右" for n in range(6)]


@pytest.mark.any_database
def test_a_page_of_a_scan_is_drawn_without_those_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    target = io.BytesIO()
    first, *others = (Image.new("L", (80, 60), 40 * at) for at in range(4))
    first.save(target, "PDF", save_all=True, append_images=others, resolution=72)
    drawn: list[object] = []
    render = pypdfium2.PdfPage.render

    def noted(page: pypdfium2.PdfPage, **how: object) -> object:
        drawn.append(page)
        return render(page, **how)

    monkeypatch.setattr(pypdfium2.PdfPage, "render", noted)
    page = next(pages(target.getvalue(), 72, 2))
    assert abs(int(page[30, 40, 0]) - 80) < 8
    assert len(drawn) == 1
