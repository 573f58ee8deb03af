"""What is folded of a page's address, for people who ask why two addresses are one document."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote_plus

from corpus.addresses import (
    DEFAULT_PORTS,
    identity,
    is_index_page,
    normal,
    pairs_of_visits,
    parts_of,
    sessions_in,
)
from crawler.pages.links import own_address
from crawler.pages.page import Page


@dataclass(frozen=True, slots=True)
class FoldedAddress:
    """How the address of a document is kept and compared; the sentences are Chinese."""

    kept: str | None
    compared_as: str
    """Addresses for which this is equal are one document if they answer with the same."""
    canonical: str | None
    """What the page names as its own address, which counts where it answers with the same document."""
    left_out: tuple[str, ...]
    passed_over: tuple[str, ...]


def folded(page: Page) -> FoldedAddress:
    """Of the address that a page was asked by."""
    kept = normal(page.url)
    left_out, passed_over = tuple(_left_out(page.url)), tuple(_passed_over(kept or page.url))
    return FoldedAddress(kept, identity(kept or page.url), own_address(page), left_out, passed_over)


def _left_out(url: str) -> list[str]:
    parts = parts_of(url)
    said = [f"#{parts.fragment}：页内位置"] if parts.fragment else []
    said += [f"{session}：会话" for session in sessions_in(parts.path)]
    pairs = pairs_of_visits(parts.path, parts.query)
    return said + [f"{unquote_plus(pair.partition('=')[0])}：会话或点击来源" for pair in pairs]


def _passed_over(url: str) -> list[str]:
    parts = parts_of(url)
    said = ["http 与 https"] if parts.scheme in DEFAULT_PORTS else []
    if parts.netloc.startswith("www."):
        said.append("www.")
    if is_index_page(url):
        said.append(f"文件夹的首页 {parts.path.rpartition('/')[2]}")
    if "&" in parts.query:
        said.append("参数的先后")
    if len(parts.path) > 1:
        said.append("末尾的斜线")
    return said
