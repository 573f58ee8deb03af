"""The smallest packages of Office's XML that say something."""

from __future__ import annotations

import io
import zipfile

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_TYPES}" xmlns:dgm="d" xmlns:a="a" xmlns:mc="mc"'
)
_SHEET = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_TYPES}"'


def packed(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return stream.getvalue()


def relations(*named: tuple[str, str, str]) -> str:
    lines = (
        f'<Relationship Id="{name}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for name, kind, target in named
    )
    return f"<Relationships>{''.join(lines)}</Relationships>"


def made_docx(body: str, main: str = "word/document.xml", **parts: tuple[str, str, str | bytes]) -> bytes:
    """`parts`: by relationship, the kind, the file's name and what it holds."""
    folder, _, name = main.partition("/")
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations(("r1", "officeDocument", main)),
        main: f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{name}.rels": relations(
            *((id_, kind, file) for id_, (kind, file, _) in parts.items())
        ),
    }
    for _, file, content in parts.values():
        members[f"{folder}/{file}"] = (
            content.replace("<w:root", f"<w:root {_WORD}") if isinstance(content, str) else content
        )
    return packed(members)


def made_xlsx(rows: str, *, formats: tuple[str, ...] = ()) -> bytes:
    """A book of one sheet; style 1 is the first of the formats."""
    own = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{form}"/>' for at, form in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
    styles = f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'
    sheet = '<sheet name="表" sheetId="1" r:id="s1"/>'
    return packed(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": relations(
                ("s1", "worksheet", "worksheets/sheet1.xml"), ("s2", "styles", "styles.xml")
            ),
            "xl/workbook.xml": f"<workbook {_SHEET}><sheets>{sheet}</sheets></workbook>",
            "xl/worksheets/sheet1.xml": f"<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>",
            "xl/styles.xml": f"<styleSheet {_SHEET}><numFmts>{own}</numFmts>{styles}</styleSheet>",
        }
    )
