"""A detail page to a Document: each field from the evidence that says it best; the visible value wins."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import takewhile
from typing import Any

from corpus.records import Attachment, Document, FieldOrigin, agencies_of
from crawler.extract import attachments, body, issuer, labels, numbers, pictures, title
from crawler.extract.certainty import origins
from crawler.extract.disagree import disagreements
from crawler.extract.display import display_html
from crawler.extract.evidence import Evidence
from crawler.extract.linked_data import linked_data
from crawler.extract.plainer import plainer
from crawler.families import by_name, detect
from crawler.pages import dates
from crawler.pages.markup import class_and_id, dense, lines, squeeze
from crawler.pages.page import Page
from crawler.pages.rows import is_chrome

_STAMP = re.compile(
    r"^[\s\[【(（]*(?:(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?"
    r"|[一二][〇零○ОO0一二三四五六七八九]{3}\s*年\s*[一二三四五六七八九十]{1,2}\s*月\s*[一二三四五六七八九十廿卅]{1,3}\s*日)"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
    r"(?:\s*[T ]?\s*\d{1,2}[:∶：时]\d{2}分?(?:[:∶：]?\d{2}秒?)?(?:\.\d{1,3})?)?[\s\]】)）]*$"
)
_STAMPED = re.compile(r"\s+[\[(（]?(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月].*$")
"""A date behind a source without a label of its own."""

_BELOW = re.compile(
    r"^(?:(?:发布|发表|更新|编辑)于\s*)?[\[(（【]?((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\D?.{0,40})$"
)
"""A line of the page's that a text is followed by, and that begins with a day."""

_SPLIT = re.compile(r"[\s,，;；、|]+")
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])/")
_NAVIGATION = re.compile(r"(?:^|[\s_-])(?:foot(?:er)?|nav|menu)(?:[\s_-]|$)", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:[\s】\]|｜]|\s[【\[]?(?:下载|收藏|打印|关闭|分享))+$")
"""Brackets and the names of tools behind a value."""


EXTRACTOR = 2
"""Version of the extraction; raise it when it reads pages better, and `gongkai reread` reads them again."""

NEAR_BODY = 12
"""Text runs before the body among which its date is looked for and what else stands above it. A guess."""

NEAR_BELOW = 3
"""Text runs below the body among which its date is looked for. A guess."""

HEADING_LINES = 4
"""Lines that a heading is broken into at most. A guess."""

MIN_RELATED = 8
"""A longer link between title and body is a related document, and a date beside it that one's. A guess."""

VALIDITIES = (("废止", "废止"), ("失效", "失效"), ("修改", "已修改"), ("修订", "已修改"), ("有效", "有效"))
"""What portals write for 有效性, and the four values of the catalogue; the first that fits counts."""


def extract(page: Page, family: str | None = None) -> Document:
    """The document a page publishes; what the page does not say is None."""
    return explained(page, family)[0]


def explained(page: Page, family: str | None = None) -> tuple[Document, tuple[FieldOrigin, ...]]:
    """The document, and where its fields came from."""
    reader = by_name(family) if family else detect(page)
    seen = gather(page)
    page = seen.page
    source = _clean(_STAMPED.sub("", seen.shown.first("source") or "")) or None
    posted = published(seen)
    document = Document(
        url=page.url,
        title=seen.title,
        text="\n".join(seen.body.lines),
        summary=_clean(seen.shown.first("summary")),
        index_number=_index_number(seen),
        document_number=_document_number(seen),
        agency=_agency(seen),
        issued_on=_issued(seen),
        published_on=posted,
        topic=_clean(seen.shown.first("topic")),
        genre=_clean(seen.shown.first("genre")),
        validity=_validity(seen.shown.first("validity")),
        keywords=_keywords(seen),
        source=source,
        attachments=attachments.find(page, seen.body.element),
        family=reader.name,
        html=display_html(page, seen.body.element, seen.body.lines),
    )
    document = replace(document, disagreements=disagreements(document, seen.meta, seen.shown))
    return document, origins(seen, document)


def body_pictures(page: Page) -> tuple[Attachment, ...]:
    """The pictures that are a page's whole body, as files of its document."""
    seen = gather(page)
    return () if seen.body.lines else pictures.find(seen.page, seen.body.element)


def gather(page: Page) -> Evidence:
    """Everything on the page that may say something about its document."""
    seen = _gather(page)
    if seen.body.lines:
        return seen
    once_more = plainer(page)
    found = _gather(once_more) if once_more else seen
    return found if found.body.lines else seen


