import jax


def decay_mask(params):
    leaves, structure = jax.tree.flatten_with_path(params)
    mask = []
    for path, _ in leaves:
        last = path[-1] if path else None
        mask.append(getattr(last, "key", None) == "w" or getattr(last, "name", None) == "w")
    return jax.tree.unflatten(structure, mask)
