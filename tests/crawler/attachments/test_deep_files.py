"""Files whose parts lie deep in each other: they end, keep their text, and say when some was left out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from office_samples import packed, relations
from test_every_format import odf
from test_packed_files import read

from corpus.records import Reading
from crawler.attachments import flat_html

FIRST, LAST = "云岭县防汛物资清单。", "清单由应急管理局编制。"
LONGEST = 20
"""Seconds that any of them may take on a busy machine; alone they take less than one. A guess."""

_W = 'xmlns:w="w" xmlns:r="r"'


def nested(tags: list[str], levels: int, inside: str) -> str:
    opened = "".join(f"<{tag}>" for tag in tags)
    closed = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
    return opened * levels + inside + closed * levels


def p(text: str, inside: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t>{inside}</w:r></w:p>"


def docx(body: str, **parts: str | bytes) -> bytes:
    return packed(
        {
            "_rels/.rels": relations(("r", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {_W}><w:body>{p(FIRST)}{body}{p(LAST)}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(("c", "aFChunk", "chunk.docx")),
            **{f"word/{name}.docx": part for name, part in parts.items()},
        }
    )


def slides(shapes: str) -> bytes:
    return packed(
        {
            "_rels/.rels": relations(("r", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="a"/>'
            "</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(("a", "slide", "slides/a.xml")),
            "ppt/slides/a.xml": f'<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>{shape(FIRST)}{shapes}'
            f"{shape(LAST)}</p:spTree></p:cSld></p:sld>",
        }
    )


def shape(text: str) -> str:
    return f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def ofd(levels: int) -> bytes:
    objects = "".join(
        f'<TextObject Boundary="1 {at} 9 3"><TextCode>{text}</TextCode></TextObject>'
        for at, text in ((1, FIRST), (9, LAST))
    )
    return packed(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></OFD>",
            "D/D.xml": '<Document><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>',
            "D/P.xml": f"<Page><Content>{nested(['PageBlock'], levels, objects)}</Content></Page>",
        }
    )


SECTION, DEEP = ["text:section"], "<text:p>深</text:p>"
CONTROLS = ["w:sdt", "w:sdtContent"]
TABLES = ["w:tbl", "w:tr", "w:tc"]
BOXES = ["w:p", "w:r", "w:pict", "w:textbox", "w:txbxContent"]
CHUNK = docx('<w:altChunk r:id="c"/>')
for _ in range(12):
    CHUNK = docx('<w:altChunk r:id="c"/>', chunk=CHUNK)

WHOLE = {
    "tables": docx(nested(TABLES, 300, p("深"))),
    "content controls": docx(nested(CONTROLS, 900, p("深"))),
    "text boxes": docx(nested(BOXES, 200, p("深"))),
    "controls around cells": docx(
        nested(["w:tbl", "w:tr"], 1, nested(CONTROLS, 700, f"<w:tc>{p('深')}</w:tc>"))
    ),
    "one XML file": f'<?xml version="1.0"?><w:wordDocument {_W}><w:body>{p(FIRST)}'
    f"{nested(TABLES, 300, p('深'))}{p(LAST)}</w:body></w:wordDocument>".encode(),
    "groups of shapes": slides(nested(["p:grpSp"], 300, shape("深"))),
    "blocks of a page": ofd(900),
    "sections": odf("text", f"<text:p>{FIRST}</text:p>" + nested(["text:section"], 300, "<text:p>深</text:p>")
                    + f"<text:p>{LAST}</text:p>"),
    "a web page": f"<style>p{{}}</style><p>{FIRST}</p>{nested(['b', 'div'], 9_000, '<p>深</p>')}<p>{LAST}</p>"
                  .encode(),
}  # fmt: skip

CUT = {
    "tables": docx(nested(TABLES, 3_000, p("深"))),
    "chunks": CHUNK,
    "groups of shapes": slides(nested(["p:grpSp"], 1_900, shape("深"))),
    "sections": odf("text", f"<text:p>{FIRST}</text:p>{nested(SECTION, 1_900, DEEP)}"),
    "a web page": f"<p>{FIRST}</p>{nested(['table', 'tr', 'td'], 50_000, '深')}<p>{LAST}</p>".encode(),
    "lists": odf("text", f"<text:p>{FIRST}</text:p>" + nested(["text:list", "text:list-item"], 50_000, "")),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_what_lies_deep_is_read_and_what_stands_behind_it(name: str, tmp_path: Path) -> None:
    began = time.process_time()
    reading, text = read(WHOLE[name], tmp_path)
    assert (reading, FIRST in text, LAST in text) == (Reading.TEXT.value, True, True)
    assert time.process_time() - began < LONGEST


@pytest.mark.parametrize("name", CUT)
def test_what_lies_too_deep_is_left_out_and_that_is_said(name: str, tmp_path: Path) -> None:
    began = time.process_time()
    reading, text = read(CUT[name], tmp_path)
    assert (reading, FIRST in text) == (Reading.LIMIT.value, True)
    assert time.process_time() - began < LONGEST


def test_declarations_are_never_unfolded_however_deep_the_rest_is(tmp_path: Path) -> None:
    entities = '<!ENTITY a "深深">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    root = nested(["w:sdt", 'w:x a="&j;"'], 300, p("深"))
    body = f"<!DOCTYPE d [{entities}]><w:document {_W}><w:body>{p(FIRST)}{root}</w:body></w:document>"
    assert read(packed({"word/document.xml": body}), tmp_path) == (Reading.BROKEN.value, "")


def test_cells_of_a_row_stay_apart_and_scripts_unread_however_deep_they_lie() -> None:
    rows = "<script>var a;</script><tr><td>名称</td><td>数量</td></tr><tr><td>沙袋</td><td>三十</td></tr>"
    assert flat_html.lines_of(f"<table>{rows}</table>甲<br>乙") == ["名称\t数量", "沙袋\t三十", "甲", "乙"]