def _gather(page: Page) -> Evidence:
    meta = linked_data(page.tree) | meta_tags(page.tree)
    found = title.candidates(page.tree, meta)
    sites = title.of_site(page.tree, meta)
    likely = title.choose(found, [], sites)
    headings = (text for text, weight in found if weight > title.CENTRED or text == likely)
    text = body.find(page.tree, tuple(headings))
    around = frozenset(text.element.iterancestors()) | {text.element}
    parts = labels.chunks(page.tree, text.element, partial(chrome, keep=around))
    shown = labels.read(parts + labels.in_lines(text.foot))
    found += [(value, 2.0) for _, value in shown.values.get("title", [])[:1]]
    found += [(heading, 2.0) for heading in _above_dateline(_above_text(parts, text.lines))]
    nearest = _last_cell(_above_text(parts, text.lines))
    heads = [nearest] * title.is_heading(nearest) + title.in_lines(text.lines, found)
    found += [(line, 1.5) for line in heads]
    chosen = title.choose(found, text.lines, sites) or _fallback_title(page.tree, text.lines)
    if not text.known:
        text = replace(text, lines=text.lines[_heading_lines(text.lines, chosen, parts) :])
    return Evidence(meta, chosen, text, shown, parts, page)


def _heading_lines(text: list[str], heading: str, parts: list[labels.Chunk]) -> int:
    """How many lines at a text's head are the page's heading: they say the title, and nothing above does."""
    above = dense("".join(part.text for part in parts if part.before_body and not part.linked))
    if dense(heading) in above or heading.endswith("。"):
        return 0
    heads = ("".join(map(dense, text[:count])) for count in range(1, HEADING_LINES + 1))
    return next(
        (count for count, head in enumerate(heads, start=1) if head == dense(heading) and count < len(text)),
        0,
    )


def _above_dateline(parts: list[labels.Chunk]) -> list[str]:
    """The cell right above the line of date and source or the metadata: the heading, however marked up."""
    for at, chunk in enumerate(parts[1:], start=1):
        dateline = labels.opens_dateline(chunk.text) or _STAMP.match(chunk.text)
        if dateline or labels.is_label(chunk.text):
            heading = title.without_edges(_last_cell(parts[:at]))
            if not dateline and not title.is_heading(heading):
                continue
            if title.MIN_ABOVE <= len(dense(heading)) <= title.MAX_TITLE and not labels.is_label(heading):
                return [heading]
    return []


def _last_cell(parts: list[labels.Chunk]) -> str:
    """What the last cell says; nothing where it is a link."""
    if not parts or parts[-1].linked:
        return ""
    same = takewhile(lambda part: part.cell is parts[-1].cell, reversed(parts))
    return squeeze("".join(part.text for part in reversed(list(same))))


def meta_tags(tree: Any) -> dict[str, str]:
    """Meta tags by lower-case name, the first that says something."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name, content = (tag.get("name") or "").strip().lower(), squeeze(tag.get("content") or "")
        if name and content and name not in found:
            found[name] = content
    return found


def chrome(element: Any, keep: frozenset[Any]) -> bool:
    """What holds no metadata: navigation and the page's foot. Heads do, on some portals."""
    if element in keep or element.tag in ("body", "html"):
        return False
    named = class_and_id(element)
    return element.tag in ("nav", "footer") or bool(_NAVIGATION.search(named) and is_chrome(named))


def _fallback_title(tree: Any, text: list[str]) -> str:
    head = squeeze(tree.findtext(".//title") or "")
    if head:
        return head
    visible = text or lines(tree)
    return visible[0][: title.MAX_TITLE] if visible else ""


def _clean(value: str | None) -> str | None:
    text = _ENDINGS.sub("", squeeze(value or "")).strip("【】[]|;；,， ")
    return text if text and text not in ("无", "null", "-", "--", "—", "/") else None


def _index_number(seen: Evidence) -> str | None:
    for _, value in seen.shown.values.get("index_number", []):
        if number := numbers.index_number(value):
            return number
    return numbers.index_number(seen.meta.get("indexnumber") or seen.meta.get("index") or "")


def _document_number(seen: Evidence) -> str | None:
    """The labelled number; none where the label stands empty: the body's is then a reposted original's."""
    for _, value in seen.shown.values.get("document_number", []):
        if number := numbers.labelled(value):
            return number
    if "document_number" in seen.shown.values or "document_number" in seen.shown.empty:
        return numbers.in_title(seen.title) if not seen.title.startswith(numbers.CITING) else None
    above = (numbers.alone(chunk.text) for chunk in _between(seen))
    return numbers.own(seen.title, seen.body.lines) or next(filter(None, above), None)


