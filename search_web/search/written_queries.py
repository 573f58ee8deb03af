"""A query written from the fields of a form: the same that a person could type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from werkzeug.datastructures import MultiDict

from corpus.catalogue import ENDED
from corpus.fields import NAMES
from search_web.shared.request_parameters import words

IN_FORCE = " ".join(f"-{NAMES['validity']}:{word}" for word in ENDED)
"""Without what is no longer in force; what says nothing of it stays."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the advanced form asks, as typed."""

    all: str = ""
    """Words that must all occur."""
    any: str = ""
    """Words of which one must occur."""
    none: str = ""
    """Words that must not occur."""
    exact: str = ""
    """A text that must stand there as it is."""
    title: str = ""
    """What the title must contain."""
    number: str = ""
    """发文字号 or 索引号."""
    agency: str = ""
    """What the name of the agency contains."""
    in_force: str = ""
    """Not empty: only what is in force."""

    @classmethod
    def of(cls, args: MultiDict[str, str]) -> Form:
        """The form as it was sent."""
        sent = {field.name: words(args, field.name) for field in fields(cls)}
        return cls(**{name: text.replace('"', "") for name, text in sent.items()})

    @property
    def query(self) -> str:
        """The query that asks for it; empty where nothing is asked."""
        return " ".join(part for part in self._parts() if part)

    def _parts(self) -> Iterator[str]:
        yield self.all
        yield " OR ".join(self.any.split())
        yield f'"{self.exact}"' if self.exact else ""
        for key, value in (("title", self.title), ("document_number", self.number), ("agency", self.agency)):
            yield f'{NAMES[key]}:"{value}"' if value else ""
        yield " ".join(f"-{word}" for word in self.none.split())
        yield IN_FORCE if self.in_force else ""
