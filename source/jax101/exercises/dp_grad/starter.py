import jax


def dp_grad(loss, params, batch, mesh: jax.sharding.Mesh):
    """Compute the gradient of a mean loss, each device working on its own examples.

    Args:
        loss: loss(params, batch) is the mean loss of the examples in batch, a float32 scalar.
            It works on all of them at once, not in a loop over examples.
        params: a pytree of float32 arrays, whole on every device.
        batch: a pytree of arrays; axis 0 of each, the examples, is sharded over mesh axis "x".
        mesh: a mesh with an axis "x" and perhaps others.

    Returns:
        The gradient with respect to params of the mean loss of all examples:
        the tree, shapes and dtypes of params, whole on every device.

    It is called inside jax.jit, with loss and mesh static.
    Devices exchange gradients or losses only, never examples.
    """
    raise NotImplementedError
