"""DOCX, WPS's copies of it, and Word 2003's XML: numbered paragraphs and table rows in their order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from crawler.attachments.budget import Budget, ReadMember, Unreadable
from crawler.attachments.container import attribute, child, children, local, value
from crawler.attachments.docx_pictures import PICTURES, size
from crawler.attachments.numbering import Numbering
from crawler.attachments.package import Package
from crawler.attachments.pictures import is_readable
from crawler.attachments.smartart import texts

NOTES = ("footnotes", "endnotes")
DIAGRAM = ("diagramData",)

_SKIPPED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr",
     "Fallback", "binData", "docPr", "rt")
)  # fmt: skip
_INSERTED = "Word.Insertion"
"""What Word 2003 says of a change that adds text; its other annotations are deleted text and remarks."""
_BESIDE = frozenset(("txbxContent", "textpath"))
"""Text boxes and WordArt, which stand beside the text in which they are anchored."""
_OTHERS = frozenset(("relIds", "altChunk", *PICTURES))
"""Elements that show what lies in other parts."""
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
_OWN_LINES = frozenset(("p", "tbl", "tr", "tc"))


def read(package: Package, budget: Budget, read_member: ReadMember) -> None:
    """The body, then the notes; heads and feet of pages are left out."""
    main = package.main()
    styles = next(package.of_kind(main, "styles"), None)
    numbers = Numbering(next(package.of_kind(main, "numbering"), None), styles)
    reader = _Reader(budget, numbers, package, main, read_member, _hiding(styles))
    for root in (package.xml(main), *package.of_kind(main, *NOTES)):
        for block in root:
            reader.blocks(block)


def read_xml(root: Any, budget: Budget) -> None:
    """Word 2003's XML (`w:wordDocument`)."""
    styles = child(root, "styles")
    reader = _Reader(budget, Numbering(child(root, "lists"), styles), hiding=_hiding(styles))
    for body in children(root, "body"):
        reader.blocks(body)


