# rejected by: test_state_is_donated
"""“Compiled, so JAX reuses memory by itself.” It keeps every argument unless told otherwise."""

import jax


def update(state, batch):
    inputs, targets = batch
    gradient = inputs.T @ errors(state["weights"], batch) / targets.size
    velocity = 0.5 * state["velocity"] - 0.25 * gradient
    return {"weights": state["weights"] + velocity, "velocity": velocity}


def errors(weights, batch):
    inputs, targets = batch
    return inputs @ weights - targets


@jax.jit
def donated_step(state, batch):
    return update(state, batch), errors(state["weights"], batch)
