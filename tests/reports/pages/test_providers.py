"""The page on providers: who is alone, who is crowded, and what their catalogues do not state."""

from collections.abc import Sequence
from typing import Any

import pytest
from markupsafe import Markup

from reports.findings import Findings
from reports.measures.all_measures import measured
from reports.page import Page
from reports.pages.providers import page, provider_sentence, unstated
from reports.voice import NAME_LENGTH
from tests.reports.simulated_market import Row, market

LONG, ARABIC = "Institute " * 100, "معهد البيانات \u202e"


def told(offers: Sequence[Row], postings: Sequence[Row] | None = None) -> Page:
    shown = market(postings or [], offers)
    return page(Findings(shown, measured(shown)))


def lead(shown: Page) -> str:
    return str(Markup(" ").join(shown.lead)).replace("\u00a0", " ")


def offer(provider: str, *skills: str, **more: Any) -> Row:
    return {"provider_key": provider, "skills": list(skills), "price_currency": "USD", **more}


def column(shown: Page, label: str) -> list[str]:
    table = shown.tables[0]
    at = [c.label for c in table.columns].index(label)
    return [row[at].text.replace("\u00a0", " ") for row in table.rows]


TITLES = {
    "empty": ([], "No provider has been collected yet"),
    "no skill": ([offer("a")], "a has the largest catalogue; no provider teaches a skill alone"),
    "one offer": ([offer("a", "x")], "a has the largest catalogue and teaches most of what others do not"),
    "nobody alone": (
        [offer("a", "x"), offer("a", "x"), offer("b", "x")],
        "a has the largest catalogue; no provider teaches a skill alone",
    ),
    "another alone": (
        [offer("a", "x"), offer("a", "x"), offer("b", "x", "y")],
        "a has the largest catalogue; b teaches most of what others do not",
    ),
    "several alone": (
        [offer("a", "x"), offer("a", "x"), offer("b", "y")],
        "a has the largest catalogue; teaching something that nobody else does: 2 providers",
    ),
}


@pytest.mark.parametrize(("offers", "title"), TITLES.values(), ids=TITLES.keys())
def test_the_title_says_who_teaches_what_others_do_not(offers: Sequence[Row], title: str) -> None:
    shown = told(offers)
    assert shown.title == title
    assert len(shown.tables[0].rows) == len({row["provider_key"] for row in offers})
    assert bool(shown.pictures) == any(row["skills"] for row in offers)


def test_where_nobody_leads_the_page_names_who_is_alone_in_what() -> None:
    assert "Taught by one provider alone, for example: x (a), y (b)." in lead(told([offer("a", "x"), offer("b", "y")]))


def test_skills_that_are_alone_are_named_by_how_often_they_are_asked() -> None:
    jobs = [{"skills": ["y"], "employer_key": f"e{n}"} for n in range(4)]
    shown = told([offer("a", "x", "y", "z")], jobs)
    assert "Alone, the most asked first: y, x, z; asked by any vacancy: 1 of 3." in lead(shown)
    assert column(shown, "Alone in") == ["3: y; x; z"]


def test_what_no_offer_states_is_said_once_and_takes_no_column() -> None:
    shown = told([offer("a", "x", accredited_by="Board")])
    labels = [c.label for c in shown.tables[0].columns]
    assert "Accredited" in labels
    assert not {"Career support", "Partners", "Stackable"} & set(labels)
    assert shown.tables[0].note == (
        "No offer states: credit or what an offer counts towards, career support, industry partners."
    )


def test_what_one_provider_states_is_not_denied_of_the_others() -> None:
    more = {"career_support": "coaching", "industry_partners": "Acme; Bolt", "credit_value": 5.0}
    shown = told([offer("a", "x", **more), offer("a", "x"), offer("b", "x")])
    assert column(shown, "Career support") == ["1", "not stated"]
    assert column(shown, "Partners") == ["2: Acme; Bolt", "not stated"]
    assert column(shown, "Stackable") == ["50.0 %", "not stated"]
    assert column(shown, "Free") == ["not stated", "not stated"], "without a price or a word of it, nothing is not free"


@pytest.mark.parametrize("name", [LONG, ARABIC], ids=["1,000 characters", "from right to left"])
def test_a_name_of_any_kind_is_told(name: str) -> None:
    shown = told([offer(name, "x"), offer(name + "b", "x")])
    assert len(shown.title) < NAME_LENGTH + 100
    assert all(len(str(sentence)) < 500 for sentence in shown.lead)
    labels = {value["label"] for value in shown.pictures[0].spec["data"]["values"]}
    assert len(labels) == 2, "two names that begin alike are two rows of the picture"


def test_types_are_counted() -> None:
    offers = [offer("a", "x", credential_type=kind) for kind in ("badge", "course", "course")] + [offer("a", "x")]
    assert column(told(offers), "Credentials") == ["course (2); badge (1); type not stated (1)"]
    assert column(told([offer("a", "x", credential_type="odd; kind (x)")]), "Credentials") == ["odd; kind (x) (1)"]


def test_a_place_shows_who_has_offers_of_their_own_there() -> None:
    jobs = [{"country": place, "employer_key": f"e{n % 4}"} for place in ("US", "GB") for n in range(12)]
    offers = [offer("a", "x", delivery_mode="Online"), offer("b", "x", country="US"), offer("c", "x")]
    shown = told(offers, jobs)
    assert [row[0].text for row in shown.tables[0].cuts["place=US"]] == ["b"]
    assert shown.tables[0].cuts["place=GB"] == []
    said = {key: " ".join(map(str, sentences)) for key, sentences in shown.cuts.items()}
    assert "United States (US): 1 offer of its own, 1 provider" in said["place=US"]
    assert "United Kingdom (GB): no offer states this place." in said["place=GB"]
    assert "Offered online, so everywhere: 1 offer, 1 provider." in said["place=GB"]


def test_the_sources_say_what_they_leave_out() -> None:
    offers = [offer("a", source="s", price=5.0), offer("b", source="s"), offer("c", source="t", country="US")]
    block = told(offers).blocks[0].tables[0]
    found = {row[0].text: [cell.text.replace("\u00a0", " ") for cell in row[1:6]] for row in block.rows}
    assert found == {"s": ["2", "2", "50.0 %", "0.0 %", "0.0 %"], "t": ["1", "1", "0.0 %", "0.0 %", "100.0 %"]}


def test_a_profile_says_what_none_of_its_offers_states() -> None:
    shown = market(offers=[offer("a", "x", price=5.0, career_support="coaching"), offer("b", "x", duration_hours=2.0)])
    a, b = Findings(shown, measured(shown)).catalogues
    credit = "credit or what an offer counts towards"
    assert unstated(a) == [f"Not stated by any of its offers: length, accreditation, {credit}, industry partners."]
    assert unstated(b) == [
        f"Not stated by any of its offers: price, accreditation, {credit}, career support, industry partners."
    ]


def test_a_sentence_escapes_what_a_source_says() -> None:
    shown = market(offers=[offer("<b>a</b>", "x")])
    row = Findings(shown, measured(shown)).catalogues[0]
    assert "<b>" not in str(provider_sentence(row, "evidence/x.html"))
