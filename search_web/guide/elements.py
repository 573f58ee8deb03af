"""The elements of the disclosure guide that the law lists."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.web_settings import GuideSettings


@dataclass(frozen=True, slots=True)
class Element:
    """One element: the key of the configuration, the law's name, and what the body filled in."""

    key: str
    name: str
    value: str


CONTENT = {"classification": "政府信息的分类", "arrangement": "编排体系", "access": "获取方式"}

OFFICE = {
    "agency": "机构名称",
    "address": "办公地址",
    "hours": "办公时间",
    "telephone": "联系电话",
    "fax": "传真号码",
    "email": "电子邮箱",
}


def content(settings: GuideSettings) -> list[Element]:
    """How information is classified, arranged and obtained."""
    return _elements(settings, CONTENT)


def office(settings: GuideSettings) -> list[Element]:
    """The office that answers for disclosure."""
    return _elements(settings, OFFICE)


def missing(settings: GuideSettings) -> list[Element]:
    """The elements nobody has filled in."""
    return [element for element in (*content(settings), *office(settings)) if not element.value]


def _elements(settings: GuideSettings, names: dict[str, str]) -> list[Element]:
    return [Element(key, name, getattr(settings, key).strip()) for key, name in names.items()]
