"""What can go wrong with the index; hangs below `corpus.errors.GongkaiError`.

GongkaiError
└── IndexFault            the index cannot do what was asked; the store is never harmed by it
    ├── IndexMissing      nothing has been built yet
    ├── IndexBroken       damaged or half written; carries detail
    │   └── IndexForeign  whole, but written by another version of the program
    ├── IndexOutdated     written by another version of the program or with other words
    ├── EngineMissing     the client of the configured engine is not installed
    ├── IndexUnreachable  an engine of its own does not answer; carries detail
    │   └── IndexIncomplete  it lacks a part of the index
    ├── IndexBusy         another process is building
    ├── IndexUnstarted    the process that was to build did not begin
    ├── BuildUnfinished   an index could not be written; carries detail, and whether a former one is served on
    │   ├── IndexDiskFull no space left
    │   ├── IndexReadOnly an engine of its own has made the index read-only, its disk being full
    │   └── BuildFailed   a process that does the work ended unexpectedly
    ├── SegmenterMissing  the configured segmenter is not installed or its dictionary cannot be read
    ├── ThesaurusBroken   the thesaurus cannot be read; carries detail
    ├── JudgementsBroken  questions or judgements cannot be read; carries detail
    └── CannotCompare     a text that cannot be looked for among the documents
        ├── NothingToCompare  it is empty
        ├── TooShort          it says too little; carries characters and least
        └── NotChinese        it is in another language
"""

from __future__ import annotations

from corpus.errors import GongkaiError


class IndexFault(GongkaiError):
    """The index cannot do what was asked."""

    problem = "索引操作失败：{detail}。请运行 gongkai index 重试。"

    def __init__(self, detail: str = "", **more: str) -> None:
        self.detail = detail
        super().__init__(self.problem.format(detail=detail, **more))


class IndexMissing(IndexFault):
    """Nothing has been built yet."""

    problem = "还没有建立索引。请先运行 gongkai index。"


class IndexBroken(IndexFault):
    """Damaged or half written; a build makes it anew from the store."""

    problem = "索引已损坏（{detail}）。请运行 gongkai index，它会从数据库重建索引。"

    @property
    def state(self) -> str:
        """What is the matter, as what is said of the files in question."""
        return f"已损坏（{self.detail}）"


class IndexForeign(IndexBroken):
    """As another version of the program writes it; a build makes it anew from the store."""

    problem = "索引由另一版本的程序建立，需要重建。请运行 gongkai index，它会从数据库重建索引。"
    state = "由另一版本的程序建立"


class IndexBrokenUnnoted(IndexBroken):
    """Damaged where no word of it can be left, by whoever may only read: the next build must be told."""

    problem = "索引已损坏（{detail}）。请运行 gongkai index --rebuild，从数据库重建索引。"


class IndexOutdated(IndexFault):
    """Not what this program, with this segmenter, would have written."""

    problem = "索引需要重建（{detail}）。请运行 gongkai index。"


class IndexUnreachable(IndexFault):
    """An engine at the other end of a connection does not answer."""

    problem = "检索引擎没有应答（{detail}）。请确认它正在运行、网络畅通，然后重试。"


class IndexIncomplete(IndexUnreachable):
    """A part of the index lies on machines that are away: no answer would be whole."""

    problem = "检索引擎缺少一部分索引（集群状态为 red），不能给出完整的结果。请恢复缺失的节点，然后重试。"


class EngineMissing(IndexFault):
    """The client of the configured engine is not installed."""

    problem = "检索引擎的客户端没有安装。请安装 gongkai[opensearch]，或把配置项 index.engine 设为 whoosh。"


class IndexBusy(IndexFault):
    """Another process is building."""

    problem = "另一个进程正在建立索引。请等它结束后重试。"


class IndexUnstarted(IndexFault):
    """The process that was to build did not begin."""

    problem = "没能开始编入索引，请稍后重试，或在服务器上运行 gongkai index。"


class BuildUnfinished(IndexFault):
    """An index could not be written."""

    def __init__(self, detail: str = "", served_on: bool = False) -> None:
        """`served_on`: there is a sound one from before."""
        self.served_on = served_on
        super().__init__(detail, before="；原有索引仍可检索" if served_on else "")


class IndexDiskFull(BuildUnfinished):
    """No space left for the new part of the index."""

    problem = "磁盘空间不足，索引未能写入{before}。请清理磁盘后重新运行 gongkai index。"


class IndexReadOnly(BuildUnfinished):
    """An engine of its own takes no more: its disk is nearly full."""

    problem = (
        "检索引擎的磁盘将满，索引被设为只读，未能写入{before}。请在检索引擎的机器上清理磁盘，解除只读，"
        "再运行 gongkai index。"
    )


class BuildFailed(BuildUnfinished):
    """A process that does the work ended unexpectedly."""

    problem = "建立索引时出错（{detail}）{before}。请重新运行 gongkai index。"


class SegmenterMissing(IndexFault):
    """The configured segmenter cannot be used."""

    problem = "无法分词：{detail}。请检查配置项 index.segmenter 和 index.user_dictionary。"


class ThesaurusBroken(IndexFault):
    """A thesaurus file cannot be read."""

    problem = "词表不能用：{detail}。请改正这一行，或检查配置项 search.thesaurus 指定的文件。"


class JudgementsBroken(IndexFault):
    """Questions or judgements for an evaluation cannot be read."""

    problem = "无法评测：{detail}。请检查 --queries 和 --qrels 指定的文件。"


class MeaningUnavailable(IndexFault):
    """The model of meanings cannot be used."""

    problem = "不能按意思检索：{detail}。请安装 gongkai[meaning]，或把配置项 search.meaning 设为 off。"


class CannotCompare(IndexFault):
    """A text that cannot be looked for among the documents."""

    problem = "无法查重：{detail}。"


class NothingToCompare(CannotCompare):
    """There is no text."""

    problem = "没有可以比较的文字。请粘贴正文，或换一个有文字的文件。"


class TooShort(CannotCompare):
    """A text that many documents may have by chance."""

    def __init__(self, characters: int, least: int) -> None:
        self.characters = characters
        self.least = least
        super().__init__(f"文字太短（{characters} 字），无法比较；请提供正文全文，至少 {least} 字")


class NotChinese(CannotCompare):
    """A text in another language."""

    problem = "文字中几乎没有汉字，无法比较；查重只比较中文文件。请提供中文正文。"
