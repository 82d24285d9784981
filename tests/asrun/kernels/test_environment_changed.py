"""What a page sets before an import has its effect, as in a fresh Python."""

from __future__ import annotations

import pytest
from toysite import cell, printed

EARLY = "import os\nos.environ['JAX_ENABLE_X64'] = '1'\nimport jax.numpy as jnp\njnp.ones(1).dtype"


def test_a_variable_that_is_set_before_the_import_counts(run_cells):
    execution = run_cells(cell(EARLY))
    assert execution.faults == []
    assert printed(execution) == ["dtype('float64')"]
    assert execution.notes == ["JAX_ENABLE_X64 set before an import: run in an ordinary kernel"]


def test_one_that_is_set_after_it_does_not_as_in_a_fresh_python(run_cells):
    late = (
        "import jax.numpy as jnp\nimport os\nos.environ['JAX_ENABLE_X64'] = '1'\njnp.ones(1).dtype"
    )
    assert printed(run_cells(cell(late))) == ["dtype('float32')"]


@pytest.mark.parametrize(
    "change",
    [
        "os.environ.update(JAX_ENABLE_X64='1')",
        "os.putenv('X', '1'); os.environ['JAX_ENABLE_X64'] = '1'",
    ],
)
def test_in_other_words(run_cells, change):
    code = f"import os\n{change}\nimport jax\njax.numpy.ones(1).dtype"
    assert printed(run_cells(cell(code))) == ["dtype('float64')"]


def test_what_is_preloaded_is_not_there_before_its_import(run_cells):
    code = "import sys\n[name for name in ('jax', 'jaxlib', 'numpy') if name in sys.modules]"
    assert printed(run_cells(cell(code))) == ["[]"]
