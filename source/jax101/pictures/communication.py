"""`show_communication`: one operation before and after, and what devices exchange in between."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypedDict, final

import jax

from jax101.pictures.collectives import Collective, collective_text, collectives
from jax101.pictures.data import ShardingData, describe, describe_array
from jax101.pictures.draw import Drawing, Marks, draw
from jax101.pictures.grid import make_grid
from jax101.pictures.layout import PAD, WIDE, text_width
from jax101.pictures.svg import identifier, svg_element
from jax101.pictures.terminal import draw_text
from jax101.pictures.validate import accept
from jax101.pictures.words import description, title

MIME = "application/vnd.jax101.communication+json"


class CommunicationData(TypedDict):
    """An operation's name, the shardings of its arguments and results, and its collectives."""

    function: str
    before: list[ShardingData]
    after: list[ShardingData]
    collectives: list[Collective]


@final
class CommunicationPicture:
    """A picture of what one compiled operation moves between devices.

    Attributes:
        data: everything that is drawn, ready for JSON.
    """

    def __init__(self, data: CommunicationData) -> None:
        self.data = data

    @cached_property
    def moved(self) -> str:
        """The collectives in words, or that there are none."""
        return ", ".join(_moves(self.data))

    @property
    def alt(self) -> str:
        """The text alternative: arguments, collectives and results in sentences."""
        return f"{self._title}. {self._description}"

    def svg(self, salt: str = "") -> str:
        """Return the picture as one SVG element; see `Picture.svg` for `salt`."""
        name = identifier(self.data, salt)
        return svg_element(_draw(self.data), self._title, self._description, name)

    @property
    def _title(self) -> str:
        return f"{self.data['function']}: {self.moved}"

    @property
    def _description(self) -> str:
        before = [f"Before: {_say(data)}" for data in self.data["before"]]
        after = [f"After: {_say(data)}" for data in self.data["after"]]
        return " ".join([*before, f"The compiled program has {self.moved}.", *after])

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return the SVG, the text and the data; IPython calls this."""
        return {"image/svg+xml": self.svg(), "text/plain": str(self), MIME: self.data}

    def __str__(self) -> str:
        before = [draw_text(data, make_grid(data)) for data in self.data["before"]]
        after = [draw_text(data, make_grid(data)) for data in self.data["after"]]
        return "\n\n".join([*before, f"  ↓ {self.data['function']}: {self.moved}", *after])

    __repr__ = __str__


def show_communication(
    function: Callable[..., Any], *args: Any, name: str | None = None
) -> CommunicationPicture:
    """Picture an operation before and after, with the collectives its compiled program contains.

    Nothing is executed: `function` is compiled for `args` and the program's text is read.

    Args:
        function: a function of arrays that returns arrays; `jax.jit` compiles it.
        *args: its arguments, each a `jax.Array` or a `jax.ShapeDtypeStruct` with a sharding.
        name: what to call the function; its own name if not given.

    Returns:
        The picture; its `data` hold the shardings and the collectives.

    Raises:
        TypeError: an argument cannot be drawn, or `function` is not callable.
        ValueError: an argument or a result cannot be drawn.
    """
    if not callable(function):
        raise TypeError(
            f"show_communication got a {type(function).__name__} first: "
            "pass the function, then its arguments."
        )
    before = [describe(accept(arg)) for arg in args]
    if any(data["kind"] == "mesh" for data in before):
        raise TypeError("show_communication got a mesh: pass the function, then its arrays.")
    lowered = jax.jit(function).lower(*args)
    compiled = lowered.compile()
    results = zip(
        jax.tree.leaves(lowered.out_info), jax.tree.leaves(compiled.output_shardings), strict=True
    )
    after = []
    for out, sharding in results:
        shape = jax.ShapeDtypeStruct(out.shape, out.dtype, sharding=sharding)
        subject = accept(shape)
        assert not isinstance(subject, jax.sharding.Mesh)
        after.append(describe_array(subject))
    axes = next((data["mesh"] for data in [*before, *after] if data["mesh"]), None) or []
    found = collectives(compiled.as_text() or "", [(axis["name"], axis["size"]) for axis in axes])
    name = name or str(getattr(function, "__name__", type(function).__name__))
    return CommunicationPicture(
        {
            "function": "function" if name == "<lambda>" else name,
            "before": before,
            "after": after,
            "collectives": found,
        }
    )


def _moves(data: CommunicationData) -> list[str]:
    """Say each collective, or that there are none."""
    return collective_text(data["collectives"]) or ["no communication"]


def _say(data: ShardingData) -> str:
    """Return one sharding in sentences."""
    return f"{title(data)}. {description(data, make_grid(data))}"


def _draw(data: CommunicationData) -> Drawing:
    """Stack the arguments, an arrow with the collectives, and the results."""
    upper, y, width = _line([draw(one, make_grid(one)) for one in data["before"]], 0)
    marks = Marks()
    lines = [data["function"], *_moves(data)]
    for at, line in enumerate(lines):
        marks.text(PAD + 26, y + 16 + 15 * at, line, "t" if at == 0 else "v")
    height = 15 * len(lines) + 14
    tip = y + height - 4
    arrow = f'<path class="a" d="M{PAD + 10} {y + 4}V{tip}m-6-7 6 7 6-7"/>'
    lower, bottom, other = _line([draw(one, make_grid(one)) for one in data["after"]], y + height)
    said = PAD * 2 + 26 + max(text_width(len(line)) for line in lines)
    return Drawing(max(width, other, said), bottom, upper + arrow + marks.markup() + lower)


def _line(drawings: list[Drawing], top: int) -> tuple[str, int, int]:
    """Place drawings side by side where they fit; return markup, bottom and width."""
    parts, x, y, tall, widest = [], 0, top, 0, 0
    for drawing in drawings:
        if x and x + drawing.width > WIDE + 2 * PAD:
            x, y, tall = 0, y + tall, 0
        parts.append(f'<g transform="translate({x} {y})">{drawing.markup}</g>')
        x, tall = x + drawing.width, max(tall, drawing.height)
        widest = max(widest, x)
    return "".join(parts), y + tall, widest
