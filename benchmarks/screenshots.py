"""Pictures of the pages at four widths, on the sample portal: `make screenshots` writes docs/screenshots/."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright import sync_api as playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
GONGKAI = str(Path(sys.executable).with_name("gongkai"))

SCREENS = {390: 844, 768: 1024, 1280: 800, 1920: 1080}
"""Widths and heights: a telephone, a tablet, a desktop, a large one."""

COLOURS = 64
"""Of a picture: as many as the pages have, with the edges of letters."""

PAGES = {
    "home": "/",
    "results": "/search?q=补贴",
    "nothing": '/search?q="火星移民"',
    "advanced": "/search/advanced",
    "document": "/document/16?q=补贴",
    "catalogue": "/catalogue",
    "guide": "/guide",
}

MODES = {"home": "elder", "results": "elder"}
"""Pages that are shown in 长者模式, too."""


@contextmanager
def served() -> Iterator[str]:
    """The sample portal, crawled, indexed and served: its address."""
    with tempfile.TemporaryDirectory() as folder:
        data = ["--data", folder]
        subprocess.run([GONGKAI, *data, "demo", "--once"], check=True, stdout=subprocess.DEVNULL)
        command = [GONGKAI, *data, "serve", "--port", "8719"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            yield "http://127.0.0.1:8719"
            process.terminate()


def public(browser: playwright.Browser, address: str) -> None:
    """The public's pages."""
    for width, height in SCREENS.items():
        for name, path in PAGES.items():
            for mode in ("", *([MODES[name]] if name in MODES else [])):
                context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
                if mode:
                    context.add_cookies([{"name": "gongkai_display", "value": mode, "url": address}])
                tab = context.new_page()
                tab.goto(address + path)
                shown = f"{name}-{mode}-{width}" if mode else f"{name}-{width}"
                tab.screenshot(path=FOLDER / f"{shown}.png")
                context.close()


def terminal(browser: playwright.Browser, address: str) -> None:
    """The terminal's views, by touch."""
    for width, height in ((1280, 800), (1920, 1080), (1080, 1920)):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", has_touch=True
        )
        tab = context.new_page()

        def picture(name: str, tab: playwright.Page = tab, width: int = width) -> None:
            tab.wait_for_load_state("networkidle")
            tab.screenshot(path=FOLDER / f"terminal-{name}-{width}.png")

        tab.goto(f"{address}/terminal")
        picture("rest")
        tab.tap("text=请点这里")
        tab.wait_for_selector(".start")
        picture("start")
        tab.tap(".box")
        for key in ("s", "h", "u", "i"):
            tab.tap(f"[data-key={key}]")
        tab.wait_for_selector(".words button")
        picture("typing")
        tab.tap(".words button >> nth=0")
        tab.wait_for_selector(".found")
        picture("results")
        tab.tap(".found button >> nth=0")
        tab.wait_for_selector(".sheet")
        picture("document")
        context.close()


def main() -> None:
    """Write all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with served() as address, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
        )
        # The first search of a process reads what the next ones find in memory.
        browser.new_page().goto(f"{address}/search?q=养老")
        public(browser, address)
        terminal(browser, address)
        browser.close()
    for path in FOLDER.glob("*.png"):
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
