"""The pages of a file as pictures: of a scan, a photograph, or a document that holds pictures alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from corpus.file_kinds import FileKind, file_kind
from crawler.attachments.pictures import picture_names
from crawler.recognition.boxes import Picture

POINTS = 72
"""To the inch, in PDF."""

LONGEST_SIDE = 6_000
"""Pixels; larger pictures are made smaller: a page of A3 at 300 dpi has 4,961. A guess."""

SMALLEST_SIDE = 40
"""Pixels; smaller pictures hold no text. A guess."""

_NOTHING = np.full((SMALLEST_SIDE, SMALLEST_SIDE, 3), 255, np.uint8)


def pages(body: bytes, dpi: int, first: int = 0) -> Iterator[Picture]:
    """Each page in turn, from the `first`, counted from 0; those before it are not drawn.

    Nothing for a file of another kind. Raises what the file's reader raises.
    """
    kind = file_kind(body)
    if kind is FileKind.PDF:
        yield from _pdf(body, dpi, first)
    elif kind is FileKind.PICTURE:
        yield from map(_drawn, islice(_frames(body), first, None))
    elif kind is FileKind.ZIP:
        yield from _packed(body, first)


def _packed(body: bytes, first: int) -> Iterator[Picture]:
    """One for each picture in a container, white for what is too small."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        for name in picture_names(packed.namelist())[first:]:
            yield next(map(_drawn, _frames(packed.read(name))), _NOTHING)


def _pdf(body: bytes, dpi: int, first: int) -> Iterator[Picture]:
    document = pypdfium2.PdfDocument(body)
    try:
        for number in range(first, len(document)):
            page = document[number]
            longest = max(page.get_size()) / POINTS
            scale = min(dpi, LONGEST_SIDE / max(longest, 0.1)) / POINTS
            bitmap = page.render(scale=scale, rev_byteorder=False)
            yield np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
            bitmap.close()
            page.close()
    finally:
        document.close()


def _frames(body: bytes) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(body)) as image:
        yield from (frame for frame in ImageSequence.Iterator(image) if min(frame.size) >= SMALLEST_SIDE)


def _drawn(frame: Image.Image) -> Picture:
    upright = ImageOps.exif_transpose(frame)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    flat = Image.new("RGB", upright.size, "white")
    shown = upright.convert("RGBA")
    flat.paste(shown, mask=shown.getchannel("A"))
    return np.ascontiguousarray(np.asarray(flat)[:, :, ::-1])
