"""The script that a page offers prints the page's outputs, in a reader's own Python."""

from __future__ import annotations

import re
import subprocess

import pytest
from takenaway import READER, SECONDS, assert_same, code_cells, read
from toysite import clean_environment

from asrun.records.colours import split_colours
from asrun.records.noise import compared
from asrun.records.outputs import Output
from jax101_site.noise import NOISE

pytestmark = pytest.mark.newest

MARK = "@@ next cell"


def test_the_script_prints_the_page_s_outputs(site, script_name, reader_python, tmp_path):
    shown = read(site, script_name)
    script = tmp_path / "script.py"
    # The same script, with a line printed between cells, so that each can be compared.
    text = (site / f"{script_name}.py").read_text(encoding="utf-8")
    script.write_text(re.sub(r"^# %%$", f"# %%\nprint({MARK!r})", text, flags=re.MULTILINE))
    done = subprocess.run(
        [reader_python, script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**clean_environment(), **READER},
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    parts = done.stdout.split(f"{MARK}\n")[1:]
    expected = [as_printed(cell.outputs) for cell in code_cells(shown)]
    found = [[Output("printed", squeeze(part))] for part in parts]
    for old, new in zip(expected, found, strict=True):
        if old is None:  # a picture: a notebook shows it, a script has no place for it
            new.clear()
    assert_same([old or [] for old in expected], found, shown, script_name)


def as_printed(outputs):
    """Return a cell's outputs as a script prints them; None if a picture is among them."""
    texts = []
    for output in outputs:
        if output.output_type == "display_data" or "image/png" in output.get("data", {}):
            return None
        if output.output_type == "stream":
            texts.append(output.text if output.name == "stdout" else "")
        elif output.output_type == "error":
            texts.append(f"{output.ename}: {output.evalue}\n")
        else:
            texts.append(output.data["text/plain"] + "\n")
    return [Output("printed", squeeze("".join(texts)))]


def squeeze(text):
    """Return the text as it is compared, with every run of white space as one space.

    A notebook breaks a long tuple into lines where `print` does not, and a message that says
    where in the code it arose names a cell there and the script here.
    """
    text = re.sub(r"(<cell>|/\S+/script\.py):\d+(:\d+)?", "<code>", text)
    text = compared(split_colours(text)[0], NOISE)
    return re.sub(r"(?<=[(\[{]) | (?=[)\]}])", "", " ".join(text.split()))
