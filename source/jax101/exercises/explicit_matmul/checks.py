"""Checks of explicit_matmul: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check

# How a and b are sharded, and the type of their product: (8, 4) times (4, 12) on four by two devices.
ROWS_CUT = (jax.P("x", "y"), jax.P("y", None), "float32[8@x,12]")
OTHERS = (
    (jax.P("y", "x"), jax.P("x", None), "float32[8@y,12]"),
    (jax.P(None, "x"), jax.P("x", "y"), "float32[8,12@y]"),
    (jax.P(None, "y"), jax.P("y", "x"), "float32[8,12@x]"),
    (jax.P("x", None), jax.P(None, "y"), "float32[8@x,12@y]"),
    (jax.P(None, None), jax.P(None, None), "float32[8,12]"),
)


def placed(draw, of_a, of_b):
    """Two matrices on the mesh that is set."""
    return jax.device_put(draw.array(8, 4), of_a), jax.device_put(draw.array(4, 12), of_b)


def product(a, b):
    """A slow, obvious answer."""
    return (np.asarray(a, np.float64) @ np.asarray(b, np.float64)).astype(np.float32)


@check.because(
    "Each device has a part of every sum, and JAX does not guess where the totals go.", hint=1
)
def test_values(answer, draw):
    """It multiplies matrices whose contracted axis is sharded."""
    with jax.set_mesh(check.mesh(4, 2, explicit=True)):
        a, b = placed(draw, *ROWS_CUT[:2])
        check.gives(answer, a, b, want=product(a, b), tolerance=1e-5)


@check.because("The entries of out_sharding belong to the axes of the result.", hint=2)
def test_type(answer, draw):
    """Where "x" shards the rows of a, it shards the rows of the product."""
    with jax.set_mesh(check.mesh(4, 2, explicit=True)):
        a, b = placed(draw, *ROWS_CUT[:2])
        check.has_type(answer(a, b), ROWS_CUT[2])


@check.because(
    "While jit traces, an array has a type and no place: ask jax.typeof.",
    see="parallel/explicit#read-the-type",
    hint=3,
)
def test_inside_jit(answer, draw):
    """It gives the same inside jit."""
    with jax.set_mesh(check.mesh(4, 2, explicit=True)):
        a, b = placed(draw, *ROWS_CUT[:2])
        inside = jax.jit(answer)
        check.gives(inside, a, b, want=product(a, b), tolerance=1e-5)
        check.has_type(inside(a, b), ROWS_CUT[2])


@check.because("The placement is in the types of a and b: read it there.", hint=2)
def test_any_cut(answer, draw):
    """It is right however the rows, the columns and the contracted axis are sharded."""
    with jax.set_mesh(check.mesh(4, 2, explicit=True)):
        for of_a, of_b, want in OTHERS:
            a, b = placed(draw, of_a, of_b)
            compiled = jax.jit(answer)
            check.gives(compiled, a, b, want=product(a, b), tolerance=1e-5)
            check.has_type(compiled(a, b), want, what=f"of {jax.typeof(a)} and {jax.typeof(b)}, it")


@check.because("Add up the partial products; do not bring the parts of a or b together.", hint=1)
def test_sends_sums_only(answer, draw):
    """The devices exchange partial sums, never parts of a or b."""
    with jax.set_mesh(check.mesh(4, 2, explicit=True)):
        check.communicates(
            answer,
            *placed(draw, *ROWS_CUT[:2]),
            any_of={"all-reduce", "reduce-scatter"},
            never={"all-gather", "all-to-all", "collective-permute"},
        )
