# rejected by: test_any_cut
"""“auto_axes lets the compiler decide.” The caller still states the result, and did so for one case."""

import jax


@jax.sharding.auto_axes(out_sharding=jax.P("x"))
def explicit_matmul(a, b):
    return a @ b
