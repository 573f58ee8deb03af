"""What a person typed -> nodes. Nothing that can be typed is an error."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.clock import today
from indexer.query import agencies, fields, numerals
from indexer.query.collection_names import NOTHING_KNOWN, Known
from indexer.query.filler import FILLER
from indexer.query.pieces import MAX_CHARACTERS, Piece, pieces, plain_signs
from indexer.query.places import Place
from indexer.query.thesaurus import Thesaurus
from indexer.query.times import Time, spoken_of
from indexer.query.tree import (
    All,
    Any,
    Body,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Related,
    Valued,
    Words,
)
from indexer.query.weights import NUMERAL, PLACE, RELATED, SAME_BODY, TIME
from indexer.text import Segmenter, as_word, normalise_line, numbers


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query understood."""

    node: Node
    terms: tuple[str, ...]
    """Words and phrases looked for, each once: what to mark in a document."""
    related: tuple[str, ...]
    """Official terms that were searched for too, as the thesaurus has them."""
    cut: bool
    """Whether only the first MAX_CHARACTERS were read."""
    times: tuple[Time, ...] = ()
    """When it speaks of."""
    places: tuple[Place, ...] = ()
    """Places of the collection that it speaks of."""
    notes: tuple[str, ...] = ()
    """Chinese sentences: fields whose values say nothing and were taken as words."""
    literal: bool = False
    """Whether something is asked for just as typed: in quotes, or by its number."""

    @property
    def browsing(self) -> bool:
        """Nothing was asked for."""
        return isinstance(self.node, Everything)


def parse(
    query: str,
    segmenter: Segmenter,
    thesaurus: Thesaurus,
    known: Known = NOTHING_KNOWN,
    on: date | None = None,
    expand: bool = True,
) -> ParsedQuery:
    """Words, "exact phrase" (required), -word and -"phrase" (excluded), A OR B, title: and the other fields.

    A document number or index number, in any spelling, puts its document first. `known`: the names of the
    collection; `on`: the day it is asked on, today if not given; `expand`: whether the thesaurus adds its terms.
    """
    query = plain_signs(query)
    reader = _Reader(segmenter, thesaurus, known, on or today(), expand)
    for piece in pieces(query):
        reader.take(piece)
    node = reader.node()
    if keys := numbers.asked(query[:MAX_CHARACTERS]):
        node = First(Numbered(keys), node)
    return ParsedQuery(
        node,
        tuple(dict.fromkeys(reader.terms)),
        tuple(dict.fromkeys(reader.related)),
        len(query) > MAX_CHARACTERS,
        tuple(dict.fromkeys(reader.times)),
        tuple(dict.fromkeys(reader.places)),
        tuple(dict.fromkeys(reader.notes)),
        '"' in query or numbers.named(query[:MAX_CHARACTERS]),
    )


