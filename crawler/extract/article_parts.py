"""Articles spread over several pages: where the next part is, and the parts as one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from corpus.lazy_regex import lazy_regex
from corpus.records import Document
from crawler.extract.document import gather
from crawler.families import trs
from crawler.pages.frames import followed
from crawler.pages.page import Page

_NAME = lazy_regex(r"^(?P<stem>.+?)(?:_(?P<number>\d{1,3}))?(?P<end>\.\w{2,6})$")
_LABEL = lazy_regex(r"^\[?(?:下一?页|下页|后页|第?(\d{1,3})页?|[>›»]{1,2})\]?$")

MOST_NUMBER = 200
"""Parts of one article; a larger number in an address is the number of an article. A guess."""


def next_part(page: Page) -> str | None:
    """The address of the article's next part; None on the last, and where the article has one page.

    An article shown in a frame is a part of the page around it.
    """
    if frame := _frame(page):
        return frame
    shown = _NAME.match(urlsplit(page.url).path.rpartition("/")[2])
    if not shown:
        return None
    script = trs.paging(page.html)
    if script is not None:
        own = (shown["stem"], shown["stem"] + f"_{shown['number']}")
        address = script.address() if script.stem in own and script.pages > 1 else None
        return page.absolute(address, page.url) if address else None
    return _linked(page, shown["stem"], int(shown["number"] or 0), shown["end"]) or (
        _linked(page, f"{shown['stem']}_{shown['number']}", 0, shown["end"]) if shown["number"] else None
    )


def _frame(page: Page) -> str | None:
    """The first frame that may hold a text, where nothing else on the page is one."""
    url = next(followed(page, page.tree), None)
    return None if url is None or gather(page).body.lines else url


def _linked(page: Page, stem: str, number: int, end: str) -> str | None:
    """The nearest part after `number` that a pager's link leads to."""
    folder = page.url.rpartition("/")[0] + "/"
    found: dict[int, str] = {}
    for link in page.tree.iter("a"):
        label = _LABEL.match("".join(link.text_content().split()))
        url = page.absolute(link.get("href") or "") if label else None
        if not label or not url or not url.startswith(folder):
            continue
        name = _NAME.match(url[len(folder) :])
        if name and name["stem"] == stem and name["end"] == end and name["number"]:
            part = int(name["number"])
            if label.group(1) is None or int(label.group(1)) in (part, part + 1):
                found[part] = url
    after = [part for part in found if number < part <= min(number + 2, MOST_NUMBER)]
    return found[min(after)] if after else None


def joined(first: Document, further: Sequence[Document]) -> Document:
    """One document of all parts in their order; what later parts repeat of the first's head stands once."""
    lines, files = first.text.split("\n") if first.text else [], list(first.attachments)
    head = {first.title, *lines[:3]}
    for part in further:
        lines += [line for line in part.text.split("\n") if line and line not in head]
        files += [file for file in part.attachments if file.url not in {known.url for known in files}]
    last = further[-1] if further else first
    return replace(
        first,
        text="\n".join(lines),
        html=_joined_html([first, *further]),
        attachments=tuple(files),
        issued_on=first.issued_on or last.issued_on,
        agency=first.agency or last.agency,
    )


def _joined_html(parts: Sequence[Document]) -> str | None:
    """All parts' HTML; None where one is shown by its lines alone."""
    bodies = [part.html for part in parts]
    return "\n".join(body for body in bodies if body) if all(bodies) else None