class _Reader:
    def __init__(
        self,
        budget: Budget,
        numbers: Numbering,
        package: Package | None = None,
        part: str = "",
        read_member: ReadMember | None = None,
        hiding: frozenset[str] = frozenset(),
    ) -> None:
        self._budget = budget
        self._numbers = numbers
        self._package = package
        self._part = part
        self._read_member = read_member
        self._hiding = hiding
        """Styles whose text is hidden."""
        self._pictures = package.pictures() if package else {}
        relations = package.relations(part) if package else {}
        self._targets = {name: relation.target for name, relation in relations.items()}

    def blocks(self, element: Any) -> None:
        stack = [element]
        while stack:
            one = stack.pop()
            kind = local(one)
            if kind == "p":
                self._paragraph(one)
            elif kind == "tbl":
                for row in _through(one, "tr"):
                    self._budget.row(self._cell(cell) for cell in _through(row, "tc"))
            elif kind == "altChunk":
                self._chunk(one)
            elif not _is_left_out(one, kind):
                self._budget.step()
                stack.extend(reversed(one))

    def _paragraph(self, paragraph: Any) -> None:
        self._budget.step()
        if not len(paragraph):
            return
        for line in self._text(paragraph).split("\n"):
            self._budget.line(line.replace("\t", " "))

    def _cell(self, cell: Any) -> str:
        """A cell on one line, tables inside it too."""
        return " ".join(self._text(cell).split())

    def _text(self, element: Any) -> str:
        """With the text boxes anchored in it on lines behind."""
        found, beside = "", [element]
        for one in beside:
            said = attribute(one, "string") if local(one) == "textpath" else self._inside(one, beside)
            found += ("\n" if found else "") + said
        return found

    def _inside(self, element: Any, beside: list[Any]) -> str:
        """The text of an element; the boxes in it are put to those that are to be read behind."""
        parts: list[str] = []
        stack = [element]
        while stack:
            node = stack.pop()
            kind = local(node)
            if _is_left_out(node, kind) or (kind == "r" and self._hides(node)):
                continue
            if kind in _BESIDE and node is not element:
                beside.append(node)
                continue
            if kind == "t":
                parts.append(node.text or "")
            elif kind in _OTHERS:
                parts += self._other_part(node, kind)
            elif kind in _SPACES:
                parts.append(_SPACES[kind])
            elif kind == "p":
                if node is not element and parts:
                    parts.append("\n")
                if len(node) and not self._is_removed(node) and (number := self._numbers.of(node)):
                    parts.append(number + " ")
            stack.extend(reversed(node))
        return "".join(parts)

    def _picture(self, node: Any, key: str) -> None:
        """Note a picture: where a machine finds it, if it is large enough to say something."""
        name = attribute(node, key)
        target = self._targets.get(name, "").lower()
        place = self._pictures.get(target) if is_readable(*size(node)) else None
        self._budget.picture(place)

    def _other_part(self, node: Any, kind: str) -> list[str]:
        """What lies in another part of the package, on lines of its own; pictures are noted."""
        if kind in PICTURES:
            self._picture(node, PICTURES[kind])
            return []
        if kind == "relIds":
            lines = list(self._diagram(node))
        else:
            with self._budget.aside() as lines:
                self._chunk(node)
        return ["\n" + "\n".join(lines) + "\n"]

    def _hides(self, run: Any) -> bool:
        """Whether a run of text is hidden (`w:vanish`): then it was not published."""
        mark = child(child(run, "rPr"), "vanish")
        hidden = self._styles_hide(run) if mark is None else value(mark) not in _OFF
        self._budget.hidden += hidden
        return hidden

    def _is_removed(self, paragraph: Any) -> bool:
        """Whether its mark is deleted, moved away or hidden: then it is no paragraph of its own."""
        properties = child(paragraph, "pPr")
        mark = child(properties, "rPr")
        if child(mark, "del", "moveFrom") is not None:
            return True
        if (hidden := child(mark, "vanish")) is not None:
            return value(hidden) not in _OFF
        return value(child(properties, "pStyle")) in self._hiding

    def _styles_hide(self, run: Any) -> bool:
        """Whether the style of a run, or that of its paragraph, hides it."""
        if not self._hiding:
            return False
        paragraph = next((one for one in run.iterancestors() if local(one) == "p"), None)
        styles = (child(child(run, "rPr"), "rStyle"), child(child(paragraph, "pPr"), "pStyle"))
        return not self._hiding.isdisjoint(map(value, styles))

    def _diagram(self, element: Any) -> Iterator[str]:
        """The texts of SmartArt, a node a line."""
        if self._package is None:
            return
        name = next((said for key, said in element.attrib.items() if key.endswith("}dm")), "")
        relation = self._package.relations(self._part).get(name)
        if relation is not None and relation.target in self._package:
            with suppress(Unreadable):
                yield from texts(self._package.xml(relation.target))

    def _chunk(self, element: Any) -> None:
        """Another document in the place of paragraphs (`w:altChunk`)."""
        name = next((said for key, said in element.attrib.items() if key.endswith("}id")), "")
        relation = self._package.relations(self._part).get(name) if self._package else None
        if self._package and self._read_member and relation is not None and relation.target in self._package:
            with suppress(Unreadable), self._budget.deeper():
                self._read_member(self._package.read(relation.target), self._budget)


def _hiding(styles: Any) -> frozenset[str]:
    """The styles that hide their text, by themselves or by those that they are based on."""
    known = {attribute(style, "styleId"): style for style in children(styles, "style")}
    said = {name: child(child(style, "rPr"), "vanish") for name, style in known.items()}
    if not any(mark is not None for mark in said.values()):
        return frozenset()
    return frozenset(name for name in known if _hides(name, known, said))


def _hides(name: str, known: dict[str, Any], said: dict[str, Any]) -> bool:
    seen = set[str]()
    while name in known and name not in seen:
        seen.add(name)
        if said[name] is not None:
            return value(said[name]) not in _OFF
        name = value(child(known[name], "basedOn"))
    return False


def _is_left_out(element: Any, kind: str) -> bool:
    return kind in _SKIPPED or (kind == "annotation" and attribute(element, "type") != _INSERTED)


def _through(element: Any, wanted: str) -> Iterator[Any]:
    """Rows or cells, also those within content controls and the like."""
    stack = list(reversed(element))
    while stack:
        one = stack.pop()
        kind = local(one)
        if kind == wanted:
            yield one
        elif kind not in _OWN_LINES and not _is_left_out(one, kind):
            stack.extend(reversed(one))
