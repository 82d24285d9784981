"""One line of the table, and the table as text and as data. The site shows the same data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

DATA = Path("docs", "about", "_speed.json")
"""Where the table is kept in the repository."""

GPU_DATA = DATA.with_name("_speed_gpu.json")
"""Where that of a machine with a GPU is kept, which is another one."""

TIMES = "\N{MULTIPLICATION SIGN}"
COMMAND = "python3 -m nox -s bench"
HEADER = ("Measured", "Ours", "Compared with", "Figure", "Target", "Rounds")

Form = Literal["times", "seconds", "percent"]
_SIGNS: dict[str, str] = {"at least": "≥", "at most": "≤"}


class DataError(ValueError):
    """The file of measurements cannot be read; the message says how to make it again."""


@dataclass(frozen=True)
class Row:
    """A figure and its target.

    Attributes:
        part: which part of the benchmark measured it; `python -m bench PART` repeats it.
        what: what was measured.
        against: what it is compared with.
        figure: the number that counts, in the form that `form` says.
        sense: on which side of the target it should be.
        target: what it should be.
        form: how `figure` and `target` are written.
        ours: median of ours, if it is a quantity of its own.
        other: median of what it is compared with.
        unit: of `ours` and `other`.
        rounds: how often each was measured.
    """

    part: str
    what: str
    against: str
    figure: float
    sense: Literal["at least", "at most"]
    target: float
    form: Form = "times"
    ours: float | None = None  # an int if it is a count
    other: float | None = None
    unit: str = "s"
    rounds: int = 1

    @property
    def reached(self) -> bool:
        """Whether the figure is on the right side of its target, as both are shown."""
        figure, target = self._shown(self.figure), self._shown(self.target)
        return figure >= target if self.sense == "at least" else figure <= target

    def cells(self) -> tuple[str, ...]:
        """The texts of the row, in the order of `HEADER`."""
        other = self.against
        if self.other is not None:
            other = f"{other}: {quantity(self.other, self.unit)}"
        goal = f"{_SIGNS[self.sense]} {self._written(self.target)}"
        return (
            self.what,
            "" if self.ours is None else quantity(self.ours, self.unit),
            other,
            self._written(self.figure),
            goal if self.reached else f"{goal}, not reached",
            str(self.rounds),
        )

    def _shown(self, number: float) -> float:
        if self.form == "percent":
            return float(f"{100 * number:.3g}")
        return round(number, 2)

    def _written(self, number: float) -> str:
        shown = self._shown(number)
        forms: dict[Form, str] = {"times": f".2f {TIMES}", "seconds": ".2f s", "percent": "g %"}
        code, _, unit = forms[self.form].partition(" ")
        return f"{shown:{code}} {unit}"


def quantity(number: float, unit: str) -> str:
    """A count, or a number with three telling digits, and its unit: `5 of 5`, `0.217 s`, `1420 MB`."""
    before_the_point = len(str(int(number))) if number >= 1 else 0
    digits = 0 if isinstance(number, int) else max(0, 3 - before_the_point)
    return f"{number:.{digits}f} {unit}".strip()


def as_text(rows: Iterable[Row]) -> str:
    """The table for a terminal."""
    lines: list[tuple[str, ...]] = [HEADER, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADER))]
    lines.insert(1, tuple("─" * width for width in widths))
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def write(
    path: Path, setting: dict[str, Any], rows: Iterable[Row], order: Sequence[str]
) -> list[Row]:
    """Write rows into the file of measurements.

    Rows of parts that were not measured this time stay if they were measured in the same setting.

    Args:
        path: the file.
        setting: versions, number of cores and what else the rows hold for.
        rows: what was measured now.
        order: of the parts in the file.

    Returns:
        All rows that the file now has.
    """
    new = list(rows)
    measured = {row.part for row in new}
    try:
        old_setting, old = read(path)
    except (FileNotFoundError, DataError):
        old_setting, old = {}, []
    kept = (
        [row for row in old if row.part not in measured and row.part in order]
        if old_setting == setting
        else []
    )
    everything = sorted([*new, *kept], key=lambda row: order.index(row.part))
    data = {**setting, "rows": [_rounded(row) for row in everything]}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return everything


def read(path: Path) -> tuple[dict[str, Any], list[Row]]:
    """Read a file of measurements: its setting and its rows.

    Raises:
        FileNotFoundError: there is none.
        DataError: it is not one.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = [Row(**row) for row in data.pop("rows")]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(f"{path}: not measurements ({error}); make them with: {COMMAND}") from None
    return data, rows


def _rounded(row: Row) -> dict[str, Any]:
    values = asdict(row).items()
    return {k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in values if v is not None}
