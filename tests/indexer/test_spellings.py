"""What people write differently and mean alike: signs, figures, words, breaks of the line."""

from __future__ import annotations

import pytest

from indexer.searching.passages import Marker
from indexer.text import asked_whole, normalise, one_spelling, other_characters, unwrapped, wholes
from indexer.text.one_by_one import WORTHWHILE
from indexer.text.variants import read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("阿依古丽‧买买提", "阿依古丽．买买提"),
        ("一站服务—全程代办", "一站服务 —— 全程代办"),
        ("2016—2020年", "2016~2020年"),
        ("长3×5米", "长3*5米"),
        ("补助12,800.50元", "补助12，800.50元"),
        ("补助12800元", "补助12,800元"),
        ("补助98 000元", "补助98,000元"),
        ("拨付12 500万元", "拨付12500万元"),
        ("其美˙多吉", "其美·多吉"),
        ("长2.5m×3m", "长2.5m*3m"),
        ("由市\n、县两级承担", "由市、县两级承担"),
        ("开立帐户", "开立账户"),
        ("依法交纳", "依法缴纳"),
        ("以此为藉口", "以此为借口"),
        ("债务抵销", "债务抵消"),
        ("戸籍淸单", "户籍清单"),
        ("惟一部份", "唯一部分"),
        ("公\u200b租\u00ad房", "公租房"),
    ],
)
def test_spellings_of_one_thing_are_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize("text", ["提交纳税申报表", "搭建帐篷", "声名狼藉", "全部份额", "本人材料"])
def test_characters_that_only_look_like_a_variant_stay(text: str) -> None:
    assert normalise(text) == text


def test_the_table_of_variants_keeps_lengths_and_says_no_word_twice() -> None:
    written = [one.written for one in read()]
    assert len(written) == len(set(written)) > 60
    assert all(len(one.written) == len(one.usual) for one in read())


def test_sentences_read_on_over_breaks_of_the_line() -> None:
    assert unwrapped("村民翻建住\n房的，由乡\n镇审批。\n一、条件") == "村民翻建住房的，由乡镇审批。\n一、条件"


@pytest.mark.parametrize(
    "text", ["路段\n收费\n时段", "停车办法\n为规范停车，制定本办法。", "第一章 总则\n第一条 本办法。"]
)
def test_cells_headings_and_items_stay_apart(text: str) -> None:
    assert unwrapped(text) == text


def test_compounds_and_figures_are_words_of_their_own() -> None:
    assert {"gbt19001", "gbt", "wifi"} <= set(wholes(normalise("执行GB/T 19001，开通Wi-Fi")))
    assert {"3.5%", "3.5", "2020年5月6日", "2016-2020"} <= set(
        wholes(normalise("3.5%，2020-05-06，2016年—2020年"))
    )


def test_a_query_asks_for_what_is_one_as_one() -> None:
    assert [one.word for one in asked_whole(normalise("0.5‰ 的 PM 10"))] == ["0.5‰", "pm10"]
    assert [one.word for one in asked_whole(normalise("IP v6 部署"))] == ["ipv6"]


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("2000 W", ["2000w"]),
        ("功率 1950 W", ["1950w"]),
        ("1800 W", ["1800w"]),
        ("2024 A股", []),
        ("2024 G60", []),
        ("2024 T/CSAE 53", ["tcsae53"]),
        ("2024 T/CSAE 53-2019", ["tcsae532019"]),
        ("2024 GB/T 28001", ["gbt28001"]),
    ],
)
def test_what_looks_like_a_year_is_one_with_its_unit_and_with_no_number_behind_it(
    query: str, asked: list[str]
) -> None:
    assert [one.word for one in asked_whole(normalise(query))] == asked


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("开立帐户", "账户"),
        ("使用Wi-Fi上网", "wifi"),
        ("符合GB/T 19001", "gbt19001"),
        ("补助12,800元", "12800元"),
        ("一站——全程", "一站-全程"),
        ("公\u200b租房", "公租房"),
        ("由乡镇负\n责组织，经费自理。", "负责"),
    ],
)
def test_terms_are_marked_in_every_spelling(text: str, term: str) -> None:
    assert [mark.term for mark in Marker([term]).find(text)] == [term]


def test_passages_show_no_breaks_within_sentences_and_nothing_unseen() -> None:
    shown = Marker(["翻建"]).passage("村民翻\n建住房的，由乡\u200b\n镇审批。", 0, 100)
    assert "".join(one.text for one in shown) == "村民翻建住房的，由乡镇审批。"


def test_other_characters_stand_where_the_word_does() -> None:
    assert other_characters("新账目") == ["", "帐", ""]


def test_every_character_is_spelt_alike_in_short_texts_and_in_long_ones() -> None:
    one_spelling("字" * WORTHWHILE)
    characters = [chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(characters), 64):
        some = characters[start : start + 64]
        apart = [f"中{one}文{one}\n{one} a" for one in some]
        assert one_spelling("\n".join(apart)) == "\n".join(filter(None, map(one_spelling, apart)))
