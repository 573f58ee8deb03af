"""The guide as it stands now: what staff wrote, and else what the configuration says."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, replace

from corpus.errors import StoreBusy, StoreError
from corpus.store import Store
from corpus.store.shared_texts import TextName
from corpus.web_settings import GuideSettings
from search_web.shared.seen import mark_of

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


def write(store: Store, texts: dict[str, str], shown: str) -> bool:
    """In place of the former; an empty one leaves that element to the configuration.

    False where `shown` is not the mark of the former, and that says otherwise. Raises StoreBusy where
    somebody writes now, StoreError.
    """
    said = {key: text for key, text in texts.items() if text}
    with store.lock(TEXT, StoreBusy()):
        former = written(store)
        if said != former and mark_of(former) != shown:
            return False
        store.shared_texts.leave(TEXT, json.dumps(said, ensure_ascii=False) if said else "")
    return True
