"""How many touches three questions take at the terminal, by letters and step by step, in a browser:

    python benchmarks/touches.py

On the sample county, with nothing pinned. Letters are touched until a word with the wanted one is offered;
step by step the reader goes down the lists. The first touch, at rest, counts; a title with the word ends it.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright import sync_api as playwright
from screenshots import CHROMIUM, served

QUESTIONS = (
    ("today's water price", "水价", "shuijia", "发展和改革局"),
    ("last year's budget of one bureau", "预算", "yusuan", "财政局"),
    ("how to get 低保", "低保", "dibao", "民政局"),
)
"""What is asked, the word for it, its letters, and the bureau that a reader would think of."""

SETTLED = 200
"""Milliseconds in which an answer that came is on the screen. A guess."""


@dataclass
class Reader:
    """Touches, and counts."""

    tab: playwright.Page
    touches: int = 0

    def touch(self, what: str, then: str | None = None) -> None:
        """Touch something that is in sight; wait for what comes."""
        self.tab.tap(what)
        self.touches += 1
        if then:
            self.tab.wait_for_selector(then)

    def begin(self, address: str) -> None:
        """From the screen at rest."""
        self.tab.goto(f"{address}/terminal")
        self.touch(".begin button", "main.start")

    def pages_to(self, what: str) -> bool:
        """下翻 until it is in sight; False where it never is."""
        self.tab.wait_for_timeout(SETTLED)
        while not self.tab.locator(what).count():
            if self.tab.locator('[data-scroll="1"]').is_disabled():
                return False
            with self.tab.expect_response("**/terminal/view"):
                self.touch('[data-scroll="1"]')
            self.tab.wait_for_timeout(SETTLED)
        return True

    def opens(self, word: str) -> str:
        """Touch the first document that has the word in its title; the touches in all."""
        found = f'.found button:has-text("{word}") >> nth=0'
        if not self.pages_to(found):
            return "not found"
        self.touch(found, ".sheet")
        return str(self.touches)


def by_letters(reader: Reader, address: str, word: str, letters: str) -> str:
    """The box, letters until a word is offered, the document."""
    reader.begin(address)
    reader.touch(".box", "main.type")
    offered = f'.words button:has-text("{word}") >> nth=0'
    for letter in letters:
        with reader.tab.expect_response("**/terminal/words"):
            reader.touch(f'[data-key="{letter}"]')
        reader.tab.wait_for_timeout(SETTLED)
        if reader.tab.locator(offered).count():
            reader.touch(offered, "main.results")
            return reader.opens(word)
    return "not offered"


def step_by_step(reader: Reader, address: str, word: str, bureau: str) -> str:
    """按单位, the bureau, the document."""
    reader.begin(address)
    reader.touch("text=按单位", "main.choose")
    wanted = f'.choices button:has-text("{bureau}") >> nth=0'
    if not reader.pages_to(wanted):
        return "no such bureau"
    reader.touch(wanted, "main.results")
    return reader.opens(word)


def main() -> None:
    """A line for each question."""
    with served() as address, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 800}, has_touch=True)
        tab = context.new_page()
        for question, word, letters, bureau in QUESTIONS:
            typed = by_letters(Reader(tab), address, word, letters)
            led = step_by_step(Reader(tab), address, word, bureau)
            print(f"{question}: by letters {typed}, step by step {led}")
        browser.close()


if __name__ == "__main__":
    main()
