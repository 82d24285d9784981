"""How much each kind of page counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of page.

    Attributes:
        name: what a hit on such a page is marked with.
        begins: how the names of its pages begin; a page is of the first kind that fits.
        asked: factor for the score of its hits when words or names are searched.
        raised: the same when an error message is.
        headings: the field in which its headings are searched: they may be names or messages.
        whole: a page is one record, not one for each section: its sections are named alike on all.
    """

    name: str
    begins: tuple[str, ...]
    asked: float
    raised: float
    headings: str = "title"
    whole: bool = False


# The notes explain; the other pages list what they explain, and hold most of its words.
KINDS = (
    Kind("Errors", ("errors",), asked=0.45, raised=1.5),
    Kind("What changed", ("changes",), asked=0.6, raised=0.7, headings="code"),
    Kind("Cheat sheet", ("cheatsheet",), asked=0.55, raised=0.4),
    Kind("Glossary", ("glossary",), asked=0.6, raised=0.4),
    Kind("Exercise", ("exercises/",), asked=0.5, raised=0.4, whole=True),
    Kind("About", ("about/",), asked=0.35, raised=0.2),
    Kind("Notes", ("",), asked=1.0, raised=1.0),
)


def kind_of(page: str) -> Kind:
    """The kind of a page, by its docname."""
    return next(kind for kind in KINDS if page.startswith(kind.begins))
