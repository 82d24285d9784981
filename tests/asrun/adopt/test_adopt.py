"""A foreign site becomes verifiable in one command, and only what is listed changes."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.newest

HEADER = """\
---
jupytext:
  formats: ipynb,md:myst
  text_representation:
    extension: .md
    format_name: myst
    jupytext_version: 1.16.4
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Foreign
"""

BODY = """
```{code-cell} ipython3
:id: x1
:outputId: 5f

import logging, time, warnings
total = 6 * 7
total
```

```{code-cell}
:tags: [raises-exception, remove-input]

{}["k"]
```

```{code-cell}
---
tags:
  - raises-exception
---
try:
    {}["k"]
except KeyError as error:
    print(error)
```

```{code-cell} ipython3
warnings.warn("old", FutureWarning)
```

```{code-cell} ipython3
logging.warning("note")
```

```{code-cell} ipython3
time.perf_counter()
```

```{code-cell} ipython3
print({"a", "b", "c", "d", "e", "f"})
```

```{code-cell} ipython3
:tags: [skip-execution]

impossible()
```
"""


@pytest.fixture
def foreign(make_site):
    site = make_site()
    site.file("page.md", HEADER + BODY)
    site.file("prose.md", "# Prose\n\nNo code.\n")
    return site


def test_a_site_is_verifiable_afterwards_twice_in_a_row(foreign):
    run = foreign.run("adopt", "--write")
    assert (run.status, run.err) == (0, "")
    for seen in (
        ":raises: KeyError  (its tag raises-exception; it raised KeyError)",
        "without the tag raises-exception  (it raised nothing)",
        ":warns: FutureWarning  (it warns: <cell>:1: FutureWarning: old)",
        ":stderr:  (it writes to stderr: WARNING:root:note)",
        ":uncompared: differs from run to run  (run twice in a row",
        ":uncompared: differs from run to run  (run in a Python of its own",
        "shown, not run  (its tag skip-execution",
    ):
        assert seen in run.out
    for _ in range(2):
        assert foreign.run("verify").status == 0
    assert foreign.build().status == 0
    assert foreign.run("adopt").out.startswith("page:\n")


def test_only_what_is_listed_changes(foreign):
    path = foreign.root / "docs/page.md"
    old = path.read_text().splitlines()
    foreign.run("adopt", "--write")
    new = path.read_text().splitlines()
    added = [line for line in new if line not in old]
    assert added == [
        ":raises: KeyError",
        ":warns: FutureWarning",
        ":stderr:",
        ":uncompared: differs from run to run",
        ":uncompared: differs from run to run",
        "```{code-block} python",
    ]
    assert [line for line in old if line not in new] == [
        "tags:",
        "  - raises-exception",
        ":tags: [skip-execution]",
    ]
    assert (foreign.root / "docs/prose.md").read_text() == "# Prose\n\nNo code.\n"


def test_without_write_nothing_changes_and_the_difference_is_shown(foreign):
    before = (foreign.root / "docs/page.md").read_bytes()
    run = foreign.run("adopt")
    assert run.status == 0
    assert "+:raises: KeyError" in run.out
    assert "Nothing was changed. Add --write" in run.out
    assert (foreign.root / "docs/page.md").read_bytes() == before
    assert not foreign.record("page").exists()


def test_what_no_option_can_declare_is_for_a_person_and_the_other_pages_go_on(foreign):
    broken = HEADER + "\n```{code-cell}\nimport no_such_module\n```\n"
    foreign.file("broken.md", broken)
    run = foreign.run("adopt", "--write")
    assert run.status == 1
    assert "broken.md:16: the cell raised ModuleNotFoundError" in run.err
    assert (foreign.root / "docs/broken.md").read_text() == broken
    assert not foreign.record("broken").exists()
    assert foreign.record("page").exists()


def test_a_notebook_is_recorded_and_never_changed(foreign):
    def notebook(*sources):
        cells = [
            {"cell_type": "markdown", "metadata": {}, "source": "# A notebook"},
            *(
                {
                    "cell_type": "code",
                    "metadata": {"colab": {"base_uri": "x"}},
                    "source": source,
                    "outputs": [],
                    "execution_count": 3,
                }
                for source in sources
            ),
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4})

    text = notebook("6 * 7")
    foreign.file("steady.ipynb", text)
    foreign.file("warns.ipynb", notebook("import warnings", "warnings.warn('w')"))
    run = foreign.run("adopt", "--write")
    assert run.status == 1
    assert "add 'warns' to the metadata of the cell, with the value 'UserWarning'" in run.err
    assert (foreign.root / "docs/steady.ipynb").read_text() == text
    assert foreign.record("steady").exists()
    assert not foreign.record("warns").exists()
