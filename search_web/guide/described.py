"""The service that the guide describes, as other programs read it: JSON-LD of schema.org."""

from __future__ import annotations

from typing import Any

from corpus.web_settings import GuideSettings, SiteSettings
from search_web.shared.public_address import public_url


def linked_data(guide: GuideSettings, site: SiteSettings) -> dict[str, Any]:
    """依申请公开 as a GovernmentService of the office, with what the body filled in."""
    office = {
        "name": guide.agency or site.owner,
        "address": guide.address,
        "telephone": guide.telephone,
        "faxNumber": guide.fax,
        "email": guide.email,
    }
    known = {key: value.strip() for key, value in office.items() if value.strip()}
    service: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": "依申请公开政府信息",
        "serviceType": "依申请公开",
        "url": public_url("guide.page", _anchor="apply"),
    }
    if "name" in known:
        service["provider"] = {"@type": "GovernmentOrganization", **known}
    return service
