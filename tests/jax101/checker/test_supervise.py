"""From what a child said to a verdict: a gap is never a pass. No process is run here."""

from __future__ import annotations

import json

from jax101.checker.supervise import Ending, Transcript, decide


def said(*messages: dict, secret: str = "s") -> Transcript:  # noqa: S107
    transcript = Transcript("s")
    for message in messages:
        transcript.read(f"{secret} {json.dumps(message)}".encode())
    return transcript


COLLECTED = {
    "event": "collected",
    "tests": [{"name": "test_a", "title": "A."}, {"name": "test_b", "title": "B."}],
}
CLEAN, END = {"event": "clean"}, {"event": "end"}


def result(name: str, outcome: str = "passed", **finding: str) -> dict:
    found = {"cause": "wrong-result", "headline": "No.", **finding} if outcome != "passed" else None
    message = {"event": "result", "test": name, "outcome": outcome, "seconds": 0.1}
    return {**message, "finding": found}


def status(transcript: Transcript, ending: Ending | None = None) -> tuple[str, str]:
    verdict = decide("name", transcript, ending or Ending(), "", 0)
    return verdict.status, verdict.cause


FULL = [COLLECTED, result("test_a"), result("test_b"), CLEAN, END]


def test_a_full_and_clean_run_passes():
    assert status(said(*FULL)) == ("pass", "passed")


def test_each_message_is_needed_for_a_pass():
    for i in range(len(FULL)):
        messages = [m for j, m in enumerate(FULL) if j != i]
        assert status(said(*messages))[0] != "pass"


def test_any_other_ending_is_no_pass():
    for reason in ("timed out", "memory", "output", "cancelled"):
        assert status(said(*FULL), Ending(reason))[0] != "pass"


def test_messages_without_the_secret_are_not_believed():
    transcript = said(*FULL[:3])
    transcript.read(f"other {json.dumps(CLEAN)}".encode())
    assert status(transcript) == ("fail", "untrusted")


def test_a_second_result_of_one_check_is_not_believed():
    messages = [COLLECTED, result("test_a"), result("test_a"), result("test_b"), CLEAN, END]
    assert status(said(*messages)) == ("fail", "untrusted")


def test_a_result_of_no_check_is_not_believed():
    messages = [COLLECTED, result("test_a"), result("test_b"), result("test_c"), CLEAN, END]
    assert status(said(*messages)) == ("fail", "untrusted")


def test_a_skip_is_no_pass():
    messages = [COLLECTED, result("test_a"), result("test_b", "skipped"), CLEAN, END]
    assert status(said(*messages)) == ("fail", "skipped")


def test_checks_after_the_first_failure_are_not_run():
    verdict = decide(
        "name", said(COLLECTED, result("test_a", "failed"), CLEAN, END), Ending(), "", 0
    )
    assert verdict.check == "test_a"
    assert [check.outcome for check in verdict.checks] == ["failed", "not run"]


def test_a_child_that_says_nothing_is_an_error_of_the_checker():
    assert status(said()) == ("error", "cannot-run")


def test_broken_checks_are_an_error_of_the_exercise():
    assert status(said({"event": "broken", "text": "ImportError"}, END)) == ("error", "cannot-run")
