import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    logits, pull_back = jax.vjp(lambda params: model(params, x), params)

    def loss_of(logits):
        one_hot = jax.nn.one_hot(labels, logits.shape[1])
        return -(one_hot * jax.nn.log_softmax(logits)).sum(axis=1).mean()

    loss, cotangent = jax.value_and_grad(loss_of)(logits)
    (gradient,) = pull_back(cotangent)
    return loss, gradient, {"accuracy": (logits.argmax(1) == labels).mean(), "logits": logits}
