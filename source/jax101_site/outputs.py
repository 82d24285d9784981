"""How this site's own pictures are compared: by the data behind them, a line a fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from asrun.records.outputs import Output

SHARDING = "application/vnd.jax101.sharding+json"
COMMUNICATION = "application/vnd.jax101.communication+json"


def read_picture(output: Mapping[str, Any]) -> Output | None:
    """Read a picture of ours. Its SVG is made of these data alone, by code that has tests."""
    data = output.get("data") or {}
    for mime in (SHARDING, COMMUNICATION):
        if mime in data:
            return Output("picture", "\n".join(_facts(data[mime])))
    return None


def _facts(data: Any) -> list[str]:
    """A table has a line for each of its entries, and each picture in a picture lines of its own."""
    data = json.loads(data) if isinstance(data, str) else data
    lines = []
    for key, value in sorted(data.items()):
        if isinstance(value, dict):
            lines += [f"{key} {name}: {json.dumps(part)}" for name, part in value.items()]
        elif key in ("before", "after"):
            for number, inner in enumerate(value, start=1):
                lines += [f"{key} {number} {line}" for line in _facts(inner)]
        else:
            lines.append(f"{key}: {json.dumps(value)}")
    return lines
