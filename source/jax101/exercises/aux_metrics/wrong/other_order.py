# rejected by: test_values
"""“value_and_grad returns it like this.” The task asks for (loss, gradient, metrics)."""

import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    def loss_and_metrics(params):
        logits = model(params, x)
        own = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1)
        accuracy = (logits.argmax(axis=1) == labels).mean()
        return -own.mean(), {"accuracy": accuracy, "logits": logits}

    return jax.value_and_grad(loss_and_metrics, has_aux=True)(params)
