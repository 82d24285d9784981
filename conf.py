"""All of Sphinx's settings. Pages come from docs/: `sphinx-build -c . docs _build/html`."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "source"))

from jax101_site import engine, inventory  # noqa: E402 - importable without an installation, from here on
from jax101_site.takeaway.address import site_address  # noqa: E402

globals().update(engine.SETTINGS)  # asrun_*: what the engine that runs the pages must know of JAX

project = "JAX 101"
author = "The JAX 101 authors"
project_copyright = "The JAX 101 authors"
language = "en"

extensions = [
    "asrun",  # runs the pages and compares their outputs; sets up myst-nb
    "jax101_site",  # exercises, coverage, the explorer
    "sphinx.ext.intersphinx",
    "sphinx_copybutton",
    "sphinx_design",
]
exclude_patterns = ["_*", "**/_*"]
nitpicky = True

# Reading: MyST Markdown, executed by myst-nb before Sphinx reads (see asrun.sphinxext).
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block"]
myst_heading_anchors = 3
nb_render_error_lexer = "text"
nb_output_stderr = "show"

# Links into JAX's reference, from an inventory kept here: a build needs no network.
intersphinx_mapping = inventory.mapping(HERE / "docs/_inventory", HERE / "_build/inventory")

# What a reader sees.
html_theme = "sphinx_book_theme"
html_title = "JAX 101"
html_logo = html_favicon = "docs/_static/mark.svg"  # on a ground of its own, for both themes
html_static_path = ["docs/_static"]
html_css_files = [
    "jax101.css",
    "cells.css",
    ("print.css", {"media": "print"}),
    ("cheatsheet.css", {"media": "print"}),
]
html_js_files = [("manners.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None  # two builds of one commit are the same bytes
templates_path = ["docs/_templates"]
html_theme_options = {
    "use_download_button": False,  # each page ends with its own downloads
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "home_page_in_toc": True,
    "footer_content_items": ["copyright.html"],  # the theme would name the authors twice
    "article_footer_items": ["page-source.html"],
    # The sidebar has the search field; a second one above the page would only take room.
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "logo": {"text": "JAX 101"},
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_context = {
    "default_mode": "light",  # without JavaScript; with it, as the reader's system says: see layout.html
    "tagline": "JAX in short pages that ran",
    "repository": os.environ.get("JAX101_REPOSITORY", "").rstrip("/").removesuffix(".git"),
}
# Copy what runs: a cell's code or a shown command, never an output.
copybutton_selector = "div.cell_input pre, div.highlight-python pre, div.highlight-console pre, div.highlight-bash pre"
copybutton_exclude = ".linenos, .gp, .go"

# What is taken away: Markdown of each page, the checker's wheel, the site as an archive. Where the
# site's address is known, links in them are whole, and crawlers are told of every page.
jax101_takeaway = True
jax101_search = True  # our own search, in place of Sphinx's
jax101_looked_up = [
    "changes",
    "errors",
    "glossary",
]  # looked up, not read through: no minutes in the head
html_baseurl = site_address(os.environ)

# Launch links, and those to a page's source, appear only when the repository's address is known.
asrun_repository = os.environ.get("JAX101_REPOSITORY", "")
