# rejected by: test_values
"""“Loop over the shards.” Each is on its own device, and the parameters are on all of them."""

import jax


def dp_grad(loss, params, batch, mesh):
    leaves, tree = jax.tree.flatten(batch)
    places = zip(*[leaf.addressable_shards for leaf in leaves])
    gradients = []
    for shards in places:
        examples = jax.tree.unflatten(tree, [shard.data for shard in shards])
        gradients.append(jax.grad(loss)(params, examples))
    return jax.tree.map(lambda *leaves: sum(leaves) / len(leaves), *gradients)
