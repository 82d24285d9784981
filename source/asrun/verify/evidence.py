"""What the verification of a page rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

from asrun.page.cell import Page


@dataclass
class Evidence:
    """What the verification of a page rests on.

    Attributes:
        cells: code cells that are compared by every build, or exempt.
        compared: outputs compared with their record.
        tolerance: cells compared within a declared tolerance.
        exempt: reason of each cell whose output is shown but not compared, by line.
        errors: cells that declare an expected error.
        versions: cells with one record for older and one for newer versions.
        within_platform_tolerance: of the outputs compared, those that needed the platform's allowance.
        declared_elsewhere: reason of each cell that a run on another platform does not compare, by line.
        recorded: cells that only another platform can run; what they show is not compared.
    """

    cells: int = 0
    compared: int = 0
    tolerance: int = 0
    exempt: dict[int, str] = field(default_factory=dict)
    errors: int = 0
    versions: int = 0
    within_platform_tolerance: int = 0
    declared_elsewhere: dict[int, str] = field(default_factory=dict)
    recorded: int = 0

    @classmethod
    def of(cls, page: Page) -> Evidence:
        """What a page declares; what was compared is added by the comparison."""
        recorded = [cell for cell in page.code_cells if cell.options.recorded]
        code = [cell for cell in page.code_cells if not cell.options.recorded]
        return cls(
            cells=len(code),
            tolerance=sum(cell.options.tolerance is not None for cell in code),
            exempt={c.line: c.options.uncompared for c in code if c.options.uncompared},
            errors=sum(cell.options.raises is not None for cell in code),
            versions=sum(c.options.differs is not None and not c.options.uncompared and bool(c.shown) for c in code),
            recorded=len(recorded),
        )  # fmt: skip
