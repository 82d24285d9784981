# rejected by: test_too_large
"""“debug.print says so.” A program that calls it cannot read the terminal."""

import jax


def checked_lookup(table, index):
    inside = ((index >= 0) & (index < len(table))).all()
    jax.lax.cond(inside, lambda: None, lambda: jax.debug.print("an index is out of range"))
    return table[index]
