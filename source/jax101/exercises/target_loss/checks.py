"""Checks of target_loss: pytest tests; `answer` is the learner's function."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def linear(params, states):
    """A value that is linear in the state."""
    return states @ params["w"] + params["b"]


def inputs(draw, dtype="float32", n=4):
    """Parameters, states, the states that follow, and rewards: small numbers."""
    params = {"w": draw.array(3, dtype=dtype), "b": draw.array(dtype=dtype)}
    params = jax.tree.map(lambda leaf: leaf / 2, params)
    now, later = (draw.array(n, 3, dtype=dtype) / 4 for _ in range(2))
    return params, now, later, draw.array(n, dtype=dtype)


def errors(params, now, later, reward):
    """Target minus value, slow and obvious, in float64."""
    w, b, now, later, reward = (
        np.asarray(a).astype("float64") for a in (params["w"], params["b"], now, later, reward)
    )
    values = [np.array([sum(row * w) + b for row in states]) for states in (now, later)]
    return reward + 0.9 * values[1] - values[0]


def the_loss(params, *states):
    """A slow, obvious answer."""
    return np.mean(errors(params, *states) ** 2)


def the_gradient(params, now, later, reward):
    """The gradient where the target is a constant."""
    error = errors(params, now, later, reward)
    rows = np.asarray(now).astype("float64")
    return {
        "w": np.mean([-2 * e * row for e, row in zip(error, rows, strict=True)], axis=0),
        "b": np.mean(-2 * error),
    }


def as_dtype(tree, dtype="float32"):
    """A tree of NumPy numbers as arrays of a dtype."""
    return jax.tree.map(lambda leaf: np.asarray(leaf).astype(dtype), tree)


@check.because("The target is the reward plus 0.9 times the value of the later state.", hint=1)
def test_values(answer, draw):
    """The loss is the mean of the squared errors."""
    for n in (4, 1):
        args = inputs(draw, n=n)
        check.gives(answer, linear, *args, want=as_dtype(the_loss(*args)), tolerance=1e-4)


@check.because(
    "A float() or a NumPy array has no gradient, and cannot be traced.",
    see="jit#do-not-branch-on-a-value",
    hint=2,
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    compiled = jax.jit(functools.partial(answer, linear))
    for _ in range(2):
        args = inputs(draw)
        check.gives(compiled, *args, want=as_dtype(the_loss(*args)), tolerance=1e-4)


@check.because(
    "The prediction is moved towards the target. If the gradient flows through the target too, "
    "the target is moved towards the prediction.",
    hint=2,
)
def test_gradient(answer, draw):
    """The gradient with respect to the parameters takes the targets for constants."""
    args = inputs(draw)
    gradient = jax.grad(answer, argnums=1)
    want = as_dtype(the_gradient(*args))
    check.gives(gradient, linear, *args, want=want, tolerance=1e-3, what="the gradient")


@check.because("A constant target is constant in everything it is made of.", hint=3)
def test_constant_in_everything(answer, draw):
    """The derivatives with respect to later and reward are zero."""
    args = inputs(draw)
    for number, name in ((3, "later"), (4, "reward")):
        gradient = jax.grad(answer, argnums=number)
        want = np.zeros_like(args[number - 1])
        check.gives(gradient, linear, *args, want=want, what=f"the gradient for {name}")


@check.because("Only the targets are constant; the predictions are not.", hint=2)
def test_gradient_of_now(answer, draw):
    """The gradient with respect to now is that of the predictions."""
    args = inputs(draw)
    w = np.asarray(args[0]["w"]).astype("float64")
    want = np.array([-2 * e * w for e in errors(*args)]) / 4
    gradient = jax.grad(answer, argnums=2)
    want = want.astype("float32")
    check.gives(gradient, linear, *args, want=want, tolerance=1e-3, what="the gradient for now")


@check.because("A custom_vjp has no forward mode; stop_gradient has both.", hint=2)
def test_forward_mode(answer, draw):
    """jax.jvp gives the same derivative."""
    params, *states = inputs(draw)
    steps = {"w": draw.array(3), "b": draw.array()}
    slopes = the_gradient(params, *states)
    want = slopes["w"] @ np.asarray(steps["w"]) + slopes["b"] * np.asarray(steps["b"])

    def along(params, steps):
        return jax.jvp(lambda params: answer(linear, params, *states), (params,), (steps,))[1]

    check.gives(along, params, steps, want=as_dtype(want), tolerance=1e-3, what="the derivative")


def curved(params, states):
    """A value that is not linear, with a parameter of another form."""
    return jnp.tanh(states @ params[0]) @ params[1]


@check.because("Which function it is, only its gradient needs to know.", hint=3)
def test_another_value(answer, draw):
    """It works for a value with other parameters."""
    params = [draw.array(3, 2) / 8, draw.array(2)]
    now, later, reward = draw.array(4, 3), draw.array(4, 3), draw.array(4)
    target = jnp.asarray(np.asarray(reward + 0.9 * curved(params, later)))

    def loss(params):
        return jnp.mean((target - curved(params, now)) ** 2)

    gradient = jax.grad(answer, argnums=1)
    want = as_dtype(jax.grad(loss)(params))
    check.gives(gradient, curved, params, now, later, reward, want=want, tolerance=1e-3)


@check.because("A Python number takes on the dtype of the array; a NumPy scalar has its own.")
def test_dtype(answer, draw):
    """The loss has the dtype of the values."""
    for dtype in ("float16", "bfloat16"):
        args = inputs(draw, dtype)
        check.gives(answer, linear, *args, want=as_dtype(the_loss(*args), dtype), tolerance=0.05)


def centred(params, states):
    """A value that depends on the other states: their mean is subtracted."""
    return linear(params, states - states.mean(axis=0))


@check.because("value sees the states it is asked for: now and later are two batches.", hint=1)
def test_two_batches(answer, draw):
    """What follows has no part in the values of now."""
    params, now, later, reward = args = inputs(draw)
    want = the_loss(params, now - now.mean(axis=0), later - later.mean(axis=0), reward)
    check.gives(answer, centred, *args, want=as_dtype(want), tolerance=1e-3)


@check.because("stop_gradient stops every derivative; a rule of one's own is differentiated too.")
def test_second_derivative(answer, draw):
    """The targets are constant in the second derivative as well."""
    params, *states = inputs(draw)
    along = {"w": draw.array(3), "b": draw.array()}

    def second(params, along):
        gradient = jax.grad(lambda params: answer(linear, params, *states))
        return jax.jvp(gradient, (params,), (along,))[1]

    rows = np.asarray(states[0], "float64")
    moved = rows @ np.asarray(along["w"]) + np.asarray(along["b"])
    want = {"w": 2 * (rows.T @ moved) / len(rows), "b": 2 * moved.mean()}
    check.gives(
        jax.jit(second), params, along, want=as_dtype(want), tolerance=1e-3, what="the product"
    )
