# rejected by: test_reuse
"""“Compile it where it is needed.” That makes a new function for each call, compiled each time."""

import jax


def update(state, batch):
    inputs, targets = batch
    gradient = inputs.T @ errors(state["weights"], batch) / targets.size
    velocity = 0.5 * state["velocity"] - 0.25 * gradient
    return {"weights": state["weights"] + velocity, "velocity": velocity}


def errors(weights, batch):
    inputs, targets = batch
    return inputs @ weights - targets


def donated_step(state, batch):
    def step(state, batch):
        return update(state, batch), errors(state["weights"], batch)

    return jax.jit(step, donate_argnums=0)(state, batch)
