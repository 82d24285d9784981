"""Checks of hashable_config: pytest tests; `answer` holds the learner's function and class."""

import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

CASES = [(6, 2, "max"), (12, 3, "mean"), (5, 1, "mean"), (20, 4, "max")]


def pooled(x, width, mode):
    """A slow, obvious answer."""
    reduce = {"max": np.max, "mean": np.mean}[mode]
    starts = range(0, len(x), width)
    return np.array([reduce(x[i : i + width].astype("float64")) for i in starts], dtype=x.dtype)


@check.because("A static argument is looked up by its hash, so it must have one.", hint=1)
def test_values(answer, draw):
    """It reduces each block of neighbours."""
    for size, width, mode in CASES:
        x = draw.array(size)
        pooling = answer.Pooling(width=width, mode=mode)
        check.gives(answer.hashable_config, x, pooling, want=pooled(np.asarray(x), width, mode))


@check.because("The result has the dtype of x, whatever that is.")
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    x = draw.array(6, dtype="float16")
    for width, mode in [(3, "mean"), (2, "max")]:
        pooling = answer.Pooling(width=width, mode=mode)
        check.gives(answer.hashable_config, x, pooling, want=pooled(np.asarray(x), width, mode))


@check.because("What is not inside jax.jit runs one operation at a time.", hint=2)
def test_is_compiled(answer, draw):
    """A call runs one compiled program."""
    pooling = answer.Pooling(width=5, mode="mean")
    check.is_compiled(answer.hashable_config, draw.array(10), pooling=pooling)


@check.because(
    "jax.jit remembers what it compiled for this one function; a new function starts empty.",
    see="jit#reuse-a-trace",
)
def test_reuse(answer, draw):
    """The same settings object compiles nothing new."""
    pooling = answer.Pooling(width=2, mode="mean")
    x, y = draw.array(14), draw.array(14)
    check.reuses(answer.hashable_config, x, pooling)
    check.compiles(answer.hashable_config, y, pooling, times=0)


@check.because(
    "Two settings with equal fields must be equal and have one hash, or each is a new program.",
    see="jit#reuse-a-trace",
    hint=2,
)
def test_equal_settings(answer, draw):
    """Settings made anew, with equal fields, compile nothing new."""
    x = draw.array(18)
    check.compiles(answer.hashable_config, x, answer.Pooling(width=3, mode="max"), times=1)
    check.compiles(answer.hashable_config, x, answer.Pooling(width=3, mode="max"), times=0)


@check.because(
    "Settings that JAX takes for equal run the same program: every field counts.", hint=2
)
def test_every_field_counts(answer, draw):
    """Settings that differ in one field give different results."""
    x = draw.array(24)
    for width, mode in [(4, "mean"), (4, "max"), (6, "max"), (6, "mean")]:
        pooling = answer.Pooling(width=width, mode=mode)
        check.gives(answer.hashable_config, x, pooling, want=pooled(np.asarray(x), width, mode))


@check.because(
    "A sum overflows before it is divided; mean adds float16 numbers up in float32.",
)
def test_large_numbers(answer):
    """The mean of large float16 numbers is finite."""
    x = jnp.array([30000, 30000, 24000, -60000, -20000, -10000], "float16")
    pooling = answer.Pooling(width=3, mode="mean")
    check.gives(answer.hashable_config, x, pooling, want=pooled(np.asarray(x), 3, "mean"))


@check.because("A difference of running sums of all numbers mixes the blocks: reduce each alone.")
def test_blocks_apart(answer):
    """An infinity stays in its own block."""
    x = jnp.array([jnp.inf, 1.0, 2.0, 4.0, -jnp.inf, 0.0])
    pooling = answer.Pooling(width=2, mode="mean")
    check.gives(answer.hashable_config, x, pooling, want=pooled(np.asarray(x), 2, "mean"))
