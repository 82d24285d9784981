# rejected by: test_steps_differ
"""“Start reading later.” Step 1 is step 0 moved by one number."""

import jax


def noise_at_step(key, step, n):
    return jax.random.normal(key, step + n)[step:]
