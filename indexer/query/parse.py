"""What a person typed -> nodes. Nothing that can be typed is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import compress

from corpus.clock import today
from indexer.query import fields
from indexer.query.asked_numbers import asked_numbers
from indexer.query.collection_names import NOTHING_KNOWN, Known
from indexer.query.cutting import Cutter
from indexer.query.filler import FILLER, THINGS, deeds, measured
from indexer.query.framing import SPEAKING_OF, bare, is_law, norm, norm_beside, standings
from indexer.query.other_names import other_names
from indexer.query.parsed import ParsedQuery
from indexer.query.pieces import MAX_CHARACTERS, Piece, pieces
from indexer.query.placed_words import placed_words
from indexer.query.places import Place
from indexer.query.quotation_marks import plain_signs, quoted
from indexer.query.subjects import subject
from indexer.query.thesaurus import Thesaurus
from indexer.query.times import Time, spoken_of
from indexer.query.together import lone_characters, together
from indexer.query.tree import (
    All,
    Any,
    Body,
    Called,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Related,
    Titled,
    Valued,
    Where,
    Words,
)
from indexer.query.ways import Way, official, official_here, ways
from indexer.query.weights import AGENCY_PLACE, NORM_TITLED, QUOTED, STANDING, TIME, TIME_TITLED
from indexer.text import Segmenter, as_word, normalise_line, numbers
from indexer.text.citations import work_key
from indexer.text.simplify import simplify

MOST_DEMANDS = 40
"""Phrases, fields, exclusions and words beside AND and OR that are heeded: over 147,288 articles each takes
some 7 ms when it is first asked for."""

TOO_MANY = f"引号、减号、字段和“或者”连起来的条件只用了前 {MOST_DEMANDS} 个。"


def parse(
    query: str,
    segmenter: Segmenter,
    thesaurus: Thesaurus,
    known: Known = NOTHING_KNOWN,
    on: date | None = None,
    expand: bool = True,
) -> ParsedQuery:
    """Words, "exact phrase" (required), “phrase” (preferred), -word and -"phrase" (excluded), A OR B,
    A AND B, A NOT B in any case, title: and the other fields.

    A document number or index number, in any spelling, puts its document first. `known`: the names of the
    collection; `on`: the day it is asked on, today if not given; `expand`: whether the thesaurus adds terms.
    """
    query = plain_signs(query)
    reader = _Reader(segmenter, thesaurus, known, on or today(), simplify(query) != query, expand)
    for piece in pieces(query):
        reader.take(piece)
    reader.prefer(quoted(query[:MAX_CHARACTERS]))
    node = reader.node()
    if keys := asked_numbers(query[:MAX_CHARACTERS], known.agencies):
        node = First(Numbered(keys), node)
    return ParsedQuery(
        node,
        tuple(dict.fromkeys(reader.terms)),
        tuple(dict.fromkeys(reader.related)),
        len(query) > MAX_CHARACTERS,
        tuple(dict.fromkeys(reader.times)),
        tuple(dict.fromkeys(reader.places)),
        tuple(dict.fromkeys(reader.notes)),
        tuple(dict.fromkeys(reader.ways)),
        '"' in query or numbers.named(query[:MAX_CHARACTERS]),
    )


@dataclass(slots=True)
class _Reader:
    """Gathers the pieces of a query."""

    segmenter: Segmenter
    thesaurus: Thesaurus
    known: Known
    on: date
    traditional: bool = False
    """Whether the query is written in traditional characters, as in Taiwan and Hong Kong."""
    expand: bool = True
    terms: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ways: list[Related] = field(default_factory=list)
    _plain: list[str] = field(default_factory=list)
    _nodes: list[Node] = field(default_factory=list)
    _excluded: list[Node] = field(default_factory=list)
    _joining: bool = False
    """Whether an OR stands before the next piece."""
    _demanding: bool = False
    """Whether an AND stands before the next piece."""
    _after_words: bool = False
    """Whether the last piece was words."""
    _quoted: list[str] = field(default_factory=list)
    _standings: list[str] = field(default_factory=list)
    """In force or not: what documents' 有效性 is asked to be."""
    _matters: list[str] = field(default_factory=list)
    """What is asked for beside that."""
    _norms: list[str] = field(default_factory=list)
    """Names of laws and regulations that are all that is asked for."""
    _demands: int = 0
    _cutter: Cutter = field(init=False)

    def __post_init__(self) -> None:
        self._cutter = Cutter(self.segmenter, self.thesaurus, self.known)

    def take(self, piece: Piece) -> None:
        """Read one piece."""
        if self._is_too_much(piece):
            self.notes.append(TOO_MANY)
            self._joining = self._demanding = False
        elif piece.kind == "or":
            self._joining = bool(self._plain or self._nodes)
        elif piece.kind == "and":
            self._demand()
        elif piece.kind == "field":
            self._field(piece)
        elif piece.excluded:
            self._exclude(normalise_line(piece.text))
        elif piece.kind == "words":
            self._words(normalise_line(piece.text))
        else:
            self._phrase(normalise_line(piece.text))

    def _is_too_much(self, piece: Piece) -> bool:
        """Whether MOST_DEMANDS were heeded already, of which this would be one more."""
        if piece.kind in ("or", "and"):
            return False
        self._demands += piece.kind != "words" or piece.excluded or self._joining or self._demanding
        return self._demands > MOST_DEMANDS

    def prefer(self, phrases: Iterable[str]) -> None:
        """Have documents with these phrases count more."""
        self._quoted += [text for phrase in phrases if as_word(text := normalise_line(phrase))]

    def node(self) -> Node:
        """The whole query."""
        nodes = list(self._nodes)
        if self._plain:
            text = bare(together(self._plain, self.segmenter))
            words = self._running(text)
            if not nodes and not self._norms:
                words = replace(words, subject=subject(text, self.segmenter.cut))
            # What is said around exact words and fields asks for nothing: 什么样的算"失信被执行人".
            said = (FILLER | deeds(words.words)).issuperset(words.words)
            if not nodes or not said or THINGS.issuperset(text.split("\n")):
                nodes.append(words)
        nodes += self._excluded
        if not nodes:
            return Everything()
        if len(nodes) > 1:
            return self._preferring(All(tuple(nodes)))
        (node,) = nodes
        if isinstance(node, Phrase) and norm(node.text):
            itself = All((Called((work_key(node.text),)), replace(node, title_only=True, unless=SPEAKING_OF)))
            node = Preferred(node, itself, NORM_TITLED)
        return self._preferring(node)

    def _preferring(self, node: Node) -> Node:
        """With what the query speaks of counting a little."""
        for phrase in dict.fromkeys(self._quoted):
            self.terms.append(phrase)
            node = Preferred(node, Phrase(phrase), QUOTED)
        if self.times:
            spans = (Dated(one.first.toordinal(), one.last.toordinal()) for one in self.times)
            node = Preferred(node, Any(tuple(dict.fromkeys(spans))), TIME)
        if years := [Titled(str(one.first.year)) for one in self.times if one.is_year]:
            node = Preferred(node, Any(tuple(dict.fromkeys(years))), TIME_TITLED)
        if self.places:
            agencies = (Valued("agency", place.name) for place in self.places)
            node = Preferred(node, Any(tuple(dict.fromkeys(agencies))), AGENCY_PLACE)
        for name in dict.fromkeys(self._norms):
            node = Preferred(node, Phrase(name, title_only=True, unless=SPEAKING_OF), NORM_TITLED)
        titled = (Phrase(matter, title_only=True) for matter in dict.fromkeys(self._matters))
        so = tuple(titled) if self._standings else ()
        for value in dict.fromkeys(self._standings):
            node = Preferred(node, All((Valued("validity", value), *so)), STANDING)
        return node

    def _field(self, piece: Piece) -> None:
        """One field with its value; what says nothing is told, and taken as words or excludes nothing."""
        node, text = fields.node(piece.field, piece.text), normalise_line(piece.text)
        if isinstance(node, Valued) and not self.known.has(node.field, node.text):
            node = self._called(node)
        if node is not None and piece.excluded:
            self._excluded.append(Not(node))
        elif node is not None:
            self._add(node, fields.marked(piece.field, piece.text))
        elif as_word(text):
            self.notes.append(fields.unknown(piece.field, text, excluded=piece.excluded))
            if not piece.excluded:
                self._words(text)

    def _called(self, node: Valued) -> Node | None:
        """The agencies that people call so; None where the collection has none."""
        names = self.known.agencies.named(node.text) if node.field == "agency" else ()
        called = tuple(Valued("agency", normalise_line(name)) for name in names)
        return Any(called) if called else None

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
        self._joining = self._demanding = self._after_words = False

    def _demand(self) -> None:
        """The words before an AND are required, as what follows; an OR that nothing followed is none."""
        self._joining = False
        if self._plain and self._after_words:
            self._add(self._demanded(self._plain.pop()))
        self._demanding = bool(self._nodes)

    def _join(self, node: Node) -> None:
        after_words = self._plain and self._after_words
        before = self._demanded(self._plain.pop()) if after_words else self._nodes.pop()
        choices = before.nodes if isinstance(before, Any) else (before,)
        self._nodes.append(Any((*choices, node)))

    def _words(self, text: str) -> None:
        if not as_word(text):
            return
        if self._joining or self._demanding:
            self._add(self._demanded(text))
        else:
            if text not in self._plain or text.isdecimal():
                self._plain.append(text)
            self._after_words = True

    def _demanded(self, text: str) -> Node:
        """Words beside an operator, all of which are wanted; a place alone has the papers of its agencies."""
        words = replace(self._running(text), demanded=True)
        if len(words.where) == 1 and text in (words.where[0].said, words.where[0].name):
            return Any((words, Valued("agency", words.where[0].name)))
        return words

    def _running(self, text: str) -> Words:
        """Words of a running text, what is asked for among them, and how else it is said."""
        words = self._cutter.cut(text)
        elsewhere = other_names(text, self.traditional)
        spoken = self._understand("\n".join([text, *(way for _, way in elsewhere)]), words)
        telling = frozenset(words) - FILLER - spoken - self._cutter.parts_of(text) - measured(text)
        self.terms += words
        compounds = {*self._cutter.compounds(text)}
        parts = tuple(word for word in words if word not in compounds)
        # Nothing within the name of a law that documents name so has another term.
        whole_name = is_law(text) and self.known.stands(text)
        terms = self._official(text, parts, elsewhere) if self.expand and not whole_name else ()
        found = [*ways(text, words, elsewhere), *terms]
        placed, kinds = placed_words(text, frozenset(words) - FILLER - spoken)
        where = spoken | placed | kinds
        related = [self._related(text, words, way, where) for way in found]
        # The official term within its plain word is news where nothing else is asked for: 遗嘱 in 立遗嘱.
        new = [
            not way.common if one.leads else one.text not in text
            for way, one in zip(found, related, strict=True)
        ]
        found, related = list(compress(found, new)), list(compress(related, new))
        self.terms += [way.text for way in found]
        self.ways += related
        self.related += [way.shown for way in found if way.shown]
        self._matters += sorted(telling)
        spots = tuple(self._spots(text, words))
        self._norms += [named] if (named := norm_beside(text, spots)) and not found else []
        if any(one.leads for one in related):
            telling -= deeds(words)
        bodies = self._bodies(text, words, found)
        words = tuple(word for word in words if word not in kinds)
        lone = lone_characters(text, telling - kinds)
        telling = (telling - kinds - lone) or frozenset(words)
        return Words(words, text, telling, tuple(related), bodies, placed & telling, lone - telling, spots)

    def _spots(self, text: str, words: tuple[str, ...]) -> Iterator[Where]:
        for place in self.known.places.spoken_of(text, words):
            yield Where(place.name if place.name in text else place.bare, place.name, place.agencies)

    def _official(self, text: str, words: tuple[str, ...], elsewhere: list[tuple[str, str]]) -> Iterator[Way]:
        yield from official(text, words, self.thesaurus, self.segmenter)
        yield from official_here(elsewhere, self.thesaurus, self.segmenter)

    def _related(self, text: str, words: tuple[str, ...], way: Way, where: frozenset[str]) -> Related:
        instead = _touched(text, way.said, words) & frozenset(words)
        named = frozenset(words) - FILLER - deeds(words) - measured(text) - where
        leads = way.current and (way.said == text or (bool(named) and all(one in way.said for one in named)))
        return Related(
            self._cutter.cut(way.text), way.text, instead, way.weight, leads=leads, exact=way.exact
        )

    def _bodies(self, text: str, words: tuple[str, ...], found: Iterable[Way]) -> tuple[Body, ...]:
        """The agencies that a text names in any way, with the words that lie within their names."""
        spoken = dict(self.known.agencies.spoken_of(text, words))
        for way in found:
            if way.shown and way.said not in spoken and (names := self.known.agencies.called(way.text)):
                spoken[way.said] = names
        return tuple(Body(names, self._naming(said, names, text, words)) for said, names in spoken.items())

    def _naming(self, said: str, names: tuple[str, ...], text: str, words: tuple[str, ...]) -> frozenset[str]:
        """The words that name agencies, with the level before them: 省 and 药监局."""
        level = self.known.agencies.level_before(names, text[: text.find(said)], words)
        return frozenset(word for word in words if word in said or word.endswith(said) or word == level)

    def _understand(self, text: str, words: tuple[str, ...]) -> frozenset[str]:
        """Notes times and places of a text; a document of that time or place need not have these words."""
        times, places = spoken_of(text, self.on), self.known.places.spoken_of(text, words)
        self.times += times
        self.places += places
        in_force = {
            part: value for part, value in standings(text).items() if self.known.has("validity", value)
        }
        self._standings += in_force.values()
        said = [*in_force, *(one.said for one in times)]
        said += [name for one in places for name in (one.name, one.bare)]
        return frozenset(word for one in said for word in self._cutter.cut(one))


def _touched(text: str, said: str, words: Iterable[str]) -> frozenset[str]:
    """Words that share a character with what is said, wherever it stands in the text."""
    start = text.find(said)
    end = start + len(said)
    places = ((word, text.find(word, max(0, start - len(word) + 1))) for word in words)
    return frozenset(word for word, place in places if 0 <= place < end)
