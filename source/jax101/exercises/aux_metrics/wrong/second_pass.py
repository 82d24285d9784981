# rejected by: test_one_pass
"""“The gradient first, then the metrics.” The model runs a second time for them."""

import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    def loss_of(params):
        own = jnp.take_along_axis(jax.nn.log_softmax(model(params, x)), labels[:, None], axis=1)
        return -own.mean()

    loss, gradient = jax.value_and_grad(loss_of)(params)
    logits = model(params, x)
    accuracy = (logits.argmax(axis=1) == labels).mean()
    return loss, gradient, {"accuracy": accuracy, "logits": logits}
