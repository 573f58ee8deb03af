"""Results that hold more than what the words found: nobody means to correct them all."""

from __future__ import annotations

from indexer import SearchResponse


def beyond_words(query: str, response: SearchResponse) -> str:
    """What else is among them, in a sentence without its end; empty where all have all of the words."""
    if response.corrected:
        return f"没有文件含有“{query}”，找到的是“{response.meant}”的结果"
    if response.joined:
        return f"其中 {response.joined:,} 件没有检索的词语，只是意思相近"
    if response.degree != "all" and response.whole != response.total:
        return "其中有的文件只含有一部分检索词"
    return ""
