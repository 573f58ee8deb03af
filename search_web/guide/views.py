"""The guide (指南) that the law asks for."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from search_web.guide import elements
from search_web.guide.described import linked_data
from search_web.shared.headers import private
from search_web.shared.services import services
from search_web.shared.staff_access import is_staff

view = Blueprint("guide", __name__, template_folder="templates")


@view.get("/guide")
def page() -> Response:
    """All elements; staff are told which are not filled in."""
    settings = services().guide
    staff = is_staff()
    response = make_response(
        render_template(
            "guide/page.html",
            content=elements.content(settings),
            office=elements.office(settings),
            site_counts=services().config.search.past_query_threshold,
            missing=elements.missing(settings) if staff else [],
            linked_data=linked_data(settings, services().config.site),
        )
    )
    return private(response) if staff else response
