"""What a page is made of: sentences, pictures and tables. Templates turn it into HTML and escape every text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

Sentence = str | Markup  # plain text is escaped by the template; Markup comes from `link` only


def link(text: str, href: str | None) -> Sentence:
    """The text, leading to its evidence where there is some."""
    return Markup('<a href="{}">{}</a>').format(href, text) if href else text


def says(pattern: str, *parts: Any, **named: Any) -> Markup:
    """A sentence from a pattern of ours and parts that may be anybody's: parts are escaped, links kept."""
    return Markup(pattern).format(*parts, **named)  # noqa: S704  the pattern is a literal of this room


@dataclass(frozen=True)
class Cell:
    """One cell: what is read, where it leads, and what it is sorted by (its text, unless `order` is given)."""

    text: str
    href: str | None = None
    order: float | str | None = None
    hint: str | None = None
    mark: str | None = None  # a class of the stylesheet: one of our words, never scraped


@dataclass(frozen=True)
class Column:
    """A column's heading; numbers stand to the right in tabular figures."""

    label: str
    is_number: bool = False
    hint: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a caption. `filters` names the column whose words can be chosen, `note` says what was left out."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    csv: str | None = None
    filters: int | None = None
    note: str | None = None
    empty: str = "Nothing to show yet."


@dataclass(frozen=True)
class Picture:
    """A Vega-Lite specification with its finding as title; `key` lists (class, word) pairs; `drives` a table's name."""

    name: str
    title: str
    subtitle: str
    source: str
    spec: dict[str, Any]
    key: Sequence[tuple[str, str]] = ()
    drives: str | None = None


@dataclass(frozen=True)
class Block:
    """A heading with sentences below it, some of them as a list, and what follows from them."""

    title: str
    sentences: Sequence[Sentence] = ()
    points: Sequence[Sentence] = ()
    formulas: Sequence[tuple[str, str]] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True)
class Page:
    """One question: its answer as title, the answer in sentences, one picture, its table, and what lets one doubt."""

    name: str
    question: str
    title: str
    lead: Sequence[Sentence]
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    blocks: Sequence[Block] = ()
    template: str = "page.html"
    extra: dict[str, Any] = field(default_factory=dict)
