"""Where each field of a document came from, and how sure that is: for staff, who look at the worst first."""

from __future__ import annotations

from corpus.records import Document, FieldOrigin
from crawler.extract import issuer, numbers
from crawler.extract.evidence import Evidence
from crawler.extract.signature import signature
from crawler.extract.source import source
from crawler.pages import dates
from crawler.pages.markup import dense

CONTRADICTED = 0.2
"""By what a field is less sure that the page contradicts. A guess, as all of these figures are."""

NOTHING = FieldOrigin("", "没有找到", 0.3)


def origins(seen: Evidence, document: Document) -> tuple[FieldOrigin, ...]:
    """Of the title, the text and the fields of the metadata, in the order in which staff read them."""
    found = (
        _title(seen, document),
        _text(seen, document),
        _published(seen, document),
        _labelled(seen, "document_number", document.document_number, "正文或标题"),
        _labelled(seen, "index_number", document.index_number, "网页标签"),
        _agency(seen, document),
    )
    doubted = {one.field for one in document.disagreements}
    return tuple(
        FieldOrigin(one.field, one.where, round(one.sure - CONTRADICTED * (one.field in doubted), 2))
        for one in found
        if one is not None
    )


def surest(found: tuple[FieldOrigin, ...]) -> float:
    """How sure a document is as a whole: as its least sure field that every document has."""
    return min((one.sure for one in found if one.field in ("title", "text", "published_on")), default=0.0)


def _title(seen: Evidence, document: Document) -> FieldOrigin:
    wanted = dense(document.title)
    headings = (dense(heading.text_content()) for heading in seen.page.tree.iter("h1", "h2", "h3"))
    if wanted in headings:
        return FieldOrigin("title", "页面标题", 0.95)
    if wanted == dense(seen.meta.get("articletitle", "")):
        return FieldOrigin("title", "网页标签", 0.9)
    if any(wanted == dense(chunk.text) for chunk in seen.chunks):
        return FieldOrigin("title", "正文上方", 0.8)
    if wanted and wanted in dense(seen.page.tree.findtext(".//title") or ""):
        return FieldOrigin("title", "浏览器标题栏", 0.6)
    return FieldOrigin("title", "没有标出的文字", 0.4 if wanted else 0.0)


def _text(seen: Evidence, document: Document) -> FieldOrigin:
    if not document.text:
        told = bool(document.attachments or document.html)
        return FieldOrigin("text", "正文是附件或图片" if told else "没有找到", 0.7 if told else 0.0)
    if seen.body.known:
        return FieldOrigin("text", "网站系统的正文容器", 0.95)
    return FieldOrigin("text", "文字最多的部分", 0.8 if len(document.text) >= 200 else 0.6)


def _published(seen: Evidence, document: Document) -> FieldOrigin:
    day = document.published_on
    if day is None:
        return FieldOrigin("published_on", NOTHING.where, NOTHING.sure)
    if any(dates.parse(value) == day for _, value in seen.shown.values.get("published_on", [])):
        return FieldOrigin("published_on", "页面上有名称的日期", 0.95)
    if any(dates.parse(chunk.text) == day for chunk in seen.chunks if chunk.before_body):
        return FieldOrigin("published_on", "标题旁的日期", 0.85)
    if dates.parse(seen.meta.get("pubdate", "")) == day:
        return FieldOrigin("published_on", "网页标签", 0.75)
    return FieldOrigin("published_on", "网址", 0.5)


def _labelled(seen: Evidence, field: str, value: str | None, otherwise: str) -> FieldOrigin | None:
    if value is None:
        return None
    read = numbers.index_number if field == "index_number" else numbers.labelled
    labelled = any(read(said) == value for _, said in seen.shown.values.get(field, []))
    return FieldOrigin(field, "元数据表", 0.95) if labelled else FieldOrigin(field, otherwise, 0.8)


def _agency(seen: Evidence, document: Document) -> FieldOrigin | None:
    name = document.agency
    if name is None:
        return None
    if any(issuer.labelled(value) == name for _, value in seen.shown.values.get("agency", [])):
        return FieldOrigin("agency", "元数据表", 0.95)
    if name == issuer.from_title(seen.title):
        return FieldOrigin("agency", "标题", 0.85)
    if name == issuer.from_source(source(seen.shown)):
        return FieldOrigin("agency", "来源", 0.7)
    if name == signature(seen.body.lines):
        return FieldOrigin("agency", "落款", 0.7)
    return FieldOrigin("agency", "网站名称或网页标签", 0.5)
