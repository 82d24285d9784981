"""The same record on another kind of device: what may differ on a GPU, in one place."""

from __future__ import annotations

import re

GPU_TOLERANCE = 2e-3
"""Relative difference allowed between numbers on a GPU.

A float32 matrix product there uses TF32 by default, which keeps ten bits of the mantissa
(2**-10 is about 1e-3), and fused operations round once where the CPU rounds twice.
"""

# Devices keep their index; their kind becomes a word that stands for any.
_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:Cpu|Cuda|Rocm)Device\(id=(\d+)\)"), r"Device(id=\1)"),
    (re.compile(r"\b(?:cpu|cuda|gpu|rocm):(\d+)\b"), r"device:\1"),
    (re.compile(r"\b(?:CPU|GPU) (\d+(?:,\d+)*)"), r"DEVICE \1"),
)


def any_device(text: str) -> str:
    """The text with every device named by its index alone."""
    for pattern, replacement in _NAMES:
        text = pattern.sub(replacement, text)
    return text
