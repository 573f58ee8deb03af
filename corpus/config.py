"""`config.toml` as frozen dataclasses, read once and handed down; docs/configuration.md explains the keys."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from corpus.limits import BUCKET, Between, BucketOrFolder, Delay, HeaderLine, Host, OneOf
from corpus.portal_settings import PortalSettings
from corpus.web_settings import (
    GuideSettings,
    InspectionSettings,
    SearchSettings,
    SiteSettings,
    StaffSettings,
    TerminalSettings,
    WebSettings,
)

NO_KEY = {"key": False}
"""Metadata of what the reader of the file adds: no key of the configuration."""


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where what is held stands."""

    url: str = field(default="", repr=False)
    """Address of the database, `postgresql+psycopg://…`; empty: a SQLite file in the data folder."""
    files: str = ""
    """Folder of raw pages and attachments; empty: `files` in the data folder. Relative to config.toml."""


@dataclass(frozen=True, slots=True)
class FilesSettings:
    """Where raw pages and attachments are."""

    url: Annotated[str, BucketOrFolder()] = ""
    """A bucket that several machines share, `s3://bucket/folder?endpoint=https://…`, or a folder; empty:
    `store.files`. What was read of a bucket is kept there."""


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Manners and limits of the crawler; a portal may override the delay."""

    user_agent: HeaderLine = "Gongkai/0.1 (+disclosure search; see the operator's contact page)"
    """Says who we are; put a contact address in it."""
    delay_seconds: Delay = 1.0
    """Pause between two requests to one host; robots.txt may ask for more."""
    timeout_seconds: Annotated[float, Between(0.1, 3_600)] = 20.0
    """Longest wait for a connection, and between two pieces of a body."""
    deadline_seconds: Annotated[float, Between(0.1, 86_400)] = 120.0
    """Longest time for one whole answer, however slowly it drips."""
    retries: Annotated[int, Between(0, 20)] = 2
    """How often a request that met a fault (no answer, 5xx) is tried again."""
    max_page_bytes: Annotated[int, Between(1_000, 1_000_000_000)] = 10_000_000
    """Largest page, after decompression."""
    max_attachment_bytes: Annotated[int, Between(1_000, 10_000_000_000)] = 50_000_000
    """Largest attachment; a larger one stays a link to the portal."""
    max_redirects: Annotated[int, Between(0, 50)] = 5
    """Redirects followed for one address."""
    max_list_pages: Annotated[int, Between(1, 1_000_000)] = 500
    """Pages of one column read at most."""
    max_documents: Annotated[int, Between(1, 100_000_000)] = 200_000
    """Detail pages of one portal visited in one run at most."""
    max_depth: Annotated[int, Between(1, 100)] = 6
    """Links followed from the home page when a portal names no columns."""
    missing_hours: Annotated[float, Between(0, 8_760)] = 24.0
    """A page gone (404, 410) is withdrawn when it is still gone this long after it was first missed."""
    withdrawn_share: Annotated[float, Between(0, 1)] = 0.2
    """Where more of a portal or a column is gone (and at least five documents), staff are asked first."""
    full_read_days: Annotated[float, Between(0, 3_650)] = 7.0
    """A column is read to its end when it was not for so long; in between, until known entries come."""
    max_recheck_days: Annotated[float, Between(0, 3_650)] = 30.0
    """A document that never changes is looked at again at least this often."""
    believe_304_days: Annotated[float, Between(0, 3_650)] = 7.0
    """A portal's word that nothing changed (304) is believed for so long; then a page is asked for whole."""
    every_hours: Annotated[float, Between(0, 8_760)] = 24.0
    """With `gongkai crawl --worker`, a portal is due again so long after a crawl of it ended."""
    lease_seconds: Annotated[float, Between(1, 86_400)] = 300.0
    """A worker that gives no sign of life for so long has lost its portal to the others."""
    private_hosts: tuple[Host, ...] = ()
    """Hosts that may resolve to private or loopback addresses where a portal is added in the browser."""
    follow_noindex: bool = False
    """Leave out pages that ask search engines not to list them."""
    portals_at_once: Annotated[int, Between(1, 100)] = 4
    """Portals crawled side by side; each host still gets one request at a time."""


