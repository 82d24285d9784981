"""Copies and generated sites: what they hold, and that each way really builds them."""

from __future__ import annotations

import re
import shutil

import pytest
from toysite import HEAD, cell

from asrun.project import load
from bench import builds, gpu, growth, places
from bench.builds import run_scripts
from bench.measure import NotMeasured, Options, Skipped
from bench.share import share

pytestmark = pytest.mark.newest

CONFIGURATION = """\
project = "toy"
extensions = ["asrun", "jax101_site"]
from jax101_site import engine
globals().update(engine.SETTINGS)
exclude_patterns = ["_*"]
html_theme = "basic"
html_copy_source = False
asrun_repository = ""
"""
INDEX = "# Start\n\n```{toctree}\n:glob:\n*\n```\n"


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A small repository: two pages with cells, one that has to raise, a quotation, and records."""
    root = tmp_path_factory.mktemp("repository")
    docs = root / "docs"
    docs.mkdir()
    (root / "conf.py").write_text(CONFIGURATION)
    (docs / "index.md").write_text(INDEX)
    sums = [cell("sum([1, 2, 40])"), "It is {out}`43`.", cell("{}['key']", raises="KeyError")]
    (docs / "sums.md").write_text(f"{HEAD}\n# Sums\n\n" + "\n\n".join(sums) + "\n")
    (docs / "words.md").write_text(
        f"{HEAD}\n# Words\n\n{cell('print(`word`)'.replace('`', chr(34)))}\n"
    )
    records = {
        "sums": "== sum([1, 2, 40])\n-- result\n    43\n\n== {}['key']\n-- error KeyError\n    'key'\n",
        "words": '== print("word")\n-- stdout\n    word\n',
    }
    (docs / "_records").mkdir()
    for name, text in records.items():
        (docs / "_records" / f"{name}.txt").write_text(text)
    return root


def html(folder, name):
    text = (folder / "_build" / "html" / f"{name}.html").read_text()
    return re.sub(r"<[^>]+>", "", text)


def test_ours_and_stock_show_the_same_outputs_of_the_same_pages(repository, tmp_path):
    for way in ("ours", "stock"):
        folder = places.copy_site(repository, tmp_path / way, way)
        assert places.build_cold(folder, way, 1) > 0
        for text in ("43", "It is 43.", "KeyError"):
            assert text in html(folder, "sums"), way
        assert html(folder, "words").count("word") > 1, way
    assert "outputs verified" in html(tmp_path / "ours", "sums")
    assert "outputs verified" not in html(tmp_path / "stock", "sums")


def test_without_execution_no_output_is_shown(repository, tmp_path):
    folder = places.copy_site(repository, tmp_path / "bare", "unexecuted")
    places.build_cold(folder, "unexecuted", 2)
    assert "It is 43." in html(folder, "sums")
    assert "KeyError: " not in html(folder, "sums")


def test_some_pages_alone_build_although_their_links_lead_nowhere(repository, tmp_path):
    root = tmp_path / "linked"
    shutil.copytree(repository, root)
    page = root / "docs" / "words.md"
    page.write_text(page.read_text() + "\nSee [sums](sums.md) and {doc}`sums`.\n")
    folder = places.copy_site(root, tmp_path / "some", "ours", ["words"])
    assert [path.stem for path in places.code_pages(folder)] == ["words"]
    places.build_cold(folder, "ours", 1)


def test_a_page_that_stock_cannot_run_is_no_measurement(repository, tmp_path):
    folder = places.copy_site(repository, tmp_path / "broken", "stock")
    page = folder / "docs" / "words.md"
    page.write_text(page.read_text().replace('print("word")', "unknown"))
    with pytest.raises(NotMeasured, match="words"):
        places.build_cold(folder, "stock", 1)


def test_a_page_that_differs_from_its_record_is_no_measurement(repository, tmp_path):
    folder = places.copy_site(repository, tmp_path / "red", "ours")
    page = folder / "docs" / "words.md"
    page.write_text(page.read_text().replace('print("word")', 'print("sword")'))
    with pytest.raises(NotMeasured, match="status 2"):
        places.build_cold(folder, "ours", 1)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ([":raises: KeyError"], [":raises: KeyError", ":tags: [raises-exception]"]),
        (
            [":tags: [hide-input]", ":raises: KeyError", ":label: it"],
            [":raises: KeyError", ":label: it", ":tags: [hide-input, raises-exception]"],
        ),
        ([":recorded:"], [":recorded:", ":tags: [skip-execution]"]),
        ([":covers: a.b"], [":covers: a.b"]),
        ([], []),
    ],
)
def test_cells_that_raise_or_need_a_gpu_are_tagged_and_nothing_else_changes(options, wanted):
    text = "# Title\n\n```{code-cell} python\n{}\nx = {}\n```\n\n:raises: in prose stays\n"
    before, after = (text.replace("{}\nx", "\n".join([*lines, "x"])) for lines in (options, wanted))
    assert places.for_stock(before) == after


def test_a_generated_site_builds_verified_page_by_page(repository, tmp_path):
    folder = places.generate_site(repository, tmp_path / "generated", 10)
    assert len(places.code_pages(folder)) == 10
    growth._build_once(folder, 2, 10)
    assert "Array([2, 3, 4], dtype=int32)" in html(folder, "page-2")
    assert "Array([ 9, 10, 11], dtype=int32)" in html(folder, "page-9")


def test_a_build_without_all_its_pages_does_not_count_as_reliable(repository, tmp_path):
    folder = places.generate_site(repository, tmp_path / "short", 2)
    with pytest.raises(NotMeasured, match="2 of 3 pages"):
        growth._build_once(folder, 1, 3)


def test_the_floor_runs_every_cell_and_fails_with_a_page(repository, tmp_path):
    folder = places.copy_site(repository, tmp_path / "floor", "ours")
    page = folder / "docs" / "words.md"
    with page.open("a") as file:  # no build on this machine runs this one
        file.write(f"\n## On a GPU\n\n{cell('a_gpu()', recorded='')}\n")
    assert run_scripts(folder) > 0
    page.write_text(page.read_text().replace('print("word")', "unknown"))
    with pytest.raises(NotMeasured, match=r"(?s)NameError.*words does not run"):
        run_scripts(folder)


def test_scripts_take_the_text_of_results_and_pass_expected_errors(capsys, tmp_path):
    from bench.scripts import run_cell

    names = {}
    run_cell("x = 2\nx + 1", names, "cell", may_raise=False)
    run_cell("None", names, "cell", may_raise=False)
    run_cell("y = 1\n{}[x]", names, "cell", may_raise=True)
    assert capsys.readouterr().out.split("\n") == ["3", "", "KeyError 2", ""]
    assert (names["x"], names["y"]) == (2, 1)
    with pytest.raises(KeyError):
        run_cell("{}[x]", names, "cell", may_raise=False)


def test_the_share_of_verification_is_a_part_of_the_whole(repository, tmp_path):
    (row,) = share(Options(repository, tmp_path, rounds=1))
    assert 0 < row.ours < row.other
    assert row.figure == row.ours / row.other
    assert places.code_pages(tmp_path / "share")


def test_pages_of_a_platform_are_held_against_their_cells(make_site):
    site = make_site()
    site.page("one", cell("import time\ntime.sleep(0.2)"))
    site.page("two", cell("1 + 1"))
    site.page("elsewhere", cell("import jax\njax.config.update('jax_num_cpu_devices', 8)"))
    project = load(site.root, {"platform": "cpu"})
    seconds, in_cells, count = gpu.run_once(project)
    assert count == 2
    assert 0.2 < in_cells < seconds
    site.page("two", cell("1 / 0"))
    with pytest.raises(NotMeasured, match="two: the cell raised ZeroDivisionError"):
        gpu.run_once(project)


def test_where_there_is_no_gpu_that_part_is_skipped(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Skipped, match="no GPU"):
        gpu.gpu(Options(repository, tmp_path))


def test_an_edit_is_measured_with_and_without_its_cells(repository, tmp_path, monkeypatch):
    monkeypatch.setattr(builds, "_EDITED", "sums")
    of_a_cell, of_prose = builds.edit(Options(repository, tmp_path, rounds=1))
    assert (of_a_cell.part, of_prose.part) == ("edit", "edit")
    assert of_a_cell.ours > 0
    assert of_prose.what.endswith("prose of sums")


def test_a_second_checkout_is_measured_against_the_first(repository, tmp_path):
    (row,) = builds.checkout(Options(repository, tmp_path, rounds=1))
    assert row.figure == row.other / row.ours
    assert (tmp_path / "shared/pages/sums").is_dir()
    assert not (tmp_path / "second/_build/kept").exists()
