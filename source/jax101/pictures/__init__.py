"""Pictures of shardings and of communication, made from what JAX reports.

`show_sharding` draws where the blocks of an array live, `show_communication` what one operation
moves, and `explorer_data` computes every case of the explorer page. Each name is imported when it
is first used, so that importing `jax101.pictures` does not import JAX.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jax101.pictures.communication import show_communication
    from jax101.pictures.explorer import explorer_data
    from jax101.pictures.picture import Picture, show_sharding

__all__ = ["Picture", "explorer_data", "show_communication", "show_sharding"]

_HOMES = {
    "Picture": "picture",
    "explorer_data": "explorer",
    "show_communication": "communication",
    "show_sharding": "picture",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted(__all__)
