"""Signals that end a command that changes an index: with nothing half done."""

import signal
from typing import Any, Self

from newsearch.engines.base import MADE


class Interrupts:
    """Lets what would end the process at once end it as Ctrl-C does.

    What a signal raises is lost if it comes while Python calls back from an import: ``check`` raises it again.
    ``done`` is true once the change was made; whoever interrupts then is told.
    """

    def __init__(self) -> None:
        self.done = False
        self._came = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows knows two of them only
            if number is not None and signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                self._before[number] = signal.signal(number, self._interrupt)  # nohup lets it be ignored
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _interrupt(self, *_: object) -> None:
        self._came = True
        error = KeyboardInterrupt()
        if self.done:
            error.add_note(MADE)
        raise error

    def check(self) -> None:
        """Raises KeyboardInterrupt if a signal came."""
        if self._came:
            raise KeyboardInterrupt
