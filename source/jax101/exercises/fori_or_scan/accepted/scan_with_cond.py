import jax


def fori_or_scan(step, x, n, limit):
    def step_or_stay(carry, _):
        x, left = carry
        x = jax.lax.cond(left > 0, step, lambda x: x, x)
        return (x, left - 1), None

    return jax.lax.scan(step_or_stay, (x, n), length=limit)[0][0]
