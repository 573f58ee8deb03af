"""What a reader is told of how a query was taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.engines import EngineResults
from indexer.query import MAX_CHARACTERS, ParsedQuery
from indexer.query.weights import ENOUGH
from indexer.searching.answers import LeftOut
from indexer.searching.asked import places_of

LEFT_OUT_NOTES: dict[LeftOut, str] = {
    "slips": "没有检查检索词里有没有错别字",
    "meaning": "没有找意思相近的文件",
}

CUT_NOTE = f"检索词太长，只用了前 {MAX_CHARACTERS} 个字。"

FEW_WHOLE = "同时含有全部检索词的文件不多，以下也"
MANY_WHOLE = "除了同时含有全部检索词的文件，以下也"
NONE_WHOLE = "没有文件同时含有全部检索词，以下"
SOME_ELSEWHERE = "以下也列出没有提到“{}”的文件。"
ALL_ELSEWHERE = "没有文件同时含有全部检索词，以下文件没有提到“{}”。"
DEGREE_NOTES = {
    "most": "列出含有大部分检索词的文件。",
    "some": "列出含有部分检索词的文件。",
    "any": "列出只含有个别检索词的文件。",
}


def notes_of(parsed: ParsedQuery, results: EngineResults, left_out: Sequence[LeftOut]) -> Iterator[str]:
    """What a reader should know of how the query was taken."""
    if left_out:
        yield f"检索的人较多，这次{'，也'.join(LEFT_OUT_NOTES[one] for one in left_out)}。"
    if parsed.cut:
        yield CUT_NOTE
    yield from parsed.notes
    if results.total and results.degree in DEGREE_NOTES:
        few = MANY_WHOLE if (results.whole or 0) >= ENOUGH else FEW_WHOLE
        few = NONE_WHOLE if results.whole == 0 else few
        yield few + DEGREE_NOTES[results.degree]
    elif results.total - results.joined > (results.whole or 0) and (places := places_of(parsed.node)):
        named = "、".join(place.told for place in places)
        yield (SOME_ELSEWHERE if results.whole else ALL_ELSEWHERE).format(named)
