# "decay * average + (1 - decay) * params": decay 0.999 is 1 in bfloat16, so 1 - decay is 0 and
# the average never moves.
import jax


def ema_update(average, params, decay: float):
    """Move an exponential average of parameters by one step.

    Args:
        average: a tree like params, of arrays of the same shapes and dtypes. Where an array has
            not been averaged yet, it has None.
        params: any pytree of floating arrays: dictionaries, lists, tuples, named tuples. It may
            have None where a layer has no parameter; average then has None there too.
        decay: a number from 0 to 1, how much of the average is kept.

    Returns:
        A new tree with the structure of params. Each array is
        decay * average + (1 - decay) * params, in the same dtype,
        or the array of params itself where average has None.

    The arguments stay as they are. The function must work under jax.jit.
    """
    def move(p, a):
        if p is None or a is None:
            return p
        d = jax.numpy.asarray(decay, p.dtype)
        return d * a + (1 - d) * p

    return jax.tree.map(move, params, average, is_leaf=lambda x: x is None)
