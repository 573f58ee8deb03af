"""Words that are drawn to fill notices, portals and laws of other places."""

from __future__ import annotations

from pathlib import Path

POOLS = {
    name: words
    for name, *words in (
        line.split()
        for line in Path(__file__).with_name("pools.txt").read_text(encoding="utf-8").splitlines()
        if line[0] != "#"
    )
}
"""By name."""
PLACES = POOLS["places"]
