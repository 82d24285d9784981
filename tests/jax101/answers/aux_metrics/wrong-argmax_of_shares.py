"""Breaks "the share of inputs whose largest logit is that of their label": by probabilities.

Input: logits [[1e-9, 2e-9]], label 1: the probabilities are equal, so argmax says class 0.
"""

import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    def loss_fn(p):
        logits = model(p, x)
        picked = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1)
        predicted = jnp.argmax(jax.nn.softmax(logits), axis=1)
        accuracy = jnp.mean(predicted == labels)
        return -jnp.mean(picked), {"accuracy": accuracy, "logits": logits}

    (loss, metrics), gradient = jax.value_and_grad(loss_fn, has_aux=True)(params)
    return loss, gradient, metrics
