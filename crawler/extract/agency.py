"""Whose document it is, weighed: labels, the title, the source, the signature, the site, a meta tag."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from corpus.records import agencies_of
from crawler.extract import issuer, numbers, tender
from crawler.extract.evidence import Evidence
from crawler.extract.forwarding import HEAD_LINES, letter
from crawler.extract.labels import clean
from crawler.extract.publication import beside_day
from crawler.extract.signature import signature
from crawler.extract.source import source

_IN_FULL = lazy_regex(r"(?:全文|内容)(?:公布|发布|刊发)?如下|(?:现)?全文(?:公布|发布|刊发|刊登)")
"""How a newspaper introduces the paper itself."""


def agency(seen: Evidence, number: str | None = None) -> str | None:
    """Labelled; named in the title; the visible source; the signature; whose order it is; the site's own.

    Of a tender that a company holds for another: the public body that buys. `number`: the document's own.
    """
    told = _told(seen, number)
    return tender.buyer(seen.body.lines) if tender.is_agent(told, seen.title, seen.body.lines) else told


def _told(seen: Evidence, number: str | None) -> str | None:
    """Whoever is named, in that order."""
    for _, value in seen.shown.values.get("agency", []):
        if name := issuer.labelled(value):
            return name
    covered = letter(seen.body.lines) if _reposts(seen) else None
    signed = signature(covered or seen.body.lines)
    named = None if _reposts(seen) or _is_reported(seen) else issuer.from_title(seen.title)
    origin = _in_long(seen, issuer.from_source(source(seen.shown)) or beside_day(seen), signed)
    if origin and origin in agencies_of(named):
        named = origin  # which of several posted it
    if named and named in agencies_of(signed) and issuer.is_one_of_several(seen.title):
        named = signed  # all that the title counts
    if named and signed and issuer.is_state(named, signed):
        named = signed
    told = named or origin or signed or issuer.headed(seen.body.lines) or issuer.by_order(number)
    return told or _beside(seen) or _by_site(seen)


def _beside(seen: Evidence) -> str | None:
    """The office under whose name a site files it, or the body that is named as its author."""
    filed = issuer.labelled(seen.shown.first("office"))
    author = clean(seen.shown.first("author")) or ""
    named = issuer.from_source(author)
    return filed or (named if named == author and not seen.shown.first("source") else None)


def _reposts(seen: Evidence) -> bool:
    return seen.title.startswith(numbers.CITING)


def _is_reported(seen: Evidence) -> bool:
    """Whether a newspaper tells what a body issued: 国务院印发意见, by 人民日报."""
    told = source(seen.shown) or seen.meta.get("contentsource", "")
    if any(_IN_FULL.search(line) for line in seen.body.lines[:HEAD_LINES]):
        return False
    return issuer.is_press(told) and not issuer.is_formal(seen.title)


def _in_long(seen: Evidence, origin: str | None, signed: str | None) -> str | None:
    """The body behind a source, as its signature or the title calls it where that is more."""
    opening = issuer.opening(seen.title)
    short = bool(origin and origin.startswith(issuer.SHORT))
    if origin and opening and short and opening.endswith(origin):
        origin = opening
    together, signers = agencies_of(issuer.from_title(seen.title)), agencies_of(signed)
    if origin and len(signers) > 1:
        called = (name for name in signers if issuer.is_called(name, origin))
        return origin if len(together) > 1 else next(called, origin)
    if origin and short and signed in together and not issuer.is_short_for(origin, signed):
        return origin  # another of those that act together signs last
    if origin and signed and not _reposts(seen) and issuer.is_called(signed, origin):
        origin = signed
    if origin and signed and (signed.endswith(origin) or (short and not _reposts(seen))):
        origin = signed
    if origin and opening and issuer.is_contraction(origin, opening):
        origin = opening
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
    told = source(seen.shown)
    office = told if told and issuer.is_own_office(told) else None
    if told and not office and not issuer.is_of_nobody(told):
        return None  # somebody else's article, whoever owns the site
    return issuer.department(seen.meta.get("sitename")) or tagged or office
