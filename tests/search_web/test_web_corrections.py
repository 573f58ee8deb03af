"""Staff correct documents, one or many at once, and see what pages say beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import fill, settings

from corpus.clock import CHINA
from corpus.config import Config
from corpus.staff import Role
from corpus.store import Store
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION

pytestmark = pytest.mark.any_database


@pytest.fixture(scope="module")
def config(database: str, tmp_path_factory: pytest.TempPathFactory) -> Config:
    made = settings(tmp_path_factory.mktemp("corrections"))
    fill(made)
    return made


@pytest.fixture(scope="module")
def app(config: Config) -> Iterator[Flask]:
    """An interface of its own: its documents are changed."""
    made = create_app(config)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def store(app: Flask) -> Store:
    held: Store = app.extensions[EXTENSION].store
    return held


@pytest.fixture
def editor(app: Flask) -> FlaskClient:
    return signed_in(app, Role.EDITOR)


def test_many_are_corrected_at_once_and_found_so(
    app: Flask, config: Config, store: Store, editor: FlaskClient, client: FlaskClient
) -> None:
    page = BeautifulSoup(editor.get("/staff/catalogue?q=养老金&year=2020&year=2021").text, "lxml")
    chosen = [box["value"] for box in page.select("input[name=document]")]
    assert len(chosen) == 2
    form = page.select_one("form[action*='/staff/catalogue'][method=post]")
    sent = {"document": chosen, "agency": "青石县养老保险中心", "clear": "topic"}
    answer = editor.post(form["action"], data=sent)
    assert answer.status_code == 303
    assert "已更正 2 件" in editor.get(answer.location).text
    assert "发文机关：青石县养老保险中心，清空：主题分类" in store.audit.latest(0, 1)[0].detail
    build(store, config)
    found = client.get("/catalogue?agency=青石县养老保险中心").text
    assert all(f'href="/document/{number}"' in found for number in chosen)
    assert f"共 <strong>{len(chosen)}</strong> 件" in found
    shown = client.get(f"/document/{chosen[0]}").text
    assert "发文机关（原网页为“青石县人力资源和社会保障局”）" in shown
    listed = editor.get("/staff/corrections.csv", buffered=True).text
    assert listed.count("青石县养老保险中心") == 2


def test_all_hits_are_previewed_corrected_and_undone_in_one_act(store: Store, editor: FlaskClient) -> None:
    page = BeautifulSoup(editor.get("/staff/catalogue?year=2024").text, "lxml")
    sent = {"genre": "通知"}
    shown = editor.post(page.select_one("button[formaction]")["formaction"], data=sent)
    form = BeautifulSoup(shown.text, "lxml").select_one("form.acts")
    told = {field["name"]: field["value"] for field in form.select("input")}
    assert "共 9 件，其中 9 件会改变" in " ".join(BeautifulSoup(shown.text, "lxml").text.split())
    stale = editor.post(form["action"], data=told | {"mark": "0", "of": "别的"})
    before = store.corrections.together(5)
    assert stale.status_code == 409
    assert editor.post(form["action"], data=told).status_code == 303
    act, *rest = store.corrections.together(5)
    assert rest == before
    assert (act.documents, act.said) == (9, {"genre": "通知"})
    done, asked, refused = store.audit.latest(0, 3)
    assert {one.action for one in (done, asked, refused)} == {"更正全部结果"}
    assert (done.detail, done.outcome) == ("年份：2024 年", "更正 9 件")
    assert asked.detail == refused.detail == "年份：2024，体裁分类：通知"
    listed = BeautifulSoup(editor.get("/staff/corrections").text, "lxml")
    button = listed.select_one("button[name=act]")["value"]
    assert editor.post("/staff/catalogue/all/undo", data={"act": button}).status_code == 303
    who, moment = act.by, act.at.astimezone(CHINA)
    assert store.audit.latest(0, 1)[0].detail == f"{who} {moment:%Y-%m-%d %H:%M:%S}"
    assert store.corrections.together(5) == before
    assert editor.post("/staff/catalogue/all/undo", data={"act": button}).status_code == 409


def test_what_the_words_did_not_find_is_not_corrected_with_the_rest(editor: FlaskClient) -> None:
    for query, why in (("养老金 烟花爆竹", "只含有一部分检索词"), ("养劳金标准", "没有文件含有“养劳金标准”")):
        page = editor.get(f"/staff/catalogue?q={query}").text
        assert (why in page, "先预览" in page) == (True, False)
        answer = editor.post(f"/staff/catalogue/all/preview?q={query}", data={"genre": "通知"})
        assert (answer.status_code, why in answer.text) == (409, True)


def test_an_act_whose_documents_were_withdrawn_since_is_not_called_undone(
    store: Store, editor: FlaskClient
) -> None:
    store.corrections.correct([7, 8], {"genre": "公示"}, "王芳")
    act, *_ = store.corrections.together(1)
    for number in (7, 8):
        stored = store.get(number)
        assert stored
        store.withdraw(stored.document.url)
    answer = editor.post("/staff/catalogue/all/undo", data={"act": f"{act.by} {act.at.isoformat()}"})
    assert (answer.status_code, "都已撤下" in answer.text) == (409, True)


def test_more_hits_than_may_be_are_told(editor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_web.corrections.whole_views.MOST", 8)
    answer = editor.post("/staff/catalogue/all/preview?year=2024", data={"genre": "通知"})
    assert (answer.status_code, "一次最多更正 8 件" in answer.text) == (413, True)


def test_one_is_corrected_as_it_was_shown_and_undone(store: Store, editor: FlaskClient) -> None:
    shown = BeautifulSoup(editor.get("/staff/document/5").text, "lxml").select_one("form[action$=correct]")
    form = {field["name"]: field["value"] for field in shown.select("input[name]")}
    form |= {"issued_on": "2020-02-29", "genre": "公示"}
    assert editor.post(shown["action"], data=form).status_code == 303
    assert store.corrections.of(5).keys() == {"issued_on", "genre"}
    again = editor.post(shown["action"], data=form)
    assert (again.status_code, "刚有变化" in again.text) == (409, True)
    assert editor.post("/staff/corrections", data={"undo": "5 genre", "there": "1"}).status_code == 303
    assert editor.post("/staff/corrections", data={"undo": "5 genre"}).status_code == 409
    assert store.corrections.of(5).keys() == {"issued_on"}
    undone = editor.post("/staff/corrections", data={"undo": "5 issued_on"})
    assert "已撤销，1 件恢复为原网页的内容" in editor.get(undone.location).text
    assert store.corrections.of(5) == {}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"agency": "某局"}, "没有选中文件"),
        ({"document": "1"}, "没有填写要更正的内容"),
        ({"document": "1", "issued_on": "2024-02-31"}, "不是日期"),
        ({"document": "1", "agency": "某" * 201}, "太长"),
        ({"document": "1", "agency": "某局", "clear": "agency"}, "只选一种"),
    ],
)
def test_what_cannot_be_corrected_is_told_and_changes_nothing(
    store: Store, editor: FlaskClient, sent: dict[str, str], words: str
) -> None:
    before = store.last_revision()
    answer = editor.post("/staff/catalogue", data=sent)
    assert (answer.status_code, words in answer.text, store.last_revision()) == (400, True, before)


def test_strangers_correct_nothing(client: FlaskClient, store: Store) -> None:
    before = store.last_revision()
    for path in ("/staff/catalogue", "/staff/document/1/correct", "/staff/corrections"):
        assert client.post(path, data={"document": "1", "agency": "某局"}).status_code == 403
    assert client.get("/staff/catalogue").status_code == 403
    assert store.last_revision() == before
