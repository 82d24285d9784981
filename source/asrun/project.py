"""A site's configuration: which files are pages, and everything that running them depends on.

The Sphinx build and the command line read it from the same `conf.py`; neither decides anything
about pages by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myst_parser.config.main import MdParserConfig

from asrun.page.cell import Page
from asrun.page.errors import PageError, PageErrors
from asrun.page.options import OPTIONS, Option
from asrun.page.read import read_page
from asrun.platforms import Platform
from asrun.records.files import record_path
from asrun.records.outputs import Reader
from asrun.records.recordings import RecordingError, read_recording, recording_path
from asrun.settings import PREFIX, SettingError, Settings, declared

if TYPE_CHECKING:
    from sphinx.config import Config

SUFFIXES = (".md", ".ipynb")
"""How the files end that may hold cells."""

NO_PAGES = ("**/.ipynb_checkpoints", "_build", "_records", "_recordings")
"""Files and folders that are never pages, as patterns from the source folder."""

_FILES = ("exclude_patterns", "templates_path", "html_extra_path", "html_static_path")


@dataclass(frozen=True)
class Project:
    """A site.

    Attributes:
        root: the folder of conf.py.
        source: the folder of the pages.
        settings: of the engine.
        markdown: how MyST Markdown is read.
        excluded: patterns of files that are no pages, from the source folder.
        included: patterns of files that may be.
    """

    root: Path
    source: Path
    settings: Settings
    markdown: MdParserConfig
    excluded: tuple[str, ...] = ()
    included: tuple[str, ...] = ("**",)

    @classmethod
    def from_config(cls, root: Path, config: Config, source: Path | None = None) -> Project:
        """Make a project of what Sphinx read from conf.py.

        Args:
            root: the folder of conf.py.
            config: with the settings of MyST and of the engine declared.
            source: the folder of the pages, where Sphinx was told; the setting says it otherwise.

        Raises:
            SettingError: a setting has a wrong value.
        """
        settings = Settings.read(lambda name: getattr(config, name))
        source = source or (root / settings.source).resolve()
        if not source.is_dir():
            raise SettingError(f"conf.py: {PREFIX}source names no folder: {source}")
        try:
            markdown = MdParserConfig(**{n: getattr(config, f"myst_{n}") for n in _myst()})
        except (TypeError, ValueError) as error:
            raise SettingError(f"conf.py: the settings of MyST: {error}") from None
        excluded = [pattern for name in _FILES for pattern in getattr(config, name, ())]
        included = tuple(getattr(config, "include_patterns", ("**",)))
        return cls(root, source, settings, markdown, (*excluded, *NO_PAGES), included)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the files end that may hold cells."""
        return SUFFIXES

    @property
    def state(self) -> Path:
        """Where what may be lost is kept: durations, logs."""
        return self.root / "_build"

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option that a cell of this site may have."""
        return (*OPTIONS, *self._objects("cell_options", Option))

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """What reads outputs of the site's own kinds."""
        return tuple(self._objects("output_readers", Callable))

    @cached_property
    def platforms(self) -> tuple[Platform, ...]:
        """The other platforms that this run uses, in the order in which they choose their pages."""
        known = {platform.name: platform for platform in self._objects("platforms", Platform)}
        wanted = self.settings.platform.replace(",", " ").split()
        if missing := [name for name in wanted if name not in known]:
            names = ", ".join(known) or "none"
            raise SettingError(f"conf.py: {PREFIX}platform names {missing[0]!r}; there is: {names}")
        return tuple(known[name] for name in wanted)

    @cached_property
    def version(self) -> str:
        """The installed version of the package that `:differs:` names; empty without one."""
        if not self.settings.versioned:
            return ""
        try:
            return version(self.settings.versioned)
        except PackageNotFoundError:
            raise SettingError(
                f"conf.py: {PREFIX}versioned names {self.settings.versioned!r}, "
                "which is not installed"
            ) from None

    @cached_property
    def import_from(self) -> list[str]:
        """The folders of what options show: kernels may not find them by themselves."""
        folders: list[str] = []
        for option in self.options:
            top = option.show.partition(":")[0].partition(".")[0]
            spec = find_spec(top) if top else None
            if spec and spec.origin:
                folders.append(str(Path(spec.origin).resolve().parents[1]))
        return list(dict.fromkeys(folders))

    def paths(self) -> dict[str, Path]:
        """The path of every page, by docname: what Sphinx itself would find, less other formats."""
        from sphinx.project import Project as Files

        files = Files(self.source, SUFFIXES)
        names = sorted(files.discover(self.excluded, self.included))
        return {name: Path(files.doc2path(name, absolute=True)) for name in names}

    def record(self, name: str) -> Path:
        """Where the record of a page is."""
        return record_path(self.source, name)

    def accept(self, name: str) -> str:
        """The line that tells how to accept the outputs of a page."""
        command = self.settings.command
        separator = "-- " if command.split()[-1:] == ["-s"] else ""  # as nox wants it
        return f"accept with: {command} accept {separator}{name}"

    def read(self, name: str, path: Path) -> Page:
        """Read a page.

        Raises:
            PageErrors: with all that is wrong with it.
        """
        run_recorded = bool(self.platforms)
        recording = None
        if not run_recorded:
            try:
                recording = read_recording(recording_path(self.source, name))
            except RecordingError as error:
                raise PageErrors([PageError(path, 1, str(error))]) from None
        return read_page(
            name,
            path,
            source=self.source,
            markdown=self.markdown,
            options=self.options,
            recording=recording,
            run_recorded=run_recorded,
        )

    def with_settings(self, **changes: Any) -> Project:
        """The same site with some settings changed, as a command's options say."""
        return replace(self, settings=replace(self.settings, **changes))

    def _objects(self, setting: str, kind: Any) -> Iterable[Any]:
        for name in getattr(self.settings, setting):
            module, _, attribute = name.partition(":")
            try:
                found = getattr(import_module(module), attribute)
            except (ImportError, AttributeError, ValueError) as error:
                raise SettingError(f"conf.py: {PREFIX}{setting}: {name!r}: {error}") from None
            if not isinstance(found, kind):
                raise SettingError(
                    f"conf.py: {PREFIX}{setting}: {name!r} is a {type(found).__name__}"
                )
            yield found


def load(root: Path, changes: Mapping[str, Any] | None = None) -> Project:
    """Read the conf.py of a site without setting Sphinx up.

    Args:
        root: its folder.
        changes: values of our settings that go before those of conf.py, without their prefix.

    Raises:
        SettingError: there is no conf.py, it cannot be run, or a setting has a wrong value.
    """
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    overrides = {PREFIX + name: value for name, value in (changes or {}).items()}
    try:
        config = Config.read(root, overrides=overrides, tags=Tags())
    except ConfigError as error:
        raise SettingError(f"{root / 'conf.py'}: {error}") from None
    for name, default in {**declared(), **{f"myst_{n}": d for n, d in _myst().items()}}.items():
        config.add(name, default, "env", ())
    for name, value in overrides.items():
        setattr(config, name, value)
    return Project.from_config(root, config)


def _myst() -> dict[str, Any]:
    """The settings of MyST that conf.py may hold, with their defaults."""
    return {
        name: default
        for name, default, field in MdParserConfig().as_triple()
        if "sphinx" not in field.metadata.get("omit", [])
    }
