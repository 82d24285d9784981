"""Checks of layer_stack: pytest tests; `answer` is the learner's function."""

import functools
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def dense(p, x):
    """A layer with a matrix and a bias."""
    return jnp.tanh(p["w"] @ x + p["b"])


def dense_params(draw, depth, size):
    """Small parameters, so that tanh does not saturate."""
    return {
        "w": jnp.asarray(draw.numbers(depth, size, size) / (6 * depth * size)),
        "b": jnp.asarray(draw.numbers(depth, size) / (4 * depth * size)),
    }


def one_by_one(params, x):
    """A slow, obvious answer for dense layers."""
    x = np.asarray(x, "float64")
    for w, b in zip(
        np.asarray(params["w"], "float64"), np.asarray(params["b"], "float64"), strict=True
    ):
        x = np.tanh(w @ x + b)
    return x.astype("float32")


@check.because(
    "Each layer works on what the one before it returned, and the last result is the answer.",
    hint=1,
)
def test_values(answer, draw):
    """All layers, in order, one after the other."""
    for depth in (3, 1):
        params, x = dense_params(draw, depth, 4), draw.array(4)
        check.gives(answer, dense, params, x, want=one_by_one(params, x))


class Affine(NamedTuple):
    """Another kind of parameters."""

    scale: object
    more: object


@check.because("scan takes any tree apart along axis 0, so nobody needs to know its names.", hint=2)
def test_any_tree(answer, draw):
    """The parameters may be any tree."""

    def layer(p, x):
        return x * p.scale + p.more[0]["shift"]

    scale, shift = draw.numbers(5), draw.numbers(5, 2, 3)
    x = draw.array(2, 3)
    want = np.asarray(x)
    for a, b in zip(scale, shift, strict=True):
        want = want * a + b
    params = Affine(jnp.asarray(scale), ({"shift": jnp.asarray(shift)},))
    check.gives(answer, layer, params, x, want=want)


@check.because("Under jit the parameters are tracers, which NumPy cannot read.", hint=2)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    params, x = dense_params(draw, 3, 2), draw.array(2)
    check.gives(jax.jit(functools.partial(answer, dense)), params, x, want=one_by_one(params, x))


@check.because("One layer is enough to compile; it runs as often as there are parameters.", hint=1)
def test_does_not_grow(answer, draw):
    """The program does not grow with the number of layers."""

    def trace(depth):
        params, x = dense_params(draw, depth, 2), draw.array(2)
        return jax.make_jaxpr(functools.partial(answer, dense))(params, x)

    check.does_not_grow(trace, small=2, large=8, of="depth")  # a loop for a few is one as well
    check.does_not_grow(trace, small=8, large=100, of="depth")


@check.because(
    "Reverse mode keeps what every step computed, so it must know how many steps there are.",
    see="control-flow#differentiate-through-it",
    hint=2,
)
def test_gradient(answer, draw):
    """The gradient with respect to all parameters is right."""
    params, x = dense_params(draw, 3, 2), draw.array(2)

    def unrolled(params, x):
        for i in range(3):
            x = dense({name: leaf[i] for name, leaf in params.items()}, x)
        return x.sum()

    def gradient(params, x):
        return jax.grad(lambda params: answer(dense, params, x).sum())(params)

    want = jax.tree.map(np.asarray, jax.jit(jax.grad(unrolled))(params, x))
    check.gives(jax.jit(gradient), params, x, want=want, what="the gradient")


@check.because("leaf[i] drops the first axis and keeps all others, those of size 1 too.", hint=2)
def test_axes_of_one(answer, draw):
    """A layer gets its parameters in the shape that they have in the stack."""
    scale, x = draw.array(3, 1), draw.array(2)
    want = np.asarray(x) * np.prod(np.asarray(scale))
    check.gives(answer, lambda p, x: p[0] * x, scale, x, want=want)


@check.because("A layer gets its parameters as they are: nothing is converted on the way.", hint=2)
def test_dtypes_of_parameters(answer, draw):
    """The parameters keep their dtypes, and x has one of its own."""
    x = draw.array(2, dtype="float16")
    factors, places = np.array([4, 2, 3]), np.array([1, 0, 1], dtype="int32")

    def layer(p, x):
        factor = (p["scale"] - 1) * 2**20  # in float16, scale is 1
        return x.at[p["place"]].multiply(factor.astype(x.dtype))

    want = np.array(x)
    for factor, place in zip(factors, places, strict=True):
        want[place] *= factor
    params = {"scale": jnp.array(1 + factors / 2**20, "float32"), "place": jnp.asarray(places)}
    check.gives(answer, layer, params, x, want=want)
