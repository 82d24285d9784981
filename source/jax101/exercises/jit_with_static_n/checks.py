"""Checks of jit_with_static_n: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

CASES = [(3, 2.0), (1, 3.0), (4, 1.0)]


def repeated(x, n):
    """A slow, obvious answer."""
    return np.array([value for _ in range(int(n)) for value in x], dtype=x.dtype)


def wrapped(function):
    """The function as the exercise says it will be compiled."""
    return jax.jit(function, static_argnames=["n"])


@check.because("n arrives as a float: a count of repetitions must be an integer.", hint=2)
def test_plain_call(answer, draw):
    """Called as it is, it repeats x n times."""
    for size, n in CASES:
        x = draw.array(size)
        check.gives(answer, x, n, want=repeated(np.asarray(x), n))


@check.because("The result has the dtype of x, whatever that is.", hint=2)
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    for dtype in ("int32", "bool"):
        x = draw.array(4, dtype=dtype)
        check.gives(answer, x, 3.0, want=repeated(np.asarray(x), 3))


@check.because("Under jit, x is a tracer: NumPy and Python cannot read its values.", hint=1)
def test_compiles(answer, draw):
    """Compiled with n static, it gives the same."""
    for size, n in CASES:
        x = draw.array(size)
        check.gives(wrapped(answer), x, n=n, want=repeated(np.asarray(x), n))


@check.because(
    "A compiled function is reused while shapes and static values repeat.",
    see="jit#reuse-a-trace",
)
def test_reuse(answer, draw):
    """A repeated call compiles nothing, a new n compiles once."""
    counted = check.Counted(answer)
    jitted = wrapped(counted)
    x, y = draw.array(5), draw.array(5)
    check.reuses(jitted, x, n=3.0)
    check.compiles(jitted, y, n=3.0, times=0)
    check.compiles(jitted, x, n=4.0, times=1)
    check.traced(counted, x, n=4.0, times=2)


@check.because("One operation repeats an array, however often.", hint=3)
def test_does_not_grow(answer, draw):
    """The program does not grow with n."""
    x = draw.array(5)

    def trace(n):
        return jax.make_jaxpr(lambda x: answer(x, float(n)))(x)

    check.does_not_grow(trace, small=3, large=100)


@check.because("A copy computes nothing: sums and products change some numbers.", hint=3)
def test_copies(answer):
    """Negative zeros and infinities stay as they are."""
    # Of a shape that was compiled before: a check on every save has to be quick.
    zeros = jnp.array(np.float32([-0.0, 0.0, np.inf]))
    result = check.gives(answer, zeros, 2.0, want=np.float32([0.0, 0.0, np.inf] * 2))
    signs = np.signbit(result).tolist()
    check.equal(signs, [True, False, False] * 2, given={"x": zeros, "n": 2.0}, what="the sign bit")
    infinite = jnp.array(np.complex64([complex(np.inf, 0)]))
    check.gives(answer, infinite, 2.0, want=np.full(2, complex(np.inf, 0), "complex64"))
