"""The frames that measures and pages get: their columns and dtypes, and what links their rows."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from tests.warehouse.told import load, offer, posting, shown, week
from warehouse.facts import write_facts
from warehouse.frames import NO_RUN_YET, Market, market

TEXT, COUNT, NUMBER, TRUTH, DAY = "string", "Int64", "Float64", "boolean", "datetime64[s]"
SPAN = {"matched_text": TEXT, "start": COUNT, "end": COUNT, "field": TEXT}
FRAMES = {
    "runs": {
        **dict.fromkeys(("source", "side", "platform", "basis", "publisher", "terms_url"), TEXT),
        **dict.fromkeys(("licence", "attribution"), TEXT),
        "retention_days": COUNT,
        "as_of": DAY,
        **dict.fromkeys(("status", "reason", "warnings", "robots", "closing"), TEXT),
        **dict.fromkeys(("expected", "fetched", "parsed", "inserted", "updated", "unchanged", "rejected"), COUNT),
        **dict.fromkeys(("quarantined", "stale"), TRUTH),
    },
    "rejects": {"source": TEXT, "as_of": DAY, "stage": TEXT, "reason": TEXT, "count": COUNT},
    "postings": {
        "posting_id": COUNT,
        **dict.fromkeys(("source", "identifier", "title", "hiring_organization", "employer_key"), TEXT),
        "is_agency": TRUTH,
        **dict.fromkeys(("url", "job_location", "country", "subdivision"), TEXT),
        "remote": TRUTH,
        **dict.fromkeys(("industry", "occupation", "occupation_uri", "isco_group", "onet_soc"), TEXT),
        "occupation_score": NUMBER,
        **dict.fromkeys(("nace_section", "naics", "seniority", "education_level", "employment_type"), TEXT),
        **dict.fromkeys(("date_posted", "valid_through", "first_seen", "last_seen"), DAY),
        "open": TRUTH,
        **dict.fromkeys(("pay_low", "pay_high"), NUMBER),
        **dict.fromkeys(("pay_unit", "pay_currency", "language", "archive", "text_key"), TEXT),
        "minhash": "object",
        "vacancy": TEXT,
    },
    "offers": {
        "offer_id": COUNT,
        **dict.fromkeys(("source", "identifier", "name", "offered_by", "provider_key", "provider_kind"), TEXT),
        **dict.fromkeys(("credential_type", "url", "level", "delivery_mode", "pacing", "country", "subdivision"), TEXT),
        **dict.fromkeys(("duration_hours", "duration_weeks", "pace_hours_per_week", "price"), NUMBER),
        **dict.fromkeys(("price_currency", "price_kind", "price_unit", "accredited_by"), TEXT),
        "credit_value": NUMBER,
        **dict.fromkeys(("credit_unit", "stackable_into", "career_support", "industry_partners"), TEXT),
        "rating": NUMBER,
        **dict.fromkeys(("rating_count", "enrolled_count"), COUNT),
        **dict.fromkeys(("date_published", "first_seen", "last_seen"), DAY),
        "open": TRUTH,
        **dict.fromkeys(("archive", "same_as", "offer"), TEXT),
    },
    "earlier_offers": {
        "offer_id": COUNT,
        "price": NUMBER,
        **dict.fromkeys(("price_currency", "price_kind", "price_unit"), TEXT),
    },
    "posting_skills": {"posting_id": COUNT, "concept_uri": TEXT, **SPAN},
    "offer_skills": {"offer_id": COUNT, "concept_uri": TEXT, **SPAN},
    "posting_credentials": {
        "posting_id": COUNT,
        **dict.fromkeys(("credential", "issuer", "requirement"), TEXT),
        **SPAN,
    },
    "offer_credentials": {"offer_id": COUNT, "credential": TEXT, "issuer": TEXT},
    "skills": {
        **dict.fromkeys(("concept_uri", "preferred_label", "skill_type", "group_uri", "group_label"), TEXT),
        **dict.fromkeys(("parent_group_uri", "parent_group_label"), TEXT),
    },
    "credential_list": dict.fromkeys(("credential", "issuer", "credential_type", "field", "url"), TEXT),
    "occupations": dict.fromkeys(("isco_group", "preferred_label"), TEXT),
    "industries": dict.fromkeys(("nace_section", "preferred_label"), TEXT),
    "methods": {"name": TEXT, "made_of": TEXT, "posting_count": COUNT, "offer_count": COUNT},
}


def dtypes(found: Market) -> dict[str, dict[str, str]]:
    return {name: {c: str(t) for c, t in getattr(found, name).dtypes.items()} for name in FRAMES}


def test_frames_are_typed_whether_full_or_empty(warehouse: Engine, tmp_path: Path):
    empty = shown(warehouse, tmp_path)
    assert (empty.as_of, empty.sample) == (NO_RUN_YET, False)
    assert dtypes(empty) == FRAMES
    assert not any(len(getattr(empty, name)) for name in FRAMES)
    load(warehouse, [posting("a")], week(0), sample=True)
    load(warehouse, [offer("c")], week(0), sample=True)
    full = shown(warehouse, tmp_path)
    assert (full.as_of, full.sample) == (week(0), True)
    assert dtypes(full) == FRAMES


def test_every_attribute_of_a_record_arrives_as_stated(warehouse: Engine, tmp_path: Path):
    stated = {
        "employer_key": "acme",
        "is_agency": False,
        "country": "DE",
        "subdivision": "DE-BE",
        "remote": True,
        "industry": "Metal",
        "occupation": "Welder",
        "seniority": "entry",
        "education_level": "none",
        "employment_type": "FULL_TIME",
        "pay_low": 15.5,
        "pay_high": 20.0,
        "pay_unit": "hour",
        "pay_currency": "EUR",
        "language": "de",
        "date_posted": date(2026, 5, 1),
        "valid_through": date(2026, 9, 1),
        "title": 'Ä "=1"\t𝕏',
    }
    load(warehouse, [posting("a", **stated), posting("b")], week(0))
    given, bare = (shown(warehouse, tmp_path).postings.iloc[n] for n in (0, 1))
    expected = stated | {"title": 'Ä "=1" 𝕏'}
    assert {name: given[name] for name in stated} == {
        name: pd.Timestamp(value) if isinstance(value, date) else value for name, value in expected.items()
    }
    assert all(pd.isna(bare[name]) for name in stated if name != "title")
    assert (given["minhash"], given["text_key"], given["archive"]) == (b"python", "python", "acme/2026-06-01")


def test_rejects_are_counted_by_stage_and_reason(sqlite: Engine, tmp_path: Path):
    reject = {"reason": "title: missing", "url": "https://acme.test", "pointer": "[0]"}
    load(sqlite, [posting("x" * 1000), posting("a")], week(0), rejects=[reject, reject])
    load(sqlite, [posting("a")], week(1), rejects=[reject])
    found = shown(sqlite, tmp_path)
    assert found.rejects[["stage", "reason", "count"]].to_numpy().tolist() == [
        ["parsing", "title: missing", 2],
        ["parsing", "title: missing", 1],
    ]
    assert found.runs["rejected"].tolist() == [2, 1]


def test_a_rejected_record_counts_in_its_run_together_with_those_of_parsing(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("é" * 1000), posting("a")], week(0), rejects=[{"reason": "no title"}])
    run = shown(sqlite, tmp_path).runs.iloc[0]
    assert [run[n] for n in ("fetched", "parsed", "inserted", "rejected")] == [3, 2, 1, 2]


def test_mentions_are_those_of_the_version_in_force_and_name_concepts(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("a", "python and welding"), posting("b", "nothing", title="CPR trainer")], week(0))
    load(sqlite, [offer("c", "first aid", name="CPR course")], week(0))
    load(sqlite, [posting("a", "first aid"), posting("b", "nothing", title="CPR trainer")], week(1))
    found = shown(sqlite, tmp_path)
    ids = dict(zip(found.postings["identifier"], found.postings["posting_id"], strict=True))
    assert found.posting_skills.to_numpy().tolist() == [[ids["a"], "esco:first-aid", "first aid", 0, 9, "description"]]
    assert found.posting_credentials.to_numpy().tolist() == [
        [ids["b"], "CPR", "Red Cross", "required", "CPR", 0, 3, "title"]
    ]
    assert found.offer_credentials[["credential", "issuer"]].to_numpy().tolist() == [["CPR", "Red Cross"]]
    assert found.skills["preferred_label"].tolist() == ["first aid"]


def test_groups_and_the_credential_list_come_from_the_taxonomy_and_names_from_the_mentions(
    sqlite: Engine, tmp_path: Path
):
    load(sqlite, [posting("a", "python")], week(0))
    skills = pd.DataFrame(
        [
            ["esco:python", "Python 4", "knowledge", "g", "coding", "", ""],
            ["esco:rust", "Rust", "knowledge", "g", "coding", "", ""],
        ],
        columns=list(FRAMES["skills"]),
    )
    listed = pd.DataFrame([["CPR", "Red Cross", "certificate", "health", "https://r.test"]])
    lists = {"skills": skills, "credential_list": listed.set_axis(list(FRAMES["credential_list"]), axis=1)}
    write_facts(sqlite, tmp_path / "facts", lists)
    found = market(tmp_path / "facts")
    assert found.skills.to_numpy().tolist() == [
        ["esco:python", "python", "knowledge", "g", "coding", pd.NA, pd.NA],
        ["esco:rust", "Rust", "knowledge", "g", "coding", pd.NA, pd.NA],
    ]
    assert found.credential_list["credential"].tolist() == ["CPR"]
    assert dtypes(found) == FRAMES


def test_codes_are_named_and_without_a_name_in_facts_written_before_there_were_any(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("a", "python")], week(0))
    groups = pd.DataFrame([["2512", "Software developers"], ["25", "ICT"]], columns=list(FRAMES["occupations"]))
    write_facts(sqlite, tmp_path / "facts", {"occupations": groups})
    assert market(tmp_path / "facts").occupations["isco_group"].tolist() == ["25", "2512"]
    (tmp_path / "facts" / "occupations.parquet").unlink()
    found = market(tmp_path / "facts")
    assert found.occupations.empty
    assert dtypes(found) == FRAMES


def test_texts_are_read_on_demand(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("a", "Wir suchen…"), posting("b", None)], week(0))
    load(sqlite, [offer("c", "learn")], week(0))
    found = shown(sqlite, tmp_path)
    key, _ = found.postings["posting_id"]
    assert found.texts("job_posting", found.postings["posting_id"]) == {key: "Wir suchen…"}
    assert list(found.texts("credential", found.offers["offer_id"]).values()) == ["learn"]
    assert found.texts("job_posting", []) == {}


def test_vacancies_are_clustered_from_what_the_day_shows(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("a"), posting("b")], week(0))
    load(sqlite, [posting("a"), posting("b"), posting("c")], week(1))

    def cluster(frame: pd.DataFrame) -> "pd.Series[str]":
        return frame["source"] + str(len(frame))

    assert shown(sqlite, tmp_path, week(0), cluster=cluster).postings["vacancy"].tolist() == ["acme2"] * 2
    assert shown(sqlite, tmp_path, cluster=cluster).postings["vacancy"].tolist() == ["acme3"] * 3
    assert shown(sqlite, tmp_path).postings["vacancy"].nunique() == 3
    assert dtypes(shown(sqlite, tmp_path, cluster=cluster)) == FRAMES


P, Q, R, S = (f"https://{name}.test/course" for name in "pqrs")


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ({"a": (P, None), "b": (Q, P)}, "aa"),
        ({"a": (P, None), "b": (Q, "http://www.p.test/course/#top")}, "aa"),
        ({"a": (P, Q), "b": (Q, R), "c": (R, None)}, "ccc"),  # a chain
        ({"a": (P, Q), "b": (Q, P)}, "aa or bb"),  # a ring
        ({"a": (P, None), "b": (Q, P), "c": (R, P)}, "aaa"),
        ({"a": (P, None), "b": (Q, S)}, "ab"),  # nobody's address
        ({"a": (P, None), "b": (P, None), "c": (Q, P)}, "abc"),  # more than one stands there: no saying which
        ({"a": (P, P)}, "a"),
        ({"a": (None, None), "b": (None, None)}, "ab"),
    ],
)
def test_a_resold_offer_is_linked_to_its_original(
    sqlite: Engine, tmp_path: Path, offers: dict[str, tuple[str | None, str | None]], expected: str
):
    load(sqlite, [offer(name, url=url, same_as=same_as) for name, (url, same_as) in offers.items()], week(0))
    found = shown(sqlite, tmp_path).offers
    names = dict(zip(found["offer_id"].astype("string"), found["identifier"], strict=True))
    linked = "".join(found["offer"].map(names))
    assert linked in expected.split(" or ")


@pytest.mark.parametrize(
    ("name", "providers", "sources", "expected"),
    [
        ("Supply Chain Analytics for Beginners", "pp", "xy", "aa"),
        ("Supply Chain Analytics for Beginners", "pq", "xy", "ab"),  # two providers
        ("Supply Chain Analytics for Beginners", "pp", "xx", "ab"),  # a source tells its own offers apart
        ("Machine Learning", "pp", "xy", "ab"),  # a subject, not a name
    ],
)
def test_a_provider_s_offer_of_one_telling_name_in_two_sources_is_one(
    sqlite: Engine, tmp_path: Path, name: str, providers: str, sources: str, expected: str
):
    listed = zip("ab", providers, sources, strict=True)
    made = [offer(n, name=name, offered_by=p, provider_key=p, source=source) for n, p, source in listed]
    for source in sorted(set(sources)):
        load(sqlite, [each for each in made if each.source == source], week(0))
    found = shown(sqlite, tmp_path).offers
    names = dict(zip(found["offer_id"].astype("string"), found["identifier"], strict=True))
    assert "".join(found["offer"].map(names)) == expected


def test_a_course_and_a_specialisation_of_one_name_are_two_offers(sqlite: Engine, tmp_path: Path):
    name = "Introduction to Data Science"
    for source, kind in (("a", "course"), ("b", "specialisation")):
        made = offer(source, name=name, offered_by="p", provider_key="p", source=source, credential_type=kind)
        load(sqlite, [made], week(0))
    assert shown(sqlite, tmp_path).offers["offer"].nunique() == 2


def test_the_price_that_an_offer_had_in_the_year_before_the_last(warehouse: Engine, tmp_path: Path):
    for weeks, price in ((-110, 1.0), (-100, 2.0), (-60, 3.0), (-50, 4.0), (0, 5.0)):
        load(warehouse, [offer("a", price=price, price_currency="EUR"), offer(f"b{weeks}", price=price)], week(weeks))
    found = shown(warehouse, tmp_path)
    named = found.earlier_offers.merge(found.offers[["offer_id", "identifier"]], on="offer_id")
    assert named.set_index("identifier")["price"].to_dict() == {"a": 3.0, "b-100": 2.0, "b-60": 3.0}
    assert named["price_currency"].dropna().tolist() == ["EUR"]
