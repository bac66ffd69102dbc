from reports.findings import Findings


def test_facts_of_a_skill_stand_once(told: Findings) -> None:
    tables = told.csvs()
    skills = tables["skills"]
    assert skills["concept_uri"].is_unique
    assert set(skills["concept_uri"]) == set(tables["saturation"]["concept_uri"])
    assert "price_median" in skills.columns
    assert "price_median" not in tables["saturation"].columns
    assert "group_label" not in tables["skill_demand"].columns


def test_what_a_place_lists_is_named_there_or_has_a_verdict(told: Findings) -> None:
    markets, whole = told.csvs()["saturation"], told.measures.saturation
    left_out = whole.merge(markets[["concept_uri", "place"]], how="left", indicator=True).query("_merge == 'left_only'")
    assert (left_out["place"] != "all").all()
    assert left_out["class"].isin(["thin", "contested"]).all()
    assert (left_out["demand_count"] < 3).all()
    assert len(told.csvs()["skill_demand"]) == len(told.measures.skill_demand)


def test_a_credential_is_in_all_places_and_where_it_is_named_or_widely_implied(told: Findings) -> None:
    listed, whole = told.csvs()["credential_demand"], told.measures.credential_demand
    assert (listed["place"] == "all").sum() == (whole["place"] == "all").sum()
    assert (listed["explicit_count"] > 0).sum() == (whole["explicit_count"] > 0).sum()
    elsewhere = listed[(listed["place"] != "all") & (listed["explicit_count"] == 0)]
    assert (elsewhere["implied_half_count"] >= 10).all()


def test_an_empty_market_has_every_table_with_its_columns(told: Findings, empty: Findings) -> None:
    assert {n: [*f.columns] for n, f in empty.csvs().items()} == {n: [*f.columns] for n, f in told.csvs().items()}
