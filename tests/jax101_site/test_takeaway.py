"""What is taken away: the wheel, the archive, the Markdown of each page, and what names an address."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import nbformat
import pytest
from docutils import nodes
from sphinx.errors import ConfigError
from toysite import cell

from jax101.exercises import catalogue
from jax101.learner import starter_files
from jax101_site.takeaway import archive, wheel
from jax101_site.takeaway.address import ROOT, site_address, wheel_path
from jax101_site.takeaway.head import shortened
from jax101_site.takeaway.inline import Inline
from jax101_site.takeaway.links import marked_file, whole
from jax101_site.takeaway.outputs import fenced, output_blocks
from jax101_site.takeaway.publish import absolute

pytestmark = pytest.mark.newest

ADDRESS = "https://example.org/notes/"


# The site's address ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "environment, address",
    [
        ({}, ""),
        ({"JAX101_SITE_URL": "  "}, ""),
        ({"JAX101_SITE_URL": "https://example.org"}, "https://example.org/"),
        ({"JAX101_SITE_URL": "http://localhost:8000/a b/"}, "http://localhost:8000/a%20b/"),
        ({"READTHEDOCS_CANONICAL_URL": f"{ADDRESS}en/latest/"}, f"{ADDRESS}en/latest/"),
        ({"JAX101_SITE_URL": ADDRESS, "READTHEDOCS_CANONICAL_URL": "https://other/"}, ADDRESS),
    ],
)
def test_the_address_comes_from_our_setting_or_else_from_the_host(environment, address):
    assert site_address(environment) == address


@pytest.mark.parametrize(
    "wrong", ["example.org", "file:///tmp/x", "https://", "https://a/?b", "//a/"]
)
def test_what_is_no_address_is_refused_with_its_name(wrong):
    with pytest.raises(ConfigError, match="JAX101_SITE_URL"):
        site_address({"JAX101_SITE_URL": wrong})


def test_links_of_a_lost_page_lead_to_the_same_from_anywhere():
    page = (
        '<html data-content_root="./"><a href="#main"></a><a href="jit.html#x"></a>'
        '<a href="https://jax.dev"></a><img src="data:,"><script src="_static/a.js?v=1"></script>'
    )
    found = re.findall(r'="([^"]*)"', absolute(page, ADDRESS))
    assert found == [
        ADDRESS, "#main", f"{ADDRESS}jit.html#x", "https://jax.dev", "data:,",
        f"{ADDRESS}_static/a.js?v=1",
    ]  # fmt: skip


# The wheel and the archive -----------------------------------------------------------------


def copy_of_the_package(folder, seconds):
    """A copy of what the wheel is made from, written backwards, with other times and rights."""
    files = [p for p in sorted((ROOT / "source/jax101").rglob("*")) if p.suffix not in ("", ".pyc")]
    for file in [*files[::-1], *map(ROOT.joinpath, wheel._BESIDE)]:
        copy = folder / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        copy.chmod(0o600 if seconds % 2 else 0o664)
        os.utime(copy, (seconds, seconds))
    return folder


def test_the_wheel_is_the_same_bytes_wherever_and_whenever_it_is_built(tmp_path, monkeypatch):
    one = wheel.build(copy_of_the_package(tmp_path / "one", 10**9), tmp_path / "kept1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    two = wheel.build(copy_of_the_package(tmp_path / "two", 10**9 + 1), tmp_path / "kept2")
    assert os.environ["SOURCE_DATE_EPOCH"] == "1700000000"
    assert one.name == two.name == Path(wheel_path()).name
    assert one.read_bytes() == two.read_bytes()


def test_the_wheel_is_built_again_only_for_other_sources(tmp_path):
    root, kept = copy_of_the_package(tmp_path / "root", 10**9), tmp_path / "kept"
    first = wheel.build(root, kept)
    content, written = first.read_bytes(), first.stat().st_mtime_ns
    cached = root / "source/jax101/__pycache__"
    cached.mkdir()
    (cached / "cores.pyc").write_bytes(b"")
    assert wheel.build(root, kept).stat().st_mtime_ns == written
    with (root / "source/jax101/cores.py").open("a") as file:
        file.write("# more\n")
    second = wheel.build(root, kept)
    assert second.read_bytes() != content
    assert not first.exists(), "the wheel of older sources is kept"


def test_the_archive_is_the_same_bytes_for_the_same_site_and_does_not_hold_itself(tmp_path):
    packed = []
    for seconds, name in (10**9, "one"), (10**9 + 1, "two"):
        site = tmp_path / name
        for file in ("index.html", "a/b.html", ".buildinfo", ".doctrees/x"):
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            (site / file).write_text(file)
            os.utime(site / file, (seconds, seconds))
        target = site / "take/site.zip"
        assert archive.pack(site, target, "notes")
        assert not archive.pack(site, target, "notes"), "packed although nothing changed"
        packed.append(target.read_bytes())
    assert packed[0] == packed[1]
    with zipfile.ZipFile(target) as opened:
        assert opened.namelist() == ["notes/a/b.html", "notes/index.html"]
    (site / "index.html").write_text("other")
    assert archive.pack(site, target, "notes")
    assert target.read_bytes() != packed[0]


# Markdown ----------------------------------------------------------------------------------


def test_text_means_nothing_to_markdown_and_code_keeps_its_backticks():
    inline = Inline("a/b", {"a/b", "c"}, {})
    assert inline.of(nodes.Text("x[0] * a_b <_T>")) == r"x\[0\] \* a_b \<\_T>"
    assert inline.of(nodes.literal("", "a`b")) == "``a`b``"
    assert (
        inline.of(nodes.reference("", "C", refuri="../c.html#d")) == f"[C]({marked_file('c.md#d')})"
    )
    assert (
        inline.of(nodes.reference("", "J", refuri="https://jax.dev/a.html"))
        == "[J](https://jax.dev/a.html)"
    )
    tags = [nodes.raw("", tag, format="html") for tag in ('<a href="../t.txt">', "</a>")]
    line = nodes.paragraph("", "", tags[0], nodes.Text("it"), tags[1])
    assert inline.line(line) == f"[it]({marked_file('t.txt')})"
    assert inline.html('<p>Get <a href="x.py" download>it</a> &amp; go</p><svg><path/></svg>') == (
        f"Get [it]({marked_file('a/x.py')}) & go"
    )


def test_a_link_is_whole_where_the_address_is_known_and_relative_elsewhere():
    text = f"[C]({marked_file('c.md#d')})"
    assert whole(text, ADDRESS, "a") == f"[C]({ADDRESS}c.md#d)"
    assert whole(text, "", "a") == "[C](../c.md#d)"
    assert whole(text, "") == "[C](c.md#d)"


def test_outputs_are_fenced_and_named():
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "a\n```\n"},
        {
            "output_type": "execute_result",
            "data": {"text/plain": "\x1b[31m7\x1b[0m", "text/html": "<b>7"},
        },
        {"output_type": "stream", "name": "stderr", "text": "careful\n"},
        {"output_type": "display_data", "data": {"image/png": "", "text/plain": "<Figure>"}},
        {"output_type": "error", "ename": "KeyError", "evalue": "'x'"},
    ]
    assert output_blocks(outputs, ["![](p.png)"]) == [
        "Output:", "````text\na\n```\n````", fenced("7", "text"),
        "On stderr:", fenced("careful", "text"),
        "Output:", "![](p.png)",
        "Raises:", fenced("KeyError: 'x'", "text"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, short",
    [
        ("Short.", "Short."),
        ("One sentence. Another that is too long.", "One sentence."),
        ("A sentence that does not end where it has to", "A sentence that does…"),
    ],
)
def test_a_description_ends_with_a_sentence_or_a_word(text, short):
    assert shortened(text, 22) == short


def words_missing(markdown, notebook):
    """The lines of code and of outputs that a notebook has and its page's Markdown lacks."""
    lines = []
    for one in notebook.cells:
        if one.cell_type == "code":
            lines += one.source.splitlines()
            for output in one.outputs:
                data = output.get("data", {})
                plain = "" if "image/png" in data else data.get("text/plain", "")
                text = output.get("text") or output.get("evalue") or plain
                lines += re.sub(r"\x1b\[[0-9;]*m", "", "".join(text)).splitlines()
    there = markdown.splitlines()
    whole_text = "\n".join(there)
    return [line for line in lines if line.strip() and line not in whole_text]


