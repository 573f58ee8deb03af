"""What calls in scripts are given, without the bodies of what is done with an answer."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from crawler.families._brackets import balanced
from crawler.families._code import Code

LONGEST = 1_500
"""Characters from the name of a call to the end of what it is given. A guess."""

LONGEST_WHOLE = 30_000
"""The same with the bodies of its functions, which draw the list. A guess."""

_BODY = lazy_regex(
    r"(?:\bfunction\b[^(){}]{0,60}\([^()]{0,100}\)|=>)\s*(?=\{)|(?<=[{,\s])\w{1,40}\s*\([^()]{0,100}\)\s*(?=\{)"
)
"""What stands before the body of a function, of an arrow, or of a method: success(data) {…}."""


def given(code: Code, begins: int) -> str:
    """From the opening bracket of a call to the end of what it is given; as far as it is looked at.

    Of a long call the bodies of functions are left out; of one that nothing closes, its beginning stays.
    """
    short = code.balanced(begins, LONGEST)
    if short:
        return short
    whole = code.balanced(begins, LONGEST_WHOLE) or code.text[begins : begins + LONGEST]
    kept, place = list[str](), 0
    while (body := _BODY.search(whole, place)) is not None:
        kept.append(whole[place : body.end()])
        inner = balanced(whole[body.end() :])
        kept.append("{}")
        place = body.end() + (len(inner) or 1)
    return "".join([*kept, whole[place:]])[:LONGEST]
