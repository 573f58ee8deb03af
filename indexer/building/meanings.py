"""The vectors of what documents mean, after their words are searchable."""

from __future__ import annotations

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.store import Store
from indexer import meaning
from indexer.errors import IndexBusy, IndexDiskFull
from indexer.intake import Progress


def add_meaning(store: Store, config: Config, progress: Progress) -> str | None:
    """Bring the vectors to the store's revision where that is wanted and can be; what is to be said of it.

    Whatever ends this, the next time goes on from there.
    """
    if config.search.meaning == "off" or not meaning.is_installed():
        return None
    try:
        meaning.refresh(store, config, progress)
    except IndexBusy:
        return "另一个进程正在计算文件的意思，这次没有计算。"
    except IndexDiskFull:
        return "磁盘空间不足，没能算完文件的意思；按词语检索不受影响。请清理磁盘后重新运行 gongkai index。"
    except GongkaiError as error:
        return f"没能算完文件的意思（{error}）；按词语检索不受影响。"
    try:
        meaning.keep(store, config, progress)
    except GongkaiError as error:
        return f"文件的意思已经算好，没能全部交给检索集群（{error}）；下次运行 gongkai index 时接着交。"
    return None
