"""The guide as it stands now: what staff wrote, and else what the configuration says."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, replace

from corpus.errors import StoreError
from corpus.store import Store
from corpus.store.shared_texts import TextName
from corpus.web_settings import GuideSettings

TEXT: TextName = "guide"
"""Where the elements that staff wrote are kept, as JSON."""


def present_guide(settings: GuideSettings, store: Store) -> GuideSettings:
    """Where the store cannot tell, the configuration alone."""
    with suppress(StoreError):
        settings = replace(settings, **written(store))
    return settings


def written(store: Store) -> dict[str, str]:
    """What staff wrote, by key. Raises StoreError."""
    known = asdict(GuideSettings())
    kept = json.loads(store.shared_texts.get(TEXT) or "{}")
    return {key: text for key, text in kept.items() if key in known}


def write(store: Store, texts: dict[str, str]) -> None:
    """In place of the former; an empty one leaves that element to the configuration. Raises StoreError."""
    said = {key: text for key, text in texts.items() if text}
    store.shared_texts.leave(TEXT, json.dumps(said, ensure_ascii=False) if said else "")
