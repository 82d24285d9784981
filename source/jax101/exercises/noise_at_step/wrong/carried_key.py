# rejected by: test_no_history
"""“Split a key that lives on.” The noise depends on how often the function was called."""

import jax

current = {}


def noise_at_step(key, step, n):
    current.setdefault("key", key)
    current["key"], subkey = jax.random.split(current["key"])
    return jax.random.normal(subkey, n)
