"""What of a file is only a picture, beside text or alone; and files in which there is nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from office_samples import made_docx, made_xlsx, packed
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.records import AttachmentText, Reading, Scan
from crawler.attachments import formats
from crawler.attachments.budget import Budget
from crawler.attachments.pictures import picture_names

Read = Callable[[bytes], AttachmentText]

SENTENCE = (
    "各乡镇人民政府应当在汛期以前备足抢险物资，落实值守人员，"
    "险情发生后一小时以内报告，并组织受威胁的群众及时转移安置。"
)
MARK = "扫描全能王 创建"


def picture(wide: int = 300, tall: int = 420) -> bytes:
    target = io.BytesIO()
    Image.new("L", (wide, tall), 200).save(target, "PNG")
    return target.getvalue()


def made_pdf(*pages: tuple[str, float]) -> bytes:
    """Pages with a text, and a picture that covers this share of their height."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for text, share in pages:
        if share:
            canvas.drawImage(ImageReader(io.BytesIO(picture())), 0, 0, 595, 842 * share)
        canvas.setFont("STSong-Light", 7)
        canvas.drawString(40, 20, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def drawing(name: str, centimetres: float) -> str:
    size = int(centimetres * 360_000)
    return (
        f'<w:p><w:r><w:drawing><inline><extent cx="{size}" cy="{size}"/><a:graphic>'
        f'<a:blip r:embed="{name}"/></a:graphic></inline></w:drawing></w:r></w:p>'
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_pages_without_text_among_others_are_known(read: Read) -> None:
    came = read(made_pdf((SENTENCE, 0), ("", 1), (SENTENCE, 0.3), ("", 0.9)))
    assert came.reading is Reading.TEXT
    assert came.scans == (Scan(1, 1), Scan(3, 2))


def test_a_scan_with_the_mark_of_its_scanner_or_a_number_is_one(read: Read) -> None:
    came = read(made_pdf((MARK, 1), ("- 2 -", 0.8)))
    assert (came.reading, came.scans) == (Reading.TEXT, (Scan(0, 1), Scan(1, 2)))


def test_a_sign_a_cover_and_a_page_that_has_its_text_are_no_scans(read: Read) -> None:
    assert read(made_pdf((SENTENCE, 1), ("二〇二三年工作报告", 0.3), ("", 0.02))).scans == ()


def test_pictures_of_a_docx_are_known_where_they_stand(read: Read) -> None:
    body = made_docx(
        paragraph("第一段") + drawing("b", 15) + paragraph("第二段") + drawing("s", 2) + drawing("a", 15),
        a=("image", "media/image2.png", picture()),
        b=("image", "media/image10.png", picture()),
        s=("image", "media/image1.png", picture()),
    )
    came = read(body)
    assert came.text == "第一段\n第二段"
    assert came.scans == (Scan(2, 1), Scan(1, 2))


def test_a_picture_that_stands_in_several_places_is_read_once(read: Read) -> None:
    body = (paragraph("第一段") + drawing("a", 15)) * 3
    assert read(made_docx(body, a=("image", "media/image1.png", picture()))).scans == (Scan(0, 1),)


def test_an_old_picture_of_word_is_known_too(read: Read) -> None:
    shape = '<w:pict><shape style="width:{0}pt;height:{0}pt"><imagedata r:id="a"/></shape></w:pict>'
    for points, known in ((400, (Scan(0, 1),)), (40, ())):
        body = paragraph("第一段") + f"<w:p><w:r>{shape.format(points)}</w:r></w:p>"
        assert read(made_docx(body, a=("image", "media/image1.png", picture()))).scans == known


def test_pictures_of_an_ofd_are_known_unless_their_text_lies_over_them(read: Read) -> None:
    def page(texts: str, image: str) -> str:
        return f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content>{texts}{image}</ofd:Content></ofd:Page>'

    image = '<ofd:ImageObject ID="9" ResourceID="5" Boundary="0 0 210 297"/>'
    line = '<ofd:TextObject Boundary="20 {} 150 8"><ofd:TextCode>{}</ofd:TextCode></ofd:TextObject>'
    pages = (
        page(line.format(20, SENTENCE), ""),
        page("", image),
        page(line.format(20, SENTENCE) + line.format(40, SENTENCE), image),
    )
    names = "".join(f'<ofd:Page ID="{n}" BaseLoc="P{n}.xml"/>' for n in range(3))
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    came = read(
        packed(
            {
                "OFD.xml": f"<ofd:OFD {space}><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:OFD>",
                "D/Document.xml": f"<ofd:Document {space}><ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
                f"<ofd:Pages>{names}</ofd:Pages></ofd:Document>",
                "D/Res.xml": f'<ofd:Res {space} BaseLoc="Res"><ofd:MultiMedia ID="5" Type="Image">'
                "<ofd:MediaFile>b.png</ofd:MediaFile></ofd:MultiMedia></ofd:Res>",
                "D/Res/a.png": picture(),
                "D/Res/b.png": picture(),
            }
            | {f"D/P{number}.xml": content for number, content in enumerate(pages)}
        )
    )
    assert (came.pages, came.scans) == (3, (Scan(1, 1),))


def test_what_lies_within_another_file_is_not_for_the_machine(read: Read) -> None:
    came = read(packed({"a.pdf": made_pdf((SENTENCE, 0), ("", 1))}))
    assert (came.reading, came.scans) == (Reading.TEXT, ())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \r\n",
        made_docx("<w:p/>"),
        made_pdf(("", 0)),
        rb"{\rtf1\ansi\par }",
        b"PK\x05\x06" + bytes(18),
    ],
)
def test_a_file_in_which_there_is_nothing_is_told_from_a_scan(read: Read, body: bytes) -> None:
    assert read(body).reading is Reading.EMPTY


