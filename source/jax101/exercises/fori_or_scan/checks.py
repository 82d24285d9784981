"""Checks of fori_or_scan: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def halve_and_add(x):
    """A step whose results stay exact in float32."""
    return 0.5 * x + 1.0


def square(x):
    """A step that soon overflows."""
    return x * x


def applied(step, x, n):
    """A slow, obvious answer."""
    x = np.asarray(x)
    for _ in range(n):
        x = step(x)
    return np.asarray(x, dtype="float32")


def with_step(answer, step, limit):
    """The answer as a function of x and n."""
    return lambda x, n: answer(step, x, n, limit)


@check.because("Exactly n steps: none for 0, all for n = limit.", hint=2)
def test_values(answer, draw):
    """It applies n steps."""
    x = draw.array(3)
    for n in (2, 0, 1, 6):
        check.gives(answer, halve_and_add, x, jnp.int32(n), 6, want=applied(halve_and_add, x, n))


@check.because(
    "Under jit, n has no value: no Python loop and no length can be made of it.",
    see="control-flow#count-with-fori_loop",
    hint=1,
)
def test_compiles(answer, draw):
    """Compiled with n traced, it gives the same."""
    x = draw.array(4)
    compiled = jax.jit(with_step(answer, halve_and_add, 5))
    for n in (3, 5):
        check.gives(compiled, x, jnp.int32(n), want=applied(halve_and_add, x, n))
    check.compiles(compiled, x, jnp.int32(4), times=0)


@check.because(
    "The limit may be large; a loop over it should be one operation.",
    see="control-flow#see-what-it-saves",
    hint=2,
)
def test_does_not_grow(answer, draw):
    """The program does not grow with limit."""
    x = draw.array(2)

    def trace(limit):
        return jax.make_jaxpr(with_step(answer, halve_and_add, limit))(x, jnp.int32(2))

    check.does_not_grow(trace, small=3, large=100, of="limit")


@check.because(
    "With a traced bound, fori_loop is a while loop, and reverse mode cannot walk back through it.",
    hint=1,
)
def test_gradient(answer, draw):
    """Under jit, with n traced, the gradient is right."""
    x = draw.array(3)

    def gradient(x, n):
        return jax.grad(lambda x: answer(halve_and_add, x, n, 6).sum())(x)

    for n in (2, 0, 6):
        want = np.full(3, 0.5**n, dtype="float32")
        check.gives(jax.jit(gradient), x, jnp.int32(n), want=want, what="the gradient")


@check.because(
    "A result that is not chosen gets a zero gradient, and zero times infinity is NaN: never compute it.",
    hint=2,
)
def test_overflow(answer):
    """What would overflow after n steps leaves result and gradient alone."""
    x, limit = jnp.float32(3.0), 12

    def value_and_gradient(x, n):
        return jax.value_and_grad(lambda x: answer(square, x, n, limit))(x)

    for n in (2, 3):
        value = applied(square, x, n)
        want = (value, np.float32(2**n * float(value) / 3.0))
        check.gives(
            jax.jit(value_and_gradient), x, jnp.int32(n), want=want, what="value and gradient"
        )


@check.because(
    "A step that is not taken must not be computed: its slope may be infinite, and 0 times that is NaN.",
    hint=2,
)
def test_overflow_of_the_next_step(answer):
    """Nor does the step that would come next."""
    limit = 4

    def value_and_gradient(x, n):
        return jax.value_and_grad(lambda x: answer(jnp.exp, x, n, limit))(x)

    value = np.exp(np.float64(5.0)).astype("float32")
    for x, n, want in (
        (5.0, 0, (np.float32(5.0), np.float32(1.0))),
        (5.0, 1, (value, value)),
        (100.0, 0, (np.float32(100.0), np.float32(1.0))),  # here the first step overflows
    ):
        check.gives(
            jax.jit(value_and_gradient), jnp.float32(x), jnp.int32(n),
            want=want, what="value and gradient",
        )  # fmt: skip


@check.because("x may be of any floating dtype; the result is of the same.")
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        x = draw.array(3, dtype=dtype)
        want = applied(halve_and_add, x.astype("float32"), 2).astype(x.dtype)
        check.gives(answer, halve_and_add, x, jnp.int32(2), 4, want=want)


@check.because("vmap gives each example its own n; none may disturb the others.")
def test_batches(answer, draw):
    """Under vmap, each example may have another n."""
    xs, counts = draw.numbers(4, 2), (3, 0, 5, 1)
    want = np.stack([applied(halve_and_add, x, n) for x, n in zip(xs, counts, strict=True)])
    batched = jax.vmap(with_step(answer, halve_and_add, 5))
    check.gives(batched, jnp.asarray(xs), jnp.array(counts, "int32"), want=want)
