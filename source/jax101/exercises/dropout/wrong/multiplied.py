# rejected by: test_infinities
"""“Multiply by the mask.” Zero times infinity is NaN."""

import jax


def dropout(key, x, rate):
    kept = jax.random.bernoulli(key, 1 - rate, x.shape).astype(x.dtype)
    return x * kept / (1 - rate)
