"""Which parts of a page are a recording's, and what of a page asks for CPU devices; no kernel runs."""

from __future__ import annotations

import pytest
from toysite import HEAD, cell

from asrun.run.devices import on_real_devices
from asrun.page.read import PageError, read_page
from asrun.records.recordings import Recording, as_data, read_recording, recording_path, write_json

KEPT = "# Page\n\n```console\n# no heading\n```"
NEEDS = cell("'there'", recorded="")


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a page of some blocks."""

    def run(*blocks, **options):
        path = tmp_path / "page.md"
        path.write_text(HEAD + "\n\n".join(blocks) + "\n")
        return read_page("page", path, **options)

    return run


def sources(page):
    return [cell_.source for cell_ in page.notebook.cells]


def test_a_part_ends_at_the_next_heading_outside_of_a_fence(read):
    part = "## There\n\n~~~~\n## not here\n~~~~"
    page = read(KEPT, cell("1"), part, NEEDS, "Its end.\n\n## Here\n\nText.", cell("2"))
    assert sources(page) == [KEPT, "1", "## Here\n\nText.", "2"]
    assert page.left_out == 1
    lines = page.path.read_text().splitlines()
    assert [lines[page.line(i) - 1] for i in (0, 2)] == ["# Page", "## Here"]
    assert sorted(page.policies) == [1, 3]


def test_each_part_of_divided_prose_is_a_cell_of_its_own(read):
    page = read(KEPT, cell("1"), "Its end.\n\n## There", NEEDS, run_recorded=True)
    ids = [cell_.get("id") for cell_ in page.notebook.cells]
    assert len(set(ids)) == len(ids) == 5


def test_on_a_gpu_everything_is_kept_and_runs(read):
    page = read(KEPT, cell("1"), "## There", NEEDS, run_recorded=True)
    assert sources(page) == [KEPT, "1", "## There", "'there'"]
    assert page.left_out == 0
    assert not page.notebook.cells[-1].metadata.get("tags")


def test_a_recording_of_all_cells_of_a_part_fills_them_in(read, tmp_path):
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "one\n\ntwo\n"},
        {"output_type": "error", "ename": "TypeError", "evalue": "no", "traceback": []},
    ]
    path = recording_path(tmp_path / "page.md", "page")
    recording = Recording("Some GPU", "0.12.0", "2026-01-02", {"'there'": outputs})
    write_json(path, as_data(recording))
    page = read(KEPT, cell("1"), "## There", NEEDS, "## Further", NEEDS, cell("3", recorded=""))
    assert page.left_out == 1  # for the last cell of the last part has none
    (there,) = [cell_ for cell_ in page.notebook.cells if cell_.source == "'there'"]
    assert there.outputs[0].text == "one\n\ntwo\n"
    assert there.outputs[1].traceback == ["TypeError: no"]
    assert page.recording.caption().startswith("Recorded on Some GPU, JAX 0.12.0, 2026-01-02; ")
    assert read_recording(path).cells.keys() == {"'there'"}


@pytest.mark.parametrize("quote", ['"', "'"])
def test_only_while_it_runs_a_page_has_no_line_that_asks_for_cpu(read, quote):
    names = "jax_platforms", "jax_num_cpu_devices", "jax_enable_x64"
    lines = [f"jax.config.update({quote}{name}{quote}, 1)  # so" for name in names]
    code = "\n".join(["import jax", *lines, "jax.devices()"])
    page = read("# Page", cell(code))
    with on_real_devices([page]):
        assert page.code_cells[0][1].source == f"import jax\n\n\n{lines[2]}\njax.devices()"
    assert page.code_cells[0][1].source == code


def test_a_page_that_asks_in_another_way_is_refused_and_unchanged(read):
    code = "import jax; jax.config.update('jax_platforms', 'cpu')"
    page = read("# Page", cell(code))
    with pytest.raises(PageError, match="lines of their own"), on_real_devices([page]):
        pass
    assert page.code_cells[0][1].source == code