@pytest.mark.parametrize(
    "body",
    [
        picture(),
        made_pdf(("", 1)),
        made_pdf(("", 0.02)),
        made_docx(drawing("a", 15), a=("image", "media/image1.png", picture())),
        made_docx("<w:p/>", a=("image", "media/image1.emf", b"x")),
        rb"{\rtf1\ansi {\pict\pngblip 89504e47}}",
    ],
)
def test_a_file_of_pictures_alone_waits_for_the_machine(read: Read, body: bytes) -> None:
    assert read(body).reading is Reading.NO_TEXT


def test_pictures_come_in_turn_without_the_previews_of_their_makers() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in (
            "word/media/image10.png",
            "docProps/thumbnail.jpeg",
            "word/media/image2.jpeg",
            "Thumbnails/a.png",
            "word/document.xml",
        ):
            archive.writestr(name, b"")
    assert picture_names(archive.namelist()) == ["word/media/image2.jpeg", "word/media/image10.png"]


def test_a_page_of_nested_forms_is_looked_at_within_bounds(read: Read) -> None:
    """Each form shows the next ten times: a billion of objects in a file of two thousand bytes."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects.append(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>"
    )
    objects.append(b"<</Length 5>>stream\n/F Do\nendstream")
    shown = b"/F Do " * 10
    for number in range(5, 14):
        within = b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 1) if number < 13 else b""
        content = shown if number < 13 else b"0 0 1 1 re f"
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>stream\n%s\nendstream"
            % (within, len(content), content)
        )
    body = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    assert len(pypdfium2.PdfDocument(body)) == 1
    assert read(body).reading in (Reading.NO_TEXT, Reading.LIMIT, Reading.BROKEN)


def test_a_book_with_a_damaged_sheet_is_told_as_damaged_and_not_as_empty(read: Read) -> None:
    whole = made_xlsx('<row r="1"><c t="inlineStr"><is><t>甲</t></is></c></row>')
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in members if "sheet1" in name)
    assert read(packed(dict(members))).reading is Reading.TEXT
    came = read(packed(members | {sheet: b"<worksheet><sheetData><row"}))
    assert (came.reading, came.text) == (Reading.BROKEN, "")


def test_a_sheet_of_more_rows_than_there_can_be_is_read_up_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.attachments.xlsx.MOST_ROWS", 2)
    budget = Budget(characters=1_000, pages=9, depth=2, unpacked_bytes=1_000_000)
    rows = "".join(f'<row><c t="inlineStr"><is><t>{name}</t></is></c></row>' for name in "甲乙丙")
    formats.read(made_xlsx(rows), budget)
    assert (budget.lines, budget.damaged) == (["甲", "乙"], True)
