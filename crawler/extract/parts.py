"""What the parts of a page are: a document's text, metadata beside it, or the page's surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract import attachments, numbers
from crawler.extract.labels import is_label, is_line_of_labels
from crawler.extract.marked_headings import IMPRINT
from crawler.pages.chrome import is_chrome
from crawler.pages.markup import class_and_id, dense, squeeze

SPOKEN = lazy_regex(
    r"^(?:信件|来信|留言|咨询|投诉|问题|答复|回复|办理)(?:内容|详情|描述|情况|结果|意见)[:：]?$"
)
"""Labels of what somebody wrote or was answered: a text, in whatever table it stands."""

METADATA, MOST_CELLS = 3, 40
"""A table with so many labels, one in four cells at least, is metadata; how many are looked at. Guesses."""

_FILES = lazy_regex(
    r"(?:^|[\s_-])(?:attach\w*|atts?|fujian\w*|fj\w{0,6}|accessor\w+|annex\w*|affix|appendix|files?|file[-_]?list|down(?:load)?(?:s|list|box)?)"
    r"(?=[\s_-]|$)",
    re.IGNORECASE,
)
_FILES_WORD = lazy_regex(r"(?:(?:相关|文件)?附件(?:下载|列表|信息)?|(?:相关)?下载)?[:：]?")
_SPEAKS = lazy_regex(r"。|，[^，：]{1,200}：")
"""A sentence, or what goes on with a list."""

BESIDE_FILE = 12
"""Characters beside each link in a box of files: its size, 附件, 下载. A guess."""

LARGEST_BOX, LONGEST_BOX = 400, 20_000
"""Elements of a box of files, and characters of it. Guesses."""

MOST_BOXES = 50
"""Boxes that are looked at below an element: it bounds the work where they stand in each other. A guess."""

_TEXTS = frozenset(
    (
        "信息内容",
        "正文",
        "正文内容",
        "公开内容",
        "详细内容",
        "文件内容",
        "公告内容",
        "信息正文",
        "文件正文",
    )
)
"""What stands before the text of a document that is a row of its metadata."""

_SUMMARY = lazy_regex(
    r"(?:^|[\s_-])(?:summary|abstract|zhaiyao|daodu|tiyao|intro|digest)(?=[\s_-]|$)", re.IGNORECASE
)
_SUMMED_UP = lazy_regex(
    r"^[\s【\[（(]*(?:(?:内容|文章|新闻)?(?:摘要|提要|概述|概要|导读|简介)|核心提示)(?:[】\]）)][:：]?|[:：])"
)
_FIRST_OF_SUMMARY = tuple("【[（(内文新摘提概导简核")
"""How boxes of a summary are called, how their text begins, and with which characters."""

_BOXES = ("div", "p", "section", "blockquote", "tr", "span", "h2", "h3", "h4", "h5")

_NUMBERED = lazy_regex(
    r"(?:^|[\s_-])(?:wen-?hao|fwzh|fwh|fawenzihao|wenjianhao|doc-?(?:no|num|number)|file-?(?:no|num|number))(?=[\s_-]|$)",
    re.IGNORECASE,
)
"""How the box of a document's number is called."""

SUMMARY_PIECES = 6
"""Pieces of text with which a summary begins. A guess."""

LONGEST_NUMBER = 40
"""Characters of a document's number. A guess."""

LONGEST_SUMMARY = 500
"""Characters of a summary. A guess."""

LONGEST_MARK = 8
"""Characters of what tells a summary: 【内容摘要】：."""

MOST_BELOW, SAID_BELOW = 20_000, 0.5
"""Characters below a summary that are compared with it, and the share of it that is said there. Guesses."""

SUMMARY_NEAR = 400
"""Characters above a summary, such as heading and dateline. A guess."""

_NAME_OF_ITEM = lazy_regex(r"^[^:：，。；]{2,8}[:：]$")
LEAST_ITEMS, MOST_ITEMS = 3, 20
"""Items of a list of metadata. Guesses."""

LARGEST_ITEM = 30
"""Elements of an item of such a list. A guess; it bounds the work."""

LABELLED = 20
"""Characters of such a text. A guess."""

_BELOW = lazy_regex(r"(?:^|\s)(?:ft|bottom(?:[-_]?(?:box|bar|info|wrap))?)(?=\s|$)", re.IGNORECASE)
"""Names of the foot of a page, and of whatever else stands below something."""

