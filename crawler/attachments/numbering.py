"""Numbers that Word counts (ECMA-376, 17.9): of a paragraph's own list, or its style's."""

from __future__ import annotations

from typing import Any

from crawler.attachments.container import child, children, descend, value
from crawler.attachments.counted_lists import FORMS, LEVELS, CountedList, Counter, Level


class Numbering:
    """Counts the paragraphs of a document in their order."""

    def __init__(self, numbering: Any = None, styles: Any = None) -> None:
        """From the roots of the numbering part and the styles part, where there are any."""
        self._lists = _lists(numbering)
        self._styles = {style.get(_of(style, "styleId")): style for style in _all(styles, "style")}
        self._default = next((name or "" for name, style in self._styles.items() if _is_default(style)), "")
        self._counter = Counter()

    def of(self, paragraph: Any) -> str:
        """The number before a paragraph, without what parts it from the text; empty for none."""
        properties = child(paragraph, "pPr")
        if properties is not None and (shown := _wordml_text(properties)) is not None:
            return shown
        name, level = self._place(properties)
        found = self._lists.get(name)
        if found is None or level not in found.levels or not 0 <= level < LEVELS:
            return ""
        return self._counter.count(name, found, level)

    def _place(self, properties: Any) -> tuple[str, int]:
        """The list and the level of a paragraph, its own before its style's."""
        own = child(properties, "numPr", "listPr")
        style = value(child(properties, "pStyle")) or self._default
        number, level = _numbered(own)
        if number is None and (number := self._of_styles(style)) is not None:
            found = self._lists.get(number)
            told = (
                next((at for at, one in found.levels.items() if one.style == style), None) if found else None
            )
            level = level if level is not None else told if told is not None else self._level_of(style)
        return number or "", level or 0

    def _chain(self, style: str) -> list[Any]:
        found: list[Any] = []
        while (element := self._styles.get(style)) is not None and element not in found:
            found.append(element)
            style = value(child(element, "basedOn"))
        return found

    def _of_styles(self, style: str) -> str | None:
        for element in self._chain(style):
            number, _ = _numbered(child(child(element, "pPr"), "numPr", "listPr"))
            if number is not None:
                return number
        return None

    def _level_of(self, style: str) -> int | None:
        for element in self._chain(style):
            _, level = _numbered(child(child(element, "pPr"), "numPr", "listPr"))
            if level is not None:
                return level
        return None


def _lists(root: Any) -> dict[str, CountedList]:
    if root is None:
        return {}
    definitions = {
        _name(one, "abstractNumId", "listDefId"): one for one in children(root, "abstractNum", "listDef")
    }
    by_style = {
        value(child(one, "styleLink")): name
        for name, one in definitions.items()
        if child(one, "styleLink") is not None
    }
    found: dict[str, CountedList] = {}
    for one in children(root, "num", "list"):
        shared = value(child(one, "abstractNumId", "ilst"))
        definition = definitions.get(shared)
        if definition is not None and (link := value(child(definition, "numStyleLink"))) in by_style:
            shared = by_style[link]
            definition = definitions[shared]
        levels = dict(map(_level, children(definition, "lvl")))
        restarted = set()
        for override in children(one, "lvlOverride"):
            at = _integer(_name(override, "ilvl"))
            levels.update(_level(level) for level in children(override, "lvl"))
            if (start := child(override, "startOverride")) is not None:
                old = levels.get(at, Level())
                levels[at] = Level(
                    _integer(value(start)), old.form, old.text, old.restart, old.legal, old.style
                )
                restarted.add(at)
        found[_name(one, "numId", "ilfo")] = CountedList(levels, shared, frozenset(restarted))
    return found


def _level(element: Any) -> tuple[int, Level]:
    form = value(child(element, "numFmt")) or _custom(element)
    old_form = child(element, "nfc")
    if not form and old_form is not None:
        form = FORMS.get(_integer(value(old_form)), "decimal")
    restart = child(element, "lvlRestart")
    legal = child(element, "isLgl")
    start = child(element, "start")
    return _integer(_name(element, "ilvl")), Level(
        _integer(value(start)) if start is not None else 0 if old_form is None else 1,
        form or "decimal",
        value(child(element, "lvlText")),
        _integer(value(restart)) if restart is not None else None,
        legal is not None and value(legal) not in ("0", "false", "off"),
        value(child(element, "pStyle")),
    )


def _custom(element: Any) -> str:
    """The fallback's or the choice's format, where a level has alternatives."""
    return next((value(one) for one in descend(element, "numFmt") if value(one) != "custom"), "")


def _numbered(element: Any) -> tuple[str | None, int | None]:
    number, level = child(element, "numId", "ilfo"), child(element, "ilvl")
    return (
        value(number) if number is not None else None,
        _integer(value(level)) if level is not None else None,
    )


def _wordml_text(properties: Any) -> str | None:
    """The number as Word 2003 wrote it beside the list (`wx:t`)."""
    shown = child(child(properties, "listPr"), "t")
    said = value(shown)
    return said if said and said[0] not in "·•●■◆§" and not "\ue000" <= said[0] <= "\uf8ff" else None


def _is_default(style: Any) -> bool:
    return style.get(_of(style, "type")) == "paragraph" and style.get(_of(style, "default")) in (
        "1",
        "true",
        "on",
    )


def _of(element: Any, name: str) -> str:
    return str(element.tag).rpartition("}")[0] + "}" + name


def _name(element: Any, *names: str) -> str:
    return next((said for name in names if (said := element.get(_of(element, name))) is not None), "")


def _all(root: Any, name: str) -> list[Any]:
    return children(root, name) if root is not None else []


def _integer(said: str) -> int:
    try:
        return int(said)
    except ValueError:
        return 0
