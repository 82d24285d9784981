from functools import partial

import jax
import jax.numpy as jnp


def update(state, batch):
    inputs, targets = batch
    gradient = inputs.T @ errors(state["weights"], batch) / targets.size
    velocity = 0.5 * state["velocity"] - 0.25 * gradient
    return {"weights": state["weights"] + velocity, "velocity": velocity}


def errors(weights, batch):
    inputs, targets = batch
    return inputs @ weights - targets


@partial(jax.jit, donate_argnums=(0, 1))
def step(weights, velocity, inputs, targets):
    missed = inputs @ weights - targets
    velocity = 0.5 * velocity - 0.25 * jnp.mean(missed[:, None] * inputs, axis=0)
    return {"weights": weights + velocity, "velocity": velocity}, missed


def donated_step(state, batch):
    return step(state["weights"], state["velocity"], *batch)
