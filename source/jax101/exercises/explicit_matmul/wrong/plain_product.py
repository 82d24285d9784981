# rejected by: test_values
"""“a @ b.” The rule for products has no answer when the contracted axis is sharded."""


def explicit_matmul(a, b):
    return a @ b
