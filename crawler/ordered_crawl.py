"""A crawl for somebody at a page: a program of its own, begun by `crawler.ordered`.

What came of it is written into the audit log.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.file_place import open_files
from corpus.portals_file import with_written
from corpus.privacy import ScanBusy, catch_up
from corpus.store import CRAWL_ENDED, Store, open_own_store
from corpus.workers import take_standard_output, when_parent_is_gone
from crawler.ordered import Order
from crawler.walk.crawl import crawl
from crawler.walk.report import CrawlReport

CHECKED_FOR = 30.0
"""Seconds in which what came is looked through for what was published by mistake; `index` goes on."""


def main() -> None:
    """Carry out the order that comes on standard input."""
    order: Order
    config, order = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our own parent)
    take_standard_output()
    with open_own_store(config) as store:
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            when_parent_is_gone(lambda: os.kill(os.getpid(), signal.SIGINT))
            outcome = _carried_out(order, store, with_written(config))
        except KeyboardInterrupt:
            outcome = "服务停止，采集中断，下次接着采集"
        except GongkaiError as error:
            outcome = str(error)
        except Exception:
            store.audit.add(
                order.by, "", CRAWL_ENDED, order.subject, "程序故障，采集中断；详情在服务的日志中"
            )
            raise
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        store.audit.add(order.by, "", CRAWL_ENDED, order.subject, outcome)


def _carried_out(order: Order, store: Store, config: Config) -> str:
    """What came of it, in one sentence. Raises GongkaiError."""
    portal = next((one for one in config.portal if one.name == order.portal), None)
    if portal is None:
        return "这个门户刚刚移除，没有采集"
    columns = (order.column,) if order.column else ()
    report = crawl(portal, store, open_files(config), config, columns=columns)
    with suppress(ScanBusy):
        catch_up(store, CHECKED_FOR)
    return _told(report)


def _told(report: CrawlReport) -> str:
    """A report in one sentence."""
    counts = {
        "新增": report.new,
        "更新": report.changed,
        "恢复": report.returned,
        "撤下": report.withdrawn,
        "没有采信": report.held_back,
        "没有读出": report.failed,
    }
    said = "，".join(f"{name} {count} 件" for name, count in counts.items() if count)
    read = f"有 {report.unread_columns} 个栏目没有读完" if report.unread_columns else "读完"
    return f"{report.stopped or read}（{said or '没有变化'}）"


if __name__ == "__main__":
    main()
