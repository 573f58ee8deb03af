"""A query written from the fields of a form: the same that a person could type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace

from werkzeug.datastructures import MultiDict

from corpus.catalogue import ENDED
from corpus.fields import NAMES
from indexer.query import Piece, pieces
from search_web.shared.request_parameters import words

IN_FORCE = " ".join(f"-{NAMES['validity']}:{word}" for word in ENDED)
"""Without what is no longer in force; what says nothing of it stays."""


ASKED_AS = {
    "title": ("title", "title"),
    "number": ("number", "document_number"),
    "issuer": ("agency", "agency"),
}
"""Fields of the form that ask for a field: what the query calls it, and the key of its name."""


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
    issuer: str = ""
    """What the name of the agency contains; `agency` is the filter of the results."""
    in_force: str = ""
    """Not empty: only what is in force."""

    @classmethod
    def of(cls, args: MultiDict[str, str]) -> Form:
        """The form as it was sent."""
        sent = {field.name: words(args, field.name) for field in fields(cls)}
        return cls(**{name: text.replace('"', "") for name, text in sent.items()})

    @classmethod
    def written_in(cls, query: str) -> Form:
        """The form that writes a query, as far as it can: what it has no field for is left out."""
        form, typed = cls(), list(pieces(query))
        joins = [piece.kind == "or" for piece in typed]
        for place, piece in enumerate(typed):
            chosen = any(joins[max(0, place - 1) : place + 2])
            form = form._with(piece, "any" if chosen and not piece.excluded else "")
        return form

    @property
    def query(self) -> str:
        """The query that asks for it; empty where nothing is asked."""
        return " ".join(part for part in self._parts() if part)

    def _parts(self) -> Iterator[str]:
        yield " ".join(f'"{word}"' for word in self.all.split())
        yield " OR ".join(f'"{word}"' for word in self.any.split())
        yield f'"{self.exact}"' if self.exact else ""
        for name, (_, key) in ASKED_AS.items():
            value = getattr(self, name)
            yield f'{NAMES[key]}:"{value}"' if value else ""
        yield " ".join(f"-{word}" for word in self.none.split())
        yield IN_FORCE if self.in_force else ""

    def _with(self, piece: Piece, where: str) -> Form:
        """With one more piece of a query, in the field that says where or in the one for its kind."""
        if piece.kind == "field" and piece.field == "validity":
            return replace(self, in_force="1") if piece.excluded else self
        if piece.kind == "field":
            name = next((name for name, (field, _) in ASKED_AS.items() if field == piece.field), "")
            return replace(self, **{name: piece.text}) if name and not piece.excluded else self
        if piece.excluded:
            where = "none"
        elif piece.kind == "phrase" and " " in piece.text.strip():
            return replace(self, exact=piece.text.strip())
        said = asdict(self)[where or "all"]
        return replace(self, **{where or "all": f"{said} {piece.text}".strip()}) if piece.text else self
