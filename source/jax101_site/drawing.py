"""What a kernel draws under a cell: the sharding of an array, or the communication of a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class _Figure:
    """A picture as HTML: inline, an SVG follows the page's theme, as an image file it could not."""

    def __init__(self, picture: Any) -> None:
        self._picture = picture

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        data = dict(self._picture._repr_mimebundle_())
        svg = data.pop("image/svg+xml")
        return {**data, "text/html": f'<figure class="jax101-sharding">{svg}</figure>'}


def draw(text: str, namespace: Mapping[str, Any]) -> _Figure:
    """Draw what a text of the option `draw` names.

    Args:
        text: the name of an array, such as `x`, or a call such as `f(x, y)`.
        namespace: of the page.

    Raises:
        NameError: the page defines no such name.
        TypeError: what is named is no array, or not a function of arrays.
    """
    from jax101.pictures import show_communication, show_sharding

    function, _, arguments = text.removesuffix(")").partition("(")

    def value(name: str) -> Any:
        return eval(name, dict(namespace))  # noqa: S307 - the page's own names, as its cells use them

    if not arguments:
        return _Figure(show_sharding(value(text)))
    values = [value(name.strip()) for name in arguments.split(",")]
    return _Figure(show_communication(value(function), *values, name=function))
