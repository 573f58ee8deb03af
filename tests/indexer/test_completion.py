"""Completion by characters, pinyin and initials."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from indexer import open_searcher
from indexer.building import build
from indexer.suggest.completion import Completion
from indexer.suggest.completion_tables import CompletionEntry as Entry
from indexer.suggest.completion_tables import completion_tables
from indexer.suggest.input_readings import InputReader
from indexer.suggest.pinyin import sound_tables
from indexer.suggest.sounds import Sounds

SOUNDS = Sounds(sound_tables())

ENTRIES = (
    "政府信息公开",
    "中华人民共和国政府信息公开条例",
    "工伤认定",
    "工商登记",
    "重庆市道路运输管理条例",
    "中国人民银行",
    "西安市城市绿化条例",
    "献血",
    "关于提高城乡居民基础养老金标准的通知",
    "国发〔2019〕5号",
)


def completing(*entries: Entry) -> Completion:
    return Completion(completion_tables(entries, SOUNDS), SOUNDS)


def offered(completion: Completion, typed: str, limit: int = 8) -> list[str]:
    return [text for _, text in completion.ranked(typed, limit)]


@pytest.fixture(scope="module")
def completion() -> Completion:
    return completing(*(Entry(text, 1.0) for text in ENTRIES))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("工伤", "工伤认定"),
        ("政府信息", "政府信息公开"),
        ("养老金", "关于提高城乡居民基础养老金标准的通知"),
        ("gongshangrending", "工伤认定"),
        ("gongshangr", "工伤认定"),
        ("zfxxgk", "政府信息公开"),
        ("zfxx", "政府信息公开"),
        ("ZFXXGK", "政府信息公开"),
        ("工shang认ding", "工伤认定"),
        ("zhengfuxxgk", "政府信息公开"),
        ("政府xxgk", "政府信息公开"),
        ("chongqing", "重庆市道路运输管理条例"),
        ("cqs", "重庆市道路运输管理条例"),
        ("重qing", "重庆市道路运输管理条例"),
        ("zhongguorenminyinhang", "中国人民银行"),
        ("xi'an", "西安市城市绿化条例"),
        ("xianshi", "西安市城市绿化条例"),
        ("xian", "献血"),
        ("国发", "国发〔2019〕5号"),
    ],
)
def test_what_is_typed_is_completed(completion: Completion, typed: str, text: str) -> None:
    assert text in offered(completion, typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("xianxue", "献血"),
        ("xianxie", "献血"),
        ("tuigenghuanlin", "退耕还林"),
        ("tuigenghailin", "退耕还林"),
        ("moban", "模板"),
    ],
)
def test_a_character_of_several_readings_is_spelt_by_each(typed: str, text: str) -> None:
    made = completing(*(Entry(one, 1.0) for one in ("献血", "退耕还林", "模板")))
    assert made.spelt(typed) == text
    assert offered(made, typed) == [text]


def test_what_begins_with_the_typed_comes_first(completion: Completion) -> None:
    assert offered(completion, "政府信息") == ["政府信息公开", "中华人民共和国政府信息公开条例"]


def test_what_is_typed_already_is_not_offered(completion: Completion) -> None:
    assert offered(completion, "献血") == []


@pytest.mark.parametrize("typed", ["耀州", "耀", "yaozhou", "yz", "耀zhou", "＠县", "@x"])
def test_characters_whose_low_bits_are_all_zero_are_completed(typed: str) -> None:
    made = completing(
        Entry("耀州区养老服务", 1.0),
        Entry("@县政务微博", 1.0),
        Entry("工伤认定", 1.0),
    )
    assert offered(made, typed, 2) == ["@县政务微博" if typed[0] in "@＠" else "耀州区养老服务"]


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    small = completing(Entry("工伤认定", 1.0), Entry("A级景区\n名单", 1.0), Entry("𠮷林İ", 0.5))
    assert len(offered(small, typed, 3)) <= 3


@given(st.text("工伤认定政府xg", min_size=1, max_size=8), st.integers(1, 8))
def test_every_entry_is_found_by_each_of_its_beginnings(text: str, size: int) -> None:
    assert offered(completing(Entry(text + "号", 1.0)), text[:size], 1) == [text + "号"]


def calls(work: Callable[[], object], most: int) -> int:
    """Python calls that the work takes; fails as soon as there are too many."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"
        assert made <= most

    former = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(former)
    return made


@pytest.mark.parametrize("typed", ["xian" * 15 + "xiuu", "xian" * 16, "xian" * 15 + "uu工i"])
def test_letters_that_can_be_parted_in_many_ways_take_few_steps(typed: str) -> None:
    reader = InputReader(SOUNDS)
    assert calls(lambda: reader.readings(typed), 10_000) > 0


def test_letters_that_end_in_no_syllable_are_not_read() -> None:
    reader = InputReader(SOUNDS)
    assert reader.readings("xianuu") == []
    assert [len(tokens) for tokens in reader.readings("xian")][:2] == [1, 2]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("重庆", "chong qing"),
        ("重量", "zhong liang"),
        ("中国人民银行", "zhong guo ren min yin hang"),
        ("A重", " zhong"),
        ("", ""),
    ],
)
def test_characters_sound_as_their_word_has_them(text: str, spoken: str) -> None:
    assert " ".join(SOUNDS.names[number] for number in SOUNDS.transcribed(text).tolist()) == spoken


def document(number: int, title: str) -> Document:
    return Document(url=f"http://e.test/{number}", title=title, text="居民可以向街道办事处提出申请。")


def test_withdrawn_titles_vanish_with_the_next_build(store: Store, config: Config) -> None:
    store.put_many([document(1, "青石县养老服务条例"), document(2, "青石县养老补贴办法")])
    build(store, config)
    searcher = open_searcher(store, config)
    assert set(searcher.complete("青石县", 8)) == {"青石县养老服务条例", "青石县养老补贴办法"}
    store.withdraw("http://e.test/2")
    build(store, config)
    assert searcher.complete("青石县", 8) == ["青石县养老服务条例"]


def test_terms_that_find_nothing_are_not_offered(store: Store, config: Config) -> None:
    store.put(document(1, "关于工伤认定的通知"))
    build(store, config)
    searcher = open_searcher(store, config)
    assert "工伤认定" in searcher.complete("gongshang", 8)
    assert searcher.complete("bimianshuangchongzhengshui", 8) == []


def test_articles_of_a_law_are_offered_as_the_law(store: Store, config: Config) -> None:
    store.put_many([document(n, f"青石县养老服务条例第{n}条") for n in range(3)])
    build(store, config)
    assert open_searcher(store, config).complete("青石", 8) == ["青石县养老服务条例"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("letters", "whole"),
    [
        ("xian", True),
        ("fangan", True),
        ("nver", True),
        ("xianq", False),
        ("", False),
        ("xian" * 100 + "q", False),
    ],
)
def test_letters_are_told_from_whole_syllables_however_many_ways_there_are_to_cut_them(
    letters: str, whole: bool
) -> None:
    assert SOUNDS.may_spell(letters) is whole


def test_single_characters_come_by_use_here_then_the_usual_ones_and_radicals_last(
    completion: Completion,
) -> None:
    syllable, found = completion.single.of("shui", 20)
    assert syllable == "shui"
    assert set(found[:4]) == {"水", "税", "睡", "谁"}
    assert found.index("氵") > found.index("谁")
    assert completion.single.of("zhang", 20)[1].index("张") < completion.single.of("zhang", 60)[1].index("仉")
