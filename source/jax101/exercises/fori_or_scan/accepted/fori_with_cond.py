import jax


def fori_or_scan(step, x, n, limit):
    def step_or_stay(i, x):
        return jax.lax.cond(i < n, step, lambda x: x, x)

    return jax.lax.fori_loop(0, limit, step_or_stay, x)
