# rejected by: test_one_pass
"""“grad for the gradient, a call for the rest.” grad has computed the rest already."""

import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    def loss_and_metrics(params):
        logits = model(params, x)
        own = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1)
        accuracy = (logits.argmax(axis=1) == labels).mean()
        return -own.mean(), {"accuracy": accuracy, "logits": logits}

    gradient = jax.grad(lambda params: loss_and_metrics(params)[0])(params)
    loss, metrics = loss_and_metrics(params)
    return loss, gradient, metrics
