"""Checks of collatz_steps: pytest tests; `answer` is the learner's function."""

from unittest import mock

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def counted(n):
    """A slow, obvious answer."""
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return np.int32(steps)


@check.because(
    "The carry comes out of each step with the dtypes it went in with; halving by / does not.",
    hint=2,
)
def test_values(answer):
    """It counts the steps, as an int32."""
    for n in (1, 2, 3, 6, 7, 27, 97):
        check.gives(answer, jnp.int32(n), want=counted(n))


@check.because(
    "Under jit, n has no value: Python's if and while cannot look at it.",
    see="control-flow#repeat-with-while_loop",
    hint=1,
)
def test_compiles(answer):
    """Compiled, it gives the same."""
    compiled = jax.jit(answer)
    for n in (1, 6, 27):
        check.gives(compiled, jnp.int32(n), want=counted(n))


@check.because(
    "The number of steps is not known beforehand: 77031 needs 350, and others more.",
    see="control-flow#repeat-with-while_loop",
    hint=2,
)
def test_long_runs(answer):
    """It does not stop too early."""
    for n in (871, 6171, 35655):
        check.gives(answer, jnp.int32(n), want=counted(n))


@check.because("A float32 holds whole numbers up to 2**24; beyond, odd ones become even.", hint=2)
def test_large_numbers(answer):
    """It is exact where the numbers on the way are large."""
    for n in (77031, 410011, 2**24 + 1, 2**30):
        check.gives(answer, jnp.int32(n), want=counted(n))


@check.because(
    "A while_loop stops when it is done; a loop of fixed length always takes as long as the longest.",
    see="control-flow#repeat-with-while_loop",
    hint=2,
)
def test_uses_while_loop(answer):
    """The program contains a while loop."""
    check.uses(jax.make_jaxpr(answer)(jnp.int32(6)), {"while"})


@check.because("vmap runs the loop until the last example is done; finished ones must not change.")
def test_batches(answer):
    """It works under vmap."""
    numbers = jnp.array([6, 1, 27, 2, 7], dtype=jnp.int32)
    want = np.array([counted(int(n)) for n in numbers], dtype=np.int32)
    check.gives(jax.vmap(answer), numbers, want=want)


@check.because(
    "The condition looks at n: one that counts to a fixed number of rounds takes as long for 2 as "
    "for the longest run.",
    see="control-flow#repeat-with-while_loop",
    hint=1,
)
def test_stops(answer):
    """The loop stops when it is done: 2 needs one round."""
    loop, rounds = jax.lax.while_loop, []

    def counting(cond_fun, body_fun, init_val):
        def body(state):
            jax.debug.callback(lambda: rounds.append(1))
            return body_fun(state)

        return loop(cond_fun, body, init_val)

    jax.clear_caches()  # an answer that is compiled must be traced again
    with mock.patch.object(jax.lax, "while_loop", counting):
        jax.block_until_ready(answer(jnp.int32(2)))
    jax.effects_barrier()
    if len(rounds) > 8:
        raise check.CheckFailed(
            "The loop goes on after n is 1",
            given={"n": 2},
            expected="1 round",
            actual=f"{len(rounds)} rounds",
        )
