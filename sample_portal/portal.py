"""The whole site in memory, at one moment of its life."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sample_portal import attachments, render
from sample_portal.addresses import attachment_paths, detail_path
from sample_portal.expected import expected_documents
from sample_portal.load import ALL_COLUMNS, load_gone, load_postings
from sample_portal.records import Advance, AttachmentSource, ExpectedDocument, Posting, Resource

LAST_STAGE = 3

_STAGE_DATES = {1: date(2026, 9, 30), 2: date(2026, 10, 26), 3: date(2026, 11, 16)}
"""The day on which a page that differs from the stage before was last modified."""

_GUIDE = AttachmentSource(
    title="云岭县政务服务大厅办事指引",
    kind="pdf",
    text="大厅一楼办理社会保险、医疗保险和不动产登记，二楼办理企业开办、税务和公安户籍。\n"
    "工作日上午8:30—12:00，下午14:30—17:30，周六上午预约办理。",
)


class Portal:
    """The site at a stage: 1 as it first stands, 2 with changes, 3 where what is withdrawn answers 410."""

    def __init__(self, stage: int = 1) -> None:
        if not 1 <= stage <= LAST_STAGE:
            raise ValueError(f"stage must be 1 to {LAST_STAGE}, not {stage}")
        self.stage = 0
        self.pages: Mapping[str, Resource] = MappingProxyType({})
        """Path -> what is served there. `/` is `/index.html`."""
        self.expected: Sequence[ExpectedDocument] = ()
        """Every document that is up and may be crawled."""
        self.gone: Mapping[str, int] = MappingProxyType({})
        """Withdrawn paths and their status: 404, from the last stage on 410."""
        self.disallowed: frozenset[str] = frozenset({render.FORBIDDEN_PATH})
        """Pages that are linked and served, but closed by robots.txt."""
        self.dead_links: frozenset[str] = frozenset({render.DEAD_PATH})
        """Pages that are linked and answer 404 at every stage."""
        while self.stage < stage:
            self.advance()

    def advance(self) -> Advance:
        """Go one stage on; at the last stage nothing changes any more."""
        if self.stage == LAST_STAGE:
            return Advance(self.stage, (), (), ())
        self.stage += 1
        postings = load_postings(self.stage)
        before = {document.path for document in self.expected}
        status = 410 if self.stage == LAST_STAGE else 404
        fresh = dict(self._resources(postings))
        revised = {path for path in before & fresh.keys() if fresh[path].etag != self.pages[path].etag}
        self.pages = MappingProxyType(fresh)
        self.expected = expected_documents(postings)
        self.gone = MappingProxyType({detail_path(p): status for p in load_gone(self.stage)})
        now = {document.path for document in self.expected}
        return Advance(
            self.stage,
            added=tuple(sorted(now - before)),
            revised=tuple(sorted(revised)),
            withdrawn=tuple(sorted(before - now)),
        )

    def _resources(self, postings: Sequence[Posting]) -> Iterator[tuple[str, Resource]]:
        dates = {detail_path(p): p.published_on for p in postings}
        for path, (body, content_type) in _contents(postings):
            etag = hashlib.sha256(body).hexdigest()[:32]
            was = self.pages.get(path)
            if was is not None and was.etag == etag:
                yield path, was
                continue
            modified = _STAGE_DATES[self.stage]
            if was is None:
                modified = min(modified, dates.get(path, modified))
            yield path, Resource(body, content_type, etag, modified)


def _contents(postings: Sequence[Posting]) -> Iterator[tuple[str, tuple[bytes, str]]]:
    utf8 = "text/html; charset=utf-8"
    yield "/index.html", (render.home_page(postings), utf8)
    yield "/robots.txt", (render.robots_txt(), "text/plain; charset=utf-8")
    yield render.GUIDE_PATH, (attachments.make(_GUIDE), attachments.CONTENT_TYPES["pdf"])
    yield render.FORBIDDEN_PATH, (render.forbidden_page(), utf8)
    for column in ALL_COLUMNS:
        declared = "text/html" if column.template in render.ENCODINGS else utf8
        mine = [p for p in postings if p.column is column]
        for path, body in render.list_pages(column, mine).items():
            yield path, (body, declared)
        for posting in mine:
            yield detail_path(posting), (render.detail_page(posting), declared)
            for path, source in zip(attachment_paths(posting), posting.attachments, strict=True):
                yield path, (attachments.make(source), attachments.CONTENT_TYPES[source.kind])
