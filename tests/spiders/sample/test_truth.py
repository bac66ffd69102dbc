"""The truth of the sample holds: in its texts, in its counts, and against what can be computed from the draws."""

from collections import Counter, defaultdict
from math import log

import pytest

from pipelines.text import visible
from spiders.sample.html_forms import html
from spiders.sample.lexicon import table
from spiders.sample.market import SampleMarket
from spiders.sample.texts import advert, contact, phrases
from warehouse.taxonomy import find_taxonomies, load_concepts


def own_words(market: SampleMarket, vacancy) -> str:
    """What the text asks: without the sections about the employer, the benefits and the hidden ones."""
    headings = phrases()["advert"]["headings"]
    praise = {h.format(employer=vacancy.employer.name) for k in ("about", "benefits", "eeo") for h in headings[k]}
    sections = [s for s in advert(vacancy) if s.heading not in praise and not s.hidden]
    return visible(html(sections, "page")).text.lower()


def test_every_asked_skill_and_credential_stands_in_the_text_outside_boilerplate(market):
    for vacancy in market.vacancies[:1_500]:
        text = own_words(market, vacancy)
        for named in (*vacancy.asks, *vacancy.credentials):
            assert named.form.lower() in text, (vacancy.key, named.form)


def test_decoys_stand_only_where_they_do_not_count(market):
    for vacancy in market.vacancies[:1_500]:
        text, asked = own_words(market, vacancy), {a.skill.concept_uri for a in vacancy.asks}
        everything = " ".join(" ".join(s.lines) for s in advert(vacancy)).lower()
        for where, skill, form in vacancy.decoys:
            assert form.lower() in everything
            assert (form.lower() in text) <= (
                where == "negated" or skill.concept_uri in asked or _inside(form, vacancy)
            )


def _inside(form: str, vacancy) -> bool:
    """Whether the form is a part of another one that is asked (risk management in … )."""
    others = [a.form for a in (*vacancy.asks, *vacancy.credentials)] + [vacancy.title, vacancy.employer.name]
    others += [f for w, _, f in vacancy.decoys if w == "negated"]
    return any(form.lower() in other.lower() for other in others)


def test_contacts_stand_in_texts_so_that_their_removal_can_be_seen(market):
    people = {v.key: person for v in market.vacancies[:1_000] if (person := contact(v))}
    assert len(people) > 100
    for vacancy in (v for v in market.vacancies[:1_000] if v.key in people):
        text = own_words(market, vacancy)
        assert people[vacancy.key].phone.lower() in text and people[vacancy.key].person.lower() in text


def test_labels_are_escos_own():
    concepts = load_concepts(find_taxonomies())
    labels = dict(zip(concepts["concept_uri"], concepts["preferred_label"], strict=True))
    for row in table("skills.csv"):
        assert labels[row["concept_uri"]] == row["preferred_label"]


def test_what_was_drawn_agrees_with_what_was_promised(market):
    """Units of each skill, as METHOD.md §4 counts them, against the prominence that the truth states."""
    truth = {row["concept_uri"]: row for row in market.truth()["skills"]}
    asked, taught = defaultdict(float), defaultdict(float)
    for vacancy in market.vacancies:
        for ask in vacancy.asks:
            asked[ask.skill.concept_uri] += 1 / len(vacancy.asks)
    originals = [offer for offer in market.offers if not offer.resale_of]
    for offer in originals:
        for ask in offer.taught:
            taught[ask.skill.concept_uri] += 1 / len(offer.taught)
    total = {"demand_prominence_window": len(market.vacancies), "supply_prominence": len(originals)}
    for column, drawn in (("demand_prominence_window", asked), ("supply_prominence", taught)):
        differences = [drawn[uri] / total[column] - row[column] for uri, row in truth.items()]
        assert sum(map(abs, differences)) / 2 < 0.15, column  # of all units, those that lie elsewhere
        frequent = [uri for uri, row in truth.items() if row[column] > 0.01]
        ratios = [log(drawn[uri] / total[column] / truth[uri][column]) for uri in frequent]
        assert sum(ratios) / len(ratios) == pytest.approx(0, abs=0.08), column


def test_the_truth_knows_clear_cases_of_every_class_and_trend(market):
    rows = market.truth()["skills"]
    clear = Counter(row["class_stock"] for row in rows if row["clear"])
    assert all(clear[name] >= 4 for name in ("underserved", "saturated", "dominated")) and clear["balanced"], clear
    assert len({row["concept_uri"] for row in rows if not row["clear"]}) > 50
    assert Counter(row["trend"] for row in rows) == {"flat": 183, "falling": 14, "rising": 12}
    for row in rows:
        sign = {"flat": 0, "rising": 1, "falling": -1}[row["trend"]]
        assert (row["slope"] > 1e-12) - (row["slope"] < -1e-12) == sign


def test_the_same_text_in_two_cities_is_two_vacancies_and_a_copy_is_none(market):
    by_vacancy = defaultdict(list)
    for row in market.truth()["postings"]:
        by_vacancy[row["vacancy"]].append(row)
    assert len(by_vacancy) == len(market.vacancies)
    for key, rows in by_vacancy.items():
        assert len({(r["country"], r["subdivision"], tuple(r["skills"])) for r in rows}) == 1
        if key.endswith("b"):
            first = by_vacancy[key[:-1]][0]
            assert first["skills"] == rows[0]["skills"]


def test_a_resold_offer_leads_to_its_original(market):
    rows = market.truth()["offers"]
    known = {row["identifier"]: row for row in rows}
    resold = [row for row in rows if row["resale_of"]]
    assert resold and all(known[r["resale_of"]]["skills"] == r["skills"] for r in resold)
