"""Each executed page as a notebook and as a script, made with jupytext from what ran.

The notebook has the outputs of this build. The script prints what the page shows:
a cell's result, which only a notebook displays by itself, is printed, and an expected
error is caught and shown, so that the script runs from top to bottom.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import cast

import jupytext
import nbformat
from nbformat import NotebookNode, v4
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from asrun.page.recorded import is_recorded
from asrun.sphinxext.results import results
from asrun.verify.prose import QUOTE

_HIDDEN = {"remove-cell", "remove-input", "hide-cell"}
# Options that only the build reads.
_KEPT = ("tags",)


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", _drop)
    app.connect("build-finished", _write)


def _drop(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take what was made of a page that is gone out of the output folder; Sphinx leaves it there."""
    for name in removed:
        for suffix in (".html", ".ipynb", ".py"):
            (Path(app.outdir) / f"{name}{suffix}").unlink(missing_ok=True)
    return []


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    for name, result in results(app.env).items():
        notebook, script = (Path(app.outdir) / f"{name}{end}" for end in (".ipynb", ".py"))
        if _newer((notebook, script), Path(app.doctreedir) / f"{name}.doctree"):
            continue
        notebook.parent.mkdir(parents=True, exist_ok=True)
        text = nbformat.writes(as_notebook(result.notebook)) + "\n"
        notebook.write_text(text, encoding="utf-8")
        script.write_text(as_script(result.notebook), encoding="utf-8")


def _newer(files: Iterable[Path], other: Path) -> bool:
    """Whether all are there, and each file is newer than the other."""
    try:
        return min(file.stat().st_mtime_ns for file in files) > other.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def as_notebook(page: NotebookNode) -> NotebookNode:
    """The page as a notebook that opens anywhere.

    Args:
        page: the executed page; it is not changed.

    Returns:
        A notebook without the cells that the page hides and the recorded parts, with outputs but without the site's
        own drawings, and with Markdown that any notebook viewer renders.
    """
    cells = []
    for number, cell in enumerate(deepcopy(page.cells)):
        # A reader's machine would show something else than what was recorded.
        if is_recorded(cell) or _HIDDEN & set(cell.metadata.get("tags", ())):
            continue
        cell.id = f"cell-{number}"  # nbformat's own ids are random
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k in _KEPT})
        if cell.cell_type == "markdown":
            cell.source = _plain_markdown(cell.source)
            if not cell.source:
                continue
        else:
            cell.outputs = [o for o in cell.outputs if "drawn" not in o.get("metadata", {})]
        cells.append(cell)
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    notebook = v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return cast(NotebookNode, notebook)


def as_script(page: NotebookNode) -> str:
    """The page as a Python script in jupytext's percent format.

    Args:
        page: the executed page; it is not changed.
    """
    notebook = as_notebook(page)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = _printing(cell.source, cell.outputs)
            cell.outputs = []
            cell.metadata.pop("tags", None)
    notebook.metadata = NotebookNode(kernelspec=notebook.metadata.kernelspec)
    return str(jupytext.writes(notebook, fmt="py:percent"))


def _printing(source: str, outputs: list[NotebookNode]) -> str:
    error = next((o for o in outputs if o.output_type == "error"), None)
    if error is not None:
        body = "\n".join(f"    {line}".rstrip() for line in source.splitlines())
        shown = 'print(f"{type(error).__name__}: {error}")'
        return f"try:\n{body}\nexcept Exception as error:\n    {shown}"
    last = ast.parse(source).body[-1:]
    shows = any(o.output_type == "execute_result" for o in outputs)
    if shows and last and isinstance(last[0], ast.Expr):
        lines = source.splitlines()
        first = last[0].lineno - 1
        expression = "\n".join(lines[first:]).rstrip().rstrip(";")
        # A tuple keeps its parentheses, or its parts would be arguments of repr.
        left, right = ("((", "))") if isinstance(last[0].value, ast.Tuple) else ("(", ")")
        if "\n" in expression or "#" in expression:
            body = "\n".join(f"    {line}".rstrip() for line in expression.splitlines())
            expression = f"\n{body}\n"
        return "\n".join([*lines[:first], f"print(repr{left}{expression}{right})"])
    return source


def _plain_markdown(text: str) -> str:
    """Roles as plain code, directives left out: a notebook viewer knows neither."""
    text = QUOTE.sub(lambda m: f"`{m['text']}`", text)
    text = re.sub(
        r"^(`{3,}|:{3,})\{[^\n]*\n.*?^\1\s*$\n?", "", text, flags=re.MULTILINE | re.DOTALL
    )
    text = re.sub(r"\{[\w:+-]+\}`~?([^`<]+?)(?: *<[^>]*>)?`", r"`\1`", text)
    text = re.sub(r"^\([\w-]+\)=\s*$\n?", "", text, flags=re.MULTILINE)
    return text.strip()
