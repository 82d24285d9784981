r"""Any line of text as one that an editor, a diff and version control show faithfully.

Most lines stand for themselves. One that holds something invisible, ends in a blank or begins
with a backslash is written after a backslash, with `\xa0`, `\u2028` and `\\` for what cannot be
seen: `\a tab\x09` is the text `a tab` with a tab after it.
"""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(\\))")


class EscapeError(ValueError):
    """A line begins with a backslash and is not of the form above."""


def escape(line: str) -> str:
    """The line as it is written; different lines are written differently.

    Args:
        line: any text without a newline.
    """
    if is_plain(line):
        return line
    written = "\\" + "".join(map(_character, line))
    return written.removesuffix(" ") + r"\x20" if line.endswith(" ") else written


def is_plain(line: str) -> bool:
    """Whether a line stands for itself."""
    return line.replace("\t", "").isprintable() and line == line.rstrip() and line[:1] != "\\"


def unescape(written: str) -> str:
    """The line that was written so.

    Raises:
        EscapeError: no line is written so.
    """
    if written[:1] != "\\":
        return written
    body = written[1:]
    if "\\" in _ESCAPED.sub("", body):
        raise EscapeError(f"a backslash that stands for nothing: {written[:60]!r}")
    return _ESCAPED.sub(_original, body)


def _character(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _original(match: re.Match[str]) -> str:
    if match[4]:
        return "\\"
    return chr(int(match[1] or match[2] or match[3], 16))
