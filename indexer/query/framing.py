"""What people say around the name of a law or a paper when they want its text: 最新民法典, 公司法全文."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.lazy_regex import lazy_regex
from indexer.query.tree import Where

_VERB_GOES_ON = r"(?![病守护管望处封扣责卷诊犯]|工作)"
"""看病, 看守, 查处 and 问责 are words, and nothing that is said around a name."""

_BEFORE = lazy_regex(
    r"^(?:(?:请问|你好|您好|麻烦|(?:我想|想)(?:知道|了解|咨询)"
    rf"|(?:(?:我想|想|帮我|帮忙|给我)(?:问|看|查|搜|找)|查查|找找|看看|搜搜){_VERB_GOES_ON}|[问看查搜找](?=一下)"
    r"|(?:帮我|帮忙|给我|我想|想)?(?:查询|查找|查看|搜索|下载)(?=\s)|(?:旧|修订前|修改前)的"
    r"|(?:旧|修订前|修改前)(?=[\u4e00-\u9fff]{1,30}(?<!办)法$)"
    r"|(?:最新|现行(?!犯)|新版|新修订|修订后|修改后)(?:有效|版|颁布|修订后?|修改后?|实施|执行)?的?)(?:一下)?[\s,，]*)+"
)
_BEHIND = lazy_regex(
    r"\s*(?:的?(?:最新|现行|新)(?:有效|修订|修正)?(?:版本?|文本|全文|原文|内容|规定)?|的?(?:修订|修正|电子|完整|官方|文字)版"
    r"|的?(?:全文|原文|正文|条文|文本|下载|查询|pdf|word)"
    r"|(?P<standing>是?(?:什么时候|从何时|何时|哪年|哪一年|几时)(?:开始)?(?:生效|实施|施行|执行|颁布|出台|发布|公布)的?"
    r"|(?:现在|目前|是否|是不是|还|已经|已|仍然|仍|依然)*(?:现行)?(?:有效|失效|废止|作废|生效)了?(?:没有|没|吗|么|嘛|呢)?))\s*[?？]*$"
)
"""One of what is said behind a name. Taken off one by one: several in one expression take time that doubles
with each of them."""

LAWS = ("法", "条例")
"""How laws and regulations end that are called by what they are about."""

LEAST_LAW = 5
"""Characters of the name of a law; what is shorter may be a plain word with 法. A guess."""

_NORM = r"法(?<![合违非执无依守方做说看想书手]法)(?<!(?<!公)司法)|法典|宪法|条例|办法|细则|规则|规程|准则"
_LAW = f"{_NORM}|标准|目录|名录|解释[一二三四五六七八九十]?"
_NAME = lazy_regex(rf"(?<=[\u4e00-\u9fff])(?:{_LAW}|规定|章程|方案|规划|意见|通知|公告|通告|决定)$")
"""How the name of a law or a paper ends; 违法 and 合法 are none."""
_ENACTED = lazy_regex(rf"(?<=[\u4e00-\u9fff])(?:{_LAW}|(?:管理|若干|暂行|试行|特别|补充)规定)$")
"""How that of one ends whose standing is asked for: 口头通知有效吗 and 公司规定有效吗 ask for others."""


_NORM_NAME = lazy_regex(rf"^[\u4e00-\u9fff()]{{2,60}}(?:{_NORM}|(?:管理|若干|暂行|试行|特别|补充)规定)$")
SPEAKING_OF = (
    *("关于废止", "关于修改", "关于修订", "关于停止", "关于宣布", "关于贯彻", "关于学习"),
    *("解读", "答记者问", "问答", "图解", "宣传", "释义", "草案", "征求意见"),
)
"""What titles have that name a law or regulation, and are not its own."""


def norm(text: str) -> str:
    """The normalised text where it is but the name of a law or regulation, not of its change; else empty."""
    named = _NORM_NAME.search(text) and not any(sign.removeprefix("关于") in text for sign in SPEAKING_OF)
    return text if named else ""


def is_law(text: str) -> bool:
    """Whether a normalised text is but the name of a law, and no plain word that ends like one."""
    return len(text) >= LEAST_LAW and text.endswith(LAWS) and bool(norm(text))


def norm_beside(text: str, spots: Iterable[Where]) -> str:
    """The same of a text that may have places between blanks besides."""
    places = {name for one in spots for name in (one.said, one.name)}
    parts = [part for part in text.split("\n") if part not in places]
    return norm(parts[0]) if len(parts) == 1 else ""


def bare(text: str) -> str:
    """The name alone, where a normalised text, or what stands between its blanks, is but a name and what is
    said around it; else the text.
    """
    name, ends = text, _NAME
    while found := _BEHIND.search(name):
        name = name[: found.start()]
        ends = _ENACTED if found["standing"] else ends
    name = _BEFORE.sub("", name)
    if name != text and ends.search(name):
        return name
    return "\n".join(map(bare, text.split("\n"))) if "\n" in text else text


_STANDINGS = {
    "现行": "有效",
    "现行有效": "有效",
    "有效文件": "有效",
    "已失效": "失效",
    "已废止": "废止",
    "已经废止": "废止",
}
_STANDINGS |= {word: word for word in ("失效", "废止")} | {f"{word}文件": word for word in ("失效", "废止")}


def standings(text: str) -> dict[str, str]:
    """What stands between blanks and says whether papers are in force, each with their 有效性.

    有效 is none of them: 遗嘱 有效 asks for something else.
    """
    return {part: _STANDINGS[part] for part in text.split("\n") if part in _STANDINGS and part != text}
