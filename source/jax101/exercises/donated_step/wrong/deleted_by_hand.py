# rejected by: test_compiled
"""“Used up means deleted.” Deleting after the step saves nothing: both states were there at once."""

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
    result = update(state, batch), errors(state["weights"], batch)
    for leaf in jax.tree.leaves(state):
        leaf.delete()
    return result
