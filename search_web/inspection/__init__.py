"""The inspection of the portals, for staff."""
