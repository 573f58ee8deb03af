"""Running words: what they are worth, and how many of them a document has to have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from indexer.engines.contract import (
    DEGREES,
    Degree,
    added,
    asked,
    bodies_beside,
    chinese_pairs,
    few,
    leading,
    matters,
    names_all,
    shares,
    stands_within,
    titled_worth,
    typed_parts,
    typed_whole,
    weighed,
    weight_of,
)
from indexer.engines.opensearch.naming import (
    Elsewhere,
    Jurisdictions,
    less,
    named,
    of_agency,
    placed,
    with_title,
)
from indexer.engines.opensearch.queries import (
    NONE,
    Query,
    all_of,
    any_of,
    at_least,
    clauses,
    containing,
    having_all,
    none_of,
    worth,
)
from indexer.engines.opensearch.terms import TermCounts, term
from indexer.engines.opensearch.values import Values
from indexer.query import Phrase, Related, Words
from indexer.query.weights import (
    ALL_WORDS,
    ENOUGH,
    LEADING_TITLED,
    PARTIAL,
    PLACE_ALONE,
    SHARES,
    SUBJECT_TITLED,
    VERBATIM,
)

LEAST_SHARE = 1e-9
"""More than nothing."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a node finds."""

    mask: Query
    scores: tuple[Query, ...] | None = None
    """Their scores add up; of documents outside the mask they mean nothing. None when nothing counts."""
    degree: Degree = "all"
    whole: Query | None = None
    """Documents with all that was asked for; None: all of the mask."""
    certain: Query | None = None
    """Documents with just what was typed, or all of it and the agency; None: no."""
    elsewhere: Elsewhere | None = None
    """Documents that keep a share of what is added for being near; None: all keep all."""
    ahead: Query | None = None
    """Documents before which nothing that lacks a word goes for being near; None: no such."""

    @property
    def guarded(self) -> Query | None:
        """Its scores as one query that gives documents outside the mask none."""
        return {"bool": {"filter": [self.mask], "should": list(self.scores)}} if self.scores else None

    @property
    def clauses(self) -> int:
        """How many the cluster counts."""
        return clauses((self.mask, *(self.scores or ())))

    @property
    def entire(self) -> Query:
        """The documents with all that was asked for."""
        return self.mask if self.whole is None else self.whole


