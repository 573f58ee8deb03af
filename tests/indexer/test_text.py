from __future__ import annotations

import json
import lzma
import marshal
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from helpers_indexing import made_documents
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.config import IndexSettings
from indexer.errors import SegmenterMissing, ThesaurusBroken
from indexer.query import (
    All,
    Any,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Related,
    Thesaurus,
    Valued,
    Words,
    open_thesaurus,
    parse,
)
from indexer.text import (
    Segmenter,
    as_word,
    fingerprint,
    normalise,
    normalise_each,
    normalise_line,
    normalise_lines,
    numbers,
    open_segmenter,
)
from indexer.text.lexicon import SHIPPED, lexicon, read_words
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
        ("國發〔2019〕5號", "国发(2019)5号"),
        ("然後關於徵收土地", "然后关于征收土地"),
        ("皇后的著作权，乾隆瞭望", "皇后的著作权,乾隆瞭望"),
        ("5G № ℃ 100㎡ 1.5元", "5g no °c 100m2 1.5元"),
    ],
)
def test_spellings_of_the_same_become_one(written: str, one: str) -> None:
    assert normalise(written) == one


@given(
    st.lists(
        st.text() | st.text("文件号的 \n，。,.;Σσa1，\u3000\u0301\ue000关于通知一、第条帐户", max_size=40),
        max_size=6,
    )
)
def test_texts_together_are_as_each_by_itself(texts: list[str]) -> None:
    assert normalise_each(texts) == list(map(normalise, texts))


@given(st.lists(st.text(), max_size=6))
def test_several_lines_are_each_as_by_themselves(texts: list[str]) -> None:
    assert normalise_lines(texts) == list(map(normalise_line, texts))


def test_a_long_text_among_short_ones_is_as_by_itself() -> None:
    texts = ["帐户\n的", "长" * 3_000 + " Ａ", "", "帐户\n的"]
    assert normalise_each(texts) == list(map(normalise, texts))


@given(st.text())
@example("- ~")
@example("· •")
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
    ours, fast = Jieba(lexicon("")), RJieba(lexicon(""))
    for text in sample_texts():
        assert fast.cut(text) == ours.cut(text)


def test_jieba_takes_no_dictionary_from_temporary_files_and_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cache = tmp_path / "jieba.cache"
    assert Jieba({}).cut("行政处罚") == ["行政处罚"]
    assert not cache.exists()
    cache.write_bytes(marshal.dumps(({"行": 1, "政": 1, "处": 1, "罚": 1}, 4)))
    assert Jieba({}).cut("行政处罚") == ["行政处罚"]


def test_rjieba_cuts_texts_of_laws_as_jieba_does(law_data: Path) -> None:
    pytest.importorskip("rjieba")
    questions = (law_data / "questions.dev.tsv").read_text(encoding="utf-8")
    ours, fast = Jieba({}), RJieba({})
    assert fast.cut(questions) == ours.cut(questions)


DICTIONARY = """云岭县渔业补贴 100 n
白水镇公园
公租房
一网通办 nz
行政相对人
ＡＢ证
行政处罚 5
"""


LEARNED = ("白水镇公园开放", "渔业补贴", "合同不得")


@pytest.fixture
def dictionary(tmp_path: Path) -> str:
    path = tmp_path / "words.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    return str(path)


def test_a_user_dictionary_is_cut_by(dictionary: str) -> None:
    segmenter = open_segmenter(IndexSettings(user_dictionary=dictionary))
    assert "云岭县渔业补贴" in segmenter.cut("领取云岭县渔业补贴")
    assert segmenter.cut("白水镇公园的公租房") == ["白水镇公园", "的", "公租房"]
    assert "ab证" in segmenter.cut(normalise("凭ＡＢ证办理"))
    assert fingerprint(IndexSettings(user_dictionary=dictionary)) != fingerprint(IndexSettings())


def test_rjieba_cuts_as_jieba_does_with_a_user_dictionary_too(dictionary: str) -> None:
    pytest.importorskip("rjieba")
    words = lexicon(dictionary, LEARNED)
    ours, fast = Jieba(words), RJieba(words)
    for text in [*sample_texts(), "行政相对人申请公租房，一网通办，行政处罚决定"]:
        assert fast.cut(text) == ours.cut(text)


