"""Bytes of a page to characters: portals declare no encoding, or the wrong one, often enough to weigh it."""

from __future__ import annotations

import codecs
import re

from bs4.dammit import EncodingDetector

from corpus.lazy_regex import lazy_regex

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = lazy_regex(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)

CHINESE_ENCODINGS = ("gb18030", "big5hkscs")
"""Tried when UTF-8 does not fit; gb18030 reads GB2312 and GBK too, big5hkscs reads Big5."""

_SUPERSETS = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030",
    "hz-gb-2312": "gb18030", "gb18030": "gb18030", "chinese": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "big5hkscs",
    "utf8": "utf-8", "utf-8": "utf-8", "utf_8": "utf-8",
}  # fmt: skip
"""What a declared name is read as: the larger set that browsers use for it."""

COMMON = frozenset("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年")
COMMON_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年"
)
"""The forty most frequent characters of modern Chinese; wrongly decoded text has almost none of them."""

SAMPLE_BYTES = 200_000
"""How much of a body is judged when encodings compete; whole pages are smaller than this as a rule."""

DAMAGE_TOLERATED = 0.002
"""Share of undecodable bytes at which UTF-8 is still believed: a truncated or patched page. A guess."""

UTF16_NULS = 0.05
"""Share of zero bytes, all on one side of the pairs, that tells UTF-16 without a mark: markup has them."""

GARBLED = 20
"""Ideographs that come out of a text where its letters are taken for bytes again, from which it was UTF-8
read as something else. A guess; of 78 proper ones one does."""

GARBLED_SAMPLE = 500
"""Characters of a text that are looked at for that: it costs a tenth of a millisecond. A guess."""

LOST = 0.2
"""Share of replacement characters from which a text is lost. A guess."""


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of a page and the encoding it was read with; never fails."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace"), name.removesuffix("-sig")
    if wide := _utf16_without_mark(body[:SAMPLE_BYTES]):
        return body.decode(wide, "replace"), wide
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _weigh(body[:SAMPLE_BYTES], declared(body, content_type))
    return body.decode(encoding, "replace"), encoding


def declared(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Encodings that the answer's header and the page itself name, as the supersets to read them with."""
    header = _CHARSET.search(content_type or "")
    names = (
        header.group(1) if header else None,
        EncodingDetector.find_declared_encoding(
            body[:SAMPLE_BYTES], is_html=True, search_entire_document=False
        ),
    )
    return tuple(_SUPERSETS[name.lower()] for name in names if name and name.lower() in _SUPERSETS)


def _utf16_without_mark(sample: bytes) -> str | None:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < UTF16_NULS * len(sample) or 10 * min(even, odd) > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _weigh(sample: bytes, named: tuple[str, ...]) -> str:
    if sample.decode("utf-8", "replace").count("�") <= DAMAGE_TOLERATED * len(sample):
        return "utf-8"
    candidates = tuple(dict.fromkeys((*named, *CHINESE_ENCODINGS)))
    return max(candidates, key=lambda name: _plausibility(sample, name))


def _plausibility(sample: bytes, encoding: str) -> float:
    """Common characters less replacement characters, as a share of the ideographs: higher is likelier."""
    text = sample.decode(encoding, "replace")
    ideographs = _ideographs(text) or 1
    common = sum(char in COMMON or char in COMMON_TRADITIONAL for char in text)
    return (common - 10 * text.count("�")) / ideographs


def is_garbled(text: str) -> bool:
    """Whether a text is UTF-8 that somebody read as GBK or Latin-1, or is lost to replacement characters."""
    sample = text[:GARBLED_SAMPLE]
    least = max(GARBLED, _ideographs(sample) // 2)
    as_bytes = (
        sample.encode(name, "ignore").decode("utf-8", "ignore") for name in ("gb18030", "latin-1", "cp1252")
    )
    return sample.count("\ufffd") > LOST * (len(sample) or 1) or any(
        _ideographs(one) >= least for one in as_bytes
    )


def _ideographs(text: str) -> int:
    return sum("一" <= char <= "鿿" for char in text)
