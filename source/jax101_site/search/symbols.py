"""The names in code, each once, in the form in which they are searched."""

from __future__ import annotations

import re

_INDEXED = re.compile(r"\.at\[(?:[^\[\]]|\[[^\[\]]*\])*\]\.(\w+)")
# A name with its dots, and the bracket of a call to tell `P(` from a P.
_NAME = re.compile(r"@?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\(?")
_SHORT = 2  # letters of a name that only this code gives a meaning


def symbols(code: str) -> list[str]:
    """The names in a block of code, in the order in which they come.

    Names of one or two letters are variables, unless they are called.
    """
    found = [f".at[].{name}(" for name in _INDEXED.findall(code)]
    found += (name.lstrip("@") for name in _NAME.findall(code))
    return list(dict.fromkeys(name for name in found if len(name) > _SHORT or "(" in name))