def address_of(site):
    """The address that the site was built for; empty if it was built for none."""
    robots = site / "robots.txt"
    return (
        robots.read_text().split("Sitemap: ")[1].split("sitemap.xml")[0] if robots.exists() else ""
    )


def test_every_page_of_the_site_is_there_as_markdown_with_its_outputs(site):
    pages = [
        p for p in sorted(site.rglob("*.html")) if not p.relative_to(site).parts[0].startswith("_")
    ]
    names = {p.relative_to(site).with_suffix("").as_posix() for p in pages}
    names -= {"404", "genindex", "search"}
    assert len(names) > 70
    base = address_of(site)
    everything = (site / "llms-full.txt").read_text(encoding="utf-8")
    contents = (site / "llms.txt").read_text(encoding="utf-8")
    for name in sorted(names):
        markdown = (site / f"{name}.md").read_text(encoding="utf-8")
        assert markdown.startswith("# "), name
        notebook = site / f"{name}.ipynb"
        if notebook.exists():
            assert words_missing(markdown, nbformat.read(notebook, as_version=4)) == [], name
        # Sphinx's own language is gone, and what leads nowhere by itself.
        outside = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"[\ue0b1\ue0b2]|^:::|\{[a-z:]+\}`|<svg|</", outside, re.MULTILINE), (
            name
        )
        for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", outside)):
            if "://" not in link:
                target = (site / name).parent / link.partition("#")[0]
                assert target.exists(), f"{name}: {link}"
        assert f"({base}{name}.md)" in contents, name
        assert f"<!-- {base}{name}.html -->" in everything, name
    listed = re.findall(r"^- \[.*?\]\((.*?)\.md\)", contents, re.MULTILINE)
    assert sorted(one.removeprefix(base) for one in listed) == sorted(names), (
        "a page is listed twice, or is none"
    )


