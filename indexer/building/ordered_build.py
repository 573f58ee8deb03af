"""An indexing for somebody at a page: a program of its own, begun by `indexer.ordered`.

What came of it is written into the audit log.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.store import INDEX_ENDED, Store, open_own_store
from corpus.workers import take_standard_output, when_parent_is_gone
from indexer.building.build import BuildReport, build
from indexer.building.completion import complete

NICENESS = 10
"""Behind the service that began it: as much as gongkai-index.service has."""


def main() -> None:
    """Index what waits, for whom standard input says."""
    config, by = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our own parent)
    take_standard_output()
    os.nice(NICENESS)
    with open_own_store(config) as store:
        outcome = "程序故障，编入中断；详情在服务的日志中"
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            when_parent_is_gone(lambda: os.kill(os.getpid(), signal.SIGINT))
            outcome = _built(store, config)
        except KeyboardInterrupt:
            outcome = "服务停止，编入中断，下次接着编入"
        except GongkaiError as error:
            outcome = str(error)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            store.audit.add(by, "", INDEX_ENDED, "", outcome)


def _built(store: Store, config: Config) -> str:
    """What came of it. Raises GongkaiError."""
    return _told(complete(build(store, config), store, config, lambda done, total: None))


def _told(report: BuildReport) -> str:
    done = f"编入 {report.indexed} 件，移出 {report.removed} 件"
    if not report.indexed and not report.removed:
        done = "已是最新，没有需要编入的文件"
    damaged = f"{report.damaged} 件的内容与校验值不符，没有编入" if report.damaged else ""
    return "；".join(filter(None, (done, damaged, *report.notes)))


if __name__ == "__main__":
    main()
