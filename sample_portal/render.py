"""Turns records into pages by way of the templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sample_portal.addresses import attachment_paths, detail_path, page_path, relative
from sample_portal.body import to_html, whole_text
from sample_portal.load import ALL_COLUMNS, SITE
from sample_portal.records import Column, Posting

ENCODINGS = {"handmade": "gbk"}
"""Pages that are not UTF-8. GBK, so that a dash comes out as GB2312 has it; Python's own codec knows none."""

FORBIDDEN_PATH = "/nbzl/202401/t20240115_900001.html"
"""In the folder that robots.txt closes."""

FORBIDDEN_TITLE = "云岭县机关内部资料交换目录（2024年第1期）"

DEAD_PATH = "/old/gsgg/2018/gg0101_1.htm"
"""A link of the oldest column whose page was lost long ago."""

DEAD_TITLE = "云岭县人民政府二○一八年新年贺词"

GUIDE_PATH = "/images/bszn.pdf"
"""An attachment in the page frame: it belongs to no document."""

HOME_LATEST = 8
"""Newest postings on the home page. A guess."""

_ICP = "省ICP备00000000号-1"


def _break_lines(title: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in title.split("\n"))


def _ratio_signs(text: str) -> str:
    """Some portals print the time with U+2236 and a no-break space."""
    return text.replace(":", "∶").replace(" ", "\u00a0")


_ENVIRONMENT = Environment(
    loader=PackageLoader("sample_portal"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters.update(broken=_break_lines, ratio_signs=_ratio_signs)
_ENVIRONMENT.globals.update(
    site=SITE,
    columns=ALL_COLUMNS,
    relative=relative,
    detail_path=detail_path,
    page_path=page_path,
    guide_path=GUIDE_PATH,
    icp=_ICP,
)


def _render(template: str, encoding: str = "utf-8", **values: Any) -> bytes:
    return _ENVIRONMENT.get_template(template).render(**values).encode(encoding)


def _summary(posting: Posting) -> str:
    """The Description of the meta tags."""
    return re.sub(r"\s+|^[=>|] ?", "", posting.text.split("\n")[0])[:80]


def detail_page(posting: Posting) -> bytes:
    """The page of one posting."""
    template = posting.column.template
    files = list(zip(posting.attachments, attachment_paths(posting), strict=True))
    return _render(
        f"{template}_detail.html",
        ENCODINGS.get(template, "utf-8"),
        p=posting,
        column=posting.column,
        here=detail_path(posting),
        body=to_html(whole_text(posting)),
        summary=_summary(posting),
        files=files,
    )


def list_pages(column: Column, postings: Sequence[Posting]) -> dict[str, bytes]:
    """Every list page of a column, newest posting first."""
    size = column.page_size
    ordered = sorted(postings, key=lambda p: (p.published_on, p.number), reverse=True)
    chunks = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    pages = {}
    for number, chunk in enumerate(chunks, start=1):
        path = page_path(column, number)
        pages[path] = _render(
            f"{column.template}_list.html",
            ENCODINGS.get(column.template, "utf-8"),
            column=column,
            here=path,
            items=chunk,
            number=number,
            pages=len(chunks),
            total=len(ordered),
            forbidden=(FORBIDDEN_PATH, FORBIDDEN_TITLE),
            dead=(DEAD_PATH, DEAD_TITLE),
        )
    return pages


def home_page(postings: Sequence[Posting]) -> bytes:
    """The front page: every column and the newest postings."""
    newest = sorted(postings, key=lambda p: (p.published_on, p.number), reverse=True)[:HOME_LATEST]
    return _render("home.html", items=newest, here="/index.html")


def forbidden_page() -> bytes:
    """The page behind robots.txt."""
    return _render("forbidden.html", title=FORBIDDEN_TITLE, here=FORBIDDEN_PATH)


def missing_page(status: int) -> bytes:
    """What the portal answers with 404 and 410."""
    return _render("missing.html", status=status, here="/404.html")


def robots_txt() -> bytes:
    """The portal's rules for crawlers."""
    return b"User-agent: *\nDisallow: /nbzl/\n\nUser-agent: SlowBot\nCrawl-delay: 30\nDisallow: /nbzl/\n"
