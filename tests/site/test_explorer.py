"""The explorer's data are computed beside the build: they arrive, or the build says why not."""

from __future__ import annotations

import json

import pytest
from sphinx.errors import ExtensionError

from jax101.site.explorer import Computation


def test_the_data_arrive_and_nothing_else_stays(tmp_path):
    file = tmp_path / "new" / "data.js"
    Computation(file).finish()
    text = file.read_text()
    assert len(json.loads(text[text.index("{") : text.rindex("}") + 1])["cases"]) > 10
    assert list(file.parent.iterdir()) == [file]


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
