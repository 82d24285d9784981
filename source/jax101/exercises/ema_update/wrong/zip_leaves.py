# rejected by: test_not_averaged_yet
"""“Flatten both and pair the leaves.” A None is no leaf, so after the first all pairs are off by one."""

import jax


def ema_update(average, params, decay):
    leaves, structure = jax.tree.flatten(params)
    pairs = zip(jax.tree.leaves(average), leaves)
    return jax.tree.unflatten(structure, [decay * old + (1 - decay) * new for old, new in pairs])
