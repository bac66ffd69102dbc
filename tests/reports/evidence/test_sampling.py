import pandas as pd
import pytest

from reports.evidence import sampling
from reports.evidence.sampling import records_each
from reports.measures.units.counting import query

SPOKEN = 'spoken AS (SELECT *, NULL AS requirement, NULL AS matched_text, NULL AS "end", NULL AS field FROM said)'


def sample(rows: list[tuple[int, int, int, int, str, int]], each: int) -> pd.DataFrame:
    """Of rows of subject, unit, organisation, record, last seen and start, what is shown."""
    said = pd.DataFrame(rows, columns=["no", "unit_id", "cluster_id", "posting_id", "seen", "start"])
    records = said[["posting_id", "seen"]].drop_duplicates().assign(source="jobs", open=True)
    return query(
        sampling.sample("posting", SPOKEN, each),
        said=said[["no", "start"]].assign(record_id=said["posting_id"], prefer=0),
        records=records.assign(**dict.fromkeys(("first_seen", "last_seen"), pd.to_datetime(records["seen"]))),
        links=said[["posting_id", "unit_id"]].drop_duplicates(),
        units=said[["unit_id", "cluster_id"]].drop_duplicates().assign(source="jobs"),
    )


def test_a_sample_shows_every_employer_before_a_second_of_one_and_a_vacancy_once() -> None:
    rows = [
        (0, 1, 1, 11, "2026-11-01", 5),
        (0, 1, 1, 12, "2026-11-02", 5),
        (0, 2, 1, 13, "2026-11-03", 5),
        (0, 3, 2, 14, "2026-10-01", 9),
        (0, 3, 2, 14, "2026-10-01", 2),
        (1, 3, 2, 14, "2026-10-01", 2),
    ]
    found = sample(rows, 2)
    assert list(zip(found["no"], found["record_id"], found["start"], strict=True)) == [
        (0, 13, 5),
        (0, 14, 2),
        (1, 14, 2),
    ]
    assert list(sample(rows, 3)["record_id"]) == [13, 14, 12, 14]
    assert list(found["total"]) == [3, 3, 1]
    assert [dict(source) for source in found["sources"][0]] == [{"source": "jobs", "count": 3}]


@pytest.mark.parametrize(("subjects", "each"), [(0, 20), (75, 20), (150, 10), (300, 5), (50_000, 3)])
def test_many_subjects_show_fewer_records_each(subjects: int, each: int) -> None:
    assert records_each(subjects) == each
