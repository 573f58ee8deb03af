"""How values look on a page: the filters and tests that the templates use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from jinja2 import Environment
from markupsafe import Markup

from corpus.catalogue import ended
from corpus.clock import CHINA, china_day
from corpus.config import Config
from corpus.fields import NAMES
from indexer import Hit
from search_web.shared import links

SCREEN = 600
"""Characters of a text that are in sight when its page opens; a passage further down is gone to. A guess."""

DAYS_KEPT = 1_000
"""Days that are not written anew: a page has ten, and the same ones come again. A guess."""

UNITS = ("字节", "KB", "MB", "GB")


@lru_cache(maxsize=DAYS_KEPT)
def day(value: date | datetime | None) -> Markup:
    """2024-03-11 as a `<time>`; nothing for None."""
    if value is None:
        return Markup("")
    shown = (china_day(value) if isinstance(value, datetime) else value).isoformat()
    return Markup('<time datetime="{0}">{0}</time>').format(shown)


def moment(value: datetime | None) -> Markup:
    """2024-03-11 16:05 in China's time as a `<time>`; nothing for None."""
    if value is None:
        return Markup("")
    local = value.astimezone(CHINA)
    return Markup('<time datetime="{}">{}</time>').format(
        local.isoformat(timespec="seconds"), local.strftime("%Y-%m-%d %H:%M")
    )


def number(value: int) -> str:
    """12,345."""
    return f"{value:,}"


def size(value: int) -> str:
    """Bytes as people say them: 35 KB, 1.2 MB."""
    amount, unit = float(value), 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    shown = f"{amount:.0f}" if unit < 2 or amount >= 10 else f"{amount:.1f}"
    return f"{shown} {UNITS[unit]}"


def anchor(hit: Hit) -> str | None:
    """Where the link of a hit goes within its document; None for the beginning."""
    return "passage" if hit.place > SCREEN else None


def percent(value: float) -> str:
    """A share as 92.5%, rounded down: 100% is said only of the whole."""
    return f"{int(value * 1000) / 10:g}%"


class Published(Protocol):
    """What is published somewhere: a document, or a line about one."""

    @property
    def portal(self) -> str | None:
        """Name of the portal."""

    @property
    def url(self) -> str:
        """Address there."""


def stands_at(document: Published, config: Config) -> str:
    """The portal that a document stands in, or else the host of its address."""
    return config.portal_title(document.portal) if document.portal else links.host(document.url)


def install(environment: Environment, config: Callable[[], Config]) -> None:
    """Make them known to the templates."""
    environment.filters.update(day=day, moment=moment, number=number, size=size, percent=percent)
    environment.filters["portal_title"] = lambda name: config().portal_title(name)
    environment.filters["stands_at"] = lambda document: stands_at(document, config())
    environment.filters.update(outside=links.outside, host=links.host, kind=links.kind)
    environment.filters.update(ended=lambda document: ended(document.validity), file_name=links.file_name)
    environment.filters["anchor"] = anchor
    environment.filters["field_name"] = lambda field: NAMES.get(field, field)
    environment.tests["date"] = lambda value: isinstance(value, date)
