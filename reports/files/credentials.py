"""`credentials.jsonld`: the offers and the credentials that vacancies name, in the words of CTDL and Open Badges 3.0.

What a provider states is in their terms; what we counted is in ours (`urn:credscope:` and the column's name), of all
places. No node is a badge that somebody was given: nothing in it can be verified, and nothing is fetched to write it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from reports.currency import report_currency
from reports.evidence.addresses import web_link
from reports.findings import Findings
from reports.measures.units.counting import ALL
from reports.rows import Row, rows
from reports.voice import absent

CONTEXT = ("https://credreg.net/ctdl/schema/context/json", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
OURS = "urn:credscope:"
NAMED = ("explicit_count", "required_count", "preferred_count", "mentioned_count", "employer_count", "evidence")
SHARES = ("share", "share_low", "share_high")
CLASSES = {  # of our kinds: CTDL's class, Open Badges' achievementType
    "badge": ("Badge", "Badge"),
    "micro-credential": ("MicroCredential", "MicroCredential"),
    "course": ("Course", "Course"),
    "specialisation": ("LearningProgram", "LearningProgram"),
    "certificate": ("Certificate", "Certificate"),
    "professional certificate": ("Certificate", "Certificate"),
    "nanodegree": ("Certificate", "Certificate"),
    "professional certification": ("Certification", "Certification"),
    "licence": ("License", "License"),
    "endorsement": ("License", "License"),
    "apprenticeship": ("ApprenticeshipCertificate", "ApprenticeshipCertificate"),
    "bootcamp": ("LearningProgram", "LearningProgram"),
    "diploma": ("Diploma", "Diploma"),
    "degree": ("Degree", "Degree"),
}
OTHER = ("Credential", "Achievement")
LEARNING = ("Course", "LearningProgram")  # classes that teach; a credential requires
Node = dict[str, Any]


def write_credentials(path: Path, findings: Findings) -> int:
    """Write a node a line; how many credentials there are among them."""
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(f'{{"@context":{_json(CONTEXT)},"@graph":[')
        for number, node in enumerate(_nodes(findings)):
            file.write((",\n" if number else "\n") + _json(node))
            count += "achievementType" in node
        file.write("\n]}\n")
    return count


def _nodes(findings: Findings) -> Iterator[Node]:
    market = findings.market
    stated = {"as_of": market.as_of.isoformat(), "sample": market.sample, "vacancy_total": findings.vacancy_total}
    yield {"@id": f"{OURS}report"} | {OURS + name: value for name, value in stated.items()}
    basis = findings.measures.basis
    units = basis.supply.units[basis.supply.units["open"].to_numpy(bool)]
    demand = findings.measures.credential_demand
    figures = {_key(r["credential"], r["issuer"]): r for r in rows(demand[demand["place"] == ALL])}
    listed = [r for key, r in figures.items() if r["explicit_count"] and key not in _keys(units)]
    names = dict.fromkeys([*units["name"].dropna(), *(str(r["issuer"]) for r in listed if not absent(r["issuer"]))])
    number = {name: f"_:o{place}" for place, name in enumerate(sorted(names))}
    for name, node in number.items():
        yield {"@id": node, "@type": "ceterms:CredentialOrganization", "ceterms:name": {"und": name}}
    taught = basis.supply.mentions[basis.supply.mentions["unit_id"].isin(units["unit_id"])]
    for skill in rows(basis.skills[basis.skills["skill_id"].isin(taught["subject_id"])]):
        yield _alignment(skill)
    skills = taught.groupby("unit_id")["subject_id"].agg(list).to_dict()
    urls = _addresses(findings)
    for unit in rows(units[["unit_id", "key", "title", "name", "credential_type", "price", "hours"]]):
        made = _offer(unit, number.get(unit["name"]), urls.get(unit["unit_id"]), skills.get(unit["unit_id"], []))
        yield made | _demand(figures.get(_key(unit["title"], unit["name"])))
    for row in listed:
        yield _named(row, number.get(row["issuer"])) | _demand(row)


def _keys(units: pd.DataFrame) -> set[tuple[str, str]]:
    return {_key(*pair) for pair in zip(units["title"], units["name"], strict=True)}


def _key(name: Any, issuer: Any) -> tuple[str, str]:
    return (str(name).lower(), "" if absent(issuer) else str(issuer).lower())


def _addresses(findings: Findings) -> dict[int, str]:
    """The page of each offer: that of its first listing with one."""
    offers = findings.market.offers[["offer_id", "url"]].merge(findings.measures.basis.listings, on="offer_id")
    found = offers.sort_values("offer_id").drop_duplicates("unit_id")
    pages = ((unit, web_link(url)) for unit, url in zip(found["unit_id"], found["url"], strict=True))
    return {int(unit): url for unit, url in pages if url}


def _alignment(skill: Row) -> Node:
    label = {} if absent(skill["preferred_label"]) else {"targetName": str(skill["preferred_label"])}
    return {
        "@id": f"_:s{skill['skill_id']}",
        "@type": ["ceterms:CredentialAlignmentObject", "Alignment"],
        "ceterms:targetNode": skill["concept_uri"],
        "ceterms:targetNodeName": {"en": label.get("targetName", skill["concept_uri"])},
        "ceterms:frameworkName": {"en": "ESCO"},
        "targetUrl": skill["concept_uri"],
        "targetFramework": "ESCO",
    } | label


def _offer(unit: Row, organization: str | None, url: str | None, skills: list[int]) -> Node:
    ctdl, badge = CLASSES.get(str(unit["credential_type"]), OTHER)
    node = _credential(f"{OURS}offer:{quote(str(unit['key']), safe=':')}", str(unit["title"]), ctdl, badge)
    if organization:
        node["ceterms:offeredBy"] = organization
    if url:
        node["ceterms:subjectWebpage"] = url
    if skills:
        refs = [f"_:s{skill}" for skill in skills]
        teaches = {"ceterms:teaches": refs}
        requires = {"ceterms:requires": {"@type": "ceterms:ConditionProfile", "ceterms:targetCompetency": refs}}
        node |= teaches if ctdl in LEARNING else requires
    if not absent(unit["price"]):
        cost = {"ceterms:price": round(unit["price"], 2), "ceterms:currency": report_currency()}
        node["ceterms:estimatedCost"] = {"@type": "ceterms:CostProfile"} | cost
    if not absent(unit["hours"]):
        exact = {"ceterms:exactDuration": duration(unit["hours"])}
        node["ceterms:estimatedDuration"] = {"@type": "ceterms:DurationProfile"} | exact
    return node


def duration(hours: float) -> str:
    """ISO 8601 knows no powers of ten: `PT1000000H`, `PT2.5H`."""
    return f"PT{f'{hours:.2f}'.rstrip('0').rstrip('.')}H"


def _named(row: Row, organization: str | None) -> Node:
    """A credential that vacancies name and no catalogue offers; of what kind it is, CTDL's most general class says."""
    name = quote(f"{row['credential']}|{row['issuer'] or ''}", safe="")
    owner = {"ceterms:ownedBy": organization} if organization else {}
    return _credential(f"{OURS}credential:{name}", str(row["credential"]), *OTHER) | owner


def _credential(address: str, name: str, ctdl: str, badge: str) -> Node:
    types = [f"ceterms:{ctdl}", "Achievement"]
    return {"@id": address, "@type": types, "achievementType": badge, "ceterms:name": {"und": name}}


def _demand(row: Row | None) -> Node:
    """Its figures where a vacancy names it; how many ask what it teaches, `credential_demand.csv` says."""
    return {OURS + name: row[name] for name in (*NAMED, *SHARES)} if row and row["explicit_count"] else {}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
