"""The part of a notebook or a module that one name needs, as a file of its own.

What defines a function is more than its `def`: decorators, a later `f = jax.jit(f)`, a rule given
by `f.defjvp(…)`, constants and classes, and what all of these use. So the statements are followed
back from the name: each use leads to the last statement that binds the name before it, and to those
between that change what it is bound to. The body of a function is looked up when it is called, so
what it uses is taken as it is at the end.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_PERHAPS = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match)
"""Statements that bind a name perhaps: what bound it before may still hold."""
_COMPREHENSIONS = ("listcomp", "setcomp", "dictcomp", "genexpr")


@dataclass(frozen=True)
class Statement:
    """One statement at the top level: its text, and the names that it has to do with."""

    text: str
    node: ast.stmt = field(repr=False, compare=False)

    @cached_property
    def binds(self) -> frozenset[str]:
        """Names that it gives a value; a star stands for whatever `import *` brings."""
        return frozenset(_bound(self.node))

    @cached_property
    def changes(self) -> frozenset[str]:
        """Names whose object it may change: `f.defjvp(rule)`, `@f.defjvp`, `table[0] = 1`."""
        roots = set()
        for node in _now(self.node):
            match node:
                case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                    roots.add(_root(node))
                case ast.Expr(value=ast.Call(func=ast.Attribute() as called)):
                    roots.add(_root(called))
                case ast.FunctionDef(decorator_list=decorators):
                    roots |= {_root(each) for each in decorators}
        return frozenset(roots - {None})  # type: ignore[arg-type]

    @cached_property
    def uses_now(self) -> frozenset[str]:
        """Names that it reads while it runs."""
        return frozenset(self._read(now=True))

    @cached_property
    def uses_later(self) -> frozenset[str]:
        """Names that the functions in it read when they are called."""
        return frozenset(self._read(now=False))

    def _read(self, *, now: bool) -> Iterator[str]:
        whole = symtable.symtable(self.text, "<statement>", "exec")
        if now:
            yield from (s.get_name() for s in whole.get_symbols() if s.is_referenced())
            counted = (n.target for n in _now(self.node) if isinstance(n, ast.AugAssign))
            yield from (target.id for target in counted if isinstance(target, ast.Name))
        for scope, at_once in _scopes(whole):
            if at_once == now:
                yield from (s.get_name() for s in scope.get_symbols() if s.is_global())


def statements(source: str) -> list[Statement]:
    """The statements of a cell or a module; none where it is no Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    return [Statement(_text(source, node), node) for node in tree.body]


def part_of(everything: Sequence[Statement], names: Sequence[str]) -> str:
    """The statements that these names need, in order, as the source of a file.

    Args:
        everything: what ran, in the order in which it ran.
        names: what the file is to define.

    Raises:
        LookupError: with the name that no statement binds.
    """
    chosen: set[int] = set()
    asked: set[tuple[str, int]] = set()
    end = len(everything)
    waiting = [(name, end) for name in names]
    for name in names:
        if not any(name in each.binds for each in everything):
            raise LookupError(name)
    while waiting:
        name, before = waiting.pop()
        if (name, before) in asked:
            continue
        asked.add((name, before))
        for i in reversed(range(before)):
            binds = not everything[i].binds.isdisjoint((name, "*"))
            if not binds and name not in everything[i].changes:
                continue
            if i not in chosen:
                chosen.add(i)
                waiting += [(used, i) for used in everything[i].uses_now]
                waiting += [(used, end) for used in everything[i].uses_later]
            if name in everything[i].binds and not isinstance(everything[i].node, _PERHAPS):
                break
    return "\n\n".join(everything[i].text for i in sorted(chosen)) + "\n"


def _text(source: str, node: ast.stmt) -> str:
    """A statement with its decorators and comments; of `a = 1; b = 2` only its own half."""
    lines = source.splitlines()
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    last = node.end_lineno or node.lineno
    rest = lines[last - 1].encode()[node.end_col_offset :].decode().strip()
    if node.col_offset or (rest and not rest.startswith("#")):
        return ast.get_source_segment(source, node) or ast.unparse(node)
    return "\n".join(lines[first - 1 : last])


def _now(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run with the statement: not the bodies of its functions."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr_context):
            continue
        if isinstance(node, _LATER) and _is_body(node, child):
            continue
        yield from _now(child)


def _is_body(function: ast.AST, child: ast.AST) -> bool:
    body = getattr(function, "body", ())
    return child is body if isinstance(body, ast.AST) else child in body


def _scopes(table: symtable.SymbolTable, at_once: bool = True) -> Iterator[tuple[Any, bool]]:
    """Every scope inside, and whether it runs with the statement: classes and comprehensions do."""
    for child in table.get_children():
        runs = at_once and (child.get_type() != "function" or child.get_name() in _COMPREHENSIONS)
        yield child, runs
        yield from _scopes(child, runs)


def _bound(node: ast.AST) -> Iterator[str]:
    for each in _now(node):
        match each:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                for alias in aliases:
                    yield alias.asname or alias.name.partition(".")[0]


def _root(node: ast.AST | None) -> str | None:
    """The name at the start of `f`, `f.rule`, `f[0]`, `f(x)`."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None
