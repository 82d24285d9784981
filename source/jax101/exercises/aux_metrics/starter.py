from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp


def aux_metrics(
    model: Callable, params: Any, x: jax.Array, labels: jax.Array
) -> tuple[jax.Array, Any, dict[str, jax.Array]]:
    """Compute the loss of a classifier, its gradient, and what one wants to log.

    Args:
        model: a function of (params, x) that returns logits, float32, shape (n, classes).
            A logit may be -inf, never that of a label: no input is of that class.
        params: the parameters of the model, a pytree of float32 arrays.
        x: n inputs, shape (n, d).
        labels: the class of each input, int32, shape (n,), from 0 to classes - 1.

    Returns:
        A tuple (loss, gradient, metrics).
        loss: the mean over the n inputs of -log_softmax(logits)[label], a float32 scalar.
        gradient: that of loss with respect to params; it has the structure of params.
        metrics: {"accuracy": the share of inputs whose largest logit is that of their label, a
            float32 scalar, "logits": the logits}.

    The model is evaluated once: there is one forward pass.
    The checker also compiles your function, with model fixed.
    """
    raise NotImplementedError
