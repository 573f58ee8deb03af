"""Scans wait until a machine reads them, page by page; what was read is kept, found and marked."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from databases import config_at
from PIL import Image, ImageDraw, ImageFont

from corpus.config import OcrSettings
from corpus.files import FileStore
from corpus.records import Attachment, AttachmentText, Document, Reading, Scan
from corpus.store import Store
from crawler.attachments.paragraphs import paragraphs
from crawler.recognition import queue, recognise_waiting
from crawler.recognition.boxes import Box
from crawler.recognition.layout import lines
from crawler.recognition.pictures import pages
from crawler.recognition.reader import PageReader, ReadPage
from crawler.recognition.weaving import woven

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
    assert (done.failed, done.waiting) == (queue.MOST_FAILED, 0)
    assert store.file_texts.get([scan])[scan].reading is Reading.BROKEN


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


@pytest.fixture
def half_scan(store: Store, data: Path) -> str:
    """A file of three pages, the second and third of which are pictures."""
    sha256 = FileStore(config_at(data).files_path).put(b"%PDF-1.4 half a scan")
    file = Attachment("http://a.test/2.pdf", "清单", sha256)
    store.put(Document("http://a.test/2", "通知", "正文。", attachments=(file,)))
    scans = (Scan(1, 2), Scan(2, 3))
    store.file_texts.put(
        AttachmentText(sha256, Reading.TEXT, "首页。\n第一段。\n- 3 -", PAGES, 3, scans=scans)
    )
    return sha256


@pytest.mark.any_database
def test_pages_without_text_are_read_and_put_where_they_stand(
    store: Store, data: Path, half_scan: str, machine: Machine
) -> None:
    assert (store.recognition.count(), store.recognition.pages_left()) == (1, 2)
    assert run(store, data, limit=1).waiting == 1
    assert store.recognition.pages_left() == 1
    assert run(store, data).waiting == 0
    assert machine.read == [1, 2]
    text = store.file_texts.get([half_scan])[half_scan]
    assert (text.reading, text.pages) == (Reading.RECOGNISED, PAGES)
    assert text.text.split("\n") == [
        "首页。", "第一段。", "第2页的防汛物资清单。", "- 3 -", "第3页的防汛物资清单。"
    ]  # fmt: skip
    assert store.recognition.pages_left() == 0


def test_a_file_that_is_found_to_be_half_a_scan_later_waits_then(
    store: Store, data: Path, scan: str, machine: Machine
) -> None:
    run(store, data)
    store.file_texts.put(AttachmentText(scan, Reading.TEXT, "首页。", PAGES, 4, scans=(Scan(1, 1),)))
    assert store.recognition.count() == 1
    assert run(store, data).pages == 0
    assert machine.read == [0, 1, 2]
    assert store.file_texts.get([scan])[scan].text == "首页。\n第2页的防汛物资清单。"


def test_what_stands_beside_a_scan_is_said_once_and_scraps_not_at_all() -> None:
    page = [
        {"text": "扫描全能王创建", "score": 0.99},
        {"text": "关于防汛的通知", "score": 0.98},
        {"text": "乂口", "score": 0.41},
    ]
    assert woven("扫描全能王 创建", [Scan(0, 1)], [page]) == "扫描全能王 创建\n关于防汛的通知"
    assert woven("", [Scan(0, 9)], [page[1:]]) == "关于防汛的通知"


def test_progress_tells_what_is_left(store: Store, data: Path, scan: str, machine: Machine) -> None:
    told: list[tuple[int, int, int]] = []
    files = FileStore(config_at(data).files_path)
    recognise_waiting(store, files, OcrSettings(), progress=lambda *how_far: told.append(how_far))
    assert told == [(1, 2, 1), (2, 1, 1), (3, 0, 1)]


def test_a_bad_first_page_costs_itself_alone(
    store: Store, data: Path, scan: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        PageReader,
        "page",
        lambda self, path, number: machine.page(self, path, number) if number else ReadPage((), failed=True),
    )
    done = run(store, data)
    assert (done.pages, done.failed, done.waiting) == (3, 1, 0)
    assert "第3页" in store.file_texts.get([scan])[scan].text


def test_columns_between_what_stands_across_are_read_one_after_the_other() -> None:
    def column(left: float, top: float, name: str) -> list[Box]:
        return [box(f"{name}{row}", left, top + 40 * row, wide=380) for row in range(6)]

    across = [box("政府公报", 300, 10, wide=400), box("第二篇", 350, 400, wide=300), box("第17页", 470, 800)]
    boxes = [*across, *column(520, 100, "乙"), *column(60, 100, "甲"), *column(60, 500, "丙")]
    said = [line.text for line in lines([*boxes, *column(520, 500, "丁")], 1000)]
    order = ["政府公报", *(f"{name}{row}" for name in "甲乙" for row in range(6)), "第二篇"]
    assert said == [*order, *(f"{name}{row}" for name in "丙丁" for row in range(6)), "第17页"]


def test_rows_of_a_table_of_two_columns_below_a_heading_stay_rows() -> None:
    wide = (100, 380, 120, 200, 90, 150)
    left = [box(f"事项{row}", 60, 100 + 40 * row, wide=size) for row, size in enumerate(wide)]
    right = [box(f"依据{row}", 520, 100 + 40 * row, wide=380) for row in range(6)]
    said = [line.text for line in lines([box("清单", 300, 10, wide=400), *left, *right], 1000)]
    assert said == ["清单", *(f"事项{row}\t依据{row}" for row in range(6))]


@pytest.mark.parametrize(
    ("work", "lasts", "ends"), [("pass", 100, -signal.SIGPROF), ("time.sleep(0.05)", 0.6, 0)]
)
def test_a_page_is_ended_by_what_it_costs_and_not_by_how_long_it_waits(
    work: str, lasts: float, ends: int
) -> None:
    program = (
        "import time; from crawler.recognition.processor_time import bounded\n"
        f"with bounded(0.1):\n  until = time.monotonic() + {lasts}\n  while time.monotonic() < until: {work}"
    )
    asked = [sys.executable, "-c", program]
    assert subprocess.run(asked, check=False, cwd=Path(__file__).parents[2]).returncode == ends


def test_a_part_of_a_seal_over_two_columns_does_not_part_them() -> None:
    left = [box(f"甲{row}", 60, 100 + 40 * row, wide=380) for row in range(12)]
    right = [box(f"乙{row}", 520, 100 + 40 * row, wide=380) for row in range(12)]
    seal = Box(((450, 200), (540, 200), (540, 290), (450, 290)), "公室", 0.8)
    said = [line.text for line in lines([*left, *right, box("★", 450, 222, wide=60), seal], 1000)]
    assert [line for text in said if (line := text.rstrip("★公室"))] == [
        f"{name}{row}" for name in "甲乙" for row in range(12)
    ]


def ruled(tilt: float = 0.0) -> np.ndarray:
    """A page with a table of three columns, whose rows are 120, 60 and 60 tall, below a line of text."""
    image = Image.new("RGB", (1000, 1400), "white")
    draw = ImageDraw.Draw(image)
    for y in (200, 320, 380, 440):
        draw.line((100, y, 900, y), "black", 2)
    for x in (100, 300, 600, 900):
        draw.line((x, 200, x, 440), "black", 2)
    draw.text((200, 100), "heading", "black", ImageFont.load_default(40))
    turned = image.rotate(tilt, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return np.ascontiguousarray(np.asarray(turned)[:, :, ::-1])


@pytest.mark.parametrize("tilt", [0.0, 0.6, -0.6])
def test_what_stands_in_a_cell_on_several_lines_is_one_part_of_its_row(tilt: float) -> None:
    tables = pytest.importorskip("crawler.recognition.tables")
    boxes = [
        box("清单", 200, 100), box("柳河镇客", 110, 220, wide=120), box("运站旁", 110, 270, wide=100),
        box("仓储用地", 310, 245, wide=160), box("云岭县第二", 610, 220), box("医院", 610, 270, wide=80),
        box("小计", 310, 340, wide=80), box("乙", 110, 400, wide=40), box("丙", 610, 400, wide=40),
        box("以上", 100, 600),
    ]  # fmt: skip
    said = [line.text for line in lines(tables.rows(ruled(tilt), boxes), 1000)]
    assert said == ["清单", "柳河镇客运站旁\t仓储用地\t云岭县第二医院", "小计", "乙\t\t丙", "以上"]


def test_frames_around_texts_and_pages_without_rules_stay_as_they_are() -> None:
    tables = pytest.importorskip("crawler.recognition.tables")
    image = Image.new("RGB", (1000, 1400), "white")
    ImageDraw.Draw(image).rectangle((50, 50, 950, 1350), outline="black", width=3)
    boxes = [box("第一行", 100, 200), box("第二行", 100, 300)]
    for page in (np.asarray(image), np.full((1400, 1000, 3), 255, np.uint8)):
        assert tables.rows(page, boxes) == boxes


def test_rows_with_tabs_are_no_lines_that_run_on() -> None:
    rows = "\n".join(f"{number}\t柳河镇客运站旁边的仓储用地\t云岭县第二人民医院" for number in range(4))
    assert paragraphs(rows) == rows.split("\n")
