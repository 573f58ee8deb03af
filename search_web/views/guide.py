"""The guide (指南) that the law asks for."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from search_web import guide
from search_web.headers import private
from search_web.services import services
from search_web.staff_access import is_staff

view = Blueprint("guide", __name__)


@view.get("/guide")
def page() -> Response:
    """All elements; staff are told which are not filled in."""
    settings = services().config.guide
    staff = is_staff(request)
    response = make_response(
        render_template(
            "guide/page.html",
            content=guide.content(settings),
            office=guide.office(settings),
            site_counts=services().config.search.past_query_threshold,
            missing=guide.missing(settings) if staff else [],
        )
    )
    return private(response) if staff else response
