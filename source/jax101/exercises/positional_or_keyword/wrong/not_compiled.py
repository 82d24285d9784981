# rejected by: test_one_program
"""“Without jit nothing compiles twice.” Each operation is a program of its own, and runs alone."""


def positional_or_keyword(x, scale=3.0, shift=0.5):
    return x * scale + shift
