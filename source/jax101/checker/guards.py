"""All that an answer must leave as it was, and what to say if it does not."""

from __future__ import annotations

from dataclasses import dataclass

from jax101.checker import integrity
from jax101.checker.verdict import Finding


@dataclass(frozen=True)
class Guards:
    """What must be as it was before the answer was imported; made while nothing waits."""

    libraries: integrity.Changed
    output: integrity.Changed
    threads: integrity.Changed
    checks: integrity.Changed = lambda: None
    acts: integrity.Changed = lambda: None

    @classmethod
    def now(cls, libraries: integrity.Changed) -> Guards:
        """Remember what is this process's own as it is now; the libraries are remembered already."""
        return cls(libraries, integrity.remember_output(), integrity.remember_threads())

    def finding(self) -> Finding | None:
        """What the answer changed, or None."""
        if what := self.libraries() or self.checks():
            return Finding(
                "changed-library",
                f"Your file changes what others use: {what}",
                why="The checks cannot be trusted if the answer replaces what they stand on.",
            )
        if what := self.acts():
            return Finding(
                "untrusted",
                f"Your file {what}",
                why="An answer computes its result from its arguments, and does nothing else.",
            )
        if what := self.output():
            return Finding(
                "changed-output",
                f"Your file interferes with the output: {what}",
                why="Output belongs to the program that runs your function.",
            )
        if what := self.threads():
            return Finding(
                "left-running",
                f"Your file leaves a thread behind: {what}",
                why="A function in JAX computes its result and does nothing else.",
            )
        return None
