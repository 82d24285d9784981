"""What the build holds a cell to, from the cell's options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OPTIONS: Mapping[str, str] = {
    "covers": "ids of facts this cell demonstrates",
    "raises": "type of the expected error",
    "warns": "category of the expected warning",
    "tolerance": "relative difference allowed between numbers",
    "uncompared": "reason why the output is shown but not compared",
    "differs": "JAX version since which the output is another",
    "on-gpu": "reason why the output is another on a GPU, where it is not compared",
    "recorded": "runs on a GPU alone; elsewhere its recording is shown, if there is one",
    "draw": "arrays whose sharding is drawn, or calls whose communication is",
    "label": "name by which prose quotes this cell",
    "tags": "myst-nb's own tags",
    "mystnb": "myst-nb's own settings",
}
"""Every option a cell may have."""

# What is recorded is neither compared nor drawn, and no fact may rest on it.
_WITH_RECORDED = frozenset({"recorded", "raises", "warns", "label", "tags", "mystnb"})

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_DRAWN = re.compile(rf"{_NAME.pattern}(?:\([^()]+\))?")
_VERSION = re.compile(r"\d+(\.\d+)*")


class OptionError(ValueError):
    """A cell's options are wrong; the message says how to mend them."""


@dataclass(frozen=True)
class Policy:
    """What the build holds a cell to.

    Attributes:
        covers: ids of facts.
        raises: name of the exception type, without its module, or None.
        warns: name of the warning category, or None.
        tolerance: relative difference allowed between numbers, or None for the precision shown.
        uncompared: a reason, or None for the default: compared.
        differs: a JAX version; outputs before it and since it have a record each.
        on_gpu: a reason why the output is another on a GPU, or None.
        recorded: whether the cell runs on a GPU alone, and its recording is shown elsewhere.
        draw: names of variables whose sharding is drawn, and calls such as `f(x, y)` of functions
            of such variables, whose communication is drawn.
        label: by which prose quotes the cell.
    """

    covers: tuple[str, ...] = ()
    raises: str | None = None
    warns: str | None = None
    tolerance: float | None = None
    uncompared: str | None = None
    differs: str | None = None
    on_gpu: str | None = None
    recorded: bool = False
    draw: tuple[str, ...] = ()
    label: str | None = None

    @property
    def exempt(self) -> bool:
        """Whether the cell's outputs are not compared."""
        return self.uncompared is not None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Policy:
        """Read a cell's options.

        Args:
            options: the cell's metadata, values as MyST reads them.

        Raises:
            OptionError: an unknown option, a value of the wrong form, or two that contradict.
        """
        for key in options:
            if key not in OPTIONS:
                known = ", ".join(OPTIONS)
                raise OptionError(f"unknown cell option '{key}'; a cell can have: {known}")
        if "raises-exception" in (options.get("tags") or ()) and not options.get("raises"):
            raise OptionError(
                "the tag 'raises-exception' accepts any error: name the type with ':raises: TypeError'"
            )
        policy = cls(
            covers=_words(options, "covers"),
            raises=_named(options, "raises"),
            warns=_named(options, "warns"),
            tolerance=_tolerance(options),
            uncompared=_text(options, "uncompared"),
            differs=_version(options),
            on_gpu=_text(options, "on-gpu"),
            recorded=_flag(options, "recorded"),
            draw=_drawn(options),
            label=_text(options, "label"),
        )
        if policy.exempt and policy.tolerance is not None:
            raise OptionError("'uncompared' and 'tolerance' contradict each other: keep one")
        if policy.recorded and (other := sorted(set(options) - _WITH_RECORDED)):
            raise OptionError(
                f"'recorded' and '{other[0]}' contradict each other: not every build runs this cell"
            )
        return policy


def _text(options: Mapping[str, Any], key: str) -> str | None:
    if key not in options:
        return None
    value = str(options[key] if options[key] is not None else "").strip()
    if not value:
        raise OptionError(f"the cell option '{key}' needs a value: {OPTIONS[key]}")
    return value


def _flag(options: Mapping[str, Any], key: str) -> bool:
    if options.get(key) not in (None, "", True):
        raise OptionError(f"the cell option '{key}' has no value")
    return key in options


def _words(options: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple((_text(options, key) or "").replace(",", " ").split())


def _drawn(options: Mapping[str, Any]) -> tuple[str, ...]:
    text = _text(options, "draw") or ""
    if _DRAWN.sub("", text).strip(" ,"):
        raise OptionError(
            f"the cell option 'draw' names arrays, as x, and calls, as f(x, y), not {text!r}"
        )
    return tuple(_DRAWN.findall(text))


def _named(options: Mapping[str, Any], key: str) -> str | None:
    value = _text(options, key)
    if value is not None and not _NAME.fullmatch(value):
        raise OptionError(
            f"the cell option '{key}' names one class, such as TypeError, not {value!r}"
        )
    return value.rpartition(".")[2] if value else None


def _tolerance(options: Mapping[str, Any]) -> float | None:
    value = _text(options, "tolerance")
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 < number < 1.0:
        raise OptionError(f"the cell option 'tolerance' is a number between 0 and 1, not {value!r}")
    return number


def _version(options: Mapping[str, Any]) -> str | None:
    value = _text(options, "differs")
    if value is not None and not _VERSION.fullmatch(value):
        raise OptionError(
            f"the cell option 'differs' is a JAX version such as 0.11.0, not {value!r}"
        )
    return value
