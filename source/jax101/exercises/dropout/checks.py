"""Checks of dropout: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def kept(answer, key, x, rate):
    """Which elements are kept; fails where an element is neither dropped nor scaled."""
    scaled = np.asarray(x).astype("float64") / (1 - rate)
    result = answer(key, x, rate)
    shown = np.asarray(result).astype("float64") if isinstance(result, jax.Array) else scaled
    mask = shown != 0 if shown.shape == scaled.shape else np.ones(scaled.shape, bool)
    want = np.where(mask, scaled, 0).astype(x.dtype)
    check.equal(result, want, given={"key": key, "x": x, "rate": rate}, tolerance=1e-2
                if x.dtype != "float32" else None)  # fmt: skip
    return mask


def near(what, given, share, rate, count):
    """A share is near the rate: six standard deviations of luck at most."""
    if abs(share - rate) > 6 * np.sqrt(rate * (1 - rate) / count):
        raise check.CheckFailed(
            f"The share of dropped elements is far off {what}",
            given=given,
            expected=f"about {rate:g}",
            actual=f"{share:.4g}",
        )


@check.because("What is kept grows by 1 / (1 - rate), so that the mean stays.", hint=1)
def test_dropped_or_scaled(answer, draw):
    """Each element is 0, or x / (1 - rate)."""
    for rate in (0.5, 0.2):
        kept(answer, draw.key(), draw.array(20, 30), rate)


@check.because("Each element is dropped with probability rate.", hint=2)
def test_rate(answer, draw):
    """The share of zeros is the rate."""
    for rate in (0.1, 0.8):
        x = draw.array(50, 40)
        mask = kept(answer, draw.key(), x, rate)
        given = {"shape of x": x.shape, "rate": rate}
        near("the rate", given, 1 - mask.mean(), rate, mask.size)


@check.because("A mask needs the shape of x: one that is broadcast drops whole rows.", hint=2)
def test_independent(answer, draw):
    """Rows, columns and matrices have masks of their own."""
    x = draw.array(6, 8, 10)
    mask = kept(answer, draw.key(), x, 0.5)
    for axis in range(3):
        first = np.take(mask, [0], axis=axis)
        if (mask == first).all():
            raise check.CheckFailed(
                f"All entries along axis {axis} have one mask",
                given={"shape of x": x.shape, "rate": 0.5},
                expected="a mask of the shape of x",
                actual=f"a mask that repeats along axis {axis}",
            )
        agree = (np.take(mask, [1], axis=axis) == first).mean()
        near(f"between neighbours along axis {axis}", {"x": x.shape}, agree, 0.5, first.size)


@check.because("All randomness comes from the key; there is no hidden generator.", hint=1)
def test_follows_the_key(answer, draw):
    """The same key gives the same mask, and another key another one."""
    x, key = draw.array(20, 10), draw.key()
    other = jax.random.split(key)[1]
    one, again, two = (kept(answer, k, x, 0.5) for k in (key, key, other))
    if (one != again).any():
        raise check.CheckFailed("The same key gives two masks", given={"key": key})
    if (one == two).all():
        raise check.CheckFailed("Two keys give the same mask", given={"key": key, "other": other})
    check.reuses_no_key(lambda key: answer(key, x, 0.5), key)


@check.because("Zero times infinity is NaN: choose with where.", hint=3)
def test_infinities(answer, draw):
    """A dropped element is 0, whatever it was."""
    x = jax.device_put(draw.unusual("infinities", 10, 10))
    kept(answer, draw.key(), x, 0.5)


@check.because("With nothing dropped, nothing changes.", hint=1)
def test_nothing_dropped(answer, draw):
    """With rate 0, it returns x."""
    x = draw.numbers(3, 4)
    x[0, :2] = np.nan, -np.inf
    check.gives(answer, draw.key(), jax.device_put(x), 0.0, want=x)


@check.because("A Python number takes on the dtype of x; a float32 mask widens it.")
def test_dtype(answer, draw):
    """It keeps the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        kept(answer, draw.key(), draw.array(5, 6, dtype=dtype), 0.5)


@check.because("The derivative is that of the scale where an element is kept, and 0 elsewhere.")
def test_gradient(answer, draw):
    """The gradient is 1 / (1 - rate) where an element is kept."""
    x, key = draw.array(5, 6), draw.key()
    want = np.where(kept(answer, key, x, 0.75), 4, 0).astype("float32")
    check.gives(jax.grad(lambda x: answer(key, x, 0.75).sum()), x, want=want, what="the gradient")


@check.because(
    "Under jit the key is a tracer: only jax.random can draw from it.",
    see="jit#do-not-branch-on-a-value",
)
def test_compiles_and_maps(answer, draw):
    """Compiled, and mapped over keys, it gives the same as one by one."""
    x, keys = draw.array(4, 5), jax.random.split(draw.key(), 3)
    want = np.stack([np.asarray(answer(key, x, 0.5)) for key in keys])
    check.gives(jax.jit(answer, static_argnums=2), keys[0], x, 0.5, want=want[0])
    check.gives(jax.vmap(lambda key: answer(key, x, 0.5)), keys, want=want)
    single = jnp.float32(3.0)
    check.gives(jax.jit(answer, static_argnums=2), keys[0], single, 0.0, want=np.float32(3.0))


@check.because(
    "8 random bits, or random numbers in bfloat16, are too coarse for a small rate: draw them in "
    "float32, whatever the dtype of x.",
    hint=2,
)
def test_small_rate(answer, draw):
    """The share of zeros is the rate, also where that is small and x is bfloat16."""
    x = jnp.ones((200, 250), "bfloat16")
    mask = kept(answer, draw.key(), x, 0.002)
    near(
        "the rate", {"x": "ones, bfloat16[200,250]", "rate": 0.002}, 1 - mask.mean(), 0.002, x.size
    )


@check.because(
    "Elements that are dropped independently are not always the same number of elements.", hint=2
)
def test_number_of_zeros(answer, draw):
    """How many elements are dropped differs from key to key."""
    x, keys = jnp.ones(20), jax.random.split(draw.key(), 50)
    count = jax.jit(jax.vmap(lambda key: (answer(key, x, 0.5) == 0).sum()))
    zeros = np.asarray(count(keys))
    if len(set(zeros.tolist())) == 1:
        raise check.CheckFailed(
            "Every key drops the same number of elements",
            given={"keys": "50 keys", "x": x, "rate": 0.5},
            expected="sometimes 8 zeros, sometimes 12",
            actual=f"always {zeros[0]} zeros",
        )
