import jax


def collatz_steps(n):
    def halve(n):
        return n // 2

    def triple(n):
        return 3 * n + 1

    def step(state):
        return {
            "n": jax.lax.cond(state["n"] % 2 == 0, halve, triple, state["n"]),
            "steps": state["steps"] + 1,
        }

    return jax.lax.while_loop(lambda s: s["n"] > 1, step, {"n": n, "steps": 0})["steps"]
