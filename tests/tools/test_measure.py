"""Measuring: turns, medians, commands that fail; and what the command line promises."""

from __future__ import annotations

import sys

import pytest

from bench import __main__ as bench
from bench.measure import NotMeasured, Series, Skipped, alternate, clean_environment, run
from jax101_site.measurements import Row

pytestmark = pytest.mark.newest


def test_ways_take_turns_and_each_round_begins_with_another():
    taken = []

    def way(name):
        return lambda: taken.append(name) or float(len(taken))

    took = alternate(3, {"a": way("a"), "b": way("b")})
    assert "".join(taken) == "abbaab"
    assert {name: series.values for name, series in took.items()} == {
        "a": [1, 4, 5],
        "b": [2, 3, 6],
    }


@pytest.mark.parametrize(
    ("values", "middle"), [([3.0, 1.0, 50.0], 3.0), ([1.0, 2.0], 1.5), ([7.0], 7.0)]
)
def test_one_slow_round_does_not_move_the_median(values, middle):
    assert Series(values).median == middle


def test_a_command_that_fails_is_never_a_measurement(tmp_path):
    command = [sys.executable, "-c", "import sys; print('why'); sys.exit(3)"]
    with pytest.raises(NotMeasured, match=r"(?s)status 3.*why"):
        run(command, cwd=tmp_path)
    assert run(command, cwd=tmp_path, check=False)[1].returncode == 3


def test_builds_do_not_see_what_this_shell_has_set(monkeypatch, tmp_path):
    monkeypatch.setenv("JAX_NUM_CPU_DEVICES", "3")
    monkeypatch.setenv("JAX101_KERNEL_SOCKET", "/nowhere")
    assert not [name for name in clean_environment() if name.startswith("JAX")]
    shown = "import os; print(os.environ.get('JAX_NUM_CPU_DEVICES'), os.environ['OURS'])"
    _, done = run([sys.executable, "-c", shown], cwd=tmp_path, environment={"OURS": "1"})
    assert done.stdout.split() == ["None", "1"]


@pytest.fixture
def parts(monkeypatch, tmp_path):
    """A benchmark of three parts: one that works, one without its subject, one that breaks."""
    (tmp_path / "conf.py").touch()
    (tmp_path / "docs" / "about").mkdir(parents=True)
    seen = []

    def good(options):
        seen.append(options)
        assert not any(options.work.iterdir())
        return [Row("good", "Good", "bad", 2.0, "at least", 1.0)]

    def absent(options):
        raise Skipped("there is no checker yet")

    def broken(options):
        raise NotMeasured("it did not run")

    for part in (good, absent, broken):
        part.__doc__ = "Measure."
    monkeypatch.setattr(bench, "PARTS", {"good": good, "absent": absent, "broken": broken})
    return tmp_path, seen


def test_a_part_that_cannot_run_says_so_and_the_others_count(parts, capsys):
    root, _ = parts
    assert bench.main(["--root", str(root)]) == 1
    said = capsys.readouterr()
    assert "Good" in said.out
    assert "skipped: there is no checker yet" in said.err
    assert "NOT MEASURED: it did not run" in said.err
    assert bench.main(["--root", str(root), "absent"]) == 0


def test_only_a_full_run_writes_what_the_site_shows(parts):
    root, seen = parts
    file = root / "docs" / "about" / "_speed.json"
    assert bench.main(["--root", str(root), "--quick", "good"]) == 0
    assert (seen[-1].quick, seen[-1].rounds) == (True, 1)
    assert not file.exists()
    assert bench.main(["--root", str(root), "good", "--rounds", "7"]) == 0
    assert (seen[-1].quick, seen[-1].rounds) == (False, 7)
    assert file.exists()
    assert not seen[-1].work.exists()


def test_an_unknown_part_is_refused_with_those_there_are(parts, capsys):
    root, _ = parts
    with pytest.raises(SystemExit):
        bench.main(["--root", str(root), "fast"])
    assert "no part 'fast'; the parts are good, absent, broken" in capsys.readouterr().err
