"""The command line, as a learner runs it: a process, its output, its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jax101.exercises.catalogue import find
from jax101.learner import cli
from jax101.learner.progress import Progress

pytestmark = pytest.mark.newest
SOLUTION = find("decay_mask").solution.read_text()
SOURCE = str(Path(cli.__file__).parents[2])


@pytest.fixture(autouse=True)
def there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_list_shows_pages_difficulty_and_minutes(capsys):
    assert cli.main(["list"]) == 0
    text = capsys.readouterr().out
    assert "\njit\n" in text
    line = next(line for line in text.splitlines() if "jit_with_static_n" in line)
    assert "●○○" in line
    assert "10 min" in line


def test_list_of_one_page_as_json(capsys):
    assert cli.main(["list", "--page", "pytrees", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert "decay_mask" in [row["name"] for row in rows]
    assert {row["page"] for row in rows} == {"pytrees"}
    assert rows[0]["passed"] is False


def test_list_of_a_page_without_exercises_cannot_run(capsys):
    assert cli.main(["list", "--page", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_start_writes_the_starter_and_never_over_a_file(capsys):
    assert cli.main(["start", "decay_mask"]) == 0
    assert "def decay_mask" in Path("decay_mask.py").read_text()
    Path("decay_mask.py").write_text("mine")
    assert cli.main(["start", "decay_mask"]) == 2
    assert Path("decay_mask.py").read_text() == "mine"
    assert "exists already" in capsys.readouterr().err


def test_start_takes_another_file():
    assert cli.main(["start", "decay-mask", "other.py"]) == 0
    assert Path("other.py").exists()


def test_check_of_a_starter_fails_as_not_implemented(capsys):
    cli.main(["start", "decay_mask"])
    assert cli.main(["check", "decay_mask"]) == 1
    assert "Not implemented yet" in capsys.readouterr().out


def test_pass_is_remembered_and_opens_the_solution(capsys):
    Path("answer.py").write_text(SOLUTION)
    assert cli.main(["solution", "decay_mask"]) == 1
    assert "--anyway" in capsys.readouterr().out
    assert cli.main(["check", "decay_mask", "answer.py"]) == 0
    assert "checks passed" in capsys.readouterr().out
    assert cli.main(["solution", "decay_mask"]) == 0
    assert capsys.readouterr().out == SOLUTION
    cli.main(["list"])
    assert " ✓ decay_mask" in capsys.readouterr().out
    cli.main(["progress"])
    assert "1 of" in capsys.readouterr().out


def test_solution_anyway(capsys):
    assert cli.main(["solution", "decay_mask", "--anyway"]) == 0
    assert "def decay_mask" in capsys.readouterr().out


def test_check_as_json_is_one_line_of_the_schema(capsys):
    Path("decay_mask.py").write_text("def decay_mask(params): return params")
    assert cli.main(["check", "decay_mask", "--json"]) == 1
    text = capsys.readouterr().out
    assert text.count("\n") == 1
    verdict = json.loads(text)
    assert verdict["schema"] == 1
    assert (verdict["status"], verdict["cause"]) == ("fail", "wrong-result")
    assert verdict["check"] == "test_names"
    assert [c["outcome"] for c in verdict["checks"]][:2] == ["failed", "not run"]
    assert verdict["finding"]["expected"]
    assert verdict["finding"]["actual"]


def test_hints_come_in_order_and_by_number(capsys):
    for wanted in (["Hint 1 of 3"], ["Hint 2 of 3"], ["Hint 3 of 3"], ["Hint 3 of 3"]):
        assert cli.main(["hint", "pairwise"]) == 0
        assert capsys.readouterr().out.splitlines()[:1] == wanted
    assert cli.main(["hint", "pairwise", "1"]) == 0


@pytest.mark.parametrize(
    "arguments", [["check", "pairwse", "x.py"], ["hint", "nothing"], ["start", "../etc"]]
)
def test_an_unknown_exercise_cannot_run(arguments, capsys):
    assert cli.main(arguments) == 2
    assert "There is no exercise" in capsys.readouterr().err


def test_near_names_are_suggested(capsys):
    cli.main(["check", "pairwse"])
    assert "pairwise" in capsys.readouterr().err


def test_a_missing_file_cannot_run(capsys):
    assert cli.main(["check", "pairwise", "missing.py"]) == 2
    assert "missing.py" in capsys.readouterr().out
    assert cli.main(["watch", "pairwise.py"]) == 2


@pytest.mark.parametrize("command", [[], ["watch"], ["frobnicate"], ["hint", "pairwise", "4"]])
def test_a_wrong_call_cannot_run(command):
    with pytest.raises(SystemExit) as exit_:
        cli.main(command)
    assert exit_.value.code == 2


@pytest.mark.parametrize("command", [[], ["list"], ["start"], ["check"], ["watch"], ["solution"]])
def test_help_shows_examples(command, capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main([*command, "--help"])
    assert exit_.value.code == 0
    assert "example" in capsys.readouterr().out


def test_the_command_line_imports_neither_jax_nor_pytest_nor_sphinx():
    script = "import sys, jax101.learner.cli, jax101.checker.runner; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"jax", "numpy", "pytest", "sphinx"}


def test_watch_checks_again_on_each_save(tmp_path):
    file = tmp_path / "decay_mask.py"
    file.write_text("def decay_mask(params): return params")
    process = subprocess.Popen(
        [sys.executable, "-m", "jax101.learner.cli", "watch", str(file)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None

    def verdict() -> str:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("────"):
                break
        return "".join(lines)

    try:
        assert "✗ decay_mask" in verdict()
        time.sleep(0.1)
        part = tmp_path / "part"
        part.write_text(SOLUTION)
        part.replace(file)  # as an editor saves
        assert "✓ decay_mask" in verdict()
        file.write_text("def decay_mask(params: return")
        assert "not valid Python" in verdict()
    finally:
        process.send_signal(2)
        assert process.wait(20) == 0
        process.stdout.close()


def test_check_takes_the_file_as_watch_does_and_says_what_is_next(capsys):
    Path("decay_mask.py").write_text(SOLUTION)
    assert cli.main(["check", "decay_mask.py"]) == 0
    out = capsys.readouterr().out
    assert "Next: jax101 start normalize_rows" in out


@pytest.mark.parametrize(
    "option", [["--seed", "-1"], ["--seed", "x"], ["--time-limit", "nan"], ["--time-limit", "0"]]
)
def test_impossible_options_are_named(option, capsys):
    with pytest.raises(SystemExit) as ending:
        cli.main(["check", "decay_mask", *option])
    assert ending.value.code == 2
    assert f"not {option[1]!r}" in capsys.readouterr().err


def test_an_unknown_name_is_json_too(capsys):
    assert cli.main(["check", "no_such", "--json"]) == 2
    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["status"], verdict["cause"]) == ("error", "cannot-run")


def test_the_version(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out.startswith("jax101 ")


def command(*arguments, **environment):
    """The real command, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in environment}
    added = {name: value for name, value in environment.items() if value is not None}
    return subprocess.Popen(
        [sys.executable, "-m", "jax101", *arguments],
        env={**kept, "PYTHONPATH": SOURCE, **added},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_has_enough_is_no_error():
    with command("list") as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_terminal_that_knows_ascii_alone_gets_the_list():
    with command("list", PYTHONIOENCODING="ascii", PYTHONUTF8="0") as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert b"decay_mask" in out


def test_no_home_is_no_error(tmp_path):
    with command("progress", HOME=None, XDG_STATE_HOME=None, JAX101_HOME=None) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert b"all" in out


def test_progress_keeps_what_it_does_not_know(tmp_path):
    path = tmp_path / "progress.json"
    path.write_text('{"decay_mask": {"passed": true, "stars": 3}, "gone": {"checks": 2}}')
    progress = Progress(path)
    assert progress.of("decay_mask").passed
    progress.read_hint("pairwise", 1)
    kept = json.loads(path.read_text())
    assert kept["decay_mask"] == {"stars": 3, "passed": True, "checks": 0, "hints": 0}
    assert kept["gone"]["checks"] == 2


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": 3}', ""])
def test_progress_that_cannot_be_read_is_kept_beside(text, tmp_path):
    path = tmp_path / "progress.json"
    path.write_text(text)
    progress = Progress(path)
    assert not progress.of("decay_mask").passed
    progress.read_hint("pairwise", 1)
    assert path.with_name("progress.json.unreadable").read_text() == text


def test_next_states_the_task_and_writes_the_file(capsys):
    first = "normalize_rows"
    assert cli.main(["next"]) == 0
    out = capsys.readouterr().out
    assert f"def {first}(" in out
    assert "jax101 watch normalize_rows" in out
    assert f"def {first}" in Path(f"{first}.py").read_text()
    Path(f"{first}.py").write_text("mine")
    cli.main(["next"])
    assert Path(f"{first}.py").read_text() == "mine"


def test_the_task_is_signature_and_statement(capsys):
    assert cli.main(["task", "hashable_config"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(find("hashable_config").title)
    assert "raise NotImplementedError" not in out
    assert "Args:" in out or "Returns:" in out


def test_reset_begins_anew_and_loses_nothing(capsys):
    Path("pairwise.py").write_text("first")
    assert cli.main(["reset", "pairwise"]) == 0
    assert Path("pairwise.old.py").read_text() == "first"
    Path("pairwise.py").write_text("second")
    assert cli.main(["reset", "pairwise.py"]) == 0
    assert Path("pairwise.old.py").read_text() == "first"
    assert Path("pairwise.old2.py").read_text() == "second"
    assert "def pairwise" in Path("pairwise.py").read_text()


def test_check_of_everything_here(capsys):
    assert cli.main(["check"]) == 2
    assert "jax101 next" in capsys.readouterr().err
    Path("decay_mask.py").write_text(SOLUTION)
    Path("pairwise.py").write_text("def pairwise(: pass")
    assert cli.main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["✗ pairwise: not valid Python", "✓ decay_mask: passed"]
    Path("pairwise.py").unlink()
    assert cli.main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exercise"] == "decay_mask"


@pytest.mark.parametrize(
    "arguments", [["decay_mask", "a.py"], ["a.py", "decay_mask"], ["decay-mask", "a.py"]]
)
def test_name_and_file_in_either_order(arguments, capsys):
    Path("a.py").write_text("def decay_mask(")
    assert cli.main(["check", *arguments]) == 1
    assert "not valid Python" in capsys.readouterr().out


def test_the_solution_beside_mine_and_the_other_ways(capsys):
    Path("decay_mask.py").write_text(SOLUTION.replace("def ", "# mine\ndef ", 1))
    assert cli.main(["solution", "decay_mask", "--diff"]) == 1
    assert cli.main(["check", "decay_mask"]) == 0
    capsys.readouterr()
    assert cli.main(["solution", "decay_mask", "--diff"]) == 0
    out = capsys.readouterr().out
    assert "-# mine" in out
    assert "+++ our solution" in out
    assert cli.main(["solution", "decay_mask", "--others"]) == 0
    assert capsys.readouterr().out.count("def decay_mask") == 1 + len(find("decay_mask").accepted)
    cli.main(["progress"])
    assert "✓ decay_mask           1 check, 0 hints" in capsys.readouterr().out


def test_what_a_right_answer_printed_is_shown(capsys):
    Path("decay_mask.py").write_text("print('hello from me')\n" + SOLUTION)
    assert cli.main(["check", "decay_mask"]) == 0
    assert "| hello from me" in capsys.readouterr().out


def test_keys_while_watching(tmp_path):
    """In a terminal: a hint, run again, not yet next, next after a pass, quit."""
    file = tmp_path / "decay_mask.py"
    file.write_text("def decay_mask(params): return params")
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "jax101", "watch", str(file)],
        env={**os.environ, "PYTHONPATH": SOURCE, "JAX101_HOME": str(tmp_path / "home")},
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)

    def until(text: str) -> str:
        said = b""
        while text.encode() not in said:
            said += os.read(ours, 4096)
        return said.decode(errors="replace")

    try:
        assert "✗ decay_mask" in until("q quit")
        os.write(ours, b"h")
        assert "Hint 1 of 3" in until("q quit")
        os.write(ours, b"n")
        assert "Not passed yet" in until("q quit")
        os.write(ours, b"r")
        assert "✗ decay_mask" in until("q quit")
        file.write_text(SOLUTION)
        assert "✓ decay_mask" in until("q quit")
        os.write(ours, b"n")
        assert "✗ normalize_rows" in until("q quit")
        assert (tmp_path / "normalize_rows.py").exists()
        os.write(ours, b"q")
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
