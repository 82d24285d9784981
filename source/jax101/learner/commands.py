"""What each command of `jax101` does; each takes its options and returns the exit status."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Mapping
from pathlib import Path

from jax101.checker.report import report, summary
from jax101.checker.runner import Job, Runner, check_file
from jax101.checker.verdict import Verdict
from jax101.exercises import catalogue
from jax101.exercises.catalogue import Exercise
from jax101.learner.arguments import Command
from jax101.learner.overview import Refused, list_, next_exercise, progress, statement, task
from jax101.learner.progress import Progress
from jax101.learner.site import address


def next_(_: argparse.Namespace) -> int:
    """The task of the first exercise that is not passed, and its file."""
    exercise = next_exercise()
    if exercise is None:
        print("All exercises are passed.")
        return 0
    path = Path(f"{exercise.name}.py")
    if not path.exists():
        _write(exercise, path)
    print(statement(exercise))
    print(f"Write it in {path}, and check on each save: jax101 watch {exercise.name}")
    return 0


def start(options: argparse.Namespace) -> int:
    """Write the starter; never over a file."""
    exercise, path = _answer(options)
    try:
        _write(exercise, path)
    except FileExistsError:
        raise Refused(f"{path} exists already and stays as it is; name another file.") from None
    print(f"Wrote {path}. Check it with: jax101 check {exercise.name} {path}")
    return 0


def reset(options: argparse.Namespace) -> int:
    """Write the starter again, and keep what was there under another name."""
    exercise, path = _answer(options)
    if path.exists():
        kept = path.with_suffix(".old.py")
        for number in range(2, 1000):
            if not kept.exists():
                break
            kept = path.with_suffix(f".old{number}.py")
        path.rename(kept)
        print(f"Your answer is kept as {kept}.")
    _write(exercise, path)
    print(f"Wrote {path}.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Check one answer, or all answers of this folder."""
    if options.name is None:
        return _check_all(options)
    exercise, path = _answer(options)
    verdict = check_file(exercise, path, seed=options.seed, seconds=options.time_limit)
    show(verdict, exercise, as_json=options.json)
    return verdict.exit_status


def _check_all(options: argparse.Namespace) -> int:
    here = [e for e in catalogue.exercises() if Path(f"{e.name}.py").is_file()]
    if not here:
        raise Refused("There is no answer in this folder; begin with: jax101 next")
    worst, progress = 0, Progress()
    with Runner() as runner:
        for exercise in here:
            job = Job(exercise, Path(f"{exercise.name}.py"), options.seed, options.time_limit)
            verdict = runner.check(job)
            progress.checked(verdict)
            worst = max(worst, verdict.exit_status)
            line = f"{'✓' if verdict.passed else '✗'} {summary(verdict)}"
            print(verdict.to_json() if options.json else line, flush=True)
    return worst


def show(verdict: Verdict, exercise: Exercise, *, as_json: bool = False) -> None:
    """Remember a verdict and print it; after a pass, say what is next."""
    progress = Progress()
    progress.checked(verdict)
    if as_json:
        print(verdict.to_json(), flush=True)
        return
    print(
        report(verdict, exercise, hints_read=progress.of(exercise.name).hints, site=address()),
        flush=True,
    )
    if verdict.passed:
        left = next_exercise()
        print(f"  Next: jax101 start {left.name}" if left else "  All exercises are passed.")


def watch(options: argparse.Namespace) -> int:
    """Check on each save, with keys for what one wants in between."""
    from jax101.learner import watch as watching

    exercise, path = _answer(options)
    if not path.is_file():
        raise Refused(f"There is no file {path}; write one with: jax101 start {exercise.name}")
    watching.watch(exercise, path, seed=options.seed)
    return 0


def hint(options: argparse.Namespace) -> int:
    """One of three hints, the next one where none is named."""
    exercise = catalogue.find(options.name)
    print(next_hint(exercise, options.number))
    return 0


def next_hint(exercise: Exercise, number: int | None = None) -> str:
    """A hint's text; it counts as read."""
    progress = Progress()
    number = number or min(progress.of(exercise.name).hints + 1, 3)
    progress.read_hint(exercise.name, number)
    return f"Hint {number} of 3\n\n{exercise.hints()[number - 1]}"


def solution(options: argparse.Namespace) -> int:
    """Our solution, or how the learner's file differs from it."""
    exercise, path = _answer(options)
    if not options.anyway and not Progress().of(exercise.name).passed:
        print(f"Your answer to {exercise.name} has not passed yet. To look all the same: --anyway")
        return 1
    ours = exercise.solution.read_text(encoding="utf-8")
    if options.diff:
        if not path.is_file():
            raise Refused(f"There is no file {path} to compare with.")
        mine = path.read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(
            mine, ours.splitlines(), str(path), "our solution", "", "", 3, ""
        )
        ours = "".join(f"{line}\n" for line in lines) or "Yours is the same.\n"
    print(ours, end="")
    for other in exercise.accepted if options.others else ():
        print(f"\n# {other.stem.replace('_', ' ')}\n\n{other.read_text(encoding='utf-8')}", end="")
    return 0


def learn(options: argparse.Namespace) -> int:
    """Serve the site as a workbench, on this machine alone."""
    from jax101.learner import progress as known

    if not options.folder.is_dir():
        raise Refused(f"There is no folder {options.folder} for your answers.")
    try:
        from jax101.workbench.server import serve
    except ModuleNotFoundError as error:
        raise Refused(
            f"{error.name} is not installed, which this command needs: "
            'pip install "jax101[learn]", or nox -s learn in a clone.'
        ) from None
    from jax101.workbench.places import site_folder

    site = site_folder(options.site, known.folder() / "sites", Path.cwd())
    serve(site, options.folder.resolve(), port=options.port, browser=not options.no_browser)
    return 0


def _answer(options: argparse.Namespace) -> tuple[Exercise, Path]:
    """The exercise and the file that NAME and FILE mean; a file alone names its exercise."""
    name, file = options.name, options.file
    if name.endswith(".py") and file is not None and file.suffix != ".py":
        name, file = str(file), Path(name)
    elif name.endswith(".py") and file is None:
        name, file = Path(name).stem, Path(name)
    exercise = catalogue.find(name)
    return exercise, file or Path(f"{exercise.name}.py")


def _write(exercise: Exercise, path: Path) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(exercise.starter.read_text(encoding="utf-8"))


COMMANDS: Mapping[str, Command] = {
    "list": list_, "next": next_, "task": task, "start": start, "reset": reset, "check": check,
    "watch": watch, "hint": hint, "solution": solution, "learn": learn, "progress": progress,
}  # fmt: skip
"""The commands by the names that a learner types."""
