# rejected by: test_compiles
"""“n is a number.” Outside of jit it is."""


def fori_or_scan(step, x, n, limit):
    for _ in range(int(n)):
        x = step(x)
    return x
