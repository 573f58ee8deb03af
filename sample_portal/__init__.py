"""A fictional county's disclosure portal, for the demonstration and the end-to-end tests.

Stands alone: it knows nothing of the crawler that reads it. The same stage always gives the same bytes.
"""

from __future__ import annotations

from sample_portal.load import COLUMNS, NAME, TITLE
from sample_portal.portal import Portal
from sample_portal.records import Advance, ExpectedDocument, Resource
from sample_portal.server import PortalServer, serve

__all__ = [
    "COLUMNS",
    "NAME",
    "TITLE",
    "Advance",
    "ExpectedDocument",
    "Portal",
    "PortalServer",
    "Resource",
    "serve",
]