@dataclass(frozen=True, slots=True)
class AttachmentSettings:
    """What reading the text of one attachment may cost."""

    timeout_seconds: Annotated[float, Between(0.1, 3_600)] = 60.0
    """Longest time for one file; then its reader is ended."""
    memory_mb: Annotated[int, Between(256, 1_000_000)] = 600
    """Memory of the process that reads."""
    max_characters: Annotated[int, Between(1, 1_000_000_000)] = 2_000_000
    """Text kept of one file."""
    max_pages: Annotated[int, Between(1, 1_000_000)] = 2_000
    """Pages, sheets or members of an archive read."""
    max_depth: Annotated[int, Between(0, 10)] = 2
    """Archives within archives."""
    max_unpacked_bytes: Annotated[int, Between(1_000, 1_000_000_000_000)] = 500_000_000
    """Decompressed content of one file."""


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """How pictures are read by machine (extra `ocr`)."""

    dpi: Annotated[int, Between(72, 600)] = 200
    """Dots to the inch at which pages of scans are drawn for reading."""
    page_seconds: Annotated[float, Between(1, 3_600)] = 300.0
    """Longest processor time for one page, on the clock twenty times that; then its reader is ended."""
    memory_mb: Annotated[int, Between(1_000, 1_000_000)] = 6_000
    """Address space of the process that reads; it uses about 1 GB of it."""
    max_pages: Annotated[int, Between(1, 100_000)] = 500
    """Pages read of one file."""


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How the index is built."""

    engine: Annotated[str, OneOf("whoosh", "opensearch")] = "whoosh"
    """What searches. `whoosh` is part of Gongkai and keeps its index in the data folder; `opensearch` is a
    cluster of its own."""
    url: str = field(default="", repr=False)
    """Where that cluster is, `http://user:password@host:9200/name`, several nodes with commas; empty:
    `http://127.0.0.1:9200/gongkai`."""
    shards: Annotated[int, Between(1, 1_024)] = 1
    """Parts of an index on that cluster; counts from the next full build on."""
    replicas: Annotated[int, Between(0, 10)] = 0
    """Copies of each part on other machines of it; likewise."""
    processes: Annotated[int, Between(0, 1_024)] = 0
    """Processes that segment and index; 0 means one for each core, as far as the memory goes."""
    memory_mb: Annotated[int, Between(16, 1_000_000)] = 1_000
    """Own memory of all processes together that index words, whatever the size of the collection; what two
    processes take by themselves, some 300 MB, is the least."""
    segmenter: Annotated[str, OneOf("auto", "jieba", "rjieba")] = "auto"
    """`jieba`, `rjieba` (same words, faster; must be installed), or `auto`: rjieba where it is installed."""
    folder: str = ""
    """Folder of the index; empty: `index` in the data folder. Relative to config.toml."""
    duplicates_folder: str = ""
    """Folder of what duplicates are found by; empty: `duplicates` in the data folder; likewise."""
    user_dictionary: str = ""
    """A jieba dictionary with the terms of the region; relative to config.toml."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. Paths are absolute."""

    data: Path = Path("data")
    """Folder of what is kept and has no place of its own below; relative to config.toml."""
    store: StoreSettings = field(default_factory=StoreSettings)
    files: FilesSettings = field(default_factory=FilesSettings)
    site: SiteSettings = field(default_factory=SiteSettings)
    guide: GuideSettings = field(default_factory=GuideSettings)
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    attachments: AttachmentSettings = field(default_factory=AttachmentSettings)
    ocr: OcrSettings = field(default_factory=OcrSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    web: WebSettings = field(default_factory=WebSettings)
    staff: StaffSettings = field(default_factory=StaffSettings)
    terminal: TerminalSettings = field(default_factory=TerminalSettings)
    inspection: InspectionSettings = field(default_factory=InspectionSettings)
    portal: tuple[PortalSettings, ...] = ()
    beside: Path | None = field(default=None, compare=False, metadata=NO_KEY)
    """The folder of config.toml, where it may be written into."""
    own_portal: tuple[PortalSettings, ...] | None = field(default=None, compare=False, metadata=NO_KEY)
    """The portals of config.toml alone, once `portal` has those that were written in the browser too."""

    @property
    def portals_path(self) -> Path:
        """The portals that administrators wrote in the browser; beside it lie its former versions.

        What was written where there was no config.toml yet is not left behind when there is one.
        """
        name = "portals.toml"
        beside, in_data = (self.beside or self.data) / name, self.data / name
        return in_data if os.access(in_data, os.F_OK) and not os.access(beside, os.F_OK) else beside

    def portal_title(self, name: str | None) -> str:
        """A portal as readers know it: its title, else the name by which the store has it."""
        known = (portal.title for portal in self.portal if portal.name == name)
        return next(known, "") or name or "未注明门户"

    @property
    def store_url(self) -> str:
        """Address of the database; may hold a password."""
        return self.store.url or f"sqlite:///{self.data / 'gongkai.db'}"

    @property
    def files_path(self) -> Path:
        """Raw pages and attachments, by SHA-256; of a bucket, what was read of it."""
        if self.files.url and not self.files.url.startswith(BUCKET):
            return Path(self.files.url)
        return Path(self.store.files or self.data / "files")

    @property
    def index_path(self) -> Path:
        """The search index; can be deleted, is built again from the store."""
        return Path(self.index.folder or self.data / "index")

    @property
    def suggestions_path(self) -> Path:
        """What suggestions and corrections are made from; can be deleted, is made again by the next index."""
        return self.data / "suggestions"

    @property
    def meaning_path(self) -> Path:
        """Vectors of what documents mean; can be deleted, is made again by the next index."""
        return self.data / "meaning"

    @property
    def page_pictures_path(self) -> Path:
        """Pages of attachments as pictures; can be deleted, are drawn again."""
        return self.data / "page-pictures"

    @property
    def duplicates_path(self) -> Path:
        """What duplicates are found by; can be deleted, is made again from the store."""
        return Path(self.index.duplicates_folder or self.data / "duplicates")

    @property
    def past_query_key_path(self) -> Path:
        """The secret of past queries; whoever has it beside the store can try words against the counts."""
        return Path(self.search.past_query_key or self.data / "past-queries.key")

    @property
    def access_log_path(self) -> Path:
        """Who asked for what; can be deleted at any time."""
        return Path(self.web.access_log or self.data / "access.log")

    @property
    def bug_reports_path(self) -> Path:
        """Reports on pages at which the program failed, for developers; can be deleted."""
        return self.data / "bug-reports"

    def with_data(self, folder: Path) -> Config:
        """The same settings with another data folder."""
        return replace(self, data=folder.resolve())
