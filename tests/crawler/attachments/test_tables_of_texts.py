"""Tables of DOC, RTF, OpenDocument and HTML keep their empty cells, lists of OpenDocument their numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from compound_files import made_doc, made_ppt, ppt_table
from office_samples import packed

from corpus.records import AttachmentText

Read = Callable[[bytes], AttachmentText]

ROWS = [["", "上午", "下午"], ["周一", "", "张明"], ["周二", "李强", ""], ["", "", "值班"]]
TABLE = "\n".join("\t".join(row) for row in ROWS)
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
ELSEWHERE = b"\x46\x66\0\0\0\0"
"""Properties too long for their page lie in another stream ([MS-DOC], sprmPHugePapx)."""

_SPACES = 'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:loext="l" xmlns:xml-="x"'


def as_doc() -> bytes:
    text = "值班表\r" + "".join("".join(f"{cell}\x07" for cell in row) + "\x07" for row in ROWS) + "说明\r"
    cells = [IN_TABLE] * len(ROWS[0])
    return made_doc(text, properties=[b"", *([*cells, ROW_END] * len(ROWS)), b""])


def as_rtf() -> bytes:
    rows = "".join("\\trowd\\intbl " + "".join(f"{cell}\\cell " for cell in row) + "\\row " for row in ROWS)
    return b"{\\rtf1\\ansi\\ansicpg936 " + f"值班表\\par {rows}\\pard 说明\\par }}".encode("gbk")


def odt(body: str, styles: str = "", own: str = "") -> bytes:
    """`own` are styles of the content, beside those of the document."""
    content = f"<office:document-content {_SPACES}><office:automatic-styles>{own}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    return packed(
        {
            "mimetype": "x",
            "content.xml": content + "</office:document-content>",
            "styles.xml": f"<office:document-styles {_SPACES}>{styles}</office:document-styles>",
        }
    )


def as_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<html><p>值班表</p><table>{rows}</table><p>说明</p></html>".encode()


def as_odt() -> bytes:
    def row(cells: list[str]) -> str:
        said = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{said}</table:table-row>"

    last = '<table:table-cell table:number-columns-repeated="2"/>'
    last += "<table:table-cell><text:p>值班</text:p></table:table-cell>"
    rows = "".join(map(row, ROWS[:-1])) + f"<table:table-row>{last}</table:table-row>"
    return odt(f"<text:p>值班表</text:p><table:table>{rows}</table:table><text:p>说明</text:p>")


@pytest.mark.parametrize("made", [as_doc, as_rtf, as_odt, as_html])
def test_empty_cells_keep_the_others_in_their_columns(made: object, read: Read) -> None:
    assert callable(made)
    assert read(made()).text == f"值班表\n{TABLE}\n说明"


@pytest.mark.parametrize("mark", [b"\x3c\x08\x01", b"\x00\x08\x01"])
def test_what_a_doc_hides_and_what_was_struck_out_was_not_published(read: Read, mark: bytes) -> None:
    text = "公开\rHID\r又公开HI甚\r末\r"
    assert read(made_doc(text, runs=[("HID", mark), ("HI甚", mark)])).text == "公开\n又公开\n末"
    shown = bytes([*mark[:2], 0])
    assert "HID" in read(made_doc(text, runs=[("HID", shown)])).text


def test_rows_of_a_table_on_a_slide_are_lines(read: Read) -> None:
    assert read(made_ppt("题", drawn=ppt_table(*ROWS))).text == f"{TABLE}\n题"
    assert read(made_ppt("题", drawn=ppt_table(*ROWS, is_table=False))).text.count("\t") == 0
    wide = ppt_table([f"第{at}列" for at in range(80)])
    assert "第78列\n第79列" in read(made_ppt("题", drawn=wide)).text


def test_a_slide_of_tables_within_tables_is_read_as_far_as_they_go(read: Read) -> None:
    drawn = b""
    for _ in range(400):
        drawn = ppt_table(["格"], inside=drawn)
    assert "题" in read(made_ppt("题", drawn=drawn)).text


def test_cells_that_span_several_keep_the_others_in_their_columns(read: Read) -> None:
    rows = "<tr><td colspan=3>编制表<tr><th rowspan=2>单位<th colspan=2>编制<tr><th>行政<th>事业"
    rows += "<tr><td rowspan=2>教育局<td>18<td>25<tr><td>19<td>26<tr><td>水利局<td><td>31"
    said = "编制表\n单位\t编制\n\t行政\t事业\n教育局\t18\t25\n\t19\t26\n水利局\t\t31"
    assert read(f"<table>{rows}</table>".encode()).text == said
    many = read(b"<table><tr><td rowspan=60000 colspan=9999>a<td>b" + b"<tr><td>c" * 99 + b"</table>").text
    assert many.split("\n")[:2] == ["a" + "\t" * 64 + "b", "\t" * 64 + "c"]
    assert many.split("\n")[-1] == "c"


def test_cells_that_say_to_span_beyond_measure_cover_little(read: Read) -> None:
    assert read(b"<table><tr><td colspan=%b>a<td>b</table>" % (b"9" * 5000)).text == "a" + "\t" * 64 + "b"
    wide = b"<tr>" + b"<td colspan=64 rowspan=64>" * 2_000 + b"<tr><td>x" * 63
    assert len(read(b"<table>" + wide + b"</table>").text) < 20_000


def test_a_text_laid_out_by_a_table_in_a_file_is_no_row(read: Read) -> None:
    laid = "<table><tr><td></td><td><p>甲</p><p>乙</p></td></tr><tr><td>丙</td></tr></table>"
    assert read(f"<html>{laid}</html>".encode()).text == "甲\n乙\n丙"


def test_paragraphs_of_a_cell_stand_on_the_line_of_its_row(read: Read) -> None:
    text = "甲\r乙\x07丙\x07\x07"
    assert read(made_doc(text, properties=[IN_TABLE, IN_TABLE, IN_TABLE, ROW_END])).text == "甲 乙\t丙"


def test_a_break_within_a_cell_does_not_part_its_row(read: Read) -> None:
    text = "甲\x0b乙\x07丙\x07\x07说明\x0b续\r"
    assert read(made_doc(text, properties=[IN_TABLE, IN_TABLE, ROW_END, b""])).text == "甲 乙\t丙\n说明\n续"


def test_a_break_within_a_cell_of_an_rtf_does_not_part_its_row(read: Read) -> None:
    row = "\\trowd\\intbl 甲\\line 乙\\cell 丙\\cell \\row \\pard 说明\\line 续\\par }"
    made = b"{\\rtf1\\ansi\\ansicpg936 " + row.encode("gbk")
    assert read(made).text == "甲 乙\t丙\n说明\n续"


def test_rows_of_a_wide_table_end_where_their_properties_lie_elsewhere(read: Read) -> None:
    text = "甲\x07乙\x07\x07一\x07\x07\x07\x07四\x07\x07说明\r"
    narrow, wide = [IN_TABLE, IN_TABLE, ROW_END], [IN_TABLE, IN_TABLE, ELSEWHERE]
    made = made_doc(text, properties=[*narrow, *wide, *wide, b""])
    assert read(made).text == "甲\t乙\n一\t\n\t四\n说明"


STYLES = "<text:list-style style:name='L1'>" + "".join(
    f"<text:list-level-style-number text:level='{at}' {said}/>"
    for at, said in (
        (1, "style:num-format='一, 二, 三, ...' loext:num-list-format='第%1%条'"),
        (2, "style:num-prefix='（' style:num-suffix='）' style:num-format='一, 二, 三, ...'"),
        (3, "style:num-suffix='.' style:num-format='1' text:start-value='4'"),
        (4, "style:num-suffix='' style:num-format='1' text:display-levels='2'"),
    )
) + "<text:list-level-style-bullet text:level='5' text:bullet-char='•'/></text:list-style>"  # fmt: skip


def nested(text: str, level: int, more: str = "") -> str:
    """One item at a level, in a list of its own that goes on."""
    opened = "<text:list><text:list-item>" * (level - 1)
    closed = "</text:list-item></text:list>" * level
    return f"<text:list text:style-name='L1' {more}><text:list-item>{opened}<text:p>{text}</text:p>{closed}"


def test_items_of_lists_are_counted_as_their_style_says(read: Read) -> None:
    on = "text:continue-numbering='true'"
    items = nested("总则", 1) + nested("适用", 1, on) + nested("范围", 2, on) + nested("对象", 2, on)
    items += nested("单位", 3, on) + nested("个人", 3, on) + nested("其他", 4, on) + nested("点", 5, on)
    items += nested("附则", 1, on) + "<text:p>附件</text:p>" + nested("甲", 1)
    shown = [
        "第一条 总则",
        "第二条 适用",
        "（一） 范围",
        "（二） 对象",
        "4. 单位",
        "5. 个人",
        "5.1 其他",
        "点",
    ]
    assert read(odt(items, STYLES)).text.split("\n") == [*shown, "第三条 附则", "附件", "第一条 甲"]


def test_a_list_goes_on_where_it_names_another(read: Read) -> None:
    first, other = nested("甲", 1, "text:id='a'"), nested("乙", 1)
    assert read(odt(first + other + nested("丙", 1, "text:continue-list='a'"), STYLES)).text.endswith(
        "第二条 丙"
    )


def test_what_follows_in_an_item_has_no_number(read: Read) -> None:
    item = nested("甲", 1).replace("</text:p>", "</text:p><text:p>续</text:p>")
    assert read(odt(item, STYLES)).text == "第一条 甲\n续"


def test_items_within_a_cell_are_counted(read: Read) -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    cells = cell.format(nested("甲", 1)) + cell.format(nested("乙", 1, "text:continue-numbering='true'"))
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert read(odt(table, STYLES)).text == "第一条 甲\t第二条 乙"


def test_an_item_begins_anew_where_it_says_so(read: Read) -> None:
    on = "text:continue-numbering='true'"
    fifth = nested("乙", 1, on).replace("<text:list-item>", "<text:list-item text:start-value='5'>")
    items = nested("甲", 1) + fifth + nested("丙", 1, on) + fifth
    shown = ["第一条 甲", "第五条 乙", "第六条 丙", "第五条 乙"]
    assert read(odt(items, STYLES)).text.split("\n") == shown


@pytest.mark.parametrize("family", ["text", "graphic"])
def test_a_style_of_the_same_name_hides_no_text(family: str, read: Read) -> None:
    hiding = (
        f'<style:style style:name="T1" style:family="{family}"><style:text-properties xml-:display="none"/>'
    )
    hiding += "</style:style>"
    own = '<style:style style:name="T1" style:family="text"/>'
    shown = odt('<text:p>甲<text:span text:style-name="T1">乙</text:span></text:p>', styles=hiding, own=own)
    assert read(shown).text == "甲乙"


def test_a_hidden_item_leaves_no_number_behind(read: Read) -> None:
    own = '<style:style style:name="H" style:family="paragraph"><style:text-properties xml-:display="none"/>'
    items = nested("总则", 1).replace("<text:p>", '<text:p text:style-name="H">')
    assert read(odt(f"<text:p>甲</text:p>{items}", STYLES, own + "</style:style>")).text == "甲"


def test_a_list_has_the_style_of_its_own_part(read: Read) -> None:
    own = STYLES.replace("第%1%条", "%1%、")
    assert read(odt(nested("甲", 1), STYLES, own)).text == "一、 甲"


def test_deleted_items_are_not_counted(read: Read) -> None:
    deleted = f"<text:tracked-changes>{nested('甲', 1)}</text:tracked-changes>"
    going_on = nested("乙", 1, "text:continue-numbering='true'")
    assert read(odt(deleted + going_on, STYLES)).text == "第一条 乙"


def test_headings_begin_anew_where_they_say_so(read: Read) -> None:
    level = "<text:outline-level-style text:level='1' style:num-format='1' style:num-suffix='.'/>"
    heading = "<text:h text:outline-level='1' {}>章</text:h>"
    restarts = ("", "text:restart-numbering='true' text:start-value='7'", "", "text:restart-numbering='true'")
    body = "".join(map(heading.format, restarts))
    text = read(odt(body, f"<text:outline-style>{level}</text:outline-style>")).text
    assert text.split("\n") == ["1. 章", "7. 章", "8. 章", "1. 章"]


def test_headings_have_the_numbers_of_the_outline(read: Read) -> None:
    level = "<text:outline-level-style text:level='1' style:num-format='一, 二, 三, ...' "
    outline = f"<text:outline-style>{level}style:num-prefix='第' style:num-suffix='章'/></text:outline-style>"
    heading = "<text:h text:outline-level='1' {}>{}</text:h><text:p>正文</text:p>"
    body = (
        heading.format("", "总则")
        + heading.format("text:is-list-header='true'", "注")
        + heading.format("", "附则")
    )
    assert read(odt(body, outline)).text == "第一章 总则\n正文\n注\n正文\n第二章 附则\n正文"
