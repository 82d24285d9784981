"""Checks of stay_on_device: pytest tests; `answer` is the learner's function."""

from unittest import mock

import jax
import numpy as np

from jax101 import assertions as check


def example(draw, of_x, of_weights, rows=3):
    """Arguments on the devices with these numbers; the bias is committed to none."""
    x = jax.device_put(draw.numbers(rows, 2) / 16, jax.devices()[of_x])
    weights = jax.device_put(draw.numbers(2, rows + 1) / 16, jax.devices()[of_weights])
    return x, weights, draw.array(rows + 1)


def layer(x, weights, bias):
    """A slow, obvious answer."""
    exact = (np.asarray(part, "float64") for part in (x, weights, bias))
    x, weights, bias = exact
    return np.tanh(x @ weights + bias).astype("float32")


@check.because(
    "Arrays committed to different devices cannot meet: JAX does not choose which of them moves.",
    hint=1,
)
def test_values(answer, draw):
    """It applies the layer, wherever the weights are."""
    for of_x, of_weights in ((3, 5), (6, 6), (2, 0)):
        arguments = example(draw, of_x, of_weights)
        check.gives(answer, *arguments, want=layer(*arguments))


@check.because(
    "A result is where the arrays are that it was computed from.",
    see="parallel/placement#follow-the-data",
    hint=2,
)
def test_stays_with_x(answer, draw):
    """The result is on the device of x, and committed to it."""
    for of_x, of_weights in ((3, 5), (6, 1), (0, 4)):
        result = answer(*example(draw, of_x, of_weights))
        check.lives_on(result, jax.devices()[of_x])
        check.is_committed(result)


@check.because(
    "An uncommitted array follows the committed ones, and nobody sees the copy being made.", hint=1
)
def test_no_hidden_transfer(answer, draw):
    """Nothing moves that the function does not say."""
    # New shapes: JAX asks the guard only for a call that it has not compiled yet.
    for rows, of_x, of_weights in ((5, 3, 5), (6, 6, 6)):
        check.transfers_nothing(answer, *example(draw, of_x, of_weights, rows))


@check.because(
    "NumPy works on the host: the data goes there and back, and waits for the slowest link.", hint=2
)
def test_not_through_the_host(answer, draw):
    """Nothing is copied from the host to a device."""
    arguments = example(draw, 3, 5, rows=7)
    try:
        with jax.transfer_guard_host_to_device("disallow_explicit"):
            jax.block_until_ready(answer(*arguments))
    except jax.errors.JaxRuntimeError as error:
        if "Disallowed" not in str(error):
            raise
        raise check.CheckFailed(
            "Data comes from the host",
            expected="device to device, by jax.device_put of a JAX array",
            actual=str(error).splitlines()[0][:200],
        ) from error


@check.because("The weights are small, and x may be a whole batch: bring the weights to x.", hint=2)
def test_x_stays(answer, draw):
    """x is not moved."""
    arguments, put, moved = example(draw, 3, 5, rows=8), jax.device_put, []

    def watched(tree, *args, **kwargs):
        placed = put(tree, *args, **kwargs)
        for before, after in zip(jax.tree.leaves(tree), jax.tree.leaves(placed), strict=True):
            if getattr(before, "devices", set)() != after.devices():
                moved.append(after.shape)
        return placed

    with mock.patch.object(jax, "device_put", watched):
        answer(*arguments)
    if arguments[0].shape in moved:
        raise check.CheckFailed(
            "x is moved to another device",
            given=dict(zip(("x", "weights", "bias"), arguments, strict=True)),
            expected="only weights and bias are moved",
            actual=f"arrays of the shapes {', '.join(map(str, moved))} are moved",
        )
