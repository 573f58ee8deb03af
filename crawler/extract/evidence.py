"""What a page says, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extract.labels import Chunk, Labels
from crawler.extract.parts import Body
from crawler.pages.page import Page


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of it that the fields are taken from."""

    meta: dict[str, str]
    title: str
    body: Body
    shown: Labels
    chunks: list[Chunk]
    page: Page
    """As it was read: without what hid the text, where nothing else was found."""
