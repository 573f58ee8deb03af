"""What an answer tells about itself to who counts, in the environment of its request."""

from __future__ import annotations

from flask import request

FOUND = "gongkai.found"
"""Whether a search found something."""

REMEMBERED = "gongkai.remembered"
"""Whether the page was kept from before."""

LIMITED = "gongkai.limited"
"""Whether it was refused because its address asked for too much."""


def found(something: bool) -> None:
    """Note how a search ended."""
    request.environ[FOUND] = something


def limited() -> None:
    """Note that it is refused."""
    request.environ[LIMITED] = True


def remembered() -> None:
    """Note that a page was not made anew."""
    request.environ[REMEMBERED] = True
