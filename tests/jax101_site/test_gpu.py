"""A build on a GPU, all of it but the GPU: the same way is gone on a CPU, which says that it is one.

What a recording holds, where it is shown, and that nothing is shown without one.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from itertools import pairwise

import nbformat
import pytest
from toysite import cell

pytestmark = pytest.mark.newest

EIGHT = """\
import jax
jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_num_cpu_devices", 8)

print(len(jax.devices()), "devices")"""

TIMED = """\
import time
begin = time.monotonic()
time.sleep(0.3)
with open("times.txt", "a") as file:
    print(begin, time.monotonic(), file=file)
"done\""""

PART = "## See the kernel\n\nOnly there: 42 things."
FACT = cell("print('kind', 20 + 1)\n'shown there'", recorded="")
ON_CPU = ("gpu", "--platform", "cpu")


def write(site):
    site.page("plain", cell("1 + 1"))
    site.page("eight", cell(EIGHT))
    site.page("mixed", cell("2 + 2"), PART, FACT, "## After it\n\nRead on.", cell("3 + 3"))
    site.file("about/verification.md", "# Verified\n\n```{asrun-verification}\n```\n")


@pytest.fixture(scope="module")
def recorded(make_module_site):
    """Return a site without recordings, the run that made them, and the build after it."""
    site = make_module_site("gpu")
    write(site)
    site.accepted()
    before = site.build()
    assert before.err == ""
    shown = site.shown("mixed"), site.shown("about/verification")
    record = site.run_own(*ON_CPU, "--record")
    assert record.err == ""
    after = site.build()
    assert after.err == ""
    return site, before, shown, after


def recording(site, name="mixed"):
    return json.loads((site.root / f"docs/_recordings/{name}.json").read_text())


def test_without_a_recording_a_part_is_left_out_with_its_prose(recorded):
    _, run, (page, verified), _ = recorded
    assert "See the kernel" not in page
    assert "42 things" not in page
    assert "After it" in page
    assert "recorded" not in page
    assert "on a GPU" not in verified
    assert run.out.count("mixed: parts left out for want of a recording: 1") == 1


