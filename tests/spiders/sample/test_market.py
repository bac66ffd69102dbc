"""The sample market as a whole: large enough, fictional, and the same in every process."""

import csv
import gzip
import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from spiders.sample import sources
from spiders.sample.economy import INDUSTRIES, WEEKS
from spiders.sample.market import SampleMarket
from spiders.sample.postings import AGENCY
from spiders.sample.vacancies import CREDENTIALS
from warehouse.records import Side

DIGEST = """
import sys
from hashlib import sha256
from pathlib import Path
from spiders.sample.market import SampleMarket
market = SampleMarket(scale=0.05, seed=7)
folder = Path(sys.argv[1])
paths = market.write_archives(folder, weeks=(11,)) + market.write_truth(folder)
print(sha256(b"".join(path.read_bytes() for path in paths)).hexdigest())
"""


def test_the_sources_speak_seven_formats_on_names_that_exist_nowhere():
    found = sources()
    assert len(found) >= 12 and len({cls.platform for cls in found.values()}) >= 7
    assert Counter(cls.side for cls in found.values()) == {Side.DEMAND: 9, Side.SUPPLY: 7}
    for cls in found.values():
        assert cls.sample and cls.host.endswith(".sample.test") and cls.pause == 0


def test_there_is_enough_of_everything(market):
    assert len(market.postings) >= 6_000
    assert sum(not offer.resale_of for offer in market.offers) >= 600
    assert len(market.organizations.employers) >= 60 and len(market.organizations.providers) >= 40
    assert len(market.economy.skills) >= 150 and len(CREDENTIALS) >= 40
    assert len({p.vacancy.place["country"] for p in market.postings}) >= 6
    states = {p.vacancy.place["subdivision"] for p in market.postings}
    assert sum(state.startswith("US-") for state in states) >= 6
    assert {p.vacancy.employer.industry for p in market.postings} == set(INDUSTRIES)
    named = {c.requirement for p in market.postings for c in p.vacancy.credentials}
    assert named == {"required", "preferred", "equivalent", "mentioned", "negated"}


def test_every_kind_of_noise_is_there(market):
    kinds = Counter(posting.kind for posting in market.postings)
    assert kinds["copy"] > 200 and kinds["repost"] > 100 and kinds["clone"] >= 200
    assert len({p.vacancy.key for p in market.postings if p.kind == "clone"}) == 1
    assert sum(v.key.endswith("b") for v in market.vacancies) > 100  # the same text in a second city
    assert sum(p.last_week < WEEKS - 1 for p in market.postings) > 2_000
    assert any(p.vacancy.title.startswith("=") for p in market.postings)
    assert any("<script>" in p.vacancy.title for p in market.postings)
    assert sum(o.raise_week < WEEKS for o in market.offers) > 50
    assert (
        sum(o.first_week > 0 for o in market.offers) > 50 and sum(o.last_week < WEEKS - 1 for o in market.offers) > 50
    )
    assert sum(bool(o.resale_of) for o in market.offers) > 50


def test_only_the_source_that_collapses_ever_looks_as_if_it_did(market):
    counts = {}
    for row in market.truth()["runs"]:
        good = counts.setdefault(row["source"], [])
        if row["status"] == "complete":
            if good:
                assert row["parsed"] >= sorted(good[-5:])[len(good[-5:]) // 2] / 2, row
            good.append(row["parsed"])
        elif row["status"] == "quarantined":
            assert row["parsed"] < sorted(good[-5:])[2] / 2


def test_identifiers_are_unique_in_their_source(market):
    assert max(Counter((p.source, p.identifier) for p in market.postings).values()) == 1


def test_no_organisation_is_a_real_one(market, root):
    with (root / "spiders" / "sources" / "boards.csv").open(encoding="utf-8") as lines:
        real = {row["organization"].lower() for row in csv.DictReader(lines)}
    everybody = {o.name for o in (*market.organizations.employers, *market.organizations.providers)} | {AGENCY}
    assert real and not real & {organization.lower() for organization in everybody}
    assert not {r.split()[0] for r in real if len(r.split()[0]) > 3} & {o.split()[0].lower() for o in everybody}


def test_the_same_seed_gives_the_same_bytes_in_another_process_with_other_hashes(tmp_path, root):
    def digest(hash_seed: str) -> str:
        folder = tmp_path / hash_seed
        folder.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": f"Etc/GMT+{hash_seed}"}
        return subprocess.run(
            [sys.executable, "-c", DIGEST, str(folder)], cwd=root, env=env, capture_output=True, text=True, check=True
        ).stdout

    assert digest("1") == digest("9")


def test_another_seed_gives_another_market(small):
    other = SampleMarket(scale=0.2, seed=8)
    assert [v.title for v in small.vacancies] != [v.title for v in other.vacancies]


def test_scale_multiplies_everything():
    once, twice = SampleMarket(scale=0.1), SampleMarket(scale=0.2)
    for count in (
        lambda m: len(m.postings),
        lambda m: len(m.offers),
        lambda m: len(m.organizations.employers),
    ):
        assert count(twice) == pytest.approx(2 * count(once), rel=0.15)


def test_a_source_that_does_not_exist_has_no_answers(small):
    with pytest.raises(KeyError):
        small.answers("sample-nobody", 0)


def test_truth_is_written_as_json_lines(small, tmp_path):
    tables = small.truth()
    for path in small.write_truth(tmp_path):
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        assert [json.loads(line) for line in lines] == tables[path.name.removesuffix(".jsonl.gz")]
