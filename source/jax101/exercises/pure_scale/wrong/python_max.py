# rejected by: test_one_program
"""“max takes the larger one.” It asks which, and a tracer has no answer."""


def pure_scale(x, gain, peak):
    return gain * x, max(peak, x.max())
