"""Lists that go on in the boxes or cells beside the one that holds most of their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from bs4 import Tag

from crawler.pages.addresses import shape

MOST_BOXED = 3
"""Elements around a list that may be its box among others. A guess."""


class _Row(Protocol):
    @property
    def url(self) -> str | None:
        """Where it leads."""

    @property
    def shows_day(self) -> bool:
        """Whether the day stands in it."""


_R = TypeVar("_R", bound=_Row)


def whole(rows: list[_R], box: Tag, found: Sequence[tuple[list[_R], Tag]]) -> list[_R]:
    """The rows of a box with those of one template in boxes like it; `found`: all that may be lists.

    Rows without days go on in boxes of one class: bodies, each kind in a box. Any go on in the other cells of
    a table that lays them out in columns.
    """
    dated = any(row.shows_day for row in rows)
    shapes = {shape(row.url) for row in rows if row.url}
    around = [box, *islice(box.parents, MOST_BOXED)]
    boxes = set() if dated or len(shapes) != 1 else {id(tag) for up in around for tag in _alike(up)}
    cell = next((tag for tag in around if tag.name == "td"), None)
    before = [id(tag) for tag in cell.find_previous_siblings("td")] if cell else []
    cells = (
        {id(tag): tag for tag in cell.parent.find_all("td", recursive=False)} if cell and cell.parent else {}
    )
    ahead: list[_R] = []
    behind: list[_R] = []
    for others, container in found if boxes or len(cells) > 1 else ():
        path = [container, *islice(container.parents, MOST_BOXED)]
        other = next((tag for tag in path if id(tag) in cells and tag is not cell), None)
        if not boxes.isdisjoint(map(id, path)):
            behind += (row for row in others if row.url and shape(row.url) in shapes)
        elif cell and other and (abs(len(others) - len(rows)) <= 1 or _as_wide(cell, other)):
            (ahead if id(other) in before else behind).extend(_of_shapes(others, shapes, dated))
    return [*ahead, *rows, *behind]


def _of_shapes(rows: list[_R], shapes: set[str], dated: bool) -> Iterator[_R]:
    """The rows, if they all are as those of the list are."""
    if all(row.url and shape(row.url) in shapes and row.shows_day == dated for row in rows):
        yield from rows


def _as_wide(cell: Tag, other: Tag) -> bool:
    return bool(cell.get("width")) and cell.get("width") == other.get("width")


def _alike(box: Tag) -> Iterator[Tag]:
    beside = (*box.find_previous_siblings(box.name), *box.find_next_siblings(box.name))
    return (tag for tag in beside if box.get("class") and tag.get("class") == box.get("class"))
