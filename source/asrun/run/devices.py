"""Run pages that ask for eight CPU devices on eight real ones, without changing what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from asrun.page.read import Page, PageError

_ASKS = re.compile(
    r"^jax\.config\.update\([\"']jax_(?:platforms|num_cpu_devices)[\"'].*$", re.MULTILINE
)


@contextmanager
def on_real_devices(pages: Sequence[Page]) -> Iterator[None]:
    """Leave out, while pages run, the two lines of their first cells that ask for CPU devices.

    JAX itself stays as it is; the cells get their lines back when the pages have run.

    Raises:
        PageError: a page asks in another way.
    """
    first = [(page, *page.code_cells[0]) for page in pages]
    shown = [cell.source for _, _, cell in first]
    try:
        for page, index, cell in first:
            cell.source = _ASKS.sub("", cell.source)  # an empty line: errors keep their place
            if page.asks_for_cpu:
                message = "ask for CPU devices in lines of their own: jax.config.update(…)"
                raise PageError(page.path, page.line(index), message)
        yield
    finally:
        for (_, _, cell), source in zip(first, shown, strict=True):
            cell.source = source
