from __future__ import annotations

import random
from pathlib import Path

import pytest
from helpers_indexing import made_documents
from hypothesis import given
from hypothesis import strategies as st

from corpus.config import IndexSettings
from indexer.query import All, Everything, Node, Not, Phrase, Words, parse
from indexer.text import Segmenter, as_word, normalise, normalise_line, open_segmenter
from indexer.text.segment import Jieba, RJieba


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("国发〔２０１９〕５号", "国发(2019)5号"),
        ("国发【2019】 5 号", "国发(2019)5号"),
        ("行　政\t处 罚", "行政处罚"),
        ("ＷｉＦｉ  Zone", "wifi zone"),
        ("第 5 条 abc", "第5条abc"),
        ("甲 \r\n \n 乙", "甲\n乙"),
        ("政\u200b府\ufeff信\u00ad息", "政府信息"),
        ("甲\x00乙\x07", "甲乙"),
    ],
)
def test_spellings_of_the_same_become_one(written: str, one: str) -> None:
    assert normalise(written) == one


@given(st.text())
def test_normalising_twice_changes_nothing_and_a_line_stays_a_line(text: str) -> None:
    once = normalise_line(text)
    assert "\n" not in once
    assert once == once.strip()
    assert normalise_line(once) == once


def test_no_character_letter_or_number_is_lost(segmenter: Segmenter) -> None:
    text = normalise("县长对A4纸和3.5吨煤说不，〔2019〕5号有效，见a_b@c.cn，覆盖Wi-Fi")
    words = [word for word in map(as_word, segmenter.cut(text)) if word]
    assert "".join(words) == "".join(character for character in text if character.isalnum())
    assert {"对", "和", "说", "不", "5", "2019", "wi", "fi"} <= set(words)


def sample_texts() -> list[str]:
    chance = random.Random(4)
    odd = [
        "ＡＢＣ abc-5_x@y.cn 3.14%",
        "𠀀𠀁龘〇鿿",
        "()〔2019〕5号",
        "¥100，50％",
        "\n\n",
        "",
        "e=mc² ½ ① ㎡",
        "café привет ひらがな 한글",
    ]
    made = [normalise(document.text) for document in made_documents(30)]
    return made + odd + ["".join(chance.choices(made[0] + "".join(odd), k=80)) for _ in range(100)]


def test_rjieba_cuts_as_jieba_does() -> None:
    pytest.importorskip("rjieba")
    ours, fast = Jieba(""), RJieba()
    assert ours.fingerprint == fast.fingerprint
    for text in sample_texts():
        assert fast.cut(text) == ours.cut(text)


def test_rjieba_cuts_real_texts_as_jieba_does(shared_data: Path) -> None:
    pytest.importorskip("rjieba")
    questions = (shared_data / "questions.dev.tsv").read_text(encoding="utf-8")
    ours, fast = Jieba(""), RJieba()
    assert fast.cut(questions) == ours.cut(questions)


def test_with_a_user_dictionary_jieba_itself_cuts(tmp_path: Path) -> None:
    dictionary = tmp_path / "words.txt"
    dictionary.write_text("云岭县渔业补贴 100 n\n白水镇公园\n", encoding="utf-8")
    segmenter = open_segmenter(IndexSettings(user_dictionary=str(dictionary)))
    assert isinstance(segmenter, Jieba)
    assert "云岭县渔业补贴" in segmenter.cut("领取云岭县渔业补贴")
    assert "白水镇公园" in segmenter.cut("去白水镇公园")
    assert segmenter.fingerprint != Jieba("").fingerprint


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("公园", Words(("公园",), "公园")),
        ("公园 免费", Words(("公园", "免费"), "公园\n免费")),
        ('"公园开放"', Phrase("公园开放")),
        ("“公园开放", Phrase("公园开放")),
        ("「公园开放」", Phrase("公园开放")),
        ('公园"行 政"', All((Phrase("行政"), Words(("公园",), "公园")))),
        ("公园 -免费", All((Words(("公园",), "公园"), Not(Phrase("免费"))))),
        ('-"免费开放"', Not(Phrase("免费开放"))),
        ("－免费", Not(Phrase("免费"))),
        ("2019-2020", Words(("2019", "2020"), "2019-2020")),
        ("公园 公园", Words(("公园",), "公园")),
        ("公园 - 免费", Words(("公园", "免费"), "公园\n免费")),
        ('"" “” -', Everything()),
    ],
)
def test_queries_are_understood(segmenter: Segmenter, query: str, node: Node) -> None:
    assert parse(query, segmenter).node == node


@given(query=st.text(max_size=600))
def test_parsing_never_fails_and_terms_are_normalised(segmenter: Segmenter, query: str) -> None:
    parsed = parse(query, segmenter)
    assert parsed.browsing or parsed.terms or isinstance(parsed.node, Not | All)
    assert all(as_word(term) for term in parsed.terms)
