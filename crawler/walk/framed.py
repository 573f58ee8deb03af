"""Lists that stand in a frame of their column's page."""

from __future__ import annotations

from itertools import islice

from crawler.extract import read_list
from crawler.families import is_menu
from crawler.pages.frames import followed
from crawler.pages.page import Page

MOST_FRAMES = 3
"""Frames of a page that are looked at. A guess: old ones have a top, a menu and what these lead to."""


def frames_of(page: Page, family: str | None) -> tuple[str, ...]:
    """The frames that may hold the list of a page on which there is none; the likeliest first."""
    frames = tuple(islice(followed(page, page.tree), MOST_FRAMES))
    return () if frames and holds_list(page, family) else frames


def holds_list(page: Page, family: str | None) -> bool:
    """Whether a page is a list, or leads to one by its scripts."""
    listed = read_list(page, family)
    return bool(listed.source or listed.columns) or not is_menu(listed)
