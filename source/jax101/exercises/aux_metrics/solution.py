from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp


def aux_metrics(
    model: Callable, params: Any, x: jax.Array, labels: jax.Array
) -> tuple[jax.Array, Any, dict[str, jax.Array]]:
    def loss_and_metrics(params):
        logits = model(params, x)
        own = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1)
        hits = jnp.argmax(logits, axis=1) == labels
        return -own.mean(), {"accuracy": hits.mean(), "logits": logits}

    # What has_aux returns beside the loss comes from the same pass, and is not differentiated.
    (loss, metrics), gradient = jax.value_and_grad(loss_and_metrics, has_aux=True)(params)
    return loss, gradient, metrics
