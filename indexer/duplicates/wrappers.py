"""What stands around a text without belonging to it: a page's frame, or a notice that forwards it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_FRAME = re.compile(
    "来源|发布(?:时间|日期|机构|单位|人)|发文(?:机关|字号|日期)|成文日期|浏览|字号|字体|打印|关闭|分享|收藏|"
    "上一[篇条]|下一[篇条]|责任编辑|责编|编辑|作者|主办|承办|版权|备案|网站|首页|当前位置|您的位置|联系我们|无障碍|"
    "扫一扫|二维码|微信|微博|返回|点击|阅读|访问|索引号|主题(?:分类|词)|有效性|附件|下载|导航|登录|注册|手机版|"
    "客户端|地址|邮编|邮政编码|电话|传真|相关(?:链接|阅读|文章|信息)|信息公开|政务|公众号|技术支持|标识码|稿件|"
    "转载|相关文档|搜索|原标题|文件名称|审核|校对|声明|链接"
)
_FORWARD = re.compile(
    "转发|批转|翻印|印发(?:给|你们|各)|现(?:将|予|就).{0,60}(?:印发|转发|公布|发布|下发|刊登)|"
    "请.{0,12}(?:遵照|认真|结合|组织|抓好|按照|贯彻).{0,12}(?:执行|贯彻|落实|实施|学习|办理)|"
    "(?:印发|转发|批转).{0,60}(?:通知|函|意见)$|已.{0,20}(?:同意|通过).{0,10}现"
)

BARE = 60
"""Characters without any sign of a frame that may still be one: a heading, a signature, a date. A guess."""

BARE_SHARE = 0.08
"""Likewise, as a share of the text."""

SENTENCE = 26
"""Characters of a line without any sign of a frame from which it is a sentence of a text. A guess."""

BARE_SHORT = 0.25
"""Share of a short text that this may be at most. A guess."""

SHORT_LINE = 120
"""Characters of the longest line of a frame; a longer one is text, whatever words stand in it. A guess."""


def is_frame(line: str) -> bool:
    """Whether a line belongs to a page and not to a document."""
    return len(line) <= SHORT_LINE and bool(_FRAME.search(line))


def is_wrapper(head: Sequence[str], tail: Sequence[str], size: int, title: str) -> bool:
    """Whether nothing but a frame stands before and behind so many characters of text.

    What stands farther out than a line of a frame belongs to it: lists of links, names of files.
    """
    rest = [*_inner(head[::-1]), *_inner(tail)]
    bare = [len(line) for line in rest if line not in title and title not in line]
    return max(bare, default=0) < SENTENCE and sum(bare) <= max(
        min(BARE, BARE_SHORT * size), BARE_SHARE * size
    )


def _inner(lines: Sequence[str]) -> list[str]:
    """The lines next to the text that are no frame, up to the first that is; long ones farther out too."""
    frames = [place for place, line in enumerate(lines) if is_frame(line)]
    first = frames[0] if frames else len(lines)
    return [line for place, line in enumerate(lines) if place < first or len(line) > SHORT_LINE]


def forwards(lines: Iterable[str]) -> bool:
    """Whether the lines around a text say that it is forwarded."""
    return any(_FORWARD.search(line) for line in lines if not is_frame(line))
