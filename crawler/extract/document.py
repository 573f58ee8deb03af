"""A detail page to a Document: each field from the evidence that says it best; the visible value wins."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from corpus.lazy_regex import lazy_regex
from corpus.records import Attachment, Document, FieldOrigin
from crawler.extract import attachments, body, labels, marked_headings, numbers, pictures, title, trim
from crawler.extract.agency import agency
from crawler.extract.certainty import origins
from crawler.extract.disagree import disagreements
from crawler.extract.display import display_html
from crawler.extract.evidence import Evidence
from crawler.extract.heading import (
    above_dateline,
    heading_lines,
    in_full,
    is_dateline,
    last_cell,
    numbered_heading,
    with_dateline,
    with_order,
)
from crawler.extract.held import filled_in, is_template, with_table
from crawler.extract.labels import clean
from crawler.extract.linked_data import linked_data
from crawler.extract.parts import Body, boxed_number, is_own_foot
from crawler.extract.plainer import plainer
from crawler.extract.publication import (
    above_text,
    between,
    issued,
    published,
    right_above,
    two_above,
)
from crawler.extract.record import with_record
from crawler.extract.scripted import with_written
from crawler.extract.source import source
from crawler.extract.unmarked_headings import by_place, is_likely, is_weak
from crawler.families import by_name, detect
from crawler.pages.chrome import is_chrome
from crawler.pages.markup import class_and_id, dense, lines, squeeze
from crawler.pages.page import Page

_EXTENSION = lazy_regex(r"\.[A-Za-z0-9]{2,5}$")
_UNDATED = lazy_regex(r"\s+(?:19|20)\d{2}[-./年]\d{1,2}[-./月].*$")
"""A day behind a number, in the line under a heading."""

_SPLIT = lazy_regex(r"[\s,，;；、|]+")
_NAVIGATION = lazy_regex(r"(?:^|[\s_-])(?:foot(?:er)?|nav|menu)(?:[\s_-]|$)", re.IGNORECASE)

_ANSWER = lazy_regex(r"^(?:回复|答复|回复内容|答复内容|回复意见|答复意见|办理结果)\s*[:：]")

ABOVE_DATELINE = 2.2
"""Weight of the heading right above the line of date and source: more than that of a <title>. A guess."""

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
    posted, number = published(seen), _document_number(seen)
    document = Document(
        url=page.url,
        title=seen.title,
        text="\n".join(seen.body.lines),
        summary=clean(seen.shown.first("summary")),
        index_number=_index_number(seen),
        document_number=number,
        agency=agency(seen, number),
        issued_on=issued(seen),
        published_on=posted,
        topic=topic if (topic := clean(seen.shown.first("topic"))) != seen.title else None,
        genre=clean(seen.shown.first("genre")),
        validity=_validity(seen.shown.first("validity")),
        keywords=_keywords(seen),
        source=source(seen.shown),
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
    page = with_written(page)
    seen = _gather(page)
    if seen.body.lines and not is_template(seen):
        return _below_its_name(page, seen)
    for written_out in (filled_in, plainer):
        once_more = written_out(page)
        found = _gather(once_more) if once_more else seen
        if found.body.lines:
            return with_table(found, seen)
    return seen


def _below_its_name(page: Page, seen: Evidence) -> Evidence:
    """What was found, or the document that scripts hold where nothing but its name was."""
    name = seen.body.lines[0]
    held = filled_in(page) if len(seen.body.lines) == 1 and "。" not in name else None
    found = _gather(held) if held else seen
    return with_table(found, seen) if found.body.lines and dense(found.title) == dense(name) else seen


def _gather(page: Page) -> Evidence:
    meta = linked_data(page.tree) | meta_tags(page.tree)
    found = [(text, weight) for text, weight in title.candidates(page.tree, meta) if not is_dateline(text)]
    sites = title.of_site(page.tree, meta)
    likely = title.choose(found, [], sites)
    headings = (text for text, weight in found if weight > marked_headings.CENTRED or text == likely)
    text = body.find(page, tuple(headings))
    around = frozenset(text.element.iterancestors()) | {text.element}
    parts = labels.chunks(page.tree, text.element, partial(chrome, keep=around))
    shown = with_record(labels.read(parts + labels.in_lines(text.foot)), parts)
    found += [(value, 2.0 if label == "名称" else 2.5) for label, value in shown.values.get("title", [])[:1]]
    above = above_dateline(above_text(parts, text.lines))
    found += [(subject, 2.5) for subject in _subject(shown, text.lines)]
    found = title.below_headings(found, above) + [(heading, ABOVE_DATELINE) for heading in above]
    nearest = last_cell(above_text(parts, text.lines))
    heads = [nearest] * title.is_heading(nearest) + title.in_lines(text.lines, found)
    found += [(line, 1.5) for line in heads]
    chosen = title.choose(found, text.lines, sites)
    if is_weak(page.tree, chosen, found):
        chosen = by_place(above_text(parts, text.lines), text.lines) or chosen
    named = bool(chosen)
    chosen = in_full(
        chosen
        or title.short_of(page.tree, found, sites)
        or _only_file(page, text)
        or _fallback_title(page.tree, text.lines),
        parts,
        [candidate for candidate, weight in found if weight > marked_headings.CENTRED],
    )
    chosen = with_order(chosen, parts)
    if named or title.is_heading(chosen):
        told = [value for _, value in shown.values.get("title", [])]
        head = heading_lines(text.lines, chosen, parts, told)
        head = with_dateline(text.lines, head) if text.known else head
        own = trim.without_rows(text.lines[head:]) if head else text.lines
        text = replace(text, lines=own[numbered_heading(own, parts, chosen) :])
    return Evidence(meta, chosen, text, shown, parts, page)


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
    around = element.tag in ("nav", "footer") or (named != " " and _is_navigation(named))
    return around and not is_own_foot(element)


@lru_cache(maxsize=20_000)
def _is_navigation(named: str) -> bool:
    return bool(_NAVIGATION.search(named)) and is_chrome(named)


def _fallback_title(tree: Any, text: list[str]) -> str:
    head = squeeze(tree.findtext(".//title") or "")
    if head:
        return head
    visible = text or lines(tree)
    return visible[0][: marked_headings.MAX_TITLE] if visible else ""


def _only_file(page: Page, text: Body) -> str:
    """What the link to the only file of a page without a text says, where that is a heading; else ""."""
    if text.lines:
        return ""
    links = {squeeze(link.text_content()) for link in page.tree.iter("a") if attachments.is_file(link)}
    named = {_EXTENSION.sub("", link) for link in links}
    return named.pop() if len(named) == 1 and is_likely(*named) else ""


def _subject(shown: labels.Labels, lines_of_text: list[str]) -> list[str]:
    """What a letter is about, where one stands with its answer: 主题 is its title there, and no topic."""
    answered = any(_ANSWER.match(line) for line in lines_of_text)
    told = shown.values.get("topic", [])[:1] if answered and "title" not in shown.values else []
    return [value for label, value in told if label == "主题"]


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
        or numbers.alone(two_above(seen))
        or boxed_number(seen.body.element)
        or next(filter(None, map(numbers.order_below, _below_title(seen))), None)
    )


def _below_title(seen: Evidence) -> list[str]:
    """Lines that may stand between a title and its text, or be the first of the text."""
    return [chunk.text for chunk in between(seen)] + seen.body.lines[:1]


def _validity(value: str | None) -> str | None:
    text = dense(value or "")
    if "无效" in text:
        return "失效"
    return next((name for word, name in VALIDITIES if word in text), None)


def _keywords(seen: Evidence) -> tuple[str, ...]:
    """Labelled ones; the meta tag's only if the document has them all: portals put their own name there."""
    if shown := clean(seen.shown.first("keywords")):
        return tuple(dict.fromkeys(word for word in _SPLIT.split(shown) if word))
    tagged = [word for word in _SPLIT.split(seen.meta.get("keywords", "")) if word]
    text = seen.title + "".join(seen.body.lines)
    site = seen.meta.get("sitename", "")
    return (
        tuple(dict.fromkeys(tagged))
        if tagged and all(word in text and word not in site for word in tagged)
        else ()
    )
