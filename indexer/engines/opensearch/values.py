"""The values of each column, read once for a state of the index."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.engines.opensearch.facets import MOST_VALUES
from indexer.engines.opensearch.view import View


@dataclass(slots=True)
class Values:
    """Of one view; several threads may ask."""

    view: View
    _known: dict[str, list[str]] = field(default_factory=dict)

    def of(self, name: str) -> list[str]:
        """All that any document has."""
        if name not in self._known:
            aggs = {"values": {"terms": {"field": name, "size": MOST_VALUES}}}
            found = self.view.ask({"size": 0, "aggs": aggs})["aggregations"]["values"]["buckets"]
            self._known[name] = [bucket["key"] for bucket in found]
        return self._known[name]
