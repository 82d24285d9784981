"""What a learner starts from: the starter as a file and as a notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jax101.exercises.catalogue import Exercise


def write(exercise: Exercise, folder: Path, wheel: str = "") -> None:
    """Write `NAME.py` and `NAME.ipynb`; the same bytes each time.

    Args:
        exercise: to begin.
        folder: for both files.
        wheel: address of this package, if it is known; the notebook then installs it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    starter = exercise.starter.read_text(encoding="utf-8")
    (folder / f"{exercise.name}.py").write_text(starter, encoding="utf-8")
    text = json.dumps(notebook(exercise, wheel), indent=1, ensure_ascii=False)
    (folder / f"{exercise.name}.ipynb").write_text(text + "\n", encoding="utf-8")


def notebook(exercise: Exercise, wheel: str = "") -> dict[str, Any]:
    """A notebook with the task, the starter and the call that checks it.

    Args:
        exercise: to begin.
        wheel: address of this package, which the first cell installs; empty if it is not known.
    """
    starter = exercise.starter.read_text(encoding="utf-8").strip()
    if exercise.page.startswith("parallel/"):
        eight = 'import jax\n\njax.config.update("jax_num_cpu_devices", 8)'
        starter = starter.replace("import jax", eight, 1)
    check = f"import jax101\n\njax101.check({exercise.names[0]})"
    about = f"# {exercise.title}\n\nWrite the function, then run the cell that checks it."
    cells = [
        _markdown("task", about),
        *([_code("install", f"%pip install --quiet {wheel}")] if wheel else []),
        _code("answer", starter),
        _code("check", check),
        *(
            _markdown(f"hint-{n}", f"<details><summary>Hint {n}</summary>\n\n{hint}\n\n</details>")
            for n, hint in enumerate(exercise.hints(), start=1)
        ),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _markdown(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _code(name: str, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code", "id": name, "metadata": {}, "source": source,
        "outputs": [], "execution_count": None,
    }  # fmt: skip
