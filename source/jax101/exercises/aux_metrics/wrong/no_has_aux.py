# rejected by: test_values
"""“Return both.” Without has_aux, grad does not know which is the loss."""

import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    def loss_and_metrics(params):
        logits = model(params, x)
        own = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1)
        accuracy = (logits.argmax(axis=1) == labels).mean()
        return -own.mean(), {"accuracy": accuracy, "logits": logits}

    (loss, metrics), gradient = jax.value_and_grad(loss_and_metrics)(params)
    return loss, gradient, metrics
