"""Breaks "constants in every derivative": in the second one the rule's targets are not.

Input: the Hessian with respect to params.
"""

import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    def gap(params, now, later, reward):
        return value(params, now) - (reward + 0.9 * value(params, later))

    @jax.custom_jvp
    def loss(params, now, later, reward):
        return jnp.mean(gap(params, now, later, reward) ** 2)

    @loss.defjvp
    def rule(primals, tangents):
        error = gap(*primals)
        _, moved = jax.jvp(value, primals[:2], tangents[:2])
        return jnp.mean(error**2), jnp.mean(2 * error * moved)

    return loss(params, now, later, reward)
