"""The page of a bundle for people: what it holds, readable without this program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from corpus.bundles.bag import Contents
from corpus.clock import today
from corpus.files import FileStore
from corpus.records import Document

MOST_ROWS = 5_000
"""Documents that the page lists: 2 MB, which any browser still shows at once. A guess."""

STYLE = (
    "body{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.4em;text-align:left;"
    "vertical-align:top}"
)


class Page:
    """Filled as documents go into the bundle."""

    def __init__(self, files: FileStore) -> None:
        self._files = files
        self._rows: list[str] = []
        self._columns: Counter[tuple[str, str]] = Counter()

    def add(self, document: Document) -> None:
        """A document that is up."""
        self._columns[document.portal or "", document.column or ""] += 1
        if len(self._rows) < MOST_ROWS:
            self._rows.append(self._row(document))

    def html(self, contents: Contents) -> str:
        """The whole page."""
        since = f"修订 {contents.since} 之后的变化" if contents.since else "全部内容"
        facts = (
            ("制作单位", contents.sender),
            ("制作日期", today().isoformat()),
            ("内容", f"{since}，到修订 {contents.until} 为止，共 {contents.documents} 份"),
        )
        columns = (
            (f"{portal} {column}".strip() or "未归入栏目", f"{count} 份")
            for (portal, column), count in sorted(self._columns.items())
        )
        cut = "" if sum(self._columns.values()) <= MOST_ROWS else f"<p>只列出前 {MOST_ROWS} 份。</p>"
        return (
            f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><title>政府信息公开数据包</title>'
            f"<style>{STYLE}</style>\n<h1>政府信息公开数据包</h1>\n"
            f"<p>用 gongkai bundle load 装入检索系统；文件清单及其校验值见 manifest-sha256.txt。</p>\n"
            f"<table>{_pairs(facts)}</table>\n<h2>栏目</h2>\n<table>{_pairs(columns)}</table>\n"
            f"<h2>文件</h2>\n{cut}<table>\n<tr><th>名称<th>发文字号<th>发布机构<th>日期<th>附件</tr>\n"
            f"{''.join(self._rows)}</table>\n</html>\n"
        )

    def _row(self, document: Document) -> str:
        attachments = "<br>".join(
            f'<a href="files/{file.sha256[:2]}/{file.sha256[2:]}" download>{escape(file.title)}</a>'
            for file in document.attachments
            if file.sha256 and self._files.is_there(file.sha256)
        )
        link = f'<a href="{escape(document.url)}">{escape(document.title)}</a>'
        cells = (document.document_number, document.agency, document.dated_on)
        plain = "".join(f"<td>{escape(str(cell or ''))}" for cell in cells)
        return f"<tr><td>{link}{plain}<td>{attachments}</tr>\n"


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<tr><th>{escape(name)}<td>{escape(value)}</tr>" for name, value in pairs)
