"""What we put right of the theme, and our own parts of its pages."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from browsing import all_pages

from jax101_site.takeaway.head import CARD, CARD_SIZE
from jax101_site.theme import breakable_names, breakable_where_narrow, named_folds, without_script

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[2]
HEAD = """<script>first();</script>
<script defer src="../_static/scripts/fontawesome.js?digest=90905a"></script>
<script defer src="../_static/scripts/bootstrap.js?digest=90905a"></script>"""
FOLDED = '<li><a class="reference internal" href="x.html">{}</a><details><summary><span>⌄</span></summary></details></li>'


def test_one_script_is_left_out_and_no_other():
    left = without_script(HEAD, "fontawesome.js")
    assert "fontawesome" not in left
    assert "first();" in left
    assert "bootstrap.js" in left
    assert without_script(HEAD, "awesome.js") == HEAD


def test_each_fold_of_the_contents_says_what_it_unfolds():
    named = named_folds(
        FOLDED.format("One <em>part</em>") + FOLDED.format('The "other" &amp; more')
    )
    labels = re.findall(r'<summary aria-label="([^"]*)">', named)
    assert labels == ["Pages of One part", "Pages of The &quot;other&quot; &amp; more"]
    assert (
        named_folds("<details><summary>A fold of the text</summary></details>").count("aria") == 0
    )


def test_a_name_in_the_contents_breaks_at_its_joints_alone():
    contents = '<a href="#jax-enable_x64"><code><span class="pre">jax.enable_x64(a,</span></code> in a_word</a>'
    assert breakable_names(contents) == contents.replace(
        "jax.enable_x64(a,", "jax.<wbr/>enable_<wbr/>x64(<wbr/>a,"
    )
    assert "<wbr" not in breakable_names('<span class="pre">__init__</span>')


def test_so_do_names_in_tables_and_headings_and_no_others():
    name = '<code><span class="pre">jax.numpy</span></code>'
    body = f"<h2>{name}</h2><p>{name}</p><table><tr><td><p>{name}</p></td></tr></table><pre>{name}</pre>"
    marked = name.replace("jax.", "jax.<wbr/>")
    assert breakable_where_narrow(body) == body.replace(name, marked, 1).replace(
        f"<td><p>{name}", f"<td><p>{marked}"
    )


def test_no_page_has_a_fold_without_a_name(site):
    for name in all_pages(site):
        assert "<summary><span" not in (site / name).read_text(encoding="utf-8"), name


def test_titles_of_pages_are_told_apart(site):
    texts = [(site / name).read_text(encoding="utf-8") for name in all_pages(site)]
    titles = [re.findall(r"<title>(.*?)</title>", text)[0] for text in texts]
    assert len(set(titles)) == len(titles)
    assert all(title.count("JAX 101") == 1 for title in titles)


def page_source(**context):
    """Render the links to a page's source."""
    templates = jinja2.Environment(  # noqa: S701 - as Sphinx makes it
        loader=jinja2.FileSystemLoader(ROOT / "docs/_templates")
    )
    return (
        templates.get_template("page-source.html").render(hasdoc=lambda _: True, **context).strip()
    )


def test_where_the_repository_is_known_each_page_leads_to_its_source():
    here = {"pagename": "parallel/index", "page_source_suffix": ".md"}
    links = page_source(repository="https://github.com/someone/notes", **here)
    assert re.findall(r'href="([^"]+)"', links) == [
        "https://github.com/someone/notes/blob/main/docs/parallel/index.md",
        "https://github.com/someone/notes/edit/main/docs/parallel/index.md",
        "https://github.com/someone/notes/issues/new?template=sentence.yml&amp;page=parallel/index.html",
    ]
    assert page_source(repository="", **here) == ""
    assert page_source(repository="https://github.com/someone/notes", pagename="search") == ""


def test_the_form_that_a_mistake_is_told_in_has_a_field_for_the_page():
    form = (ROOT / ".github/ISSUE_TEMPLATE/sentence.yml").read_text(encoding="utf-8")
    assert "id: page" in form


def test_the_picture_for_links_is_small_and_has_the_size_it_says():
    picture = (ROOT / "docs/_static" / CARD).read_bytes()
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))  # of a PNG's header
    assert (width, height) == CARD_SIZE
    assert len(picture) < 60_000
