"""What a form says of documents: values by field, and of which documents."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from corpus.fields import NAMES
from corpus.records import DATE_FIELDS
from corpus.store import CORRECTABLE
from search_web.shared.errors import Refused
from search_web.shared.request_parameters import document_number

LONGEST = 200
"""Characters of a value. A guess: the names of a dozen bodies."""

CLEAR = "clear"
"""Where a form names the fields that are to be empty."""


def said_of_one(form: MultiDict[str, str], held: dict[str, str | None]) -> dict[str, str | None]:
    """Of a form that shows all values: those that are another now. Raises Refused."""
    changed = [
        name for name in CORRECTABLE if name in form and _plain(form[name]) != _plain(held[name] or "")
    ]
    return {name: _value(name, form[name]) for name in changed}


def said_of_many(form: MultiDict[str, str]) -> dict[str, str | None]:
    """Of a form whose empty fields say nothing. Raises Refused."""
    cleared = [name for name in form.getlist(CLEAR) if name in CORRECTABLE]
    given = {name: _value(name, form.get(name, "")) for name in CORRECTABLE}
    if both := [NAMES[name] for name in cleared if given[name]]:
        raise Refused(400, f"“{both[0]}”既填了内容又选了清空，没有更正。请返回上一页，只选一种。")
    said = {name: value for name, value in given.items() if value} | dict.fromkeys(cleared)
    if not said:
        raise Refused(400, "没有填写要更正的内容，什么也没有改。请返回上一页填写。")
    return said


def numbers(form: MultiDict[str, str]) -> list[int]:
    """The documents that are chosen. Raises Refused."""
    chosen = [number for text in form.getlist("document") if (number := document_number(text))]
    if not chosen:
        raise Refused(400, "没有选中文件，什么也没有改。请返回上一页，在文件前面打勾。")
    return chosen


def _plain(text: str) -> str:
    return " ".join(text.split())


def _value(name: str, text: str) -> str | None:
    value = _plain(text)
    if len(value) > LONGEST:
        raise Refused(400, f"“{NAMES[name]}”太长，最多 {LONGEST} 个字，没有更正。请返回上一页改短。")
    if value and name in DATE_FIELDS:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            said = f"“{NAMES[name]}”不是日期：{value}。请返回上一页，写成 2024-03-01 的样子。"
            raise Refused(400, said) from None
    return value or None
