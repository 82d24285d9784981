"""The options of a code cell: each is declared once, and read, checked and documented from there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_VERSION = re.compile(r"\d+(\.\d+)*")


class OptionError(ValueError):
    """A cell's options are wrong; the message says how to write them."""


@dataclass(frozen=True)
class Option:
    """An option that a cell may have.

    Attributes:
        name: as it is written, such as `on-gpu`.
        example: a value, as the documentation shows it; empty for an option without one.
        meaning: in one line.
        read: makes the value from its text.

    Raises:
                ValueError: it cannot; the message says what the option takes.
        show: for an option whose value names what is shown under the cell: the function, as
            `module:name`, that the kernel calls as `function(text, namespace)` for each text of
            the value, and whose result it displays.
    """

    name: str
    example: str
    meaning: str
    read: Callable[[str], Any] = str
    show: str = ""

    def value(self, given: Any) -> Any:
        """The value from what stands in the page.

        Raises:
            OptionError: there is none, or one of another form.
        """
        text = "" if given is None or given is True else str(given).strip()
        if not self.example:
            if text:
                raise OptionError(f"the cell option '{self.name}' has no value")
            return True
        if not text:
            raise OptionError(f"the cell option '{self.name}' needs a value: {self.meaning}")
        try:
            return self.read(text)
        except ValueError as error:
            raise OptionError(f"the cell option '{self.name}' is {error}, not {text!r}") from None


def _class(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError("the name of one class, such as TypeError")
    return text.rpartition(".")[2]


def _tolerance(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0.0 < number < 1.0:
        raise ValueError("a number between 0 and 1")
    return number


def _version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise ValueError("a version such as 0.11.0")
    return text


def words(text: str) -> tuple[str, ...]:
    """The words of a value, separated by spaces or commas."""
    return tuple(text.replace(",", " ").split())


OPTIONS: tuple[Option, ...] = (
    Option("raises", "TypeError", "the cell must raise this type or a subclass; its message is recorded", _class),
    Option("warns", "UserWarning", "the cell must warn with this category; without it, text on stderr fails", _class),
    Option("stderr", "", "the cell writes to stderr what is no warning; it is compared like all it prints"),
    Option("tolerance", "1e-3", "relative difference allowed between numbers", _tolerance),
    Option("uncompared", "reason", "shown but not compared; the reason is published under the output"),
    Option("differs", "0.11.0", "the output is another since this version; each side has its form in the record", _version),
    Option("on-gpu", "reason", "the output is another on a GPU, where it is not compared; the reason is published"),
    Option("recorded", "", "runs on a GPU alone; elsewhere its recording is shown, or the part is left out"),
    Option("label", "name", "lets prose elsewhere on the page quote this cell"),
)  # fmt: skip
"""The engine's own options; a site adds others by its setting `asrun_cell_options`."""

MYST = ("tags", "mystnb")
"""Cell options that belong to myst-nb."""

KEPT_BY_PROGRAMS = frozenset(
    [
        *("ExecuteTime", "cellView", "cell_id", "collapsed", "colab", "colab_type", "deletable"),
        *("editable", "execution", "executionInfo", "id", "jupyter", "lines_to_next_cell"),
        *("nbgrader", "outputId", "papermill", "pycharm", "scrolled", "slideshow", "trusted"),
        *("user_expressions", "vscode"),
    ]
)
"""What other programs keep with a cell; it is no option, and changes nothing of what runs."""

# What is recorded is neither compared nor drawn, and nothing may rest on it.
_WITH_RECORDED = frozenset({"recorded", "raises", "warns", "label", *MYST})


@dataclass(frozen=True)
class Options:
    """What the build holds a cell to.

    Attributes:
        values: of the options that the cell has, by name, the site's own among them.
        show: for each text that a kernel is to show under the cell: the function and the text.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    show: tuple[tuple[str, str], ...] = ()

    @property
    def raises(self) -> str | None:
        """Name of the expected exception's type, without its module."""
        return self.values.get("raises")

    @property
    def warns(self) -> str | None:
        """Name of the expected warning's category."""
        return self.values.get("warns")

    @property
    def stderr(self) -> bool:
        """Whether the cell writes to stderr what is no warning."""
        return "stderr" in self.values

    @property
    def tolerance(self) -> float | None:
        """Relative difference allowed between numbers; None for the rule of `records.compare`."""
        return self.values.get("tolerance")

    @property
    def uncompared(self) -> str | None:
        """Why the output is shown but not compared."""
        return self.values.get("uncompared")

    @property
    def differs(self) -> str | None:
        """The version since which the output is another."""
        return self.values.get("differs")

    @property
    def on_gpu(self) -> str | None:
        """Why the output is another on a GPU."""
        return self.values.get("on-gpu")

    @property
    def recorded(self) -> bool:
        """Whether the cell runs on a GPU alone."""
        return "recorded" in self.values

    @property
    def label(self) -> str | None:
        """By which prose quotes the cell."""
        return self.values.get("label")


def read_options(metadata: Mapping[str, Any], known: Iterable[Option] = OPTIONS) -> Options:
    """Read a cell's options.

    Args:
        metadata: the cell's metadata, values as MyST reads them.
        known: every option that a cell of this site may have.

    Raises:
        OptionError: an unknown option, a value of the wrong form, or two that contradict.
    """
    by_name = {option.name: option for option in known}
    values: dict[str, Any] = {}
    for key, given in metadata.items():
        if key in MYST:
            continue
        if key not in by_name:
            names = ", ".join([*by_name, *MYST])
            raise OptionError(f"unknown cell option '{key}'; a cell can have: {names}")
        values[key] = by_name[key].value(given)
    tags = metadata.get("tags") or ()
    if "raises-exception" in tags and "raises" not in values:
        raise OptionError(
            "the tag 'raises-exception' accepts any error: name the type with ':raises: TypeError'"
        )
    if "uncompared" in values and "tolerance" in values:
        raise OptionError("'uncompared' and 'tolerance' contradict each other: keep one")
    if "recorded" in values and (other := sorted(set(metadata) - _WITH_RECORDED)):
        raise OptionError(
            f"'recorded' and '{other[0]}' contradict each other: not every build runs this cell"
        )
    show = tuple(
        (option.show, text)
        for option in known
        if option.show
        for text in values.get(option.name, ())
    )
    return Options(values, show)
