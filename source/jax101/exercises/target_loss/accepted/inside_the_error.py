import jax


def target_loss(value, params, now, later, reward):
    error = value(params, now) - jax.lax.stop_gradient(value(params, later) * 0.9 + reward)
    return (error * error).sum() / error.size
