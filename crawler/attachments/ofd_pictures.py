"""Pictures on the pages of an OFD (GB/T 33190-2016, 7.9 and 10) that say what no text on them says."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from crawler.attachments.container import Container, descend
from crawler.attachments.pictures import is_readable, picture_names

SPOKEN_FOR = 50
"""Characters that begin within a picture's frame from which they are what it says: a scan with its text laid
over it. A guess."""


class Pictures:
    """Those of a document, by the numbers of its resources."""

    def __init__(self, container: Container) -> None:
        self._places = {name.lower(): place for place, name in enumerate(picture_names(container.names))}
        self._files: dict[str, str] = {}

    def take(self, resources: Any, folder: str) -> None:
        """Know the media of a list of resources, which lies in a folder."""
        if resources is None:
            return
        base = posixpath.join(folder, resources.get("BaseLoc") or "")
        for medium in descend(resources, "MultiMedia"):
            named = next((one.text or "" for one in descend(medium, "MediaFile")), "").strip()
            within = named.lstrip("/") if named.startswith("/") else posixpath.join(base, named)
            self._files[medium.get("ID", "")] = posixpath.normpath(within).lower()

    def unsaid(
        self,
        page: Any,
        texts: Sequence[tuple[float, float, int]],
        frame: Callable[[Any], Sequence[float]],
    ) -> Iterator[int | None]:
        """For each picture without text over it: its place, or None where no machine can read it.

        `texts` are the top, left and length of each piece of text, `frame` tells where an object stands.
        """
        for item in descend(page, "ImageObject"):
            box = frame(item)
            if item.get("Visible") == "false" or len(box) != 4:
                continue
            left, top, wide, tall = box
            over = sum(size for y, x, size in texts if left <= x <= left + wide and top <= y <= top + tall)
            if over < SPOKEN_FOR:
                place = self._places.get(self._files.get(item.get("ResourceID", ""), ""))
                yield place if is_readable(wide, tall) else None
