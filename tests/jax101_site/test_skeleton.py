"""A new page or exercise: whole, marked where its author writes, or not written at all."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from toysite import cell

from jax101.exercises import authoring
from jax101.exercises.complete import lacks, marked
from jax101_site.__main__ import main
from jax101_site.skeleton import TEMPLATES

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def house(tmp_path):
    """What a skeleton reads of the repository."""
    (tmp_path / "docs").mkdir()
    for page in ("index", "jit", "quickstart"):
        shutil.copy(ROOT / "docs" / f"{page}.md", tmp_path / "docs")
    return tmp_path


def new(house, *arguments):
    return main(["--root", str(house), "new", *arguments])


def everything(house):
    return {path: path.read_text() for path in house.rglob("*") if path.is_file()}


def test_a_page_has_all_its_parts(house, capsys):
    before = (house / "docs/index.md").read_text()
    assert new(house, "page", "parallel/two-meshes") == 0
    page = (house / "docs/parallel/two-meshes.md").read_text()
    assert page.startswith("---\nfile_format: mystnb\n")
    for part in ("\n# Two meshes\n", "\n**Needs** ", "\n```{code-cell}\n", "\n## Next\n"):
        assert page.count(part) == 1
    facts = tomllib.loads((house / "docs/_syllabus/parallel-two-meshes.toml").read_text())["facts"]
    assert f":covers: parallel-two-meshes.{next(iter(facts))}\n" in page
    added = (house / "docs/index.md").read_text().replace("parallel/two-meshes\n", "", 1)
    assert added == before
    index = (house / "docs/index.md").read_text()
    assert "\nstack\nparallel/two-meshes\n```\n" in index, "the last of its part"
    assert "docs/parallel/two-meshes.md\n" in capsys.readouterr().out


def test_a_page_of_the_notes_is_listed_with_them(house):
    assert new(house, "page", "dtypes") == 0
    assert "\nperformance\ndtypes\n```\n" in (house / "docs/index.md").read_text()


def test_an_exercise_is_whole_and_lacks_what_its_author_writes(house, capsys):
    assert new(house, "exercise", "twice-as-much", "--page", "jit") == 0
    folder = house / "source/jax101/exercises"
    found = lacks("twice_as_much", folder, house / "docs/exercises")
    unwritten = [lack for lack in found if lack.message.startswith("not written yet: ")]
    assert [lack.message for lack in found if lack not in unwritten] == [
        "has 1 wrong answers; at least 4 are needed"
    ]
    files = [path for path in everything(house) if "twice_as_much" in str(path)]
    assert {lack.path for lack in unwritten} == set(files), "each file says what to write"
    assert (
        'section = "see-what-is-compiled"' in (folder / "twice_as_much/exercise.toml").read_text()
    )
    capsys.readouterr()
    authoring.main(["twice_as_much"], full=False, folder=folder)
    assert "4 answers, 0 surprises" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("page", "jit"), "docs/jit.md is there already|docs/index.md lists jit already"),
        (("page", "stack"), "is there already|"),
        (("page", "../elsewhere"), "a page is named as custom-derivatives"),
        (("page", "Two_Meshes"), "a page is named as custom-derivatives"),
        (("page", ""), "a page is named as custom-derivatives"),
        (("page", "about/me"), "a page is named as custom-derivatives"),
        (("exercise", "class"), "an exercise is named for its function"),
        (("exercise", "a b"), "an exercise is named for its function"),
        (("exercise", "../up"), "an exercise is named for its function"),
        (("exercise", "good", "--page", "jitt"), "exercises are about one of quickstart"),
    ],
)
def test_a_bad_name_is_one_line_and_nothing_is_written(house, capsys, arguments, said):
    before = everything(house)
    if arguments == ("page", "stack"):  # listed elsewhere, and its file not here
        (house / "docs/stack.md").write_text("# Mine\n")
        before = everything(house)
    assert new(house, *arguments) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert any(part in err for part in said.split("|"))
    assert everything(house) == before


def test_what_is_there_is_kept(house, capsys):
    assert new(house, "exercise", "twice") == 0
    page = house / "docs/exercises/other.md"
    page.write_text("# Mine\n")
    before = everything(house)
    for name in ("twice", "other"):  # the folder, then the page alone
        assert new(house, "exercise", name) == 2
        assert "is there already; nothing was written" in capsys.readouterr().err
    assert everything(house) == before


def test_a_kind_that_is_none_names_those_that_are(house, capsys):
    with pytest.raises(SystemExit) as ended:
        new(house, "chapter", "x")
    assert ended.value.code == 2
    assert "'page', 'exercise'" in capsys.readouterr().err.replace(
        "choose from page, exercise", "'page', 'exercise'"
    )


def test_a_marked_page_is_not_published_and_each_mark_has_its_line(make_site):
    site = make_site()
    site.page("one", "% WRITE HERE: the rule.", cell("print(1)"))
    site.file("_syllabus/one.toml", "[facts]\n# WRITE HERE: the facts.\n")
    site.accepted()
    run = site.build()
    assert run.status != 0
    found = {(f.file, f.line, f.kind, f.message) for f in run.findings}
    text = (site.root / "docs/one.md").read_text()
    line = text.splitlines().index("% WRITE HERE: the rule.") + 1
    assert found == {
        ("one.md", line, "jax101.unwritten", "not written yet: the rule."),
        ("_syllabus/one.toml", 2, "jax101.unwritten", "not written yet: the facts."),
    }
    site.edit("one.md", "% WRITE HERE: the rule.", "The rule.")
    site.file("_syllabus/one.toml", "[facts]\n")
    assert site.build().status == 0


def test_nothing_in_the_repository_is_marked():
    folders = ("docs", "source/jax101/exercises")
    texts = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".md", ".toml", ".py") and path.name != "complete.py"
    ]
    assert len(texts) > 500
    assert [path for path in texts if list(marked(path.read_text("utf-8")))] == []


def test_every_template_says_what_to_write():
    templates = list(TEMPLATES.rglob("*.txt"))
    assert len(templates) == 10
    assert all(list(marked(path.read_text("utf-8"))) for path in templates)
