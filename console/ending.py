"""How a command is told to end: Ctrl-C in a terminal, SIGTERM by whoever runs services."""

from __future__ import annotations

import signal

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
"""As shells say of a program that a signal ended."""


class Terminated(KeyboardInterrupt):
    """SIGTERM: what is done on Ctrl-C is done."""


def end_on_sigterm() -> None:
    """Have SIGTERM raise Terminated, unless whoever began this process has it ignored."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_IGN:
        signal.signal(signal.SIGTERM, _terminate)


def _terminate(*_: object) -> None:
    # Whoever asks twice need not interrupt what tidies up.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Terminated
