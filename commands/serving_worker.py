"""What `gongkai serve --processes N` runs N times."""

from __future__ import annotations

import sys
from functools import partial

import crawler
from corpus.errors import GongkaiError
from search_web.worker import answer

if __name__ == "__main__":
    try:
        answer(lambda config: partial(crawler.read_file, settings=config.attachments))
    except GongkaiError as error:
        sys.exit(f"错误：{error}")