def test_an_output_left_out_would_be_noticed(site):
    notebook = nbformat.read(site / "quickstart.ipynb", as_version=4)
    markdown = (site / "quickstart.md").read_text(encoding="utf-8")
    assert words_missing(markdown, notebook) == []
    output = re.search(r"^Output:\n\n```text\n(.*?)\n```", markdown, re.MULTILINE | re.DOTALL)
    without = markdown.replace(output[0], "")
    assert set(output[1].splitlines()) & set(words_missing(without, notebook))


def test_an_exercise_is_told_in_full(site):
    text = (site / "exercises/jit_with_static_n.md").read_text(encoding="utf-8")
    folder = ROOT / "source/jax101/exercises/jit_with_static_n"
    for file in ("starter.py", "solution.py"):
        assert (folder / file).read_text(encoding="utf-8").strip() in text, file
    assert all(f"### Hint {number}" in text for number in (1, 2, 3))


def test_a_starter_notebook_installs_the_checker_where_the_address_is_known():
    exercise = catalogue.find("jit_with_static_n")
    known = nbformat.from_dict(starter_files.notebook(exercise, f"{ADDRESS}{wheel_path()}"))
    nbformat.validate(known)
    assert f"%pip install --quiet {ADDRESS}{wheel_path()}" in [c.source for c in known.cells]
    assert "%pip" not in str(starter_files.notebook(exercise))


# A small site, with and without an address -------------------------------------------------


