"""What machines ask: is it well, and where may they go."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response

from search_web.services import services

view = Blueprint("health", __name__)

ROBOTS = "User-agent: *\nDisallow: /staff\nDisallow: /search\nDisallow: /api/\nDisallow: /catalogue/export\n"
"""Search engines find the documents through the catalogue; combinations of filters have no end."""


@view.get("/healthz")
def health() -> Response:
    """200 when searches are answered, 503 when they are not."""
    index = services().searcher.status()
    ok = index.present and index.problem is None
    state = {
        "ok": ok,
        "revision": services().store.last_revision(),
        "index": {
            "present": index.present,
            "documents": index.documents,
            "revision": index.revision,
            "problem": index.problem,
        },
    }
    return make_response(jsonify(state), 200 if ok else 503)


@view.get("/robots.txt")
def robots() -> Response:
    """Where crawlers need not go."""
    return Response(ROBOTS, mimetype="text/plain")
