"""What every engine does. A test class derives from EngineContract and gives it an `engine` fixture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from corpus.catalogue import Filters
from indexer.engines import Engine, EngineRequest, EngineResults, IndexedDocument, Near
from indexer.errors import IndexBusy, IndexMissing, IndexUnreachable
from indexer.query import (
    All,
    Any,
    Body,
    Called,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Related,
    Term,
    Titled,
    Valued,
    Words,
)
from indexer.text import normalise_line


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


DOCUMENTS = [
    IndexedDocument(
        1, "关于城市公园开放的通知", "市民可以免费进入城市公园。\n公园每天开放。",
        {"column": "通知公告", "agency": "园林局", "topic": "城乡建设、环境保护", "year": 2021},
        day("2021-03-01"),
    ),
    IndexedDocument(
        2, "云岭县渔业补贴办法", "渔民按照船只大小领取补贴。补贴由县财政承担。",
        {"column": "政策文件", "agency": "农业局", "topic": "农业、林业、水利", "year": 2022},
        day("2022-05-01"),
    ),
    IndexedDocument(
        3, "云政发〔2019〕5号", "公园门票的价格由物价部门规定，渔民凭证免费。",
        {"column": "政策文件", "agency": "县政府", "year": 2019},
        day("2019-01-07"), ("云政发(2019)5号", "(2019)5号"),
    ),
    IndexedDocument(
        4, "云政发【2019】6号", "桥梁检修期间绕行。",
        {"column": "通知公告", "agency": "县政府", "year": 2019},
        day("2019-02-07"), ("云政发(2019)6号", "(2019)6号"),
    ),
    IndexedDocument(5, "没有日期的说明", "Wi-Fi 覆盖全县 12 个公园\n补\n贴"),
]  # fmt: skip

COPIES = [
    IndexedDocument(1, "公园办法", "公园每天开放。", {"agency": "园林局", "portal": "city"}, copy_of=2),
    IndexedDocument(2, "公园办法", "公园每天开放。", {"agency": "园林局", "portal": "county"}, copy_of=2),
    IndexedDocument(3, "公园办法", "公园每天开放。", {"agency": "园林局", "portal": "city"}, copy_of=2),
    IndexedDocument(4, "公园说明", "公园。", {"agency": "园林局", "portal": "county"}),
    IndexedDocument(5, "桥梁说明", "桥梁。", {"agency": "园林局", "portal": "county"}, copy_of=5),
]

OF = ("省园林局", "市园林局", "云岭县园林局；云岭县林业局", "云岭县文物局", "云岭县园林局")
"""Of COPIES, whose each may be."""


def fill(engine: Engine, documents: list[IndexedDocument], revision: int = 5) -> None:
    with engine.writer(rebuild=False, store="") as writer:
        writer.add(documents)
        writer.commit(revision)


def search(engine: Engine, node: Node, near: Near | None = None, **request: object) -> EngineResults:
    asked = EngineRequest(node=node, **({"limit": 100} | request))  # type: ignore[arg-type]
    return engine.reader().search(asked, lambda: near)


def ids(engine: Engine, node: Node, **request: object) -> set[int]:
    results = search(engine, node, None, **request)
    assert results.total == len(results.ids) == len(results.scores)
    return set(results.ids)


def phrase(text: str) -> Phrase:
    return Phrase(normalise_line(text))


class EngineContract:
    """Every test gets a new, empty engine."""

    @pytest.fixture
    def filled(self, engine: Engine) -> Engine:
        fill(engine, DOCUMENTS)
        return engine

    def test_without_a_build_there_is_nothing_to_search(self, engine: Engine) -> None:
        assert not engine.status().present
        assert not engine.state()
        with pytest.raises(IndexMissing):
            engine.reader()

    def test_a_text_may_be_long(self, engine: Engine) -> None:
        signs = normalise_line("".join(map(chr, range(0x4E00, 0x4E00 + 400))))
        words = tuple(dict.fromkeys(signs[place : place + 2] for place in range(0, len(signs), 2)))
        fill(engine, [IndexedDocument(1, "一", signs), IndexedDocument(2, "二", signs[:100])])
        assert search(engine, Words(words, signs)).ids[0] == 1

    def test_a_long_text_may_have_no_words_that_tell(self, engine: Engine) -> None:
        signs = normalise_line("".join(map(chr, range(0x4E00, 0x4E00 + 400))))
        words = tuple(signs)
        others = [IndexedDocument(n, "件", signs[:20]) for n in range(2, 5)]
        fill(engine, [IndexedDocument(1, "一", signs), *others])
        for node in (Words(words, signs, frozenset()), Any((Words(words, signs, frozenset()), Term("无")))):
            assert search(engine, node).ids[0] == 1

    @pytest.mark.parametrize(("texts", "characters"), [(36, 8), (60, 8), (200, 1)])
    def test_many_texts_may_be_looked_for_at_once(self, engine: Engine, texts: int, characters: int) -> None:
        signs = normalise_line("".join(map(chr, range(0x4E00, 0x4E00 + texts * characters))))
        said = [signs[place : place + characters] for place in range(0, len(signs), characters)]
        fill(engine, [IndexedDocument(1, "一", "\n".join(said[1:])), IndexedDocument(2, "二", said[0])])
        cut = [tuple(text[place : place + 2] for place in range(0, characters, 2)) for text in said]
        found = search(engine, Any(tuple(map(Words, cut, said))))
        assert set(found.ids) == {1, 2}

    def test_an_index_of_nothing_answers_nothing(self, engine: Engine) -> None:
        fill(engine, [], revision=0)
        assert search(engine, Everything()).total == 0
        assert search(engine, Words(("公园",), "公园")).total == 0
        assert search(engine, phrase("公园")).total == 0

    def test_status_counts_documents_and_names_the_revision(self, filled: Engine) -> None:
        status = filled.status()
        assert (status.present, status.documents, status.revision) == (True, 5, 5)
        assert filled.reader().revision == search(filled, Everything()).revision == 5

    def test_any_of_the_words_matches_and_more_of_them_rank_first(self, filled: Engine) -> None:
        results = search(filled, Words(("公园", "免费", "渔民"), "公园免费渔民"))
        assert set(results.ids) == {1, 2, 3, 5}
        assert results.ids[0] in (1, 3)
        assert list(results.scores) == sorted(results.scores, reverse=True)

    def test_words_of_the_title_count(self, filled: Engine) -> None:
        assert ids(filled, Term("通知")) == {1}
        assert search(filled, Term("公园")).ids[0] == 1

    def test_unknown_words_match_nothing(self, filled: Engine) -> None:
        assert ids(filled, Term("火箭")) == set()

    def test_a_phrase_matches_whatever_the_segmentation(self, filled: Engine) -> None:
        assert ids(filled, phrase("园开")) == {1}
        assert ids(filled, phrase("民按照船")) == {2}
        assert ids(filled, phrase("公园")) == {1, 3, 5}
        assert ids(filled, phrase("渔")) == {2, 3}

    def test_the_last_character_of_a_paragraph_is_found(self, filled: Engine) -> None:
        assert ids(filled, phrase("贴")) == {2, 5}
        assert ids(filled, phrase("行。")) == {4}

    def test_a_phrase_does_not_reach_over_paragraphs_or_from_title_to_text(self, filled: Engine) -> None:
        assert ids(filled, phrase("补贴")) == {2}
        assert ids(filled, phrase("公园。公园")) == set()
        assert ids(filled, phrase("通知市民")) == set()

    @pytest.mark.parametrize("number", ["〔2019〕5号", "[2019]5号", "（2019）5号", "【２０１９】5 号"])
    def test_a_document_number_matches_in_any_brackets_and_only_itself(
        self, filled: Engine, number: str
    ) -> None:
        assert ids(filled, phrase(number)) == {3}

    def test_letters_match_in_any_case_and_width(self, filled: Engine) -> None:
        assert ids(filled, phrase("ＷＩ-fi 覆盖")) == {5}
        assert ids(filled, phrase("12个")) == {5}

    def test_nodes_combine(self, filled: Engine) -> None:
        park, free = Term("公园"), Term("免费")
        assert ids(filled, All((park, free))) == {1, 3}
        assert ids(filled, Any((Term("补贴"), free))) == {1, 2, 3}
        assert ids(filled, Not(park)) == {2, 4}
        assert ids(filled, All((park, Not(phrase("价格"))))) == {1, 5}
        assert ids(filled, All((Everything(), park))) == {1, 3, 5}

    def test_numbers_select_their_document(self, filled: Engine) -> None:
        assert ids(filled, Numbered(("云政发(2019)6号",))) == {4}
        assert ids(filled, Numbered(("(2019)5号", "(2019)6号"))) == {3, 4}
        assert ids(filled, Numbered(("云政发(2019)7号", "云政发"))) == set()

    def test_names_select_what_is_called_so_and_what_brings_that_out(self, engine: Engine) -> None:
        brought = IndexedDocument(6, "关于印发《云岭县渔业补贴办法》的通知", "现印发给你们。")
        fill(engine, [*DOCUMENTS, brought])
        assert ids(engine, Called(("云岭县渔业补贴办法",))) == {2, 6}
        assert ids(engine, Called(("没有日期的说明", "渔业补贴办法"))) == {5}

    def test_values_and_days_select_documents(self, filled: Engine) -> None:
        assert ids(filled, Valued("agency", "局")) == {1, 2}
        assert ids(filled, Valued("topic", "农业")) == {2}
        assert ids(filled, Dated(day("2019-01-07"), day("2021-03-01"))) == {1, 3, 4}
        assert ids(filled, All((Term("公园"), Valued("column", "通知")))) == {1}

    def test_a_phrase_may_be_wanted_in_the_title(self, filled: Engine) -> None:
        assert ids(filled, Phrase("公园", title_only=True)) == {1}
        assert ids(filled, Phrase("补贴办法", title_only=True)) == {2}
        assert ids(filled, Phrase("市民可以", title_only=True)) == set()

    def test_a_word_may_be_wanted_in_the_title(self, filled: Engine) -> None:
        assert ids(filled, Titled("2019")) == {3, 4}
        assert ids(filled, Titled("市民")) == set()

    def test_what_is_to_come_first_does_and_the_rest_follows(self, filled: Engine) -> None:
        results = search(filled, First(Numbered(("云政发(2019)6号",)), Words(("公园",), "公园")))
        assert results.ids[0] == 4
        assert set(results.ids) == {1, 3, 4, 5}
        assert ids(filled, First(Numbered(("无",)), Term("公园"))) == {1, 3, 5}

    def test_what_is_preferred_comes_before_its_equals_and_selects_nothing(self, filled: Engine) -> None:
        parks = Term("公园")
        wish = Valued("agency", "县政府")
        plain = dict(zip(search(filled, parks).ids, search(filled, parks).scores, strict=True))
        results = search(filled, Preferred(parks, wish, 2.0))
        assert set(results.ids) == set(plain)
        more = {n: score - plain[n] for n, score in zip(results.ids, results.scores, strict=True)}
        assert more == {n: pytest.approx(2.0 if n == 3 else 0.0, abs=1e-4) for n in plain}
        assert search(filled, Preferred(Everything(), wish, 2.0)).ids[0] in (3, 4)

    def test_what_means_the_same_is_found_beside_the_words_and_counts(self, filled: Engine) -> None:
        parks = Words(("公园",), "公园")
        near = Near("公园", (4, 99, 5), (3.0, 2.0, 50.0), 2)
        plain, results = search(filled, parks), search(filled, parks, near=near)
        assert (set(plain.ids), plain.joined, plain.by_meaning) == ({1, 3, 5}, 0, frozenset())
        assert set(results.ids) == {1, 3, 4, 5}
        assert (results.ids[0], results.joined, results.by_meaning) == (5, 1, {4})
        assert search(filled, parks, near=near, filters=Filters(agency=("园林局",))).joined == 0

    def test_a_query_that_is_a_title_is_left_to_its_words(self, filled: Engine) -> None:
        asked = Words(("关于", "城市", "公园", "开放", "的", "通知"), "关于城市公园开放的通知")
        near = Near(asked.text, (4, 5), (500.0, 400.0), 2)
        assert search(filled, asked, near=near) == search(filled, asked)

    def test_filler_alone_finds_nothing_where_telling_words_do(self, filled: Engine) -> None:
        node = Words(("渔民", "公园"), "渔民公园", frozenset({"渔民"}))
        assert ids(filled, node) == {2, 3}
        assert ids(filled, Words(("火箭", "公园"), "火箭公园", frozenset({"火箭"}))) == {1, 3, 5}

    def test_words_beside_an_operator_are_all_demanded(self, filled: Engine) -> None:
        node = Words(("公园", "渔民"), "公园渔民")
        assert ids(filled, node) == {1, 2, 3, 5}
        demanded = replace(node, demanded=True)
        assert search(filled, demanded).degree == "all"
        assert ids(filled, demanded) == {3}
        assert ids(filled, All((demanded, Words(("桥梁",), "桥梁", demanded=True)))) == set()
        assert ids(filled, Any((demanded, Words(("桥梁",), "桥梁", demanded=True)))) == {3, 4}

    def test_related_words_count_and_are_not_required(self, filled: Engine) -> None:
        node = Words(
            ("渔民", "补助"), "渔民补助", None, (Related(("补贴",), "补贴", frozenset({"补助"}), 0.5),)
        )
        assert search(filled, node).ids[0] == 2

    def test_filters_take_any_value_of_a_field_and_all_fields(self, filled: Engine) -> None:
        assert ids(filled, Everything(), filters=Filters(agency=("县政府", "农业局"))) == {2, 3, 4}
        both = Filters(agency=("县政府",), column=("政策文件",))
        assert ids(filled, Everything(), filters=both) == {3}
        assert ids(filled, Everything(), filters=Filters(year=(2019, 2022))) == {2, 3, 4}
        assert ids(filled, Everything(), filters=Filters(topic=("没有这一类",))) == set()

    def test_facets_count_the_whole_result_in_order(self, filled: Engine) -> None:
        facets = search(filled, Everything(), limit=1).facets
        assert facets["agency"] == (("县政府", 2), ("农业局", 1), ("园林局", 1))
        assert facets["year"] == ((2022, 1), (2021, 1), (2019, 2))
        assert dict(facets["column"]) == {"政策文件": 2, "通知公告": 2}

    def test_facets_of_a_field_follow_the_filters_of_the_others(self, filled: Engine) -> None:
        facets = search(filled, Everything(), filters=Filters(agency=("县政府",), year=(2019,))).facets
        assert facets["agency"] == (("县政府", 2),)
        assert facets["year"] == ((2019, 2),)
        facets = search(filled, Everything(), filters=Filters(agency=("县政府",))).facets
        assert facets["agency"] == (("县政府", 2), ("农业局", 1), ("园林局", 1))
        assert facets["column"] == (("政策文件", 1), ("通知公告", 1))

    def test_facets_are_left_out_when_nobody_asks(self, filled: Engine) -> None:
        results = search(filled, Everything(), facets=False)
        assert (results.total, results.facets) == (5, {})

    def test_genre_validity_and_portal_filter_and_count(self, engine: Engine) -> None:
        made = [
            IndexedDocument(1, "名称", "公园", {"genre": "通知", "validity": "有效", "portal": "county"}),
            IndexedDocument(2, "名称", "公园", {"genre": "通知", "validity": "已废止", "portal": "city"}),
            IndexedDocument(3, "名称", "公园", {"genre": "公告", "portal": "city"}),
        ]
        fill(engine, made)
        facets = search(engine, Term("公园"), filters=Filters(portal=("city",))).facets
        assert facets["genre"] == (("公告", 1), ("通知", 1))
        assert facets["validity"] == (("已废止", 1),)
        assert facets["portal"] == (("city", 2), ("county", 1))
        assert ids(engine, Valued("validity", "废止")) == {2}
        both = Filters(genre=("通知",), portal=("city", "county"))
        assert ids(engine, Everything(), filters=both) == {1, 2}

    def test_copies_fold_into_the_original(self, engine: Engine) -> None:
        fill(engine, COPIES)
        results = search(engine, Term("公园"))
        assert (results.total, set(results.ids)) == (2, {2, 4})
        assert dict(zip(results.ids, results.copies, strict=True)) == {2: (1, 3), 4: ()}

    def test_the_copy_of_the_agency_that_is_named_stands_for_the_others(self, engine: Engine) -> None:
        copies = [
            replace(one, facets={**one.facets, "agency": name}) for one, name in zip(COPIES, OF, strict=True)
        ]
        fill(engine, copies)
        words = Words(
            ("公园", "林业局"), "林业局 公园", bodies=(Body(("云岭县林业局",), frozenset(["林业局"])),)
        )
        county = Any((Valued("agency", "云岭县"),))
        for node in (words, Preferred(Term("公园"), county, 3.0), Preferred(words, county, 3.0)):
            results = search(engine, node)
            assert dict(zip(results.ids, results.copies, strict=True)) == {3: (1, 2), 4: ()}
            assert results.total == 2
        unnamed = search(engine, Preferred(Term("公园"), Valued("agency", "白水县"), 3.0))
        assert dict(zip(unnamed.ids, unnamed.copies, strict=True)) == {2: (1, 3), 4: ()}

    def test_a_document_of_several_agencies_is_found_by_each(self, engine: Engine) -> None:
        notes = [
            replace(one, title="说明", text="见附件。", facets={"agency": name}, copy_of=one.id)
            for one, name in zip(COPIES, OF, strict=True)
        ]
        fill(engine, notes)
        body = Body(("云岭县林业局",), frozenset(["林业局"]))
        assert ids(engine, Words(("林业局",), "林业局", bodies=(body,))) == {3}

    def test_where_the_original_is_not_among_them_the_first_copy_stands(self, engine: Engine) -> None:
        fill(engine, COPIES)
        results = search(engine, Term("公园"), filters=Filters(portal=("city",)))
        assert (results.ids, results.copies, results.total) == ((1,), ((3,),), 1)

    def test_facets_count_a_text_once_for_each_value(self, engine: Engine) -> None:
        fill(engine, COPIES)
        facets = search(engine, Term("公园")).facets
        assert facets["portal"] == (("county", 2), ("city", 1))
        assert facets["agency"] == (("园林局", 2),)
        facets = search(engine, Term("公园"), filters=Filters(portal=("city",))).facets
        assert facets["portal"] == (("county", 2), ("city", 1))
        assert facets["agency"] == (("园林局", 1),)

    def test_copies_stand_apart_when_they_are_not_to_fold(self, engine: Engine) -> None:
        fill(engine, COPIES)
        results = search(engine, Term("公园"), fold=False)
        assert (results.total, set(results.ids)) == (4, {1, 2, 3, 4})
        assert set(results.copies) == {()}
        assert results.facets["portal"] == (("city", 2), ("county", 2))

    def test_a_copy_that_is_left_alone_stands_for_itself(self, engine: Engine) -> None:
        fill(engine, COPIES)
        with engine.writer(rebuild=False, store="") as writer:
            writer.remove([2, 3])
            writer.commit(6)
        results = search(engine, Term("公园"))
        assert (set(results.ids), set(results.copies)) == ({1, 4}, {()})

    def test_what_has_ended_ranks_below_its_successor(self, engine: Engine) -> None:
        old = IndexedDocument(1, "公园管理办法", "公园每天开放。", facets={"validity": "废止"}, day=5)
        new = IndexedDocument(2, "公园管理办法", "公园每天开放，免费。", facets={"validity": "有效"}, day=5)
        fill(engine, [old, new])
        assert search(engine, Words(("公园", "开放"), "公园开放")).ids == (2, 1)

    def test_what_others_cite_ranks_higher(self, engine: Engine) -> None:
        one = IndexedDocument(1, "云岭县公园办法", "公园每天开放。", day=5)
        other = IndexedDocument(2, "白水镇公园办法（试行）", "公园每天开放。", day=5)
        citing = [IndexedDocument(n, "说明", "依照《白水镇公园办法》办理。") for n in (3, 4)]
        fill(engine, [one, other, *citing])
        assert search(engine, Words(("每天", "开放"), "每天开放")).ids == (2, 1)
        with engine.writer(rebuild=False, store="") as writer:
            writer.remove([3, 4])
            writer.add([IndexedDocument(5, "说明", "依照《云岭县公园办法》办理。")])
            writer.commit(6)
        assert search(engine, Words(("每天", "开放"), "每天开放")).ids == (1, 2)

    def test_a_title_that_was_typed_comes_first(self, engine: Engine) -> None:
        asked = IndexedDocument(1, "《公园开放办法》", "另行规定。")
        many = [IndexedDocument(n, "公园开放办法的说明", "公园开放办法 " * 5) for n in (2, 3, 4)]
        fill(engine, [asked, *many])
        assert search(engine, Words(("公园", "开放", "办法"), "公园 开放办法")).ids[0] == 1

    @pytest.mark.parametrize(
        ("words", "title"),
        [
            (("物业",), "云岭县物业管理办法"),
            (("犬",), "云岭县养犬规定"),
            (("物业", "云岭"), "云岭县物业管理条例"),
        ],
    )
    def test_titles_have_a_few_words_within_longer_ones(
        self, engine: Engine, words: tuple[str, ...], title: str
    ) -> None:
        said = "，".join(words)
        others = [IndexedDocument(n, "简报", f"{said}。" * 9) for n in range(2, 40)]
        fill(engine, [IndexedDocument(1, title, f"{said}。" + "其他事项另行规定。" * 20), *others])
        assert search(engine, Words(words, "\n".join(words))).ids[0] == 1

    def test_a_title_need_not_name_the_agency_of_its_document(self, engine: Engine) -> None:
        body = Body(("云岭县应急管理局",), frozenset(["应急局"]))
        own = IndexedDocument(1, "烟花爆竹通知", "见附件。", {"agency": "云岭县应急管理局"})
        both = IndexedDocument(2, "清单", "烟花爆竹，应急局，应急局。" * 9)
        fill(engine, [own, both, *(IndexedDocument(n, "简报", "烟花。") for n in range(3, 40))])
        node = Words(("应急局", "烟花", "爆竹"), "应急局\n烟花爆竹", bodies=(body,))
        assert search(engine, node).ids[0] == 1

    def test_attachments_are_searched_and_count_less_than_the_text(self, engine: Engine) -> None:
        attached = IndexedDocument(1, "名称", "说明", attached="公园开放")
        written = IndexedDocument(2, "名称", "公园开放")
        fill(engine, [attached, written])
        assert ids(engine, phrase("园开放")) == {1, 2}
        assert ids(engine, phrase("说明公园")) == set()
        assert search(engine, Term("公园")).ids[0] == 2

    @pytest.mark.parametrize("first", [True, False])
    def test_what_a_machine_read_counts_a_little_less(self, engine: Engine, first: bool) -> None:
        said = "公园开放时间调整，请各位市民互相转告。"
        read, written = (
            IndexedDocument(n, "名称", "说明", attached=said) for n in ((1, 2) if first else (2, 1))
        )
        fill(engine, [replace(read, recognised=1.0), written])
        assert search(engine, Term("公园")).ids[0] == written.id

    def test_numbers_as_written_are_searched_like_the_title(self, engine: Engine) -> None:
        fill(engine, [IndexedDocument(1, "公园办法", "正文", labels="云政发〔2019〕5号")])
        assert ids(engine, phrase("云政发[2019]5号")) == {1}
        assert ids(engine, Phrase("云政发(2019)5号", title_only=True)) == {1}

    def test_days_of_posting_and_of_making_sort_apart(self, engine: Engine) -> None:
        made = [IndexedDocument(n, "名称", "公园", day=d, posted=p) for n, d, p in ((1, 5, 9), (2, 6, 8))]
        fill(engine, [*made, IndexedDocument(3, "名称", "公园")])
        assert search(engine, Everything(), sort="issued_newest").ids == (2, 1, 3)
        assert search(engine, Everything(), sort="issued_oldest").ids == (1, 2, 3)
        assert search(engine, Everything(), sort="published_newest").ids == (1, 2, 3)
        assert search(engine, Everything(), sort="published_oldest").ids == (2, 1, 3)

    def test_dates_sort_both_ways_with_undated_documents_last(self, filled: Engine) -> None:
        assert search(filled, Everything(), sort="issued_newest").ids == (2, 1, 4, 3, 5)
        assert search(filled, Everything(), sort="issued_oldest").ids == (3, 4, 1, 2, 5)

    def test_pages_follow_each_other_and_end(self, filled: Engine) -> None:
        pages = [search(filled, Everything(), sort="issued_newest", offset=n, limit=2) for n in (0, 2, 4, 6)]
        assert [page.ids for page in pages] == [(2, 1), (4, 3), (5,), ()]
        assert {page.total for page in pages} == {5}

    def test_equal_scores_put_the_newest_first(self, engine: Engine) -> None:
        same = [IndexedDocument(n, "名称", "公园", day=d) for n, d in ((1, 5), (2, 9), (3, 9))]
        fill(engine, same)
        assert search(engine, Term("公园")).ids == (2, 3, 1)

    def test_a_later_document_takes_the_place_of_the_former(self, filled: Engine) -> None:
        fill(filled, [IndexedDocument(2, "新的名称", "桥梁")], revision=6)
        assert ids(filled, Term("补贴")) == set()
        assert ids(filled, Term("桥梁")) == {2, 4}
        assert filled.status().documents == 5

    def test_the_last_word_counts_within_one_writer(self, filled: Engine) -> None:
        with filled.writer(rebuild=False, store="") as writer:
            writer.remove([1, 2, 99])
            writer.add([IndexedDocument(1, "回来了", "桥梁"), IndexedDocument(7, "来了又走", "桥梁")])
            writer.add([IndexedDocument(4, "改一次", "桥梁"), IndexedDocument(4, "改两次", "隧道")])
            writer.remove([7])
            writer.commit(6)
        assert ids(filled, Term("桥梁")) == {1}
        assert ids(filled, Term("隧道")) == {4}
        assert ids(filled, Everything()) == {1, 3, 4, 5}

    def test_removed_documents_are_gone_from_everything(self, filled: Engine) -> None:
        with filled.writer(rebuild=False, store="") as writer:
            writer.remove([3, 4])
            writer.commit(6)
        assert ids(filled, Everything()) == {1, 2, 5}
        assert ids(filled, phrase("公园")) == {1, 5}
        assert ids(filled, Not(Term("补贴"))) == {1, 5}
        assert "县政府" not in dict(search(filled, Everything()).facets["agency"])

    def test_nothing_shows_without_a_commit(self, filled: Engine) -> None:
        with filled.writer(rebuild=False, store="") as writer:
            writer.add([IndexedDocument(9, "隧道", "隧道")])
            assert ids(filled, Everything()) == {1, 2, 3, 4, 5}
        assert ids(filled, Everything()) == {1, 2, 3, 4, 5}

    def test_a_writer_goes_on_from_the_last_revision_or_from_nothing(self, filled: Engine) -> None:
        with filled.writer(rebuild=False, store="") as writer:
            assert writer.revision == 5
        with filled.writer(rebuild=True, store="") as writer:
            assert writer.revision == 0
            writer.add(DOCUMENTS[:1])
            writer.commit(7)
        assert ids(filled, Everything()) == {1}

    def test_what_one_writer_writes_no_other_does(self, filled: Engine) -> None:
        with filled.writer(rebuild=False, store=""):
            with pytest.raises(IndexBusy), filled.writer(rebuild=False, store=""):
                pass
            assert ids(filled, Everything()) == {1, 2, 3, 4, 5}
        fill(filled, [IndexedDocument(9, "隧道", "隧道")], revision=6)
        assert ids(filled, Term("隧道")) == {9}

    def test_what_can_be_gone_on_with_need_not_be_built_anew(self, engine: Engine) -> None:
        assert engine.rebuild_reason() is None
        fill(engine, DOCUMENTS)
        assert engine.rebuild_reason() is None
        assert engine.status().problem is None

    def test_words_are_learned_when_an_index_begins_and_kept_with_it(self, engine: Engine) -> None:
        asked: list[tuple[str, ...]] = []

        def learned(*words: str) -> tuple[str, ...]:
            asked.append(words)
            return words

        for rebuild, word in ((False, "旺畲通"), (False, "公园驿"), (True, "驿站公园")):
            with engine.writer(rebuild=rebuild, store="", learn=partial(learned, word)) as writer:
                writer.add([IndexedDocument(1, "题", "旺畲通公园")])
                writer.commit(1)
            whole = engine.reader().segmenter.cut("旺畲通公园") == ["旺畲通", "公园"]
            assert whole is not rebuild
            assert ids(engine, Term("旺畲通")) == ({1} if whole else set())
        assert asked == [("旺畲通",), ("驿站公园",)]

    def test_a_reader_keeps_its_state_while_the_engine_follows(self, filled: Engine) -> None:
        before = filled.reader()
        fill(filled, [IndexedDocument(9, "隧道", "隧道")], revision=6)
        assert before.search(EngineRequest(Term("隧道"))).total == 0
        assert before.standing(["隧道"]) == [False]
        assert ids(filled, Term("隧道")) == {9}

    def test_a_state_keeps_its_name_and_no_other_has_it(self, filled: Engine) -> None:
        seen = [filled.reader().state]
        assert filled.reader().state == filled.state() == seen[0]
        for change in ({"rebuild": False}, {"rebuild": True}):
            with filled.writer(store="", **change) as writer:  # type: ignore[arg-type]
                writer.add(DOCUMENTS)
                assert filled.reader().state == seen[-1]
                writer.commit(5)
            seen.append(filled.state())
            assert filled.reader().state == seen[-1]
        assert len(set(seen)) == 3
        assert all(seen)

    def test_texts_stand_in_a_document_or_in_none(self, filled: Engine) -> None:
        asked = ["园开放", "公元开放", "园", "渔民按", "补贴", "开放的通知市民", "(2019)5号", "槐"]
        assert filled.reader().standing(asked) == [True, False, True, True, True, False, True, False]
        assert filled.reader().standing([]) == []

    def test_what_was_removed_stands_nowhere(self, filled: Engine) -> None:
        with filled.writer(rebuild=False, store="") as writer:
            writer.remove([2])
            writer.commit(6)
        assert filled.reader().standing(["渔业", "渔业补贴", "渔民"]) == [False, False, True]

    def test_rare_words_tell_more_than_frequent_ones(self, filled: Engine) -> None:
        park, bridge, rocket = filled.reader().rarity(["公园", "桥梁", "火箭"])
        assert 0 <= park < bridge <= rocket <= 1


class RemoteEngineContract(EngineContract):
    """What an engine at the other end of a connection does beside that."""

    def silence(self, engine: Engine) -> None:
        """Have the engine not answer from now on."""
        raise NotImplementedError

    def test_an_engine_that_does_not_answer_says_so(self, filled: Engine) -> None:
        reader = filled.reader()
        self.silence(filled)
        for ask in (
            lambda: reader.search(EngineRequest()),
            lambda: reader.standing(["公园"]),
            lambda: reader.rarity(["公园"]),
            lambda: fill(filled, DOCUMENTS),
        ):
            with pytest.raises(IndexUnreachable, match=r"没有应答.*请确认"):
                ask()
        assert "没有应答" in (filled.status().problem or "")
