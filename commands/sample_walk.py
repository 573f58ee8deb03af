"""The steps of the demo, on the sample portal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

import indexer
import sample_portal
from commands.crawl_progress import crawl_with_progress
from commands.index_progress import build_with_progress
from commands.personal_check import check_what_came
from console.reports.crawling import print_crawl
from console.reports.hits import print_hits
from console.reports.indexing import print_build
from console.setup import Setup
from corpus.clock import now
from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.staff import Role, known_account, make_link
from corpus.store import Account, open_store

QUESTION = "高龄津贴怎么申请"


@contextmanager
def sample_config(setup: Setup) -> Iterator[Config]:
    """The configuration with the sample portal as its only one, which is served meanwhile."""
    site = sample_portal.Portal()
    with TemporaryDirectory(prefix="gongkai-demo-") as folder, sample_portal.serve(site) as server:
        click.echo(f"示例网站：{server.url}")
        portal = PortalSettings(
            name=sample_portal.NAME,
            title=sample_portal.TITLE,
            home=server.url,
            delay_seconds=0.0,
            private_hosts=(str(urlsplit(server.url).hostname),),
            column=tuple(ColumnSettings(name, path) for name, path in sample_portal.COLUMNS),
        )
        yield replace(setup.config().with_data(setup.data or Path(folder)), portal=(portal,))


def crawl_and_index(config: Config) -> None:
    """Crawl every portal of `config`, look it through and make it searchable. Raises GongkaiError."""
    with open_store(config.store_url) as store:
        for _, outcome in crawl_with_progress(list(config.portal), store, config, None):
            if isinstance(outcome, GongkaiError):
                raise outcome
            print_crawl(outcome)
        check_what_came(store)
        print_build(build_with_progress(store, config, rebuild=False))


def entrance(config: Config) -> str:
    """The path by which whoever looks at the demo is staff, once."""
    with open_store(config.store_url) as store:
        store.accounts.add(Account("demo", Role.ADMINISTRATOR.value, now()))
        return f"staff/enter/{make_link(store, known_account(store, 'demo'), 'demo')}"


def answer_one_question(config: Config) -> None:
    """Search for what a reader might ask."""
    click.echo(f"\n检索“{QUESTION}”：")
    with open_store(config.store_url) as store:
        request = indexer.SearchRequest(QUESTION, limit=3)
        print_hits(QUESTION, indexer.open_searcher(store, config).search(request))
