"""Files are told by what they hold, whatever they are called; and no markup is taken for text."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import py7zr
import pytest
from office_samples import packed, relations

from corpus.records import AttachmentText

Read = Callable[[bytes], AttachmentText]

TEXT = "云岭县高龄津贴按月发放。"
ODF = '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b">'
RTF = rb"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset134 \'cb\'ce;}}{\*\generator HID;}\f0 "


@pytest.mark.parametrize(
    "body",
    [
        f"<table class='x'><tr><td>{TEXT}</td></tr></table>".encode("gbk"),
        f"<html><style>p.MsoNormal{{}}</style><p class=MsoNormal>{TEXT}</p></html>".encode("utf-16"),
        f"<html><xml><o:Author>HID</o:Author></xml><p>{TEXT}</p></html>".encode(),
        f"<?xml version='1.0'?><root><a b='HID'>{TEXT}</a></root>".encode(),
        f"<!-- HID --><div>{TEXT}</div>".encode(),
    ],
)
def test_markup_is_never_text(read: Read, body: bytes) -> None:
    assert read(body).text == TEXT


def test_signs_of_markup_in_a_plain_text_stay(read: Read) -> None:
    assert read("年龄<18岁或>60岁，填写<姓名>".encode()).text == "年龄<18岁或>60岁，填写<姓名>"


def test_a_web_archive_is_its_pages(read: Read) -> None:
    parts = (
        ("text/html; charset=gb2312", f"<html><p>{TEXT}</p></html>"),
        ("text/xml", "<x>HID</x>"),
        ("image/png", "HID"),
    )
    body = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    body += "".join(f"--b\nContent-Type: {kind}\n\n{said}\n" for kind, said in parts) + "--b--\n"
    assert read(body.encode("gbk")).text == TEXT


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (TEXT.encode("gbk").hex(" ").replace(" ", r"\'").join(("\\'", "")).encode(), TEXT),
        (rb"\u20113?\u23725?\u21439?", "云岭县"),
        (rb"\'bc\'d7\cell\'d2\'d2\cell\row\'b1\'fb\par", "甲\t乙\n丙"),
        (rb"{\v HID}{\pict 89504e47}{\field{\*\fldinst HID}{\fldrslt \'bc\'d7}}", "甲"),
        (rb"{\deleted HID}\'bc\'d7", "甲"),
        (rb"{\listtext\'b5\'da\'d2\'bb\'cc\'f5\tab}\'bc\'d7", "第一条 甲"),
    ],
)
def test_rtf_is_read_in_its_code_page(read: Read, inside: bytes, text: str) -> None:
    assert read(RTF + inside + b"}").text == text


LISTS = (
    rb"{\*\listtable{\list{\listlevel\levelnfc37\levelstartat1{\leveltext\'02\'00\u12289?;}{\levelnumbers\'01;}}"
    rb"{\listlevel\levelnfc0\levelstartat1{\leveltext\leveltemplateid7\'04\'a3\'a8\'01\'a3\'a9;}}\listid7}}"
    rb"{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}{\listoverride\listid7"
    rb"{\lfolevel\listoverridestartat\levelstartat5}\ls2}}"
)


def test_numbers_that_the_writer_of_an_rtf_left_out_are_counted(read: Read) -> None:
    def item(name: int, level: int, said: bytes) -> bytes:
        return rb"\pard\ls%d\ilvl%d %b\par" % (name, level, said)

    items = item(1, 0, b"a") + item(1, 1, b"b") + item(1, 1, b"c") + rb"\pard d\par" + item(1, 0, b"e")
    items += item(2, 0, b"f") + item(9, 0, b"g")
    said = read(RTF + LISTS + items + b"}").text
    assert said == "一、 a\n（1） b\n（2） c\nd\n二、 e\n五、 f\ng"
    written = rb"\pard\ls1{\listtext\'b5\'da\'d2\'bb\'cc\'f5\tab}a\par" + item(1, 0, b"b")
    assert read(RTF + LISTS + written + b"}").text == "第一条 a\nb"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (rb"\trowd\intbl x\cell y\cell\row", "x\ty\n一、 a"),
        (rb"\page", "一、 a"),
        (rb"{\header\pard HID\par}", "一、 a"),
        (rb"\pard{\v HID\par}", "一、 a"),
        (rb"\pard x{\header HID\par}\par", "x\n一、 a"),
    ],
)
def test_a_number_that_an_rtf_left_out_stands_before_its_paragraph(
    read: Read, before: bytes, said: str
) -> None:
    assert read(RTF + LISTS + before + rb"\pard\ls1 a\b b\par}").text == said + "b"


def test_an_rtf_of_lists_with_more_levels_than_there_are_is_read(read: Read) -> None:
    level = rb"{\listlevel\levelnfc0{\leveltext\'01\'00;}}"
    lists = b"".join(rb"{\listoverride\listid7\ls%d}" % name for name in range(1, 3_000))
    table = rb"{\*\listtable{\list" + level * 3_000 + rb"\listid7}}{\*\listoverridetable" + lists + b"}"
    assert read(RTF + table + rb"\pard\ls1\ilvl2000 a\par\pard\ls1 b\par}").text == "a\n1 b"


def test_rtf_may_begin_with_blanks(read: Read) -> None:
    assert read(b"\r\n " + RTF + rb"\'bc\'d7\par}").text == "甲"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (rb"A{\footnote B}C\par D\par", "AC\nD\nB"),
        (rb"A{\*\footnote\ftnalt \pard B\par}C\par", "AC\nB"),
        (rb"{\upr{HID}{\*\ud{\u30002?}}}B", "甲B"),
        (rb"{\info{\upr{\title HID}{\*\ud{\title HID}}}}B", "B"),
        (rb"\pard\intbl\itap2 A\nestcell{\*\nesttableprops\nestrow}{\nonesttables HID}B\cell\row", "A\tB"),
        ("甲方".encode(), "甲方"),
        (rb"\ansicpg1252{\f0 \'bc\'d7\'b7\'bd}" + "，乙方".encode(), "甲方，乙方"),
        (rb"}{\rtf1 {\f9 \'bc\'d7\'b7\'bd}", "甲方"),
    ],
)
def test_an_rtf_is_read_as_word_shows_it(inside: bytes, text: str, read: Read) -> None:
    assert read(RTF + inside + b"}").text == text


def test_rows_without_a_table_are_the_body_of_a_page(read: Read) -> None:
    rows = "<tr><th>姓名<th>成绩</tr><tr><td>甲<td>90</tr>"
    assert read(f"\ufeff<style>td{{}}</style>{rows}".encode()).text == "姓名\t成绩\n甲\t90"


def test_a_sheet_in_lines_of_text_is_a_sheet(read: Read) -> None:
    lines = ["ID;PWXL;N;E", "P;PGeneral", "P;P0.0%", "F;P0;DG0G8;M255", "B;Y3;X2", 'C;Y1;X1;K"项;;目"']
    lines += ['C;X2;K"比例"', "F;P1;FG0G;Y2;X2", 'C;Y2;X1;K"甲"', "C;X2;K0.125", "C;Y3;K3;EX1", "E"]
    assert read("\r\n".join(lines).encode("gbk")).text == "项;目\t比例\n甲\t12.5%\n3"


def test_the_office_format_of_china_is_read(read: Read) -> None:
    def paragraph(said: str) -> str:
        return f"<字:段落><字:段落属性><字:名>HID</字:名></字:段落属性><字:句>{said}</字:句></字:段落>"

    run = "<字:文本串>{}</字:文本串>".format
    anchor, note = '<uof:锚点 uof:图形引用="g1"/>', f"<字:脚注>{paragraph(run('注'))}</字:脚注>"
    cells = "".join(f"<字:单元格>{paragraph(run(said))}</字:单元格>" for said in "乙丙")
    box = f'<图:图形 图:标识符="g1"><图:文本内容>{paragraph(run("框"))}</图:文本内容></图:图形>'
    body = paragraph(run("甲") + note + anchor + run("县")) + f"<字:文字表><字:行>{cells}</字:行></字:文字表>"
    spaces = " ".join(f'xmlns:{name}="urn:x"' for name in ("uof", "字", "图"))
    head = f"<uof:元数据><uof:作者>HID</uof:作者></uof:元数据><uof:对象集>{box}</uof:对象集>"
    text = f"<uof:文字处理><字:主体>{body}</字:主体></uof:文字处理>"
    said = read(f'<?xml version="1.0"?><uof:UOF {spaces}>{head}{text}</uof:UOF>'.encode())
    assert said.text.split("\n") == ["甲县", "注", "框", "乙\t丙"]


def test_two_rows_of_values_are_a_table_where_quotes_say_so(read: Read) -> None:
    assert read('机构;人数\n"文化;馆";12'.encode("utf-16")).text == "机构\t人数\n文化;馆\t12"
    assert read("机构,人数\n文化馆,12".encode()).text == "机构,人数\n文化馆,12"


def test_a_7z_archive_names_its_members_and_reads_them(read: Read) -> None:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        archive.writestr(TEXT, "说明.txt")
    assert read(stream.getvalue()).text == f"说明.txt\n{TEXT}"


def test_an_opendocument_text_is_read_without_its_changes(read: Read) -> None:
    inside = "<text:tracked-changes><text:p>HID</text:p></text:tracked-changes><text:h>标题</text:h>"
    inside += "<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
    inside += "<table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>"
    content = f"{ODF}<office:body><office:text>{inside}"
    body = packed(
        {"mimetype": "x", "content.xml": f"{content}</office:text></office:body></office:document-content>"}
    )
    assert read(body).text == "标题\n甲\t乙"


def test_hidden_text_slides_and_sections_of_opendocument_are_left_out(read: Read) -> None:
    style = '<style:style style:name="{}" style:family="{}"><style:{}-properties {}/></style:style>'
    styles = style.format("T", "text", "text", 'text:display="none"')
    styles += style.format("D", "drawing-page", "drawing-page", 'presentation:visibility="hidden"')
    body = '<text:p>甲<text:span text:style-name="T">HID</text:span>乙</text:p>'
    body += '<text:section text:display="none"><text:p>HID</text:p></text:section>'
    body += '<draw:page draw:style-name="D"><text:p>HID</text:p></draw:page>'
    body += "<draw:page><text:p>丙</text:p></draw:page>"
    content = ODF.replace(">", ' xmlns:style="s" xmlns:presentation="p" xmlns:draw="d">')
    content += f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}"
    content += "</office:text></office:body></office:document-content>"
    assert read(packed({"mimetype": "x", "content.xml": content})).text == "甲乙\n丙"


def test_hidden_rows_of_an_opendocument_sheet_are_left_out(read: Read) -> None:
    row = "<table:table-row{}><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    rows = row.format("", "甲") + row.format(' table:visibility="collapse"', "HID")
    content = f"{ODF}<office:body><office:spreadsheet>"
    content += (
        f"<table:table>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    assert read(packed({"mimetype": "x", "content.xml": content})).text == "甲"


def test_slides_are_read_in_their_order(read: Read) -> None:
    shape = "<p:sp><p:nvSpPr>{}</p:nvSpPr><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    slide = '<p:sld xmlns:p="p" xmlns:a="a"{}><p:spTree>{}</p:spTree></p:sld>'
    number = shape.format('<p:ph type="sldNum"/>', "HID")
    order = '<p:sldIdLst><p:sldId r:id="b"/><p:sldId r:id="a"/><p:sldId r:id="c"/></p:sldIdLst>'
    members = {
        "_rels/.rels": relations(("r", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="r">{order}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(*((n, "slide", f"slides/{n}.xml") for n in "abc")),
        "ppt/slides/a.xml": slide.format("", shape.format("", "第二") + number),
        "ppt/slides/b.xml": slide.format("", shape.format("", "第一")),
        "ppt/slides/c.xml": slide.format(' show="0"', shape.format("", "HID")),
    }
    assert read(packed(members)).text == "第一\n第二"


def test_the_name_that_stands_beside_a_zip_s_own_is_its_name(read: Read) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, of in (("____.txt", "____.txt"), ("readme.txt", "other.txt")):
            said = "公示名单.txt".encode()
            info = zipfile.ZipInfo(name)
            info.extra = struct.pack("<HHBI", 0x7075, 5 + len(said), 1, zlib.crc32(of.encode())) + said
            archive.writestr(info, TEXT)
    assert read(stream.getvalue()).text.split("\n")[::2] == ["公示名单.txt", "readme.txt"]


def test_names_in_a_zip_may_be_utf_8_without_saying_so(read: Read) -> None:
    body = packed({"NAMENAME.txt": TEXT}).replace(b"NAMENAME", "附件".encode() + b"_1")
    assert read(body).text == f"附件_1.txt\n{TEXT}"
