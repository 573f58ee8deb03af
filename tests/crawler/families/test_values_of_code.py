"""Objects of scripts are read as what they are, and at once where they are JSON but for their names."""

from __future__ import annotations

import json
import time
from typing import Any

import json5
import pytest

from crawler.families import _code
from crawler.families._code import value

WRITTEN = [
    ('{"a": "b"}', {"a": "b"}),
    ('{list: [{title: "通知", $id: 3}], more: true}', {"list": [{"title": "通知", "$id": 3}], "more": True}),
    ('{said: "按此办理, see: 第三条 {x: 1}"}', {"said": "按此办理, see: 第三条 {x: 1}"}),
    ('{said: "\\", a: 1", b: "{c:"}', {"said": '", a: 1', "b": "{c:"}),
    ("{said: 'u, v: w', last: 1,}", {"said": "u, v: w", "last": 1}),
    ("{said: 1 /* , not: 2 */}", {"said": 1}),
    ("{said: called(1)}", None),
]


@pytest.mark.parametrize(("text", "meant"), WRITTEN)
def test_a_value_is_what_a_script_means(text: str, meant: Any) -> None:
    assert value(text) == meant


def test_where_only_names_lack_quotation_marks_it_is_read_as_json(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [{"title": f"关于第{n}项措施, a: b", "id": n} for n in range(500)]
    monkeypatch.setattr(json5, "loads", lambda text: pytest.fail("read a character at a time"))
    written = "{\n  rows: " + json.dumps(rows)
    for end in ("}", ",\n}"):
        assert _code.value(written + end) == {"rows": rows}


@pytest.mark.parametrize("text", ["[" + "a" * 210_000 + "]", "['\"" + '\\"' * 105_000 + "']"])
def test_what_is_no_value_is_given_up_in_time_that_grows_with_it(text: str) -> None:
    begun = time.process_time()
    assert value(text) is None
    assert time.process_time() - begun < 5
