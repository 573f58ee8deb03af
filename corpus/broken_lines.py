"""Breaks of lines within sentences: of text that was set in lines, and not in paragraphs."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex

_HAN = "\u3400-\u9fff"
_BREAK = lazy_regex(rf"(?<=[{_HAN}])[^\S\n]*\n\s*(?=[{_HAN}])")
"""Between two characters; what comes after punctuation ends a paragraph or loses nothing by its break."""

_BEFORE_A_SIGN = lazy_regex(rf"(?<=[{_HAN}\da-zA-Z])[^\S\n]*\n\s*(?=[,，。、;；:：)）》”])")
"""No line begins with such a sign: where one does, the text was broken there by its editor."""

_SENTENCE = lazy_regex("[，,。;；、]")
"""What shows that lines are a sentence: cells of tables and headings have none."""

_COMMA = lazy_regex("[，,、]")

_HEADING = lazy_regex(
    r"(?:通知|办法|意见|规定|规则|细则|公告|公示|通告|方案|报告|决定|决议|批复|条例|标准|指南|目录|总则|附则|名单|简介|说明)$"
)
_ITEM = lazy_regex(r"第[〇零一二三四五六七八九十百千]+[条章节编款项]|[一二三四五六七八九十]+[、.．]|附[件表]")


LOOKED_AT = 6
"""Lines after a break that are looked at for the end of the sentence. A guess."""

LONG = 8
"""Characters from which a line with a comma in it is no cell. A guess."""


def on_one_line(query: str) -> str:
    """A query as it was before somebody's page broke its lines: between characters a break is nothing."""
    return _BREAK.sub("", query.replace("\r", ""))


def unwrapped(text: str) -> str:
    """The text without breaks within sentences; those after headings, before items, between cells stay."""
    if "\n" not in text:
        return text
    text = _BEFORE_A_SIGN.sub("", text)
    pieces = _BREAK.split(text)
    if len(pieces) == 1:
        return text
    joined = [pieces[0]]
    for number in range(1, len(pieces)):
        joined.append(pieces[number] if _reads_on(pieces, number) else f"\n{pieces[number]}")
    return "".join(joined)


def _reads_on(pieces: list[str], number: int) -> bool:
    """Whether a sentence goes on from the piece before into this one."""
    line = pieces[number - 1].rsplit("\n", 1)[-1]
    if _HEADING.search(line) or _ITEM.match(pieces[number]):
        return False
    if len(line) >= LONG and _COMMA.search(line):
        return True
    for following in pieces[number : number + LOOKED_AT]:
        if _SENTENCE.search(following.split("\n", 1)[0]):
            return True
        if "\n" in following or _HEADING.search(following):
            return False
    return False
