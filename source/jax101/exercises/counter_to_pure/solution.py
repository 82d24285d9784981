from collections.abc import Callable

import jax
import jax.numpy as jnp


def counter_to_pure(kinds: int) -> tuple[object, Callable]:
    # What __init__ stored is the first state; what the method changed comes out as a new one.
    state = {"counts": jnp.zeros(kinds, jnp.int32), "total": jnp.int32(0)}

    def record(state, kind):
        counts = state["counts"].at[kind].add(1)
        total = state["total"] + 1
        return {"counts": counts, "total": total}, counts[kind] / total

    return state, record
