"""What every page needs: it can be taken away, and run, and prints what the page shows.

The notebook and the script are the ones that the site offers. They run where a reader has no
more than jax, numpy, rich and matplotlib, and without the build's own settings.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from toysite import clean_environment

from jax101.execute.page import read_page
from jax101.execute.tidy import tidy_outputs
from jax101.verify.compare import difference, equal
from jax101.verify.outputs import Output, cell_outputs

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MARK = "@@ next cell"
SECONDS = 300
# XLA needs as many threads as devices, which a small machine would not give it.
READER = {"NPROC": "16", "MPLBACKEND": "agg"}


@pytest.fixture(scope="module")
def policies():
    """Return a function that gives the policy of each code cell of a downloaded notebook."""

    def of(page_name, notebook):
        page = read_page(page_name, DOCS / f"{page_name}.md")
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        return [page.policies[int(cell.id.removeprefix("cell-"))] for cell in cells]

    return of


def read(site, page_name):
    return nbformat.read(site / f"{page_name}.ipynb", as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def assert_same(expected, found, policies, page_name):
    """Compare cell by cell, as the build does; report every cell that differs at once."""
    faults = []
    for number, (old, new, policy) in enumerate(zip(expected, found, policies, strict=True)):
        if policy.exempt or same(old, new, policy.tolerance):
            continue
        text = ["\n".join(f"-- {o.kind}\n{o.text}" for o in side) for side in (old, new)]
        faults.append(f"code cell {number} of {page_name}:\n{difference(*text)}")
    assert not faults, "\n\n".join(faults)


def same(old, new, tolerance):
    return len(old) == len(new) and all(
        a.kind == b.kind and equal(a.text, b.text, tolerance) for a, b in zip(old, new, strict=True)
    )


def test_the_notebook_gives_the_page_s_outputs(
    site, page_name, kernelspec_of_reader, policies, tmp_path, monkeypatch
):
    shown = read(site, page_name)
    nbformat.validate(shown)
    expected = [cell_outputs(cell.outputs) for cell in code_cells(shown)]
    for cell in code_cells(shown):
        cell.outputs = []
    monkeypatch.delenv("JUPYTER_DEFAULT_PROVISIONER_NAME", raising=False)
    client = NotebookClient(
        shown,
        kernel_name="reader",
        timeout=SECONDS,
        resources={"metadata": {"path": str(tmp_path)}},
    )
    client.create_kernel_manager()
    client.km.kernel_spec_manager = KernelSpecManager(kernel_dirs=[str(kernelspec_of_reader)])
    client.execute(env={**clean_environment(), **READER, "IPYTHONDIR": str(tmp_path / "ipython")})
    found = [cell_outputs(tidy_outputs(cell.outputs)) for cell in code_cells(shown)]
    assert_same(expected, found, policies(page_name, shown), page_name)


def test_the_script_prints_the_page_s_outputs(site, page_name, reader_python, policies, tmp_path):
    shown = read(site, page_name)
    script = tmp_path / "script.py"
    # The same script, with a line printed between cells, so that each can be compared.
    text = (site / f"{page_name}.py").read_text(encoding="utf-8")
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
    assert_same([old or [] for old in expected], found, policies(page_name, shown), page_name)


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
    (joined,) = cell_outputs([{"output_type": "stream", "name": "x", "text": "".join(texts)}])
    return [Output("printed", squeeze(joined.text))]


def squeeze(text):
    """Return the text as it is compared, with every run of white space as one space.

    A notebook breaks a long tuple into lines where `print` does not, and a message that says
    where in the code it arose names a cell there and the script here.
    """
    text = re.sub(r"(<cell>|/\S+/script\.py):\d+(:\d+)?", "<code>", text)
    (output,) = cell_outputs([{"output_type": "stream", "name": "x", "text": text}])
    return re.sub(r"(?<=[(\[{]) | (?=[)\]}])", "", " ".join(output.text.split()))


def test_every_fact_of_the_syllabus_is_shown_and_every_claim_is_a_fact():
    facts = {
        f"{path.stem}.{key}"
        for path in (DOCS / "_syllabus").glob("*.toml")
        for key in tomllib.loads(path.read_text(encoding="utf-8"))["facts"]
    }
    pages = [
        path for path in DOCS.rglob("*.md") if not path.relative_to(DOCS).parts[0].startswith("_")
    ]
    claims = {
        claim
        for path in pages
        for line in re.findall(r"^:covers: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for claim in line.replace(",", " ").split()
    }
    assert sorted(facts - claims) == [], "no cell shows these"
    assert sorted(claims - facts) == [], "no such facts"


def test_at_most_one_cell_in_fifty_is_exempt():
    pages = [
        path for path in DOCS.rglob("*.md") if not path.relative_to(DOCS).parts[0].startswith("_")
    ]
    texts = [path.read_text(encoding="utf-8") for path in pages]
    cells = sum(text.count("```{code-cell}") for text in texts)
    exempt = sum(len(re.findall(r"^:uncompared: ", text, re.MULTILINE)) for text in texts)
    assert exempt * 50 <= cells, f"{exempt} of {cells}"


def test_every_page_with_code_has_a_record_and_no_other_has(page_name):
    assert (DOCS / "_records" / f"{page_name}.txt").exists() or not re.search(
        r"print|^\w+(\(|$)", (DOCS / f"{page_name}.md").read_text(encoding="utf-8"), re.MULTILINE
    )
