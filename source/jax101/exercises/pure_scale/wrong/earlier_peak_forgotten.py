# rejected by: test_gain_and_peak
"""“The peak is the largest element.” Of this x; those before are forgotten."""


def pure_scale(x, gain, peak):
    return gain * x, x.max()
