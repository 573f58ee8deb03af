from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from search_web.shared.asking import asking

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = WORDS | st.integers(0) | st.none() | st.lists(WORDS, min_size=1, max_size=3).map(tuple)


@given(st.dictionaries(st.sampled_from(["q", "words", "agency", "from", "page"]), VALUES))
def test_addresses_are_written_as_the_framework_writes_them(values: dict[str, object]) -> None:
    framework = Map([Rule("/search", endpoint="search")]).bind("example.gov.cn")
    assert asking("/search", values) == framework.build("search", values)
