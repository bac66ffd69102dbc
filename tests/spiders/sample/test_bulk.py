"""The sample as a load generator."""

from spiders.sample.bulk import credentials, postings


def test_postings_are_as_many_as_asked_all_different_and_the_same_again():
    first = [*postings(2_000, seed=3)]
    assert len(first) == len({p.identifier for p in first}) == 2_000
    assert len({p.description for p in first}) > 1_900
    assert [p.line() for p in first[:200]] == [
        p.line() for p, _ in zip(postings(2_000, seed=3), range(200), strict=False)
    ]


def test_credentials_are_as_many_as_asked_all_different_and_the_same_again():
    first = [*credentials(1_500, seed=3)]
    assert len(first) == len({c.identifier for c in first}) == 1_500
    assert all(c.teaches and c.offered_by for c in first)
    assert [c.line() for c in first] == [c.line() for c in credentials(1_500, seed=3)]
