"""The workbench in a real browser: cells run, exercises are solved, bad cells leave a usable page."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import CHROME
from learning import learning
from playwright.sync_api import expect, sync_playwright
from toysite import eventually

from jax101.exercises import catalogue

pytestmark = pytest.mark.newest

PATIENCE = 30_000  # milliseconds that a busy machine may take for a cell
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def learn(site, tmp_path_factory):
    """A server for the real site."""
    with learning(site, tmp_path_factory.mktemp("answers")) as running:
        yield running


@pytest.fixture(scope="module")
def context(learn):
    """A browser that was let in. What it asks of another machine fails the module."""
    elsewhere = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox"])
        made = browser.new_context()
        made.set_default_timeout(PATIENCE)
        own = f"http://127.0.0.1:{learn.port}/"
        made.on("request", lambda r: r.url.startswith((own, "data:")) or elsewhere.append(r.url))
        first = made.new_page()
        first.goto(learn.address)
        assert first.url == f"{own}index.html"  # no code stays in the address
        first.close()
        yield made
        browser.close()
    assert not elsewhere


@pytest.fixture
def visit(context, learn):
    """Open a page and return it; an error of the page's programs fails the test."""
    opened, errors = [], []

    def go(name):
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"http://127.0.0.1:{learn.port}/{name}.html")
        expect(page.locator(".wb-status").first).to_contain_text("not started")
        opened.append(page)
        return page

    yield go
    for page in opened:
        page.close()
    assert not errors


def cell(page, number):
    return page.get_by_role("group", name=f"Cell {number}", exact=True).locator("xpath=..")


def write(page, number, code):
    """Replace the code of a cell by typing."""
    one = cell(page, number)
    if one.locator(".cm-content").count() == 0:
        page.get_by_role("button", name=f"Edit cell {number}", exact=True).click()
    one.locator(".cm-content").focus()
    expect(one.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)
    return one


def run(page, number):
    page.get_by_role("button", name=f"Run cell {number}", exact=True).click()
    return cell(page, number).locator(".wb-own")


def test_a_cell_is_edited_run_and_taken_back(visit):
    page = visit("quickstart")
    one = write(page, 1, "print(6 * 7)")
    page.keyboard.press("Shift+Enter")
    expect(one.locator(".wb-own pre")).to_have_text("42\n")
    expect(one.locator(".cell_output:not(.wb-own)")).to_be_hidden()
    expect(page.locator(".wb-status")).to_have_text("Kernel: ready")

    page.reload()  # what was typed is still there, what ran is not
    expect(cell(page, 1).locator(".cm-content")).to_have_text("print(6 * 7)")
    page.get_by_role("button", name="Back to the published cell 1", exact=True).click()
    expect(cell(page, 1).locator(".cm-content")).to_have_count(0)
    page.reload()
    expect(cell(page, 1).locator(".cm-content")).to_have_count(0)


def test_a_page_runs_as_it_was_published(visit):
    """All cells of the page about eight devices, from top to bottom."""
    page = visit("parallel/index")
    page.get_by_role("button", name="Run all cells", exact=True).click()
    cells = page.locator("div.cell:has(> .wb-toolbar)")
    last = cells.last.locator(".wb-own")
    expect(last.locator(".output").first).to_be_visible()
    texts = "(all, own) => all.map(cell => [...cell.querySelectorAll(own)].map(p => p.textContent.trimEnd()).join())"
    mine = cells.evaluate_all(texts, ".wb-own .output:not(.text_html) > .highlight pre")
    published = cells.evaluate_all(
        texts, ".cell_output:not(.wb-own) .output:not(.text_html) > .highlight pre"
    )
    assert len(mine) > 8
    noise = re.compile(r"Use .*? to see|0x[0-9a-f]+")
    assert [noise.sub("", a) for a in mine] == [noise.sub("", b) for b in published]
    # JAX's own display of a sharding, in its colours, drawn now.
    drawn = page.locator(".wb-own .text_html span[style*='background']")
    assert drawn.count() > 8


def test_a_sharding_is_drawn_live(visit):
    page = visit("parallel/index")
    page.get_by_role("button", name="Run cell 1", exact=True).click()
    write(
        page, 2,
        "import jax101, numpy as np\n"
        "mesh = jax.make_mesh((4, 2), ('a', 'b'))\n"
        "jax101.show_sharding(jax.device_put(np.zeros((8, 6)), jax.NamedSharding(mesh, P('a', 'b'))))",
    )  # fmt: skip
    own = run(page, 2)
    picture = own.locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("i => i.naturalWidth") > 100
    assert picture.get_attribute("alt")


