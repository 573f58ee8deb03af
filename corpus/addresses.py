"""Which addresses of the web can be meant at all, and when two of them mean one page."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

import idna

from corpus.lazy_regex import lazy_regex

SCHEMES = ("http", "https")

LONGEST_HOST = 253
LONGEST_LABEL = 63
"""RFC 1035, 2.3.4."""

DEFAULT_PORTS = {"http": 80, "https": 443}

SESSION_KEYS = frozenset(
    {"jsessionid", "phpsessid", "aspsessionid", "sessionid", "session_id", "cfid", "cftoken"}
)
"""Query keys that name a visit and not a page; the session cookies of common servers."""

TRACKING_KEYS = frozenset(
    {
        "gclid",
        "fbclid",
        "msclkid",
        "yclid",
        "bd_vid",
        "spm",
        "isappinstalled",
        "share_token",
        "ascene",
        "ivk_sa",
        "nsukey",
        "sukey",
        "mpshare",
        "wxshare_count",
        "wxwork_userid",
        "sharer_sharetime",
        "sharer_shareid",
    }
)
"""Query keys by which a link tells where it was clicked: of advertisers, of Taobao and of WeChat."""

_TRACKED = lazy_regex(r"utm_\w+|hmsr|hmpl|hmcu|hmkw|hmci")
"""Keys of Google's and of Baidu's campaigns, each a family."""

_SHARED = ("timeline", "singlemessage", "groupmessage")
"""What WeChat sets `from` to; elsewhere that key has other meanings."""

_LABEL = lazy_regex(r"[\w-]+")
"""Letters of any script: such names are encoded before they are asked for. Underscores do occur."""

_CONTROL = lazy_regex(r"[\x00-\x1f\x7f]|^ | $")
"""`urlsplit` passes over these without a word."""

_OF_A_MOMENT = lazy_regex(
    r"(?:_|_?ts?|r|v|_?rn?d|rand|random|time|timestamp|no_?cache)=(?:\d{10,13}|0?\.\d+)", re.IGNORECASE
)
"""Part of a query that is another one at each click, so that no cache answers."""

_SLASHES = lazy_regex(r"/{2,}")
_INDEX = lazy_regex(r"/(index|default)\.(html?|shtml)$", re.IGNORECASE)
_DEFAULT = lazy_regex(
    r"/(?:index|default|main|home|welcome)\.(?:s?html?|aspx?|jspx?|php|do|action|cfm)$", re.IGNORECASE
)
"""What servers answer with at a folder; where both answer with the same, they are one."""

_SESSION = lazy_regex(r";jsessionid=[^/?]*|(?<=/)\((?:X\(\d\))?(?:[A-Z]\([^()/]{16,}\))+\)/", re.IGNORECASE)
"""In a path: of Java servers, and of ASP.NET without cookies."""

_SESSION_VALUE = lazy_regex(r"=.*|(?<=\()[^()]+(?=\))")

_NAMED_SHORTLY = ("sid", "ssid", "sess", "session")
_AT_RANDOM = lazy_regex(r"(?=[^a-z]*[a-z])(?=\D*\d)(?![0-9a-f]+$)[0-9a-z]{16,}", re.IGNORECASE)
"""Of a visit, where a key says so that names sites and documents elsewhere: these in hexadecimal figures."""
_LONG = lazy_regex(r"(?=[^a-z]*[a-z])(?=\D*\d)[0-9a-z-]{16,}", re.IGNORECASE)
"""Of a visit, too, where another key names the document."""

_NUMBER_OF_A_PAGE = lazy_regex(
    r"(?:id|[ain]id|(?:info|news|article|art|doc|document|content|notice)_?id)=[^=]+", re.IGNORECASE
)
_WRITTEN_PAGE = lazy_regex(r"\.s?html?$", re.IGNORECASE)
LEAST_FIGURES = 4
"""In the name of a file that tells it from others: html5 and view2 are names of forms. A guess."""

_STRAY = lazy_regex(r"%(?![0-9A-Fa-f]{2})")
"""A sign of percent that escapes nothing, as in the name of a file."""

_ESCAPE = lazy_regex(r"%[0-9a-f]{2}", re.IGNORECASE)
_SAFE_PATH = "%/:=&,;@!$'()*+~"


def fault(url: str) -> str | None:
    """Why this cannot be the address of a page, in Chinese and without a full stop; None when it can."""
    if _CONTROL.search(url):
        return "网址格式不正确"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "网址格式不正确"
    if parts.scheme not in SCHEMES:
        return "只访问 http 和 https 网址"
    if not parts.hostname:
        return "网址中没有主机名"
    if parts.username is not None:
        return "网址中带有用户名"
    return None if is_host(parts.hostname) and port != 0 else "网址格式不正确"


def is_host(name: str) -> bool:
    """Whether it is an IP address or may be a name in the DNS; without a port."""
    if _is_ip(name):
        return True
    labels = name.removesuffix(".").split(".")
    return len(name) <= LONGEST_HOST and all(
        len(label) <= LONGEST_LABEL and _LABEL.fullmatch(label) for label in labels
    )


def is_host_and_port(name: str) -> bool:
    """`host` or `host:port`, an IPv6 address with a port in brackets, as the guard names hosts."""
    return _is_ip(name) or (not re.search(r"[/?#\\]", name) and fault(f"http://{name}") is None)


def can_split(url: str) -> bool:
    """Whether `urlsplit` takes it."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def parts_of(url: str) -> SplitResult:
    """Its parts, whatever they are worth; nothing but a path where it cannot even be split."""
    return urlsplit(url) if can_split(url) else SplitResult("", "", url, "", "")


