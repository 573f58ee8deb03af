"""Pictures within files: which there are, in an order that does not change, and which are worth reading."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.lazy_regex import lazy_regex

_KINDS = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif", ".webp")

WIDE, TALL = 60.0, 30.0
"""Millimetres from which a picture in a document may hold text: signs, seals and icons are smaller.
A guess."""

_DRAWN = (".emf", ".wmf", ".jb2", ".jp2", ".svg")
"""Kinds that no machine reads here."""

_PREVIEWS = ("docprops/", "thumbnails/")
"""Folders of small pictures of the whole document, which its makers put in."""

_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"\x01\x00\x09\x00\x00\x03", b" EMF\x00\x00\x01\x00")
"""First bytes of JPEG and PNG, and of pictures drawn by Windows (WMF; EMF's stand behind its size)."""

_NUMBER = lazy_regex(r"\d{1,9}")


def picture_names(names: Iterable[str]) -> list[str]:
    """The members of a container that are pictures, image2 before image10."""
    return sorted((name for name in names if _is_picture(name, _KINDS)), key=_in_turn)


def any_picture(names: Iterable[str]) -> bool:
    """Whether one of the members is a picture, also one of a kind that no machine reads here."""
    return any(_is_picture(name, _KINDS + _DRAWN) for name in names)


def is_readable(wide: float, tall: float) -> bool:
    """Whether a picture of this size, in millimetres, is worth reading."""
    return wide >= WIDE and tall >= TALL


def holds_picture(body: bytes) -> bool:
    """Whether there is a picture somewhere in the bytes of a file, or of one of its streams."""
    return any(mark in body for mark in _MARKS)


def _is_picture(name: str, kinds: tuple[str, ...]) -> bool:
    plain = name.lower().replace("\\", "/").lstrip("/")
    return plain.endswith(kinds) and not plain.startswith(_PREVIEWS)


def _in_turn(name: str) -> tuple[str, str]:
    return _NUMBER.sub(lambda number: number.group().zfill(9), name.lower()), name
