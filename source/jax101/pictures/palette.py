"""The colours of the pictures, as one style sheet that every SVG carries.

Eight hues for devices, told apart with every common colour blindness, light under dark ink or dark
under light ink. A device's number is always written on its colour. The properties fall back to the
light theme, follow the reader's system or the site's switch on a screen, and stay light on paper.
"""

HUES = 8

_LIGHT = {
    "paper": "#ffffff",
    "ink": "#1c2127",
    "soft": "#59636e",
    "line": "#c4cad1",
    "sheet": "#f2f4f7",
    "move": "#8f2d56",
    "0": "#7fb2e5",
    "1": "#f3a26d",
    "2": "#5ec4a1",
    "3": "#f0d879",
    "4": "#c9a6e4",
    "5": "#c3cf55",
    "6": "#f7aebd",
    "7": "#9fdcf0",
}

_DARK = {
    "paper": "#14181e",
    "ink": "#f4f6f8",
    "soft": "#a9b4c0",
    "line": "#4a545f",
    "sheet": "#222931",
    "move": "#f2a0c0",
    "0": "#2b63a0",
    "1": "#a5501c",
    "2": "#14755a",
    "3": "#7c6410",
    "4": "#7448a0",
    "5": "#5a6a10",
    "6": "#a23f63",
    "7": "#1d7088",
}


def _properties(colours: dict[str, str]) -> str:
    """Return custom properties that set the colours."""
    return ";".join(f"--j-{name}:{colour}" for name, colour in colours.items())


def _uses() -> str:
    """Return the rules that use the properties, each with its light fallback."""
    fills = {f".jax101-pic .d{hue}": str(hue) for hue in range(HUES)} | {
        ".jax101-pic .p": "paper",
        ".jax101-pic .s": "sheet",
        ".jax101-pic g": "ink",
        ".jax101-pic g.t": "soft",
        ".jax101-pic g.v": "move",
    }
    rules = []
    for rule, name in fills.items():
        colour = f"var(--j-{name},{_LIGHT[name]})"
        stroke = f";stroke:{colour}" if name.isdigit() else ""
        rules.append(f"{rule}{{fill:{colour}{stroke}}}")
    return "".join(rules)


STYLE = (
    f"{_uses()}"
    ".jax101-pic{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
    "max-width:100%;height:auto}"
    ".jax101-pic .y{font-size:14px;font-weight:700}"
    ".jax101-pic .n{font-size:13px;font-weight:600;text-anchor:middle}"
    ".jax101-pic .b{stroke-width:4;stroke-linejoin:round}"
    ".jax101-pic .c{stroke-width:20;stroke-linecap:round}"
    f".jax101-pic .a{{fill:none;stroke:var(--j-move,{_LIGHT['move']});stroke-width:2}}"
    ".jax101-pic .v{font-weight:700}"
    ".jax101-pic .m{text-anchor:middle}"
    ".jax101-pic .e{text-anchor:end}"
    f".jax101-pic .s{{stroke-linejoin:round;stroke:var(--j-line,{_LIGHT['line']})}}"
    f".jax101-pic .h{{stroke:var(--j-ink,{_LIGHT['ink']});stroke-opacity:.16;fill:none;shape-rendering:crispEdges}}"
    "@media screen and (prefers-color-scheme:dark){"
    f":root:not([data-theme=light]) .jax101-pic,:root.jax101-pic{{{_properties(_DARK)}}}}}"
    f"@media screen{{html[data-theme=dark] .jax101-pic{{{_properties(_DARK)}}}}}"
)