_PUBLISHER = lazy_regex(r"(?:发布|发文|公开|供稿)(?:单位|机构|机关|部门|者|人)\s*[:：]")
_POSTED = lazy_regex(r"(?:发布|公开)(?:日期|时间)\s*[:：]")
FOOT_PIECES = 20
"""Pieces of text of a document's own foot. A guess."""

SENTENCES = 6
"""So many full stops are a text too, in whatever elements it stands. A guess."""

PARAGRAPH, PARAGRAPHS = 60, 3
"""So many paragraphs of so many characters are a text; navigation and page feet have none. A guess."""


@dataclass(frozen=True, slots=True)
class Body:
    """Where the text stands, and the text."""

    element: Any
    lines: list[str]
    foot: list[str]
    """What the page puts below the text within the same element: tools, a dateline, neighbours."""
    known: bool
    """Whether the element is named as a content system names it."""


def file_boxes(element: Any) -> frozenset[Any]:
    """Boxes of the template's that list the document's files below an element: links and a label, no text.

    None where no sentence stands beside them: then they are what the document says.
    """
    if not _SPEAKS.search(element.text_content()):
        return frozenset()
    boxes = (box for box in element.iter("div", "ul", "dl", "section", "table") if box is not element)
    called_so = (box for box in boxes if _FILES.search(class_and_id(box)))
    return frozenset(box for box in islice(called_so, MOST_BOXES) if _lists_files(box))


def file_box_below(element: Any) -> frozenset[Any]:
    """The box at the end of an element that is links to files and no paragraph, whatever it is called."""
    last = next(element.iterchildren("div", "ul", reversed=True), None)
    if last is None or last.getnext() is not None or next(last.iter("p", "td"), None) is not None:
        return frozenset()
    return frozenset((last,)) if _lists_files(last) and _is_links_alone(last) else frozenset()


def _is_links_alone(box: Any) -> bool:
    """Whether nothing but the word for files stands beside the links of a box."""
    rest = dense(box.text_content())
    for link in box.iter("a"):
        rest = rest.replace(dense(link.text_content()), "", 1)
    return bool(_FILES_WORD.fullmatch(rest))


def _lists_files(box: Any) -> bool:
    if len(list(islice(box.iter(), LARGEST_BOX))) == LARGEST_BOX:
        return False
    said = box.text_content()
    if len(said) > LONGEST_BOX:
        return False
    text = dense(said)
    linked = [len(dense(link.text_content())) for link in box.iter("a") if attachments.is_file(link)]
    return bool(linked) and "。" not in text and len(text) - sum(linked) <= BESIDE_FILE * (len(linked) + 1)


def boxes_beside(element: Any) -> frozenset[Any]:
    """Boxes of the template's below an element that hold the document's number or a summary, and no text."""
    found = []
    whole = ""
    for box in islice(element.iter(*_BOXES), MOST_BOXES):
        named = class_and_id(box)
        if box is element or (named == " " and (box.tag == "p" or not _begins_summary(box))):
            continue
        if named != " " and _NUMBERED.search(named) and _number(box):
            found.append(box)
            continue
        called, told = named != " " and bool(_SUMMARY.search(named)), _begins_summary(box)
        if called or (told and box.tag != "p"):
            whole = whole or dense(element.text_content())
            said = dense(box.text_content())
            beside = told if called else _holds_blocks(box.getnext())
            if _is_summary(said, whole) and (beside or (called and _is_said_below(said, whole))):
                found.append(box)
    return frozenset(found)


def boxed_number(element: Any) -> str | None:
    """The document's number, where a box of the template's below an element holds it."""
    boxes = islice(element.iter(*_BOXES), MOST_BOXES)
    called_so = (box for box in boxes if _NUMBERED.search(class_and_id(box)))
    return next(filter(None, map(_number, called_so)), None)


def _number(box: Any) -> str | None:
    """The number that is all that an element says."""
    said = squeeze("".join(islice(box.itertext(), FOOT_PIECES)))
    return numbers.alone(said) if len(said) <= LONGEST_NUMBER else None


