import jax


def stable_softplus(x):
    return jax.nn.softplus(x)
