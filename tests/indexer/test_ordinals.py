"""Numbers of articles that are none become what they must have been; others stay."""

from __future__ import annotations

import pytest

from indexer.suggest.ordinals import mended_ordinals


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("第五七条", "第五十七条"),
        ("第三二十一条", "第三百二十一条"),
        ("第一百十条", "第一百一十条"),
        ("信访条例第二十条一", "信访条例第二十一条"),
        ("信访条例四条", "信访条例第四条"),
    ],
)
def test_a_number_that_is_none_is_mended(typed: str, right: str) -> None:
    assert mended_ordinals(typed) == right


@pytest.mark.parametrize(
    "typed", ["第二十一条", "第一千零二条", "第十条第二款", "条例第四条", "办第法二十三条", "第三四十条"]
)
def test_what_is_a_number_or_may_be_several_is_left_alone(typed: str) -> None:
    assert mended_ordinals(typed) == typed
