"""What stands in the audit log of a request that changes something, before it does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import datetime

from flask import Response, request

from corpus.clock import CHINA
from corpus.fields import FACETS, NAMES
from corpus.portals_file import moment_of
from corpus.privacy import covered
from corpus.staff import Visitor
from corpus.store import CORRECTABLE, CORRECTED_ALL
from corpus.web_settings import GuideSettings
from search_web.shared.services import services
from search_web.shared.staff_access import SAFE_METHODS

LONGEST_DETAIL = 2_000
"""Characters of a detail. A guess."""

ACTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "staff.accounts.sign_out": ("退出登录", ()),
    "staff.accounts.change": ("要求更换密码", ()),
    "staff.accounts.end": ("结束登录", ("session",)),
    "staff.checking.check": ("查重", ()),
    "staff.duplicates.mark_groups": ("标记重复", ("mark",)),
    "staff.duplicates.mark_compared": ("标记重复", ("mark",)),
    "staff.duplicates.take_back": ("撤销重复标记", ("batch",)),
    "staff.relations.say": ("设定文件关系", ("kind", "other")),
    "staff.relations.take_back": ("撤销文件关系", ("relation",)),
    "staff.guide.save": ("填写指南", (*asdict(GuideSettings()),)),
    "staff.terms.write": ("改写终端常查词", ("pinned_terms", "hidden_terms")),
    "staff.thesaurus.write": ("改写词表", ("act",)),
    "staff.crawls.start": ("开始采集", ("portal", "column")),
    "staff.crawls.index": ("编入索引", ()),
    "staff.portals.change": ("修改门户设置", ("portal", "act")),
    "staff.portals.restore": ("恢复门户的旧设置", ("former",)),
    "staff.probes.start": ("查看网站", ("home",)),
    "staff.probes.add": ("新增门户或栏目", ("home", "name")),
    "staff.corrections.correct_many": ("更正文件", ("document", *CORRECTABLE, "clear")),
    "staff.whole.preview": ("预览全部更正", (*CORRECTABLE, "clear")),
    "staff.whole.correct": (CORRECTED_ALL, (*CORRECTABLE, "clear")),
    "staff.whole.undo": ("撤销一起更正的", ("act",)),
    "staff.corrections.correct_one": ("更正文件", CORRECTABLE),
    "staff.corrections.undo": ("撤销更正", ("undo",)),
    "staff.privacy.mark": ("核对误公开", ("mark", "document")),
    "staff.waiting.settle": ("处理没有查到的检索", ("query",)),
    "staff.inspection.confirm": ("确认巡检结果", ("portal", "url")),
}
"""For each endpoint that changes something: its name, and the fields of its form that tell what it is about.
Passwords, and texts that somebody hands in, are none of them."""

OF_A_SEARCH = ("staff.whole.preview", "staff.whole.correct")
"""Endpoints that are about all that the parameters of their address find."""

ASKED = {name: NAMES[name] for name in FACETS} | {
    "q": "检索",
    "from": "从",
    "to": "到",
    "under": "机构名称含有",
    "exact": "只按原词",
    "meaning": "按意思",
    "related": "相近说法",
}
"""Its parameters that decide what is found."""

BUTTONS = {
    "act": {
        "save": "保存",
        "pause": "暂停",
        "resume": "恢复",
        "remove": "移除",
        "reset": "改回 config.toml 的设置",
    }
    | {"preview": "先看影响", "restore": "恢复上一版"},
    "mark": {"distinct": "不是重复", "handled": "已处理", "unmark": "撤销标记"}
    | {"dealt": "已处理", "mistaken": "误报", "handed": "已转交", "undo": "撤销核对"},
    "kind": {"successor": "后继文件", "reading": "政策解读", "corrects": "更正公告"}
    | {"successor back": "取代的文件", "reading back": "解读的文件", "corrects back": "更正的文件"}
    | {"not_corrects": "不是更正公告", "not_corrects back": "更正的不是这一份"},
}
"""What a button says, or its first word, by the field of the form."""

DOCUMENTS = ("document", "other")
"""Fields that hold numbers of documents; what is typed may be an address, too."""


def write_down(asking: Visitor) -> None:
    """Before the request is answered: what cannot be written down is not done. Raises StoreError."""
    if request.method not in SAFE_METHODS:
        name, fields = ACTIONS[request.endpoint or ""]
        services().store.audit.add(asking.name, request.remote_addr or "", name, _detail(fields))


def write_down_failure(asking: Visitor, response: Response) -> None:
    """Behind a request that was refused: that nothing came of it. Raises StoreError."""
    if request.method not in SAFE_METHODS and response.status_code >= 400 and request.endpoint in ACTIONS:
        name, fields = ACTIONS[request.endpoint]
        said = f"没有执行（{response.status_code}）"
        services().store.audit.add(asking.name, request.remote_addr or "", name, _detail(fields), said)


def _detail(fields: tuple[str, ...]) -> str:
    """Numbers and addresses of persons masked: what is put right, or was searched for, may hold some."""
    given = request.view_args or {}
    values = [_numbered([str(value)]) if name == "number" else str(value) for name, value in given.items()]
    if request.endpoint in OF_A_SEARCH:
        asked = request.args.lists()
        values += [f"{ASKED[name]}：{'、'.join(given)}" for name, given in asked if name in ASKED]
    for name in fields:
        said = _said(name)
        values.append(f"{NAMES[name]}：{said}" if said and name in NAMES else said)
    return covered("，".join(filter(None, values)))[:LONGEST_DETAIL]


def _said(name: str) -> str:
    """What a field of the form says. A button beside one document is about no other that is chosen."""
    given = list(filter(None, request.form.getlist(name)))
    if name in DOCUMENTS:
        alone = name == "document" and "mark" in request.form and " " in request.form["mark"]
        return "" if alone else _numbered(given)
    whole = "、".join(given)
    if name == "session":
        found = services().store.sessions.get(whole)
        return f"{found[0].name}（{found[0].address}）" if found else "已经不在"
    word, _, more = whole.partition(" ")
    if name == "mark" and more.isdecimal():
        more = _numbered([more])
    elif name == "relation" and len(parts := whole.split(" ")) == 3:
        return f"{_numbered(parts[:2])}，{BUTTONS['kind'].get(parts[2], parts[2])}"
    elif name == "undo" and word.isdecimal():
        return f"{_numbered([word])}，{NAMES.get(more, more)}"
    elif name == "clear":
        return f"清空：{'、'.join(NAMES.get(one, one) for one in given)}" if given else ""
    elif name == "former":
        moment = moment_of(whole)
        return _clock(moment) if moment else whole
    elif name == "act" and more:
        return _dated(whole)
    names = BUTTONS.get(name, {})
    return names.get(whole) or " ".join(filter(None, (names.get(word, word), more)))


def _dated(act: str) -> str:
    """Who corrected together, and when."""
    who, _, moment = act.rpartition(" ")
    with suppress(ValueError):
        return f"{who} {_clock(datetime.fromisoformat(moment))}"
    return act


def _clock(moment: datetime) -> str:
    """As clocks in China show it; what none can show as it is."""
    with suppress(OverflowError):
        return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    return moment.isoformat()


def _numbered(given: list[str]) -> str:
    """Documents by their numbers; what is none as it is."""
    if given and all(one.isdecimal() for one in given):
        return f"第 {'、'.join(given)} 号文件"
    return "、".join(given)
