# rejected by: test_any_container
"""“Parameters are nested dictionaries.” Lists and named tuples are trees too."""


def decay_mask(params):
    return {
        name: decay_mask(value) if isinstance(value, dict) else name == "w"
        for name, value in params.items()
    }