def _agency(seen: Evidence) -> str | None:
    """Labelled; named in the title; the visible source; the signature; the site's department; a meta tag."""
    for _, value in seen.shown.values.get("agency", []):
        if name := issuer.labelled(value):
            return name
    reposted = seen.title.startswith(numbers.CITING)
    named = None if reposted else issuer.from_title(seen.title)
    origin = issuer.from_source(_clean(seen.shown.first("source")))
    signed = issuer.signature(seen.body.lines)
    if origin and signed and (signed.endswith(origin) or (origin.startswith(issuer.SHORT) and not reposted)):
        origin = signed  # the same body, in full
    department = issuer.department(seen.meta.get("sitename"))
    if department and signed and signed.endswith(department):
        origin = department  # whose internal office the source is
    if origin and origin in agencies_of(named):
        named = origin  # which of several posted it
    if found := named or origin or signed:
        return found
    tagged = issuer.from_source(seen.meta.get("contentsource"))
    if tagged and not issuer.is_office(tagged):
        return tagged
    if _clean(seen.shown.first("source")):
        return None  # somebody else's article, whoever owns the site
    return department or tagged


def _issued(seen: Evidence) -> date | None:
    for _, value in seen.shown.values.get("issued_on", []):
        if day := dates.parse(value):
            return day
    return issuer.signed_on(seen.body.lines)


def published(seen: Evidence) -> date | None:
    """Shown under a label, shown without one between title and text, in a meta tag, in the address."""
    for _, value in sorted(seen.shown.values.get("published_on", []), key=lambda pair: _trust(pair[0])):
        if day := dates.parse(value):
            return day
    between = _between(seen)
    for before, chunk in zip([None, *between], between, strict=False):
        valued = before is not None and labels.is_label(before.text)
        if not valued and _STAMP.match(chunk.text) and (day := dates.parse(chunk.text)):
            return day
    for value in (*(value for _, value in seen.shown.values.get("source", [])), *_right_below(seen)):
        if (behind := _STAMPED.search(value)) and (day := dates.parse(behind.group())):
            return day
    tagged, issued = dates.parse(seen.meta.get("pubdate", "")), _issued(seen)
    month = _MONTH_IN_ADDRESS.search(seen.page.url)
    if tagged and issued and month:
        filed = (int(month.group(1)), int(month.group(2)))
        if filed == (issued.year, issued.month) and filed != (tagged.year, tagged.month):
            return issued  # the meta tag holds the day the page was moved to a new system
    return tagged or dates.in_address(seen.page.url)


def _right_below(seen: Evidence) -> list[str]:
    """What stands right below the body as a day of publication: a stamp, or 发布于 and a day."""
    last = max((at for at, chunk in enumerate(seen.chunks) if chunk.before_body), default=-1)
    below = [chunk for chunk in seen.chunks[last + 1 :] if not _within(chunk.cell, seen.body.element)]
    near = takewhile(lambda chunk: not chunk.linked, below[:NEAR_BELOW])
    return [f" {found.group(1)}" for chunk in near if (found := _BELOW.match(chunk.text))]


def _within(cell: Any, element: Any) -> bool:
    return cell is not None and (cell is element or element in cell.iterancestors())


def _between(seen: Evidence) -> list[labels.Chunk]:
    """The text runs between the page's title and its body, where the date stands without a label."""
    before = _above_text(seen.chunks, seen.body.lines)
    heading = dense(seen.title)
    starts = [at for at, chunk in enumerate(before) if dense(chunk.text) == heading]
    near = before[starts[-1] + 1 :][:NEAR_BODY] if starts else before[-NEAR_BODY:]
    return list(takewhile(lambda chunk: not (chunk.linked and len(chunk.text) > MIN_RELATED), near))


def _above_text(parts: list[labels.Chunk], text: list[str]) -> list[labels.Chunk]:
    """The text runs before the body's first line, which may stand inside the body's element."""
    first = dense(text[0]) if text else ""
    for at, chunk in enumerate(parts):
        if not chunk.before_body and first and first.startswith(dense(chunk.text)) and chunk.text:
            return parts[:at]
    return [chunk for chunk in parts if chunk.before_body]


def _trust(label: str) -> int:
    """发布日期 before 日期 before 更新时间."""
    return 0 if "发布" in label or "公开" in label else 2 if "更新" in label else 1


def _validity(value: str | None) -> str | None:
    text = dense(value or "")
    if "无效" in text:
        return "失效"
    return next((name for word, name in VALIDITIES if word in text), None)


def _keywords(seen: Evidence) -> tuple[str, ...]:
    """Labelled ones; the meta tag's only if the document has them all: portals put their own name there."""
    if shown := _clean(seen.shown.first("keywords")):
        return tuple(dict.fromkeys(word for word in _SPLIT.split(shown) if word))
    tagged = [word for word in _SPLIT.split(seen.meta.get("keywords", "")) if word]
    text = seen.title + "".join(seen.body.lines)
    site = seen.meta.get("sitename", "")
    return (
        tuple(dict.fromkeys(tagged))
        if tagged and all(word in text and word not in site for word in tagged)
        else ()
    )