def test_run_all_above_stops_at_a_failure(visit):
    page = visit("vmap")
    write(page, 2, "raise ValueError('here')")
    page.get_by_role("button", name="Run all cells above cell 4", exact=True).click()
    own = cell(page, 2).locator(".wb-own")
    expect(own.locator(".traceback pre").first).to_have_text("ValueError: here")
    expect(cell(page, 1).locator(".wb-own")).to_be_visible()
    expect(page.locator(".wb-status")).to_have_text("Kernel: ready")
    expect(cell(page, 3).locator(".wb-own")).to_have_count(0)
    page.get_by_role("button", name="Back to the published page").click()
    expect(page.locator(".wb-own, .wb-editor")).to_have_count(0)


def test_bad_cells_leave_a_usable_page(visit):
    page = visit("jit")
    # One that never ends, until it is interrupted.
    write(page, 1, "while True: pass")
    run(page, 1)
    expect(page.locator(".wb-status")).to_have_text("Kernel: busy")
    page.get_by_role("button", name="Interrupt the kernel").click()
    expect(cell(page, 1).locator(".wb-own .traceback").first).to_contain_text("KeyboardInterrupt")
    # One that prints without end.
    write(page, 1, "while True: print('x' * 5000)")
    expect(run(page, 1).locator(".wb-note")).to_contain_text("More than 100000 characters")
    expect(page.locator(".wb-status")).to_have_text("Kernel: ready")
    # One whose output would change the page.
    write(
        page, 1,
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<b id=kept>kept</b><script>document.title = 1</script>"
        "<img src=x onerror=\"document.title = 2\"><style>body { display: none }</style>'))\n"
        "display(Javascript('document.title = 3'))\n"
        "display({'image/svg+xml': '<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"document.title = 4\"/>'}, raw=True)\n"
        "print('<script>document.title = 5</script>')",
    )  # fmt: skip
    own = run(page, 1)
    expect(own.locator("b")).to_have_text("kept")
    expect(own.locator(".stream pre")).to_have_text("<script>document.title = 5</script>\n")
    expect(page.locator("article.bd-article h1")).to_be_visible()
    assert len(page.title()) > 5
    # One that ends its kernel.
    write(page, 1, "import os; os._exit(1)")
    expect(run(page, 1).locator(".wb-note")).to_contain_text("The kernel ended while this cell ran")
    write(page, 1, "print('again')")
    expect(run(page, 1).locator("pre")).to_have_text("again\n")


def test_a_restart_forgets(visit):
    page = visit("pytrees")
    write(page, 1, "remembered = 1")
    expect(run(page, 1).locator(".wb-note")).to_have_text("It ran, and shows nothing.")
    page.get_by_role("button", name="Restart the kernel").click()
    expect(page.locator(".wb-hidden[role=status]")).to_contain_text("The kernel is new")
    write(page, 1, "remembered")
    expect(run(page, 1).locator(".traceback pre").first).to_contain_text("NameError")


def test_a_kernel_that_the_server_ended_is_replaced(visit):
    page = visit("debugging")
    write(page, 1, "remembered = 1")
    expect(run(page, 1).locator(".wb-note")).to_be_visible()
    end = """async () => {
        const asked = performance.getEntriesByType("resource").map(entry => entry.name);
        const kernel = asked.findLast(name => /api.kernels.[0-9a-f-]{36}$/.test(name));
        const headers = { "X-XSRFToken": document.cookie.match(/_xsrf=([^;]*)/)[1] };
        await fetch(kernel, { method: "DELETE", headers });
    }"""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # asks for the kernel
    page.wait_for_timeout(300)
    page.evaluate(end)  # as after half an hour without work
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".wb-status")).to_contain_text("Kernel: ended")
    write(page, 1, "'remembered' in globals()")
    own = run(page, 1)
    expect(own.locator("pre")).to_have_text("False")
    expect(own.locator(".wb-note")).to_contain_text("this is a new one")


def test_a_kernel_ends_with_its_page(visit, learn, context):
    page = visit("state")
    write(page, 1, "1")
    expect(run(page, 1).locator("pre")).to_have_text("1")
    other = visit("random")
    ask = "async () => (await (await fetch('/api/kernels')).json()).map(kernel => kernel.id)"
    before = other.evaluate(ask)
    assert before
    page.goto(f"http://127.0.0.1:{learn.port}/index.html")
    assert not eventually(lambda: set(other.evaluate(ask)) & set(before))


