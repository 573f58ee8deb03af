"""Lists whose rows have ids alone: their addresses are put together by the script that draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.families import _json
from crawler.families._base import ListPage
from crawler.pages.page import Page

_BEFORE, _BEHIND = r"([^\"'<>+${}\\]{1,200})", r"([^\"'<>+${}\\]{0,60})"
_FIELD = r"[\w$]{1,40}(?:\[\s?\w{1,3}\s?\])?(?:\.|\[\s?[\"']?)(\w{1,40})(?:[\"']?\s?\])?"
_FORMS = tuple(
    lazy_regex(form.replace("BEFORE", _BEFORE).replace("FIELD", _FIELD).replace("BEHIND", _BEHIND))
    for form in (
        r"""href\s*=\s*\\?["']BEFORE["']\s*\+\s*FIELD\s*\+\s*["']BEHIND\\?["'](?!\s*\+\s*[\w$]+\.)""",
        r"""href\s*=\s*\\?["']BEFORE\$\{\s*FIELD\s*\}BEHIND\\?["']""",
        r"""href\s*=\s*"'BEFORE'\s*\+\s*FIELD(?:\s*\+\s*'BEHIND')?\s*\"""",
        r"""href\s*=\s*\\?["']BEFORE\{\{[-=#]?\s*FIELD\s*\}\}BEHIND\\?["']""",
    )
)
"""As scripts write markup, in templates, of Vue and of layui."""

_ID = lazy_regex(r"\d{1,2}|(?:\w*_)?(?:id|guid|uuid|code|no)|\w+(?:Id|ID|Guid|Code|No)")
_ADDRESS = lazy_regex(r"[/?.]")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the script of a page leads from a row: to what stands before and behind a field of it."""

    before: str
    field: str
    behind: str

    def address(self, record: dict[str, Any]) -> str:
        """Of a row; nothing where it has no such field."""
        said = record.get(self.field)
        known = isinstance(said, (str, int)) and not isinstance(said, bool) and str(said)
        return f"{self.before}{said}{self.behind}" if known else ""


def lead(page: Page) -> Lead | None:
    """The first of a page."""
    for form in _FORMS:
        for before, field, behind in form.findall(page.html):
            start = page.absolute(before) if _ID.fullmatch(field) and _ADDRESS.search(before) else None
            if start:
                return Lead(start, field, behind)
    return None


def entries(page: Page, known: Lead) -> ListPage | None:
    """The rows of an answer at the addresses that the list's page makes of their ids."""
    answer = _json.parsed(page)
    if answer is None:
        return None
    found = _json.entries(page, answer, known.address)
    following, pages = _json.following(page, answer, len(found))
    return ListPage("search_api", found, following, pages)
