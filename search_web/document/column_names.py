"""Which row of a table of lines names its columns, so that screen readers say the name with each cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from corpus.lazy_regex import lazy_regex

_BARE = lazy_regex(r"[\d\s.,，%％‰+/／:：()（）~～—-]*")
_WORD = lazy_regex(r"[^\W\d_]")
_QUANTITY = lazy_regex(r"[-+−]?\d{1,9}([,，]\d{3})*(\.\d+)?\s*[%％‰]?[^\W\d_]{0,2}")
_MEASURE = lazy_regex(r"[数额量率]([(（][^()（）]*[)）])?$")


def naming_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of that row; None where no row shows that it is one, as in a form.

    It is the first below titles, is full, has a name for every column, each once, and none that is a bare
    figure; and one of them stands above a column of nothing but figures. Where names and what they name
    alternate in every row, none is.
    """
    place = next((at for at, row in enumerate(rows) if sum(map(bool, map(str.strip, row))) > 1), None)
    if place is None:
        return None
    names = [cell.strip() for cell in rows[place]]
    if len(names) < max(map(len, rows)) or len(set(names)) < len(names):
        return None
    if any(_BARE.fullmatch(name) for name in names):
        return None
    if _alternates(rows[place:]) and not _names_quantities(rows[place:]):
        return None
    below = zip_longest(*rows[place + 1 :], fillvalue="")
    return place if any(map(_named, names, below)) else None


def _alternates(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every second column, from the first, holds nothing but words, each once in all of them."""
    width = max(map(len, rows))
    names = [cell.strip() for row in rows for cell in row[::2] if cell.strip()]
    words = all(_WORD.search(name) and not _is_figure(name) for name in names)
    return width % 2 == 0 and width > 2 and words and len(set(names)) == len(names)


def _names_quantities(rows: Sequence[Sequence[str]]) -> bool:
    """Whether two or more quantities and nothing else stand below the name of every second column.

    A telephone number is no quantity, and one beside the name of a measure (编制数) belongs to that.
    """
    columns = [[cell.strip() for cell in column] for column in zip_longest(*rows, fillvalue="")]
    beside = [cell for column in columns[::2] for cell in column[1:]]
    held = [[cell for cell in column if cell] for column in columns[1::2]]
    return not any(map(_MEASURE.search, beside)) and all(
        len(below) > 1 and not _is_figure(name) and all(map(_QUANTITY.fullmatch, below))
        for name, *below in held
    )


def _named(name: str, below: Sequence[str]) -> bool:
    held = [cell for cell in below if cell.strip()]
    figures = all(map(_BARE.fullmatch, held)) or (not _is_figure(name) and all(map(_is_figure, held)))
    return bool(held) and figures


def _is_figure(cell: str) -> bool:
    """Digits, of which words make less than half: 12.5万元, 2023年5月1日."""
    return any(map(str.isdigit, cell)) and 2 * len(_WORD.findall(cell)) < len(cell.strip())
