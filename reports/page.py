"""What a page is made of: sentences, pictures and tables. Templates turn it into HTML and escape every text."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

Sentence = str | Markup  # plain text is escaped by the template; Markup comes from `link` only


def link(text: str, href: str | None) -> Sentence:
    """The text, leading to its evidence where there is some."""
    return Markup('<a href="{}">{}</a>').format(href, _isolated(text)) if href else _isolated(text)


def says(pattern: str, *parts: Any, **named: Any) -> Markup:
    """A sentence from a pattern of ours and parts that may be anybody's: parts are escaped, links kept."""
    whole = Markup(pattern)  # noqa: S704  the pattern is a literal of this room
    return whole.format(*map(_isolated, parts), **{name: _isolated(part) for name, part in named.items()})


def right_to_left(text: str) -> bool:
    """Whether anything in the text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL", "RLE", "RLO", "RLI") for c in text)


def _isolated(part: Any) -> Any:
    """The part, kept from turning what stands around it where it runs from right to left."""
    foreign = isinstance(part, str) and not isinstance(part, Markup) and right_to_left(part)
    return Markup("<bdi>{}</bdi>").format(part) if foreign else part


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
class Cut:
    """A part of the market that a reader can choose: a place, an industry, an occupation or a level.

    `code` as the published files have it (`US-NY`, NACE's `J`, ISCO-08's `2512`, `entry`), `label` as it is read.
    """

    kind: str
    code: str
    label: str

    @property
    def key(self) -> str:
        """How addresses and the mappings of a page name it: `place=US-NY`."""
        return f"{self.kind}={self.code}"


@dataclass(frozen=True)
class Table:
    """Rows under a caption. `filters` names the column whose words can be chosen, `note` says what was left out.

    `cuts` has the rows that stand instead of `rows` where a reader chose a `Cut`, by its key; a table without any shows
    the same whatever is chosen.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    csv: str | None = None
    filters: int | None = None
    note: str | None = None
    empty: str = ""  # what is said where there is no row; a plain word where nothing is given
    cuts: Mapping[str, Sequence[Sequence[Cell]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A Vega-Lite specification with its finding as title; `key` lists (class, word) pairs; `drives` a table's name.

    `cuts` has what stands instead where a reader chose a `Cut`, by its key.
    """

    name: str
    title: str
    subtitle: str
    source: str
    spec: dict[str, Any]
    key: Sequence[tuple[str, str]] = ()
    drives: str | None = None
    cuts: "Mapping[str, Picture]" = field(default_factory=dict)


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
    """One question: its answer as title, the answer in sentences, one picture, its table, and what lets one doubt.

    `cuts` has the sentences that stand instead of `lead` where a reader chose a `Cut`, by its key.
    """

    name: str
    question: str
    title: str
    lead: Sequence[Sentence]
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    blocks: Sequence[Block] = ()
    cuts: Mapping[str, Sequence[Sentence]] = field(default_factory=dict)
    template: str = "page.html"
    extra: dict[str, Any] = field(default_factory=dict)
