"""Pages that firewalls send instead of the one asked for: script challenges and captchas."""

from __future__ import annotations

import re
from itertools import islice

from corpus.lazy_regex import lazy_regex
from crawler.pages.links import entries_held

LONGEST = 60_000
"""Bytes; challenge pages are short (the longest seen has 40 KB, nearly all of it script). A guess."""

SAYS_LITTLE = 600
"""Characters of visible text up to which a page that speaks of a check is nothing else. A guess."""

_SCRIPTS = (
    b"$_ts=window['$_ts']",  # 瑞数
    b"$_ts = window['$_ts']",
    b"acw_sc__v2",  # 阿里云
    b"__jsl_clearance",  # 加速乐
    b"_cf_chl_opt",  # Cloudflare
    b"/_Incapsula_Resource",
    b"TencentCaptcha(",
    b"/_guard/",  # 百度云加速, 网站卫士
    b"WAF_CAPTCHA",
    b"/.safeline/",  # 长亭雷池
    b"SafeLineChallenge",
    b"wzwschallenge",  # 网站卫士
    b"yunsuo_session",  # 云锁
)
"""What the scripts of firewalls name; pages of portals that embed such a service do not load it this way."""

_TITLES = lazy_regex(
    r"<title[^>]{0,200}>[^<]{0,80}(?:安全验证|访问验证|人机验证|滑动验证|验证码|访问被拒绝|访问被拦截|访问拦截|请求被拦截"
    r"|网站防火墙|云防护|创宇盾|安全狗|访问过于频繁|Just a moment|Access Denied|Attention Required)",
    re.IGNORECASE,
)
_WORDS = lazy_regex(
    r"访问(?:过于|太)频繁|访问频率(?:过高|过快|超)|异常(?:访问|流量|请求)|拖动(?:下方|左侧|右侧)?的?滑块|按住.{0,6}滑块"
    r"|(?:检查|检测|验证|校验).{0,6}浏览器|浏览器.{0,8}(?:检查|检测|验证|校验)"
    r"|(?:完成|通过|进行).{0,12}验证.{0,8}(?:继续|访问|浏览)|(?:不是|并非)机器人|请输入.{0,8}验证码.{0,8}(?:继续|访问|浏览)"
)
_ASKS_BACK = lazy_regex(
    r"document\.cookie\s*=|\blocation(?:\.href)?\s*=\s*[\"'][^\"']{0,500}[\"']\s*\+|\blocation\.reload\("
)
"""What a script does that answers for its reader: it notes something, or asks again with something added."""

_LEADS_ON = lazy_regex(
    r"http-equiv\s*=\s*\\?[\"']?refresh|\blocation(?:\.href)?\s*=\s*[\"']|\blocation\.(?:replace|assign)\(\s*[\"']"
    r"|\balert\(|\bhistory\.|\bwindow\.close\(",
    re.IGNORECASE,
)
"""Stubs that only send their reader elsewhere or say a word."""

_NOT_SHOWN = lazy_regex(
    r"<!--.{0,20000}?-->|<(script|style|noscript|title)\b.{0,60000}?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_NO_CONTENT = lazy_regex(
    r"</?(?:!doctype|html|head|body|meta|link|base|script|form)\b[^>]{0,5000}>|<input\b[^>]{0,5000}hidden[^>]{0,5000}>",
    re.IGNORECASE,
)
_CHINESE = lazy_regex(r"[\u3400-\u9fff]")

MOST_SAID = 100
"""Chinese characters in scripts from which they carry what a page shows. A guess."""

LEAST_OF_MENU = 5
"""Chinese characters, and addresses of pages, beyond which scripts hold a menu. A guess."""

ENTRIES_OF_MENU = 2
"""Entries with a name and an address from which a script that asks nothing back writes a menu. A guess."""

_PAGES = lazy_regex(r"[\w/]\.(?:[sj]?html?|jsp|aspx?|php)\b|[\w.]/[\"';]", re.IGNORECASE)

_UNSEEN = lazy_regex(r"<(script|style)\b.{0,60000}?</\1>|<[^>]{0,5000}>", re.IGNORECASE | re.DOTALL)


SCRIPT_ONLY = (202, 412, 521)
"""Statuses that servers of portals do not use themselves: with any script they are a firewall's."""


def is_challenge(body: bytes, status: int = 200) -> bool:
    """Whether the body is a firewall's question rather than a page of the portal."""
    if len(body) > LONGEST or b"<" not in body[:1000]:
        return False
    if any(mark in body for mark in _SCRIPTS) or (status in SCRIPT_ONLY and b"<script" in body.lower()):
        return True
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    if _is_script_alone(text):
        return True
    visible = "".join(_UNSEEN.sub("", text).split())
    return len(visible) < SAYS_LITTLE and bool(_TITLES.search(text) or _WORDS.search(visible))


def _is_script_alone(text: str) -> bool:
    """Whether a page has nothing to show, but a script that is no mere stub and carries no words."""
    if "<script" not in text.lower() or _NO_CONTENT.sub("", _NOT_SHOWN.sub("", text)).strip():
        return False
    said = len(_CHINESE.findall(text))
    if said > MOST_SAID or (said > LEAST_OF_MENU and len(_PAGES.findall(text)) > LEAST_OF_MENU):
        return False
    if _ASKS_BACK.search(text):
        return True
    return not (_LEADS_ON.search(text) or _holds_menu(text))


def _holds_menu(text: str) -> bool:
    """Whether scripts hold names with addresses: those of a tree in a frame, few as they may be."""
    return len(set(islice(entries_held(text), ENTRIES_OF_MENU * 2))) >= ENTRIES_OF_MENU
