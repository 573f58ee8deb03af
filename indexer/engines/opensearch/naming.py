"""What a query names as a whole: a title, a law by its short name, an agency, a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from corpus.fields import single_values
from indexer.engines.contract import body_worth, kept_unasked, names_of, place_names
from indexer.engines.opensearch.documents import key_of
from indexer.engines.opensearch.queries import Query, all_of, any_of, none_of, worth
from indexer.engines.opensearch.terms import TermCounts
from indexer.engines.opensearch.values import Values
from indexer.query import Body, Where, Words
from indexer.query.weights import ELSEWHERE, PLACE, PLACE_TITLED, TITLE_ASKED, WORK_ASKED
from indexer.text import title_key
from indexer.text.citations import work_key
from indexer.text.jurisdictions import STATE, places


def of_agency(of: Body | Where, values: Values) -> Query:
    """Documents of one of these agencies, alone or with others."""
    names = of.names if isinstance(of, Body) else of.agencies
    return {"terms": {"agency": sorted({*names, *map(str, values.meant("agency", names))})}}


def placed(node: Words) -> Query:
    """Documents of a place that the text names."""
    return {"terms": {"placed": sorted(map(key_of, place_names(node)))}}


def with_title(text: str) -> Query:
    """Documents whose title is this."""
    return {"term": {"name": key_of(title_key(text))}}


def less(some: Query, scores: tuple[Query, ...], share: float) -> Query:
    """The sum of the scores, of which some documents keep a share."""
    function = {"filter": some, "weight": share}
    return {"function_score": {"query": any_of(scores), "functions": [function]}}


def named(terms: TermCounts, values: Values, node: Words) -> tuple[Query, ...]:
    """Adds for a document that is called what was typed, in full or as people shorten it."""
    works = dict.fromkeys(key_of(work_key(name)) for name in names_of(node))
    asked = [
        ("name", key_of(title_key(node.text)), TITLE_ASKED),
        *(("work", key, WORK_ASKED) for key in works),
    ]
    called = (worth({"term": {field: key}}, score) for field, key, score in asked if key)
    bodies = ((of_agency(body, values), body) for body in node.bodies)
    return (*called, *(worth(of, body_worth(node, body, terms.idf(of))) for of, body in bodies))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Documents of places that are not asked for."""

    query: Query
    kept: float
    """What they keep of their scores."""

    def less(self, scores: tuple[Query, ...]) -> Query:
        """The sum of the scores, of which they keep their share."""
        return less(self.query, scores, self.kept)


@dataclass
class Jurisdictions:
    """Of one state of the index."""

    terms: TermCounts
    values: Values

    def standing_where(
        self, node: Words, scores: tuple[Query, ...], titled: Query
    ) -> tuple[tuple[Query, ...], Elsewhere | None]:
        """Adds for documents of the place that the text names; before those of other places go the state's.

        Where the text names none, the collection's own places are no others. `titled`: documents whose title
        has all that is asked for.

        And the documents that count less then; None where none does.
        """
        where, others = placed(node), self._elsewhere
        told = worth(where, PLACE), worth(all_of([where, titled]), PLACE_TITLED)
        here = told if self.terms.count(where) else ()
        if others is None:
            return (*scores, *here), None
        kept = kept_unasked(self.terms.count(self._states), self.terms.view.documents)
        if here:
            of_a_place = any_of([{"exists": {"field": field}} for field in ("jurisdiction", "placed")])
            others = all_of([of_a_place, none_of([self._states, where])])
            kept = ELSEWHERE
        elsewhere = Elsewhere(others, kept)
        return (elsewhere.less(scores), *here), elsewhere

    @property
    def _states(self) -> Query:
        """Documents of the state."""
        return {"term": {"jurisdiction": key_of(STATE)}}

    @cached_property
    def _elsewhere(self) -> Query | None:
        """Documents of places that are not the collection's; None where nothing is the state's."""
        if not self.terms.count(self._states):
            return None
        agencies = (one for value in self.values.of("agency") for one in single_values("agency", value))
        own = {name for agency in agencies for name in places(agency, "")}
        ours: Query = {"terms": {"jurisdiction": [key_of(STATE), *sorted(map(key_of, own))]}}
        return all_of([{"exists": {"field": "jurisdiction"}}, none_of([ours])])
