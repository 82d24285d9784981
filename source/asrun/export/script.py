"""A page as a Python script, in jupytext's percent format.

The script prints what the page shows: a cell's result, which only a notebook displays by itself,
is printed, and an expected error is caught and shown, so that it runs from top to bottom.
"""

from __future__ import annotations

import ast
import inspect
import symtable
from typing import Any

import jupytext
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from asrun.export.notebook import as_notebook
from asrun.page.cell import Page

_CAUGHT = 'except BaseException as error:\n    print(f"{type(error).__name__}: {error}")'


def as_script(page: Page) -> str:
    """Make a script of a page that ran; it is not changed."""
    notebook = as_notebook(page)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = as_code(cell.source, cell.outputs)
            cell.outputs = []
            cell.metadata.pop("tags", None)
    notebook.metadata = NotebookNode(kernelspec=notebook.metadata.kernelspec)
    return str(jupytext.writes(notebook, fmt="py:percent"))


def as_code(source: str, outputs: list[Any]) -> str:
    """The code of one cell as plain Python that prints what the cell shows.

    Args:
        source: as it stands on the page, with IPython's own syntax if it has some.
        outputs: what it printed.
    """
    source = without_magics(source)
    failed = any(output["output_type"] == "error" for output in outputs)
    try:
        tree = ast.parse(source)
    except SyntaxError:  # the cell is there to show one
        body = f'exec(compile({source!r}, "<cell>", "exec"))'
        return f"try:\n    {body}\n{_CAUGHT}"
    shows = any(output["output_type"] == "execute_result" for output in outputs)
    last = tree.body[-1] if tree.body else None
    if shows and not failed and isinstance(last, ast.Expr):
        source = _with_printed_end(source, last)
        tree = ast.parse(source)
    waits = _waits(source)
    if waits:
        source = _in_coroutine(source, tree)
    tree = ast.parse(source)
    if failed and tree.body:
        return f"try:\n{indented(source, tree)}\n{_CAUGHT}"
    return source


def _with_printed_end(source: str, last: ast.Expr) -> str:
    """Print the value of the expression at a cell's end, which may follow others in its line."""
    lines = source.split("\n")
    first, column = (
        last.lineno - 1,
        len(lines[last.lineno - 1].encode()[: last.col_offset].decode()),
    )
    before = [*lines[:first], *([lines[first][:column].rstrip()] if column else [])]
    expression = "\n".join([lines[first][column:], *lines[first + 1 :]]).rstrip().rstrip(";")
    # A tuple keeps its parentheses, or its parts would be arguments of repr.
    left, right = ("((", "))") if isinstance(last.value, ast.Tuple) else ("(", ")")
    if "\n" in expression or "#" in expression:
        expression = f"\n{indented(expression, ast.parse(expression))}\n"
    printed = f"print(repr{left}{expression}{right})"
    return "\n".join([*before, printed])


def _waits(source: str) -> bool:
    """Whether a cell awaits at its top level, which a script cannot."""
    code = compile(source, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return bool(code.co_flags & inspect.CO_COROUTINE)


def _in_coroutine(source: str, tree: ast.Module) -> str:
    """A cell that awaits, as a coroutine that assigns the same globals."""
    table = symtable.symtable(f"async def _():\n{indented(source, tree)}", "<cell>", "exec")
    inner = table.get_children()[0]
    names = sorted(s.get_name() for s in inner.get_symbols() if s.is_local())
    declared = f"    global {', '.join(names)}\n" if names else ""
    body = indented(source, tree)
    return f"import asyncio\n\nasync def cell():\n{declared}{body}\n\nasyncio.run(cell())"


def without_magics(source: str) -> str:
    """Code with IPython's own lines as comments: a plain Python has none of what they call."""
    try:
        ast.parse(source)
    except SyntaxError:
        pass
    else:
        return source
    try:
        ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return source  # wrong in IPython too
    lines = source.split("\n")
    if source.lstrip().startswith("%%"):
        return "\n".join(f"# in IPython: {line}".rstrip() for line in lines)
    kept = [
        f"{line[: len(line) - len(line.lstrip())]}pass  # in IPython: {line.strip()}"
        if line.lstrip().startswith(("%", "!"))
        else line
        for line in lines
    ]
    try:
        ast.parse("\n".join(kept))
    except SyntaxError:  # such as names = !ls
        return "\n".join(f"# in IPython: {line}".rstrip() for line in lines)
    return "\n".join(kept)


def indented(source: str, tree: ast.AST) -> str:
    """The code four columns to the right; the lines of a text that spans several keep their place."""
    inside = {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.Constant)
        and (isinstance(node, ast.JoinedStr) or isinstance(node.value, str | bytes))
        for number in range(node.lineno + 1, (node.end_lineno or node.lineno) + 1)
    }
    return "\n".join(
        line if number in inside or not line.strip() else f"    {line}".rstrip()
        for number, line in enumerate(source.split("\n"), start=1)
    )
