"""Preloaded modules, unseen until a page imports them.

A forked kernel has them in memory, and a page must not notice: `"numpy" in sys.modules` is false
before the first import, as in a fresh Python. And what a page sets in `os.environ` before that
import would have its effect in a fresh Python, but not here: then the kernel says so, and the page
runs again in an ordinary one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

Group = dict[str, ModuleType]


class EnvironmentChanged(ImportError):
    """A page changed its environment before an import that has happened already."""


class Stash(MetaPathFinder, Loader):
    """Takes groups of modules out of `sys.modules`, and puts them back when one is imported.

    Args:
        groups: what each preload brought, in order; each needs only those before it.
        changed: told the names of the variables that the page changed before an import.
    """

    def __init__(self, groups: Sequence[Group], changed: Callable[[list[str]], None]) -> None:
        self._groups = [dict(group) for group in groups]
        self._changed = changed
        self._environment = dict(os.environ)
        for group in self._groups:
            for name in group:
                sys.modules.pop(name, None)
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Find a module in the stash; nothing is put back before it is loaded."""
        module = self._find(name)
        if module is None:
            return None
        own = module.__spec__
        package = own is not None and own.submodule_search_locations is not None
        spec = ModuleSpec(name, self, origin=own.origin if own else None, is_package=package)
        spec.loader_state = own
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Put the module back, with its group and those before.

        Raises:
            EnvironmentChanged: the page changed variables, which the modules did not see.
        """
        now = dict(os.environ)
        if now != self._environment:
            both = {*now, *self._environment}
            names = sorted(n for n in both if now.get(n) != self._environment.get(n))
            self._changed(names)
            raise EnvironmentChanged(f"set before the import of {spec.name}: {', '.join(names)}")
        module = self._find(spec.name)
        last = next(i for i, group in enumerate(self._groups) if spec.name in group)
        for group in self._groups[: last + 1]:
            for name, one in group.items():
                sys.modules.setdefault(name, one)
        self._groups = self._groups[last + 1 :]
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing runs again; the import machinery has replaced the module's own specification."""
        if module.__spec__ is not None and module.__spec__.loader_state is not None:
            module.__spec__ = module.__spec__.loader_state

    def _find(self, name: str) -> ModuleType | None:
        return next((group[name] for group in self._groups if name in group), None)
