import jax
import jax.numpy as jnp


def clip_cotangent(x, limit):
    @jax.custom_vjp
    def identity(x):
        return x

    def backward(_, cotangent):
        return (jnp.where(abs(cotangent) > limit, jnp.sign(cotangent) * limit, cotangent),)

    identity.defvjp(lambda x: (x, ()), backward)
    return identity(x)
