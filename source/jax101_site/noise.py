"""What in JAX's texts differs by version and means nothing."""

NOISE: tuple[tuple[str, str], ...] = (
    # Messages link to JAX's documentation, whose layout changes by version.
    (r"https://docs\.jax\.dev/en/[\w.-]+/[\w./-]*", "https://docs.jax.dev/…"),
    # Python 3.11 leaves the module out where it names one of jaxlib's types.
    (r"(?<=')jaxlib\._jax\.(?=\w+' object)", ""),
)
"""Patterns, and what stands for their matches on both sides of a comparison."""
