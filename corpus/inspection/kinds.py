"""What kind of column a name means, and how long such a column may go without a new item."""

from __future__ import annotations

from enum import Enum

from corpus.web_settings import InspectionSettings

NEWS_WORDS = ("动态", "要闻", "工作进展")
NOTICE_WORDS = ("通知", "公告", "公示", "政策", "文件")
"""Names by which 国办秘函〔2019〕19号 and the census before it know the two classes of columns."""

ABOUT_WORDS = ("解读", "图解", "问答", "咨询", "宣传", "回应", "征集", "服务", "检索", "查询")
"""With one of these a name speaks of policies or documents, but is not where they are posted. A guess."""


class ColumnKind(Enum):
    """The classes of columns that the national inspection tells apart."""

    NEWS = "news"
    """动态、要闻."""
    NOTICES = "notices"
    """通知公告、政策文件."""
    OTHER = "other"
    """No limit is set for these."""


def kind_of(name: str | None) -> ColumnKind:
    """The kind that a column's name tells."""
    if not name or any(word in name for word in ABOUT_WORDS):
        return ColumnKind.OTHER
    if any(word in name for word in NEWS_WORDS):
        return ColumnKind.NEWS
    return ColumnKind.NOTICES if any(word in name for word in NOTICE_WORDS) else ColumnKind.OTHER


def limit_days(kind: ColumnKind, settings: InspectionSettings) -> int | None:
    """Days that a column of this kind may go without a new item; None where there is no limit."""
    limits = {ColumnKind.NEWS: settings.news_days, ColumnKind.NOTICES: settings.notice_days}
    return limits.get(kind)
