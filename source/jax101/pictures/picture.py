"""`show_sharding`: where the blocks of an array live, for the site, a notebook or a terminal."""

from functools import cached_property
from typing import Any, final

from jax.sharding import Sharding

from jax101.pictures.data import MIME, ShardingData, describe
from jax101.pictures.grid import Grid, make_grid
from jax101.pictures.svg import sharding_svg
from jax101.pictures.terminal import draw_text
from jax101.pictures.validate import accept
from jax101.pictures.words import description, title


@final
class Picture:
    """A picture of one sharding; notebooks show it as SVG, terminals as text.

    Attributes:
        data: everything that is drawn, ready for JSON.
    """

    def __init__(self, data: ShardingData) -> None:
        self.data = data

    @cached_property
    def _grid(self) -> Grid:
        return make_grid(self.data)

    @property
    def alt(self) -> str:
        """The text alternative: a title, then all that the picture shows in sentences."""
        return f"{title(self.data)}. {description(self.data, self._grid)}"

    def svg(self, salt: str = "") -> str:
        """Return the picture as one SVG element.

        Args:
            salt: text that makes the element's ids unique where one page shows the same picture
                twice; equal data and salt give equal bytes.
        """
        return sharding_svg(self.data, self._grid, salt)

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return the SVG, the text and the data; IPython calls this."""
        return {"image/svg+xml": self.svg(), "text/plain": str(self), MIME: self.data}

    def __str__(self) -> str:
        return draw_text(self.data, self._grid)

    __repr__ = __str__


def show_sharding(x: Any, *, sharding: Sharding | None = None) -> Picture:
    """Picture which device holds which block of an array, read from its real sharding.

    Args:
        x: a `jax.Array` or a `jax.ShapeDtypeStruct` of 0 to 4 dimensions on 1 to 64 devices; a
            tuple of sizes, with `sharding`; or a `jax.sharding.Mesh`.
        sharding: how to cut a shape. An array and a mesh have their own.

    Returns:
        The picture; its `data` are the facts drawn, its `alt` the same in words.

    Raises:
        TypeError: `x` is a NumPy array, a tracer, a number or another object.
        ValueError: a deleted array, a shape that `sharding` cannot cut or that has none, more
            than 4 dimensions or more than 64 devices.
    """
    return Picture(describe(accept(x, sharding)))