def test_rjieba_cuts_texts_of_laws_as_jieba_does_with_all_dictionaries(
    law_data: Path, dictionary: str
) -> None:
    pytest.importorskip("rjieba")
    questions = normalise((law_data / "questions.dev.tsv").read_text(encoding="utf-8"))
    with lzma.open(law_data / "laws.jsonl.xz", "rt", encoding="utf-8") as lines:
        laws = [normalise(json.loads(line)["text"]) for line in islice(lines, 10)]
    words = lexicon(dictionary, LEARNED)
    ours, fast = Jieba(words), RJieba(words)
    for text in (questions, *laws):
        assert fast.cut(text) == ours.cut(text)


def test_the_shipped_words_are_short_said_once_and_cut_apart_by_jieba_alone() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    assert len(words) >= 500
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert [word for word in words if not 2 <= len(word) <= 5 or normalise_line(word) != word] == []
    bare, ours = Jieba({}), Jieba(lexicon(""))
    assert [word for word in words if len(bare.cut(word)) == 1] == []
    assert [word for word in words if ours.cut(word) != [word]] == []


def test_a_line_of_a_dictionary_may_be_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# 本地的词\n白水镇公园 7 n\n公租房\n", encoding="utf-8")
    assert read_words(str(path)) == {"白水镇公园": 7, "公租房": None}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_broken_user_dictionary_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SegmenterMissing, match=r"broken\.txt"):
        open_segmenter(IndexSettings(user_dictionary=str(path)))


NO_THESAURUS = Thesaurus(())


def words(*each: str, text: str = "", telling: Sequence[str] = ()) -> Words:
    return Words(each, text or "\n".join(each), frozenset(telling or each))


def demanded(word: str) -> Words:
    return replace(words(word), demanded=True)


NUMBER_FIVE = Words(
    ("5", "号"), "5号", frozenset(("5", "号")), (Related(("五号",), "五号", frozenset(("5", "号")), 1.0),)
)


def day(*parts: int) -> int:
    return date(*parts).toordinal()


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("公园", words("公园")),
        ("公园 免费", words("公园", "免费")),
        ('"公园开放"', Phrase("公园开放")),
        ('"公园开放', Phrase("公园开放")),
        ('"他说“公园”开放"', Phrase("他说“公园”开放")),
        ("「公园开放」", Phrase("公园开放")),
        ('公园"行 政"', All((Phrase("行政"), words("公园")))),
        ("公园 -免费", All((words("公园"), Not(Phrase("免费"))))),
        ('-"免费开放"', Not(Phrase("免费开放"))),
        ("－免费", Not(Phrase("免费"))),
        ("2019-2020", words("2019", "2020", "2019-2020", text="2019-2020", telling=["2019-2020"])),
        ("公园 公园", words("公园")),
        ("公园 - 免费", words("公园", "免费")),
        ("公园 OR 渔民", Any((demanded("公园"), demanded("渔民")))),
        ('公园 OR "渔民" OR 桥梁', Any((demanded("公园"), Phrase("渔民"), demanded("桥梁")))),
        ("免费 公园 OR 渔民", All((Any((demanded("公园"), demanded("渔民"))), words("免费")))),
        ("OR 公园", words("公园")),
        ("公园 OR", words("公园", "or")),
        ("title:公园", Phrase("公园", title_only=True)),
        ("标题：“公园 开放”", Phrase("公园开放", title_only=True)),
        ("机构:教育局 招生", All((Valued("agency", "教育局"), words("招生")))),
        ("主题:财政", Valued("topic", "财政")),
        ("日期:2020..2021", Dated(day(2020, 1, 1), day(2021, 12, 31))),
        ("日期:2024-02", Dated(day(2024, 2, 1), day(2024, 2, 29))),
        ("日期:2024-02-03..", Dated(day(2024, 2, 3), date.max.toordinal())),
        ("日期:2024-13", words("2024", "13", text="2024-13")),
        ("日期:二〇二〇年..2021", Dated(day(2020, 1, 1), day(2021, 12, 31))),
        ("公园|渔民", Any((demanded("公园"), demanded("渔民")))),
        ("公园 ｜ 渔民", Any((demanded("公园"), demanded("渔民")))),
        ("公园 -机构:教育局", All((words("公园"), Not(Valued("agency", "教育局"))))),
        ("文号:国发〔2019〕5号", Numbered(("国发(2019)5号",))),
        ("机构:", words("机构", text="机构:")),
        ('"" “” -', Everything()),
    ],
)
def test_queries_are_understood(segmenter: Segmenter, query: str, node: Node) -> None:
    found = parse(query, segmenter, NO_THESAURUS).node
    assert (found.rest if isinstance(found, First) else found) == node


