"""Accept what pages print: write their records from the same outcome that a build verifies.

Only what a second run repeats is written. That run is in ordinary kernels, with another order of
hashes: what depends on chance, on time or on the engine's own kernels shows there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asrun.findings import Finding, Kind
from asrun.outcome import Outcome, PageOutcome
from asrun.pipeline import run
from asrun.project import Project
from asrun.records.compare import difference
from asrun.records.files import Entry, Record, RecordError, read_record, write_record
from asrun.records.outputs import Output
from asrun.verify.page import listing, same_outputs
from asrun.verify.unused import unused

_ACCEPTED = (Kind.OUTPUT, Kind.RECORD)
"""Findings that go away by writing the record; all others are fixed in the page."""


@dataclass(frozen=True)
class Accepted:
    """What `accept` is to do with one page.

    Attributes:
        name: of the page.
        blocking: why nothing of it is written.
        entries: the record as it will be.
        old: the record as it is; empty if there is none that can be read.
    """

    name: str
    blocking: list[Finding]
    entries: list[Entry]
    old: list[Entry]

    @property
    def changed(self) -> list[tuple[str, list[Output], list[Output]]]:
        """The key, the old and the new outputs of each cell that changes; empty for none."""
        before = {(e.key, e.versions): e.outputs for e in self.old}
        after = {(e.key, e.versions): e.outputs for e in self.entries}
        both = {**after, **before}
        pairs = [(key[0], before.get(key, []), after.get(key, [])) for key in both]
        return [(key, old, new) for key, old, new in pairs if old != new]


def accept(
    project: Project,
    paths: Mapping[str, Path],
    *,
    everything: bool,
    ask: Callable[[str], bool | None] | None = None,
) -> int:
    """Run pages, show what differs from their records, and write these. Pages are never touched.

    Args:
        project: the site.
        paths: of the pages, by docname.
        everything: whether these are all pages, so that a record of no page can be dropped.
        ask: whether to write what was shown of this page; None for no more of any page.
            Without it all is written.

    Returns:
        0 if all was accepted, 1 if a page has something that is fixed in the page, or was skipped.
    """
    outcome = run(project, paths)
    plans = [plan(project, name, page) for name, page in outcome.pages.items()]
    again = [p.name for p in plans if not p.blocking and p.changed]
    unsteady = differing(project, {name: paths[name] for name in again}, outcome)
    status = 0
    for each in plans:
        blocking = each.blocking or unsteady.get(each.name, [])
        if blocking:
            status = 1
            for finding in blocking:
                print(f"{finding}\n", file=sys.stderr)
            print(f"{each.name}: nothing accepted; fix the page first", file=sys.stderr)
            continue
        _show(each)
        answer = ask(each.name) if ask and each.changed else True
        if answer is None:
            print(f"{each.name}: not written, nor what follows")
            return 1
        if answer:
            _write(project, each)
        else:
            status = 1
            print(f"{each.name}: skipped, its record stays as it is")
    if everything:
        with_code = [
            name for name, page in outcome.pages.items() if page.page is None or page.entries
        ]
        for finding in unused(project, with_code, paths):
            finding.path.unlink()
            print(f"{finding.path}: dropped, no page uses it")
    return status


def plan(project: Project, name: str, outcome: PageOutcome) -> Accepted:
    """What accepting a page that ran would write, or why it would not."""
    blocking = [finding for finding in outcome.findings if finding.kind not in _ACCEPTED]
    try:
        old = read_record(project.record(name), project.settings.versioned).entries
    except (FileNotFoundError, RecordError):
        old = []
    return Accepted(name, blocking, _with_other_forms(outcome, old, project.version), old)


def _with_other_forms(outcome: PageOutcome, old: Sequence[Entry], version: str) -> list[Entry]:
    """Beside an entry for some versions, the old one for the others; the older comes first."""
    other = {e.key: e for e in old if e.versions and not e.holds_for(version)}
    found = []
    for entry in outcome.entries:
        forms = [entry]
        if entry.versions and entry.key in other:
            forms.append(other[entry.key])
        found += sorted(forms, key=lambda form: form.versions or "")  # "<" before ">="
    return found


def differing(
    project: Project, paths: Mapping[str, Path], outcome: Outcome
) -> dict[str, list[Finding]]:
    """Run pages again, otherwise, and find the cells that show something else this time."""
    if not paths:
        return {}
    environment = {**project.settings.environment, "PYTHONHASHSEED": "1"}
    otherwise = project.with_settings(
        warm_kernels=False, kernel_socket="", environment=environment, preflight=""
    )
    second = run(otherwise, paths)
    return {
        name: found
        for name in paths
        if (found := list(_differences(outcome.pages[name], second.pages[name])))
    }


def _differences(first: PageOutcome, second: PageOutcome) -> Iterable[Finding]:
    failed = [f for f in second.findings if f.kind not in _ACCEPTED]
    yield from failed
    if failed or first.page is None or second.page is None:
        return
    for one, two in zip(first.page.code_cells, second.page.code_cells, strict=True):
        exempt = one.options.uncompared or one.not_run
        if not exempt and not same_outputs(one.shown, two.shown, one.options.tolerance):
            diff = difference(listing(one.shown), listing(two.shown))
            message = (
                f"two runs of this cell show something else\n{diff}\n"
                "seed what is random, sort a set before it is printed, print no time and no "
                "address; or declare ':uncompared: reason'"
            )
            yield Finding(Kind.OUTPUT, first.page.path, one.line, message, first.page.name)


def ask_in_terminal(name: str) -> bool | None:
    """Ask a person whether to write the record of a page: yes, no, or None for no more questions."""
    answers = {"a": True, "accept": True, "s": False, "skip": False, "q": None, "quit": None}
    while True:
        try:
            given = input(f"{name}: [a]ccept, [s]kip or [q]uit? ").strip().lower()
        except (EOFError, KeyboardInterrupt):  # what was accepted before stays written
            print()
            return None
        if given in answers:
            return answers[given]


def _show(accepted: Accepted) -> None:
    """Show what changes cell by cell, and count it; a new record is shown whole."""
    changed = accepted.changed
    for key, old, new in changed:
        print(f"{accepted.name}: {key}")
        print(difference(listing(old), listing(new)) if old and new else listing(new or old))
        print("" if new else "(no output any more)\n")
    count = len({entry.key for entry in accepted.entries})
    what = f"{len(changed)} of {count} cells with output changed" if changed else "nothing changed"
    print(f"{accepted.name}: {what}")


def _write(project: Project, accepted: Accepted) -> None:
    path = project.record(accepted.name)
    if accepted.entries:
        write_record(Record(path, accepted.entries), accepted.name, project.settings.versioned)
    else:
        path.unlink(missing_ok=True)
