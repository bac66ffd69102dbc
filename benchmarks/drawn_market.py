"""A drawn market as facts, in the layout that `warehouse.facts` writes: what measures are timed on.

10 skills a vacancy and 8 an offer, of 4,000 with Zipf frequencies, employers and providers of Zipf sizes, 330 places,
27 weekly runs of 50 sources. A posting is sighted twice: in its first week and in the newest one.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.facts import LISTS, ROWS_AT_ONCE, _arrow_type, statements
from warehouse.ledger import version_id

AS_OF = date(2026, 11, 23)
SKILLS, EMPLOYERS, PROVIDERS, CREDENTIALS, WEEKS = 4_000, 20_000, 200, 300, 27
SOURCES = {"postings": 40, "offers": 10}
COUNTRIES = ("US", "GB", "DE", "FR", "IN", "XA", "XB", "XC", "XD", "XE", "XF", "XG", "XH", "XI", "XJ")
PLACES = pa.array([f"{country}-{number}" for country in COUNTRIES for number in range(22)])
URIS = [f"http://data.europa.eu/esco/skill/{n:08d}-0000-0000-0000-000000000000" for n in range(SKILLS)]
LABELS = [f"skill number {n}" for n in range(SKILLS)]
RNG = np.random.default_rng(0)
Numbers = npt.NDArray[np.int64]
SCHEMAS = {name: pa.schema([(name, pa.string()) for name in columns]) for name, columns in LISTS.items()} | {
    name: pa.schema([(column.name, _arrow_type(column)) for column in statement.selected_columns])
    for name, (statement, _) in statements().items()
}


def draw(folder: Path, vacancies: int, offers: int) -> None:
    """Write the facts of a market of so many open vacancies and offers."""
    folder.mkdir(parents=True)
    runs = _runs()
    _write(folder, "runs", runs)
    _write(folder, "methods", {"id": [1], "name": ["drawn"], "made_of": ["chance"], "taken_up": [1]})
    run = runs["id"]
    read = {"run_id": run, "ordinal": run * 0, "method_id": run * 0 + 1, "in_force_date": [AS_OF] * len(run)}
    _write(folder, "taggings", read)
    _demand(folder, vacancies)
    _supply(folder, offers)
    group, parent = _named("g", np.arange(SKILLS) % 300), _named("G", np.arange(SKILLS) % 50)
    nodes = {"group_uri": group, "group_label": group, "parent_group_uri": parent, "parent_group_label": parent}
    _write(folder, "skills", {"concept_uri": URIS, "preferred_label": LABELS, **nodes})
    listed = {"credential": _named("c", np.arange(CREDENTIALS)), "issuer": ["i"] * CREDENTIALS}
    _write(folder, "credential_list", listed)
    for name in SCHEMAS:
        if not (folder / f"{name}.parquet").exists():
            _write(folder, name, {})


def _runs() -> dict[str, Any]:
    """A complete run a week of each source; the id of a source's run in a week is source · WEEKS + week."""
    names = [f"{side[0]}{n}" for side, count in SOURCES.items() for n in range(count)]
    count = len(names) * WEEKS
    days = [AS_OF - timedelta(weeks=WEEKS - 1 - week) for week in range(WEEKS)] * len(names)
    side = ["demand"] * SOURCES["postings"] * WEEKS + ["supply"] * SOURCES["offers"] * WEEKS
    same = {
        "sample": False,
        "platform": "none",
        "state": "loaded",
        "closing": "shown",
        "status": "complete",
        "basis": "drawn",
    }
    return {
        "id": np.arange(count),
        "source": np.repeat(names, WEEKS),
        "as_of": days,
        "name": [day.isoformat() for day in days],
        "side": side,
        **{name: [value] * count for name, value in same.items()},
    }


def _seen(side: str, source: Numbers) -> tuple[Numbers, dict[str, Any], dict[str, Any]]:
    """What sorts the units by version, then the columns that every version has, and the sightings."""
    count = len(source)
    week = RNG.integers(0, WEEKS - 1, count)
    offset = 0 if side == "postings" else SOURCES["postings"]
    run, newest = (source + offset) * WEEKS + week, (source + offset) * WEEKS + WEEKS - 1
    order = np.argsort(run, kind="stable")
    row = np.arange(count)
    version = version_id(run[order], np.int64(0), row)
    names = [f"{side[0]}{n}" for n in range(SOURCES[side])]
    columns = {
        "version_id": version,
        "record_id": RNG.permutation(count)[order] * 8_000_000_011,
        "source": _taken(names, source[order]),
        "identifier": _named("", order),
        "url": _named(f"https://{side}.example/", order),
        "text_length": RNG.integers(500, 5_000, count),
    }
    sighted = {"run_id": np.concatenate([run[order], newest[order]]), "ordinal": np.zeros(2 * count, np.int64)}
    return order, columns, sighted | {"row": np.tile(row, 2), "version_id": np.tile(version, 2)}


