"""Hanweb JCMS (大汉): records in CDATA inside a script, further ones from dataproxy.jsp."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler import rows
from crawler.families import _paging
from crawler.families._base import ListPage, has_any
from crawler.page import Page

_DATASTORE = re.compile(r"<datastore\b.*?</datastore>", re.DOTALL | re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)
_SCRIPT_RECORDS = re.compile(r"\bdataStore\s*=\s*\[(.*)\]", re.DOTALL)
_SCRIPT_RECORD = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_PROXY = re.compile(r"[\"']([^\"']*/jpage/(?:\w*)dataproxy\.jsp\?[^\"']*)[\"']")
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)|\btotalRecord\s*[=:]\s*[\"']?(\d+)", re.IGNORECASE)
_PER_PAGE = re.compile(r"\bperpage[\"']?\s*[=:]\s*[\"']?(\d+)", re.IGNORECASE)
_MARKS = ("/module/web/jpage/", "/module/jslib/", "<datastore", "dataStore = [", "dataStore=[")
_ADDRESS = re.compile(r"/art/(?:19|20)\d\d/\d{1,2}/\d{1,2}/art_\d+_\d+\.html|/module/web/jpage/|/col/col\d+/")


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
        total, per_page = _TOTAL.search(page.html), _PER_PAGE.search(page.html)
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
    """The call for the records after those at hand: same parameters, numbers moved on."""
    total = _TOTAL.search(page.html)
    proxy = _PROXY.search(page.html)
    address = page.url if "dataproxy.jsp" in page.url else page.absolute(proxy.group(1)) if proxy else None
    if not total or not address:
        return page.absolute(proxy.group(1)) if proxy else None
    parts = urlsplit(address.replace("&amp;", "&"))
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    first = int(query.get("startrecord") or 1) + held
    if not held or first > int(total.group(1) or total.group(2)):
        return None
    query.pop("page", None)
    query |= {"startrecord": str(first), "endrecord": str(first + held - 1)}
    query.setdefault("perpage", str(held))
    return parts._replace(query=urlencode(query)).geturl()
