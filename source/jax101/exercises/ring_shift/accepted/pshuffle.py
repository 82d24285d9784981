import jax


def ring_shift(x, mesh, steps):
    n = mesh.shape["x"]
    sources = [(i - steps) % n for i in range(n)]  # pshuffle asks where each block comes from
    cut = jax.P("x", None)
    return jax.jit(
        jax.shard_map(
            lambda block: jax.lax.pshuffle(block, "x", sources),
            mesh=mesh,
            in_specs=(cut,),
            out_specs=cut,
        )
    )(x)
