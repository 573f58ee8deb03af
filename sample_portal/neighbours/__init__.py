"""Four more portals of the same county's documents, as other makes write them, with the traps of each."""

from __future__ import annotations

from sample_portal.neighbours.epoint import epoint_centre
from sample_portal.neighbours.jpaas import jpaas_department
from sample_portal.neighbours.site import Site
from sample_portal.neighbours.trs import trs_bureau
from sample_portal.neighbours.vsb import vsb_school_board

SITES = {
    "trs": trs_bureau,
    "epoint": epoint_centre,
    "jpaas": jpaas_department,
    "vsb": vsb_school_board,
}
"""What makes each portal; the same documents, told apart by their addresses."""

__all__ = ["SITES", "Site"]
