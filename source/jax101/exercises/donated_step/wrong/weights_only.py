# rejected by: test_state_is_donated
"""“Donate the weights.” The velocity is state as well."""

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
def step(weights, velocity, batch):
    state = {"weights": weights, "velocity": velocity}
    return update(state, batch), errors(weights, batch)


def donated_step(state, batch):
    return step(state["weights"], state["velocity"], batch)
