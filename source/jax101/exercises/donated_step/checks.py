"""Checks of donated_step: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def example(draw):
    """A state of three weights, and a batch of four examples."""
    state = {"weights": draw.array(3), "velocity": draw.array(3)}
    inputs = jnp.asarray(draw.numbers(4, 3) / 4)
    return state, (inputs, draw.array(4))


def stepped(state, batch):
    """A slow, obvious answer."""
    inputs, targets = (np.asarray(part, "float64") for part in batch)
    weights, velocity = (np.asarray(state[name], "float64") for name in ("weights", "velocity"))
    missed = inputs @ weights - targets
    velocity = 0.5 * velocity - 0.25 * (inputs.T @ missed / len(targets))
    new = {"weights": weights + velocity, "velocity": velocity}
    return jax.tree.map(lambda leaf: leaf.astype("float32"), (new, missed))


def on_a_copy(answer):
    """The answer, called with copies of its arguments, so that these can be shown and used again."""

    def called(state, batch):
        return answer(*jax.tree.map(jnp.copy, (state, batch)))

    return called


@check.because(
    "The errors are those of the old weights, which are deleted after the call: one program gives both.",
    hint=2,
)
def test_values(answer, draw):
    """It returns the new state, and the errors of the old weights."""
    state, batch = example(draw)
    check.gives(on_a_copy(answer), state, batch, want=stepped(state, batch))


@check.because("Only a compiled program can reuse the memory of its arguments.", hint=1)
def test_compiled(answer, draw):
    """It is one compiled program."""
    state, batch = example(draw)
    check.is_compiled(answer, state, batch)


@check.because(
    "jax.jit makes a new function, with nothing compiled yet; call it once, outside.",
    see="jit#reuse-a-trace",
    hint=3,
)
def test_reuse(answer, draw):
    """A second call compiles nothing."""
    state, batch = example(draw)
    check.reuses(on_a_copy(answer), state, batch)


@check.because(
    "jax.jit donates the arguments you name, with all their leaves, and no others.", hint=2
)
def test_state_is_donated(answer, draw):
    """The old state is used up, all of it."""
    state, batch = example(draw)
    jax.block_until_ready(answer(state, batch))
    check.used_up(state, what="the old state")


@check.because("The caller may need the batch again, so it must not be donated.", hint=1)
def test_batch_stays(answer, draw):
    """The batch stays usable."""
    state, batch = example(draw)
    jax.block_until_ready(answer(state, batch))
    check.still_usable(batch, what="the batch")


@check.because("Each new state is the next old one; nothing else may need it.")
def test_loop(answer, draw):
    """It works step after step."""
    state, batch = example(draw)
    want = jax.tree.map(np.asarray, state)
    for _ in range(3):
        state, missed = answer(state, batch)
        want, want_missed = stepped(want, batch)
    check.equal(
        (state, missed), (want, want_missed), tolerance=1e-4, what="the result after 3 steps"
    )
