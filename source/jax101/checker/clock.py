"""How long an answer may run, on a machine that may have other things to do.

What counts is what the answer uses: a right one must pass on a busy machine too. So beyond its limit
in seconds it may go on as long as it has used less than that of a processor. It is stopped when it
waits and uses nothing, and after several times its limit in any case.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_LOOK = 1.0  # seconds between two looks at what it uses
_IDLE = 0.02  # of one processor, below which it waits
_MOST = 6  # times the limit


class Clock:
    """The time of one process.

    Attributes:
        waits: whether it was found to use nothing.
    """

    def __init__(self, pid: int) -> None:
        self.pid, self.waits = pid, False
        self.restart()

    def restart(self) -> None:
        """Count from now."""
        self._start = self._looked = time.monotonic()
        self._before = self._then = used(self.pid)

    @property
    def seconds(self) -> float:
        """Since the start, by the clock on the wall."""
        return time.monotonic() - self._start

    def is_over(self, limit: float) -> bool:
        """Whether the process must be stopped; called again and again.

        Args:
            limit: seconds that it may take.
        """
        passed, now = self.seconds, used(self.pid)
        if passed <= limit:
            return False
        if now is None or self._before is None or self._then is None:
            return True  # the system does not say what it uses
        if now - self._before > limit or passed > _MOST * limit:
            return True
        since = time.monotonic() - self._looked
        if passed - since < limit:  # the first look beyond the limit
            self._looked, self._then = time.monotonic(), now
        elif since > _LOOK:
            self.waits = now - self._then < _IDLE * since
            self._looked, self._then = time.monotonic(), now
        return self.waits


def used(pid: int) -> float | None:
    """Processor seconds that a process has used, all threads; None where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
    except (OSError, IndexError, ValueError):
        return None
    return ticks / os.sysconf("SC_CLK_TCK")
