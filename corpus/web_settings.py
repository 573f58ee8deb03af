"""What the interface shows and allows, as `config.toml` has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from corpus.limits import Between, Endpoint, Line, Listening, Network, OneOf


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the interface calls itself."""

    title: str = "政府信息公开检索"
    """Name of the service, in the bar of every page."""
    owner: str = ""
    """The body that runs it, in the footer."""
    address: str = ""
    """Under which the public reaches it, `https://…`; empty: each page names the address it was asked for."""
    filing: str = ""
    """备案号, in the footer."""
    code: str = ""
    """网站标识码, in the footer and among the labels of each page."""
    contact: str = ""
    """联系方式, in the footer: a telephone, an address for mail."""
    accessibility: str = ""
    """Address of the 无障碍声明, linked from the footer."""
    former_texts: bool = False
    """Whether the public, too, may see what a new version of a document changed."""


@dataclass(frozen=True, slots=True)
class GuideSettings:
    """The elements of the disclosure guide that the law lists (2019: Article 12; 2008: Article 19)."""

    classification: str = ""
    """政府信息的分类."""
    arrangement: str = ""
    """编排体系."""
    access: str = ""
    """获取方式."""
    agency: str = ""
    """政府信息公开工作机构的名称."""
    address: str = ""
    """办公地址."""
    hours: str = ""
    """办公时间."""
    telephone: str = ""
    """联系电话."""
    fax: str = ""
    """传真号码."""
    email: str = ""
    """电子邮箱 (互联网联系方式)."""


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How the search answers."""

    page_size: Annotated[int, Between(1, 100)] = 10
    """Results on one page."""
    title_weight: Annotated[float, Between(0, 100)] = 2.0
    """How much a word of the title counts against one of the text."""
    cache_mb: Annotated[int, Between(0, 1_000_000)] = 96
    """Memory for decoded postings in one server process."""
    meaning: Annotated[str, OneOf("auto", "off")] = "auto"
    """Whether documents are found by meaning, too: `auto`, where gongkai[meaning] is installed, or `off`."""
    thesaurus: str = ""
    """A file of the region's words for official terms, added to the shipped one; relative to config.toml."""
    past_query_key: str = ""
    """The secret of past queries; empty: `past-queries.key` in the data folder; relative to config.toml."""
    snippet_characters: Annotated[int, Between(20, 2_000)] = 120
    """Length of the passage shown with a result."""
    past_query_threshold: Annotated[int, Between(0, 1_000_000)] = 5
    """Askings from which a query that found something is offered to others; 0 counts none."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the interface is served."""

    host: Listening = "127.0.0.1"
    """Address to listen on; 0.0.0.0 opens it to the network."""
    port: Annotated[int, Between(1, 65_535)] = 8000
    """Port to listen on."""
    threads: Annotated[int, Between(1, 1_000)] = 4
    """Requests answered side by side."""
    proxies: Annotated[int, Between(0, 10)] = 0
    """Reverse proxies in front, each adding to X-Forwarded-For: the reader's address is taken from there."""
    hsts_days: Annotated[int, Between(0, 3_650)] = 0
    """Browsers are told to come by TLS alone for so long (HSTS); 0 tells them nothing."""
    access_log: str = ""
    """File of who asked for what; empty: `access.log` in the data folder. Relative to config.toml."""
    metrics: Endpoint = ""
    """`127.0.0.1:9100`: where Prometheus asks for figures; empty: nowhere."""
    page_memory_mb: Annotated[int, Between(0, 1_000_000)] = 32
    """Memory for whole pages of results, shared by the processes of one `serve`; 0 keeps none."""
    searches_per_minute: Annotated[int, Between(0, 1_000_000)] = 120
    """Searches that one address may make in each process, suggestions five times as many; 0 sets no limit."""
    unlimited: tuple[Network, ...] = ("127.0.0.0/8", "::1/128")
    """Networks without that limit, as those of reading rooms."""
    api_token: str = ""
    """Opens POST /api/v1/duplicates to a portal's publishing system; empty: it is off."""


@dataclass(frozen=True, slots=True)
class StaffSettings:
    """How staff sign in, at /staff: what GB/T 22239-2019 asks of level 2 (等保二级)."""

    session_hours: Annotated[int, Between(1, 168)] = 8
    """A session ends so long after signing in: a working day."""
    idle_minutes: Annotated[int, Between(1, 1_440)] = 30
    """It also ends after so long without a request."""
    password_days: Annotated[int, Between(0, 3_650)] = 90
    """A password older than that has to be changed at the next visit; 0 lets it stay."""


@dataclass(frozen=True, slots=True)
class TerminalSettings:
    """The terminal of a reading room, at /terminal."""

    only: bool = False
    """Whether this interface is the terminal and nothing else."""
    print_pages: Annotated[int, Between(0, 1_000)] = 10
    """Pages that one reader may print; 0 offers no printing."""
    idle_seconds: Annotated[int, Between(10, 3_600)] = 60
    """Without a touch for so long, it asks whether somebody is there."""
    pinned: tuple[Line, ...] = ()
    """Queries that stand first under 大家常查."""
    hidden: tuple[Line, ...] = ()
    """Past queries that are not offered there."""


@dataclass(frozen=True, slots=True)
class InspectionSettings:
    """What staff are warned of. The limits of 国办秘函〔2019〕19号 and of the disclosure regulations."""

    news_days: Annotated[int, Between(1, 3_650)] = 14
    """动态、要闻: a column without a new item for longer is stale; the inspection says two weeks."""
    notice_days: Annotated[int, Between(1, 3_650)] = 183
    """通知公告、政策文件: likewise; the inspection says six months."""
    disclosure_workdays: Annotated[int, Between(1, 1_000)] = 20
    """Working days from making a document to publishing it (2019: Article 26; 2008: Article 18)."""
