"""Checks of epoch_order: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

MANY = 60


def order(answer, key, epoch, n):
    """The order as a NumPy array; fails when it is none."""
    result = answer(key, epoch, n)
    given = {"key": key, "epoch": epoch, "n": n}
    form = f"{getattr(result, 'dtype', type(result).__name__)}{getattr(result, 'shape', '')}"
    if not isinstance(result, jax.Array) or form != f"int32({n},)":
        raise check.CheckFailed(
            "The order has another form", given=given,
            expected=f"a JAX array, int32({n},)", actual=form,
        )  # fmt: skip
    numbers = np.asarray(result)
    if sorted(numbers.tolist()) != list(range(n)):
        raise check.CheckFailed(
            "The order does not hold each number once", given=given,
            expected=f"the numbers from 0 to {n - 1}, each once", actual=numbers,
        )  # fmt: skip
    return numbers


def unrelated(headline, given, one, two):
    """Two orders share few places, and neither is the other one moved on or reversed."""
    places = np.argsort(one)[two]  # where in the first order each element of the second stood
    steps = (np.diff(places) % len(one)).tolist()
    repeated = max(steps.count(step) for step in set(steps))
    same = int((one == two).sum())
    if same > 8 or repeated > 10:
        raise check.CheckFailed(
            headline, given=given, expected="two orders that have nothing to do with each other",
            actual=f"{same} of {len(one)} examples in the same place, "
                   f"{repeated} that follow each other at the same distance",
        )  # fmt: skip


def differ(answer, key, epochs):
    """The orders of all these epochs are unrelated to each other."""
    orders = [order(answer, key, epoch, MANY) for epoch in epochs]
    for i, epoch in enumerate(epochs):
        for j in range(i):
            given = {"one epoch": epochs[j], "another epoch": epoch, "n": MANY}
            unrelated("Two epochs have related orders", given, orders[j], orders[i])


@check.because("A permutation holds each number once.", hint=2)
def test_is_a_permutation(answer, draw):
    """It holds each number from 0 to n - 1 once."""
    for n in (7, 2, 1, MANY):
        order(answer, draw.key(), 3, n)


@check.because("An order is random: it is not the one that the data has.", hint=2)
def test_is_shuffled(answer, draw):
    """It has nothing to do with the order of the data."""
    for epoch in (0, 1):
        given = {"epoch": epoch, "n": MANY}
        found = order(answer, draw.key(), epoch, MANY)
        unrelated("The order is hardly shuffled", given, np.arange(MANY), found)


@check.because("The epoch has to change the key that is drawn from.", hint=1)
def test_epochs_differ(answer, draw):
    """Every epoch has an order of its own."""
    differ(answer, draw.key(), (0, 1, 2, MANY))


@check.because("A run that is resumed at epoch 3 must see what it would have seen.", hint=1)
def test_no_history(answer, draw):
    """An epoch has the same order, whatever came before."""
    key, n = draw.key(), 9
    first = {epoch: order(answer, key, epoch, n) for epoch in (0, 1, 2, 3)}
    for epoch in (3, 0, 3):
        check.gives(answer, key, epoch, n, want=first[epoch], what="the order asked for again")


@check.because("Two runs with different keys see the data in different orders.", hint=1)
def test_follows_the_key(answer, draw):
    """Every key has orders of its own; neighbouring seeds too."""
    seed = draw.integer(0, 1000)
    keys = [jax.random.key(seed), jax.random.key(seed + 1), jax.random.split(draw.key())[1]]
    found = {(i, e): order(answer, key, e, MANY) for i, key in enumerate(keys) for e in (0, 1)}
    names = list(found)
    for i, one in enumerate(names):
        for two in names[:i]:
            given = {"one key and epoch": str(two), "another": str(one), "n": MANY}
            unrelated("Two runs have related orders", given, found[two], found[one])


@check.because("In a compiled loop the epoch is a tracer: it cannot be counted to.", hint=2)
def test_traced_epoch(answer, draw):
    """Compiled with a traced epoch, it gives the same, from one trace."""
    key, n = draw.key(), 9
    counted = check.Counted(answer)
    jitted = jax.jit(counted, static_argnums=2)
    for epoch in (2, 5, 0):
        want = order(answer, key, epoch, n)
        check.gives(jitted, key, np.int32(epoch), n, want=want)
    check.traced(counted, key, np.int32(0), n, times=1)
    epochs = np.arange(3, dtype="int32")
    want = np.stack([order(answer, key, int(epoch), n) for epoch in epochs])
    check.gives(jax.vmap(lambda epoch: answer(key, epoch, n)), epochs, want=want)


@check.because("The key of an epoch comes from its number at once.", hint=2)
def test_cost(answer, draw):
    """There is no loop over the epochs before."""
    jaxpr = jax.make_jaxpr(lambda key, epoch: answer(key, epoch, 5))(draw.key(), np.int32(3))
    check.avoids(jaxpr, {"while", "scan"})


@check.because(
    "The epoch changes the key as a whole number: float32 cannot tell 2**24 + 1.", hint=1
)
def test_far_epochs(answer, draw):
    """Epochs far apart, and neighbours among them, have orders of their own."""
    differ(answer, draw.key(), (0, 2**16, 2**24, 2**24 + 1, 2**31 - 1))


@check.because("A key that was used, or that was split, gives the same bits again.", hint=3)
def test_each_key_once(answer, draw):
    """No key is used twice."""
    check.reuses_no_key(lambda key: answer(key, 3, 9), draw.key())


@check.because(
    "Sorting by random integers leaves equal ones in the order of the data: one order comes more "
    "often than another.",
    hint=2,
)
def test_no_order_is_preferred(answer, draw):
    """Of two examples, each comes first in about half of the epochs."""
    key, epochs = draw.key(), jnp.arange(1000)
    orders = jax.jit(jax.vmap(lambda epoch: answer(key, epoch, 2)))
    first = np.asarray(orders(epochs))[:, 0]
    share = float((first == 0).mean())
    if abs(share - 0.5) > 0.1:  # six standard deviations
        raise check.CheckFailed(
            "One order comes more often than the other", given={"epochs": "0 to 999", "n": 2},
            expected="the order [0, 1] in about half of the epochs",
            actual=f"in a share of {share:.2f}",
        )  # fmt: skip


@check.because(
    "Many examples with few different random numbers to sort by: equal ones keep their order.",
    hint=2,
)
def test_neighbours(answer, draw):
    """Among many examples, the number after another is as often smaller as it is larger."""
    n = 1600
    rising = float((np.diff(order(answer, draw.key(), 1, n)) > 0).mean())
    if abs(rising - 0.5) > 0.06:  # eight standard deviations
        raise check.CheckFailed(
            "Much of the order is that of the data", given={"n": n},
            expected="a larger number after about half of the numbers",
            actual=f"after a share of {rising:.2f}",
        )  # fmt: skip