@given(query=st.text(max_size=600))
def test_parsing_never_fails_and_terms_are_normalised(segmenter: Segmenter, query: str) -> None:
    parsed = parse(query, segmenter, open_thesaurus(""))
    assert parsed.browsing or parsed.terms or isinstance(parsed.node, Not | All)
    assert all(as_word(term) for term in parsed.terms)


SPELLINGS = (
    "国发〔2019〕5号",
    "国发[2019]5号",
    "国发（2019）第5号",
    "国发2019 5号",
    "国发 2019年 5号",
    "国发【2019】5",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_a_number_has_one_key(spelling: str) -> None:
    assert numbers.document_key(spelling) == "国发(2019)5号"
    assert numbers.asked(spelling)[0] == "国发(2019)5号"


@pytest.mark.parametrize("spelling", ["X府办〔2018〕26号", "x府办 2018 26号", "Ｘ府办【2018】26"])
def test_an_issuer_may_be_written_with_letters(spelling: str) -> None:
    assert numbers.document_key(spelling) == "x府办(2018)26号"


@pytest.mark.parametrize(
    "spelling", ["教育部公告第5号", "教育部公告 第5号", "教育部公告（第5号）", "教育部公告第05"]
)
def test_announcements_are_numbered_without_a_year(spelling: str) -> None:
    assert numbers.document_key(spelling) == "教育部公告第5号"


@pytest.mark.parametrize("text", ["2020..2023", "五险一金怎么交", "低保 2019年", "电话 0790-1234567", ""])
def test_other_texts_are_no_number(text: str) -> None:
    assert numbers.document_key(text) is None


def test_a_number_within_a_question_is_found() -> None:
    assert "国发(2019)5号" in numbers.asked("请问国发〔2019〕5号的全文")


@pytest.mark.parametrize(
    "text", ["2020年福利彩票多给一等奖发多少钱", "16到24岁失业青年怎么见习", "四川教育2012年公开了哪些信息"]
)
def test_a_text_that_begins_with_figures_asks_for_no_number(text: str) -> None:
    assert numbers.asked(text) == ()


@pytest.mark.parametrize("number", ["000014349/2017-00110", "2021-00050公开"])
def test_an_index_number_may_have_characters(number: str) -> None:
    assert number in numbers.asked(number)


def test_fillers_of_a_question_are_not_required(segmenter: Segmenter) -> None:
    node = parse("低保怎么申请", segmenter, NO_THESAURUS).node
    assert isinstance(node, Words)
    assert node.telling == {"低保", "申请"}
    assert parse("怎么办", segmenter, NO_THESAURUS).node != Everything()


def test_the_thesaurus_adds_official_terms(segmenter: Segmenter) -> None:
    parsed = parse("被公司开除了有补偿吗", segmenter, open_thesaurus(""))
    assert "解除劳动合同" in parsed.related
    assert "解除劳动合同" in parsed.terms
    assert isinstance(parsed.node, Words)
    assert any(related.instead == {"开除"} for related in parsed.node.related)
    assert parse("解除劳动合同 开除", segmenter, open_thesaurus("")).related == ()


def test_the_shipped_thesaurus_is_large_and_says_no_term_twice() -> None:
    entries = open_thesaurus("").entries
    assert len(entries) >= 600
    assert all(entry.official not in entry.variants for entry in entries)


def test_a_thesaurus_of_ones_own_is_added(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("# 本地\n云岭县渔业补贴：打渔钱、渔补\n", encoding="utf-8")
    thesaurus = open_thesaurus(str(own))
    assert [entry.shown for _, entry in thesaurus.related("打渔钱怎么领")] == ["云岭县渔业补贴"]


def test_former_names_lead_to_present_ones_and_back() -> None:
    thesaurus = open_thesaurus("")
    assert "卫生局" in [entry.shown for _, entry in thesaurus.related("卫生健康局的职责")]
    assert "卫生健康局" in [entry.shown for _, entry in thesaurus.related("卫生局的职责")]
    assert "国土局" not in [entry.shown for _, entry in thesaurus.related("自然资源局的职责")]


@pytest.mark.parametrize("content", ["低保\n".encode(), "低保:\n".encode(), b"\xff\xfe\x00"])
def test_a_broken_thesaurus_is_named(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "own.txt"
    own.write_bytes(content)
    with pytest.raises(ThesaurusBroken, match=r"own\.txt"):
        open_thesaurus(str(own))
