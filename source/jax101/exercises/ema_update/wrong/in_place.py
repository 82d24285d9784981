# rejected by: test_pure
"""“Overwrite the entries of the average.” The dictionary belongs to the caller."""


def ema_update(average, params, decay):
    for name, new in params.items():
        old = average[name]
        if isinstance(new, dict):
            ema_update(old, new, decay)
        else:
            average[name] = new if old is None else decay * old + (1 - decay) * new
    return average
