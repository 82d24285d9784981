"""How text is split into terms, and where in what was pasted the error is."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.newest


@pytest.fixture(scope="module")
def ask(page, address):
    """Return a function that calls one of the search's own in the browser."""
    page.goto(f"{address}/search.html")

    def call(name, *arguments):
        return page.evaluate(
            "([name, given]) => jax101Search[name](...given)", [name, list(arguments)]
        )

    return call


@pytest.mark.parametrize(
    "text, terms",
    [
        ("jax.lax.psum(x)", ["lax.psum", "psum", "lax"]),
        ("static_argnums", ["static_argnums", "staticargnums", "static", "argnum"]),
        ("x.at[i, j].set(0)", [".at[].set", ".at[]"]),
        (".at[", [".at[]"]),
        ("P(", ["partitionspec"]),
        ("jax.sharding.PartitionSpec", ["partitionspec"]),
        ("p", []),
        ("jax.numpy.sum", ["jnp.sum", "sum", "jnp"]),
        ("ConcretizationTypeError", ["concretizationtypeerror", "concretiz", "typ", "error"]),
        ("all-reduce", ["all_reduce", "allreduce", "reduc"]),
        ("why does it", []),
    ],
)
def test_text_is_split_into_terms(ask, text, terms):
    assert ask("terms", text) == terms


@pytest.mark.parametrize(
    "words",
    [
        "compile compiles compiled compiling compilation",
        "gradient gradients",
        "axis axes",
        "donate donation",
        "map mapped mapping",
    ],
)
def test_forms_of_a_word_have_one_stem(ask, words):
    assert len({ask("stem", word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "one, other", [("trace", "tracer"), ("collect", "collective"), ("static", "state")]
)
def test_different_words_have_different_stems(ask, one, other):
    assert ask("stem", one) != ask("stem", other)


@pytest.mark.parametrize(
    "one, other, most, far",
    [
        ("vmpa", "vmap", 2, 1),
        ("jaxper", "jaxpr", 2, 1),
        ("vmap", "vmap", 2, 0),
        ("jti", "jit", 1, 1),
        ("grad", "jit", 9, 4),
    ],
)
def test_swapped_letters_are_one_mistake(ask, one, other, most, far):
    assert ask("distance", one, other, most) == far


def test_a_distance_over_the_limit_is_none(ask):
    assert ask("distance", "gradient", "jaxpr", 2) == float("inf")


FRAME = 'File "/home/me/a.py", line 3, in f'


@pytest.mark.parametrize(
    "pasted, error",
    [
        ("TypeError: no list", ["TypeError", "no list"]),
        ("jax.errors.KeyReuseError: used twice", ["KeyReuseError", "used twice"]),
        (f"{FRAME} raise ValueError() {FRAME} g(x) IndexError: no", ["IndexError", "no"]),
        (f"OSError: first The above exception {FRAME} f() TypeError: last", ["TypeError", "last"]),
        (
            "TypeError Traceback (most recent call last) Cell In[1], line 2 ----> 2 f(x) TypeError: no",
            ["TypeError", "no"],
        ),
        ("\u001b[1;31mTypeError\u001b[0m: no", ["TypeError", "no"]),
        ("ValueError: see https://a.b/TypeError: x", ["ValueError", "see x"]),
        ("ValueError: at 0x7f12ab, /home/me/a.py:3:1 (f)", ["ValueError", "at ,"]),
        ("ValueError: float32[3,4] is not 17", ["ValueError", "float32 is not"]),
        (f"{FRAME} f() AssertionError", ["AssertionError", ""]),
    ],
)
def test_the_error_is_found_in_what_was_pasted(ask, pasted, error):
    found = ask("raised", pasted)
    assert [found["type"], " ".join(found["message"].split())] == error


@pytest.mark.parametrize(
    "text", ["", "vmap", "TypeError", "what is a ValueError", "error: no", FRAME]
)
def test_what_is_no_error_is_searched_as_words(ask, text):
    assert ask("raised", text) is None
