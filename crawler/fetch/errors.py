"""What can go wrong with one address, as a small tree below CrawlError.

FetchError              carries .url; str() is one sentence in Chinese
├── Refused             the guard does not let us go there; carries .reason
├── DisallowedByRobots  robots.txt asks us not to, or cannot be read
├── Unreachable         no connection, or it broke
├── TimedOut            no answer in time, or not all of it
├── TooLarge            the body passes the limit; carries .limit
├── TooManyRedirects    more hops than the configuration allows, or a circle
├── BadAnswer           a body that cannot be read: truncated, wrongly compressed, not HTTP
├── HttpFault           any other status than success; carries .status
└── Blocked             403, 429, a script challenge, a captcha: it does not want us; carries .status, .wait
"""

from __future__ import annotations

from crawler.pages.errors import CrawlError

GONE = (404, 410)
"""Statuses that say a page is not there any more."""

BLOCKED = (403, 429)
"""Statuses with which portals and their firewalls turn a crawler away, whatever the body says."""

CHALLENGED = (200, 202, 412, 503, 521)
"""Statuses with which firewalls send a script challenge or a captcha; without one they mean what they say."""


class FetchError(CrawlError):
    """An address could not be fetched."""

    transient = False
    """Whether trying again a moment later may help."""
    portal_fault = False
    """Whether the portal as a whole may be in trouble, not only this page."""
    wait: float | None = None
    """Seconds after which the portal says it may be asked again."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(problem, url)


class Refused(FetchError):
    """The address lies outside what this portal may be fetched from."""

    def __init__(self, url: str, reason: str) -> None:
        self.reason = reason
        super().__init__(url, f"为安全起见没有访问：{reason}。")


class DisallowedByRobots(FetchError):
    """robots.txt asks us not to fetch this."""

    def __init__(self, url: str, unreadable: bool = False) -> None:
        self.portal_fault = unreadable
        why = "网站的 robots.txt 暂时无法读取" if unreadable else "网站的 robots.txt 不允许抓取此页"
        super().__init__(url, f"{why}，已跳过。")


class Unreachable(FetchError):
    """No connection, or it broke before the answer."""

    portal_fault = True

    def __init__(self, url: str, detail: str = "", lasting: bool = False) -> None:
        """`lasting`: it is no matter of the network, and `detail` says what to do."""
        self.detail = detail
        self.transient = not lasting
        advice = "" if lasting else "请检查网址和网络后重试。"
        super().__init__(url, f"无法连接网站（{detail or '连接中断'}）。{advice}")


class TimedOut(FetchError):
    """The portal did not answer in time."""

    portal_fault = True

    def __init__(self, url: str, seconds: float, whole: bool = False) -> None:
        self.transient = not whole
        said = f"{seconds:g} 秒内没有传完" if whole else f"{seconds:g} 秒没有回应"
        super().__init__(url, f"网站{said}。请稍后重试，或调大超时设置。")


class TooLarge(FetchError):
    """The body is larger than the configuration allows."""

    def __init__(self, url: str, limit: int) -> None:
        self.limit = limit
        super().__init__(url, f"内容超过 {limit:,} 字节的上限，没有保存。需要时请调大上限。")


class TooManyRedirects(FetchError):
    """The address leads from one place to the next without end."""

    def __init__(self, url: str, limit: int) -> None:
        self.limit = limit
        super().__init__(url, f"跳转超过 {limit} 次，已放弃。请检查网址。")


class BadAnswer(FetchError):
    """The answer cannot be read."""

    transient = True

    def __init__(self, url: str, detail: str) -> None:
        self.detail = detail
        super().__init__(url, f"网站的回应无法读取（{detail}）。请稍后重试。")


class HttpFault(FetchError):
    """The portal answered with an error."""

    def __init__(self, url: str, status: int, wait: float | None = None) -> None:
        self.status = status
        self.wait = wait
        self.transient = self.portal_fault = status >= 500
        said = "页面不存在" if status in GONE else "网站出错" if status >= 500 else "网站拒绝了请求"
        super().__init__(url, f"{said}（HTTP {status}）。")

    @property
    def gone(self) -> bool:
        """Whether the portal says that the page is not there."""
        return self.status in GONE


class Blocked(FetchError):
    """The portal turns us away; we do not work around that."""

    portal_fault = True

    def __init__(self, url: str, status: int, wait: float | None = None) -> None:
        self.status = status
        self.wait = wait
        how = "要求人机验证" if status in CHALLENGED else "拒绝了抓取"
        super().__init__(url, f"网站{how}（HTTP {status}）。请与网站管理方联系，或放慢抓取。")
