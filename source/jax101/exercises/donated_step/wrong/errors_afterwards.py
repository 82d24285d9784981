# rejected by: test_values
"""“First the step, then the errors of the old weights.” By then the old weights are deleted."""

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


compiled_update = partial(jax.jit, donate_argnums=0)(update)


def donated_step(state, batch):
    new = compiled_update(state, batch)
    return new, errors(state["weights"], batch)
