"""Checks of counter_to_pure: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def shares(kinds, events):
    """A slow, obvious answer: what the method returns for each event."""
    counts, found = np.zeros(kinds, dtype=int), []
    for total, kind in enumerate(events, start=1):
        counts[kind] += 1
        found.append(np.float32(counts[kind] / total))
    return found


def made(answer, kinds):
    """The first state and the function, if the answer is such a pair."""
    pair = answer(kinds)
    if not (isinstance(pair, tuple) and len(pair) == 2 and callable(pair[1])):
        raise check.CheckFailed(
            "counter_to_pure does not return a pair of a state and a function",
            given={"kinds": kinds},
            expected="(state, record)",
            actual=pair,
        )
    return pair


def follow(record, state, events):
    """Call record for one event after the other, and compare each share."""
    for number, (kind, want) in enumerate(zip(events, shares(9, events), strict=True), start=1):
        result = record(state, jnp.int32(kind))
        if not (isinstance(result, tuple) and len(result) == 2):
            raise check.CheckFailed(
                "record does not return a pair", expected="(new state, share)", actual=result
            )
        state, share = result
        seen = {"kinds of the events so far": list(events[:number])}
        check.equal(share, want, given=seen, what=f"the share after event {number}")


@check.because("The share counts the event that is recorded, in `counts` as in `total`.", hint=1)
def test_values(answer):
    """It returns what the method returns, event by event."""
    for kinds, events in ((3, (1, 1)), (6, (2, 0, 2, 5, 5))):
        state, record = made(answer, kinds)
        follow(record, state, events)


@check.because(
    "A pure function changes nothing: the same state and event give the same share, whenever asked.",
    see="state#pass-the-state",
    hint=2,
)
def test_old_state(answer):
    """An old state can be used again."""
    state, record = made(answer, 4)
    after, _ = record(state, jnp.int32(1))
    for kind, want in ((0, 0.5), (1, 1.0), (0, 0.5)):
        _, share = record(after, jnp.int32(kind))
        given = {"events": f"1, then {kind}, from the state after the first event"}
        check.equal(share, np.float32(want), given=given, what="the share")
    _, share = record(state, jnp.int32(2))
    check.equal(
        share, np.float32(1.0), given={"events": "2, from the first state"}, what="the share"
    )


@check.because(
    "What is not in the state is a constant of the compiled program, and what is in it is traced.",
    see="state#see-why-a-method-forgets",
    hint=1,
)
def test_compiles(answer):
    """Compiled, it goes on counting, and compiles once."""
    state, record = made(answer, 4)
    compiled = jax.jit(record)
    events = (3, 3, 0, 3, 1)
    follow(compiled, state, events)
    after, _ = compiled(state, jnp.int32(1))
    check.compiles(compiled, after, jnp.int32(2), times=0)


@check.because(
    "The state goes round in a loop, so it must come out with the types it went in with.", hint=2
)
def test_scan(answer):
    """It runs in a scan."""
    state, record = made(answer, 4)
    events = (0, 2, 2, 1, 2, 0)
    run = jax.jit(lambda state, events: jax.lax.scan(record, state, events)[1])
    want = np.array(shares(4, events))
    check.gives(run, state, jnp.array(events, "int32"), want=want, what="the shares")


@check.because("A state is a value like any other, so there may be many at once.")
def test_many(answer):
    """vmap keeps many counters."""
    state, record = made(answer, 4)
    histories = np.array([[0, 1, 1], [2, 2, 2]], dtype=np.int32)
    run = jax.vmap(lambda events: jax.lax.scan(record, state, events)[1])
    want = np.array([shares(4, events) for events in histories])
    check.gives(run, jnp.asarray(histories), want=want, what="the shares")


@check.because("A counter never begins again: count in 32 bits.")
def test_many_events(answer):
    """It goes on counting, for as long as events come."""
    state, record = made(answer, 2)
    run = jax.jit(lambda state, events: jax.lax.scan(record, state, events)[1])
    ones = 70_000
    found = run(state, jnp.ones(ones + 1, "int32").at[ones].set(0))
    given = {"events": f"{ones} of kind 1, then one of kind 0"}
    want = np.array([1, 1 / (ones + 1)], "float32")
    check.equal(found[-2:], want, given=given, what="the last two shares")
