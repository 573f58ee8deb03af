"""What every engine does where documents are of places: the state's, the one that is asked for, others."""

from __future__ import annotations

import pytest
from engine_contract import fill, search

from indexer.engines import Engine, IndexedDocument
from indexer.engines.contract import Near
from indexer.query import Words


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

    def test_the_place_of_an_agency_is_the_place_of_its_papers(self, engine: Engine) -> None:
        facets = {"agency": "白水市司法局；青石市文史办公室"}
        own = IndexedDocument(1, "2023年度决算公开", "见附件。", facets)
        other = IndexedDocument(2, "青石市校车方案", "青石市校车每日检查，青石市各校遵照执行。")
        fill(engine, [other, own, *(IndexedDocument(n, "简报", "其他。") for n in range(4, 40))])
        asked = Words(
            ("青石市", "决算"), "青石市决算", frozenset(["决算", "青石市"]), placed=frozenset(["青石市"])
        )
        assert search(engine, asked).ids[0] == 1
