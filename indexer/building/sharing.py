"""What was made beside the index, for the machines that serve."""

from __future__ import annotations

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.store import Store
from indexer import shared_folders
from indexer.errors import IndexBusy


def share(store: Store, config: Config) -> str | None:
    """Leave it for the others where machines share a bucket; what is to be said where that failed."""
    try:
        shared_folders.publish(store, config)
    except IndexBusy:
        return "另一个进程正在更新这些数据，其他机器还没有得到最新的；它结束后再运行一次 gongkai index 即可。"
    except GongkaiError as error:
        return f"提示、查重的数据没能送到存储桶（{error}），其他机器沿用上一次的。请重新运行 gongkai index。"
    return None
