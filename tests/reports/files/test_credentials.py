import json
from pathlib import Path
from typing import Any

import pytest

from reports.files.credentials import duration, write_credentials
from reports.findings import Findings
from spiders.ctdl_mapping import Offer, index, offers, plain


@pytest.fixture(scope="module")
def graph(folder: Path) -> Any:
    return json.loads((folder / "credentials.jsonld").read_text(encoding="utf-8"))


def nodes(graph: Any) -> dict[str, Any]:
    return {node["ceterms:name"]["und"]: node for node in graph["@graph"] if "achievementType" in node}


def test_contexts_are_named_and_nothing_else_is_fetched_or_defined(graph: Any) -> None:
    assert graph["@context"] == [
        "https://credreg.net/ctdl/schema/context/json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]


def test_every_reference_within_the_graph_is_to_a_node_of_it(graph: Any) -> None:
    known = {node["@id"] for node in graph["@graph"]}
    assert len(known) == len(graph["@graph"])
    refs = [word for word in json.dumps(graph).split('"') if word.startswith("_:")]
    assert refs
    assert set(refs) <= known


def test_an_offer_says_who_gives_it_what_it_teaches_costs_and_takes(told: Findings, graph: Any) -> None:
    open_units = told.measures.basis.supply.units.query("open")
    of_offers = [n for n in graph["@graph"] if n["@id"].startswith("urn:credscope:offer:")]
    assert len(of_offers) == len(open_units)
    text = json.dumps(of_offers)
    for term in ("offeredBy", "estimatedCost", "estimatedDuration", "subjectWebpage"):
        assert f"ceterms:{term}" in text
    skills = [n for n in graph["@graph"] if "ceterms:targetNode" in n]
    assert {n["ceterms:targetNodeName"]["en"] for n in skills} >= {"SQL", "C++"}


def test_a_named_credential_that_nobody_offers_bears_its_demand(told: Findings, graph: Any) -> None:
    demand = told.measures.credential_demand.query("place == 'all'").set_index("credential")
    node = nodes(graph)["Certified Data Steward"]
    assert node["urn:credscope:explicit_count"] == demand["explicit_count"]["Certified Data Steward"]
    assert node["urn:credscope:share_low"] < node["urn:credscope:share"] < node["urn:credscope:share_high"]


def test_our_own_reader_of_the_registry_reads_it(graph: Any) -> None:
    read = plain({"@graph": json.loads(json.dumps(graph["@graph"]).replace('"und"', '"en"'))})
    known = index(read)
    records = [Offer(node, known).record(None) for node in offers(read) if "offer:" in node["id"]]
    assert {"SQL", "C++"} & {skill for record in records for skill in record.teaches}
    assert all(record.offered_by for record in records)


def test_hostile_names_stay_text_and_hostile_addresses_are_left_out(hostile: Findings, tmp_path: Path) -> None:
    write_credentials(tmp_path / "c.jsonld", hostile)
    graph = json.loads((tmp_path / "c.jsonld").read_text(encoding="utf-8"))
    pages = [n["ceterms:subjectWebpage"] for n in graph["@graph"] if "ceterms:subjectWebpage" in n]
    assert all(page.startswith(("http://", "https://")) and '"' not in page for page in pages)
    assert "</script>" in json.dumps(graph)


def test_an_empty_market_is_a_graph_of_its_report_alone(empty: Findings, tmp_path: Path) -> None:
    assert write_credentials(tmp_path / "c.jsonld", empty) == 0
    (node,) = json.loads((tmp_path / "c.jsonld").read_text())["@graph"]
    assert node["urn:credscope:vacancy_total"] == 0


@pytest.mark.parametrize(
    ("hours", "written"), [(1e9, "PT1000000000H"), (123_456.0, "PT123456H"), (2.5, "PT2.5H"), (20.0, "PT20H")]
)
def test_a_duration_is_of_iso_8601_however_long(hours: float, written: str) -> None:
    assert duration(hours) == written
