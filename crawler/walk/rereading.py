"""Stored pages read again by an extraction that got better: nothing is fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from corpus.config import Config
from corpus.errors import FileLost, GongkaiError
from corpus.fields import NAMES
from corpus.files import FileStore
from corpus.portal_settings import PortalSettings
from corpus.records import DOCUMENT_FIELDS, EXTRACTOR, Attachment, Document, StoredDocument
from corpus.store import PageReading, Store
from crawler.extract import body_pictures, explained, extract, joined, next_part, surest
from crawler.pages.page import Page, is_page_body

BATCH = 50
"""Documents read between two looks at the store. A guess."""

MOST_PARTS = 50
"""Pages of one article, as in a crawl."""

EXAMPLES = 20
"""Changed documents that the report names."""


class RereadingBusy(GongkaiError):
    """Another process reads the stored pages again."""

    def __init__(self) -> None:
        super().__init__("另一个进程正在重新读取已保存的网页。请等它结束后重试。")


@dataclass(slots=True)
class Reread:
    """What came of it."""

    read: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    """How many documents changed in each field."""
    kept: int = 0
    """Left as they were: their pages are missing, are files, or gave less than before."""
    failed: int = 0
    """The program failed at them."""
    examples: list[str] = field(default_factory=list)
    """Addresses of the first that changed."""


def reread(
    store: Store,
    files: FileStore,
    config: Config,
    *,
    limit: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reread:
    """Read the pages of documents again that an older extraction read; `progress` hears how many of how many.

    What is done is kept after each document: whatever ends this, the next run goes on behind it.
    Raises RereadingBusy, StoreError.
    """
    done, after = Reread(), 0
    with store.lock("reread", RereadingBusy()):
        total = store.page_readings.count_older(EXTRACTOR)
        while numbers := store.page_readings.older(EXTRACTOR, after, BATCH):
            for stored in store.documents(numbers):
                after = stored.id
                if limit is not None and done.read >= limit:
                    return done
                done.read += 1
                _read_again(store, files, config, stored, done)
                if progress is not None:
                    progress(done.read, total)
            after = max(after, numbers[-1])
    return done


def _read_again(store: Store, files: FileStore, config: Config, stored: StoredDocument, done: Reread) -> None:
    before = store.corrections.taken_off(stored)
    try:
        came = _came(store, files, config, replace(stored, document=before))
    except FileLost:
        came = None
    except GongkaiError:
        raise
    except Exception:  # noqa: BLE001  (one page can never end it; a crawl reports the page)
        done.failed += 1
        came = None
    if came is None or (before.text and not came[0].text):
        done.kept += 1
        store.page_readings.keep({before.url: PageReading(EXTRACTOR, 0.0, ())})
        return
    document, reading = came
    differing = [name for name in DOCUMENT_FIELDS if getattr(document, name) != getattr(before, name)]
    now = store.get(stored.id)
    if now is None or now.revision != stored.revision:
        return  # A crawl was faster: what it stored was read by this version.
    store.put(document, stored.page_sha256)
    store.page_readings.keep({before.url: reading})
    if differing:
        done.changed += 1
        done.fields.update(NAMES.get(name, name) for name in differing)
        if len(done.examples) < EXAMPLES:
            done.examples.append(before.url)


def _came(
    store: Store, files: FileStore, config: Config, stored: StoredDocument
) -> tuple[Document, PageReading] | None:
    """What the page says now, with what the crawl knew beside it; None where there is no page."""
    before = stored.document
    page = _page(files, str(stored.page_sha256), before.url)
    if page is None:
        return None
    portal = next((one for one in config.portal if one.name == before.portal), None)
    family = (portal.family if portal else None) or None
    first, origins = explained(page, family)
    parts = _parts(store, files, page)
    if parts is None:
        return None
    came = joined(first, [extract(part, family) for part in parts])
    if not came.text.strip() and not came.attachments:
        came = replace(came, attachments=body_pictures(page))
    return _completed(came, before, portal), PageReading(EXTRACTOR, surest(origins), origins)


def _completed(came: Document, before: Document, portal: PortalSettings | None) -> Document:
    held = {file.url: file for file in before.attachments}
    return replace(
        came,
        url=before.url,
        title=came.title or before.title,
        published_on=came.published_on or before.published_on,
        agency=came.agency or (portal.agency if portal else before.agency) or None,
        portal=before.portal,
        column=before.column,
        attachments=tuple(_held(file, held) for file in came.attachments),
    )


def _held(file: Attachment, held: dict[str, Attachment]) -> Attachment:
    """With the copy that is stored, and the name under which it came."""
    return held.get(file.url, file)


def _page(files: FileStore, sha256: str, url: str) -> Page | None:
    body = files.get(sha256)
    return Page.parse(body, url) if is_page_body(body, None) else None


def _parts(store: Store, files: FileStore, page: Page) -> Sequence[Page] | None:
    """The further parts of the article as they were stored; None where one is missing."""
    found: list[Page] = []
    url = next_part(page)
    while url and len(found) < MOST_PARTS and url not in [part.url for part in found]:
        remembered = store.visits.recall([url]).get(url)
        sha256 = remembered.page.sha256 if remembered else None
        part = _page(files, sha256, url) if sha256 else None
        if part is None:
            return None
        found.append(part)
        url = next_part(part)
    return found
