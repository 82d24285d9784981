"""JAX 101: the code behind the pages.

Only two names are meant for readers, and both are imported when first used,
so that importing the package stays cheap:

- `show_sharding(x)` draws where the parts of an array live;
- `check(function)` checks an answer to an exercise from a notebook.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jax101.learner.notebook import check as check
    from jax101.pictures import show_sharding as show_sharding

__all__ = ["check", "show_sharding"]

_HOMES = {"show_sharding": "jax101.pictures", "check": "jax101.learner.notebook"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'jax101' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
