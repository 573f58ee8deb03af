"""List pages: finds the repeated rows of links that are a column's documents, whatever markup holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from corpus.records import Entry
from crawler.pages import boxes, dates
from crawler.pages.beside import stands_beside
from crawler.pages.chrome import in_chrome, is_chrome_itself
from crawler.pages.clicked import SAID_TO_LEAD, address, with_links
from crawler.pages.link_titles import MIN_TITLE, ROW_TITLE, title_of
from crawler.pages.one_column import of_one_column
from crawler.pages.page import Page
from crawler.pages.row_days import day_in_folder, shown_day
from crawler.pages.row_titles import acts_alone, title_beside
from crawler.pages.written_texts import with_texts

SHORTEST_TITLE = 2
"""Characters of the title of a row that shows a day. A guess."""

MAX_LINKS = 6
"""A row with more links is itself a list. Rows carry a title, and at times its column, 解读 and files."""

DATED_WEIGHT = 4
"""How much more a row with a date says than one without: navigation has no dates. A guess."""

ROWS = ("li", "tr", "dt", "dd", "a")
"""What is a row whatever it is called: that of a pinned entry is called top."""

LABEL_ROWS = 3
"""A link that stands in so many rows of a list is no document of any. A guess."""

FEWEST_BESIDE = 2
"""Rows with days of a list that is read rather than what stands beside it. A guess."""

TITLE_CAP = 30
"""Characters of a title beyond which length says nothing more. A guess."""

MOST_DEEP = 500
"""Elements around a link of a list: old pages leave hundreds open. A guess; it bounds the work."""

MOST_UP = 30
"""Elements around a link that may be its row. A guess; it bounds the work on lists without an end."""

CHROME_WEIGHT = 0.2
"""What a container in the page's surroundings, or of mere names, keeps of its score."""

_ACTIONS = lazy_regex(r"更多|打印|关闭|下载|收藏|分享|返回|详[情细]|查看|[首尾末]页|[上下]一?页")
"""What links in a row do."""


@dataclass(frozen=True)
class Row:
    """One repeated item, its main link, and what it shows."""

    link: Tag
    title: str
    day: date | None
    url: str | None
    shows_day: bool = False
    """Whether the day stands in the row, not only in the address."""


def entries(page: Page, root: Tag | None = None) -> tuple[Entry, ...]:
    """The documents of the most list-like block below `root` (the whole page if None), in order."""
    page = with_texts(page) if root is None else page
    best = best_rows(page, root or page.soup)
    dated = any(row.day and row.url for row in best)
    if not dated and root is None and (linked := with_links(page)):
        clicked = best_rows(linked, linked.soup)
        best = clicked if any(row.day and row.url for row in clicked) or not best else best
    if root is None and best and not any(row.shows_day for row in best):
        best = [*best, *_of_one_column(page, best)]
    found: dict[str, Entry] = {}
    for row in best:
        if row.url and row.url not in found:
            found[row.url] = Entry(row.url, row.title, row.day)
    return tuple(found.values())


def _of_one_column(page: Page, best: list[Row]) -> Iterator[Row]:
    """Further links of a page of several boxes to documents of the column of rows that show no days."""
    for link, url in of_one_column(page, [row.url for row in best if row.url]):
        if len(title := title_of(link)) >= MIN_TITLE:
            yield Row(link, title, dates.in_address(url), url)


def best_rows(page: Page, root: Tag) -> list[Row]:
    """The rows of the container that scores highest, with those of its like siblings."""
    found = list(_containers(page, root))
    best, box = _best(found)
    if box is not None and stands_beside(page, box):
        others = [(rows, one) for rows, one in found if _count_of_dated(rows) >= FEWEST_BESIDE]
        apart = [(rows, one) for rows, one in others if not _holds(one, box) and not _holds(box, one)]
        apart = [(rows, one) for rows, one in apart if not stands_beside(page, one)]
        best, box = _best(apart) if apart else (best, box)
    return best if box is None else boxes.whole(best, box, found)


def _count_of_dated(rows: list[Row]) -> int:
    """How many documents the rows show days of."""
    return len({(row.url, row.title) for row in rows if row.shows_day})


def _holds(one: Tag, other: Tag) -> bool:
    return one is other or any(up is one for up in other.parents)


def _best(found: list[tuple[list[Row], Tag]]) -> tuple[list[Row], Tag | None]:
    """The rows that score highest, and what holds them."""
    best: list[Row] = []
    box: Tag | None = None
    best_score = (0.0, 0)
    known: dict[int, bool] = {}
    for rows, container in found:
        weight = _score(rows) * (CHROME_WEIGHT if in_chrome(container, known) else 1)
        # Of the row and what it holds, the row: it shows its day.
        score = (weight, sum(row.shows_day for row in rows))
        if weight and score > best_score:
            best, box, best_score = rows, container, score
    return best, box


def count_dated(page: Page) -> int:
    """How many rows of the most list-like block show days, wherever they lead."""
    return sum(row.shows_day for row in best_rows(page, page.soup))


def leads_to(page: Page, link: Tag) -> str | None:
    """Where a link leads: its address, or the one that its script is given."""
    if url := page.absolute(str(link.get("href") or "")):
        return url
    given = address(page, f"{link.get('href') or ''} {link.get('onclick') or ''}")
    told = given or next((str(link[name]) for name in SAID_TO_LEAD if link.get(name)), "")
    return page.absolute(told) if told else None


