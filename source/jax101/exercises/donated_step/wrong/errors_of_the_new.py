# rejected by: test_values
"""“The errors after the step.” Those of the new weights are another question."""

from functools import partial

import jax


def update(state, batch):
    inputs, targets = batch
    gradient = inputs.T @ errors(state["weights"], batch) / targets.size
    velocity = 0.5 * state["velocity"] - 0.25 * gradient
    return {"weights": state["weights"] + velocity, "velocity": velocity}


def errors(weights, batch):
    inputs, targets = batch
    return inputs @ weights - targets


@partial(jax.jit, donate_argnums=0)
def donated_step(state, batch):
    state = update(state, batch)
    return state, errors(state["weights"], batch)
