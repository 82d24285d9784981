# rejected by: test_any_tree
"""“A layer has w and b.” Those in the first example have."""

import jax


def layer_stack(layer, params, x):
    def step(x, w_and_b):
        w, b = w_and_b
        return layer({"w": w, "b": b}, x), None

    return jax.lax.scan(step, x, (params["w"], params["b"]))[0]
