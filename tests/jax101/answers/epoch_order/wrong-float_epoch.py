# "The orders of two epochs ...": a float32 epoch makes 16777216 and 16777217 the same.
import jax
import jax.numpy as jnp


def epoch_order(key: jax.Array, epoch: int | jax.Array, n: int) -> jax.Array:
    """Compute the order in which the examples come in one epoch.

    Args:
        key: the typed key of the run. It is the same in every epoch.
        epoch: the number of the epoch, from 0 to 2**31 - 1:
            a Python integer or an int32 scalar, which may be a tracer.
        n: how many examples there are, a Python integer, at least 1.

    Returns:
        The numbers from 0 to n - 1 in a random order, int32, shape (n,).

    The orders of two epochs, and of two keys, have nothing to do with each other.
    An order depends on the arguments and on nothing else, so that a run can be resumed.
    Epoch 1,000,000 costs as much as epoch 0. The checker also compiles your function,
    with n static and epoch traced, and maps it over epochs.
    """
    number = jnp.asarray(epoch, jnp.float32).view(jnp.uint32)
    return jax.random.permutation(jax.random.fold_in(key, number), jnp.arange(n))
