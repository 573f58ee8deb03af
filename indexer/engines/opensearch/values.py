"""The values of each column, read once for a state of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.fields import single_values
from indexer.engines.opensearch.facets import MOST_VALUES
from indexer.engines.opensearch.view import View


@dataclass(slots=True)
class Values:
    """Of one view; several threads may ask."""

    view: View
    _known: dict[str, list[str]] = field(default_factory=dict)

    def meant(self, name: str, chosen: Sequence[str | int]) -> list[str | int]:
        """Those with any of the values that were chosen: one document may have several."""
        if name == "year":
            return list(chosen)
        return [one for one in self.of(name) if not set(chosen).isdisjoint(single_values(name, one))]

    def of(self, name: str) -> list[str]:
        """All that any document has."""
        if name not in self._known:
            aggs = {"values": {"terms": {"field": name, "size": MOST_VALUES}}}
            found = self.view.ask({"size": 0, "aggs": aggs})["aggregations"]["values"]["buckets"]
            self._known[name] = [bucket["key"] for bucket in found]
        return self._known[name]