def _demand(folder: Path, count: int) -> None:
    employer = RNG.zipf(1.6, count) % EMPLOYERS
    order, columns, sighted = _seen("postings", employer % SOURCES["postings"])
    employer, place, pay = employer[order], _ranked(count, len(PLACES)), RNG.integers(20, 120, count) * 1_000.0
    silent = RNG.random(count) < 0.6
    columns |= {
        "title": _named("Title ", order),
        "employer_key": _named("e", employer),
        "hiring_organization": _named("Employer ", employer),
        **_place(place),
        "remote": RNG.random(count) < 0.2,
        "seniority": _taken(["entry", "mid", "senior"], RNG.integers(0, 3, count)),
        "education_level": _taken(["bachelor", "master", None], RNG.integers(0, 3, count)),
        "pay_low": pa.array(pay, mask=silent),
        "pay_high": pa.array(pay * 1.2, mask=silent),
        "pay_unit": pa.array(["year"] * count, mask=silent),
        "pay_currency": _taken(["USD", "EUR", "GBP"], RNG.integers(0, 3, count)),
    }
    _write(folder, "postings", columns)
    _write(folder, "posting_sightings", sighted)
    version = columns["version_id"]
    sections = _taken(list("ABCDEFGHIJKLMNOPQRSTU"), employer % 21)
    classes = {"isco_group": _named("", RNG.integers(1111, 1511, count)), "nace_section": sections}
    _write(folder, "posting_classes", {"version_id": version, "method_id": np.ones(count, np.int64), **classes})
    _write(folder, "posting_skills", _mentions(version, 10))
    wanting = np.sort(RNG.choice(version, count // 5, replace=False))
    credential = _named("c", _ranked(len(wanting), CREDENTIALS))
    named = {"version_id": wanting, "method_id": wanting * 0 + 1, "n": wanting * 0, "credential": credential}
    same = {"issuer": "i", "requirement": "required", "field": "description"}
    _write(folder, "posting_credentials", named | {name: [value] * len(wanting) for name, value in same.items()})


def _supply(folder: Path, count: int) -> None:
    provider = RNG.zipf(1.5, count) % PROVIDERS
    order, columns, sighted = _seen("offers", provider % SOURCES["offers"])
    kinds = ["badge", "certificate", "course", "degree"]
    columns |= {
        "name": _named("Course ", order),
        "provider_key": _named("p", provider[order]),
        "offered_by": _named("Provider ", provider[order]),
        "credential_type": _taken(kinds, RNG.integers(0, len(kinds), count)),
        "price": RNG.random(count) * 100,
        "price_currency": ["USD"] * count,
        "price_kind": ["one-time"] * count,
        "duration_hours": RNG.integers(2, 200, count).astype(float),
        "delivery_mode": _taken(["online", "in person"], (RNG.random(count) > 0.7).astype(np.int64)),
        **_place(RNG.integers(0, 22, count)),
    }
    _write(folder, "offers", columns)
    _write(folder, "offer_sightings", sighted)
    _write(folder, "offer_skills", _mentions(columns["version_id"], 8))


def _mentions(version: Numbers, each: int) -> dict[str, Any]:
    skill, count = _ranked(each * len(version), SKILLS), each * len(version)
    return {
        "version_id": np.repeat(version, each),
        "method_id": np.ones(count, np.int64),
        "n": np.tile(np.arange(each), len(version)),
        "concept_uri": _taken(URIS, skill),
        "preferred_label": _taken(LABELS, skill),
        "skill_type": _taken(["knowledge", "competence"], skill % 2),
        "matched_text": _taken(LABELS, skill),
        "start": RNG.integers(0, 5_000, count),
        "end": RNG.integers(0, 5_000, count),
        "field": _taken(["title", "description"], (RNG.random(count) > 0.1).astype(np.int64)),
    }


def _place(place: Numbers) -> dict[str, Any]:
    return {
        "country": _taken(COUNTRIES, place // 22),
        "subdivision": pa.DictionaryArray.from_arrays(pa.array(place), PLACES),
    }


def _named(prefix: str, numbers: Numbers) -> pa.Array:
    return pa.array(np.char.add(prefix, numbers.astype(str)).tolist())


def _taken(values: Any, index: Numbers) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(index), pa.array(values, pa.string()))


def _ranked(count: int, of: int) -> Numbers:
    """`count` draws from `of` things with frequencies falling as 1/rank^0.9."""
    weight = 1 / np.arange(1, of + 1) ** 0.9
    return RNG.choice(of, count, p=weight / weight.sum())


def _write(folder: Path, name: str, columns: dict[str, Any]) -> None:
    """A fact with the columns given, the others null, typed and grouped as `write_facts` does."""
    schema, count = SCHEMAS[name], len(next(iter(columns.values()), ()))
    if unknown := columns.keys() - set(schema.names):
        raise ValueError(f"{name} has no {unknown}")
    with pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
        for start in range(0, count, ROWS_AT_ONCE):
            here = slice(start, min(start + ROWS_AT_ONCE, count))
            nothing = pa.nulls(here.stop - start)
            arrays = [_array(columns[f.name][here] if f.name in columns else nothing, f.type) for f in schema]
            writer.write_batch(pa.record_batch(arrays, schema))


def _array(values: Any, wanted: pa.DataType) -> pa.Array:
    if isinstance(values, pa.DictionaryArray):
        return values.dictionary_decode().cast(wanted)
    return values.cast(wanted) if isinstance(values, pa.Array) else pa.array(values, wanted)
