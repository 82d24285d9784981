"""Pictures by their pixels: how a file is compressed means nothing, a changed pixel does."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MIMES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
"""The kinds that are read; any other is compared by its bytes."""

_WIDTH = 76  # characters in a line of base64


def describe(data: str, *, keep: bool) -> str:
    """A picture as text.

    Args:
        data: its file in base64, as Jupyter gives it.
        keep: whether the pixels themselves follow the line that tells them apart, so that a
            later picture can be held against them with a tolerance.

    Returns:
        Size, mode and a hash of the pixels in one line; data that are no picture by their bytes.
    """
    file = _decoded(data)
    image = _open(file)
    if image is None:
        return f"{len(file)} bytes, sha256 {hashlib.sha256(file).hexdigest()}"
    width, height = image.size
    digest = hashlib.sha256(image.tobytes()).hexdigest()
    line = f"{width} x {height} {image.mode}, sha256 of pixels {digest}"
    if not keep:
        return line
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    text = base64.b64encode(buffer.getvalue()).decode()
    return "\n".join([line, *(text[i : i + _WIDTH] for i in range(0, len(text), _WIDTH))])


def close(recorded: str, actual: str, tolerance: float) -> bool:
    """Whether two described pictures differ by no more than a share of the range of a channel.

    Args:
        recorded: from `describe`, with pixels.
        actual: the same.
        tolerance: the largest difference of a pixel's channel, of 1 for black against white.
    """
    old, new = (_kept(text) for text in (recorded, actual))
    if old is None or new is None or (old.size, old.mode) != (new.size, new.mode):
        return False
    pairs = zip(old.tobytes(), new.tobytes(), strict=True)
    return max((abs(a - b) for a, b in pairs), default=0) <= tolerance * 255


def _kept(text: str) -> Image | None:
    _, _, data = text.partition("\n")
    return _open(_decoded(data)) if data else None


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data)
    except ValueError:
        return data.encode(errors="surrogateescape")


def _open(file: bytes) -> Image | None:
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(file))
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None
    return image.convert("RGBA") if image.mode in ("P", "PA") else image
