"""Building again: only what changed runs, and nothing that was found is forgotten."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
from toysite import cell

import asrun
import jax101
import jax101_site


def ran(run):
    return sorted(re.findall(r"^\[\d+/\d+\] (?:ran|failed) (\S+?):", run.out, re.MULTILINE))


def test_only_what_changed_runs(make_site):
    site = make_site()
    for name in ("one", "two", "three"):
        site.page(name, cell(f"print('{name}')"))
    site.page("user", cell("import helper\nprint(helper.name())"))
    site.file("helper.py", "def name():\n    return 'first'\n")
    site.accepted()
    first = site.build()
    assert (first.status, ran(first)) == (0, ["one", "three", "two", "user"])
    again = site.build()
    assert (again.status, ran(again)) == (0, [])
    site.edit("two.md", "# Page two", "# Page number two")
    edited = site.build()
    assert (edited.status, ran(edited)) == (0, ["two"])
    assert "Page number two" in site.shown("two")

    # A helper that a page imports is part of the page.
    site.file("helper.py", "def name():\n    return 'second'\n")
    helper = site.build()
    assert (helper.status != 0, ran(helper)) == (True, ["user"])
    assert "-first\n+second" in helper.only("user.md").message
    assert "first" in site.shown("user")
    site.accepted("user")
    assert site.build().status == 0
    assert "second" in site.shown("user")

    # So is its record, also where the page itself did not change.
    site.record("three").write_text(site.record("three").read_text().replace("    three", "    3"))
    record = site.build()
    assert (record.status != 0, ran(record)) == (True, ["three"])


def test_code_that_makes_pages_is_part_of_every_page(make_site, tmp_path):
    source = tmp_path / "source"
    for package in (asrun, jax101, jax101_site):
        folder = Path(package.__file__).parent
        shutil.copytree(folder, source / folder.name)
    site = make_site()
    (site.root / "own").mkdir()
    (site.root / "own" / "code.py").write_text("# One.\n")
    site.configure(asrun_depends_on_code=["own"])
    site.page("page", cell("1 + 1"))
    site.accepted()
    path = {"PYTHONPATH": str(source)}
    assert ran(site.build_apart(**path)) == ["page"]
    assert ran(site.build_apart(**path)) == []
    for changed in (source / "asrun/sphinxext/footer.py", site.root / "own" / "code.py"):
        with changed.open("a") as file:
            file.write("# Changed.\n")
        assert ran(site.build_apart(**path)) == ["page"], changed
    with (source / "jax101_site/speed.py").open("a") as file:  # no page of this site has it
        file.write("# Changed.\n")
    assert ran(site.build_apart(**path)) == []


def test_a_finding_stays_until_it_is_mended(make_site):
    site = make_site()
    site.page("page", cell("value = 1\nprint(value)"))
    site.page("other", cell("print('other')"))
    site.accepted()
    site.edit("page.md", "value = 1", "value = 2")
    site.accept("other")
    for attempt in range(3):
        run = site.build()
        assert run.status != 0, f"attempt {attempt}"
        assert run.only("page.md")
        if attempt == 1:
            site.edit("other.md", "# Page other", "# Another title")
    site.accepted("page")
    assert site.build().status == 0


def test_a_record_of_no_page_stays_until_it_is_deleted(make_site):
    site = make_site()
    site.page("page", cell("print(1)"))
    site.accepted()
    assert site.build().status == 0
    site.file("_records/gone.txt", "# nothing\n")
    for _ in range(2):
        run = site.build()
        assert run.status != 0
        assert run.only("_records/gone.txt").message.startswith(
            "unused record: of a page that is gone"
        )
    site.record("gone").unlink()
    assert site.build().status == 0


def test_what_sphinx_and_the_syllabus_find_stays_too(make_site):
    site = make_site()
    site.page("page", cell("print(1)"), "A {ref}`broken-link`.")
    site.file("_syllabus/page.toml", "[facts]\none = 'One is printed.'\n")
    site.accepted()
    for _ in range(2):
        run = site.build()
        assert run.status != 0
        assert {finding.kind for finding in run.findings} == {"ref.ref", "jax101.coverage"}
        assert not site.html.exists()
    message = run.only("_syllabus/page.toml").message
    assert message.startswith("no cell shows 'page.one': One is printed.")
    site.edit("page.md", "A {ref}`broken-link`.", "No link.")
    site.edit("page.md", "print(1)", ":covers: page.one\nprint(1)")
    assert site.build().status == 0


def test_a_fact_that_is_not_in_the_syllabus(make_site):
    site = make_site()
    site.page("page", cell("x = 1", covers="page.absent"))
    site.file("_syllabus/page.toml", "[facts]\n")
    found = site.build().only("page.md")
    assert (found.line, found.kind) == (10, "jax101.coverage")
    assert found.message == "':covers: page.absent' names no fact of docs/_syllabus/"


def test_a_fact_that_names_a_test_which_does_not_exist(make_site):
    site = make_site()
    site.page("page", cell("x = 1", covers="page.one"))
    proved = "[facts]\none = 'One holds.'\n\n[tests]\none = 'test_one'\n"
    site.file("_syllabus/page.toml", proved)
    claims = site.root / "tests/claims/test_page.py"
    claims.parent.mkdir(parents=True)
    claims.write_text("def test_other():\n    pass\n")
    found = site.build().only("_syllabus/page.toml")
    assert found.message == (
        "'page.one' is proved by test_one, which tests/claims/test_page.py does not define"
    )
    claims.write_text("\ndef test_one():\n    pass\n")
    assert site.build().status == 0


def test_a_page_that_is_removed_is_forgotten(make_site):
    site = make_site()
    site.page("stays", cell("print(1)"))
    site.page("goes", cell("print(2)"))
    site.accepted()
    assert site.build().status == 0
    (site.root / "docs/goes.md").unlink()
    site.record("goes").unlink()
    run = site.build()
    assert (run.status, run.err) == (0, "")
    assert not (site.html / "goes.html").exists()
    assert not (site.html / "goes.ipynb").exists()


def test_downloads_follow_their_page(make_site):
    site = make_site()
    for name in ("one", "two"):
        site.page(name, cell(f"print('{name}')"))
    site.accepted()
    assert site.build().status == 0
    stage = site.root / "_build" / "stage"
    written = (stage / "one.ipynb").stat().st_mtime_ns
    site.edit("two.md", "# Page two", "# Page number two")
    assert site.build().status == 0
    assert (stage / "one.ipynb").stat().st_mtime_ns == written
    html = site.root / "_build" / "html"
    for end in (".ipynb", ".py"):
        assert "Page number two" in (html / f"two{end}").read_text()

    # One that is missing is made again, although no page changed.
    (stage / "one.py").unlink()
    assert site.build().status == 0
    assert "print('one')" in (html / "one.py").read_text()


def test_a_page_that_loses_its_last_cell_has_an_unused_record(make_site):
    site = make_site()
    site.page("page", cell("print(1)"))
    site.page("other", cell("print(2)"))
    site.accepted()
    assert site.build().status == 0
    site.edit("page.md", cell("print(1)"), "No cell any more.")
    for command in ("build", "verify"):
        run = site.run(command)
        assert run.status != 0
        assert "_records/page.txt" in run.err
        assert "unused record" in run.err
    site.accepted()
    assert not site.record("page").exists()
    assert site.build().status == 0


def test_a_notebook_is_run_and_held_to_its_record_whatever_it_stores(make_site):
    site = make_site()

    def notebook(source):
        return nbformat.writes(
            nbformat.v4.new_notebook(
                metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
                cells=[
                    nbformat.v4.new_markdown_cell("# A notebook", id="title"),
                    nbformat.v4.new_code_cell(
                        source,
                        id="code",
                        outputs=[nbformat.v4.new_output("stream", name="stdout", text="43\n")],
                    ),
                ],
            )
        )

    site.file("page.ipynb", notebook("n = 6\nprint(n * 7)"))
    assert site.build().only("page.ipynb").kind == "asrun.record"
    site.accepted()
    assert site.build().status == 0
    assert "42" in site.shown("page")
    assert "43" not in site.shown("page")
    site.file("page.ipynb", notebook("n = 6\nprint(n * 8)"))
    assert "-42\n+48" in site.build().err
