"""Another platform that pages can be verified on, such as a GPU: what it takes, and what may differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Platform:
    """A platform. A site declares its own, and names them in `asrun_platforms`.

    Attributes:
        name: by which a build chooses it.
        environment: variables of its kernels, over those of all others.
        pass_environment: names of variables that its kernels take over from whoever builds.
        preflight: code that prints what the device calls itself, and fails where there is none.
        advice: what to do then.
        elsewhere: what in a page's first cell asks for other devices.
        line: a whole line that does nothing but ask for them.
        takes_elsewhere: whether the platform runs the pages that ask for other devices, with
            the lines that ask left out of what runs; otherwise it runs all others.
        tolerance: relative difference allowed between numbers.
        names: patterns of what devices are called, and what stands for any device.
    """

    name: str
    environment: Mapping[str, str] = field(default_factory=dict)
    pass_environment: tuple[str, ...] = ()
    preflight: str = ""
    advice: str = ""
    elsewhere: re.Pattern[str] | None = None
    line: re.Pattern[str] | None = None
    takes_elsewhere: bool = False
    tolerance: float = 0.0
    names: tuple[tuple[re.Pattern[str], str], ...] = ()

    def runs(self, first_cell: str) -> bool:
        """Whether it runs a page with this first cell."""
        asks = bool(self.elsewhere and self.elsewhere.search(first_cell))
        return asks == self.takes_elsewhere

    def what_runs(self, first_cell: str) -> str:
        """The code that runs instead of a page's first cell; lines keep their numbers."""
        if not (self.takes_elsewhere and self.line):
            return first_cell
        lines = first_cell.splitlines()
        return "\n".join("" if self.line.fullmatch(line) else line for line in lines)

    def cannot_run(self, first_cell: str) -> bool:
        """Whether the page would ask for other devices all the same: in a line that does more."""
        return bool(
            self.takes_elsewhere
            and self.elsewhere
            and self.elsewhere.search(self.what_runs(first_cell))
        )

    def any_device(self, text: str) -> str:
        """The text with every device named by its index alone."""
        for pattern, replacement in self.names:
            text = pattern.sub(replacement, text)
        return text
