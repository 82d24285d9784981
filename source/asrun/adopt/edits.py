"""Changes to the text of a page: options of its cells, and nothing else of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,}|:{3,})\{code-cell\}.*")
_NO_TAGS = re.compile(r"^\s*:?tags:\s*(\[\s*\])?[ \t]*\r?\n(?!\s*-(?!-))", re.MULTILINE)
_OPTION = re.compile(r"[ \t]*:[\w-]+:")


@dataclass(frozen=True)
class Edit:
    """One change to a cell.

    Attributes:
        line: of the cell's fence, from 1.
        option: the name of the option to add; `tags` to take one away; empty if the cell is to
            become a block of code that is shown and not run.
        value: of the option, or the tag; empty for an option without one.
        why: what was seen, in a few words.
    """

    line: int
    option: str
    value: str
    why: str

    def __str__(self) -> str:
        done = f":{self.option}: {self.value}".rstrip() if self.option else "shown, not run"
        if self.option == "tags":
            done = f"without the tag {self.value}"
        return f"line {self.line}: {done}  ({self.why})"


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; line ends stay as they are.

    Args:
        text: of a page in MyST Markdown.
        edits: their lines are those of this text.

    Raises:
        ValueError: no code cell begins in the line of an edit.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # splitlines also breaks at form feeds
    for edit in sorted(edits, key=lambda e: (e.line, e.option), reverse=True):
        at = edit.line - 1
        match = _FENCE.match(lines[at]) if at < len(lines) else None
        if match is None:
            raise ValueError(f"no code cell begins in line {edit.line}")
        if edit.option == "tags":
            _without_tag(lines, at, edit.value)
        elif edit.option:
            _add(lines, at, match["indent"], edit)
        else:
            _show_only(lines, at, match["indent"] + match["fence"])
    return "".join(lines)


def _add(lines: list[str], at: int, indent: str, edit: Edit) -> None:
    end = _line_end(lines[at])
    if at + 1 < len(lines) and lines[at + 1].strip() == "---":  # options as YAML
        value = f" {_quoted(edit.value)}" if edit.value else ""
        lines.insert(at + 2, f"{indent}{edit.option}:{value}{end}")
    else:
        value = f" {_quoted(edit.value)}" if edit.value else ""
        lines.insert(at + 1, f"{indent}:{edit.option}:{value}{end}")


def _without_tag(lines: list[str], at: int, tag: str) -> None:
    """Take a tag from a cell's tags, in whichever of YAML's forms; tags that are none go whole."""
    item = rf"[\"']?{re.escape(tag)}[\"']?"
    for number in range(at + 1, _options_end(lines, at)):
        line = lines[number]
        if re.fullmatch(rf"\s*-\s*{item}\s*", line):
            lines[number] = ""
        else:
            lines[number] = re.sub(rf"(?<=[\[,\s]){item}\s*,\s*|,?\s*(?<=[\[,\s]){item}", "", line)
        if lines[number] != line:
            break
    else:
        raise ValueError(f"the cell in line {at + 1} has no tag {tag}")
    end = _options_end(lines, at)
    options = "".join(lines[at + 1 : end])
    options = _NO_TAGS.sub("", options)
    fenced = options.strip() == "---"  # and nothing else is left of the options
    lines[at + 1 : end + fenced] = [] if fenced else [options]


def _options_end(lines: list[str], at: int) -> int:
    """The index of the first line after a cell's options."""
    if at + 1 < len(lines) and lines[at + 1].strip() == "---":
        rest = range(at + 2, len(lines))
        return next((i for i in rest if lines[i].strip() == "---"), at + 1)
    end = at + 1
    while end < len(lines) and _OPTION.match(lines[end]):
        end += 1
    return end


def _show_only(lines: list[str], at: int, fence: str) -> None:
    """Make a cell a block of code: its options go, for they are of cells alone."""
    lines[at] = f"{fence}{{code-block}} python{_line_end(lines[at])}"
    end = _options_end(lines, at)
    fenced = end < len(lines) and end > at + 1 and lines[at + 1].strip() == "---"
    del lines[at + 1 : end + fenced]


def _quoted(value: str) -> str:
    """A value that YAML reads as the same text."""
    plain = re.fullmatch(r"[A-Za-z][\w .,()/-]*", value)
    return value if plain else "'" + value.replace("'", "''") + "'"


def _line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"
