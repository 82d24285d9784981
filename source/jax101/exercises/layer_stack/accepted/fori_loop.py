import jax


def layer_stack(layer, params, x):
    depth = jax.tree.leaves(params)[0].shape[0]

    def step(i, x):
        return layer(jax.tree.map(lambda leaf: leaf[i], params), x)

    return jax.lax.fori_loop(0, depth, step, x)
