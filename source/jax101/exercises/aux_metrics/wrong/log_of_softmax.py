# rejected by: test_large_logits
"""“The log of the softmax.” A share that rounds to 0 has an infinite loss."""

import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    def loss_and_metrics(params):
        logits = model(params, x)
        own = jnp.take_along_axis(jnp.log(jax.nn.softmax(logits)), labels[:, None], axis=1)
        accuracy = (logits.argmax(axis=1) == labels).mean()
        return -own.mean(), {"accuracy": accuracy, "logits": logits}

    (loss, metrics), gradient = jax.value_and_grad(loss_and_metrics, has_aux=True)(params)
    return loss, gradient, metrics
