"""Texts that one machine leaves for all others: what they would each have in a file otherwise."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Engine, delete, insert, select

from corpus.store import database, schema

TextName = Literal[
    "thesaurus",
    "staff_thesaurus",
    "former_staff_thesaurus",
    "pinned_terms",
    "hidden_terms",
    "portals",
    "guide",
    "suggestions",
    "duplicates",
    "meaning",
]
"""The last three: what the folder of that name consists of."""

_text = schema.shared_text


class SharedTexts:
    """One for each name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: TextName) -> str:
        """Empty where nobody left one."""
        with database.transaction(self._engine, writes=False) as connection:
            found = connection.execute(select(_text.c.text).where(_text.c.name == name)).scalar_one_or_none()
        return found or ""

    def leave(self, name: TextName, text: str) -> None:
        """In the place of the former one, unless it is the same; an empty one takes it away."""
        if self.get(name) == text:
            return
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(_text).where(_text.c.name == name))
            if text:
                connection.execute(insert(_text).values(name=name, text=text))
