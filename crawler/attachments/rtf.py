"""RTF of Word and WPS (Rich Text Format Specification 1.9.1): its text, without what only machines read."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace

from corpus.lazy_regex import lazy_regex
from crawler.attachments import gb2312
from crawler.attachments.budget import Broken, Budget
from crawler.attachments.rtf_lists import Lists

_TOKEN = lazy_regex(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_SKIPPED = frozenset(
    b"""fonttbl colortbl stylesheet info generator pict object objdata objclass themedata colorschememapping
    datastore latentstyles listtable listoverridetable rsidtbl xmlnstbl fldinst header headerl headerr headerf
    footer footerl footerr footerf filetbl revtbl pgptbl bkmkstart bkmkend annotation atnid atnauthor atndate
    atnref atnicn private template userprops docvar mmathPr nonshppict shpinst sp blipuid pntxta pntxtb
    pn nonesttables""".split()
)
"""Destinations without text. Numbers that Word counted stand in `listtext` and `pntext`, which are read."""
_OPTIONAL = frozenset((b"shptxt", b"shpinst", b"footnote", b"ud"))
"""Destinations that are read though who does not know them passes them over; so are notes of some."""
_DESTINATIONS = frozenset((b"upr", b"ud", b"footnote", b"shptxt"))

_ROW = "\x1e"
"""Stands at the end of a row of a table."""

_BREAKS = {
    b"par": "\n", b"line": "\n", b"page": "\n", b"sect": "\n",
    b"column": "\n", b"row": f"{_ROW}\n", b"nestrow": "\n",
    b"cell": "\t", b"nestcell": "\t", b"tab": " ", b"emdash": "—", b"endash": "–", b"bullet": "•",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_PARAGRAPH_ENDS = frozenset((b"par", b"cell", b"nestcell", b"sect"))
_LINE_ENDS = _PARAGRAPH_ENDS | {b"page", b"column", b"row", b"nestrow"}
"""Behind which a paragraph begins, or what is seen of it."""
_PAGE = lazy_regex(rb"\\ansicpg(\d{1,5})")
_SIGNS = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARSETS = {
    0: "cp1252", 2: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030",
    136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_PAGES = {936: "gb18030", 950: "big5", 10008: "gb18030", 65001: "utf-8"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group sets for itself."""

    skipped: bool = False
    fonts: bool = False
    encoding: str | None = None
    """That of the font; None for the document's."""
    fallback: int = 1
    """Characters to pass over after each of Unicode."""
    hidden: bool = False
    note: bool = False
    """A foot- or endnote, which is read behind the text."""
    twice: bool = False
    """Stands in Unicode, too, and is read from there."""
    in_table: bool = False
    list: int = 0
    """That of the paragraph; 0 for none."""
    level: int = 0


def read(body: bytes, budget: Budget) -> None:
    """A paragraph or a table row a line; what shapes hold goes where they stand. Raises Broken."""
    reader = _Reader()
    text = reader.read(body)
    if not text.strip() and (reader.is_open or not body.rstrip(b"\x00\r\n ").endswith(b"}")):
        raise Broken  # it ends before it says anything
    for line in text.split("\n"):
        if line.endswith(_ROW):
            budget.row(line.removesuffix(_ROW).removesuffix("\t").split("\t"))
        else:
            budget.line(line)


