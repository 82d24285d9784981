# rejected by: test_no_history
"""“Keep the generator and go on.” The order says how often it was asked for."""

import jax

state = {}


def epoch_order(key, epoch, n):
    state.setdefault("calls", 0)
    state["calls"] += 1
    return jax.random.permutation(jax.random.fold_in(key, state["calls"]), n)
