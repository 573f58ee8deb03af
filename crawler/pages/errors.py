"""What can go wrong while pages are pulled and read, below `corpus.errors.GongkaiError`.

CrawlError                a page, a column or a portal could not be read; carries .url
├── CrawlBusy             another process, perhaps on another machine, crawls the portal; carries .portal
├── CrawlUnstarted        the process that was to crawl a portal did not begin; carries .portal
├── FileForSeveral        one file came at the addresses of several attachments
├── FileNotChecked        a file came in place of a held one before the portal went away
├── GoneWithoutSaying     a page says that it is gone, with a status that says it is there
├── LayoutChanged         a page does not hold what its family always holds; carries .expected
├── ProbeBusy             somebody looks at the portal already
├── ScriptsAlone          a page shows nothing, and has scripts
├── SignInNeeded          a page is shown to those who sign in only
├── TextMissed            a page shows text, and none was found
├── TooManyProbes         as many portals are looked at as may be
├── Unforeseen            the program itself failed at a page; carries .number
└── UnknownFamily         no family of that name; carries .name and .known
"""

from __future__ import annotations

from corpus.errors import GongkaiError


class CrawlError(GongkaiError):
    """A page, a column or a portal could not be read."""

    def __init__(self, message: str, url: str = "") -> None:
        self.url = url
        super().__init__(message)


class CrawlBusy(CrawlError):
    """Another process, perhaps on another machine, crawls the portal."""

    def __init__(self, portal: str) -> None:
        self.portal = portal
        super().__init__(f"另一个进程正在采集 {portal}。请等它结束后重试。")


class CrawlUnstarted(CrawlError):
    """The process that was to crawl a portal did not begin."""

    def __init__(self, portal: str) -> None:
        self.portal = portal
        super().__init__(f"没能开始采集 {portal}，请稍后重试，或在服务器上运行 gongkai crawl。")


class ProbeBusy(CrawlError):
    """Somebody looks at the portal already."""

    def __init__(self, home: str) -> None:
        super().__init__(f"正在查看 {home}，没有重复开始。请等它结束，刷新页面可以看到进度。", home)


class TooManyProbes(CrawlError):
    """As many portals are looked at as may be."""

    def __init__(self, most: int) -> None:
        super().__init__(f"已经有 {most} 个网站正在查看，没有开始。请等其中一个结束后再试。")


class LayoutChanged(CrawlError):
    """A page does not hold what its family always holds: the portal may have been redesigned."""

    def __init__(self, url: str, expected: str) -> None:
        self.expected = expected
        super().__init__(f"页面 {url} 中没有找到{expected}，网站可能已改版，请检查该栏目的配置。", url)


class AsksNotToBeListed(CrawlError):
    """A page asks search engines not to list it, and the configuration heeds that."""

    def __init__(self, url: str) -> None:
        super().__init__("网页标有 noindex，按配置项 crawl.follow_noindex 没有收录。", url)


class FileForSeveral(CrawlError):
    """One file came at the addresses of several attachments."""

    def __init__(self, url: str, portal: str) -> None:
        super().__init__(
            "几个附件的地址给出了同一个文件，已保存的原样保留，下次采集再核对；多日仍是如此就采信，"
            f"确认属实请运行 gongkai crawl {portal} --accept-changes。",
            url,
        )


class FileNotChecked(CrawlError):
    """A file came in place of a held one before the portal went away."""

    def __init__(self, url: str, portal: str) -> None:
        super().__init__(
            "附件换成了新的文件，而网站中途停止回应，没有来得及核对；已保存的原样保留，下次采集再核对，"
            f"多日仍是如此就采信，确认属实请运行 gongkai crawl {portal} --accept-changes。",
            url,
        )


class GoneWithoutSaying(CrawlError):
    """A page says that it is gone, with a status that says it is there."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "这一页说内容不存在或已删除，却没有用 404 答复；已收录的原样保留。请告知网站管理方。",
            url,
        )


class ScriptsAlone(CrawlError):
    """A page shows nothing, and has scripts."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "这一页只有脚本，没有文字：网站可能在验证访问者，或改用脚本显示内容；已收录的原样保留。"
            "请在浏览器中打开核对，必要时与网站管理方联系。",
            url,
        )


class SignInNeeded(CrawlError):
    """A page is shown to those who sign in only."""

    def __init__(self, url: str) -> None:
        super().__init__("这一页要求登录后才能查看，没有收录。如本应公开，请与网站管理方联系。", url)


class TextMissed(CrawlError):
    """A page shows text, and none was found."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "这一页显示着文字，却没有读出正文，只收录了标题。请用 gongkai extract 核对，并把网址告诉开发者。",
            url,
        )


class Unforeseen(CrawlError):
    """The program itself failed at a page, in a way that nobody foresaw."""

    def __init__(self, url: str, number: str) -> None:
        self.number = number
        super().__init__(
            f"程序处理这一页时出错，已跳过，编号 {number}。"
            f"请运行 gongkai report-bug {number}，把生成的文件发给开发者。",
            url,
        )


class UnknownFamily(CrawlError, KeyError):
    """No family of that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"没有名为 {name} 的网站类型，请改为以下之一：{'、'.join(known)}。")

    def __str__(self) -> str:
        return str(self.args[0])
