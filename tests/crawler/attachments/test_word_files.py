"""What Word shows of a document comes out, whatever way it is kept."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from office_samples import made_docx, packed, relations

from corpus.records import AttachmentText
from crawler.attachments.numerals import numeral

Read = Callable[[bytes], AttachmentText]


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, level: int, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, form: str, text: str, more: str = "") -> str:
    form = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
    return f'<w:lvl w:ilvl="{at}">{form}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, more: str = "") -> tuple[str, str, str]:
    lists = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    lists += f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    return ("numbering", "numbering.xml", f"<w:root>{lists}</w:root>")


def dense(said: AttachmentText) -> list[str]:
    return ["".join(line.split()) for line in said.text.split("\n")]


def test_counted_numbers_stand_before_their_paragraphs(read: Read) -> None:
    body = listed("总则", 0) + listed("甲", 1) + listed("乙", 1) + listed("附则", 0) + listed("丙", 1)
    levels = level(0, "chineseCounting", "（%1）"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    said = read(made_docx(body, n=numbering(*levels)))
    assert dense(said) == ["（一）总则", "1.1甲", "1.2乙", "（二）附则", "2.1丙"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("ideographEnclosedCircle", "㈩"),
        ("ideographDigital", "一〇"),
        ("ideographZodiacTraditional", "癸酉"),
        ("numberInDash", "-10-"),
        ("decimalEnclosedCircle", "⑩"),
        ("chineseLegalSimplified", "拾"),
    ],
)
def test_a_number_looks_as_its_format_says(form: str, shown: str, read: Read) -> None:
    said = read(made_docx(listed("甲", 0) * 10, n=numbering(level(0, form, "%1、"))))
    assert dense(said)[-1] == f"{shown}、甲"


@pytest.mark.parametrize(("number", "shown"), [(20, "⑳"), (21, "㉑"), (36, "㊱"), (51, "51")])
def test_circles_go_up_to_fifty(number: int, shown: str) -> None:
    assert numeral(number, "decimalEnclosedCircleChinese") == shown


def test_a_list_may_go_on_or_begin_anew(read: Read) -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    again += '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    body = listed("甲", 0) + listed("乙", 0, 2) + listed("丙", 0, 2)
    said = read(made_docx(body, n=numbering(level(0, "upperRoman", "%1"), more=again)))
    assert dense(said) == ["I甲", "V乙", "VI丙"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it(read: Read) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    styles += "</w:pPr></w:style>"
    styles += '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    body = paragraph("甲", '<w:pStyle w:val="A"/>') + paragraph("乙", '<w:pStyle w:val="B"/>')
    body += paragraph("丙", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    parts = {
        "n": numbering(level(0, "decimal", "%1.")),
        "s": ("styles", "styles.xml", f"<w:root>{styles}</w:root>"),
    }
    assert dense(read(made_docx(body, **parts))) == ["1.甲", "2.乙", "丙"]


def test_rows_and_cells_in_content_controls_are_those_of_the_table(read: Read) -> None:
    cell = "<w:tc>{}</w:tc>"
    controlled = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    first = f"<w:tr>{cell.format(paragraph('甲'))}{controlled.format(cell.format(paragraph('乙')))}</w:tr>"
    second = controlled.format(f"<w:tr>{cell.format(paragraph('丙'))}</w:tr>")
    assert read(made_docx(f"<w:tbl>{first}{second}</w:tbl>")).text == "甲\t乙\n丙"


def test_the_main_part_is_that_which_the_package_names(read: Read) -> None:
    assert read(made_docx(paragraph("正文"), main="word/main7.xml")).text == "正文"


@pytest.mark.parametrize(
    "chunk", [b"<html><body><p>\xe6\xad\xa3\xe6\x96\x87</p></body></html>", made_docx(paragraph("正文"))]
)
def test_another_document_stands_in_its_place(read: Read, chunk: bytes) -> None:
    body = paragraph("前") + '<w:altChunk r:id="c"/>' + paragraph("后")
    assert read(made_docx(body, c=("aFChunk", "chunk.bin", chunk))).text == "前\n正文\n后"


def test_the_texts_of_a_diagram_stand_where_it_does(read: Read) -> None:
    data = "<w:root><dgm:pt><dgm:t><a:p><a:t>受理</a:t></a:p></dgm:t></dgm:pt></w:root>"
    body = '<w:p><w:r><dgm:relIds r:dm="d"/></w:r></w:p>' + paragraph("后")
    assert read(made_docx(body, d=("diagramData", "data.xml", data))).text == "受理\n后"


def test_the_main_part_may_be_utf_16(read: Read) -> None:
    main = f'<w:document xmlns:w="w"><w:body>{paragraph("甲")}</w:body></w:document>'
    main = f'<?xml version="1.0" encoding="UTF-16"?>{main}'
    relation = relations(("r1", "officeDocument", "word/document.xml"))
    assert read(packed({"_rels/.rels": relation, "word/document.xml": main.encode("utf-16")})).text == "甲"


def test_a_text_box_is_read_once(read: Read) -> None:
    box = f"<w:txbxContent>{paragraph('盒')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    assert read(made_docx(f"<w:p><w:r>{both}</w:r></w:p>")).text == "盒"


def test_boxes_and_drawn_words_stand_behind_the_text_in_which_they_are_anchored(read: Read) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}{paragraph('内')}</w:txbxContent></w:pict></w:r>"
    drawn = '<w:r><w:pict><w:textpath string="红头"/></w:pict></w:r>'
    ruby = "<w:r><w:ruby><w:rt><w:t>HID</w:t></w:rt><w:rubyBase><w:t>府</w:t></w:rubyBase></w:ruby></w:r>"
    body = f"<w:p><w:r><w:t>县政</w:t></w:r>{box}{ruby}{drawn}</w:p>" + paragraph("后")
    assert read(made_docx(body)).text.split("\n") == ["县政府", "框", "内", "红头", "后"]


def test_a_package_in_one_file_is_a_document(read: Read) -> None:
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    word = '<w:document xmlns:w="w"><w:body>' + paragraph("正文") + "</w:body></w:document>"
    named = (
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/d.xml"/></Relationships>'
    )
    picture = base64.b64encode(b"picture").decode()
    parts = (
        ("/_rels/.rels", f"<pkg:xmlData>{named}</pkg:xmlData>"),
        ("/word/d.xml", f"<pkg:xmlData>{word}</pkg:xmlData>"),
    )
    whole = "".join(f'<pkg:part pkg:name="{name}">{inside}</pkg:part>' for name, inside in parts)
    whole += f'<pkg:part pkg:name="/word/p.png"><pkg:binaryData>{picture}</pkg:binaryData></pkg:part>'
    assert read(f'<?xml version="1.0"?><pkg:package {space}>{whole}</pkg:package>'.encode()).text == "正文"


def test_word_of_2003_is_read_with_the_numbers_it_wrote(read: Read) -> None:
    own = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="第一条"/></w:listPr>'
    body = f'<w:wordDocument xmlns:w="w" xmlns:wx="wx"><w:fonts/><w:body>{paragraph("甲", own)}</w:body>'
    body += "</w:wordDocument>"
    assert read(f'<?xml version="1.0" encoding="gb2312"?>\n{body}'.encode("gbk")).text == "第一条 甲"


@pytest.mark.parametrize(
    ("mark", "shown"), [("<w:vanish/>", False), ('<w:vanish w:val="0"/>', True), ("<w:b/>", True)]
)
def test_hidden_text_was_not_published(read: Read, mark: str, shown: bool) -> None:
    said = read(
        made_docx(f"<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:rPr>{mark}</w:rPr><w:t>内部</w:t></w:r></w:p>")
    )
    assert dense(said) == ["公开内部" if shown else "公开"]
    assert said.hidden == (0 if shown else 1)


@pytest.mark.parametrize("kind", ["paragraph", "character"])
def test_text_that_a_style_hides_was_not_published(read: Read, kind: str) -> None:
    style = (
        f'<w:style w:type="{kind}" w:styleId="{{}}"><w:basedOn w:val="{{}}"/><w:rPr>{{}}</w:rPr></w:style>'
    )
    shown = '<w:vanish w:val="0"/>'
    styles = style.format("a", "", "<w:vanish/>") + style.format("b", "a", "") + style.format("c", "a", shown)
    own = {
        "paragraph": "<w:pPr><w:pStyle w:val='{}'/></w:pPr><w:r>",
        "character": "<w:r><w:rPr><w:rStyle w:val='{}'/></w:rPr>",
    }[kind]
    body = "".join(f"<w:p>{own.format(name)}<w:t>{name}</w:t></w:r></w:p>" for name in "abc")
    said = read(made_docx(body, s=("styles", "styles.xml", f"<w:root>{styles}</w:root>")))
    assert (said.text, said.hidden) == ("c", 2)


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>", "<w:vanish/>"])
def test_a_paragraph_whose_mark_is_gone_is_not_counted(read: Read, mark: str) -> None:
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone += f"<w:rPr>{mark}</w:rPr></w:pPr></w:p>"
    body = listed("甲", 0) + gone + listed("乙", 0)
    assert dense(read(made_docx(body, n=numbering(level(0, "decimal", "%1."))))) == ["1.甲", "2.乙"]


def test_a_paragraph_that_its_style_hides_is_not_counted(read: Read) -> None:
    gone = listed("HID", 0).replace("<w:pPr>", '<w:pPr><w:pStyle w:val="a"/>')
    styles = '<w:root><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style></w:root>'
    parts = {"n": numbering(level(0, "decimal", "%1.")), "s": ("styles", "styles.xml", styles)}
    assert dense(read(made_docx(listed("甲", 0) + gone + listed("乙", 0), **parts))) == ["1.甲", "2.乙"]


def test_another_document_in_a_cell_stands_in_its_row(read: Read) -> None:
    cells = f'<w:tc>{paragraph("甲")}</w:tc><w:tc><w:altChunk r:id="c"/></w:tc><w:tc>{paragraph("丙")}</w:tc>'
    chunk = ("aFChunk", "a.html", "<html><p>乙一</p><p>乙二</p></html>".encode())
    assert read(made_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", c=chunk)).text == "甲\t乙一 乙二\t丙"


def test_a_package_whose_names_have_backslashes_is_a_document(read: Read) -> None:
    body = made_docx(paragraph("正文"))
    for name in (b"_rels/.rels", b"word/document.xml", b"word/_rels/document.xml.rels"):
        body = body.replace(name, name.replace(b"/", b"\\"))
    assert read(body).text == "正文"


def test_a_flood_of_empty_paragraphs_ends_at_its_limit(read: Read) -> None:
    said = read(made_docx(paragraph("正文") + "<w:p/>" * 320_000))
    assert (said.reading.value, said.text) == ("limit", "正文")


def test_empty_cells_keep_the_others_in_their_columns(read: Read) -> None:
    rows = [("项目", "填写内容"), ("现住房地址", ""), ("", "自有、租赁"), ("", "")]
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    assert read(made_docx(f"<w:tbl>{table}</w:tbl>")).text == "项目\t填写内容\n现住房地址\t\n\t自有、租赁"
