"""The catalogue (目录): its four columns, its filters, and the summary it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.broken_lines import unwrapped
from corpus.fields import FACETS, FIELDS
from corpus.records import Document

EXTRACT_CHARACTERS = 100
"""Length of a leading extract: about two lines of the catalogue's table. A guess."""

LOOKED_AT = 4_000
"""Characters of a text that its extract is taken from: some are blanks. A guess."""

ENDED = ("失效", "废止")
"""Words of a 有效性 that tell that a document is no longer in force: 已废止, 失效, 全文废止 …"""


class Filters:
    """What narrows a search or the catalogue: any of the values within a field, all of the fields together.

    `Filters(agency=("云岭县民政局",), year=(2023, 2024))`.
    """

    __slots__ = ("_values",)

    def __init__(self, **values: tuple[str | int, ...]) -> None:
        if unknown := values.keys() - set(FACETS):
            raise TypeError(f"not filtered by: {', '.join(sorted(unknown))}")
        self._values = tuple(values.get(key, ()) for key in FACETS)

    def __getitem__(self, key: str) -> tuple[str | int, ...]:
        return self._values[FACETS.index(key)]

    def __bool__(self) -> bool:
        return any(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filters) and self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"Filters({', '.join(f'{key}={values!r}' for key, values in self.chosen.items())})"

    @property
    def chosen(self) -> dict[str, tuple[str | int, ...]]:
        """The values by field, of the fields that are filtered by."""
        return {key: values for key, values in zip(FACETS, self._values, strict=True) if values}

    def with_values(self, key: str, values: tuple[str | int, ...]) -> Filters:
        """With these values of a field and no others of it."""
        return Filters(**self.chosen | {key: values})


def ended(validity: str | None) -> str | None:
    """失效 or 废止 when a 有效性 says so, else None."""
    return next((word for word in ENDED if word in (validity or "")), None)


@dataclass(frozen=True, slots=True)
class Summary:
    """内容概述 with its origin."""

    text: str
    published: bool
    """False for a leading extract that Gongkai made, which the interface marks as such."""


def summary(document: Document) -> Summary:
    """The published summary, or else the beginning of the text."""
    if document.summary:
        return Summary(document.summary, published=True)
    flat = " ".join(unwrapped(document.text[:LOOKED_AT]).split())
    whole = len(flat) <= EXTRACT_CHARACTERS and len(document.text) <= LOOKED_AT
    extract = flat if whole else flat[:EXTRACT_CHARACTERS] + "…"
    return Summary(extract, published=False)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A document in the four columns that the law names."""

    index_number: str | None
    """索引号."""
    title: str
    """名称."""
    summary: Summary
    """内容概述."""
    issued_on: date | None
    """生成日期; None where the page names none, since the day of posting is not the day of making."""


_NAMES = {field.key: field.catalogue for field in FIELDS}

COLUMNS = {key: _NAMES[key] for key in ("index_number", "title", "summary", "issued_on")}
"""The catalogue's columns as the law has them, in its order."""


def catalogue_row(document: Document) -> CatalogueRow:
    """The document as the catalogue lists it."""
    return CatalogueRow(document.index_number, document.title, summary(document), document.issued_on)
