"""What a person typed -> nodes. Nothing that can be typed is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.query import fields
from indexer.query.filler import FILLER
from indexer.query.thesaurus import Thesaurus
from indexer.query.tree import All, Any, Everything, First, Node, Not, Numbered, Phrase, Related, Words
from indexer.text import Segmenter, as_word, normalise_line, numbers, without_surrogates
from indexer.weights import RELATED

MAX_CHARACTERS = 400
"""What is read of a query: more than any question of the public in a collection of 1,543 (a guess of what to
add), and few enough words that the slowest query stays bounded."""

QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "「": '"', "」": '"', "『": '"', "』": '"'})
"""Whichever quotation marks an input method gives."""

PIECE = re.compile(
    rf'(?:(?<=\s)|^)(?:{fields.PATTERN})[:：]\s?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<value>[^\s"]+))'
    r'|(?:(?<=\s)|^)(?P<minus>[-－−])?"(?P<phrase>[^"]*)(?:"|$)|"(?P<inner>[^"]*)(?:"|$)'
    r'|(?:(?<=\s)|^)[-－−](?P<without>[^\s"]+)|(?:(?<=\s)|^)(?P<or>OR)(?=\s)|(?P<words>[^"\s]+)'
)
"""A field and its value, a quoted phrase (a missing last quote is supplied), -"phrase", -word, OR, words."""


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

    @property
    def browsing(self) -> bool:
        """Nothing was asked for."""
        return isinstance(self.node, Everything)


def parse(query: str, segmenter: Segmenter, thesaurus: Thesaurus) -> ParsedQuery:
    """Words, "exact phrase" (required), -word and -"phrase" (excluded), A OR B, title: and the other fields.

    A document number or index number, in any spelling, puts its document first.
    """
    query = without_surrogates(query).translate(QUOTES).strip()
    reader = _Reader(segmenter, thesaurus)
    for found in PIECE.finditer(query[:MAX_CHARACTERS]):
        reader.take(found)
    node = reader.node()
    if keys := numbers.asked(query[:MAX_CHARACTERS]):
        node = First(Numbered(keys), node)
    return ParsedQuery(
        node, tuple(dict.fromkeys(reader.terms)), tuple(reader.related), len(query) > MAX_CHARACTERS
    )


@dataclass(slots=True)
class _Reader:
    """Gathers the pieces of a query."""

    segmenter: Segmenter
    thesaurus: Thesaurus
    terms: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    _plain: list[str] = field(default_factory=list)
    _nodes: list[Node] = field(default_factory=list)
    _excluded: list[Node] = field(default_factory=list)
    _choice: list[Node] = field(default_factory=list)
    """What the OR before the next piece joins it to."""
    _joining: bool = False

    def take(self, found: re.Match[str]) -> None:
        """Read one piece."""
        groups = found.groupdict()
        if groups["or"]:
            self._joining = bool(self._plain or self._nodes)
            return
        excluded = groups["without"]
        if groups["minus"]:
            excluded = groups["phrase"]
        if excluded is not None:
            self._exclude(normalise_line(excluded))
        elif name := fields.name_of(groups):
            value = groups["quoted"] or groups["value"] or ""
            self._add(fields.node(name, value), fields.marked(name, value))
        elif groups["words"] is not None:
            self._words(normalise_line(groups["words"]))
        else:
            self._phrase(normalise_line(groups["phrase"] or groups["inner"] or ""))

    def node(self) -> Node:
        """The whole query."""
        nodes = list(self._nodes)
        if self._plain:
            nodes.append(self._running("\n".join(self._plain)))
        nodes += self._excluded
        if not nodes:
            return Everything()
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def _exclude(self, text: str) -> None:
        if as_word(text) and Not(Phrase(text)) not in self._excluded:
            self._excluded.append(Not(Phrase(text)))

    def _phrase(self, text: str) -> None:
        if as_word(text):
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
        self._joining = False

    def _join(self, node: Node) -> None:
        before = self._running(self._plain.pop()) if self._plain else self._nodes.pop()
        choices = before.nodes if isinstance(before, Any) else (before,)
        self._nodes.append(Any((*choices, node)))

    def _words(self, text: str) -> None:
        if not as_word(text):
            return
        if self._joining:
            self._add(self._running(text))
        elif text not in self._plain:
            self._plain.append(text)

    def _running(self, text: str) -> Words:
        """Words of a running text, what is asked for among them, and how officials say it."""
        words = self._cut(text)
        telling = frozenset(words) - FILLER or frozenset(words)
        self.terms += words
        related = []
        for said, entry in self.thesaurus.related(text):
            self.related.append(entry.shown)
            self.terms.append(entry.official)
            instead = frozenset(self._cut(said)).intersection(words)
            related.append(Related(self._cut(entry.official), entry.official, instead, RELATED))
        return Words(words, text, telling, tuple(related))

    def _cut(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for piece in self.segmenter.cut(text) if (word := as_word(piece))))
