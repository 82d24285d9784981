"""A record for each section: what it holds, what it leaves out, and where it leads."""

from __future__ import annotations

import pytest
from docutils import nodes
from sphinx_design.dropdown import dropdown_main

from jax101_site.search.kinds import KINDS, kind_of
from jax101_site.search.publish import script
from jax101_site.search.records import records
from jax101_site.search.symbols import symbols

pytestmark = pytest.mark.newest


def section(anchor, title, *children):
    return nodes.section("", nodes.title("", title), *children, ids=[anchor])


def said(text):
    return nodes.paragraph("", text)


def block(text, *classes):
    return nodes.literal_block("", text, classes=list(classes))


def page(*children, title="A page"):
    document = nodes.document(None, None)
    document += section("a-page", title, *children)
    return document


def test_a_section_is_a_record_without_its_subsections():
    found = records(
        page(said("Top."), section("one", "One", said("First."), section("two", "Two")))
    )
    assert [(r.anchor, r.title, r.prose) for r in found] == [
        ("", "A page", ["Top."]),
        ("one", "One", ["First."]),
        ("two", "Two", []),
    ]


def test_code_gives_names_and_outputs_give_errors_alone():
    [_, found] = records(
        page(
            section(
                "one",
                "One",
                block("jnp.sum([1, 2])"),
                block("Array(3)", "output", "text_plain"),
                block("TypeError: no\nlist", "output", "traceback"),
                block("UserWarning: float64", "output", "stderr"),
            )
        )
    )
    assert found.code == ["jnp.sum("]
    assert found.errors == ["TypeError: no list", "UserWarning: float64"]


def test_links_to_other_pages_footers_and_what_is_folded_are_left_out():
    hint = nodes.container("", said("Use scan."), design_component="dropdown")
    footer = nodes.container("", said("35 outputs verified"), classes=["asrun-footer"])
    resolved = dropdown_main("", said("Use scan."))
    links = section("next", "Next", said("Go on."))
    found = records(page(said("Told."), hint, resolved, footer, links))
    assert [(record.title, record.prose) for record in found] == [("A page", ["Told."])]


def test_a_term_of_the_glossary_is_a_place_of_its_own():
    term = nodes.term("", "tracer", ids=["term-tracer"])
    item = nodes.definition_list_item("", term, nodes.definition("", said("Stands in.")))
    plain = nodes.definition_list_item("", nodes.term("", "no"), nodes.definition("", said("Id.")))
    found = records(page(nodes.definition_list("", item, plain)))
    assert [(record.anchor, record.prose) for record in found] == [
        ("", ["no", "Id."]),
        ("term-tracer", ["Stands in."]),
    ]


def test_a_page_whose_sections_are_named_alike_is_one_record():
    [found] = records(page(said("Top."), section("one", "Solve it", said("First."))), whole=True)
    assert found.prose == ["Top.", "First."]


def test_quotes_are_those_that_people_type():
    [found] = records(page(said("NumPy\u2019s \u201cway\u201d"), title="can\u2019t"))
    assert (found.title, found.prose) == ("can't", ['NumPy\'s "way"'])


def test_a_page_without_a_title_has_no_record():
    assert records(nodes.document(None, None)) == []


@pytest.mark.parametrize(
    "code, names",
    [
        ("x = x.at[i, a[0]].set(1)", [".at[].set(", "x.at", "set("]),
        ("@jax.jit\ndef f(x):", ["jax.jit", "def", "f("]),
        ('P("data") + p', ["P(", "data"]),
        ("i, n = 1, 2.5e3", []),
    ],
)
def test_names_are_found_in_code(code, names):
    assert symbols(code) == names


@pytest.mark.parametrize(
    "name, kind",
    [
        ("jit", "Notes"),
        ("parallel/index", "Notes"),
        ("errors", "Errors"),
        ("exercises/hvp", "Exercise"),
        ("about/speed", "About"),
    ],
)
def test_every_page_is_of_a_kind(name, kind):
    assert kind_of(name).name == kind


def test_notes_count_most_when_words_are_searched_and_errors_when_one_is_pasted():
    notes, errors = kind_of("jit"), kind_of("errors")
    assert all(kind.asked < notes.asked for kind in KINDS if kind != notes)
    assert all(kind.raised < errors.raised for kind in KINDS if kind != errors)


def test_the_script_names_no_page_without_records():
    text = script({"empty": [], "jit": [["", "JIT", "</script>", "", ""]]})
    assert text.startswith("window.jax101Records = {")
    assert '["jit",6,[["","JIT","</script>","",""]]]' in text
    assert "empty" not in text
