"""What counts of an answer's time: what it uses, so that a right one passes on a busy machine."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from jax101.checker import clock
from jax101.checker.clock import Clock

pytestmark = pytest.mark.newest

SPIN, SLEEP = "while True: pass", "import time; time.sleep(1000)"


@pytest.fixture
def process():
    """Return a function that starts a Python which runs a line, and ends it afterwards."""
    started = []

    def start(line):
        started.append(subprocess.Popen([sys.executable, "-c", line]))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def ends(watch, limit, each=lambda: time.sleep(0.01), most=30.0):
    """Return after how many seconds the time is over."""
    while not watch.is_over(limit):
        assert watch.seconds < most
        each()
    return watch.seconds


def test_one_that_computes_has_its_limit(process):
    watch = Clock(process(SPIN).pid)
    ends(watch, 0.5)
    assert not watch.waits
    assert clock.used(watch.pid) > 0.4 or watch.seconds > 0.5 * clock._MOST


def test_one_that_gets_little_of_a_processor_goes_on(process):
    spinning = process(SPIN)

    def a_little():
        spinning.send_signal(signal.SIGCONT)
        time.sleep(0.02)
        spinning.send_signal(signal.SIGSTOP)
        time.sleep(0.08)

    watch = Clock(spinning.pid)
    assert ends(watch, 0.5, a_little) > 0.6
    assert not watch.waits


def test_one_that_waits_ends_soon_after_its_limit(process):
    watch = Clock(process(SLEEP).pid)
    assert 1.0 < ends(watch, 1.0) < 5.0
    assert watch.waits


def test_one_that_computes_and_then_waits(process):
    line = "import time\nwhile time.process_time() < 0.5: pass\ntime.sleep(1000)"
    watch = Clock(process(line).pid)
    ends(watch, 2.0)
    assert watch.waits


def test_the_clock_begins_again(process):
    watch = Clock(process(SPIN).pid)
    ends(watch, 0.3)
    watch.restart()
    assert not watch.is_over(0.3)


def test_where_the_system_does_not_say_the_clock_on_the_wall_counts(monkeypatch, process):
    monkeypatch.setattr(clock, "used", lambda _: None)
    watch = Clock(process(SLEEP).pid)
    assert 0.3 < ends(watch, 0.3) < 1.0


def test_a_process_that_is_gone_says_nothing(process):
    gone = process("pass")
    gone.wait()
    assert clock.used(gone.pid) is None
