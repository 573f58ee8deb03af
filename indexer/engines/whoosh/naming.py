"""What a query names as a whole: a title, a law by its short name, an agency, a place."""

from __future__ import annotations

import numpy as np

from indexer.engines.contract import body_worth, idf, names_of, place_names
from indexer.engines.whoosh.segment_format import key_hash
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.query import Words
from indexer.query.weights import PLACE, PLACE_TITLED, TITLE_ASKED, WORK_ASKED
from indexer.segments.array_writer import Array
from indexer.text import title_key
from indexer.text.citations import work_key


def named(snapshot: Snapshot, node: Words, scores: Array) -> None:
    """Adds for a document that is called what was typed, in full or as people shorten it."""
    scores[snapshot.named(key_hash(title_key(node.text)))] += np.float32(TITLE_ASKED)
    for key in dict.fromkeys(key_hash(work_key(name)) for name in names_of(node)):
        scores[snapshot.work(key)] += np.float32(WORK_ASKED)
    for body in node.bodies:
        mask = snapshot.of_agency(body.names)
        told = idf(int(np.count_nonzero(mask)), snapshot.living)
        scores += mask * np.float32(body_worth(node, body, told))


def standing_where(
    snapshot: Snapshot, node: Words, scores: Array, docs: Array | slice, named: Array
) -> Array | None:
    """Adds for documents of the place that the text names; before those of other places go the state's.

    Where the text names none, the collection's own places are no others. `docs`: those whose scores count;
    `named`: documents whose title has all that is asked for.

    What each document keeps of its score then; None where all keep all.
    """
    names = place_names(node)
    where = snapshot.placed([key_hash(name) for name in sorted(names)])
    kept = snapshot.elsewhere
    if kept is not None:
        if len(where):
            kept = snapshot.of_a_place.copy()
            kept[where] = 1
        scores[docs] *= kept[docs]
    if len(where):
        scores[where] += np.float32(PLACE)
        scores[np.intersect1d(where, named)] += np.float32(PLACE_TITLED)
    return kept
