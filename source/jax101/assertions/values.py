"""Values: the same structure, types, shapes and dtypes first, and only then the numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax
import numpy as np

from jax101.assertions import differences
from jax101.assertions.failure import (
    CheckFailed,
    calling,
    is_array,
    is_tracer,
    sentence,
    show,
)

#: Relative and absolute tolerance by dtype; integers and booleans are exact.
TOLERANCES: Mapping[str, tuple[float, float]] = {
    "float64": (1e-10, 1e-12),
    "float32": (1e-5, 1e-6),
    "bfloat16": (1e-2, 1e-2),
    "float16": (2e-3, 1e-3),
    "complex64": (1e-5, 1e-6),
    "complex128": (1e-10, 1e-12),
}


def equal(
    actual: Any,
    want: Any,
    *,
    given: Mapping[str, Any] | None = None,
    tolerance: float | None = None,
    what: str = "the result",
) -> None:
    """`actual` is what `want` describes: structure, then array type, shape, dtype, then numbers.

    Nothing is broadcast or converted. An array in `want` (NumPy or JAX) asks for a JAX array of
    the same shape and dtype; any other leaf asks for the same type and value.

    Args:
        actual: what the answer returned, any pytree.
        want: the expected pytree; its arrays have exactly the expected dtypes.
        given: the inputs, shown whole in the report.
        tolerance: relative tolerance instead of `TOLERANCES`; 0.0 asks for exact equality.
        what: the words that name the value.

    Raises:
        CheckFailed: with the first difference.
    """
    shape = _structure(want)
    if not _named_tuples(want):
        actual = _as_tuples(actual)
    if _structure(actual) != shape:
        raise CheckFailed(
            sentence(f"{what} has another structure"),
            given=given,
            expected=show(want),
            actual=show(actual) or "None",
            details=(f"expected structure {shape}", f"actual structure   {_structure(actual)}"),
        )
    parts = jax.tree_util.tree_leaves_with_path(want)
    for (path, leaf), got in zip(parts, jax.tree.leaves(actual), strict=True):
        where = f"{what} at {jax.tree_util.keystr(path)}" if path else what
        _leaf(got, leaf, where[0].upper() + where[1:], given, tolerance)


def gives(
    function: Callable[..., Any],
    *args: Any,
    want: Any,
    tolerance: float | None = None,
    what: str = "the result",
    **kwargs: Any,
) -> Any:
    """`function(*args, **kwargs)` equals `want`; an error in the call is reported with its inputs.

    Returns:
        The result, for further checks.
    """
    given = named(function, args, kwargs)
    with calling(given):
        actual = jax.block_until_ready(function(*args, **kwargs))
    equal(actual, want, given=given, tolerance=tolerance, what=what)
    return actual


def named(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """Arguments by the names the function gives them, as far as it says."""
    import inspect

    try:
        return dict(inspect.signature(function).bind(*args, **kwargs).arguments)
    except (TypeError, ValueError):
        return {**{f"argument {i}": value for i, value in enumerate(args)}, **kwargs}


def _is_named_tuple(value: Any) -> bool:
    return isinstance(value, tuple) and hasattr(value, "_fields")


def _named_tuples(tree: Any) -> bool:
    """Whether a tree asks for a named tuple somewhere."""
    found = jax.tree.leaves(tree, is_leaf=_is_named_tuple)
    return any(_is_named_tuple(leaf) for leaf in found)


def _as_tuples(tree: Any) -> Any:
    """Named tuples as the tuples that they are; what else the tree holds stays as it is."""

    def plain(value: Any) -> Any:
        return tuple(map(_as_tuples, value)) if _is_named_tuple(value) else value

    return jax.tree.map(plain, tree, is_leaf=_is_named_tuple)


def _structure(tree: Any) -> Any:
    return jax.tree.structure(tree)


def _leaf(
    got: Any, want: Any, where: str, given: Mapping[str, Any] | None, tolerance: float | None
) -> None:
    if type(want) is not np.ndarray and not is_array(want) and not isinstance(want, np.generic):
        if type(got) is not type(want) or got != want:
            raise CheckFailed(f"{where} differs", given=given, expected=repr(want), actual=got)
        return
    if not is_array(got):
        kind = "a tracer that escaped" if is_tracer(got) else f"a {type(got).__qualname__}"
        raise CheckFailed(
            f"{where} is {kind}, not a JAX array",
            given=given,
            expected=want,
            actual=_safely(got),
        )
    if got.shape != want.shape:
        raise CheckFailed(
            f"{where} has shape {got.shape}, not {want.shape}",
            given=given, expected=want, actual=got, why=differences.of_shape(got.shape, want.shape),
        )  # fmt: skip
    if got.dtype != want.dtype:
        raise CheckFailed(
            f"{where} has dtype {got.dtype}, not {want.dtype}",
            given=given, expected=want, actual=got, why=differences.of_dtype(got.dtype, want.dtype),
        )  # fmt: skip
    _numbers(got, want, where, given, tolerance)


def _numbers(
    got: Any, want: Any, where: str, given: Mapping[str, Any] | None, tolerance: float | None
) -> None:
    shown_got, shown_want = got, want
    if jax.dtypes.issubdtype(want.dtype, jax.dtypes.prng_key):
        got, want = jax.random.key_data(got), jax.random.key_data(want)
    name = str(np.dtype(want.dtype))
    a, b = np.asarray(got), np.asarray(want)
    relative, absolute = TOLERANCES.get(name, (0.0, 0.0))
    if tolerance is not None:
        relative, absolute = tolerance, min(tolerance, absolute)
    if name in TOLERANCES:
        wide = np.complex128 if a.dtype.kind == "c" else np.float64
        same = np.isclose(
            a.astype(wide), b.astype(wide), rtol=relative, atol=absolute, equal_nan=True
        )
    else:
        same = a == b
    if bool(np.all(same)):
        return
    first = tuple(int(i) for i in np.argwhere(~np.atleast_1d(same))[0])
    index = f"[{', '.join(map(str, first))}]" if a.ndim else ""
    difference = (
        f"first difference at {index or 'the only element'}: "
        f"expected {np.atleast_1d(b)[first]}, got {np.atleast_1d(a)[first]}; "
        f"{int(np.sum(~same))} of {a.size} differ"
    )
    raise CheckFailed(
        f"{where} has the right shape and dtype, but other numbers",
        given=given,
        expected=shown_want,
        actual=shown_got,
        details=(difference,),
        why=differences.of_numbers(a, b),
    )


def _safely(value: Any) -> str:
    text = show(value) or repr(value)
    return f"{text}, of type {type(value).__module__}.{type(value).__qualname__}"