def row_of(page: Page, link: Tag) -> Row | None:
    """The row that a link stands in."""
    row = link.find_parent(ROWS) or link
    return _row(page, row, {}) if isinstance(row, Tag) else None


def _containers(page: Page, root: Tag) -> list[tuple[list[Row], Tag]]:
    """Every element that holds two rows or more, like neighbours taken together."""
    crowded: dict[int, bool] = {}
    parents = {
        id(row.parent): row.parent
        for link in root.find_all("a")
        if not _is_deep(link)
        for row in _climb(link, crowded)
        if row.parent
    }
    titles: dict[int, str] = {}
    groups: dict[tuple[int, str, str], tuple[list[list[Row]], Tag]] = {}
    for parent in sorted(parents.values(), key=lambda tag: (tag.sourceline or 0, tag.sourcepos or 0)):
        rows = [row for child in parent.find_all(True, recursive=False) if (row := _row(page, child, titles))]
        whole = parent.parent if parent.name == "tbody" and parent.parent else parent
        key = (id(whole.parent), whole.name, " ".join(whole.get_attribute_list("class")))
        groups.setdefault(key, ([], parent))[0].append(rows)
    return [(_without_labels(_of_list(parts)), parent) for parts, parent in groups.values()]


def _is_deep(link: Tag) -> bool:
    return sum(1 for _ in islice(link.parents, MOST_DEEP)) == MOST_DEEP


def _of_list(parts: list[list[Row]]) -> list[Row]:
    """The rows of like neighbours; where some show days, of those that do: tables lay out the foot, too."""
    dated = [rows for rows in parts if any(row.day for row in rows)]
    return [row for rows in dated or parts for row in rows]


def _without_labels(rows: list[Row]) -> list[Row]:
    """Without the links that stand in many rows, such as the column that each row names."""
    times = Counter((row.url, row.title) for row in rows)
    return [row for row in rows if times[row.url, row.title] < LABEL_ROWS]


def _climb(link: Tag, crowded: dict[int, bool]) -> list[Tag]:
    """The link and the ancestors that may be its row; `crowded`: which of the page hold too many links."""
    path = [link]
    while (parent := path[-1].parent) is not None and parent.name not in ("body", "html", "[document]"):
        path.append(parent)
        if len(path) > MOST_UP or _crowded(parent, crowded):
            break
    return path


def _crowded(element: Tag, known: dict[int, bool]) -> bool:
    """Counted once of each element: a list's are asked for every link in it."""
    if (said := known.get(id(element))) is None:
        said = known[id(element)] = len(element.find_all("a", limit=MAX_LINKS + 1)) > MAX_LINKS
    return said


def _row(page: Page, element: Tag, titles: dict[int, str]) -> Row | None:
    """`titles`: of the page's links, each looked for once, however many elements around it are asked."""
    links = [element] if element.name == "a" else element.find_all("a", limit=MAX_LINKS + 1)
    links = [link for link in links if link.get("href") or link.get("onclick")]
    if not links or len(links) > MAX_LINKS:
        return None
    for candidate in links:
        if id(candidate) not in titles:
            titles[id(candidate)] = title_of(candidate)
    link = max(links, key=lambda candidate: len(titles[id(candidate)]))
    title = titles[id(link)]
    if acts_alone(title):
        title = title_beside(element, link) or title
    if len(title.strip("[]【】()（）")) < MIN_TITLE and not _is_short_row(element, title, links):
        return None
    if element.name not in ROWS and _holds_rows(element, links):
        return None
    url = leads_to(page, link)
    shown = shown_day(element, link)
    if (
        shown is None
        and element.name not in ROWS
        and (is_chrome_itself(element) or _are_names(links, titles))
    ):
        return None
    day = shown or dates.in_address(url or "") or day_in_folder(element, url or "")
    return Row(link, title, day, url, shown is not None)


def _is_short_row(element: Tag, title: str, links: list[Tag]) -> bool:
    """Whether a row that shows a day is called by two or three characters: 公示, 张三."""
    if (
        element.name not in ("li", "tr")
        or len(links) > 1
        or len(title) < SHORTEST_TITLE
        or _ACTIONS.fullmatch(title)
    ):
        return False
    text = element.get_text()
    return any(map(str.isdigit, text)) and shown_day(element, links[0]) is not None


def _are_names(links: list[Tag], titles: dict[int, str]) -> bool:
    """Whether links are a path or a menu of columns: several, and short names all."""
    return len(links) > 1 and all(len(titles[id(link)]) < ROW_TITLE for link in links)


def _holds_rows(element: Tag, links: list[Tag]) -> bool:
    """Whether it is a list rather than a row: several documents, several days."""
    titled = {str(link.get("href")) for link in links if len(link.get_text(strip=True)) >= ROW_TITLE}
    return len(titled) > 1 and len(dates.find_all(element.get_text(" "))) >= len(titled)


def _score(rows: list[Row]) -> float:
    if len(rows) < 2 and not (rows and rows[0].day):
        return 0
    weight = sum(min(len(row.title), TITLE_CAP) * (DATED_WEIGHT if row.day else 1) for row in rows)
    if weight < ROW_TITLE * len(rows):
        return weight * CHROME_WEIGHT  # names: of other sites, of columns
    return weight
