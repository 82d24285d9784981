# rejected by: test_one_step
"""“All blocks are there.” They are, and each where it was."""


def ring_shift(x, mesh, steps):
    return x
