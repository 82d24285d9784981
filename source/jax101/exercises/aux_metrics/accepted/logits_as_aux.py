import jax
import jax.numpy as jnp


def aux_metrics(model, params, x, labels):
    def loss_and_logits(params):
        logits = model(params, x)
        rows = jnp.arange(len(labels))
        return jnp.mean(jax.nn.logsumexp(logits, axis=1) - logits[rows, labels]), logits

    (loss, logits), gradient = jax.value_and_grad(loss_and_logits, has_aux=True)(params)
    accuracy = jnp.mean(jnp.argmax(logits, axis=-1) == labels)
    return loss, gradient, dict(logits=logits, accuracy=accuracy)