def _is_summary(text: str, whole: str) -> bool:
    """Whether a text is short beside the one that it stands near the head of."""
    short = 0 < len(text) <= LONGEST_SUMMARY and len(text) * 2 < len(whole)
    return short and whole.find(text) <= SUMMARY_NEAR


def _is_said_below(text: str, whole: str) -> bool:
    """Whether most of a text, by its pairs of characters, stands in what is below it."""
    rest = whole[whole.find(text) + len(text) :][:MOST_BELOW]
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return sum(pair in rest for pair in pairs) > len(pairs) * SAID_BELOW


def _begins_summary(box: Any) -> bool:
    """Whether an element begins as a summary does, and holds no paragraphs of its own."""
    pieces = islice(box.itertext(), SUMMARY_PIECES)
    first = next((piece for piece in pieces if not piece.isspace()), "").lstrip()
    if not first.startswith(_FIRST_OF_SUMMARY):
        return False
    told = _SUMMED_UP.match(dense(first + "".join(pieces))) or _SUMMED_UP.match(dense(first) + ":")
    return (
        bool(told)
        and len(dense(box.text_content())) > LONGEST_MARK
        and box.find(".//div") is None
        and len(box.findall(".//p")) < 2
    )


def _holds_blocks(beside: Any) -> bool:
    return beside is not None and next(beside.iterdescendants("p", "br", "div"), None) is not None


def is_list_of_labels(element: Any) -> bool:
    """Whether a list says under labels, each an element of its own, what a document is about: no text."""
    items = list(islice(element.iterchildren("li"), MOST_ITEMS + 1))
    return LEAST_ITEMS <= len(items) <= MOST_ITEMS and all(map(_is_labelled_item, items))


def _is_labelled_item(item: Any) -> bool:
    label = next(iter(item), None)
    if len(list(islice(item.iter(), LARGEST_ITEM))) == LARGEST_ITEM:
        return False
    if label is None or (item.text or "").strip() or "。" in item.text_content():
        return False
    return bool(_NAME_OF_ITEM.match(dense(label.text_content())))


def labelled_cell(root: Any) -> Any:
    """The cell of a metadata table that holds the text, as the cell before it says; else None."""
    for cell in root.iter("td", "dd"):
        before = cell.getprevious()
        if before is not None and before.tag in ("td", "th", "dt"):
            text = cell.text_content()
            if "。" not in text or len(text) < LABELLED:
                continue
            if dense(before.text_content()).strip(":：") in _TEXTS:
                return cell if _is_text_of(cell, text) else None
    return None


def _is_text_of(cell: Any, text: str) -> bool:
    """Whether the other cells of its table are metadata, and no text is among them."""
    table = next(cell.iterancestors("table", "dl"), None)
    if table is None or table.text_content().count("。") != text.count("。"):
        return False
    within = set(cell.iter("td", "th", "dt"))
    others = [other for other in islice(table.iter("td", "th", "dt"), MOST_CELLS) if other not in within]
    return sum(is_label(dense(other.text_content())) for other in others) >= METADATA


def is_metadata(element: Any) -> bool:
    """Whether a table holds labels and their values, beside the text of a short document."""
    if element.find(".//table") is not None:
        return False  # it lays out the page
    cells = [dense(cell.text_content()) for cell in islice(element.iter("td", "th", "dt"), MOST_CELLS)]
    if any(map(SPOKEN.match, cells)):
        return False
    return METADATA <= sum(map(is_label, cells)) >= len(cells) / 4


def is_own_foot(element: Any) -> bool:
    """Whether a foot is a document's: labels and values alone, and who published it when."""
    said = squeeze("".join(islice(element.itertext(), FOOT_PIECES)))
    return bool(_PUBLISHER.search(said) and _POSTED.search(said)) and is_line_of_labels(said)


def is_surrounding(element: Any) -> bool:
    if element.tag in ("nav", "header", "footer", "aside"):
        return True
    named = class_and_id(element)
    around = is_chrome(named) or (_BELOW.search(named) and IMPRINT.search(element.text_content()))
    return named != " " and bool(around) and not _has_paragraphs(element)


def _has_paragraphs(element: Any) -> bool:
    """Whether running text stands in it, whatever it is called: some portals call the whole page `top`."""
    long = sum(len(paragraph.text_content()) > PARAGRAPH for paragraph in element.iter("p"))
    return long >= PARAGRAPHS or element.text_content().count("。") >= SENTENCES
