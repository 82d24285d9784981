"""The engine's settings: each is declared once, with its default, its check and its meaning.

Sphinx registers them, the command line reads them from the same `conf.py`, and the table in the
documentation is made from them. In `conf.py` each begins with `asrun_`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

PREFIX = "asrun_"


class SettingError(ValueError):
    """A setting in conf.py has a wrong value; the message names it and says what it takes."""


def _positive(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool) or value in (0, 1, "0", "1")  # -D gives text


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(part, str) for part in value)


def _table(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(part, str) for pair in value.items() for part in pair
    )


def _pairs(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(pair, list | tuple) and len(pair) == 2 and _texts(pair) for pair in value
    )


@dataclass(frozen=True)
class Form:
    """What values a setting takes, in words and as a test."""

    words: str
    holds: Callable[[Any], bool]


POSITIVE = Form("a number greater than 0", _positive)
TEXT = Form("a text", _text)
FLAG = Form("True or False", _flag)
TEXTS = Form("a list of texts", _texts)
TABLE = Form("a dictionary of texts", _table)
PAIRS = Form("a list of pairs of texts", _pairs)


def _setting(default: Any, form: Form, meaning: str, *, outputs: bool = True) -> Any:
    """Declare a setting; `outputs` says whether what cells print may depend on it."""
    metadata = {"form": form, "meaning": meaning, "outputs": outputs}
    if isinstance(default, list | dict):
        return field(default_factory=lambda: type(default)(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """All settings of a site. Each field's metadata holds its form and its meaning."""

    source: str = _setting(
        "", TEXT, "folder of the pages, from conf.py; empty if it is conf.py's own", outputs=False
    )
    preload: list[str] = _setting(
        [], TEXTS, "modules that the warm process imports, so that no page pays for it; in an "
        "order in which each needs only those before it", outputs=False
    )  # fmt: skip
    environment: dict[str, str] = _setting({}, TABLE, "variables that every kernel has")
    pass_environment: list[str] = _setting(
        [],
        TEXTS,
        "names of variables that kernels take over from whoever builds, beside PATH and HOME's like",
    )
    preflight: str = _setting(
        "",
        TEXT,
        "code that must run before any page does; it shows that this machine can run them",
        outputs=False,
    )
    preflight_advice: str = _setting(
        "", TEXT, "what to do where the preflight fails", outputs=False
    )
    device: str = _setting("", TEXT, "what pages run on, as a reader is told", outputs=False)
    versioned: str = _setting(
        "", TEXT, "the package whose versions `:differs:` names, such as numpy"
    )
    noise: list[tuple[str, str]] = _setting(
        [], PAIRS, "patterns, and what stands for their matches on both sides of a comparison; "
        "the published page keeps them"
    )  # fmt: skip
    output_readers: list[str] = _setting(
        [],
        TEXTS,
        "functions, as module:name, that turn an output of their own kind into comparable text",
    )
    cell_options: list[str] = _setting(
        [], TEXTS, "cell options of the site's own, as module:name of an asrun Option"
    )
    quote_repetitions: bool = _setting(
        False,
        FLAG,
        "report numbers and code in prose that repeat the output above without {out}",
        outputs=False,
    )
    platforms: list[str] = _setting(
        [],
        TEXTS,
        "other platforms that pages can be verified on, as module:name of an asrun Platform",
        outputs=False,
    )
    platform: str = _setting("", TEXT, "name of the platform that this build uses; empty for none")
    cell_seconds: float = _setting(60.0, POSITIVE, "how long a cell may take", outputs=False)
    page_seconds: float = _setting(240.0, POSITIVE, "how long a page may take", outputs=False)
    cell_characters: int = _setting(
        1_000_000, POSITIVE, "how much a cell may print, in characters", outputs=False
    )
    warm_kernels: bool = _setting(
        True, FLAG, "fork kernels from one warm process, where the system can", outputs=False
    )
    kernel_socket: str = _setting(
        "", TEXT, "address of a warm process that runs already, as `live` gives it", outputs=False
    )
    executor: str = _setting(
        "",
        TEXT,
        "address of a Dask scheduler that runs the pages, as tcp://host:8786; empty for this machine",
        outputs=False,
    )
    publish_unverified: bool = _setting(
        False, FLAG, "publish pages that are not verified, and say so on them", outputs=False
    )
    live: bool = _setting(
        False,
        FLAG,
        "a person writes and watches: say what runs and fold what follows; `live` sets it",
        outputs=False,
    )
    command: str = _setting(
        "python -m asrun",
        TEXT,
        "how people run this program, in messages; `accept -- PAGE` is put after `nox -s`",
        outputs=False,
    )

    reuse: bool = _setting(
        True,
        FLAG,
        "show what an earlier run printed, where everything that it depends on is the same",
        outputs=False,
    )
    record: bool = _setting(
        False,
        FLAG,
        "keep what only the platform can show, and the evidence of its run",
        outputs=False,
    )
    platform_evidence: str = _setting(
        "_platform.json",
        TEXT,
        "file, from the source folder, that keeps what was verified on another platform",
        outputs=False,
    )
    repository: str = _setting(
        "",
        TEXT,
        "address of the site's repository, for links that open a page's notebook",
        outputs=False,
    )
    notebook_branch: str = _setting(
        "notebooks", TEXT, "branch of it that holds the notebooks", outputs=False
    )
    depends_on_packages: list[str] = _setting(
        [], TEXTS, "installed packages; when the version of one changes, every page runs again"
    )
    depends_on_code: list[str] = _setting(
        [],
        TEXTS,
        "folders of code, from conf.py, that makes pages; when it changes, every page runs again",
    )
    versions_shown: list[str] = _setting(
        [],
        TEXTS,
        "packages whose versions are published as what the site was built with",
        outputs=False,
    )

    @classmethod
    def read(cls, value: Callable[[str], Any]) -> Settings:
        """Read all settings.

        Args:
            value: gives what conf.py says for a name such as `asrun_source`.

        Raises:
            SettingError: a value has another form than its declaration.
        """
        found: dict[str, Any] = {}
        for setting in fields(cls):
            name = PREFIX + setting.name
            given = value(name)
            form: Form = setting.metadata["form"]
            if not form.holds(given):
                raise SettingError(f"conf.py: {name} is {form.words}, not {given!r}")
            found[setting.name] = given in (True, 1, "1") if form is FLAG else given
        return cls(**found)


def declared() -> dict[str, Any]:
    """The name of each setting as conf.py has it, and its default."""
    defaults = Settings()
    return {PREFIX + setting.name: getattr(defaults, setting.name) for setting in fields(Settings)}
