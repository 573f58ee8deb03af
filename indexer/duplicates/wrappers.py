"""What stands around a text without belonging to it: a page's frame, or a notice that forwards it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.lazy_regex import lazy_regex

_PAGE = (
    "无障碍|长者|适老|字号|字体|打印|分享|收藏|上一[篇条]|下一[篇条]|责任编辑|责编|首页|当前位置|(?:所在|您的)位置|扫一扫|"
    "二维码|微信|微博|浏览(?:次数|量)|点击(?:量|次数|数)|阅读(?:量|次数)|访问(?:者|量)|网站|公众号|技术支持|标识码|"
    "icp备|公网安备|手机版|客户端|copyright|版权所有|保护视力|主办|承办|纠错|来源|发布(?:时间|日期|机构|单位|人)|"
    "发文(?:机关|字号|日期)|成文日期|索引号|主题(?:分类|词)|有效性|关闭(?:窗口|本页)?|相关(?:链接|阅读|文章|信息|文档)|"
    "附件下载|请输入关键[字词]|文件名称|稿件|原标题|浏览器|政府信息公开"
)
"""Words of a page; one is enough at the beginning of a line or in a short line."""

_WEAK = (
    "登录|注册|导航|搜索|下载|转载|审核|校对|作者|编辑|声明|链接|政务|备案|返回|点击|浏览|日期|时间|"
    "邮编|传真|电话|地址|联系我们|关于我们|热线|繁体|智能问答|互动|专题"
)
"""Words that stand on pages and in documents: they count beside others."""

_STRONG = lazy_regex(_PAGE)
_ANY = lazy_regex(f"{_PAGE}|{_WEAK}")
_FORWARD = lazy_regex(
    "转发|批转|翻印|印发(?:给|你们|各)|现(?:将|予|就).{0,80}(?:印发|转发|公布|发布|下发|刊登)|"
    "请.{0,12}(?:遵照|认真|结合|组织|抓好|按照|贯彻).{0,12}(?:执行|贯彻|落实|实施|学习|办理)|"
    "(?:印发|转发|批转).{0,60}(?:通知|函|意见)$|已.{0,20}(?:同意|通过).{0,10}现"
)
_SIGNED = lazy_regex(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日?|[二一][〇零一二三四五六七八九]{3}年.{1,3}月.{1,3}日|"
    r".{2,24}(?:局|府|委|会|院|厅|部|处|室|办|所|中心|组|公司|学校)"
)
"""A date or the name of an agency."""

SHORT = 16
"""Characters of a line in which one word of a page, wherever it stands, makes it a frame's. A guess."""

SEVERAL = 2
"""Words of a page that make a longer line one of its frame."""

BARE = 60
"""Characters without any sign of a frame that may still be one: a heading, a list's title. A guess."""

SENTENCE = 26
"""Characters of a line without any sign of a frame from which it is a sentence of a text. A guess."""

BARE_SHORT = 0.25
"""Share of a short text that this may be at most. A guess."""

SHORT_LINE = 120
"""Characters of the longest line of a frame; a longer one is text, whatever words stand in it. A guess."""


def is_frame(line: str) -> bool:
    """Whether a line, without its punctuation, belongs to a page and not to a document."""
    if len(line) > SHORT_LINE:
        return False
    strong = _STRONG.search(line)
    if strong is None:
        return False
    starts = strong.start() == 0 and len(line) <= 2 * SENTENCE
    return starts or len(line) <= SHORT or len(_ANY.findall(line)) >= SEVERAL


def is_wrapper(
    head: Sequence[str], tail: Sequence[str], size: int, title: str, stopped: frozenset[str]
) -> bool:
    """Whether nothing but a frame stands before and behind so many characters of text.

    What stands farther out than a line of a frame belongs to it: lists of links, names of files. A line that
    ends as a sentence does (`stopped`) is none.
    """
    if any(line in stopped and (len(line) > 2 * SENTENCE or not is_frame(line)) for line in (*head, *tail)):
        return False
    rest = [*_inner(head[::-1]), *_inner(tail)]
    rest = [line for line in rest if line not in title and title not in line and not _SIGNED.fullmatch(line)]
    if any(len(line) >= SENTENCE for line in rest):
        return False
    return sum(map(len, rest)) <= min(BARE, BARE_SHORT * size)


def _inner(lines: Sequence[str]) -> list[str]:
    """The lines next to the text that are no frame, up to the first that is; long ones farther out too."""
    frames = [place for place, line in enumerate(lines) if is_frame(line)]
    first = frames[0] if frames else len(lines)
    return [line for place, line in enumerate(lines) if place < first or len(line) > SHORT_LINE]


def forwards(lines: Iterable[str]) -> bool:
    """Whether the lines around a text say that it is forwarded."""
    return any(_FORWARD.search(line) for line in lines if not is_frame(line))
