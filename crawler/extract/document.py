"""A detail page to a Document: each field from the evidence that says it best; the visible value wins."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import dropwhile, pairwise, takewhile
from typing import Any

from corpus.records import Attachment, Document, FieldOrigin, agencies_of
from crawler.extract import attachments, body, issuer, labels, numbers, pictures, title
from crawler.extract.certainty import origins
from crawler.extract.disagree import disagreements
from crawler.extract.display import display_html
from crawler.extract.evidence import Evidence
from crawler.extract.linked_data import linked_data
from crawler.extract.parts import is_own_foot
from crawler.extract.plainer import plainer
from crawler.extract.publication import (
    LED,
    STAMP,
    STAMPED,
    above_text,
    beside_day,
    between,
    issued,
    published,
    right_above,
)
from crawler.families import by_name, detect
from crawler.pages.markup import class_and_id, dense, lines, squeeze
from crawler.pages.page import Page
from crawler.pages.rows import is_chrome

_LABELLED = re.compile(r"^[\u4e00-\u9fff]{2,5}[:：].{0,12}$")
"""A label that is none of those known, with a short value: 发布人：…; 解读：… is a heading."""

_MARK = re.compile(
    r"^[（(〔\[]?[^，。]{0,12}[〕\]）)]?第[\d一二三四五六七八九十百零〇]{1,6}号[)）]?$"
    r"|^(?:全文|条款|部分)?(?:有效|失效|废止|修改|修订)$"
)
MOST_MARKS = 2
"""Lines of a number, or whether a document is in force, that stand below a heading at most. A guess."""

NEAR_DATELINE = 3
"""Labels with which the line of date and source may begin, such as 编辑. A guess."""

_UNDATED = re.compile(r"\s+(?:19|20)\d{2}[-./年]\d{1,2}[-./月].*$")
"""A day behind a number, in the line under a heading."""

_SPLIT = re.compile(r"[\s,，;；、|]+")
_NAVIGATION = re.compile(r"(?:^|[\s_-])(?:foot(?:er)?|nav|menu)(?:[\s_-]|$)", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:[\s】\]|｜]|\s[【\[]?(?:下载|收藏|打印|关闭|分享))+$")
"""Brackets and the names of tools behind a value."""


EXTRACTOR = 9
"""Version of the extraction; raise it when it reads pages better, and `gongkai reread` reads them again."""

HEADING_LINES = 4
"""Lines that a heading is broken into at most. A guess."""

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
    source = _clean(STAMPED.sub("", seen.shown.first("source") or "")) or None
    posted = published(seen)
    document = Document(
        url=page.url,
        title=seen.title,
        text="\n".join(seen.body.lines),
        summary=_clean(seen.shown.first("summary")),
        index_number=_index_number(seen),
        document_number=_document_number(seen),
        agency=_agency(seen),
        issued_on=issued(seen),
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


def pictures_in_text(page: Page) -> tuple[str, ...]:
    """The pictures in a page's body, with or without a text, as the page itself names them."""
    seen = gather(page)
    return pictures.names(seen.page, seen.body.element)


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
    found += [(value, 2.0 if label == "名称" else 2.5) for label, value in shown.values.get("title", [])[:1]]
    found += [(heading, 2.0) for heading in _above_dateline(above_text(parts, text.lines))]
    nearest = _last_cell(above_text(parts, text.lines))
    heads = [nearest] * title.is_heading(nearest) + title.in_lines(text.lines, found)
    found += [(line, 1.5) for line in heads]
    chosen = title.choose(found, text.lines, sites)
    named = bool(chosen)
    chosen = _in_full(chosen or _fallback_title(page.tree, text.lines), parts)
    if not text.known and (named or title.is_heading(chosen)):
        told = [value for _, value in shown.values.get("title", [])]
        text = replace(text, lines=text.lines[_heading_lines(text.lines, chosen, parts, told) :])
    return Evidence(meta, chosen, text, shown, parts, page)


def _in_full(heading: str, parts: list[labels.Chunk]) -> str:
    """The heading with the body that it begins with, where that stands on a line of its own of one form."""
    if not heading.startswith("关于"):
        return heading
    for above, part in pairwise(parts):
        if part.text == heading and issuer.is_name(above.text) and not above.linked and _alike(above, part):
            return above.text + heading
    return heading


def _alike(one: labels.Chunk, other: labels.Chunk) -> bool:
    """Whether two cells are neighbours of one form, or lines of one cell."""
    if one.cell is None or other.cell is None or one.cell is other.cell:
        return one.cell is other.cell
    same = one.cell.tag == other.cell.tag and dict(one.cell.attrib) == dict(other.cell.attrib)
    return same and one.cell.getnext() is other.cell


