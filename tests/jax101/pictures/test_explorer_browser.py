"""The explorer in a real browser: choose by keyboard, read the result, compare with JAX run live."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from jax101.pictures import cases, show_sharding
from jax101_site.kernels import ENVIRONMENT

pytestmark = pytest.mark.newest

sync_api = pytest.importorskip("playwright.sync_api")

STATIC = Path(__file__).parents[3] / "docs" / "_static"


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, explorer_script):
    """Open a page with the explorer from the disk, and fail on any error or request that leaves it."""
    folder = explorer_script.parent
    for name in ("explorer.js", "explorer.css"):
        shutil.copy(STATIC / name, folder)
    html = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="explorer.css">'
        '<div class="jax101-explorer"></div><script src="explorer-data.js"></script>'
        '<script src="explorer.js"></script></html>'
    )
    (folder / "page.html").write_text(html, encoding="utf-8")
    page, wrong = browser.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: request.url.startswith("file:") or wrong.append(request.url))
    page.goto((folder / "page.html").as_uri())
    yield page
    page.close()
    assert wrong == []


def run_live(code):
    """Run the shown code in a fresh Python and return what it printed, or its last error line."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **ENVIRONMENT, "JAX_NUM_CPU_DEVICES": "8"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.split() if done.returncode == 0 else done.stderr


def test_the_first_view(page):
    assert page.inner_text("[role=status]") == (
        "x is float32[8@x,4@y], shard (2, 2). Sum over axis 0: "
        "y is float32[4@y], shard (2,), all-reduce over x."
    )


def test_choices_by_keyboard_and_the_code_they_show(page):
    page.locator("input[name=shape]:checked").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")  # (8, 4) to (8, 4, 2)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # x=4, y=2 to x=2, y=4
    assert page.evaluate("document.activeElement.name") == "mesh"
    page.locator("[name=spec0]").select_option(label='"x"')
    page.locator("[name=spec1]").select_option(label='"y"')
    page.locator("[name=spec2]").select_option(label="None")
    page.locator("[name=operation]").select_option(label="Sum over axis 1")
    status = page.inner_text("[role=status]")
    assert "x is float32[8@x,4@y,2], shard (4, 1, 2)." in status
    assert status.endswith("y is float32[8@x,2], shard (4, 2), all-reduce over y.")
    assert run_live(page.inner_text("pre.code")) == re.findall(r"is (float32\[[^\]]*\])", status)


def test_a_matrix_product_that_needs_an_answer_and_one_that_has_it(page):
    page.locator("[name=operation]").select_option(label="Matrix product, w cut to match")
    assert "ShardingTypeError" in page.inner_text("[role=status]")
    shown = page.inner_text(".error code")
    assert (
        " ".join(run_live(page.inner_text("pre.code")).split()).find(shown.split(": ", 1)[1]) >= 0
    )
    page.locator("[name=operation]").select_option(label="The same with out_sharding")
    status = page.inner_text("[role=status]")
    assert "y is float32[8@x,6]" in status
    assert status.endswith("all-reduce over y.")
    assert run_live(page.inner_text("pre.code")) == [
        "float32[8@x,4@y]",
        "float32[4@y,6]",
        "float32[8@x,6]",
    ]


def test_an_illegal_choice_shows_the_error_of_jax(page):
    page.locator("[name=spec1]").select_option(label='"x"')
    assert page.inner_text("[role=status]") == "Not possible: DuplicateSpecError."
    shown = page.inner_text(".error code").split(": ", 1)[1]
    assert shown in " ".join(run_live(page.inner_text("pre.code")).split())


def test_a_choice_is_kept_in_the_address(page):
    page.locator("[name=spec1]").select_option(label="None")
    status = page.inner_text("[role=status]")
    page.reload()
    assert page.inner_text("[role=status]") == status


def test_a_broken_address_falls_back_to_the_first_view(page):
    page.goto(page.url.split("#")[0] + "#shape=9&mesh=1&spec=0,0&operation=77")
    page.reload()
    assert "x is float32[8@x,4@y]" in page.inner_text("[role=status]")


def test_the_script_draws_what_python_draws(page):
    drawn = page.evaluate(
        """() => JAX101_EXPLORER.shapes.flatMap((shape, s) => JAX101_EXPLORER.meshes.flatMap((mesh, m) => {
          const n = mesh.entries.length;
          return [...Array(n ** shape.length).keys()].map((at) => {
            const spec = shape.map((_, axis) => Math.floor(at / n ** (shape.length - 1 - axis)) % n);
            const found = jax101Explorer.lookUp(JAX101_EXPLORER, { shape: s, mesh: m, spec, operation: 0 });
            return found.error ? null : jax101Explorer.svg(found.x, JAX101_EXPLORER.style, "ID");
          });
        }))"""
    )
    all_specs = [
        (shape, axes, spec)
        for shape in cases.SHAPES
        for axes in cases.MESHES
        for spec in cases.specs(shape, axes)
    ]
    compared = 0
    for (shape, axes, spec), svg in zip(all_specs, drawn, strict=True):
        if svg is None:
            continue
        x = cases.typed(shape, cases.make_mesh(axes), spec)
        assert re.sub(r"jax101-[0-9a-f]{10}", "ID", show_sharding(x).svg()) == svg, (
            shape,
            axes,
            spec,
        )
        compared += 1
    assert compared == 195


@pytest.mark.slow
def test_a_choice_is_answered_within_one_frame(page):
    times = page.evaluate(
        """() => [...Array(21).keys()].map((at) => {
          const begin = performance.now(), select = document.querySelector("[name=operation]");
          select.value = at % 6;
          select.dispatchEvent(new Event("change", { bubbles: true }));
          document.body.offsetHeight; // laid out
          return performance.now() - begin;
        })"""
    )
    assert median(times) < 16.7
