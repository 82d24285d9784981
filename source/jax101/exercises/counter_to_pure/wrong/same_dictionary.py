# rejected by: test_old_state
"""“New arrays, in the same dictionary.” The dictionary is the caller's state, and now it is changed."""

import jax.numpy as jnp


def counter_to_pure(kinds):
    state = {"counts": jnp.zeros(kinds, jnp.int32), "total": jnp.int32(0)}

    def record(state, kind):
        state["counts"] = state["counts"].at[kind].add(1)
        state["total"] = state["total"] + 1
        return state, state["counts"][kind] / state["total"]

    return state, record