def _heading_lines(text: list[str], heading: str, parts: list[labels.Chunk], told: list[str]) -> int:
    """How many lines at a text's head are the page's heading: they say the title, and nothing above does.

    But for a label: what it is `told` to be called is no heading.
    """
    above = dense("".join(part.text for part in parts if part.before_body and not part.linked))
    if above.count(dense(heading)) > told.count(heading) or heading.endswith("。"):
        return 0
    heads = ("".join(map(dense, text[:count])) for count in range(1, HEADING_LINES + 1))
    return next(
        (count for count, head in enumerate(heads, start=1) if head == dense(heading) and count < len(text)),
        0,
    )


def _above_dateline(parts: list[labels.Chunk]) -> list[str]:
    """The cell right above the line of date and source or the metadata: the heading, however marked up."""
    for at, chunk in enumerate(parts[1:], start=1):
        dateline = any(
            _is_dateline(part.text) for part in takewhile(_is_item, parts[at : at + NEAR_DATELINE])
        )
        if dateline or labels.is_label(chunk.text):
            above = _without_marks(parts[:at])
            heading = title.without_edges(_last_cell(above))
            if _LABELLED.match(heading):
                continue
            label = parts[at - 2].text.rstrip() if at > 1 else ""
            valued = label.endswith(("：", ":")) and labels.is_label(label)
            if valued or (not dateline and not title.is_heading(heading)):
                continue
            if title.MIN_ABOVE <= len(dense(heading)) <= title.MAX_TITLE and not labels.is_label(heading):
                return [heading]
    return []


def _without_marks(parts: list[labels.Chunk]) -> list[labels.Chunk]:
    """Text runs without those at their end that say a number or whether a document is in force."""
    marks = dropwhile(lambda part: _is_mark(part.text), reversed(parts[-MOST_MARKS:]))
    return parts[:-MOST_MARKS] + list(marks)[::-1]


def _is_mark(text: str) -> bool:
    return bool(_MARK.match(dense(text)) or title.is_number(text) or numbers.alone(text))


def _is_dateline(text: str) -> bool:
    return labels.opens_dateline(text) or bool(STAMP.match(text) or LED.match(text))


def _is_item(part: labels.Chunk) -> bool:
    """Whether a text run may stand in the line of date and source."""
    return _is_dateline(part.text) or labels.is_label(part.text)


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
    around = element.tag in ("nav", "footer") or (_NAVIGATION.search(named) and is_chrome(named))
    return bool(around) and not is_own_foot(element)


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
    order = seen.title if seen.title.endswith("令") else ""
    above = (
        numbers.alone(_UNDATED.sub("", chunk.text)) or (order and numbers.alone(order + chunk.text))
        for chunk in between(seen)
    )
    return (
        numbers.own(seen.title, seen.body.lines)
        or next(filter(None, above), None)
        or numbers.alone(right_above(seen))
        or next(filter(None, map(numbers.order_below, _below_title(seen))), None)
    )


def _below_title(seen: Evidence) -> list[str]:
    """Lines that may stand between a title and its text, or be the first of the text."""
    return [chunk.text for chunk in between(seen)] + seen.body.lines[:1]


def _agency(seen: Evidence) -> str | None:
    """Labelled; named in the title; the visible source; the signature; the site's department; a meta tag."""
    for _, value in seen.shown.values.get("agency", []):
        if name := issuer.labelled(value):
            return name
    signed = issuer.signature(seen.body.lines)
    named = None if _reposts(seen) else issuer.from_title(seen.title)
    origin = _in_long(
        seen, issuer.from_source(_clean(seen.shown.first("source"))) or beside_day(seen), signed
    )
    if origin and origin in agencies_of(named):
        named = origin  # which of several posted it
    return named or origin or signed or _by_site(seen)


def _reposts(seen: Evidence) -> bool:
    return seen.title.startswith(numbers.CITING)


def _in_long(seen: Evidence, origin: str | None, signed: str | None) -> str | None:
    """The body behind a source, as its signature or the title calls it where that is more."""
    opening = issuer.opening(seen.title)
    short = bool(origin and origin.startswith(issuer.SHORT))
    if origin and opening and short and opening.endswith(origin):
        origin = opening
    if origin and signed and (signed.endswith(origin) or (short and not _reposts(seen))):
        origin = signed
    department = issuer.department(seen.meta.get("sitename"))
    if department and signed and signed.endswith(department):
        return department  # whose internal office the source is
    return origin


def _by_site(seen: Evidence) -> str | None:
    """Whose page it is where nothing in it names a body."""
    tagged = issuer.from_source(seen.meta.get("contentsource"))
    if tagged and not issuer.is_office(tagged):
        return tagged
    opening = issuer.opening(seen.title)
    if opening and issuer.LISTED.search(seen.title):
        return opening
    if _clean(seen.shown.first("source")):
        return None  # somebody else's article, whoever owns the site
    return issuer.department(seen.meta.get("sitename")) or tagged


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