@pytest.mark.parametrize("name", ["pairwise", "reduce_scatter"])
def test_an_exercise_from_starter_to_pass(visit, learn, name):
    exercise = catalogue.find(name)
    page = visit(f"exercises/{name}")
    panel = page.get_by_role("region", name="Your answer")
    expect(panel.locator(".wb-record")).to_contain_text("Not passed yet · 0 checks, 0 of 3 hints")
    editor = panel.get_by_role("textbox", name=f"Your answer to {name}")

    editor.press("Control+Enter")
    report = panel.locator(".wb-report")
    expect(report).to_contain_text("Not implemented yet")
    expect(panel.locator(".wb-record")).to_contain_text("1 check,")
    assert report.locator("a").get_attribute("href").startswith(f"/{exercise.page}.html#")

    panel.get_by_role("button", name="Next hint").click()
    expect(panel.locator(".wb-record")).to_contain_text("1 of 3 hints")
    expect(page.locator("#take-a-hint details").first).to_have_attribute("open", "")

    editor.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(exercise.solution.read_text())
    page.reload()  # typed, and not checked yet
    expect(editor).to_contain_text(exercise.names[0])
    panel.get_by_role("button", name="Check your answer").click()
    expect(report).to_contain_text(f"✓ {name}: all")
    expect(panel.locator(".wb-record")).to_contain_text("✓ Passed · 2 checks")
    assert (learn.folder / f"{name}.py").read_text() == exercise.solution.read_text()
    kept = json.loads((learn.folder / ".home" / "progress.json").read_text())
    assert kept[name] == {"passed": True, "checks": 2, "hints": 1}

    panel.get_by_role("button", name="Compare with our solution").click()
    expect(report).to_contain_text("Yours is the same.")


def test_passes_are_marked_where_exercises_are_listed(context, learn):
    (learn.folder / ".home").mkdir(exist_ok=True)
    progress = learn.folder / ".home" / "progress.json"
    known = json.loads(progress.read_text()) if progress.exists() else {}
    progress.write_text(json.dumps({**known, "safe_norm": {"passed": True, "checks": 1}}))
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{learn.port}/exercises/index.html")
    expect(page.locator("a.wb-done[href*='safe_norm']").first).to_contain_text("(passed)")
    expect(page.locator("a.wb-done[href*='ema_update']")).to_have_count(0)
    page.close()


def test_a_file_changed_elsewhere_is_shown_and_nothing_is_lost(visit, learn):
    page = visit("exercises/safe_norm")
    panel = page.get_by_role("region", name="Your answer")
    editor = panel.get_by_role("textbox")
    editor.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("# from the page")
    (learn.folder / "safe_norm.py").write_text("# from my editor\n")
    panel.get_by_role("button", name="Check your answer").click()
    expect(panel.locator(".wb-note")).to_contain_text("changed elsewhere")
    panel.get_by_role("button", name="Use what the file holds").click()
    expect(editor).to_contain_text("# from my editor")
    page.keyboard.press("Control+Z")
    expect(editor).to_contain_text("# from the page")
    assert (learn.folder / "safe_norm.py").read_text() == "# from my editor\n"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_runs_off(context, learn, scheme):
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    for name in ("jit", "exercises/pairwise"):
        page.goto(f"http://127.0.0.1:{learn.port}/{name}.html")
        expect(page.locator(".wb-toolbar").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        small = page.locator(".wb-button:visible").evaluate_all(
            "all => all.filter(b => b.getBoundingClientRect().height < 24).length"
        )
        assert small == 0  # WCAG 2.5.8
    page.close()


def test_from_the_keyboard_alone(visit):
    """Into a cell, out of it, and on to its buttons."""
    page = visit("random")
    page.get_by_role("button", name="Edit cell 1", exact=True).focus()
    page.keyboard.press("Enter")
    expect(cell(page, 1).locator(".cm-content")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    run_button = page.get_by_role("button", name="Run cell 1", exact=True)
    expect(run_button).to_be_focused()
    outline = run_button.evaluate("b => getComputedStyle(b).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2
    page.keyboard.press("Enter")
    expect(page.locator(".wb-hidden[role=status]")).to_contain_text("Cell 1 ran")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_fault_in_what_is_added(visit, theme):
    page = visit("exercises/pairwise")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    write(page, 1, "print('mine')\n# a comment\nraise ValueError(f'{1 + 2}')")
    expect(run(page, 1).locator(".traceback").first).to_be_visible()
    panel = page.get_by_role("region", name="Your answer")
    panel.get_by_role("textbox").press("Control+Enter")
    expect(panel.locator(".wb-report pre")).to_be_visible()
    page.evaluate(
        "document.querySelectorAll('.wb-own details').forEach(fold => { fold.open = true; })"
    )
    page.evaluate(Axe().axe_script)
    faults = page.evaluate("""async () => {
        const added = ".wb-bar, .wb-toolbar, .wb-editor, .wb-own, .wb-exercise";
        const include = [...document.querySelectorAll(added)];
        const found = await axe.run({ include }, { resultTypes: ["violations"] });
        return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}`));
    }""")
    assert faults == []
