# rejected by: test_any_container
"""“Parameters are nested dictionaries.” Lists and named tuples are trees too."""


def ema_update(average, params, decay):
    if isinstance(params, dict):
        return {name: ema_update(average[name], params[name], decay) for name in params}
    return params if average is None else decay * average + (1 - decay) * params