@dataclass(slots=True)
class _Reader:
    """Gathers the pieces of a query."""

    segmenter: Segmenter
    thesaurus: Thesaurus
    known: Known
    on: date
    expand: bool
    terms: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _plain: list[str] = field(default_factory=list)
    _nodes: list[Node] = field(default_factory=list)
    _excluded: list[Node] = field(default_factory=list)
    _joining: bool = False
    """Whether an OR stands before the next piece."""
    _after_words: bool = False
    """Whether the last piece was words."""

    def take(self, piece: Piece) -> None:
        """Read one piece."""
        if piece.kind == "or":
            self._joining = bool(self._plain or self._nodes)
        elif piece.kind == "field":
            self._field(piece)
        elif piece.excluded:
            self._exclude(normalise_line(piece.text))
        elif piece.kind == "words":
            self._words(normalise_line(piece.text))
        else:
            self._phrase(normalise_line(piece.text))

    def node(self) -> Node:
        """The whole query."""
        nodes = list(self._nodes)
        if self._plain:
            nodes.append(self._running("\n".join(self._plain)))
        nodes += self._excluded
        if not nodes:
            return Everything()
        return self._preferring(nodes[0] if len(nodes) == 1 else All(tuple(nodes)))

    def _preferring(self, node: Node) -> Node:
        """With what the query speaks of counting a little."""
        if self.times:
            spans = (Dated(one.first.toordinal(), one.last.toordinal()) for one in self.times)
            node = Preferred(node, Any(tuple(dict.fromkeys(spans))), TIME)
        if self.places:
            agencies = (Valued("agency", place.name) for place in self.places)
            node = Preferred(node, Any(tuple(dict.fromkeys(agencies))), PLACE)
        return node

    def _field(self, piece: Piece) -> None:
        """One field with its value; what says nothing is told, and taken as words."""
        node, text = fields.node(piece.field, piece.text), normalise_line(piece.text)
        if isinstance(node, Valued) and not self.known.has(node.field, node.text):
            node = None
        if node is not None and piece.excluded:
            self._excluded.append(Not(node))
        elif node is not None:
            self._add(node, fields.marked(piece.field, piece.text))
        elif as_word(text):
            self.notes.append(fields.unknown(piece.field, text))
            self._words(text)

    def _exclude(self, text: str) -> None:
        if as_word(text) and Not(Phrase(text)) not in self._excluded:
            self._excluded.append(Not(Phrase(text)))

    def _phrase(self, text: str) -> None:
        if as_word(text):
            self._understand(text, ())
            self._add(Phrase(text), text)

    def _add(self, node: Node | None, term: str = "") -> None:
        """A required node, or one more choice of the one before."""
        if node is None:
            return
        if term:
            self.terms.append(term)
        if self._joining:
            self._join(node)
        elif node not in self._nodes:
            self._nodes.append(node)
        self._joining = self._after_words = False

    def _join(self, node: Node) -> None:
        after_words = self._plain and self._after_words
        before = self._running(self._plain.pop()) if after_words else self._nodes.pop()
        choices = before.nodes if isinstance(before, Any) else (before,)
        self._nodes.append(Any((*choices, node)))

    def _words(self, text: str) -> None:
        if not as_word(text):
            return
        if self._joining:
            self._add(self._running(text))
        else:
            if text not in self._plain:
                self._plain.append(text)
            self._after_words = True

    def _running(self, text: str) -> Words:
        """Words of a running text, what is asked for among them, and how else it is said."""
        words = self._cut(text)
        telling = frozenset(words) - FILLER - self._understand(text, words) or frozenset(words)
        self.terms += words
        ways = [(said, way, NUMERAL) for said, way in numerals.otherwise(text)]
        ways += [(said, way, SAME_BODY) for said, way in agencies.other_names(text)]
        for said, entry in self.thesaurus.related(text) if self.expand else ():
            self.related.append(entry.shown)
            ways.append((said, entry.official, RELATED))
        self.terms += [way for _, way, _ in ways]
        related = (
            Related(
                self._cut(way),
                way,
                frozenset(self._cut(said)).intersection(words),
                weight,
                leads=said == text,
                exact=weight == SAME_BODY,
            )
            for said, way, weight in ways
        )
        return Words(words, text, telling, tuple(related), self._bodies(text, words))

    def _bodies(self, text: str, words: tuple[str, ...]) -> tuple[Body, ...]:
        """The agencies that a text names, with the words that lie within their names."""
        spoken = self.known.agencies.spoken_of(text)
        return tuple(Body(names, frozenset(word for word in words if word in said)) for said, names in spoken)

    def _understand(self, text: str, words: tuple[str, ...]) -> frozenset[str]:
        """Notes times and places of a text; a document of that time or place need not have these words."""
        times, places = spoken_of(text, self.on), self.known.places.spoken_of(text, words)
        self.times += times
        self.places += places
        said = [one.said for one in times] + [name for one in places for name in (one.name, one.bare)]
        return frozenset(word for one in said for word in self._cut(one))

    def _cut(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for piece in self.segmenter.cut(text) if (word := as_word(piece))))
