# rejected by: test_values
"""“Keep the logits in a list.” What is in the list afterwards is a tracer."""

import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    kept = []

    def loss_of(params):
        kept.append(model(params, x))
        own = jnp.take_along_axis(jax.nn.log_softmax(kept[0]), labels[:, None], axis=1)
        return -own.mean()

    loss, gradient = jax.value_and_grad(loss_of)(params)
    accuracy = (kept[0].argmax(axis=1) == labels).mean()
    return loss, gradient, {"accuracy": accuracy, "logits": kept[0]}
