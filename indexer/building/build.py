"""Store -> engine, from the last revision indexed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic

from corpus.config import Config
from corpus.errors import GongkaiError, StoreLost
from corpus.store import Store
from indexer import duplicates, suggest
from indexer.building.filling import Filled, fill
from indexer.building.learning import learn
from indexer.engines import Engine, IndexStatus
from indexer.engines.open import open_engine
from indexer.errors import BuildUnfinished, IndexBroken, IndexBusy, IndexDiskFull
from indexer.intake import Progress, Spool
from indexer.query import open_thesaurus, own_text


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    revision: int
    """The store's revision that the index now shows."""
    indexed: int
    """Documents added or replaced."""
    removed: int
    """Withdrawn documents met: since the last build, or in all when the index is new."""
    rebuilt: bool
    """Whether a former index was replaced as a whole."""
    reason: str | None
    """A Chinese sentence why it had to be, when nobody asked for it."""
    pairs: int
    """Pairs of documents found that say the same, among what changed and with the rest."""
    seconds: float
    duplicates_note: str | None = None
    """A Chinese sentence: why duplicates were looked for from the beginning, or could not be."""
    suggestions_note: str | None = None
    """A Chinese sentence: why suggestions and corrections are not those of this index."""
    meaning_note: str | None = None
    """A Chinese sentence: why some documents are not found by what they mean yet."""
    sharing_note: str | None = None
    """A Chinese sentence: why other machines do not have what was made beside the index."""
    damaged: int = 0
    """Documents left out because they are not what was stored."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Chinese sentences: what else than words could not be done."""
        every = self.duplicates_note, self.suggestions_note, self.meaning_note, self.sharing_note
        return tuple(filter(None, every))


def build(
    store: Store,
    config: Config,
    *,
    rebuild: bool = False,
    new: bool = False,
    progress: Progress | None = None,
    comparing: Progress | None = None,
) -> BuildReport:
    """Bring the index to the store's present revision; readers see all of it at once, or nothing.

    What changed is compared with the rest first, since the search folds copies; `comparing` is told how far.
    When that fails the index is built all the same, and folds what is known.
    `new`: an index of another store gives way.
    Raises StoreLost where there is one and nobody said so; IndexBusy, BuildUnfinished, SegmenterMissing: then
    what was served before is served on.
    """
    began = monotonic()
    engine = open_engine(config)
    status = engine.status()
    nothing_left = status.present and not status.store and not store.last_revision()
    if not new and (nothing_left or status.store not in ("", store.identity)):
        raise StoreLost("索引")
    with Spool() as spool:
        pairs, note = _compared(store, config, spool, comparing, rebuild)
        reason = None if rebuild else engine.rebuild_reason() or _foreign(status, store)
        anew = (rebuild or reason is not None) and status.present
        filled = Filled(status.revision)
        if anew or not status.present or store.indexing.waiting(status.revision):
            learning = partial(learn, store, config.index)
            writing = engine.writer(rebuild=anew, learn=learning, store=store.identity)
            with _said_whether_served_on(status), store.lock("index", IndexBusy()), writing as writer:
                filled = fill(writer, store, spool, progress or (lambda done, total: None))
    unsuggested = _suggested(store, config, engine)
    seconds = monotonic() - began
    return BuildReport(
        filled.revision,
        filled.indexed,
        filled.removed,
        anew,
        reason,
        pairs,
        seconds,
        note,
        unsuggested,
        damaged=filled.damaged,
    )


@contextmanager
def _said_whether_served_on(status: IndexStatus) -> Iterator[None]:
    """`status`: before the build."""
    try:
        yield
    except BuildUnfinished as error:
        raise type(error)(error.detail, served_on=status.present and not status.problem) from error


def _compared(
    store: Store, config: Config, spool: Spool, progress: Progress | None, thorough: bool
) -> tuple[int, str | None]:
    """How many pairs were found, and what is to be said of it."""
    try:
        report = duplicates.update(store, config, progress, spool, thorough=thorough)
    except IndexBusy:
        return 0, "另一个进程正在查找重复，这次没有查找；它结束后再运行一次 gongkai index 即可。"
    except IndexDiskFull:
        return 0, "磁盘空间不足，没能查找重复；索引照常建立。请清理磁盘后重新运行 gongkai index。"
    except GongkaiError as error:
        return 0, f"没能查找重复（{error}）；索引照常建立，只是新的重复文件还没有合并。"
    return report.pairs, report.reason


def _suggested(store: Store, config: Config, engine: Engine) -> str | None:
    """Bring the suggestions to the index; what is to be said where that failed.

    Raises IndexBroken where the index itself cannot be read.
    """
    try:
        _leave_thesaurus(store, config.search.thesaurus)
        suggest.refresh(store, config, engine)
    except IndexBroken:
        raise
    except IndexDiskFull:
        return "磁盘空间不足，检索提示和纠错没有更新；检索不受影响。请清理磁盘后重新运行 gongkai index。"
    except GongkaiError as error:
        return f"检索提示和纠错没有更新（{error}）；检索不受影响。"
    return None


def _leave_thesaurus(store: Store, own: str) -> None:
    """Have other machines search with the thesaurus of this one. Raises ThesaurusBroken."""
    open_thesaurus(own)
    store.shared_texts.leave("thesaurus", own_text(own))


def _foreign(status: IndexStatus, store: Store) -> str | None:
    if status.store not in ("", store.identity):
        return "索引属于另一个数据库，已从现在的数据库重建。"
    if status.revision > store.last_revision():
        return "数据库比索引旧（可能从备份恢复过），索引已重建。"
    if status.present and status.revision < store.indexing.reached():
        return "索引比数据库的记录旧（可能从备份恢复过），索引已重建。"
    return None
