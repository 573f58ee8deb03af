"""How long a crawl bears with a portal that fails or turns it away."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.fetch import Blocked, FetchError
from crawler.walk.endings import PortalDown

PATIENCE = 10
"""Failures of the portal one after the other until the crawl stops: more than a hiccup. A guess."""

BLOCKS = 5
"""Refusals one after the other, each after a longer pause, until the crawl of a portal stops. A guess."""

DOWN = "网站连续多次没有正常回应，本次采集提前结束；下次运行将接着采集。"
BLOCKED = "网站一再拒绝抓取，本次采集提前结束；请与网站管理方联系，下次运行将接着采集。"


@dataclass(slots=True)
class Patience:
    """What of the portal's faults came one after the other."""

    fault: FetchError | None = None
    """The fault of the portal as a whole that the last address met, if it did."""
    told: FetchError | None = None
    """Why the last address could not be had, where that was noted."""
    failures: int = 0
    """Of the portal, one after the other."""
    blocks: int = 0
    """Refusals, one after the other."""

    def answered(self) -> None:
        """An address was had: all is forgiven."""
        self.fault, self.told, self.failures, self.blocks = None, None, 0, 0

    def failed(self, error: FetchError) -> None:
        """An address could not be had. Raises PortalDown when it was the last that is borne."""
        self.told = error
        self.failures = self.failures + 1 if error.portal_fault else 0
        self.fault = error if error.portal_fault else None
        self.blocks = self.blocks + 1 if isinstance(error, Blocked) else 0
        if self.blocks >= BLOCKS:
            raise PortalDown(BLOCKED)
        if self.failures >= PATIENCE:
            raise PortalDown(DOWN)
