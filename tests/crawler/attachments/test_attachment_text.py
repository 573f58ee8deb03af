"""Text out of files of every kind, and no harm from any."""

from __future__ import annotations

import io
import os
import random
import signal
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.config import AttachmentSettings
from corpus.records import AttachmentText, Reading
from crawler.attachments import AttachmentReader, worker
from crawler.attachments.budget import Budget
from crawler.attachments.doc import readable
from crawler.attachments.paragraphs import paragraphs

SENTENCE = "云岭县高龄津贴按月发放，年满八十周岁的老年人可以申请。"
Read = Callable[[bytes], AttachmentText]


def made_pdf(*pages: str, password: str | None = None) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(stream, encrypt=lock)
    for page in pages:
        if page:
            canvas.setFont("STSong-Light", 14)
            canvas.drawString(72, 700, page)
        else:
            canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def made_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("年龄", "标准"), ("80岁", "100元")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("附则")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def made_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "名单"
    book.active.append(["序号", "姓名", "金额"])
    book.active.append([1, "张三", 100.5])
    book.create_sheet("说明").append([SENTENCE])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), body)
    return stream.getvalue()


def made_ofd(page: str, location: str = "Pages/Page_0/Content.xml", after: str = "") -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    root = (
        f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    document = f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="{location}"/></ofd:Pages>'
    document += f"{after}</ofd:Document>"
    return zipped(
        **{
            "OFD_dot_xml": root.encode(),
            "Doc_0__Document_dot_xml".replace("Doc_0__", "Doc_0/"): document.encode(),
            "Doc_0/Pages/Page_0/Content_dot_xml": page.encode(),
        }
    )


def text_object(x: int, y: int, text: str) -> str:
    return f'<ofd:TextObject Boundary="{x} {y} 80 5"><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>'


def ofd_page(*objects: str, before: str = "") -> str:
    return f'{before}<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{"".join(objects)}</ofd:Page>'


def test_a_pdf_is_read_page_by_page(read: Read) -> None:
    said = read(made_pdf(SENTENCE, "第二页"))
    assert (said.reading, said.text, said.pages) == (Reading.TEXT, f"{SENTENCE}\n第二页", 2)


def test_a_real_pdf_reads_as_its_true_text_does(read: Read, shared_data: Path) -> None:
    said = "".join(read((shared_data / "attachments/govdoc_cn_397.pdf").read_bytes()).text.split())
    true = "".join((shared_data / "attachments/govdoc_cn_397.txt").read_text("utf-8").split())
    assert SequenceMatcher(None, said, true, autojunk=False).ratio() > 0.98


def test_a_scan_is_known_as_without_text(read: Read) -> None:
    assert read(made_pdf("", "")).reading is Reading.NO_TEXT


def test_a_locked_pdf_is_known_as_encrypted(read: Read) -> None:
    assert read(made_pdf(SENTENCE, password="geheim")).reading is Reading.ENCRYPTED


def test_a_choice_in_a_pdf_is_read_as_the_form_shows_it(read: Read) -> None:
    shown = "水果".encode("utf-16-be").hex()
    field = f"/FT/Ch/Ff 131072/T(k)/Rect[10 10 90 30]/V(b)/Opt[[(a)(Veg)][(b)<feff{shown}>]]"
    objects = (
        "/Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>",
        "/Type/Pages/Kids[3 0 R]/Count 1",
        "/Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]",
        f"/Type/Annot/Subtype/Widget{field}",
    )
    body = "".join(f"{at} 0 obj<<{said}>>endobj\n" for at, said in enumerate(objects, 1))
    assert read(f"%PDF-1.7\n{body}trailer<</Root 1 0 R>>\n%%EOF".encode()).text == "水果"


def test_lines_that_the_edge_broke_are_joined_and_new_items_are_not() -> None:
    page = (
        "关于津贴的通知\n各乡镇人民政府，县直各有关单位以及各\n企业事业单位应当认真贯彻执行本通知的\n规定。"
    )
    page += "\n一、范围\n本县。"
    assert paragraphs(page) == [
        "关于津贴的通知",
        "各乡镇人民政府，县直各有关单位以及各企业事业单位应当认真贯彻执行本通知的规定。",
        "一、范围",
        "本县。",
    ]


def test_a_docx_keeps_the_order_of_paragraphs_and_tables(read: Read) -> None:
    assert read(made_docx()).text.split("\n") == [SENTENCE, "年龄\t标准", "80岁\t100元", "附则"]


def test_a_workbook_is_read_row_by_row(read: Read) -> None:
    said = read(made_xlsx())
    assert said.text.split("\n") == ["名单", "序号\t姓名\t金额", "1\t张三\t100.5", "说明", SENTENCE]
    assert said.pages == 2


def test_real_office_files_are_read(read: Read, shared_data: Path) -> None:
    folder = shared_data / "attachments"
    assert "人民警察体能测评标准" in read((folder / "tineng_biaozhun_2019.doc").read_bytes()).text
    assert "行政职业能力测验" in read((folder / "dagang_2022.docx").read_bytes()).text
    assert read((folder / "ofd_helloworld.ofd").read_bytes()).text == "你好呀，OFD Reader&Writer！"


def test_word_s_control_characters_do_not_show() -> None:
    field = "见\x13 HYPERLINK x \x14附件\x15。"
    assert readable(field + "\r甲\x07乙\x07\x07丙") == "见附件。\n甲\t乙\n丙"


def test_an_ofd_is_read_line_by_line_from_top_to_bottom(read: Read) -> None:
    page = ofd_page(text_object(50, 20, "右"), text_object(10, 60, "下"), text_object(10, 20, "左"))
    assert read(made_ofd(page)).text == "左右\n下"


def test_members_of_an_ofd_may_be_spelt_otherwise(read: Read) -> None:
    body = made_ofd(ofd_page(text_object(10, 10, "甲"))).replace(
        b"Doc_0/Pages/Page_0/", b"Doc_0\\pages\\Page_0\\"
    )
    assert read(body).text == "甲"


def test_notes_units_and_what_is_not_seen_of_an_ofd(read: Read) -> None:
    seen = text_object(10, 20, "正文") + text_object(10, 30, "HID").replace(
        "<ofd:TextObject ", '<ofd:TextObject Visible="false" '
    )
    unit = '<ofd:CompositeObject Boundary="10 40 80 20" ResourceID="7"/>'
    page = ofd_page("<ofd:PageRes>Res.xml</ofd:PageRes>", seen, unit)
    look = '<ofd:Annot{}><ofd:Appearance Boundary="0 80 90 20">{}</ofd:Appearance></ofd:Annot>'
    notes = look.format("", text_object(5, 5, "同意")) + look.format(
        ' Visible="false"', text_object(5, 5, "HID")
    )
    listed = '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>'
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    stream = io.BytesIO(made_ofd(page, after="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(
            "Doc_0/Annots/Annotations.xml", f"<ofd:Annotations {space}>{listed}</ofd:Annotations>"
        )
        archive.writestr(
            "Doc_0/Annots/Page_0/Annotation.xml", f"<ofd:PageAnnot {space}>{notes}</ofd:PageAnnot>"
        )
        archive.writestr(
            "Doc_0/Pages/Page_0/Res.xml",
            f'<ofd:Res {space}><ofd:CompositeGraphicUnit ID="7">{text_object(1, 1, "组合")}'
            "</ofd:CompositeGraphicUnit></ofd:Res>",
        )
    assert read(stream.getvalue()).text == "正文\n组合\n同意"


def test_an_archive_names_its_members_and_reads_them(read: Read) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("NAME.txt", SENTENCE.encode("gb18030"))
        archive.writestr("../../evil.docx", made_docx())
    said = read(stream.getvalue().replace(b"NAME", "名单".encode("gb18030"))).text
    assert "名单.txt" in said
    assert said.count(SENTENCE) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_plain_text_is_read_in_any_encoding(read: Read, encoding: str) -> None:
    body = (SENTENCE + "\n请广大群众互相转告，有不明白的地方可以到县民政局咨询。").encode(encoding)
    assert read(body).text.startswith(SENTENCE)


def test_html_is_read_as_a_browser_shows_it(read: Read) -> None:
    assert read(f"<html><script>x()</script><p>{SENTENCE}</p></html>".encode()).text == SENTENCE


@pytest.mark.parametrize("body", [b"Rar!" + b"1" * 99, os.urandom(5000)])
def test_other_kinds_are_told_as_that(read: Read, body: bytes) -> None:
    assert read(body).reading in (Reading.UNSUPPORTED, Reading.BROKEN)


def test_a_bomb_is_defused(read: Read) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(300):
            member.write(b" " * 1_000_000)
    assert read(stream.getvalue()).reading is Reading.LIMIT
    nested = SENTENCE.encode()
    for _ in range(8):
        nested = zipped(a_dot_zip=nested)
    assert read(nested).reading is Reading.LIMIT


def test_what_an_archive_unfolds_to_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(zipped(a_dot_txt=(SENTENCE * 100).encode()))
    small = AttachmentSettings(max_unpacked_bytes=1_000)
    readings = [
        worker.read_file(str(path), settings)["reading"] for settings in (small, AttachmentSettings())
    ]
    assert readings == ["limit", "text"]


def test_entities_are_neither_unfolded_nor_fetched(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密", "utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    entities = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}<!ENTITY e SYSTEM "file://{secret}">]>'
    for name in ("l11", "e"):
        said = read(
            made_ofd(ofd_page(text_object(1, 1, f"&{name};"), text_object(1, 9, "正文"), before=entities))
        )
        assert "机密" not in said.text
        assert len(said.text) < 1000


def test_a_page_outside_the_container_is_no_page(read: Read) -> None:
    assert read(made_ofd(ofd_page(), "../../../../etc/passwd")).reading is Reading.EMPTY


def test_damaged_files_never_harm(read: Read) -> None:
    chance = random.Random(7)
    for whole in (
        made_pdf(SENTENCE),
        made_docx(),
        made_xlsx(),
        made_ofd(ofd_page(text_object(1, 1, "正文"))),
    ):
        for _ in range(12):
            damaged = bytearray(whole[: chance.randrange(20, len(whole))] if chance.random() < 0.3 else whole)
            for _ in range(chance.randrange(1, 30)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            assert isinstance(read(bytes(damaged)).reading, Reading)
    assert read(made_docx()).reading is Reading.TEXT


def test_damaged_doc_files_never_harm(read: Read, shared_data: Path) -> None:
    chance = random.Random(8)
    whole = (shared_data / "attachments/tineng_biaozhun_2019.doc").read_bytes()
    for _ in range(30):
        damaged = bytearray(whole)
        for _ in range(200):
            damaged[chance.randrange(6000)] = chance.randrange(256)
        assert isinstance(read(bytes(damaged)).reading, Reading)


def test_the_text_ends_at_its_limits(tmp_path: Path) -> None:
    settings = AttachmentSettings(max_characters=30, max_pages=1)
    path = tmp_path / "file"
    with AttachmentReader(settings) as small:
        path.write_bytes(made_pdf("一" * 10, "二" * 10))
        assert small.read(path, "0" * 64).text == "一" * 10
        path.write_bytes(made_docx())
        said = small.read(path, "0" * 64)
        assert said.reading is Reading.LIMIT
        assert 25 < len("".join(said.text.split())) <= 30


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """Whoever opens it to read waits: much longer than any limit of these tests, and not for ever."""
    made = tmp_path / "pipe"
    os.mkfifo(made)

    def end() -> None:
        with suppress(OSError):
            os.close(os.open(made, os.O_WRONLY | os.O_NONBLOCK))

    timer = threading.Timer(30, end)
    timer.start()
    yield made
    timer.cancel()


def test_a_reading_ends_at_its_time_limit(pipe: Path) -> None:
    with AttachmentReader(AttachmentSettings(timeout_seconds=0.3)) as hasty:
        assert hasty.read(pipe, "0" * 64).reading is Reading.LIMIT


def test_a_process_that_does_not_heed_its_clock_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(SENTENCE, "utf-8")
    with AttachmentReader(AttachmentSettings(timeout_seconds=1)) as hasty:
        hasty.read(path, "0" * 64)
        assert hasty._worker is not None
        process = hasty._worker._process
        process.send_signal(signal.SIGSTOP)
        timer = threading.Timer(20, process.kill)
        timer.start()
        began = time.monotonic()
        assert hasty.read(path, "0" * 64).reading is Reading.LIMIT
        assert time.monotonic() - began < 20
        timer.cancel()


def test_what_was_read_in_time_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(body: bytes, budget: Budget) -> None:
        budget.line(body.decode())
        much_longer = time.monotonic() + 20
        while time.monotonic() < much_longer:
            time.sleep(0.01)

    path = tmp_path / "file"
    path.write_text(SENTENCE, "utf-8")
    monkeypatch.setattr(worker.formats, "read", endless)
    said = worker.read_file(str(path), AttachmentSettings(timeout_seconds=0.1))
    assert (said["reading"], said["text"]) == ("limit", SENTENCE)


def test_a_worker_that_is_killed_or_hangs_is_replaced(tmp_path: Path, pipe: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(made_docx())
    with AttachmentReader(AttachmentSettings(timeout_seconds=8)) as patient:
        assert patient.read(path, "0" * 64).reading is Reading.TEXT
        assert patient._worker is not None
        process = patient._worker._process
        threading.Timer(0.5, process.send_signal, [signal.SIGSEGV]).start()
        assert patient.read(pipe, "0" * 64).reading is Reading.BROKEN
        assert patient.read(pipe, "0" * 64).reading is Reading.LIMIT
        assert patient.read(path, "0" * 64).reading is Reading.TEXT


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(SENTENCE, "utf-8")
    with AttachmentReader(AttachmentSettings(memory_mb=400, timeout_seconds=20)) as tight:
        tight.read(path, "0" * 64)
        assert tight._worker is not None
        limits = Path(f"/proc/{tight._worker._process.pid}/limits").read_text()
    assert f"Max address space {400 << 20} {400 << 20}" in " ".join(limits.split())
    body = zlib.compress(b"0" * 400_000_000)
    page = b"1 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(body) + body + b"\nendstream endobj\n"
    path.write_bytes(b"%PDF-1.4\n" + page * 3 + b"trailer<</Root 1 0 R>>")
    with AttachmentReader(AttachmentSettings(memory_mb=400, timeout_seconds=20)) as tight:
        assert tight.read(path, "0" * 64).reading in (Reading.BROKEN, Reading.LIMIT, Reading.NO_TEXT)