class Running:
    """The words of one text against one state of the index."""

    def __init__(self, terms: TermCounts, values: Values, node: Words) -> None:
        self._terms = terms
        self._values = values
        self._node = node

    def found(self, places: Jurisdictions) -> Compiled:
        """Documents with as much of the words as leaves enough of them."""
        node = self._node
        found, degree = self._relaxed()
        whole = self._whole
        here = self._mostly_there() if degree == DEGREES[0] else NONE
        if here != NONE:
            found, degree = any_of([found, here]), DEGREES[1]
        if self._node.lone and self._terms.count(found) == self._terms.count(all_of([found, whole])):
            degree = DEGREES[0]
        called = named(self._terms, self._values, node)
        scores = (*self._worth(), worth(whole, ALL_WORDS))
        if names_all(node) and self._terms.count(whole):
            scores = (less(none_of([whole] if here == NONE else [whole, here]), scores, PARTIAL),)
        scores = (*scores, *self._as_typed(), *called)
        certain = [self._typed, *(all_of([whole, body]) for body in self._bodies)]
        scores, elsewhere = places.standing_where(node, scores, self._titled)
        leading = (
            any_of([_titled(one.words), containing(one.text, title_only=True)])
            for one in node.related
            if one.leads
        )
        scores = (*scores, *(one for titled in leading for one in self._leading(titled, elsewhere)))
        if words := matters(node):
            scores = (less(none_of([any_of(list(map(self._saying, words)))]), scores, PLACE_ALONE),)
        ahead = whole if names_all(node) else None
        told = all_of([whole, *self._places]) if self._places else whole
        return Compiled(found, scores, degree, told, all_of([found, any_of(certain)]), elsewhere, ahead)

    def _mostly_there(self) -> Query:
        """Documents that have most of the words and the places, where none has all of both: what a place
        calls otherwise goes before what others call so.
        """
        if not self._places or self._node.demanded or self._terms.count(all_of([self._whole, *self._places])):
            return NONE
        here = all_of([self._sharing(SHARES["most"]), *self._places])
        return here if self._terms.count(here) else NONE

    def _leading(self, titled: Query, elsewhere: Elsewhere | None) -> tuple[Query, ...]:
        """Adds for titles with a leading term; less elsewhere, unless none of the state's has it."""
        scores = (worth(titled, LEADING_TITLED),)
        if elsewhere and self._terms.count(all_of([titled, none_of([elsewhere.query])])):
            scores = (elsewhere.less(scores),)
        return scores

    def _worth(self) -> tuple[Query, ...]:
        node, terms = self._node, self._terms
        scores = self._words_worth() + terms.pairs_worth(chinese_pairs(node.text))
        alike = leading(node)
        for related, new, between in added(node):
            weight = weight_of(related)
            scores += terms.worth("word", new, weight) + terms.pairs_worth(between, weight)
            if related in alike:
                told = min(sum(map(self._told, one.words)) for one in alike)
                scores += (worth(standing(related.text), VERBATIM * told),)
        return scores

    def _words_worth(self) -> tuple[Query, ...]:
        """What its words are worth; a few each by how many documents have it within others too."""
        terms, words = self._terms, self._node.words
        if not names_all(self._node):
            return terms.worth("word", words)
        told = {word: terms.idf(held(self._node, word)) / terms.idf(term("word", word)) for word in words}
        return sum((terms.worth("word", (word,), share) for word, share in told.items()), ())

    def _as_typed(self) -> tuple[Query, ...]:
        """Adds for a text that stands there just as it was typed, and for titles with all of its words."""
        node = self._node
        if len(node.text) == 1:
            return *self._terms.worth("character", node.text), worth(self._titled, titled_worth(node))
        told = sum(map(self._told, node.words))
        parts = map(standing, typed_parts(node))
        together = (worth(part, VERBATIM * self._terms.idf(part)) for part in parts)
        less_so = less(none_of([self._whole]), tuple(together), PARTIAL)
        about = (worth(_titled(node.subject), SUBJECT_TITLED),) if node.subject else ()
        return worth(self._typed, VERBATIM * told), less_so, worth(self._titled, titled_worth(node)), *about

    @cached_property
    def _titled(self) -> Query:
        """Documents whose title has all of the words but for a place, each as it is or said otherwise."""
        words = matters(self._node) or asked(self._node)
        said = ([way.words for way in self._partly if word in way.instead] for word in words)
        ways = [
            any_of([self._titled_by(word), *map(_titled, others), *self._of_bodies_beside(word)])
            for word, others in zip(words, said, strict=True)
        ]
        wholly = [_titled(way.words) for way in self._wholly]
        return any_of([all_of(ways), *wholly]) if ways else NONE

    def _titled_by(self, word: str) -> Query:
        """Documents whose title has the word; one of a few within longer ones too."""
        within = few(self._node) and stands_within(word, self._node)
        return any_of([_titled((word,)), containing(word, title_only=True)]) if within else _titled((word,))

    def _of_bodies_beside(self, word: str) -> list[Query]:
        """The documents of the agencies that the word belongs to, beside which more is asked for."""
        return [of_agency(one, self._values) for one in bodies_beside(self._node) if word in one.instead]

    @cached_property
    def _wholly(self) -> list[Related]:
        """Other ways to say all that was asked for; beside each word they would be too many clauses."""
        words = set(asked(self._node))
        return [way for way in self._node.related if words and words <= set(way.instead)]

    @cached_property
    def _partly(self) -> list[Related]:
        """Other ways to say some of it."""
        return [way for way in self._node.related if way not in self._wholly]

    @cached_property
    def _typed(self) -> Query:
        """Documents in which the text stands as it was typed."""
        return standing(self._node.text) if typed_whole(self._node) else NONE

    @cached_property
    def _bodies(self) -> tuple[Query, ...]:
        """The documents of each agency that the text names."""
        return tuple(of_agency(body, self._values) for body in self._node.bodies)

    @cached_property
    def _places(self) -> tuple[Query, ...]:
        """For each place that the text speaks of, the documents that name it, or are of its agencies."""
        return tuple(
            any_of([standing(one.said), standing(one.name), of_agency(one, self._values)])
            for one in self._node.where
        )

    def _told(self, word: str) -> float:
        """What a word tells; one that stands only within others as much as those."""
        plain = term("word", word)
        return self._terms.idf(plain if self._terms.count(plain) else held(self._node, word))

    def _saying(self, word: str) -> Query:
        """Documents that have the word, or say or belong to what it stands for."""
        ways = [_having(related) for related in self._partly if word in related.instead]
        bodies = zip(self._node.bodies, self._bodies, strict=True)
        ways += [of for body, of in bodies if word in body.instead]
        return any_of([held(self._node, word), *ways])

    @cached_property
    def _shares(self) -> list[Query]:
        """Of each telling word, what it tells of what they all tell; said otherwise it counts as much."""
        told = {word: self._told(word) for word in weighed(self._node)}
        each = [worth(self._saying(word), share) for word, share in shares(self._node, told).items()]
        return [*each, *(worth(_having(way), 1.0) for way in self._wholly)]

    @cached_property
    def _whole(self) -> Query:
        """Documents with all that is asked for."""
        if not self._node.lone:
            return self._sharing(SHARES["all"])
        each = all_of([self._saying(word) for word in asked(self._node)])
        return any_of([each, *map(_having, self._wholly)])

    def _sharing(self, least: float) -> Query:
        """Documents with so much of what the telling words tell."""
        return at_least(self._shares, least)

    def _relaxed(self) -> tuple[Query, Degree]:
        """Documents with as much of the telling words as leaves enough; filler alone is not enough."""
        if self._node.demanded:
            return all_of([self._whole, *self._places]), DEGREES[0]
        levels = [LEAST_SHARE, *map(SHARES.__getitem__, DEGREES[:-1])]
        told, *each = self._terms.sharing(self._shares, levels)
        some = self._sharing(LEAST_SHARE)
        if self._node.lone:
            about = [*map(self._saying, asked(self._node)), *map(_having, self._wholly)]
            some = all_of([some, any_of(about)])
            told = self._terms.count(some)
        enough = min(ENOUGH, max(self._terms.view.documents // 100, ENOUGH // 10))
        for degree, count in zip(DEGREES[:-1], each, strict=True):
            if count >= enough:
                return self._sharing(SHARES[degree]), degree
        if told:
            return some, "all" if each[0] == told else DEGREES[-1]
        found = self._scattered()
        return found, DEGREES[-1] if self._terms.count(found) else "all"

    def _scattered(self) -> Query:
        """Where nothing has any of the telling words."""
        words = NONE if self._node.lone else any_of([term("word", word) for word in self._node.words])
        others = [*self._bodies, *map(_having, self._node.related)]
        if self._places:
            others.append(all_of(self._places))
        elif not self._terms.count(words):
            others.append(_sharing_pairs(self._node.text))
        return any_of([words, *others])


def standing(word: str) -> Query:
    """Documents with a word, within longer ones too: 法院 in 人民法院."""
    own = term("word", word)
    return own if word.isascii() else any_of([own, containing(word)])


def held(node: Words, word: str) -> Query:
    """Documents with a word, within longer ones too; a character among others is none of theirs."""
    return standing(word) if stands_within(word, node) else term("word", word)


def _sharing_pairs(text: str) -> Query:
    """Documents that share half of the pairs of a text, or more: it is cut otherwise there."""
    pairs = [term("pair", pair) for pair in chinese_pairs(text)]
    return {"bool": {"should": pairs, "minimum_should_match": (len(pairs) + 1) // 2}} if pairs else NONE


def queries_of_words(node: Words | Phrase, values: Values) -> Iterator[Query]:
    """All whose counts the scores depend on."""
    yield from (term("pair", pair) for pair in chinese_pairs(node.text))
    if not isinstance(node, Words):
        return
    yield from (term("word", word) for word in (*node.words, *weighed(node)))
    if names_all(node):
        yield from (held(node, word) for word in node.words)
        yield from map(standing, typed_parts(node))
    yield with_title(node.text)
    if len(node.text) == 1:
        yield term("character", node.text)
    for related in node.related:
        yield from (term("word", word) for word in related.words)
        yield from (term("pair", pair) for pair in chinese_pairs(related.text))
    yield from (of_agency(body, values) for body in node.bodies)
    yield placed(node)


def queries_of_missing(node: Words, terms: TermCounts) -> Iterator[Query]:
    """Likewise of words that stand nowhere but within longer ones."""
    words = dict.fromkeys([*node.words, *weighed(node), *(one for way in node.related for one in way.words)])
    yield from (held(node, word) for word in words if not terms.count(term("word", word)))


def _having(related: Related) -> Query:
    """Documents with another way to say something."""
    words = (related.text,) if related.exact else related.words
    return all_of([standing(word) if len(word) > 1 else term("word", word) for word in words])


def _titled(words: tuple[str, ...]) -> Query:
    """Documents whose title has all of the words."""
    return having_all("titled", words) if words else NONE
