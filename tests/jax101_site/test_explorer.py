"""The explorer's data are computed beside the build: they arrive, or the build says why not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

import asrun
import jax101
import jax101_site
from jax101_site.explorer import Computation

pytestmark = pytest.mark.newest


def test_a_build_that_ends_early_leaves_nothing(tmp_path):
    computation = Computation(tmp_path / "data.js")
    assert list(tmp_path.iterdir())
    computation.close()
    assert not list(tmp_path.iterdir())


def test_what_went_wrong_is_said(tmp_path, monkeypatch):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "jax.py").write_text("raise ImportError('this JAX is broken')\n")
    monkeypatch.setenv("PYTHONPATH", str(broken))
    kept = tmp_path / "kept"
    with pytest.raises(ExtensionError, match=r"were not computed:(.|\n)*this JAX is broken"):
        Computation(kept / "data.js").finish()
    assert not list(kept.iterdir())


def test_the_data_arrive_and_new_code_computes_new_ones(make_site, tmp_path):
    source = tmp_path / "source"
    for package in (asrun, jax101, jax101_site):
        folder = Path(package.__file__).parent
        shutil.copytree(folder, source / folder.name)
    site = make_site()
    site.page("page", "```{sharding-explorer}\n```")
    assert site.build_apart(PYTHONPATH=str(source)).status == 0
    with (source / "jax101/pictures/words.py").open("a") as file:
        file.write("# Changed.\n")
    assert site.build_apart(PYTHONPATH=str(source)).status == 0
    kept = list((site.root / "_build/kept/explorer").iterdir())
    assert [file.suffix for file in kept] == [".js", ".js"], "and nothing else stays"
    for text in (file.read_text() for file in kept):
        assert len(json.loads(text[text.index("{") : text.rindex("}") + 1])["cases"]) > 10
