"""What is believed of an edit by how much likelier it makes a run."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.query import open_thesaurus
from indexer.suggest.characters import codes
from indexer.suggest.edits import Edits
from indexer.suggest.evidence import Belief, Evidence
from indexer.suggest.language_model import LanguageModel
from indexer.suggest.neighbour_counts import count
from indexer.suggest.vocabulary import Vocabulary, vocabulary_tables

CUT = {
    "公公场所滑倒": ["公公", "场所", "滑倒"],
    "公共场所滑倒": ["公共场所", "滑倒"],
    "根据伐律": ["根据", "伐律"],
    "根据法律": ["根据", "法律"],
    "着江省条例": ["着", "江省", "条例"],
    "浙江省条例": ["浙江省", "条例"],
}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    model = LanguageModel(count(["公共场所滑倒受伤。"] * 4, []))
    words = Vocabulary(vocabulary_tables(Counter(), open_thesaurus("")))
    return Evidence(model, words, CUT.__getitem__)


def held(evidence: Evidence, run: str, better: str, gain: float) -> bool:
    (place,) = [number for number, two in enumerate(zip(run, better, strict=True)) if two[0] != two[1]]
    edit = Edits("sound", place, place + 1, codes(better[place])[:, None])
    return evidence.weigh(codes(better), edit, run, gain) is Belief.HELD


def test_words_that_a_slip_left_are_doubted_where_all_else_speaks_for_another(evidence: Evidence) -> None:
    assert held(evidence, "公公场所滑倒", "公共场所滑倒", 13.0)
    assert not held(evidence, "公公场所滑倒", "公共场所滑倒", 11.0)


def test_a_pair_that_is_no_word_is_mended_though_nothing_about_it_stands(evidence: Evidence) -> None:
    assert held(evidence, "根据伐律", "根据法律", 5.5)
    assert not held(evidence, "根据伐律", "根据法律", 4.5)


def test_a_word_is_mended_that_left_one_that_says_something_alone_and_a_rest_that_says_nothing(
    evidence: Evidence,
) -> None:
    assert held(evidence, "着江省条例", "浙江省条例", 4.0)
    assert not held(evidence, "着江省条例", "浙江省条例", 3.0)
