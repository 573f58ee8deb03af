"""What was typed goes before what is looked for beside it: in what hits lack, in passages, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers_indexing import ask

from corpus.catalogue import summary
from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from indexer import SearchResponse, open_searcher, plain
from indexer.building import build
from indexer.engines.whoosh import words
from indexer.query.together import without_particles

OTHERS = tuple(Document(f"u:{n}", f"第{n}号简报", f"简报{n}，其他工作。") for n in range(60))
FILES = (
    Document("u:all", "户厕验收办法", "户厕改造由县里组织验收。", column="办法"),
    Document("u:part", "户厕须知", "户厕应当保持清洁。", column="办法"),
    Document(
        "u:lids",
        "市政设施办法",
        "排水设施应当完好，供水管道应当有压力，雨水和污水应当分流排放到规定的地方去。"
        + "其他事项另行规定。" * 30
        + "盲道不得占用，井盖应当完好。",
    ),
    Document("u:drains", "排水办法", "排水设施应当完好。" + "其他事项另行规定。" * 30),
    Document("u:wrapped", "家庭医生考核表", "签约居民应当建立健康档\r\n案，高血压患者每季\r\n度随访一次。"),
    Document("u:vaccine", "适龄女孩接种通知", "免费接种人乳头瘤病毒疫苗。"),
    Document("u:shop", "个体工商户注销登记程序", "个体工商户申请注销登记的，提交下列材料。"),
    Document("u:free", "社会保险须知", "灵活就业人员参加社会保险。灵活就业人员注销。" * 5),
    Document("u:apart", "保险与社会", "社会各界支持保险事业。保险服务社会。"),
    Document("u:road", "北环路施工通告", "自2025年6月2日至2025年6月18日施工。"),
    Document("u:heat", "供热办法", "6月2日和18日施工，2025年完成，6月18日报告。"),
    Document("u:fowl", "畜禽检疫规程", "鸡、鸭、鹅和兔应当检疫。"),
    Document("u:rabbit", "养兔规程", "兔和鹅分开饲养。"),
    Document("u:clinic", "诊所备案办法", "诊所也称医疗机构。医疗机构应当备案。"),
    Document("u:hospital", "医院安全秩序规定", "医院应当有安全检查。"),
    Document("u:guide", "工伤认定指南", "提出申请，附诊断证明。"),
    Document("u:fund", "保险基金规程", "工伤职工另行认定，按流程支付。"),
    Document("u:courts", "审判规程", "不服工伤认定的，可以复议。工伤认定合法的，维持工伤认定。"),
    Document("u:rules", "低温保存规程", "冷链说明。低温保存，按规定记录。"),
    Document("u:sea", "中华人民共和国海洋法规", "依照海洋环境保护法办理。"),
    Document("u:nature", "生态环境简报", "生态环境好转。"),
    Document("u:bridge", "大桥封闭通告", "9月17日至10月8日大桥夜间封闭。"),
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Config]]:
    config = Config(data=Path(tmp_path_factory.mktemp("typed")))
    with open_store(config.store_url) as store:
        store.put_many([*FILES, *OTHERS])
        build(store, config)
        yield store, config


def lacking(response: SearchResponse) -> dict[str, tuple[str, ...]]:
    return {hit.document.document.url: hit.lacking for hit in response.hits}


@pytest.mark.parametrize(
    "query",
    ["户厕改造 -简报", "户厕改造 NOT 简报", "户厕改造 栏目:办法", '户厕改造 "户厕"', "户厕改造 -简报 -通告"],
)
def test_what_a_hit_lacks_is_told_beside_fields_phrases_and_exclusions(
    held: tuple[Store, Config], query: str
) -> None:
    response = ask(*held, query, meaning=False)
    assert (response.whole, response.degree) == (1, "any")
    assert lacking(response) == {"u:all": (), "u:part": ("改造",)}


@pytest.mark.parametrize(
    "query",
    [
        "户厕改造",
        "户厕由谁验收",
        "排水设施 完好",
        "人乳头瘤病毒疫苗",
        "灵活就业",
        "个体户怎么注销",
        "办",
        "井盖和盲道",
        "简报",
    ],
)
def test_scores_are_the_same_whether_few_documents_are_looked_at_or_all(
    held: tuple[Store, Config], monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    found = []
    for share in (0, 1):
        monkeypatch.setattr(words, "DENSE_SHARE", share)
        response = ask(*held, query, meaning=False, limit=100)
        found.append([(hit.id, hit.score) for hit in response.hits])
    assert found[0] == found[1]
    assert found[0]


def test_nothing_lacks_what_is_one_of_several(held: tuple[Store, Config]) -> None:
    response = ask(*held, "户厕 OR 盲道", meaning=False)
    assert response.total == 3
    assert not any(lacking(response).values())


def test_a_passage_shows_what_was_typed_rather_than_what_was_added(held: tuple[Store, Config]) -> None:
    response = ask(*held, "井盖 盲道", meaning=False)
    shown = {hit.document.document.url: plain(hit.snippet) for hit in response.hits}
    assert "井盖" in shown["u:lids"]
    assert "排水设施" in shown["u:drains"]


def test_a_document_opens_at_the_passage_that_was_shown(held: tuple[Store, Config]) -> None:
    searcher = open_searcher(*held)
    text = FILES[2].text
    marked = searcher.mark(text, searcher.terms("井盖 盲道"))
    assert next(one.text for one in marked if one.here) == "盲道"


def test_a_break_of_two_signs_is_nothing_within_a_sentence(held: tuple[Store, Config]) -> None:
    (hit,) = ask(*held, "健康档案 随访", meaning=False).hits[:1]
    assert plain(hit.snippet).startswith("签约居民应当建立健康档案，高血压患者每季度随访")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", " \r\n\t"])
def test_an_extract_has_no_blanks_within_sentences(line_end: str) -> None:
    text = f"签约居民应当建立健康档{line_end}案，高血压患者每季{line_end}度随访一次。"
    assert summary(Document("u", "表", text)).text == "签约居民应当建立健康档案，高血压患者每季度随访一次。"
    assert summary(Document("u", "表", "甲" * 5_000)).text.endswith("…")


@pytest.mark.parametrize("query", ["HPV", "hpv疫苗", "宫颈癌疫苗"])
def test_letters_lead_to_what_they_stand_for(held: tuple[Store, Config], query: str) -> None:
    assert lacking(ask(*held, query, meaning=False)).keys() == {"u:vaccine"}


def test_a_word_of_the_public_leads_to_what_it_means_alone(held: tuple[Store, Config]) -> None:
    response = ask(*held, "个体户注销", meaning=False)
    assert response.hits[0].document.document.url == "u:shop"
    assert response.related == ("个体工商户",)


@pytest.mark.parametrize("query", ["社会保险", "社 会 保 险"])
def test_an_official_term_alone_is_one_word(held: tuple[Store, Config], query: str) -> None:
    response = ask(*held, query, meaning=False)
    assert lacking(response) == {"u:free": ()}
    assert (response.total, response.whole, response.notes) == (1, 1, ())


def test_how_far_a_figure_goes_is_no_part_of_its_unit(held: tuple[Store, Config]) -> None:
    assert without_particles(["17", "日到", "10", "月"]) == ["17", "日", "到", "10", "月"]
    assert without_particles(["五", "日前", "办理"]) == ["五", "日", "前", "办理"]
    assert without_particles(["日到", "17", "日程", "2023", "年初"]) == ["日到", "17", "日程", "2023", "年初"]
    found = lacking(ask(*held, "9月17日到10月8日 大桥封闭", meaning=False))
    assert found["u:bridge"] == ()


@pytest.mark.parametrize("query", ["鸡鸭鹅", "鸡 鸭 鹅"])
def test_what_a_text_lists_is_found_as_one(held: tuple[Store, Config], query: str) -> None:
    found = ask(*held, query, meaning=False)
    assert (found.hits[0].document.document.url, found.whole) == ("u:fowl", 1)


def test_what_stands_nowhere_is_no_list(held: tuple[Store, Config]) -> None:
    assert not ask(*held, "猪牛羊", meaning=False).total


def test_a_word_of_titles_is_found_by_itself(held: tuple[Store, Config]) -> None:
    found = ask(*held, "医院", meaning=False)
    assert [hit.document.document.url for hit in found.hits] == ["u:hospital"]
    assert not found.related


@pytest.mark.parametrize("query", ["工伤认定", "工伤认定流程", "工伤认定 流程", "工伤认定怎么申请"])
def test_what_is_titled_by_what_a_short_query_is_about_goes_first(
    held: tuple[Store, Config], query: str
) -> None:
    assert ask(*held, query, meaning=False).hits[0].document.document.url == "u:guide"


def test_a_thing_that_says_little_is_asked_for_where_it_is_all_beside_a_phrase(
    held: tuple[Store, Config],
) -> None:
    assert ask(*held, '"低温保存" 规定', meaning=False).total == 1
    assert not ask(*held, '"冷链说明" 情况', meaning=False).total
    assert ask(*held, '怎么样的"冷链说明"', meaning=False).total == 1


def test_nothing_is_added_for_a_part_of_the_name_of_a_law(held: tuple[Store, Config]) -> None:
    assert ask(*held, "环境保护", meaning=False).related
    assert not ask(*held, "海洋环境保护法", meaning=False).related


@pytest.mark.parametrize("query", ["2025年6月2日至6月18日施工", "2025年6月2日到18日 施工"])
def test_until_when_needs_no_year_and_is_no_scattered_figures(held: tuple[Store, Config], query: str) -> None:
    found = ask(*held, query, meaning=False)
    assert (found.hits[0].document.document.url, found.whole) == ("u:road", 1)
    assert lacking(found)["u:heat"] == ("2025年6月2日",)
