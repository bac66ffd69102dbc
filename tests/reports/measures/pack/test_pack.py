"""What is known of one credential: `Certified Data Steward` of the told market, which no catalogue offers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from reports.measures.demand.credential_demand import credential_demand
from reports.measures.markets.whatif import NoVacancyHereError
from reports.measures.pack.names import Named, UnknownCredentialError, find_credential, known_credentials
from reports.measures.pack.pack import Asked, Pack, pack
from reports.measures.pack.skills import taught_by
from reports.measures.units.basis import Basis, basis
from tests.reports.told_market import told_market

STEWARD = "Certified Data Steward"
KNOWN = pd.DataFrame(
    [("CompTIA Security+", "CompTIA"), ("Scrum Master", "Scrum.org"), ("Scrum Master", "Scrum Alliance"), ("C++", "")],
    columns=["credential", "issuer"],
)


@pytest.fixture(scope="module")
def market():
    return told_market()


@pytest.fixture(scope="module")
def counted(market) -> Basis:
    return basis(market)


@pytest.fixture(scope="module")
def found(market, counted: Basis) -> Pack:
    return pack(market, counted, Asked("certified  data steward"))


def test_a_name_is_found_in_any_case_and_spacing() -> None:
    assert find_credential(KNOWN, " comptia   SECURITY+ ", None) == Named("CompTIA Security+", "CompTIA")
    assert find_credential(KNOWN, "c++", None) == Named("C++", "")
    assert find_credential(KNOWN.replace("Scrum Master", "Scrum – Master"), "scrum - master", None)


def test_of_several_issuers_the_first_known_is_meant_unless_one_is_given() -> None:
    assert find_credential(KNOWN, "Scrum Master", None).issuer == "Scrum.org"
    assert find_credential(KNOWN, "Scrum Master", "scrum alliance").issuer == "Scrum Alliance"


@pytest.mark.parametrize(
    ("name", "issuer", "says"),
    [
        ("CompTIA Securty+", None, "no credential is called 'CompTIA Securty+'; near names: CompTIA Security+"),
        ("scrum", None, "no credential is called 'scrum'; near names: Scrum Master"),
        ("zzz", None, "no credential is called 'zzz'$"),
        ("", None, "no credential is called ''"),
        ("Scrum Master", "PMI", "'PMI' issues no 'Scrum Master'; it is issued by: Scrum.org; Scrum Alliance"),
    ],
)
def test_an_unknown_one_is_refused_with_the_near_ones(name: str, issuer: str | None, says: str) -> None:
    with pytest.raises(UnknownCredentialError, match=says.replace("+", r"\+")):
        find_credential(KNOWN, name, issuer)


def test_known_are_those_named_most_first_and_the_whole_list(market, counted: Basis) -> None:
    known = known_credentials(credential_demand(counted, market.credential_list), market.credential_list)
    assert known["credential"].iloc[0] == STEWARD
    assert set(market.credential_list["credential"]) <= set(known["credential"])
    assert not known.duplicated().any()


def test_demand_is_that_of_the_report_with_a_trend_by_place(market, counted: Basis, found: Pack) -> None:
    every = credential_demand(counted, market.credential_list)
    here = every[(every["credential"] == STEWARD) & (every["place"] == "all")].iloc[0]
    first = found.demand.iloc[0]
    assert (first["place"], first["explicit_count"]) == ("all", here["explicit_count"])
    assert first["trend"] in {"rising", "falling", "flat"}
    assert first["slope_low"] <= first["slope"] <= first["slope_high"]
    assert found.demand["place"].is_unique


def test_employers_sum_to_the_vacancies_that_name_it(found: Pack) -> None:
    assert found.employers["vacancy_count"].sum() == found.demand["explicit_count"].iloc[0]
    named = found.employers[found.employers["employer"] != ""]
    assert len(named) == found.demand["employer_count"].iloc[0]
    assert named["vacancy_count"].is_monotonic_decreasing
    assert np.isclose(found.employers["naming_share"].sum(), 1, atol=1e-4)


def test_the_sample_is_of_vacancies_that_name_it_one_of_each_employer_first(found: Pack) -> None:
    assert len(found.vacancies) == 12
    assert found.vacancies["employer"].is_unique
    assert (found.vacancies["matched_text"] == STEWARD).all()


def test_what_nobody_offers_is_compared_by_what_its_vacancies_ask(found: Pack) -> None:
    assert found.offers.empty
    assert not found.by_offers


def test_what_its_offers_agree_on_is_what_it_teaches(counted: Basis) -> None:
    offers = counted.supply.units.loc[counted.supply.units["open"], "unit_id"].to_numpy(np.int64)[:1]
    mentions = counted.supply.mentions
    taught = set(mentions.loc[mentions["unit_id"].isin(offers), "subject_id"])
    usual = set(counted.skills.loc[~counted.skills["is_transversal"], "skill_id"])
    assert set(taught_by(counted, offers).tolist()) == taught & usual


def test_its_own_offers_are_no_alternatives(market, counted: Basis) -> None:
    offer = counted.supply.units[counted.supply.units["open"]].sort_values("skill_count").iloc[-1]
    found = pack(market, counted, Asked(str(offer["title"]), str(offer["name"])))
    assert offer["key"] in set(found.offers["offer"])
    assert not set(found.offers["offer"]) & set(found.alternatives["offer"])
    assert found.alternatives["rank"].tolist() == list(range(1, len(found.alternatives) + 1))
    assert found.alternatives["similarity"].is_monotonic_decreasing


def test_a_place_stands_first_and_its_vacancies_alone_are_shown(market, counted: Basis) -> None:
    found = pack(market, counted, Asked(STEWARD, place="US-NY"))
    assert found.demand["place"].tolist()[:2] == ["US-NY", "all"]
    assert found.employers["vacancy_count"].sum() == found.demand["explicit_count"].iloc[0]
    assert set(found.vacancies["job_location"]) == {"Albany, NY"}


def test_a_place_without_a_vacancy_is_refused_with_others(market, counted: Basis) -> None:
    with pytest.raises(NoVacancyHereError, match="no vacancy is open in 'AQ'; most are in US"):
        pack(market, counted, Asked(STEWARD, place="AQ"))


def test_one_that_nobody_names_has_a_row_of_noughts(market, counted: Basis) -> None:
    unnamed = replace(counted, named=counted.named[counted.named["credential"] != STEWARD])
    found = pack(market, unnamed, Asked(STEWARD))
    row = found.demand.iloc[0]
    assert (row["place"], row["explicit_count"], row["evidence"]) == ("all", 0, "thin")
    assert row["vacancy_total"] > 0
    assert found.employers.empty
    assert found.vacancies.empty


def test_an_empty_market_still_has_a_pack_of_a_listed_one() -> None:
    nothing = told_market(postings=0, offers=0)
    found = pack(nothing, basis(nothing), Asked(STEWARD))
    assert found.demand["vacancy_total"].tolist() == [0]
    assert all(frame.empty for frame in (found.employers, found.vacancies, found.offers, found.alternatives))
