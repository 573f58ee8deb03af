"""One blueprint a subject; each translates a request into a call and the answer into a page."""

from search_web.views import api, catalogue, document, guide, health, public, staff

VIEWS = (
    public.view,
    document.view,
    catalogue.view,
    guide.view,
    staff.view,
    api.view,
    health.view,
)

__all__ = ["VIEWS"]
