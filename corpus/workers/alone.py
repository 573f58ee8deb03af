"""Runs a module by itself: `python -m corpus.workers.alone MODULE [ARGUMENT ...]`."""

from __future__ import annotations

import runpy
import sys
from importlib.util import find_spec, module_from_spec
from itertools import accumulate


def run(module: str) -> None:
    """As `python -m` does, without the contracts of the packages that it is in.

    These load all that the packages offer, most of which a worker has no use for: it takes what it works with
    from where that is.
    """
    *within, _ = module.split(".")
    for package in accumulate(within, "{}.{}".format):
        spec = find_spec(package)
        if spec is None:
            raise ModuleNotFoundError(package)
        sys.modules[package] = module_from_spec(spec)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    sys.argv = sys.argv[1:]
    run(sys.argv[0])