def test_a_recording_says_what_printed_where_and_when(recorded):
    site, *_ = recorded
    data = recording(site)
    assert (data["device"], data["jax"]) == ("cpu", version("jax"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["date"])
    assert data["cells"] == [
        {
            "code": ["print('kind', 20 + 1)", "'shown there'"],
            "outputs": [
                {"kind": "stdout", "text": ["kind 21", ""]},
                {"kind": "result", "text": ["'shown there'"]},
            ],
        }
    ]
    assert not (site.root / "docs/_recordings/plain.json").exists()


def test_the_build_on_the_gpu_shows_its_own_output_as_not_compared(recorded):
    site, *_ = recorded
    page = (site.root / "_build/gpu/mixed.html").read_text()
    assert "kind 21" in page
    assert "asrun-recorded" not in page
    assert "Shown, not compared: it needs a GPU" in page
    assert (
        f"2 outputs verified, 1 that need a GPU not compared; jax {version('jax')} on cpu" in page
    )


def test_a_recording_is_shown_in_a_frame_that_says_so(recorded):
    site, _, _, run = recorded
    page = (site.html / "mixed.html").read_text()
    frame = re.search(r"<figure[^>]*asrun-recorded.*?</figure>", page, re.DOTALL)[0]
    assert "kind 21" in frame
    date = recording(site)["date"]
    assert f"Recorded on cpu, JAX {version('jax')}, {date}; not run by this build." in frame
    assert page.count("asrun-recorded") == 1
    assert "2 outputs verified, 1 recorded elsewhere" in page
    assert "left out" not in run.out


def test_no_download_has_a_recorded_part(recorded):
    site, *_ = recorded
    notebook = nbformat.read(site.html / "mixed.ipynb", as_version=4)
    sources = [cell_.source for cell_ in notebook.cells]
    assert sources == ["# Page mixed", "2 + 2", "## After it\n\nRead on.", "3 + 3"]
    assert "kind" not in (site.html / "mixed.py").read_text()


def test_the_evidence_joins_the_table_of_what_was_verified(recorded):
    site, *_ = recorded
    data = json.loads((site.html / "about/verification.json").read_text())
    assert sorted(data["elsewhere"]) == ["mixed", "plain"]  # the other one ran on CPU devices
    assert data["elsewhere"]["mixed"]["compared"] == 2
    shown = site.shown("about/verification")
    assert (
        f"Compared with the same records on another platform, cpu, jax {version('jax')}:" in shown
    )
    assert "Device and version" not in shown  # the same for both pages
    assert "its record has changed since" not in shown


def test_another_code_is_another_cell_and_has_no_recording(make_site, recorded):
    site = make_site()
    write(site)
    for path in (recorded[0].root / "docs").rglob("_*/*"):
        site.file(path.relative_to(recorded[0].root / "docs").as_posix(), path.read_text())
    site.file("about/_gpu.json", (recorded[0].root / "docs/about/_gpu.json").read_text())
    site.edit("mixed.md", "20 + 1", "20 + 2")
    site.edit("mixed.md", "3 + 3", "30 + 3")
    site.accepted("mixed")
    assert site.build().status == 0
    assert "See the kernel" not in site.shown("mixed")
    assert "its record has changed since" in site.shown("about/verification")
    site.edit("mixed.md", "20 + 2", "20 + 1")
    assert site.build().status == 0
    assert "kind 21" in site.shown("mixed")
    (site.root / "docs/mixed.md").unlink()
    site.record("mixed").unlink()
    assert "page that is gone" in site.build().only("_recordings/mixed.json").message


def test_a_recording_that_appears_is_shown_by_the_next_build(make_site, recorded):
    site = make_site()
    site.page("mixed", cell("2 + 2"), PART, FACT)
    site.accepted()
    assert site.build().status == 0
    assert "ran mixed" not in site.build().out
    text = (recorded[0].root / "docs/_recordings/mixed.json").read_text()
    path = site.file("_recordings/mixed.json", text)
    assert site.build().status == 0
    assert "kind 21" in site.shown("mixed")
    path.write_text('{"device": "cpu"}')
    assert "is not a recording" in site.build().only("mixed.md").message


def test_a_difference_on_the_gpu_leaves_nothing_recorded(make_site):
    site = make_site()
    site.page("mixed", cell("2 + 2"), PART, FACT)
    site.accepted()
    site.edit("mixed.md", "2 + 2", "2 + 3")
    run = site.run_own(*ON_CPU, "--record")
    assert run.status == 2
    assert "missing record" in run.err
    assert not (site.root / "docs/_recordings").exists()


def test_a_gpu_that_jax_cannot_use_is_no_cpu(make_site):
    site = make_site()
    site.page("mixed", cell("2 + 2"), PART, FACT)
    site.accepted()
    run = site.run_own("gpu", "--record")
    assert run.status == 2
    assert "this machine cannot run the pages: the cell raised RuntimeError" in run.err
    assert "Check that nvidia-smi lists a GPU" in run.err
    assert "Unknown backend cuda" in run.err
    assert not (site.root / "docs/_recordings").exists()
    assert not (site.root / "docs/about").exists()


def test_only_text_is_recorded(make_site):
    site = make_site()
    site.page("page", PART, cell("from IPython.display import HTML\nHTML('<b>1</b>')", recorded=""))
    run = site.run_own(*ON_CPU, "--record")
    assert (run.status, "Traceback" in run.err) == (2, False)
    assert "page: only text can be recorded: print what the cell is to show" in run.err
    assert not (site.root / "docs/about/_gpu.json").exists()


@pytest.mark.parametrize(
    ("blocks", "line", "message"),
    [
        ([PART, cell("1"), cell("2", recorded="")], 18, "stands under a heading of its own"),
        ([PART, cell("1", recorded="", tolerance="0.1")], 14, "not every build runs this cell"),
        ([PART, cell("1", recorded="", covers="page.fact")], 14, "'covers' contradict"),
        ([PART, cell("1", recorded="gpu")], 14, "'recorded' has no value"),
        ([PART, cell("1 +", recorded="")], 15, "syntax error"),
    ],
)
def test_what_cannot_be_recorded(make_site, blocks, line, message):
    site = make_site()
    site.page("page", *blocks)
    found = site.build().only("page.md")
    assert (found.line, message in found.message) == (line, True), found


def test_pages_that_use_the_gpu_run_one_at_a_time(make_site):
    site = make_site()
    for name in "abc":
        site.page(name, cell(TIMED))
    site.page("eight", cell(EIGHT))
    site.accepted()
    times = site.root / "docs/times.txt"
    times.unlink()
    run = site.run_own(*ON_CPU)
    assert (run.status, run.err) == (0, "")
    spans = sorted([float(t) for t in line.split()] for line in times.read_text().splitlines())
    assert len(spans) == 3
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))
    data = json.loads((site.root / "_build/gpu/about/verification.json").read_text())
    devices = {name: page["device"] for name, page in data["pages"].items()}
    assert devices == dict.fromkeys("abc", "cpu") | {"eight": "CPU"}
    assert not (site.root / "docs/about").exists()  # nothing is kept without being asked


def test_parallel_pages_run_on_eight_real_devices_and_show_their_own_code(make_site):
    site = make_site()
    site.page("eight", cell(EIGHT), cell("jax.config.jax_num_cpu_devices, 8"))
    site.accepted()
    run = site.run_own(*ON_CPU, "--parallel")
    assert (run.status, run.err) == (0, "")
    shown = (site.root / "_build/gpu/eight.html").read_text()
    assert "8 devices" in shown
    assert "on 8 \N{MULTIPLICATION SIGN} cpu." in shown
    assert "jax_num_cpu_devices" in (site.root / "_build/gpu/eight.py").read_text()


def test_a_page_that_asks_for_cpu_devices_in_another_way_is_named(make_site):
    site = make_site()
    site.page("eight", cell("import jax; jax.config.update('jax_num_cpu_devices', 8)"))
    run = site.run_own(*ON_CPU, "--parallel")
    assert run.status == 2
    assert (
        "eight.md:10: WARNING: the first cell asks for other devices in a line that does more"
        in run.err
    )
