"""Checks of cond_under_vmap: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np
from jax.experimental import checkify

from jax101 import assertions as check

SINGLE = [2.0, -3.0]


def one_value(x):
    """A slow, obvious answer for one number."""
    return np.log1p(x) if x >= 0 else np.expm1(x)


def one_slope(x):
    """Its derivative."""
    return 1 / (1 + x) if x >= 0 else np.exp(x)


def each(function, xs):
    """The function of every number, computed in float64."""
    return np.array([function(float(x)) for x in xs], dtype=xs.dtype)


def batch(draw):
    """Both signs, the bound of log1p, and numbers for which exp overflows or that are tiny."""
    edges = jnp.array([-1.0, 0.0, 40.0, -40.0, 100.0, 3e38, -3e38, 1e-30, -1e-30])
    return jnp.concatenate([edges, draw.array(5), -draw.array(4)])


@check.because("A NaN times zero is NaN, so a sum of masked branches does not choose.", hint=1)
def test_single(answer):
    """It gives the right branch for single numbers."""
    numbers = jnp.array(SINGLE)
    for x, want in zip(numbers, each(one_value, np.asarray(numbers)), strict=True):
        check.gives(answer, x, want=want)


@check.because("Inside vmap a number is traced: only lax.cond or jnp.where can choose.", hint=1)
def test_batch(answer, draw):
    """It gives the right branch for each number of a batch."""
    xs = batch(draw)
    check.gives(jax.jit(jax.vmap(answer)), xs, want=each(one_value, np.asarray(xs)))


@check.because("The result has the dtype of x, whatever that is.")
def test_dtype_of_x(answer):
    """The result keeps the dtype of x."""
    xs = jnp.array([2.0, -0.5, 7.5], dtype="float16")
    check.gives(jax.jit(jax.vmap(answer)), xs, want=each(one_value, np.asarray(xs)))


@check.because(
    "In a batch every number goes through both branches, and then one is chosen.", hint=2
)
def test_no_nan(answer, draw):
    """No operation of the batch computes a NaN."""
    xs = batch(draw)
    found, _ = checkify.checkify(jax.vmap(answer), errors=checkify.nan_checks)(xs)
    if message := found.get():
        raise check.CheckFailed(
            "A NaN is computed, and thrown away",
            given={"xs": xs},
            expected="every operation gives numbers, for every number of the batch",
            actual=message.splitlines()[0],
        )


@check.because("What a number is replaced by has a gradient too, and it must not be lost.", hint=3)
def test_gradient(answer, draw):
    """The gradient of each number is that of its branch."""
    xs = batch(draw)
    xs = xs[xs != 0]  # jnp.maximum and jnp.abs have a kink there
    check.gives(jax.jit(jax.vmap(jax.grad(answer))), xs, want=each(one_slope, np.asarray(xs)))


@check.because(
    "The largest number that exp can take depends on the dtype: it is 88 in float32, 11 in "
    "float16. 0 needs no such bound.",
    hint=3,
)
def test_gradient_in_float16(answer):
    """In float16 too, the gradient of each number is that of its branch."""
    xs = jnp.array([100.0, 6e4, -3.0, 0.5], "float16")
    check.gives(jax.vmap(jax.grad(answer)), xs, want=each(one_slope, np.asarray(xs)))


@check.because(
    "1 + x rounds a small x away, and exp(x) is then 1: log1p and expm1 are made for them.", hint=3
)
def test_small_numbers(answer):
    """A small number keeps its digits."""
    xs = jnp.array([1e-8, -1e-8, 3e-12, -3e-12])
    check.gives(
        lambda xs: jax.vmap(answer)(xs) / xs, xs, want=np.ones(4, "float32"), what="result / x"
    )
