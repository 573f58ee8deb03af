"""The edits that the duplicates are measured with keep what they promise."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

import _notices
import pytest
from _edits import SORTS, make
from _laws import Collection, open_collection
from _sentences import sentences
from _synonyms import words

SEED = 3
COUNT = 8


@pytest.fixture(scope="module")
def collection(law_data: Path) -> Collection:
    """Laws and notices."""
    return open_collection(law_data, SEED)


def plain(text: str) -> str:
    """Letters and digits of one width."""
    return re.sub(r"\W", "", text.translate({ord("０") + digit: ord("0") + digit for digit in range(10)}))


def sources(collection: Collection) -> dict[str, str]:
    """Texts that stand, by address."""
    return {document.url: document.text for document in collection.documents()}


@pytest.mark.parametrize("sort", SORTS)
def test_the_same_seed_makes_the_same_posting(collection: Collection, sort: str) -> None:
    first, again, other = (list(make(sort, collection, 2, seed)) for seed in (SEED, SEED, SEED + 1))
    assert first == again
    assert first[0].posting.text != first[1].posting.text
    assert sort in ("unrelated", "forward_stands", "extract_stands") or first != other


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort not in ("next_edition", "unrelated")])
def test_a_counterpart_stands_in_the_collection_or_comes_with_the_posting(
    collection: Collection, sort: str
) -> None:
    standing = sources(collection)
    for one in make(sort, collection, COUNT, SEED):
        if one.stands:
            assert one.stands.url == one.counterpart
            assert one.stands.url not in standing
        elif one.kinds:
            assert one.counterpart in standing


def test_a_law_held_out_stands_nowhere(collection: Collection) -> None:
    titles = {law.title for law in collection.laws}
    assert not [law.title for law in collection.held if law.title in titles]


@pytest.mark.parametrize("sort", ["repost", "notice", "notice_wrapped"])
def test_a_wrapper_changes_no_letter_of_the_text(collection: Collection, sort: str) -> None:
    standing = sources(collection)
    for one in make(sort, collection, COUNT, SEED):
        posted = re.sub(r"\n— \d+ —", "", one.posting.text)
        assert plain(standing[one.counterpart or ""]) in plain(posted)


@pytest.mark.parametrize(("sort", "share"), [("edited_1", 0.01), ("edited_5", 0.05), ("edited_20", 0.2)])
def test_so_many_sentences_are_edited(collection: Collection, sort: str, share: float) -> None:
    standing = sources(collection)
    for one in make(sort, collection, COUNT, SEED):
        before = [piece for piece in sentences(standing[one.counterpart or ""]) if len(piece.strip()) >= 6]
        posted = plain(one.posting.text)
        lost = [piece for piece in before if plain(piece) not in posted]
        assert len(lost) <= max(1, round(share * len(before)))
        assert plain("".join(before)) not in posted


@pytest.mark.parametrize("sort", ["extract", "extract_articles"])
def test_an_extract_is_about_forty_per_cent_of_its_text(collection: Collection, sort: str) -> None:
    standing = sources(collection)
    for one in make(sort, collection, COUNT, SEED):
        whole = standing[one.counterpart or ""]
        kept = [
            piece for piece in sentences(whole) if plain(piece) and plain(piece) in plain(one.posting.text)
        ]
        assert 0.36 < len("".join(kept)) / len(plain(whole)) < 0.6


def test_synonyms_stand_for_about_fifteen_per_cent_of_the_words(collection: Collection) -> None:
    standing = sources(collection)
    for one in make("synonyms", collection, COUNT, SEED):
        before, after = words(standing[one.counterpart or ""]), words(one.posting.text)
        same = sum(block.size for block in SequenceMatcher(None, before, after, False).get_matching_blocks())
        assert 0.75 < same / len(before) < 0.96


def test_the_next_edition_differs_only_in_what_is_filled_in() -> None:
    for form in range(len(_notices.forms())):
        notice = _notices.Notice(form, "安宁县", 2023, 1, SEED)
        this, following = _notices.render(notice), _notices.render(notice.next_edition())
        assert this.text != following.text
        assert this.agency == following.agency
        assert len(this.text.split("\n\n")) == len(following.text.split("\n\n"))
        assert str(notice.year) not in following.text


def test_a_law_of_another_place_does_not_name_the_first(collection: Collection) -> None:
    titles = {law.title for law in collection.laws}
    for one in make("law_elsewhere", collection, COUNT, SEED):
        assert one.posting.title not in titles
        assert not one.kinds
