"""Hanweb JCMS (大汉): records in CDATA inside a script, further ones from dataproxy.jsp."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.families import _paging
from crawler.families._base import ListPage, has_any
from crawler.pages import rows
from crawler.pages.page import Page

_DATASTORE = lazy_regex(r"<datastore\b.*?</datastore>", re.DOTALL | re.IGNORECASE)
_RECORD = lazy_regex(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)
_SCRIPT_RECORDS = lazy_regex(r"\bdataStore\s*=\s*\[(.*)\]", re.DOTALL)
_SCRIPT_RECORD = lazy_regex(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_NEXT_GROUP = lazy_regex(
    r"<nextgroup>.*?href=[\"']([^\"']*dataproxy\.jsp\?[^\"']*)[\"']", re.DOTALL | re.IGNORECASE
)
_TOTAL = lazy_regex(r"<totalrecord>\s*(\d+)|\btotalRecord\s*[=:]\s*[\"']?(\d+)", re.IGNORECASE)
_PER_PAGE = lazy_regex(r"\bperpage[\"']?\s*[=:]\s*[\"']?(\d+)", re.IGNORECASE)
_MARKS = (
    "/module/web/jpage/",
    "/module/jpage/",
    "/module/jslib/",
    "<datastore",
    "dataStore = [",
    "dataStore=[",
)
_ADDRESS = lazy_regex(
    r"/art/(?:19|20)\d\d/\d{1,2}/\d{1,2}/art_\d+_\d+\.html|/jpage/dataproxy\.jsp|/col/col\d+/"
)


class Jcms:
    """Hanweb JCMS column pages and the answers of its dataproxy."""

    name = "jcms"

    def matches(self, page: Page) -> bool:
        """Its data store, its proxy or its art_<column>_<id> addresses."""
        return bool(_ADDRESS.search(page.url)) or has_any(page.html, _MARKS)

    def entries(self, page: Page) -> ListPage:
        """The records of the data store, or else plain rows."""
        records = _records(page.html)
        found = rows.entries(page.with_html("<ul>" + "".join(records) + "</ul>") if records else page)
        following = _next(page, len(records)) if records else _paging.next_link(page)
        total, per_page = _TOTAL.search(page.html), _PER_PAGE.search(page.html) or _PER_PAGE.search(page.url)
        size = int(per_page.group(1)) if per_page else 0
        pages = -(-int(total.group(1) or total.group(2)) // size) if total and size else None
        return ListPage(self.name, found, following, pages)


def _records(html: str) -> list[str]:
    stores = _DATASTORE.findall(html)
    if stores:
        return [record for store in stores for record in _RECORD.findall(store)]
    script = _SCRIPT_RECORDS.search(html)
    return (
        [record.replace("\\'", "'") for record in _SCRIPT_RECORD.findall(script.group(1))] if script else []
    )


def _next(page: Page, held: int) -> str | None:
    """The server's own link to the next group of records, else the same call with its numbers moved on."""
    said = _TOTAL.search(page.html)
    total = int(said.group(1) or said.group(2)) if said else None
    query = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    after = int(query.get("startrecord") or 1) + held
    if total is not None and "page" not in query and after > total:
        return None
    if group := _NEXT_GROUP.search(page.html):
        return page.absolute(group.group(1).replace("&amp;", "&"))
    if "startrecord" not in query:
        return None
    query |= {"startrecord": str(after), "endrecord": str(after + held - 1)}
    return urlsplit(page.url)._replace(query=urlencode(query)).geturl()
