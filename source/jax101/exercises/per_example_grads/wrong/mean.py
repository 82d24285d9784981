# rejected by: test_values
"""“Average the losses, then differentiate.” That is one gradient, in which no example can be seen."""

import jax


def per_example_grads(loss, params, xs, ys):
    def mean_loss(params):
        return jax.vmap(loss, in_axes=(None, 0, 0))(params, xs, ys).mean()

    return jax.grad(mean_loss)(params)
