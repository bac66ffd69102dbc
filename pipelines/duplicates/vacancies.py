"""Which advertisements are one vacancy: full, near, repeated and copied ones, each pair judged on its own.

Two are one vacancy if their texts, titles and places agree, their times lie close, and they are one employer's, or one
of them is an agency's or names no employer. The same text in another place, of another seniority, or of another named
employer is another vacancy, and so is another text of the same employer that one source shows at the same time. A title
that names the advertiser, and no job or the same, heads a list of openings: what follows it is the same though it be
rewritten, if they share a town. A vacancy is what such pairs connect, but an agency never joins two employers.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipelines.cleaning import clean
from pipelines.duplicates.signatures import Signature, signature
from warehouse.records import Credential, JobPosting

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Repetition", "Signature", "cluster", "remembering", "repetitions", "signature", "vacancies"]


def cluster(frame: "pd.DataFrame") -> "pd.Series[str]":
    """The vacancy of each posting: 16 hex digits, hashed from the least `source:identifier` of its cluster.

    `frame` has source, identifier, title, employer_key, is_agency, country, subdivision, job_location, text_key,
    minhash (see `Signature`), first_seen and last_seen, and where known remote, date_posted, pay_low, pay_high,
    pay_unit and pay_currency. The row order changes nothing; the index is the frame's.
    """
    from pipelines.duplicates.clustering import in_order, judged, series

    order = in_order(frame)
    return series(frame, order, judged(frame.iloc[order]).vacancy)


def remembering(folder: Path) -> "Callable[[pd.DataFrame], pd.Series[str]]":
    """`cluster` with a memory in a folder: equal results, but only what is new or changed, and near it, is judged.

    The memory is made when missing, broken or of another version of this code, and written whole or not at all.
    """
    from pipelines.duplicates.memory import Memory

    return Memory(folder / "vacancies.npz").cluster


class Repetition(NamedTuple):
    """The vacancy of a posting, and how it repeats the vacancy's first: `links.classes`, None for the first itself."""

    vacancy: str
    duplicate_class: str | None


def repetitions(records: Sequence[JobPosting | Credential]) -> list[Repetition | None]:
    """The vacancy of each raw record and how it repeats the first, in the same order; None for what is no posting."""
    import pandas as pd

    from pipelines.duplicates.links import classes

    postings = [(i, clean(record)) for i, record in enumerate(records) if isinstance(record, JobPosting)]
    rows = [
        {
            **posting.model_dump(include=_JUDGED),
            **signature(posting)._asdict(),
            "first_seen": posting.date_posted,
            "last_seen": posting.valid_through or posting.date_posted,
        }
        for _, posting in postings
    ]
    found: list[Repetition | None] = [None] * len(records)
    if rows:
        frame = pd.DataFrame(rows)
        vacancy = cluster(frame)
        repeated = classes(frame, vacancy).astype(object)
        for (i, _), one, how in zip(postings, vacancy, repeated.where(repeated.notna(), None), strict=True):
            found[i] = Repetition(one, how)
    return found


def vacancies(records: Sequence[JobPosting | Credential]) -> list[str | None]:
    """The vacancy of each raw record, in the same order; None for what is no posting."""
    return [repetition and repetition.vacancy for repetition in repetitions(records)]


_JUDGED = set(
    "source identifier title employer_key is_agency country subdivision remote job_location date_posted pay_low"
    " pay_high pay_unit pay_currency".split()
)
