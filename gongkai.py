"""The `gongkai` command: starts `commands`, and takes Ctrl-C and SIGTERM from the first moment on."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run the command line and exit with its status."""
    _open_streams()
    heeded = [one for one in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _leave) for number in heeded}
    # The parts take a second to load: imported at the head of the file, Ctrl-C would show where they were.
    from commands import gongkai
    from console.ending import end_on_sigterm

    for number, handler in before.items():
        signal.signal(number, handler)
    end_on_sigterm()
    gongkai()


def _open_streams() -> None:
    """Where standard streams were closed, the next file opened would take their place.

    Whoever reads a closed input is told so (EBADF): it is none that has come to its end.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            device = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, open(device, mode, encoding="utf-8"))  # noqa: SIM115


def _leave(number: int, _: object) -> None:
    """Nothing has been begun yet."""
    os.write(2, "已中断。\n".encode())
    # As shells say of a program that a signal ended.
    os._exit(128 + number)


if __name__ == "__main__":
    main()