@pytest.fixture(scope="module")
def toy(make_module_site):
    """A site built first without an address; tests that build it again come in this order."""
    site = make_module_site("takeaway")
    site.configure(jax101_takeaway=True)
    site.file(
        "index.md",
        "# Start\n\nThe *first* paragraph & more.\n\nNot this.\n\n"
        "```{toctree}\n:caption: Notes\nsub/one\ntwo\n```\n",
    )
    site.page("sub/one", "About one.", cell("print(6 * 7)"), "```{install-checker}\n```")
    site.file("two.md", "# Two\n\n[One](sub/one.md)\n")
    site.accepted()
    assert site.build().status == 0
    return site


def test_without_an_address_links_are_relative_and_the_command_is_for_a_clone(toy):
    html = toy.html
    assert not (html / "sitemap.xml").exists()
    assert not (html / "robots.txt").exists()
    one = (html / "sub/one.md").read_text()
    assert "Output:\n\n```text\n42\n```" in one
    assert "python -m pip install .\n" in one
    assert f"](../{wheel_path()})" in one
    assert (html / "two.md").read_text() == "# Two\n\n[One](sub/one.md)\n"
    assert "- [Page sub one](sub/one.md): About one." in (html / "llms.txt").read_text()
    head = (html / "index.html").read_text()
    assert '<meta name="description" content="The first paragraph &amp; more.">' in head
    assert "og:url" not in head
    assert "og:image" not in head
    assert "canonical" not in head
    with zipfile.ZipFile(html / "take/jax101-site.zip") as packed:
        names = packed.namelist()
    there = [p.relative_to(html).as_posix() for p in html.rglob("*") if p.is_file()]
    assert (
        sorted(f"jax101-site/{n}" for n in there if n not in ("take/jax101-site.zip", ".buildinfo"))
        == names
    )


def test_with_an_address_everything_names_it_and_the_sitemap_lists_each_page(toy):
    toy.configure(jax101_takeaway=True, html_baseurl=ADDRESS)
    assert toy.build().status == 0
    html = toy.html
    tree = ET.fromstring((html / "sitemap.xml").read_bytes())  # noqa: S314 - we wrote it
    listed = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    assert listed == [f"{ADDRESS}{name}.html" for name in ("index", "sub/one", "two")]
    assert f"Sitemap: {ADDRESS}sitemap.xml\n" in (html / "robots.txt").read_text()
    command = f"python -m pip install {ADDRESS}{wheel_path()}"
    page = re.sub(r"<[^>]*>", "", (html / "sub/one.html").read_text())
    assert command in page
    assert "install ." not in page
    assert "install.js" not in (html / "sub/one.html").read_text()
    assert command in (html / "sub/one.md").read_text()
    assert (html / "two.md").read_text() == f"# Two\n\n[One]({ADDRESS}sub/one.md)\n"
    assert f"({ADDRESS}two.md)" in (html / "llms.txt").read_text()
    head = (html / "two.html").read_text()
    assert f'<meta property="og:image" content="{ADDRESS}_static/card.png">' in head
    assert f'<link rel="canonical" href="{ADDRESS}two.html"' in (html / "two.html").read_text()
    assert f'content="{ADDRESS}two.html"' in (html / "two.html").read_text()
    lost = re.findall(r'\s(?:href|src|action)="([^"]*)"', (html / "404.html").read_text())
    assert lost
    assert [link for link in lost if link and not link.startswith((ADDRESS, "#", "https:"))] == []


def test_what_is_gone_is_taken_away_and_nothing_else_is_written(toy):
    toy.configure(jax101_takeaway=True)
    (toy.root / "docs/two.md").unlink()
    toy.edit("index.md", "sub/one\ntwo", "sub/one")
    assert toy.build().status == 0
    html = toy.html
    assert not any((html / name).exists() for name in ("two.md", "sitemap.xml", "robots.txt"))
    assert "two" not in (html / "llms.txt").read_text()
    written = {p: p.read_bytes() for p in html.rglob("*") if p.is_file()}
    assert toy.build().status == 0
    changed = [p.name for p, content in written.items() if p.read_bytes() != content]
    assert changed == []
