"""The line that installs the checker, copied in a real browser: it works wherever the site is served."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading

import pytest
from browsing import CHROME
from packaging.requirements import Requirement
from playwright.sync_api import sync_playwright
from toysite import clean_environment

from jax101.workbench.places import ARCHIVE
from jax101_site.takeaway.address import wheel_path

pytestmark = pytest.mark.newest


PAGES = ("exercises/index.html", "exercises/jit_with_static_n.html")
PLACES = {"at the root": "", "below": "en/latest/", "with odd signs": "it's here; $(touch x)/"}


@pytest.fixture(scope="module")
def server(site, tmp_path_factory):
    """Serve the site at several places of one server; a request's path is kept for none."""
    root = tmp_path_factory.mktemp("served")
    for place in PLACES.values():
        target = root / "root" / place.rstrip("/") if place else None
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(site)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def translate_path(self, path):
            at_root = not any(path.startswith(f"/{p}") for p in ("en/", "it"))
            self.directory = str(site if at_root else root / "root")
            return super().translate_path(path)

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser():
    assert CHROME, "no Chromium or Chrome on the PATH"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox"])
        yield made
        made.close()


def copied(browser, server, path, block=".jax101-install, .highlight-bash"):
    """What the copy button beside the command puts on the clipboard."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.rstrip("/"))
    page = context.new_page()
    page.goto(server + path)
    block = page.locator(block).first
    block.hover()
    block.locator("button.copybtn").first.click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('pip'))")
    text = page.evaluate("navigator.clipboard.readText()")
    seen = page.locator("main").inner_text()
    context.close()
    return text, seen


@pytest.fixture(scope="module")
def known(site):
    """Whether the site was built for an address: its lines then name that, not ours."""
    return (site / "sitemap.xml").exists()


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_copied_command_names_the_address_that_the_page_is_served_from(
    browser, server, site, known, place
):
    if known:
        pytest.skip("this site was built for one address")
    for page in PAGES:
        text, seen = copied(browser, server, f"{place}{page}")
        *command, argument = shlex.split(text)
        assert command == ["python", "-m", "pip", "install"]
        assert argument.startswith(server)
        assert argument.endswith("/" + wheel_path())
        with browser.new_context() as context:
            answer = context.request.get(argument)
            assert answer.body() == (site / wheel_path()).read_bytes()
        assert "In a clone of" not in seen


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_two_copied_lines_open_this_very_site_as_a_workbench(browser, server, known, place):
    if known:
        pytest.skip("this site was built for one address")
    text, _ = copied(browser, server, f"{place}{PAGES[0]}", ".jax101-install-learn")
    install, learn = map(shlex.split, text.strip().splitlines())
    assert install[:4] == ["python", "-m", "pip", "install"]
    wanted = Requirement(install[4])
    assert (wanted.name, wanted.extras) == ("jax101", {"learn"})
    assert wanted.url.endswith("/" + wheel_path())
    assert learn[:2] == ["jax101", "learn"]
    assert learn[2] + wheel_path() == wanted.url
    with browser.new_context() as context:  # where `learn` finds the site
        assert context.request.get(learn[2] + ARCHIVE).ok


def test_a_site_built_for_an_address_names_that(site, known):
    if not known:
        pytest.skip("this site was built for no address")
    base = re.search(
        r"^Sitemap: (.*)sitemap\.xml$", (site / "robots.txt").read_text(), re.MULTILINE
    )
    for page in PAGES:
        text = re.sub(r"<[^>]*>", "", (site / page).read_text(encoding="utf-8"))
        assert f"python -m pip install {base[1]}{wheel_path()}" in text


def test_without_scripts_the_command_is_for_a_clone_and_says_so(browser, server, known):
    if known:
        pytest.skip("this site was built for one address")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(server + PAGES[0])
        place = page.locator(".jax101-install:not(.jax101-install-learn)")
        seen = place.inner_text()
        assert "python -m pip install .\n" in seen
        assert "In a clone of this site's repository" in seen
        link = place.locator("a").get_attribute("href")
        assert link == f"../{wheel_path()}"


def test_what_the_command_installs_is_the_checker(browser, server, site, known, tmp_path):
    argument = str(site / wheel_path())
    if not known:
        text, _ = copied(browser, server, PAGES[1])
        argument = shlex.split(text)[-1]
    if importlib.util.find_spec("pip"):
        install = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--isolated",
            "--disable-pip-version-check",
        ]
    elif shutil.which("uv"):
        install = ["uv", "pip", "install", "--python", sys.executable, "--no-cache"]
    else:
        pytest.skip("neither pip nor uv is here")
    command = [*install, "--no-deps", "--target", str(tmp_path / "into"), argument]
    quiet = {"capture_output": True, "text": True, "cwd": tmp_path}
    done = subprocess.run(command, check=False, **quiet, env=clean_environment())
    assert done.returncode == 0, done.stderr
    code = "import jax101, jax101.learner.cli as cli; print(jax101.__file__); cli.main(['list'])"
    environment = {**clean_environment(), "PYTHONPATH": str(tmp_path / "into")}
    environment["XDG_STATE_HOME"] = environment["HOME"] = str(tmp_path)
    shown = subprocess.run([sys.executable, "-c", code], check=False, **quiet, env=environment)
    assert shown.stdout.startswith(str(tmp_path / "into")), shown.stderr
    assert "jit_with_static_n" in shown.stdout
    assert os.listdir(tmp_path / "into" / "jax101") != []
