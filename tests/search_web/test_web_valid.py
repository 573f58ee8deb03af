"""Every page by the Nu Html Checker, the validator of the HTML standard's authors."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from staff_browsers import signed_in

VARIABLE = "GONGKAI_TEST_VALIDATOR"

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.skipif(
        VARIABLE not in os.environ,
        reason=f"{VARIABLE} names no class path of the validator; tests/validator/fetch.sh prints one",
    ),
]

WITH_SOMETHING_ASKED = (
    "/search?q=补贴",
    "/search?q=补贴 轮候&year=2020&from=2020-01-01",
    '/search?q="火星移民"',
    "/search?q=<b>&page=2",
    "/document/1?q=养老金",
    "/document/38",
    "/catalogue?page=2",
    "/staff/privacy?looked=all",
    "/staff/document/1/correct",
    "/no-such-page",
)


CHECKER = "nu.validator.client.SimpleCommandLineValidator"


def _judged(folder: Path) -> list[str]:
    """What the validator has to say of the files in `folder`, warnings too."""
    ended = subprocess.run(
        ["java", "-cp", os.environ[VARIABLE], CHECKER, "--format", "json", "--exit-zero-always", folder],
        capture_output=True,
        check=True,
        timeout=240,
    )
    return [
        f"{Path(one['url']).name}: {one['message']} … {one.get('extract', '')}"
        for one in json.loads(ended.stderr)["messages"]
        if one["type"] != "info" or one.get("subType") == "warning"
    ]


@pytest.mark.parametrize("display", ["", "elder"])
def test_no_page_has_an_error(app: Flask, tmp_path: Path, display: str) -> None:
    browser = signed_in(app)
    if display:
        browser.set_cookie("gongkai_display", display)
    everywhere = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and "." not in rule.rule
    ]
    seen = set()
    for path in (*everywhere, *WITH_SOMETHING_ASKED):
        answer = browser.get(path)
        if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 308):
            seen.add(path)
            name = f"{len(seen):03} {path.replace('/', '_')[:60]}.html"
            (tmp_path / name).write_bytes(answer.data)
    assert {"/", "/search", "/guide", "/terminal", "/staff", *WITH_SOMETHING_ASKED} <= seen
    assert _judged(tmp_path) == []


def test_it_would_be_told(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><title>题</title><p><div>文</p>", encoding="utf-8")
    assert any("wrong.html" in one for one in _judged(tmp_path))
