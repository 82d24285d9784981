import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    logits, pull_back = jax.vjp(lambda params: model(params, x), params)

    def loss_of(logits):
        own = jax.nn.log_softmax(logits)[jnp.arange(labels.size), labels]
        return -own.mean()

    loss, cotangent = jax.value_and_grad(loss_of)(logits)
    (gradient,) = pull_back(cotangent)
    return loss, gradient, {"accuracy": (logits.argmax(1) == labels).mean(), "logits": logits}
