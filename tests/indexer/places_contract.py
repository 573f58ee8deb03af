"""What every engine does where documents are of places: the state's, the one that is asked for, others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine_contract import fill, search

from indexer.engines import Engine, IndexedDocument
from indexer.engines.contract import Near
from indexer.query import Body, Related, Where, Words


class PlacesContract:
    """Every test gets a new, empty engine."""

    @pytest.mark.parametrize(("states", "first"), [(1, 1), (8, 2)])
    def test_the_states_papers_go_before_others_where_they_are_not_few(
        self, engine: Engine, states: int, first: int
    ) -> None:
        city = IndexedDocument(1, "青石市养犬规定", "养犬应当登记，登记每年一次。")
        state = IndexedDocument(2, "中华人民共和国动物防疫法", "养犬应当登记，其他事项另行规定。")
        titles = ["中华人民共和国档案法" if n < states else "白水市档案规定" for n in range(1, 20)]
        others = [IndexedDocument(n, title, "档案应当移交。") for n, title in enumerate(titles, 3)]
        fill(engine, [city, state, *others])
        asked = Words(("养犬", "登记"), "养犬登记")
        assert search(engine, asked).ids[0] == first
        near = Near("养犬登记", (1, 2), (8.0, 6.0), 2)
        assert search(engine, asked, near).ids[0] == first

    def test_the_place_that_is_asked_for_goes_before_what_repeats_the_words(self, engine: Engine) -> None:
        here = IndexedDocument(1, "青石市档案规定", "养犬应当登记。" + "其他事项另行规定。" * 5)
        state = IndexedDocument(2, "中华人民共和国动物防疫法", "养犬登记，养犬登记，养犬登记。")
        there = IndexedDocument(3, "白水市养犬规定", "养犬登记，养犬登记，养犬登记。")
        fill(engine, [here, state, there, *(IndexedDocument(n, "简报", "其他。") for n in range(4, 40))])
        asked = Words(("青石市", "养犬", "登记", "吗"), "青石市养犬登记吗", frozenset(["养犬", "登记"]))
        assert search(engine, asked).ids[:3] == (1, 2, 3)

    def test_a_paper_is_another_places_by_its_signature_too(self, engine: Engine) -> None:
        signed = "\n{}市教育局\n2020年2月21日"
        here = IndexedDocument(1, "通知", "养犬应当登记。" + "其他事项另行规定。" * 5 + signed.format("青石"))
        there = IndexedDocument(2, "通知", "养犬登记，养犬登记，养犬登记。" + signed.format("白水"))
        state = IndexedDocument(3, "中华人民共和国动物防疫法", "养犬登记，养犬登记。其他事项另行规定。")
        fill(engine, [here, there, state, *(IndexedDocument(n, "简报", "其他。") for n in range(4, 40))])
        asked = Words(("青石", "养犬", "登记", "吗"), "青石养犬登记吗", frozenset(["养犬", "登记"]))
        assert search(engine, asked).ids[:3] == (1, 3, 2)

    @pytest.mark.parametrize(("states", "first"), [(1, 1), (9, 2)])
    def test_what_is_cited_counts_by_more_where_more_is_the_states(
        self, engine: Engine, states: int, first: int
    ) -> None:
        own = IndexedDocument(1, "养犬登记须知", "养犬登记，每年一次，登记免费。")
        law = IndexedDocument(2, "中华人民共和国动物防疫法", "养犬应当登记，每年一次，登记免费。")
        titles = ["中华人民共和国档案法" if n < states else "通知" for n in range(1, 20)]
        others = [IndexedDocument(n, t, "依照《动物防疫法》办理。") for n, t in enumerate(titles, 3)]
        fill(engine, [own, law, *others])
        asked = Words(("登记", "免费", "每年"), "登记每年免费")
        assert search(engine, asked).ids[0] == first

    def test_what_names_no_place_that_was_spoken_of_has_not_all_that_was_asked_for(
        self, engine: Engine
    ) -> None:
        own = IndexedDocument(1, "养犬须知", "养犬应当登记。", {"agency": "青石市公安局"})
        named = IndexedDocument(2, "养犬规定", "青石的养犬人应当登记。", {"agency": "省公安厅"})
        there = IndexedDocument(3, "养犬规定", "养犬应当登记。", {"agency": "白水市公安局"})
        fill(engine, [own, named, there, IndexedDocument(4, "简报", "青石市", {"agency": "青石市公安局"})])
        where = (Where("青石", "青石市", ("青石市公安局",)),)
        asked = Words(("青石", "养犬"), "青石养犬", frozenset(["养犬"]), where=where)
        found = search(engine, asked)
        assert (set(found.ids), found.degree, found.whole) == ({1, 2, 3}, "all", 2)
        demanded = search(engine, replace(asked, demanded=True))
        assert (set(demanded.ids), demanded.degree, demanded.whole) == ({1, 2}, "all", 2)
        nowhere = Words(("青石", "火箭"), "青石火箭", frozenset(["火箭"]), where=where)
        found = search(engine, nowhere)
        assert (set(found.ids), found.degree, found.whole) == ({1, 2, 4}, "any", 0)

    def test_what_has_a_single_character_or_a_pair_of_it_alone_is_not_found(self, engine: Engine) -> None:
        fill(engine, [IndexedDocument(1, "船舶规定", "货舱应当查验。\n高压线。", {})])
        lone = Words(("高压氧", "舱"), "高压氧舱", frozenset(["高压氧"]), lone=frozenset(["舱"]))
        assert search(engine, lone).total == 0
        assert search(engine, Words(("高压线路",), "高压线路")).total == 1

    def test_what_has_half_the_pairs_of_a_name_is_better_than_nothing(self, engine: Engine) -> None:
        other = IndexedDocument(2, "通知", "区别。")
        fill(engine, [IndexedDocument(1, "自由贸易规定", "自贸试验区应当登记。"), other])
        found = search(engine, Words(("自贸区",), "自贸区"))
        assert (found.ids, found.whole) == ((1,), 0)

    def test_an_agency_is_one_of_a_few_words_however_it_is_cut(self, engine: Engine) -> None:
        office = "青石市地方志编纂办公室"
        own = IndexedDocument(1, "2023年度公开", "部门决算见附件。" + "说明。" * 40, {"agency": office})
        law = IndexedDocument(2, "地方志编纂条例", "地方志编纂办公室编纂地方志，部门配合。", {})
        fill(engine, [own, law, *(IndexedDocument(n, "简报", "其他。") for n in range(4, 40))])
        words = ("地方志", "编纂", "办公室", "部门", "决算")
        asked = Words(words, "".join(words), bodies=(Body((office,), frozenset(words[:3])),))
        assert search(engine, asked).ids[0] == 1

    def test_the_place_of_an_agency_is_the_place_of_its_papers(self, engine: Engine) -> None:
        facets = {"agency": "白水市司法局；青石市文史办公室"}
        own = IndexedDocument(1, "2023年度决算公开", "见附件。", facets)
        other = IndexedDocument(2, "青石市校车方案", "青石市校车每日检查，青石市各校遵照执行。")
        fill(engine, [other, own, *(IndexedDocument(n, "简报", "其他。") for n in range(4, 40))])
        asked = Words(
            ("青石市", "决算"), "青石市决算", frozenset(["决算", "青石市"]), placed=frozenset(["青石市"])
        )
        assert search(engine, asked).ids[0] == 1

    def test_terms_that_stand_for_one_thing_tell_alike(self, engine: Engine) -> None:
        new = IndexedDocument(1, "特困人员办法", "特困人员名册。")
        former = IndexedDocument(2, "交纳办法", "农村五保供养对象免交。")
        fill(engine, [new, former, *(IndexedDocument(n, "人员简报", "其他人员。") for n in range(3, 40))])
        terms = (("特困", "人员"), ("农村", "五保", "供养"))
        alone = frozenset(["五保户"])
        ways = tuple(Related(one, "".join(one), alone, 0.5, leads=True, exact=True) for one in terms)
        assert search(engine, Words(("五保户",), "五保户", related=ways)).ids == (1, 2)

    def test_titles_by_what_a_short_text_is_about_go_before_what_repeats_it(self, engine: Engine) -> None:
        guide = IndexedDocument(1, "工伤认定指南", "附诊断证明。" + "其他事项另行规定。" * 5)
        rules = IndexedDocument(2, "基金规程", "工伤认定流程，工伤认定流程，工伤认定流程。")
        fill(engine, [guide, rules, *(IndexedDocument(n, "简报", "其他流程。") for n in range(3, 40))])
        asked = Words(("工伤", "认定", "流程"), "工伤认定流程")
        assert search(engine, asked).ids[0] == 2
        alone = Words(("工伤", "认定"), "工伤认定")
        assert search(engine, alone).ids[0] == 2
        assert search(engine, replace(alone, subject=("工伤", "认定"))).ids[0] == 1

    def test_what_a_place_has_most_of_is_found_beside_what_others_have_all_of(self, engine: Engine) -> None:
        here = IndexedDocument(1, "青石县租赁补贴办法", "每平方米四元。")
        about = IndexedDocument(2, "青石县简报", "养犬登记。")
        others = [IndexedDocument(n, f"白水县通报{n}", "租赁补贴标准。") for n in range(3, 40)]
        fill(engine, [here, about, *others, *(IndexedDocument(n, "简报", "其他。") for n in range(40, 90))])
        where = (Where("青石县", "青石县", ()),)
        words = Words(("青石县", "租赁", "补贴", "标准"), "青石县租赁补贴标准", where=where)
        asked = replace(words, telling=frozenset(["租赁", "补贴", "标准"]))
        found = search(engine, asked)
        assert (found.ids[0], found.total, found.whole, found.degree) == (1, 38, 0, "most")
        assert search(engine, replace(asked, demanded=True)).total == 0

    @pytest.mark.parametrize(
        ("text", "words", "subject"),
        [("渔业补贴", ("渔业", "补贴"), ("渔业", "补贴")), ("养犬", ("养犬",), ())],
    )
    def test_the_law_about_what_a_short_text_is_about_goes_first(
        self, engine: Engine, text: str, words: tuple[str, ...], subject: tuple[str, ...]
    ) -> None:
        law = IndexedDocument(1, f"中华人民共和国{text}法", "犬只应当免疫。" + "其他事项另行规定。" * 5)
        reading = IndexedDocument(2, f"{text}问答", f"{text}有问有答，另见须知。")
        fill(engine, [law, reading, *(IndexedDocument(n, "简报", "其他。") for n in range(3, 40))])
        assert search(engine, Words(words, text, subject=subject)).ids[0] == 1
