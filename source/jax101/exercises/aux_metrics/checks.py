"""Checks of aux_metrics: pytest tests; `answer` is the learner's function."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def linear(params, x):
    """A linear classifier."""
    return x @ params["w"] + params["b"]


def inputs(draw, n=5, classes=4):
    """Parameters, inputs and labels; not all of the labels are hit."""
    params = {"w": draw.array(3, classes) / 16, "b": draw.array(classes) / 4}
    x = draw.array(n, 3) / 8
    hit = np.asarray(linear(params, x)).argmax(axis=1)
    labels = np.where(np.arange(n) % 2, hit, (hit + 1) % classes).astype("int32")
    return params, x, jax.device_put(labels)


def expected(params, x, labels):
    """A slow, obvious answer, computed in float64."""
    w, b = (np.asarray(params[name]).astype("float64") for name in ("w", "b"))
    rows, labels = np.asarray(x).astype("float64"), np.asarray(labels)
    logits = rows @ w + b
    loss, hits, gradient = 0.0, 0, {"w": np.zeros_like(w), "b": np.zeros_like(b)}
    for row, logit, label in zip(rows, logits, labels, strict=True):
        shares = np.exp(logit) / np.exp(logit).sum()
        loss -= np.log(shares[label])
        hits += logit.argmax() == label
        error = shares - (np.arange(len(logit)) == label)
        gradient["w"] += np.outer(row, error)
        gradient["b"] += error
    n = len(labels)
    answer = (
        loss / n,
        {name: part / n for name, part in gradient.items()},
        {"accuracy": hits / n, "logits": logits},
    )
    return jax.tree.map(lambda leaf: np.asarray(leaf, dtype="float32"), answer)


@check.because("Return the loss, the gradient and the metrics, in this order.", hint=1)
def test_values(answer, draw):
    """It returns the loss, the gradient and the metrics."""
    for n in (5, 1):
        args = inputs(draw, n)
        check.gives(answer, linear, *args, want=expected(*args), tolerance=1e-4)


@check.because(
    "Training runs the model for the loss anyway: what else is wanted comes from that run.", hint=2
)
def test_one_pass(answer, draw):
    """The model is evaluated once."""
    runs = []

    def counted(params, x):
        jax.debug.callback(lambda _: runs.append(1), x[0, 0])
        return linear(params, x)

    args = inputs(draw)
    jax.block_until_ready(answer(counted, *args))
    jax.effects_barrier()
    if len(runs) != 1:
        raise check.CheckFailed(
            "The model is evaluated more than once" if runs else "The model is not evaluated",
            expected="1 evaluation",
            actual=f"{len(runs)} evaluations",
        )


@check.because(
    "All of it is JAX: also the accuracy, which is logged.", see="jit#do-not-branch-on-a-value"
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    compiled = jax.jit(functools.partial(answer, linear))
    for _ in range(2):
        args = inputs(draw)
        check.gives(compiled, *args, want=expected(*args), tolerance=1e-4)


@check.because("log_softmax subtracts the largest logit first; log of softmax overflows.", hint=3)
def test_large_logits(answer):
    """Large logits have a finite loss and gradient."""
    params = {"w": jnp.eye(2), "b": jnp.zeros(2)}
    x, labels = jnp.array([[200.0, -200.0], [-300.0, 0.0]]), jnp.array([1, 1], "int32")
    want = (
        np.float32(200),
        {"w": np.array([[100, -100], [-100, 100]], "float32"),
         "b": np.array([0.5, -0.5], "float32")},
        {"accuracy": np.float32(0.5), "logits": np.asarray(x)},
    )  # fmt: skip
    check.gives(answer, linear, params, x, labels, want=want, tolerance=1e-5)


@check.because("params is any pytree, and the model any function: grad takes both as they are.")
def test_another_model(answer, draw):
    """Another model, with other parameters, has its own gradient."""
    params, x, labels = inputs(draw)
    layers = [(params["w"], {"shift": params["b"]})]

    def squashed(layers, x):
        ((w, extra),) = layers
        return jnp.tanh(x @ w) + extra["shift"]

    def loss(w, b):
        logits = np.tanh(np.asarray(x, "float64") @ w) + b
        shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        return -np.log(shares[np.arange(len(labels)), np.asarray(labels)]).mean(), logits

    w, b = np.asarray(params["w"], "float64"), np.asarray(params["b"], "float64")

    def slopes(function, at, step=1e-6):
        """Differences in each direction, one after another."""
        found = np.zeros_like(at)
        for i in np.ndindex(at.shape):
            d = np.zeros_like(at)
            d[i] = step
            found[i] = (function(at + d) - function(at - d)) / (2 * step)
        return found.astype("float32")

    value, logits = loss(w, b)
    gradient = [(slopes(lambda w: loss(w, b)[0], w), {"shift": slopes(lambda b: loss(w, b)[0], b)})]
    hits = np.mean(logits.argmax(axis=1) == np.asarray(labels))
    metrics = {"accuracy": np.float32(hits), "logits": logits.astype("float32")}
    want = (np.float32(value), gradient, metrics)
    check.gives(answer, squashed, layers, x, labels, want=want, tolerance=1e-4)


@check.because(
    "Zero times infinity is NaN: read the log probability of the label, and do not multiply all of "
    "them by a one-hot vector.",
    hint=3,
)
def test_excluded_class(answer, draw):
    """A class whose logit is -inf has no part in loss and gradient."""
    args = inputs(draw, classes=3)

    def one_class_more(params, x):
        return jnp.pad(linear(params, x), ((0, 0), (0, 1)), constant_values=-jnp.inf)

    loss, gradient, metrics = expected(*args)
    logits = np.pad(metrics["logits"], ((0, 0), (0, 1)), constant_values=-np.inf)
    want = (loss, gradient, {**metrics, "logits": logits})
    check.gives(answer, one_class_more, *args, want=want, tolerance=1e-4)


@check.because("softmax rounds: two logits that differ may have equal probabilities.", hint=3)
def test_close_logits(answer):
    """Accuracy compares logits, also where they hardly differ."""
    params = {"w": np.eye(3, dtype="float32"), "b": np.zeros(3, "float32")}
    x = np.array([[1e-9, 3e-9, 2e-9]], "float32")
    compiled = jax.jit(functools.partial(answer, linear))
    for label, share in ((1, 1.0), (0, 0.0)):
        labels = np.array([label], "int32")
        accuracy = compiled(params, x, labels)[2]["accuracy"]
        given = {"logits": x, "labels": labels}
        check.equal(accuracy, np.float32(share), given=given, what="the accuracy")