def normal(url: str) -> str | None:
    """The form to fetch and to keep: no fragment, session, `./` or default port. None if it is no address.

    Nor what tells who followed a link; the bytes of the rest stay, in whatever encoding they are.
    """
    try:
        parts = urlsplit(url.strip())
        name, port = ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in DEFAULT_PORTS or not is_host(name):
        return None
    scheme = parts.scheme.lower()
    host = f"[{name}]" if ":" in name else name
    if port is not None and port != DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    path = quote(_SESSION.sub("", _without_dots(parts.path or "/")), safe=_SAFE_PATH)
    return urlunsplit((scheme, host, path, _own_query(path, parts.query), ""))


def identity(url: str) -> str:
    """Equal for addresses of one page.

    What does not count are the scheme, www., the name of a folder's index page, the order of the query and
    the case of escapes (RFC 3986, 6.2.2.1).
    """
    parts = parts_of(url)
    path = _INDEX.sub("/", parts.path)
    query = "&".join(sorted(parts.query.split("&")))
    rest = path + (f"?{query}" if query else "")
    if "%" in rest:
        rest = _ESCAPE.sub(lambda escape: escape.group().upper(), rest)
    return ascii_host(parts.netloc).removeprefix("www.") + rest


def is_index_page(url: str) -> bool:
    """Whether it names what may be the index page of a folder."""
    return _DEFAULT.search(parts_of(url).path) is not None


def may_be_one(url: str, other: str) -> bool:
    """Whether two addresses lead to one page if both answer with the same.

    They differ in what `identity` passes over, the name of a folder's page, slashes at the end or doubled,
    letters of the path that are small or capital, times, parts of the query that one of them lacks; each may
    lack some where they share others, or the page is written as a file.
    """
    one, two = parts_of(identity(url)), parts_of(identity(other))
    if _folder(one.path) != _folder(two.path):
        return False
    first, second = (
        {pair for pair in parts.query.split("&") if pair and not _OF_A_MOMENT.fullmatch(pair)}
        for parts in (one, two)
    )
    if first <= second or second <= first:
        return True
    keys = [{pair.partition("=")[0] for pair in pairs} for pairs in (first - second, second - first)]
    return bool(first & second or _WRITTEN_PAGE.search(one.path)) and keys[0].isdisjoint(keys[1])


def _folder(path: str) -> str:
    return _DEFAULT.sub("", _SLASHES.sub("/", path)).rstrip("/").lower()


def ascii_host(name: str) -> str:
    """A host as the DNS has it (RFC 5891): 中文.政务 and xn--… are one; with a port it keeps that."""
    if name.isascii():
        return name
    host, colon, port = name.partition(":")
    try:
        return idna.encode(host, uts46=True).decode() + colon + port
    except idna.IDNAError:
        return name


def sendable(url: str) -> str:
    """The address with such signs of percent escaped as escape nothing themselves: 降幅50%.doc is a name."""
    return _STRAY.sub("%25", url)


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept) or "/"


def sessions_in(path: str) -> list[str]:
    """What in a path names a visit, without its value: `;jsessionid`, `(S())`."""
    return [_SESSION_VALUE.sub("", found.group()).strip("/") for found in _SESSION.finditer(path)]


def pairs_of_visits(path: str, query: str) -> list[str]:
    """Of a query what names a visit or where a link was clicked, and not a page.

    What its name does not tell of for certain is left where nothing else names the page.
    """
    pairs = query.split("&")
    certain = [pair for pair in pairs if _tells_of_a_visit(pair)]
    if _WRITTEN_PAGE.search(path) and sum(map(str.isdigit, path.rpartition("/")[2])) >= LEAST_FIGURES:
        # A file whose name tells it from others: its server heeds no query.
        return certain + [pair for pair in pairs if _key_and_value(pair)[0] in _NAMED_SHORTLY]
    numbered = any(_NUMBER_OF_A_PAGE.fullmatch(pair) for pair in pairs)
    likely = [pair for pair in pairs if _may_tell_of_a_visit(pair, numbered)]
    named = _WRITTEN_PAGE.search(path) or len(certain) + len(likely) < len(pairs)
    return certain + likely if named else certain


def _own_query(path: str, query: str) -> str:
    visits = pairs_of_visits(path, query)
    return quote("&".join(pair for pair in query.split("&") if pair not in visits), safe=_SAFE_PATH + "?")


def _tells_of_a_visit(pair: str) -> bool:
    key, value = _key_and_value(pair)
    of_visits = key in SESSION_KEYS or key in TRACKING_KEYS or bool(_TRACKED.fullmatch(key))
    return of_visits or (key == "from" and value in _SHARED)


def _may_tell_of_a_visit(pair: str, numbered: bool) -> bool:
    """`numbered`: whether another part of the query names the document."""
    key, value = _key_and_value(pair)
    random = _AT_RANDOM.fullmatch(value) or (numbered and _LONG.fullmatch(value))
    return key in _NAMED_SHORTLY and bool(random)


def _key_and_value(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote_plus(name).lower(), value
