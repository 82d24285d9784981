def keep_bf16(x):
    return x * x.shape[-1] ** -0.5
