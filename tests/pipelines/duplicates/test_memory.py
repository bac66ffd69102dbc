"""What is remembered changes nothing but the time it takes."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.cleaning import clean
from pipelines.duplicates import memory
from pipelines.duplicates.vacancies import cluster, remembering, signature
from warehouse.records import JobPosting

WORDS = [f"word{i}x" for i in range(400)]
TEXTS = (
    " ".join(WORDS[:120]),
    " ".join([*WORDS[:110], *WORDS[200:212]]),
    " ".join([*WORDS[:50], *WORDS[200:270]]) + " We seek iOS engineers. https://acme.io",
    " ".join(WORDS[250:370]) + " Come as an iOS engineer!",
    "See attached.",
    "",
)
TITLES = (
    "Nurse",
    "Senior Nurse",
    "Acme | Leeds | Full-time",
    "Acme | York & Leeds",
    "Acme | York",
    "Leeds, UK",
    "Hi all",
)

Shown = tuple[int, int, int, int, int, int, int]
SHOWN = st.tuples(
    st.integers(0, 9),  # whose identifier
    st.sampled_from(range(len(TITLES))),
    st.sampled_from(range(4)),
    st.sampled_from(range(3)),
    st.sampled_from(range(len(TEXTS))),
    st.sampled_from((0, 1, 30, 89, 90, 91, 200)),  # day first seen
    st.sampled_from((0, 1, 29, 30, 31, 89, 90, 91, 200)),  # days seen
)
TIMES = st.lists(st.lists(SHOWN, max_size=8, unique_by=lambda shown: shown[0]), min_size=1, max_size=4)


@cache
def row(identifier: int, title: int, organization: int, place: int, text: int, first: int) -> dict[str, object]:
    said = {
        "title": TITLES[title],
        "hiring_organization": ("Acme", "Apex", "Hays", None)[organization],
        "job_location": ("Leeds, UK", "York, UK", None)[place],
        "description": TEXTS[text],
        "date_posted": f"{pd.Timestamp('2026-01-01') + pd.Timedelta(days=first):%Y-%m-%d}",
    }
    posting = clean(JobPosting.model_validate({"source": "a", "identifier": str(identifier), **said}))
    return posting.model_dump() | signature(posting)._asdict() | {"first_seen": pd.Timestamp(posting.date_posted)}


def frame(shown: list[Shown]) -> pd.DataFrame:
    rows = [row(*one[:-1]) for one in shown]
    last = [said["first_seen"] + pd.Timedelta(one[-1], "D") for said, one in zip(rows, shown, strict=True)]
    every = [*JobPosting.model_fields, "text_key", "minhash", "first_seen"]
    return pd.DataFrame(rows, columns=None if rows else every).convert_dtypes().assign(last_seen=pd.Series(last))


@given(TIMES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_seen_before_the_vacancies_are_those_found_from_scratch(
    tmp_path_factory: pytest.TempPathFactory, times: list[list[Shown]]
) -> None:
    remembered = remembering(tmp_path_factory.mktemp("memory"))
    for shown in times:
        table = frame(shown)
        assert remembered(table).equals(cluster(table))


@given(st.lists(SHOWN, min_size=1, max_size=8, unique_by=lambda shown: shown[0]), st.integers(1, 260))
@settings(max_examples=20, deadline=None)
def test_an_advertisement_that_stays_open_is_judged_as_if_it_had_always_been(
    tmp_path_factory: pytest.TempPathFactory, shown: list[Shown], days: int
) -> None:
    remembered = remembering(tmp_path_factory.mktemp("memory"))
    remembered(frame(shown))
    later = frame([(*one[:-1], one[-1] + days * (one[0] % 2)) for one in shown])
    assert remembered(later).equals(cluster(later))


ADS = [(i, i % len(TITLES), i % 4, i % 3, i % len(TEXTS), 30 * (i % 3), 30) for i in range(10)]


def test_nothing_is_judged_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table, judged = frame(ADS), []
    monkeypatch.setattr(memory, "judged", lambda rows, judge=memory.judged: (judged.append(len(rows)), judge(rows))[1])
    first = remembering(tmp_path)(table)
    assert judged == [10]
    assert remembering(tmp_path)(table.sample(frac=1, random_state=1)).reindex(table.index).equals(first)
    assert judged == [10]
    lone = frame([(9, 1, 1, 1, 3, 200, 0)])
    remembering(tmp_path)(pd.concat([table.head(9), lone], ignore_index=True))
    assert judged[1] < 10


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"not a file of ours" * 99])
def test_a_broken_memory_costs_only_time(tmp_path: Path, broken: bytes) -> None:
    table = frame(ADS)
    (tmp_path / "vacancies.npz").write_bytes(broken)
    assert remembering(tmp_path)(table).equals(cluster(table))
    kept = (tmp_path / "vacancies.npz").read_bytes()
    (tmp_path / "vacancies.npz").write_bytes(kept[: len(kept) // 2])
    assert remembering(tmp_path)(table).equals(cluster(table))
    spoilt = np.frombuffer(kept, np.uint8).copy()
    spoilt[len(kept) // 3] ^= 255
    (tmp_path / "vacancies.npz").write_bytes(spoilt.tobytes())
    assert remembering(tmp_path)(table).equals(cluster(table))


def test_what_another_method_found_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = frame(ADS)
    past = memory.Past.read(tmp_path / "none")
    remembering(tmp_path)(table)
    spoilt = memory.Past.read(tmp_path / "vacancies.npz")
    spoilt._replace(vacancy=spoilt.vacancy + np.uint64(1), method=past.method + np.uint64(1)).write(
        tmp_path / "vacancies.npz"
    )
    assert remembering(tmp_path)(table).equals(cluster(table))


def test_the_same_postings_leave_the_same_bytes(tmp_path: Path) -> None:
    table = frame(ADS)
    remembering(tmp_path / "at once")(table)
    for rows in (table.head(4), table):
        remembering(tmp_path / "by and by")(rows)
    one, other = (memory.Past.read(tmp_path / name / "vacancies.npz") for name in ("at once", "by and by"))
    assert (one.vacancy == other.vacancy).all()
    assert (one.row == other.row).all()
    assert sorted(path.name for path in (tmp_path / "at once").iterdir()) == ["vacancies.npz"]


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    table = frame(ADS)
    assert remembering(tmp_path / "file")(table).equals(cluster(table))
