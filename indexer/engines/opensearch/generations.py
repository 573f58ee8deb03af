"""The indexes behind the alias: which is current, which is being built, and what each says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime, timezone
from typing import Any
from uuid import uuid4

from corpus.config import IndexSettings
from indexer.engines.opensearch.cluster import BUILDING_PATIENCE, LOOK_PATIENCE, Cluster, StateGone
from indexer.engines.opensearch.layout import SCHEMA_VERSION, index_body


@dataclass(frozen=True, slots=True)
class Generation:
    """One index; all but its name stands in its `_meta`."""

    index: str
    state: str
    """Another with each commit."""
    revision: int = 0
    given: int = 0
    """Of an index that is being built: the revision from which it is gone on with."""
    store: str = ""
    schema: int = SCHEMA_VERSION
    words: str = ""
    """Fingerprint of the configured segmenter and of the weight of titles."""
    lexicon: Mapping[str, int] = field(default_factory=dict)
    """What texts are cut by beside the segmenter's own dictionary."""
    documents: int = 0
    built_at: str = ""
    waiting: bool = False
    """Whole, and the alias does not point to it yet."""

    @property
    def meta(self) -> dict[str, Any]:
        """As the index keeps it."""
        own = asdict(self)
        del own["index"]
        # Names of keys in an object of the cluster have no dots; words may.
        own["lexicon"] = [[word, frequency] for word, frequency in self.lexicon.items()]
        return own

    @property
    def shown(self) -> bool:
        """Whether the alias points to it, or did."""
        return bool(self.built_at) and not self.waiting

    def committed(self, revision: int, documents: int) -> Generation:
        """Its next state."""
        now = datetime.now(timezone.utc).isoformat()
        return replace(self, state=uuid4().hex, revision=revision, documents=documents, built_at=now)


class Generations:
    """All indexes of one name."""

    def __init__(self, cluster: Cluster, settings: IndexSettings) -> None:
        self._cluster = cluster
        self._settings = settings
        self.name = cluster.name

    def current(self) -> Generation | None:
        """What the alias points to."""
        try:
            found = self._cluster.promptly("GET", f"/{self.name}/_mapping", filter_path="*.mappings._meta")
        except StateGone:
            return None
        return next((_read(index, one) for index, one in found.items()), None)

    def shown(self) -> Generation | None:
        """What is current; it says so of itself even where whoever switched to it was killed right then."""
        current = self.current()
        if current is None or not current.waiting:
            return current
        current = replace(current, waiting=False)
        self.note(current)
        return current

    def state(self) -> str | None:
        """The name of the current state alone, which is little to fetch."""
        try:
            path = f"/{self.name}/_mapping"
            found = self._cluster.promptly(
                "GET", path, patience=LOOK_PATIENCE, filter_path="*.mappings._meta.state"
            )
        except StateGone:
            return None
        return next((one["mappings"]["_meta"]["state"] for one in found.values()), None)

    def unfinished(self, like: Generation) -> Generation | None:
        """One that is being built, of the same store and words, if any."""
        for one in self._others():
            same = (one.schema, one.words, one.store) == (like.schema, like.words, like.store)
            if same and not one.shown:
                return one
        return None

    def begin(self, fresh: Generation) -> Generation:
        """Create an index that nobody sees yet."""
        index = f"{self.name}-{uuid4().hex[:12]}"
        made = replace(fresh, index=index)
        body = index_body(self._settings.shards, self._settings.replicas, made.meta)
        self._cluster.ask("PUT", f"/{index}", body, BUILDING_PATIENCE)
        return made

    def note(self, generation: Generation) -> None:
        """Have an index say so of itself: of the current one the step that readers notice."""
        self._cluster.ask("PUT", f"/{generation.index}/_mapping", {"_meta": generation.meta})

    def switch(self, to: Generation, former: Generation | None) -> None:
        """Make it current, in one step. The former one stays until the next writer, for who reads it.

        An index that is whole when whoever made it is killed is gone on with by the next full build.
        """
        if former is not None and former.index == to.index:
            self.note(to)
            return
        self.note(replace(to, waiting=True))
        actions: list[dict[str, Any]] = [{"add": {"index": to.index, "alias": self.name}}]
        if former is not None:
            actions.append({"remove": {"index": former.index, "alias": self.name}})
        self._cluster.ask("POST", "/_aliases", {"actions": actions})
        self.note(to)

    def clean(self, but: str, unfinished: bool) -> None:
        """Remove all others: former ones, and with `unfinished` those that were never finished."""
        for one in self._others():
            if one.index != but and (unfinished or one.shown):
                self._cluster.ask("DELETE", f"/{one.index}")

    def _others(self) -> list[Generation]:
        current = self.current()
        found = self._cluster.ask("GET", f"/{self.name}-*/_mapping", filter_path="*.mappings._meta")
        every = [_read(index, one) for index, one in found.items()]
        return [one for one in every if current is None or one.index != current.index]

    def size(self, generation: Generation) -> tuple[int, int]:
        """Bytes and segments."""
        path = f"/{generation.index}/_stats/store,segments"
        found = self._cluster.promptly("GET", path)["_all"]["primaries"]
        return int(found["store"]["size_in_bytes"]), int(found["segments"]["count"])

    def whole(self, generation: Generation) -> bool:
        """Whether no part of it is away."""
        path = f"/_cluster/health/{generation.index}"
        return bool(self._cluster.promptly("GET", path, level="indices").get("status") != "red")


def _read(index: str, answer: Mapping[str, Any]) -> Generation:
    meta = answer["mappings"]["_meta"]
    known = {one.name for one in fields(Generation)} - {"index", "lexicon"}
    said = {name: value for name, value in meta.items() if name in known}
    return Generation(index, lexicon=dict(map(tuple, meta.get("lexicon", ()))), **said)
