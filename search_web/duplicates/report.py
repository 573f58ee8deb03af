"""The groups of documents that say the same as a report: a page to print, a table, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import BinaryIO

from jinja2 import Environment, PackageLoader

from contracts import SCOPES, STATES, group_json
from corpus.clock import CHINA
from corpus.config import Config
from corpus.exchange.tables import write_csv, write_xlsx
from indexer.duplicates import NAMES, Group
from search_web.duplicates.report_table import KEEP, LAYOUT, rows
from search_web.shared import template_filters

Writer = Callable[[Sequence[Group], Config, BinaryIO], None]


def _html(groups: Sequence[Group], config: Config, stream: BinaryIO) -> None:
    environment = Environment(
        loader=PackageLoader("search_web.duplicates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    template_filters.install(environment, lambda: config)
    page = environment.get_template("duplicates/report.html").render(
        groups=groups,
        documents=sum(len(group.members) for group in groups),
        made_at=datetime.now(CHINA),
        site=config.site,
        portal_title=config.portal_title,
        names=NAMES,
        keep=KEEP,
        scope_names=SCOPES,
        state_names=STATES,
    )
    stream.write(page.encode())


def _csv(groups: Sequence[Group], config: Config, stream: BinaryIO) -> None:
    write_csv(LAYOUT, rows(groups, config), stream)


def _xlsx(groups: Sequence[Group], config: Config, stream: BinaryIO) -> None:
    write_xlsx(LAYOUT, rows(groups, config), stream)


def _json(groups: Sequence[Group], config: Config, stream: BinaryIO) -> None:
    report = {"groups": [group_json(group) for group in groups]}
    stream.write(json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n")


REPORTS: dict[str, Writer] = {"html": _html, "json": _json, "csv": _csv, "xlsx": _xlsx}
"""The formats of a report, by the ending of the file's name."""
