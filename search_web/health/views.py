"""What machines ask: is it well."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response

from corpus.errors import StoreError
from search_web.shared.services import services

view = Blueprint("health", __name__)


@view.get("/healthz")
def health() -> Response:
    """200 when searches are answered and will be after a restart; 503 when not, with what is wrong."""
    index = services().searcher.status()
    revision, waiting, problem = _store(index.revision)
    state = {
        "ok": index.present and index.problem is None and problem is None,
        "revision": revision,
        "problem": problem,
        "index": {
            "present": index.present,
            "documents": index.documents,
            "revision": index.revision,
            "pending": waiting,
            "problem": index.problem,
        },
    }
    return make_response(jsonify(state), 200 if state["ok"] else 503)


@view.get("/readyz")
def ready() -> Response:
    """200 as soon as this process can answer searches, and 503 until then: for who chooses among several."""
    index = services().searcher.status()
    problem = index.problem or (None if index.present else "还没有索引")
    return make_response(jsonify(ready=problem is None, problem=problem), 200 if problem is None else 503)


def _store(indexed: int) -> tuple[int | None, int | None, str | None]:
    """The revision of the store, how many documents wait to be indexed, and what is wrong with it."""
    store = services().store
    try:
        services().check_store()
        return store.last_revision(), store.indexing.waiting(indexed), None
    except StoreError as error:
        return None, None, str(error)
