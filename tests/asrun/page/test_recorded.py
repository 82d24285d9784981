"""Which parts of a page are a recording's; no kernel runs."""

from __future__ import annotations

import json

import pytest
from myst_parser.config.main import MdParserConfig
from toysite import HEAD, cell

from asrun.page.read import PageErrors, read_page
from asrun.records.recordings import Recording, as_data, read_recording, recording_path

pytestmark = pytest.mark.newest

KEPT = "# Page\n\n```console\n# no heading\n```"
NEEDS = cell("'there'", recorded="")


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a page of some blocks."""

    def run(*blocks, **options):
        path = tmp_path / "page.md"
        path.write_text(HEAD + "\n\n".join(blocks) + "\n")
        markdown = MdParserConfig(enable_extensions={"colon_fence"})
        return read_page("page", path, markdown=markdown, **options)

    return run


def sources(page):
    return [one.source for one in page.cells]


def test_a_part_ends_at_the_next_heading_outside_of_a_fence(read):
    part = "## There\n\n~~~~\n## not here\n~~~~\n\n:::{note}\n## nor here\n:::"
    page = read(KEPT, cell("1"), part, NEEDS, "Its end.\n\n## Here\n\nText.", cell("2"))
    assert sources(page) == [KEPT, "1", "## Here\n\nText.", "2"]
    assert page.left_out == 1
    lines = page.path.read_text().splitlines()
    assert [lines[page.cells[i].line - 1] for i in (0, 2)] == ["# Page", "## Here"]


def test_a_part_begins_at_any_kind_of_heading(read):
    page = read(KEPT, cell("1"), "There\n-----\n\nText.", NEEDS, "Here\n----", cell("2"))
    assert sources(page) == [KEPT, "1", "Here\n----", "2"]


def test_each_part_of_divided_prose_is_a_cell_of_its_own(read):
    page = read(KEPT, cell("1"), "Its end.\n\n## There", NEEDS, run_recorded=True)
    ids = [one.node.get("id") for one in page.cells]
    assert len(set(ids)) == len(ids) == 5


def test_on_a_gpu_everything_is_kept_and_runs(read):
    page = read(KEPT, cell("1"), "## There", NEEDS, run_recorded=True)
    assert sources(page) == [KEPT, "1", "## There", "'there'"]
    assert page.left_out == 0
    assert not any(one.not_run for one in page.cells)
    assert [one.in_recorded_part for one in page.cells] == [False, False, True, True]


def test_a_recording_of_all_cells_of_a_part_fills_them_in(read, tmp_path):
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "one\n\ntwo\n"},
        {"output_type": "error", "ename": "TypeError", "evalue": "no", "traceback": []},
    ]
    path = recording_path(tmp_path, "page")
    path.parent.mkdir()
    recording = Recording("Some GPU", "0.12.0", "2026-01-02", {"'there'": outputs})
    path.write_text(json.dumps(as_data(recording)))
    blocks = KEPT, cell("1"), "## There", NEEDS, "## Further", NEEDS, cell("3", recorded="")
    page = read(*blocks, recording=read_recording(path))
    assert page.left_out == 1  # for the last cell of the last part has none
    (there,) = [one for one in page.cells if one.source == "'there'"]
    assert there.not_run
    assert there.node.outputs[0].text == "one\n\ntwo\n"
    assert there.node.outputs[1].traceback == ["TypeError: no"]
    assert page.recording.caption().startswith("Recorded on Some GPU, JAX 0.12.0, 2026-01-02; ")
    assert read_recording(path).cells.keys() == {"'there'"}


def test_a_part_that_mixes_both_kinds_of_cells_is_refused(read):
    with pytest.raises(PageErrors, match=r"page\.md:15: a recorded cell stands under a heading"):
        read("# Page", "## There", cell("1"), NEEDS)


@pytest.mark.parametrize("option", [{"tolerance": "0.1"}, {"uncompared": "x"}, {"differs": "1.0"}])
def test_what_is_recorded_is_not_compared(read, option):
    with pytest.raises(PageErrors, match=r"'recorded' and '.*' contradict each other"):
        read("# Page", cell("1", recorded="", **option))
