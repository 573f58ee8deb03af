"""A process of this program: how it is begun, and that it ends with the one that began it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable
from threading import Thread


def begin(
    module: str, *arguments: str, inherited: tuple[int, ...] = (), quiet: bool = False
) -> subprocess.Popen[bytes]:
    """Run `module` with pipes to its standard input and output; `quiet` drops what it prints.

    It is a program of its own, not a fork, and a session of its own, so that Ctrl-C is for the parent alone.
    """
    return subprocess.Popen(  # noqa: S603  (this program's own module)
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        pass_fds=inherited,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )


def when_parent_is_gone(act: Callable[[], object]) -> None:
    """Do so from a thread of the process that was begun; whatever the parent died of, its pipe is closed."""

    def wait() -> None:
        pipe = select.poll()
        pipe.register(0, 0)
        pipe.poll()
        act()

    Thread(target=wait, name="parent", daemon=True).start()


def take_standard_output() -> int:
    """The pipe to the parent, for itself: what a library prints must not be taken for an answer."""
    pipe = os.dup(1)
    os.dup2(2, 1)
    return pipe
