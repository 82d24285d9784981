"""The search of the real site, in a real browser."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import quote_plus

import pytest

pytestmark = pytest.mark.newest

HERE = Path(__file__).parent
LISTS = {"queries": "query", "errors": "error"}
WANTED = 0.95  # of each list among the first three

FIRST = """(texts) => texts.map((text) =>
  jax101Search.find(jax101Search.index, text).hits.slice(0, 3).map(({ record }) => record.url))"""


def listed(name):
    """Return what is typed or pasted, as it stands in a field of one line, and where it leads."""
    entries = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))[LISTS[name]]
    return [(entry["text"].replace("\n", " "), entry["targets"]) for entry in entries]


def leads(urls, targets):
    """Whether a hit leads to a target: an entry, or any entry of a page."""
    places = {url.replace(".html", "") for url in urls}
    return bool(set(targets) & (places | {place.partition("#")[0] for place in places}))


def ids(file):
    """Return the ids of a page, and the empty one of its top."""
    return {"", *re.findall(r'\bid="([^"]+)"', file.read_text(encoding="utf-8"))}


@pytest.fixture
def search(page, address):
    """Return a function that opens the search page with a text in its address."""

    def open_with(text):
        page.goto(f"{address}/search.html?q={quote_plus(text)}")
        return page

    return open_with


def links(page):
    return page.eval_on_selector_all("#jax101-found a", "all => all.map(a => a.pathname + a.hash)")


def status(page):
    return page.locator("#jax101-status").inner_text()


@pytest.mark.parametrize("name", LISTS)
def test_the_right_place_is_among_the_first_three(search, name):
    entries = listed(name)
    found = search("").evaluate(FIRST, [text for text, _ in entries])
    missed = [
        f"{text[-80:]!r}: {urls}, not {targets}"
        for (text, targets), urls in zip(entries, found, strict=True)
        if not leads(urls, targets)
    ]
    assert len(missed) <= (1 - WANTED) * len(entries), "\n".join(missed)


def test_a_hit_elsewhere_is_no_hit():
    assert leads(["jit.html#follow-a-trace"], ["jit"])
    assert leads(["jit.html#follow-a-trace"], ["vmap", "jit#follow-a-trace"])
    assert not leads(["jit.html", "jit.html#time-it-honestly"], ["jit#follow-a-trace"])
    assert not leads([], ["jit"])


def test_every_record_leads_to_an_element_of_its_page(site, records):
    lost = []
    for name, _, rows in records["pages"]:
        there = ids(site / f"{name}.html")
        lost += [f"{name}#{row[0]}" for row in rows if row[0] not in there]
    assert not lost
    assert len(records["pages"]) > 60


def test_the_targets_of_the_lists_exist(site):
    for name in LISTS:
        for _, targets in listed(name):
            for page_name, _, anchor in (target.partition("#") for target in targets):
                assert anchor in ids(site / f"{page_name}.html"), f"{page_name}#{anchor}"


def test_a_hit_leads_to_the_section_not_to_the_top(search):
    page = search("static_argnums")
    page.locator("#jax101-found a", has_text="Make an argument static").click()
    page.wait_for_url("**/jit.html#make-an-argument-static")
    assert page.locator("#make-an-argument-static h2").is_visible()


def test_typing_in_the_field_of_the_sidebar_leads_to_results(page, address):
    page.goto(f"{address}/parallel/index.html")
    page.locator(".bd-sidebar-primary .search-button-field").click()
    page.keyboard.type("psum")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=psum")
    assert any("/parallel/shard-map.html" in link for link in links(page)[:3])


def test_a_traceback_can_be_pasted_as_it_is_in_the_terminal(page, address):
    entries = tomllib.loads((HERE / "errors.toml").read_text(encoding="utf-8"))["error"]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.goto(f"{address}/jit.html")
    page.evaluate("text => navigator.clipboard.writeText(text)", entries[0]["text"])
    page.locator(".bd-sidebar-primary .search-button-field").click()
    page.keyboard.press("Control+V")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Traceback*")
    assert links(page)[0].endswith("/errors.html#jax-arrays-are-immutable")
    assert status(page).endswith(" results for this TypeError.")


def test_of_a_long_traceback_the_end_is_searched(page, address):
    """Servers refuse addresses of more than some thousand letters."""
    text = 'File "/home/me/train.py", line 1, in step ' * 200
    text += "TypeError: JAX arrays are immutable and do not support in-place item assignment."
    page.goto(f"{address}/jit.html")
    page.locator(".bd-sidebar-primary .search-button-field").click()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert len(text) > 8000 > len(page.url)
    assert links(page)[0].endswith("/errors.html#jax-arrays-are-immutable")


def test_the_number_of_results_is_announced(search):
    page = search("fold_in")
    assert page.locator("#jax101-status").get_attribute("aria-live") == "polite"
    count = len(links(page))
    assert count > 1
    assert status(page) == f"{count} results for “fold_in”."


def test_a_misspelt_word_is_corrected_and_this_is_said(search):
    page = search("vmpa")
    assert "No page has “vmpa”; this is for “vmap”." in status(page)
    assert "/vmap.html" in links(page)[0]


def test_an_empty_field_asks_for_words(search):
    for text in ("", "   "):
        page = search(text)
        assert status(page).startswith("Type a name")
        assert links(page) == []
        assert page.locator("#jax101-ways").is_hidden()


@pytest.mark.parametrize("text", ["qqqqqqqq zzzzzzzz", "§ ¶ €", "the of and", "(((", "日本語"])
def test_where_nothing_is_found_there_are_ways_out(search, text):
    page = search(text)
    assert status(page) == f"Nothing was found for “{text}”."
    ways = page.locator("#jax101-ways a")
    assert ways.first.is_visible()
    ways.first.click()
    page.wait_for_url("**/glossary.html")


@pytest.mark.parametrize(
    "tag", ["<img src=x onerror=window.hit=1>", '"><script>window.hit=1</script>']
)
def test_a_hostile_text_is_shown_as_text(search, tag):
    page = search(f"vmap {tag}")
    page.wait_for_timeout(200)
    assert tag in status(page)
    assert page.locator(".bd-search-container input").input_value() == f"vmap {tag}"
    assert page.locator(".bd-search-container :is(img, script)").count() == 0
    assert page.evaluate("window.hit") is None


def test_results_are_reached_and_followed_by_keyboard(search):
    page = search("value_and_grad")
    first = links(page)[0]
    focused = "document.activeElement.name || document.activeElement.pathname + document.activeElement.hash"
    assert page.evaluate(focused) == "q"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == first
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_without_javascript_one_sentence_says_where_to_look(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search.html?q=vmap")
    told = page.locator(".bd-search-container").inner_text()
    assert re.fullmatch(r"Search\s+The search .* needs JavaScript; [^.]*\.\s*", told)
    assert page.locator(".bd-search-container form").is_hidden()
    context.close()


def test_only_the_search_page_loads_the_records(site):
    for name in ("index", "jit", "exercises/hvp"):
        text = (site / f"{name}.html").read_text(encoding="utf-8")
        assert not re.search(r"records\.js|minisearch|searchindex|searchtools", text)
    assert "records.js" in (site / "search.html").read_text(encoding="utf-8")
    assert not (site / "searchindex.js").exists()
