"""Which words of a query only say where: 青石县 in 青石县 献血, be there an agency of it or not."""

from __future__ import annotations

from collections.abc import Collection

from indexer.text.jurisdictions import PROVINCES, places_before

KINDS = ("省", "市", "县", "州", "盟", "旗", "自治区", "特别行政区")
"""What names of places end in; 安置区 and 小镇 are mostly none."""


def placed_words(text: str, words: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that name places, in full at the beginning of what stands between blanks, or a province.

    And those that are but the kind of such a place, which tells nothing by itself: of 青石|县 the latter.
    """
    found = [name for line in text.split("\n") for name in places_before(line) if name.endswith(KINDS)]
    names = [name for name in found if any(word in name for word in words if word not in KINDS)]
    rest = text
    for name in names:
        rest = rest.replace(name, "\n")
    within = frozenset(word for word in words if word not in rest and any(word in name for name in names))
    kinds = within.intersection(KINDS)
    return within.union(word for word in words if word in PROVINCES) - kinds, kinds
