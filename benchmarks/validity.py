"""Every kind of page by the Nu Html Checker, in one run of it. Its jar is the npm package vnu-jar's:

npm pack vnu-jar && tar xzf vnu-jar-*.tgz
python benchmarks/validity.py --jar package/build/dist/vnu.jar
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from screenshots import served

PAGES = (
    "/",
    "/search?q=补贴",
    "/search?q=补贴&year=2024&from=2020-01-01",
    '/search?q="火星移民"',
    "/search/advanced",
    "/document/1",
    "/document/8?q=补贴",
    "/document/30",
    "/catalogue",
    "/guide",
    "/display",
    "/search/advanced?q=补贴",
    "/no-such-page",
    "/staff/sign-in",
    "/terminal",
    "/screen",
)

VIEWS = (
    "view=start",
    "view=type",
    "view=results&q=补贴",
    "view=choose&field=agency",
    "view=document&number=8&q=补贴",
)
"""Of the terminal: fragments, which are checked within its page."""


def fetched(address: str, body: str | None = None) -> str:
    """The page, or the one that says why there is none."""
    data = quote(body, safe="=&").encode() if body is not None else None
    try:
        with urlopen(quote(address, safe=":/?=&%"), data) as answer:
            return str(answer.read().decode())
    except HTTPError as error:
        return error.read().decode()


def gather(address: str, folder: Path) -> int:
    """Write all of them into the folder; how many."""
    found = [fetched(address + path) for path in PAGES]
    shell = fetched(f"{address}/terminal")
    begin, _, rest = shell.partition('<main id="view" class="rest">')
    end = rest.partition("</main>")[2]
    for view in VIEWS:
        found.append(f'{begin}<main id="view">{fetched(f"{address}/terminal/view", view)}</main>{end}')
    for place, page in enumerate(found):
        folder.joinpath(f"{place:02}.html").write_text(page, encoding="utf-8")
    return len(found)


def main() -> None:
    """Ends with 1 where the checker finds an error."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jar", type=Path, required=True, help="the checker's vnu.jar")
    chosen = options.parse_args()
    with served() as address, tempfile.TemporaryDirectory() as folder:
        count = gather(address, Path(folder))
        checker = ["java", "-jar", str(chosen.jar), "--stdout", "--format", "gnu", folder]
        done = subprocess.run(checker, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="")
    print(f"{count} pages and views, {done.stdout.count(': error')} errors")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
