"""Checks of batched_outer: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def all_outer(xs, ys):
    """A slow, obvious answer."""
    (a, n), b = xs.shape, ys.shape[1]
    result = np.zeros((a, b, n), xs.dtype)
    for j in range(a):
        for k in range(b):
            for i in range(n):
                result[j, k, i] = xs[j, i] * ys[i, k]
    return result


@check.because(
    "The batch of xs is along axis 1, that of ys along axis 0, and the result's last.", hint=1
)
def test_values(answer, draw):
    """Element [j, k, i] is xs[j, i] * ys[i, k]."""
    for a, n, b in [(2, 4, 3), (5, 2, 1), (3, 1, 2)]:
        xs, ys = draw.array(a, n), draw.array(n, b)
        check.gives(answer, xs, ys, want=all_outer(np.asarray(xs), np.asarray(ys)))


@check.because("Where all sizes are equal, an exchanged axis has the right shape.", hint=2)
def test_square(answer, draw):
    """No two axes are exchanged where all have one size."""
    xs, ys = draw.array(3, 3), draw.array(3, 3)
    check.gives(answer, xs, ys, want=all_outer(np.asarray(xs), np.asarray(ys)))


@check.because("An array made without a dtype is float32, and so is what is written into it.")
def test_dtype(answer, draw):
    """Integers stay integers."""
    xs, ys = draw.array(3, 2, dtype="int32"), draw.array(2, 4, dtype="int32")
    check.gives(answer, xs, ys, want=all_outer(np.asarray(xs), np.asarray(ys)))


@check.because("NumPy cannot read a traced array; jax.vmap and jax.numpy can.", hint=2)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    xs, ys = draw.array(4, 3), draw.array(3, 2)
    check.gives(jax.jit(answer), xs, ys, want=all_outer(np.asarray(xs), np.asarray(ys)))


@check.because(
    "A loop over the batch is unrolled while tracing; vmap adds an axis instead.", hint=2
)
def test_does_not_grow(answer, draw):
    """The program does not grow with n."""

    def trace(n):
        return jax.make_jaxpr(answer)(draw.array(3, n), draw.array(n, 2))

    check.does_not_grow(trace, small=2, large=100)


@check.because("A float32 holds whole numbers up to 2**24: multiply in the dtype of xs.")
def test_large_integers(answer, draw):
    """Integers that float32 cannot hold are multiplied exactly."""
    xs = jax.device_put(draw.unusual("exact", 3, 2, dtype="int32"))
    ys = draw.array(2, 4, dtype="int32")
    check.gives(answer, xs, ys, want=all_outer(np.asarray(xs), np.asarray(ys)))


@check.because(
    "Each pair is multiplied alone. A product with an identity or a mask adds 0 times the other "
    "vectors, and 0 times infinity is NaN.",
    hint=2,
)
def test_infinities(answer):
    """An infinity stays in the matrix of its own pair."""
    xs, ys = jnp.array([[jnp.inf, 1.0], [2.0, 3.0]]), jnp.array([[2.0], [4.0]])
    check.gives(answer, xs, ys, want=all_outer(np.asarray(xs), np.asarray(ys)))
