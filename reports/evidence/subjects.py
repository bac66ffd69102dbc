"""What has an evidence page: every skill, credential, provider, industry, occupation and type that a page leads to."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reports.credential_types import type_name
from reports.evidence.addresses import slug
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Cut
from reports.rows import Row, each

if TYPE_CHECKING:
    from reports.measures.all_measures import Measures

Named = tuple[str, str, str]  # kind, key, label
MOST = 2_000  # pages of a kind, so that a report of a large market stays a folder one can send
UNIT_GROUP = 4  # digits of an ISCO-08 code


class Subject(NamedTuple):
    """One page. The key of a skill is its concept, of a credential `name|issuer`, of others what the files have."""

    kind: str
    key: str
    label: str
    slug: str


def subjects(named: Iterable[Named]) -> list[Subject]:
    """The subjects in their order, each once, and at most `MOST` of a kind."""
    known: dict[str, dict[str, str]] = {}
    for kind, key, label in named:
        of_kind = known.setdefault(kind, {})
        if key in of_kind or len(of_kind) < MOST:
            of_kind.setdefault(key, label)
    return [Subject(k, key, label, slug(k, label, key)) for k, found in known.items() for key, label in found.items()]


def more(measures: "Measures", cuts: Iterable[Cut]) -> Iterator[Named]:
    """Industries, occupations and types of credentials: whatever the pages on recognition, price and pathways show."""
    shown = measures.recognition
    for row in each(shown[(shown["place"] == ALL) & (shown["industry"] != ALL)], "industry", "industry_label"):
        yield "industry", row["industry"], _label(row, "industry", _("Industry {}"))
    occupations = {row["occupation"]: row for row in each(measures.pathways, "occupation", "occupation_label")}
    for cut in cuts:
        if cut.kind == "occupation" and len(cut.code) == UNIT_GROUP:
            named = None if cut.label == cut.code else cut.label
            occupations.setdefault(cut.code, {"occupation": cut.code, "occupation_label": named})
    for row in occupations.values():
        yield "occupation", row["occupation"], _label(row, "occupation", _("ISCO-08 group {}"))
    for frame in (measures.price, measures.recognition_types):
        for row in each(frame[frame["place"] == ALL], "credential_type"):
            yield "credential_type", row["credential_type"], type_name(row["credential_type"])


def _label(row: Row, name: str, unnamed: str) -> str:
    return str(row[f"{name}_label"] or unnamed.format(row[name]))
