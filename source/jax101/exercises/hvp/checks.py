"""Checks of hvp: pytest tests; `answer` is the learner's function."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def chain(x):
    """A function whose Hessian is full near its diagonal: cubes, and products of neighbours."""
    return (x**3).sum() / 8 + (x[1:] ** 2 * x[:-1]).sum() / 4


def its_product(x, v):
    """A slow, obvious answer for chain: the Hessian written down, in float64."""
    x, v = (np.asarray(a).astype("float64") for a in (x, v))
    matrix = np.diag(6 * x / 8)
    for i in range(len(x) - 1):
        matrix[i + 1, i + 1] += 2 * x[i] / 4
        matrix[i, i + 1] += 2 * x[i + 1] / 4
        matrix[i + 1, i] += 2 * x[i + 1] / 4
    return matrix @ v


def wave(x):
    """A function in which every element meets every other."""
    return jnp.sin(x.sum() / 8) * (x**2).sum()


def its_other_product(x, v):
    """The same for wave."""
    x, v = (np.asarray(a).astype("float64") for a in (x, v))
    s, c, ones = np.sin(x.sum() / 8), np.cos(x.sum() / 8), np.ones(len(x))
    mixed = np.outer(ones, 2 * x) + np.outer(2 * x, ones)
    matrix = 2 * s * np.eye(len(x)) + c / 8 * mixed - s / 64 * (x @ x) * np.outer(ones, ones)
    return matrix @ v


@check.because("The Hessian times v is the derivative of the gradient along v.", hint=1)
def test_values(answer, draw):
    """It is the product with the Hessian."""
    for n in (5, 2, 1):
        x, v = draw.array(n), draw.array(n)
        want = its_product(x, v).astype("float32")
        check.gives(answer, chain, x, v, want=want, tolerance=1e-5)


@check.because("Elements that do not touch in a Hessian of neighbours do so here.", hint=1)
def test_another_function(answer, draw):
    """It is right for another function, and for other vectors."""
    x = draw.array(4)
    for v in (draw.array(4), jnp.zeros(4), jnp.eye(4)[2]):
        want = its_other_product(x, v).astype("float32")
        check.gives(answer, wave, x, v, want=want, tolerance=1e-4)


def entropy(x):
    """A function that is not defined for negative numbers."""
    return (x * jnp.log(x)).sum()


@check.because("A difference leaves the place where the function is smooth; a derivative stays.")
def test_exact(answer, draw):
    """It is exact where the function bends strongly."""
    x, v = abs(draw.array(4)) / 1024, draw.array(4)
    want = (np.asarray(v) / np.asarray(x)).astype("float32")
    check.gives(answer, entropy, x, v, want=want, tolerance=1e-4)


@check.because("The derivative of float16 numbers is float16.")
def test_dtype(answer, draw):
    """It keeps the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        x, v = draw.array(4, dtype=dtype), draw.array(4, dtype=dtype)
        want = its_product(x, v).astype(dtype)
        check.gives(answer, chain, x, v, want=want, tolerance=0.05)


@check.because(
    "Nothing of this needs the values of x in Python.", see="jit#do-not-branch-on-a-value"
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    compiled = jax.jit(functools.partial(answer, chain))
    for _ in range(2):
        x, v = draw.array(5), draw.array(5)
        want = its_product(x, v).astype("float32")
        check.gives(compiled, x, v, want=want, tolerance=1e-5)


@check.because(
    "For a million parameters the Hessian has 10¹² elements; the product has a million.", hint=2
)
def test_no_matrix(answer, draw):
    """No array has more than a few times n elements."""
    n = 64
    jaxpr = jax.make_jaxpr(functools.partial(answer, chain))(draw.array(n), draw.array(n))
    shapes = [v.aval.shape for e in check.equations(jaxpr) for v in e.outvars]
    largest = max(shapes, key=np.prod)
    if np.prod(largest) > 4 * n:
        raise check.CheckFailed(
            "The program holds a large array",
            given={"n": n},
            expected=f"arrays of about {n} elements",
            actual=f"an array of shape {largest}",
        )


@check.because("Row by row, the Hessian takes no memory, and n times the work.", hint=2)
def test_few_evaluations(answer, draw):
    """The function is evaluated a few times, whatever n is."""
    n, runs = 24, []

    def counted(x):
        jax.debug.callback(lambda _: runs.append(1), x[0])
        return chain(x)

    answer(counted, draw.array(n), draw.array(n)).block_until_ready()
    jax.effects_barrier()
    if len(runs) > 6:
        raise check.CheckFailed(
            "The function is evaluated many times",
            given={"n": n},
            expected="a few evaluations",
            actual=f"{len(runs)} evaluations",
        )
    # A linearized function counts once, however often its derivative is applied in a loop.
    jaxpr = jax.make_jaxpr(functools.partial(answer, chain))(draw.array(n), draw.array(n))
    loops = [e for e in check.equations(jaxpr) if e.primitive.name in ("scan", "while")]
    steps = [loop.params.get("length", n) for loop in loops]
    if max(steps, default=0) > 6:
        raise check.CheckFailed(
            "The derivative is evaluated many times",
            given={"n": n},
            expected="a few evaluations",
            actual=f"a loop of {max(steps)} steps",
        )
    check.does_not_grow(
        lambda n: jax.make_jaxpr(functools.partial(answer, chain))(draw.array(n), draw.array(n)),
        small=5,
        large=25,
    )
