"""Tables of options, settings and findings, made from their declarations, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields

from asrun.findings import Kind
from asrun.page.options import OPTIONS, Option
from asrun.settings import PREFIX, Form, Settings, declared


def options_table(known: Iterable[Option] = OPTIONS) -> str:
    """Every option that a cell may have."""
    rows = [(f"`:{o.name}: {o.example}`".replace(" `", "`"), o.meaning) for o in known]
    return _table(("option", "meaning"), rows)


def settings_table() -> str:
    """Every setting of conf.py."""
    rows = []
    for setting, (name, default) in zip(fields(Settings), declared().items(), strict=True):
        form: Form = setting.metadata["form"]
        rows.append((f"`{name}`", form.words, f"`{default!r}`", setting.metadata["meaning"]))
    assert all(name.startswith(f"`{PREFIX}") for name, *_ in rows)
    return _table(("setting", "takes", "default", "meaning"), rows)


def findings_table() -> str:
    """Every kind of finding."""
    return _table(("finding", "meaning"), [(f"`[{kind}]`", kind.meaning) for kind in Kind])


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in lines)
