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


# Argument 0 is given up, so whatever is to be known of the old state is computed in here.
@partial(jax.jit, donate_argnums=0)
def donated_step(state, batch):
    return update(state, batch), errors(state["weights"], batch)
