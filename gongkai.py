"""The `gongkai` command: starts `commands`, and takes Ctrl-C from the first moment on."""

from __future__ import annotations

import os
import signal
import sys

INTERRUPTED = 130
"""128 + SIGINT, as shells expect."""


def main() -> None:
    """Run the command line and exit with its status."""
    _open_streams()
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)
    # The parts take a second to load: imported at the head of the file, Ctrl-C would show where they were.
    from commands import gongkai

    signal.signal(signal.SIGINT, before)
    gongkai()


def _open_streams() -> None:
    """Where standard streams were closed, the next file opened would take their place.

    Whoever reads a closed input is told so (EBADF): it is none that has come to its end.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            device = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, open(device, mode, encoding="utf-8"))  # noqa: SIM115


def _leave(*_: object) -> None:
    """Nothing has been begun yet."""
    os.write(2, "已中断。\n".encode())
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
