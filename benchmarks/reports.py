"""Public reports of portals, queries and files that others got wrong: is each right here?

    python benchmarks/reports.py [--only portals|queries|files] [--verbose]

`reports/` of the shared data holds portals on loopback that misbehave in one way each, and questions with
what must come first; `attachments/faults` files with what must come out of each.
Ends with 1 where one is wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

from corpus.config import AttachmentSettings
from crawler.attachments import AttachmentReader

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
GONGKAI = str(Path(sys.executable).with_name("gongkai"))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", choices=SETS, action="append")
    parser.add_argument("--verbose", action="store_true", help="what each crawl says, too")
    options = parser.parse_args()
    wrong = 0
    for name in options.only or SETS:
        faults = SETS[name](options.data, options.verbose)
        bad = {kind: told for kind, told in faults.items() if told}
        for kind, told in bad.items():
            print(f"  {kind}: {told}")
        print(f"{name}: {len(faults) - len(bad)} of {len(faults)} right")
        wrong += len(bad)
    return 1 if wrong else 0


def portals(data: Path, verbose: bool) -> dict[str, object]:
    """By report what its crawls did wrong; all portals are crawled by one command."""
    folder = data / "reports"
    sys.path.insert(0, str(folder))
    scripts = sorted((folder / "crawler").glob("*.py"))
    made = [_loaded(script).Report(script.stem) for script in scripts]
    return dict(_loaded(folder / "portal.py").check(made, GONGKAI, verbose))


def queries(data: Path, verbose: bool) -> dict[str, object]:
    """By kind of query how many are right of how many, where that is too few."""
    tally = _loaded(data / "reports" / "search.py").check(data / "reports", GONGKAI, verbose)
    return {kind: "" if right else f"{good} of {cases}" for kind, (good, cases, right) in tally.items()}


def files(data: Path, verbose: bool) -> dict[str, object]:
    """By file what is missing in its text, or is there and must not be."""
    folder, found = data / "attachments" / "faults", dict[str, object]()
    with AttachmentReader(AttachmentSettings()) as reader:
        for line in (folder / "keys.jsonl").read_text(encoding="utf-8").splitlines():
            key = json.loads(line)
            said = reader.read(folder / key["file"], "")
            faults = list(_faults("".join(said.text.split()), key))
            found[key["file"]] = faults + [said.reading.value] * (said.reading.value != key["reading"])
    return found


def _faults(text: str, key: dict[str, list[str]]) -> list[str]:
    place, faults = 0, []
    for wanted in ("".join(each.split()) for each in key["must"]):
        at = text.find(wanted, place)
        faults += [f"lacks {wanted}"] * (at < 0)
        place = max(at + len(wanted), place)
    return faults + [f"has {each}" for each in key["must_not"] if "".join(each.split()) in text]


def _loaded(path: Path) -> ModuleType:
    known = sys.modules.get(path.stem)
    if known is not None and known.__file__ == str(path):
        return known
    described = importlib.util.spec_from_file_location(path.stem, path)
    if described is None or described.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(described)
    sys.modules[path.stem] = module
    described.loader.exec_module(module)
    return module


SETS = {"portals": portals, "queries": queries, "files": files}

if __name__ == "__main__":
    sys.exit(main())
