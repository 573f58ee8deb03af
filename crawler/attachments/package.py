"""Packages of Office's XML (ECMA-376, part 2): parts and their relationships, zipped or in one file."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from crawler.attachments.budget import Broken, Budget
from crawler.attachments.container import Container, child, children, parse_xml
from crawler.attachments.pictures import picture_names

USUAL = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")
"""Main parts of packages whose relationships are lost."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relationship leads, and the last word of its type."""

    kind: str
    target: str


class Package:
    """The parts of a zipped file, their names compared as the standard has it: case does not count."""

    def __init__(self, container: Container | FlatParts, budget: Budget) -> None:
        self._container = container
        self._budget = budget
        self._names = {name.lower().replace("\\", "/").lstrip("/"): name for name in container.names}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def pictures(self) -> dict[str, int]:
        """Places of its pictures, by their names in small letters; none in one XML file."""
        if isinstance(self._container, FlatParts):
            return {}
        places = {name: place for place, name in enumerate(picture_names(self._container.names))}
        return {plain: places[name] for plain, name in self._names.items() if name in places}

    def read(self, name: str) -> bytes:
        """Raises Broken, Encrypted, LimitReached."""
        if name not in self:
            raise Broken
        return self._container.read(self._names[name.lower()])

    def xml(self, name: str) -> Any:
        """Raises Broken, Encrypted, LimitReached."""
        return parse_xml(self.read(name), self._budget)

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Relationships of a part, or of the package, by their names; those within it."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self:
            return {}
        try:
            root = self.xml(listed)
        except Broken:
            return {}
        return {
            one.get("Id", ""): Relation(
                one.get("Type", "").rpartition("/")[2], _resolved(folder, one.get("Target", ""))
            )
            for one in children(root, "Relationship")
            if one.get("TargetMode") != "External"
        }

    def main(self) -> str:
        """The main part's name: as the package says, else the usual one; empty where there is none."""
        named = (one.target for one in self.relations().values() if one.kind == "officeDocument")
        return next((name for name in (*named, *USUAL) if name in self), "")

    def of_kind(self, part: str, *kinds: str) -> Iterator[Any]:
        """The roots of the parts that a part is related to by one of the kinds; those that can be read."""
        for relation in self.relations(part).values():
            if relation.kind in kinds and relation.target in self:
                try:
                    yield self.xml(relation.target)
                except Broken:
                    continue


class FlatParts:
    """Parts within one XML file (`pkg:package`), as Container gives those of a ZIP."""

    def __init__(self, root: Any, budget: Budget) -> None:
        self._budget = budget
        self._parts = {_name(part): part for part in children(root, "part")}
        self.names = list(self._parts)

    def read(self, name: str) -> bytes:
        """Raises Broken, LimitReached."""
        part = self._parts[name]
        data, packed = child(part, "xmlData"), child(part, "binaryData")
        if data is not None and len(data):
            body = bytes(etree.tostring(data[0]))
        else:
            try:
                body = base64.b64decode("".join(packed.itertext())) if packed is not None else b""
            except ValueError as error:
                raise Broken from error
        self._budget.unpacked(len(body))
        return body


def _name(part: Any) -> str:
    return next((said for key, said in part.attrib.items() if key.endswith("}name")), "").lstrip("/")


def _resolved(folder: str, target: str) -> str:
    target = unquote(target).replace("\\", "/").partition("#")[0]
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
