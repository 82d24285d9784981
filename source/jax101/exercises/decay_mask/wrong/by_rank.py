# rejected by: test_any_shape
"""“Weights are matrices, biases are vectors.” Until a bias is a matrix."""

import jax


def decay_mask(params):
    return jax.tree.map(lambda leaf: leaf.ndim > 1, params)
