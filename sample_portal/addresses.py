"""How each content-management family addresses its list pages, detail pages and attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname, relpath

from sample_portal.records import Column, Posting


@dataclass(frozen=True, slots=True)
class Scheme:
    """The addresses of one family; pages count from 1."""

    page: Callable[[Column, int], str]
    detail: Callable[[Posting], str]
    attachment: Callable[[Posting, int, str], str]
    """Posting, ordinal from 1, kind."""


def relative(from_path: str, to_path: str) -> str:
    """`to_path` as a page at `from_path` would write it."""
    written = relpath(to_path, dirname(from_path))
    return written if written.startswith(".") else f"./{written}"


def _folder(column: Column) -> str:
    return dirname(column.path)


def _stem(column: Column, suffix: str, number: int) -> str:
    head, _, extension = column.path.rpartition(".")
    return column.path if number == 1 else f"{head}{suffix}.{extension}"


def _trs_folder(posting: Posting) -> str:
    return f"{_folder(posting.column)}/{posting.published_on:%Y%m}"


def _trs_attachment(posting: Posting, ordinal: int, kind: str) -> str:
    return f"{_trs_folder(posting)}/P0{posting.published_on:%Y%m%d}{posting.number}{ordinal:02d}.{kind}"


_TRS = Scheme(
    page=lambda column, n: _stem(column, f"_{n - 1}", n),
    detail=lambda p: f"{_trs_folder(p)}/t{p.published_on:%Y%m%d}_{p.number}.html",
    attachment=_trs_attachment,
)


def _channel(column: Column) -> str:
    return column.path.rpartition("/")[2].removesuffix(".html")


_SITESERVER = Scheme(
    page=lambda column, n: _stem(column, f"_{n}", n),
    detail=lambda p: f"/contents/{_channel(p.column)}/{p.number}.html",
    attachment=lambda p, i, kind: (
        f"/upload/files/{p.published_on:%Y}/{p.published_on.month}/{p.number}{i:02d}.{kind}"
    ),
)

_GUANGDONG = Scheme(
    page=lambda column, n: _stem(column, f"_{n}", n),
    detail=lambda p: f"{_folder(p.column)}/content/post_{p.number}.html",
    attachment=lambda p, i, kind: f"/attachment/0/{p.number // 1000}/{p.number}{i:02d}/{p.number}.{kind}",
)


def _ucap_folder(posting: Posting) -> str:
    return f"{dirname(_folder(posting.column))}/c100123/{posting.published_on:%Y%m}"


def _ucap_name(posting: Posting) -> str:
    return hashlib.sha256(posting.key.encode()).hexdigest()[:32]


_UCAP = Scheme(
    page=lambda column, n: _stem(column, f"_{n}", n),
    detail=lambda p: f"{_ucap_folder(p)}/{_ucap_name(p)}.shtml",
    attachment=lambda p, i, kind: f"{_ucap_folder(p)}/{_ucap_name(p)}/files/{p.number}{i:02d}.{kind}",
)

_HANDMADE = Scheme(
    page=lambda column, n: column.path if n == 1 else f"{_folder(column)}/list{n}.htm",
    detail=lambda p: f"{_folder(p.column)}/{p.published_on:%Y}/gg{p.published_on:%m%d}_{p.number}.htm",
    attachment=lambda p, i, kind: f"{_folder(p.column)}/fj/{p.number}_{i}.{kind}",
)

_PLAIN = Scheme(
    page=lambda column, n: _stem(column, f"_p{n}", n),
    detail=lambda p: f"{_folder(p.column)}/article/{p.published_on:%Y%m%d}/{p.number}.html",
    attachment=lambda p, i, kind: f"{_folder(p.column)}/files/{p.number}-{i}.{kind}",
)

SCHEMES: dict[str, Scheme] = {
    "trs": _TRS,
    "trs_pager": _TRS,
    "siteserver": _SITESERVER,
    "guangdong": _GUANGDONG,
    "ucap": _UCAP,
    "handmade": _HANDMADE,
    "plain": _PLAIN,
}


def page_path(column: Column, number: int) -> str:
    """The address of a list page; numbers count from 1."""
    return SCHEMES[column.template].page(column, number)


def detail_path(posting: Posting) -> str:
    """The address of a detail page."""
    return SCHEMES[posting.column.template].detail(posting)


def attachment_paths(posting: Posting) -> tuple[str, ...]:
    """The addresses of a posting's attachments, in order."""
    make = SCHEMES[posting.column.template].attachment
    return tuple(make(posting, i, a.kind) for i, a in enumerate(posting.attachments, start=1))
