"""Lines of a page, as PDFium gives them or a scan was read, into paragraphs."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex

FULL_LINE = 0.9
"""Share of the length of the page's long lines from which a line is taken to run on. A guess."""

LONG = 0.9
"""Share of a page's lines that are shorter than its long ones: a few odd ones must not set the measure."""

_SENTENCE_END = lazy_regex(r"[。！？；：.!?;:]$")
_SPACED = lazy_regex(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
"""Justified lines keep their characters apart."""
_NEW_ITEM = lazy_regex(
    r"^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十百零\d]+[章节条款]|（[一二三四五六七八九十\d]+）|\(?\d+[.、)）]|附件|附：)"
)


def paragraphs(text: str) -> list[str]:
    """Lines of a page, those joined that only the page's width parted; rows of tables, with tabs, stay."""
    plain = _SPACED.sub("", text.replace("\ufffe", ""))
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    lengths = sorted(map(len, lines))
    full = lengths[int(LONG * (len(lengths) - 1))] * FULL_LINE if lengths else 0
    found: list[str] = []
    runs_on = False
    for line in lines:
        if runs_on and "\t" not in line and not _NEW_ITEM.match(line):
            found[-1] += (" " if found[-1][-1].isascii() and line[0].isascii() else "") + line
        else:
            found.append(line)
        runs_on = len(line) >= full and "\t" not in line and not _SENTENCE_END.search(line)
    return found
