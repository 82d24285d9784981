import jax
from jax.tree_util import GetAttrKey

DATA = ("weights", "mean", "rate")
META = ("depth", "activation")


def register_state(cls):
    def take_apart(state):
        children = [(GetAttrKey(name), getattr(state, name)) for name in DATA]
        return children, tuple(getattr(state, name) for name in META)

    def build(meta, data):
        return cls(**dict(zip(DATA, data)), **dict(zip(META, meta)))

    jax.tree_util.register_pytree_with_keys(cls, take_apart, build)
    return cls
