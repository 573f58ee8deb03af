from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Fragment
from indexer.searching.passages import Marker
from indexer.text import normalise


def marked(text: str, *terms: str) -> list[str]:
    return [fragment.text for fragment in Marker(terms).mark(text) if fragment.marked]


def passage(text: str, weights: dict[str, float], length: int) -> tuple[Fragment, ...]:
    marks = Marker(tuple(weights))
    return marks.passage(text, marks.best(text, weights, length).start, length)


def shown(fragments: tuple[Fragment, ...]) -> str:
    return "".join(fragment.text for fragment in fragments)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("国发〔2019〕5号", "国发(2019)5号"),
        ("国发【２０１９】 5 号", "国发(2019)5号"),
        ("行 政　处罚", "行政处罚"),
        ("Ｗi-Fi", "wi-fi"),
        ("a.b*c", "a.b*c"),
        ("x  y", "x y"),
        ("國發〔2019〕5號", "国发(2019)5号"),
    ],
)
def test_every_spelling_of_a_term_is_marked_as_written(text: str, term: str) -> None:
    assert marked(f"前{text}后", term) == [text]


def test_the_longest_of_overlapping_terms_is_marked() -> None:
    assert marked("政府信息公开条例", "信息", "政府信息公开") == ["政府信息公开"]


def test_a_term_does_not_reach_over_paragraphs() -> None:
    assert marked("行政\n处罚", "行政处罚") == []


# A pattern is made but once: the first time takes longer than the next.
@settings(deadline=None)
@given(st.text(), st.lists(st.text(min_size=1).map(normalise).filter(bool), max_size=4))
def test_marking_changes_no_character(text: str, terms: list[str]) -> None:
    assert shown(Marker(terms).mark(text)) == text


def test_the_passage_with_most_and_rarest_words_is_shown() -> None:
    filler = "本条规定的事项由主管部门负责。" * 30
    text = f"通知。{filler}渔民通知。{filler}渔民凭证领取补贴。{filler}"
    shown_text = shown(passage(text, {"通知": 0.3, "渔民": 0.8, "补贴": 0.8}, 60))
    assert "渔民凭证领取补贴。" in shown_text
    assert shown_text.startswith("…")
    assert shown_text.endswith("…")


def test_a_passage_begins_and_ends_with_sentences_where_it_can() -> None:
    text = "这是前面的一句话而已。" * 5 + "渔民领取补贴。" + "后面还有一句。" * 20
    assert shown(passage(text, {"补贴": 1.0}, 40)).removeprefix("…").removesuffix("…").endswith("。")


def test_without_words_the_beginning_is_shown_in_one_line() -> None:
    assert shown(passage("第一段\n\n第二段", {}, 100)) == "第一段 第二段"
    assert passage("", {"公园": 1.0}, 100) == ()


@given(st.text(max_size=300), st.integers(5, 60))
def test_a_passage_is_never_much_longer_than_asked(text: str, length: int) -> None:
    assert len(shown(passage(text, {"公园": 1.0}, length))) <= length + 2
