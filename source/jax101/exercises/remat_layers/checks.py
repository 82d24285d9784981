"""Checks of remat_layers: pytest tests; `answer` is the learner's function."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

WIDE = 50  # how much wider the inside of a layer is than x


def layer(w, x):
    """A layer that is wide inside: x is repeated, bent twice, and added up again."""
    inside = jnp.sin(jnp.outer(w["scale"], x)) * jnp.cos(w["shift"][:, None] + x)
    return x + inside.sum(axis=0) / WIDE


def stack(draw, layers, size):
    """Weights of several layers, and an x."""
    weights = {
        "scale": draw.array(layers, WIDE) / 64,
        "shift": draw.array(layers, WIDE) / 64,
    }
    return weights, draw.array(size) / 4


def applied(weights, x):
    """A slow, obvious answer, in float64."""
    weights = {name: np.asarray(leaf).astype("float64") for name, leaf in weights.items()}
    x = np.asarray(x).astype("float64")
    for scale, shift in zip(weights["scale"], weights["shift"], strict=True):
        inside = [np.sin(a * x) * np.cos(b + x) for a, b in zip(scale, shift, strict=True)]
        x = x + sum(inside) / WIDE
    return x.astype("float32")


@check.because("The layers follow each other: what leaves one enters the next.", hint=1)
def test_values(answer, draw):
    """It applies the layers in order."""
    for layers, size in ((3, 4), (1, 2)):
        weights, x = stack(draw, layers, size)
        check.gives(answer, layer, weights, x, want=applied(weights, x), tolerance=1e-5)


@check.because("checkpoint changes what is kept, not what is computed.", hint=1)
def test_gradient(answer, draw):
    """The gradient is that of the plain layers."""
    weights, x = stack(draw, 3, 4)

    def plain(weights, x):
        for i in range(3):
            x = layer(jax.tree.map(lambda leaf: leaf[i], weights), x)  # noqa: B023 - called here
        return (x**2).sum()

    def loss(weights, x):
        return (answer(layer, weights, x) ** 2).sum()

    want = jax.tree.map(np.asarray, jax.grad(plain, argnums=(0, 1))(weights, x))
    gradient = jax.grad(loss, argnums=(0, 1))
    check.gives(gradient, weights, x, want=want, tolerance=1e-4, what="the gradient")


@check.because("A Python loop over layers is written out; scan is one operation.", hint=2)
def test_does_not_grow(answer, draw):
    """The program does not grow with the number of layers."""

    def trace(layers):
        weights, x = stack(draw, layers, 4)
        return jax.make_jaxpr(functools.partial(answer, layer))(weights, x)

    check.does_not_grow(trace, small=2, large=100, of="layers")


@check.because(
    "Reverse mode keeps what the way back needs. A layer under jax.checkpoint keeps what goes "
    "in; a plain one its whole inside, for every layer at once.",
    hint=2,
)
def test_memory(answer, draw):
    """No array of the backward pass holds the inside of all layers."""
    layers, size = 6, 40
    weights, x = stack(draw, layers, size)

    def loss(weights):
        return answer(layer, weights, x).sum()

    jaxpr = jax.make_jaxpr(jax.grad(loss))(weights)
    shapes = [v.aval.shape for e in check.equations(jaxpr) for v in e.outvars]
    largest = max(shapes, key=np.prod)
    inside = WIDE * size
    if np.prod(largest) > inside:
        raise check.CheckFailed(
            "The backward pass holds a large array",
            given={"layers": layers, "size of x": size, "size of the inside of a layer": inside},
            expected=f"at most the inside of one layer, {inside} elements",
            actual=f"an array of shape {largest}, {np.prod(largest)} elements",
        )


@check.because("Compiling changes nothing of this.", see="jit#do-not-branch-on-a-value")
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    compiled = jax.jit(functools.partial(answer, layer))
    for _ in range(2):
        weights, x = stack(draw, 4, 3)
        check.gives(compiled, weights, x, want=applied(weights, x), tolerance=1e-5)


@check.because("A layer decides what its weights are; scan takes a tree of them.", hint=3)
def test_other_weights(answer, draw):
    """Weights may be one array, and x a matrix."""
    weights, x = draw.array(4, 3) / 8, draw.array(2, 3)
    want = np.asarray(x)
    for row in np.asarray(weights):
        want = want * row
    check.gives(answer, lambda w, x: x * w, weights, x, want=want, tolerance=1e-5)


def layer_of_products(w, x):
    """A layer that is wide inside, by products of matrices."""
    return x + w["out"] @ jnp.tanh(w["in"] @ x)


@check.because(
    "A policy that saves products of matrices saves time. Here nothing of a layer is kept.", hint=2
)
def test_keeps_no_product(answer, draw):
    """No product inside a layer is kept for all layers."""
    layers, size = 6, 4
    weights = {
        "in": draw.array(layers, WIDE, size) / 4096,
        "out": draw.array(layers, size, WIDE) / 4096,
    }
    jaxpr = jax.make_jaxpr(jax.grad(lambda x: answer(layer_of_products, weights, x).sum()))(
        draw.array(size)
    )
    shapes = {v.aval.shape for e in check.equations(jaxpr) for v in e.outvars}
    kept = next((shape for shape in shapes if np.prod(shape) == layers * WIDE), None)
    if kept:
        raise check.CheckFailed(
            "A product inside the layers is kept for all of them",
            given={"layers": layers, "size of x": size, "size of a product": WIDE},
            expected="what goes into each layer, and nothing of its inside",
            actual=f"an array of shape {kept}",
        )


def layer_of_means(w, x):
    """A layer with small arrays inside: one number for each row."""
    squares = (x * x).mean(axis=1, keepdims=True)
    return w * jnp.tanh(x) / jnp.sqrt(1 + squares)


@check.because("A policy that saves what is small still saves it for every layer.", hint=2)
def test_keeps_nothing_small(answer, draw):
    """Of a layer's inside, not even small arrays are kept; what goes in is kept once."""
    layers, rows, columns = 7, 5, 3
    weights, x = draw.array(layers) / 8, draw.array(rows, columns)
    jaxpr = jax.make_jaxpr(jax.grad(lambda x: answer(layer_of_means, weights, x).sum()))(x)
    for loop in (e for e in check.equations(jaxpr) if e.primitive.name == "scan"):
        shapes = [v.aval.shape for v in loop.outvars if v.aval.shape[:1] == (layers,)]
        kept = [shape for shape in shapes if shape != (layers,)]
        if kept not in ([], [(layers, *x.shape)]):
            raise check.CheckFailed(
                "More is kept for all layers than what goes into each",
                given={"layers": layers, "shape of x": x.shape},
                expected=f"one array, {(layers, *x.shape)}", actual=f"arrays {kept}",
            )  # fmt: skip
