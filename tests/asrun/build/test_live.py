"""A site that is served while it is written: what a person sees on the page and in the terminal."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
import time
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from toysite import cell, eventually, processes_with

pytestmark = [pytest.mark.newest, pytest.mark.timeout(600)]


TARGET = "(target)=\n\n## Target\n\nText."


class Live:
    """`python -m asrun live` of a site, its page over HTTP, and what it has printed so far."""

    def __init__(self, site, *arguments, port=None, **environment):
        self.site, self.port = site, port or free_port()
        self.process = site.start("live", "--port", str(self.port), *arguments, **environment)
        self._lines = []
        streams = (self.process.stdout, self.process.stderr)
        self._readers = [threading.Thread(target=self._read, args=(one,)) for one in streams]
        for reader in self._readers:
            reader.start()

    def _read(self, stream):
        with stream:
            for line in stream:
                self._lines.append(line)

    @property
    def said(self):
        return "".join(self._lines)

    def page(self, name):
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/{name}.html", timeout=10) as answer:
                return answer.read().decode()
        except (HTTPError, URLError, HTTPException, ConnectionError) as error:
            return f"nothing: {error}"

    def until(self, condition):
        """Wait for something; fail with what was said."""
        ended = self.process.poll
        assert not eventually(lambda: ended() is None and not condition(), 90.0), self.said
        assert condition(), self.said
        return self

    def until_served(self):
        return self.until(lambda: "<html" in self.page("index"))

    def end(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        status = self.process.wait(60)
        for reader in self._readers:
            reader.join(60)
        return status


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def site(make_site):
    site = make_site()
    site.page("one", cell("value = 1\nprint(value)"), cell("value + 1"), TARGET)
    site.page("two", "[There](#target)\n\n" + cell("'two'"))
    site.accepted()
    return site


@pytest.fixture
def live():
    """Return a function that serves a site until the test is over."""
    started = []

    def serve(*arguments, **options):
        started.append(Live(*arguments, **options))
        return started[-1]

    yield serve
    for one in started:
        one.end()


def test_a_page_that_differs_says_so_at_the_cell_with_the_difference(site, live):
    record = site.record("one")
    record.write_text(record.read_text().replace("    2", "    3"))
    served = live(site).until_served()
    page = served.page("one")
    assert "This page is not verified: 1 finding, each shown at its place" in page
    first, second = page.index('class="asrun-unverified"'), page.rindex('class="asrun-unverified"')
    assert first < page.index("value") < second, "at its head, and below the cell"
    assert "-3\n+2" in page[second:]
    assert re.search(r"Not verified: \d findings?\.", page)
    assert "outputs verified" not in page
    assert "outputs verified" in served.page("two").replace("output verified", "outputs verified")
    assert "one.md:" in served.said
    record.write_text(record.read_text().replace("    3", "    2"))
    served.until(lambda: "asrun-unverified" not in served.page("one"))
    # What is published is another folder, and never holds such a page.
    assert not site.html.exists()


def test_a_page_that_raises_shows_where(site, live):
    site.edit("two.md", "'two'", "undefined_name")
    served = live(site).until_served()
    assert "the cell raised NameError" in served.page("two")
    assert "Not verified" in served.page("two")


def test_a_page_that_cannot_be_read_shows_why_and_its_consequences_are_folded(site, live):
    site.edit("one.md", "python\nvalue + 1", "python\n:rases: x\nvalue + 1")
    served = live(site).until_served()
    assert "asrun-unverified" in served.page("one")
    assert "one.md, line" in served.page("one")
    assert "unknown cell option" in served.page("one")
    served.until(lambda: "may only follow from this" in served.said)
    assert served.said.index("rases") < served.said.index("may only follow")
    assert "target" not in served.said
    site.edit("one.md", ":rases: x\n", "")
    served.until(lambda: "asrun-unverified" not in served.page("one"))


def test_it_says_what_ran_and_why(site, live):
    assert site.build().status == 0
    served = live(site).until_served()
    served.until(lambda: "Serving on" in served.said)
    assert "[1/" not in served.said, "nothing had changed since the last build"
    assert f"http://127.0.0.1:{served.port} (--port for another); Ctrl-C ends it." in served.said
    site.edit("one.md", "# Page one", "# The first")
    served.until(lambda: "The first" in served.page("one"))
    assert "1 pages as an earlier run left them" in served.said
    assert "[1/" not in served.said
    site.edit("one.md", "value = 1", "value = 1 + 0")
    served.until(lambda: "[1/1] ran one" in served.said)
    assert "to run, for its code has changed: one" in served.said


def test_a_page_that_is_renamed_is_served_under_its_new_name_alone(site, live):
    served = live(site).until_served()
    site.record("two").rename(site.record("three"))
    (site.root / "docs/two.md").rename(site.root / "docs/three.md")
    served.until(lambda: "<html" in served.page("three") and "404" in served.page("two"))


def test_a_second_one_on_the_same_port_says_so_before_it_builds(site, live):
    first = live(site).until_served()
    begin = time.monotonic()
    second = site.finish(site.start("live", "--port", str(first.port)))
    assert second.status == 2
    assert f"port {first.port} of this machine is not free" in second.err
    assert "--port" in second.err
    assert "Traceback" not in second.err
    assert second.out == ""
    assert "<html" in first.page("one"), time.monotonic() - begin


def test_a_second_one_of_the_same_checkout_says_where_the_first_one_is(site, live):
    first = live(site).until_served()
    second = site.finish(site.start("live", "--port", str(free_port())))
    assert (second.status, second.out) == (2, "")
    assert f"served already, at http://127.0.0.1:{first.port}: use that one" in second.err
    first.end()
    live(site).until_served()


def test_it_ends_before_it_serves(site, live):
    served = live(site)
    served.until((site.root / "_build/live.lock").exists)
    assert served.end() == 0
    assert not eventually(lambda: processes_with(str(site.root)))
    assert "Traceback" not in served.said


def test_what_was_half_copied_is_copied_again(site, live):
    assert site.build().status == 0
    (site.root / "_build/doctrees-live.part").mkdir()
    served = live(site).until_served()
    assert "outputs verified" in served.page("one")
    assert not list((site.root / "_build").glob("*.part"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_it_ends_with_all_its_processes(site, live, number):
    served = live(site).until_served()
    served.end(number)
    left = eventually(lambda: processes_with(str(site.root)))
    assert not left
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", served.port))
    assert "Traceback" not in served.said


def test_without_a_browser_it_says_what_to_open(site, live):
    nowhere = {"PATH": "/nonexistent", "DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""}
    served = live(site, "--open", **nowhere).until_served()
    assert (
        f"No browser was found here: open http://127.0.0.1:{served.port} yourself." in served.said
    )


def test_what_follows_without_a_finding_is_shown(site, live):
    site.edit("two.md", "[There](#target)", "[There](#nowhere)")
    served = live(site).until_served()
    served.until(lambda: "nowhere" in served.said)
    assert "may only follow" not in served.said