class _Reader:
    def __init__(self) -> None:
        self._state = _State()
        self._stack: list[_State] = []
        self._page = "cp1252"
        self._is_utf8 = False
        """Written without escapes, as programs do that know of no other encoding."""
        self._fonts: dict[int, str] = {}
        self._font = -1
        self._bytes = bytearray()
        self._parts: list[str] = []
        self._notes: list[str] = []
        self._pass_over = 0
        self._optional = False
        self._lists = Lists(b"", "")
        self._begun = 0
        """Which part the paragraph begins with."""

    @property
    def is_open(self) -> bool:
        """Whether a group was not closed."""
        return bool(self._stack)

    @property
    def _is_shown(self) -> bool:
        return not self._state.skipped and not self._state.hidden

    def read(self, body: bytes) -> str:
        page = _PAGE.search(body)
        self._is_utf8 = not body.isascii() and _is_utf8(body)
        self._lists = Lists(body, _encoding(int(page.group(1))) if page else "gb18030")
        at = 0
        while (token := _TOKEN.match(body, at)) is not None:
            at = token.end()
            kind = token.lastgroup
            if kind == "word" or kind == "number":
                number = token.group("number")
                at += self._word(token.group("word"), int(number) if number else None)
            elif kind == "byte":
                self._raw(bytes((int(token.group("byte"), 16),)))
            elif kind == "text":
                self._raw(token.group("text"))
            elif kind == "brace":
                self._group(token.group("brace") == b"{")
            elif kind == "sign":
                self._sign(token.group("sign"))
        self._flush()
        # A character beyond 65,535 stands as two halves.
        return (
            "".join(self._parts + self._notes)
            .encode("utf-16-le", "surrogatepass")
            .decode("utf-16-le", "replace")
        )

    def _group(self, opens: bool) -> None:
        self._flush()
        self._pass_over = 0
        if opens:
            self._stack.append(self._state)
        elif self._stack:
            self._state = self._stack.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._optional = True
        else:
            self._say(_SIGNS.get(sign, ""))

    def _word(self, word: bytes, number: int | None) -> int:
        """How many bytes after it are its own."""
        optional, self._optional = self._optional, False
        if word in _SKIPPED or (optional and word not in _OPTIONAL):
            self._flush()
            self._state = replace(self._state, skipped=word != b"shpinst", fonts=word == b"fonttbl")
        elif word in _DESTINATIONS:
            self._destination(word)
        elif word in _BREAKS:
            if word in _PARAGRAPH_ENDS:
                self._end_paragraph()
            self._say(" " if word in (b"par", b"line") and self._state.in_table else _BREAKS[word])
            if word in _LINE_ENDS and self._is_shown and not self._state.note:
                self._begun = len(self._parts)
        elif word == b"u" and number is not None:
            self._say(chr(number % 65_536))
            self._pass_over = self._state.fallback
        elif word == b"bin":
            return max(number or 0, 0)
        elif word == b"ls":
            self._state = replace(self._state, list=number or 0)
        elif word == b"ilvl":
            self._state = replace(self._state, level=number or 0)
        else:
            self._property(word, number)
        return 0

    def _destination(self, word: bytes) -> None:
        self._flush()
        state = self._state
        if word == b"upr":
            self._state = replace(state, twice=not state.skipped, skipped=True)
        elif word == b"ud":
            self._state = replace(state, skipped=state.skipped and not state.twice)
        elif word == b"footnote":
            self._state = replace(state, note=True, in_table=False, list=0)
            self._say("\n")
        else:
            self._say("\n")
            self._state = replace(state, skipped=False)

    def _property(self, word: bytes, number: int | None) -> None:
        state = self._state
        if word == b"ansicpg" and number:
            self._page = _encoding(number)
        elif word == b"uc":
            self._state = replace(state, fallback=number or 0)
        elif word in (b"v", b"deleted"):
            self._state = replace(state, hidden=number != 0)
        elif word in (b"pard", b"intbl"):
            self._flush()
            self._state = replace(state, in_table=word == b"intbl")
            if word == b"pard":
                self._state = replace(self._state, list=0, level=0)
        elif word == b"plain":
            self._flush()
            self._state = replace(state, hidden=False, encoding=None)
        elif word == b"f" and number is not None:
            self._flush()
            self._font = number
            if not state.fonts:
                self._state = replace(state, encoding=self._fonts.get(number))
        elif word == b"fcharset" and state.fonts and number in _CHARSETS and number:
            self._fonts[self._font] = _CHARSETS[number]

    def _end_paragraph(self) -> None:
        """Put the paragraph's number before it, where it has one that nobody wrote."""
        self._flush()
        state = self._state
        if (
            self._is_shown
            and not state.note
            and state.list
            and (number := self._lists.of(state.list, state.level))
        ):
            self._parts.insert(self._begun, f"{number} ")

    def _raw(self, piece: bytes) -> None:
        if self._pass_over:
            dropped = min(self._pass_over, len(piece))
            self._pass_over -= dropped
            piece = piece[dropped:]
        if self._is_shown:
            self._bytes += piece

    def _say(self, text: str) -> None:
        self._flush()
        if self._is_shown:
            self._told.append(text)

    @property
    def _told(self) -> list[str]:
        return self._notes if self._state.note else self._parts

    def _flush(self) -> None:
        if not self._bytes:
            return
        body = bytes(self._bytes)
        self._bytes.clear()
        if self._page == "cp1252" and not self._state.encoding and gb2312.is_chinese(body):
            self._page = "gb18030"  # nothing says so, as where programs write it
        self._told.append(self._decoded(body))

    def _decoded(self, body: bytes) -> str:
        """As UTF-8 where the file may be that, else as the font or the page says."""
        for encoding in ("utf-8" if self._is_utf8 else "", self._state.encoding or self._page):
            with suppress(UnicodeDecodeError):
                if encoding:
                    return body.decode(encoding)
        return body.decode(self._page, "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _encoding(page: int) -> str:
    name = _PAGES.get(page, f"cp{page}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
