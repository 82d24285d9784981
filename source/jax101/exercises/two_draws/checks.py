"""Checks of two_draws: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check

MANY = 8000
SAMPLE = 300_000


def pair(answer, key, n):
    """The two vectors as NumPy arrays; fails when their form is wrong."""
    result = answer(key, n)
    if not isinstance(result, tuple) or len(result) != 2:
        raise check.CheckFailed(
            "The result is not a tuple of two",
            given={"key": key, "n": n}, expected="two float32 vectors", actual=result,
        )  # fmt: skip
    for place, vector in zip(("first", "second"), result, strict=True):
        form = f"{getattr(vector, 'dtype', type(vector).__name__)}{getattr(vector, 'shape', '')}"
        if not isinstance(vector, jax.Array) or form != f"float32({n},)":
            raise check.CheckFailed(
                f"The {place} vector has another form",
                given={"key": key, "n": n}, expected=f"a JAX array, float32({n},)", actual=form,
            )  # fmt: skip
    return tuple(np.asarray(vector) for vector in result)


def close(what, expected, actual, within, n=MANY):
    """A statistic is near what the distribution says: six standard deviations of luck at most."""
    if not abs(actual - expected) < within:
        raise check.CheckFailed(
            f"The {what} is far off", given={"n": n},
            expected=f"about {expected:.2f}", actual=f"{actual:.2f}",
        )  # fmt: skip


@check.because("Each vector has shape (n,), for every n.", hint=3)
def test_form(answer, draw):
    """It returns two float32 vectors of n numbers."""
    for n in (3, MANY):
        pair(answer, draw.key(), n)


@check.because("The first vector is standard normal, the second uniform in [0, 1).", hint=3)
def test_distributions(answer, draw):
    """Over many numbers, both distributions are right."""
    normals, uniforms = pair(answer, draw.key(), MANY)
    close("mean of the first vector", 0.0, normals.mean(), 0.07)
    close("standard deviation of the first vector", 1.0, normals.std(), 0.05)
    close("share of the first vector beyond ±2", 0.0455, (abs(normals) > 2).mean(), 0.014)
    close("mean of the second vector", 0.5, uniforms.mean(), 0.02)
    close("standard deviation of the second vector", 0.2887, uniforms.std(), 0.01)
    close("share of the second vector outside [0, 1)", 0.0, (uniforms // 1 != 0).mean(), 1e-9)


@check.because("All randomness comes from the key; there is no hidden generator.", hint=1)
def test_same_key(answer, draw):
    """The same key gives the same numbers."""
    check.pure(answer, draw.key(), 3)


@check.because("Another key gives other numbers, in both vectors.", hint=1)
def test_follows_the_key(answer, draw):
    """Both vectors follow the key that is passed in."""
    seed, n = draw.integer(0, 1000), 3
    key = jax.random.key(seed)
    for other in (jax.random.split(key)[1], jax.random.key(seed + 1)):
        for place, one, two in zip(
            ("first", "second"), pair(answer, key, n), pair(answer, other, n), strict=True
        ):
            if np.isin(one, two).any() or (one == one[0]).all():
                raise check.CheckFailed(
                    f"Two keys give the same numbers in the {place} vector",
                    given={"key": key, "another key": other, "n": n},
                    expected="other numbers for another key", actual=one,
                )  # fmt: skip


@check.because(
    "The same key gives the same random bits, whatever distribution they are turned into.", hint=2
)
def test_independent(answer, draw):
    """Neither vector tells anything about the other."""
    ranks = [vector.argsort().argsort() for vector in pair(answer, draw.key(), MANY)]
    together = np.corrcoef(*ranks)[0, 1]
    if abs(together) > 0.2:
        raise check.CheckFailed(
            "The two vectors rise and fall together",
            given={"n": MANY},
            expected="a rank correlation near 0",
            actual=f"a rank correlation of {together:.3f}",
        )


@check.because("A key that was split is used up: draw from the new keys only.", hint=2)
def test_each_key_once(answer, draw):
    """No key is used twice."""
    check.reuses_no_key(answer, draw.key(), 3)


@check.because(
    "Under jit the key is a tracer: only jax.random can draw from it.",
    see="quickstart#compile-a-function",
)
def test_compiles(answer, draw):
    """Compiled with n static, it gives the same."""
    key, n = draw.key(), 3
    want = pair(answer, key, n)
    check.gives(jax.jit(answer, static_argnames=["n"]), key, n=n, want=want)


@check.because("Each draw has the precision of float32, and the tails of its distribution.", hint=3)
def test_fine_and_far(answer, draw):
    """Uniform numbers hardly repeat, and normal ones have their tails."""
    normals, uniforms = pair(answer, draw.key(), SAMPLE)
    different = np.unique(uniforms[:MANY]).size / MANY
    close("share of different numbers in the second vector", 1.0, different, 0.02)
    squares = normals.astype("float64") ** 2
    kurtosis = np.mean(squares**2) / np.mean(squares) ** 2
    close("kurtosis of the first vector", 3.0, kurtosis, 0.054, n=SAMPLE)


@check.because("One vector in another order still is one vector: draw the second anew.", hint=2)
def test_not_made_of_each_other(answer, draw):
    """Of vectors of one number, neither follows from the other."""
    keys = jax.random.split(draw.key(), 500)
    together = np.corrcoef(*(np.asarray(v)[:, 0] for v in jax.vmap(lambda k: answer(k, 1))(keys)))
    if not abs(together[0, 1]) < 0.25:
        raise check.CheckFailed(
            "The two vectors rise and fall together",
            given={"keys": "500", "n": 1},
            expected="a correlation near 0 over the keys",
            actual=f"a correlation of {together[0, 1]:.3f}",
        )
