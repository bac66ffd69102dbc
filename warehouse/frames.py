"""The market as frames, as of a day, from the facts alone: what measures and pages are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, Literal

from warehouse.facts import LISTS, SIDES
from warehouse.failures import WarehouseError
from warehouse.history import method_named, remember
from warehouse.queries import FRAMES, TEXTS, VERSIONS_OF
from warehouse.view import WHOLE, View, open_parts, within

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

ROWS_AT_ONCE = 100_000
# How DuckDB is opened: what does not fit goes to disk, and what is done with goes back to the system.
BOUNDED: dict[str, Any] = {
    "memory_limit": "600MB",
    "allocator_background_threads": "true",
    "temp_directory": gettempdir(),
    "autoinstall_known_extensions": "false",
}
NO_RUN_YET = date(1970, 1, 1)  # what an empty warehouse shows


@dataclass(repr=False, eq=False)
class Market:
    """What the runs dated up to `as_of` show. Frames have nullable dtypes, also when empty, and days as datetime64[s].

    Postings and offers are in the order of source and identifier, closed ones included. `vacancy` and `offer` say which
    of them are one. `earlier_offers` are prices of offers 12 to 24 months before. `archive` is source/run, whose WARC
    holds the raw answer. `methods` are those whose tags are shown, the newest first, with how many postings and offers
    each read. `view` is what the market is restricted to.
    """

    as_of: date
    sample: bool
    runs: "pd.DataFrame"
    rejects: "pd.DataFrame"
    postings: "pd.DataFrame"
    offers: "pd.DataFrame"
    earlier_offers: "pd.DataFrame"
    posting_skills: "pd.DataFrame"
    offer_skills: "pd.DataFrame"
    posting_credentials: "pd.DataFrame"
    offer_credentials: "pd.DataFrame"
    skills: "pd.DataFrame"
    credential_list: "pd.DataFrame"
    occupations: "pd.DataFrame"
    industries: "pd.DataFrame"
    methods: "pd.DataFrame"
    facts: "duckdb.DuckDBPyConnection"
    view: View = WHOLE

    def columns(self, frame: str, *names: str) -> "pa.Table | pa.RecordBatchReader":
        """Some columns of a frame, in any order of the rows: what a measure asks for, to be read once."""
        import pyarrow as pa

        return pa.Table.from_pandas(getattr(self, frame)[list(names)], preserve_index=False)

    def texts(self, kind: Literal["job_posting", "credential"], ids: Iterable[int]) -> dict[int, str]:
        """The plain-text descriptions of postings or offers, read when asked for; one without a text is left out."""
        side = next(side for side, of_kind in SIDES.items() if of_kind == kind)
        asked = self.facts.execute(VERSIONS_OF.format(side=side), {"ids": [int(i) for i in ids]}).fetchall()
        records = {version: record for record, version in asked}
        found = self.facts.execute(TEXTS.format(side=side), {"ids": list(records)}).fetchall()
        return {records[version]: text for version, text in found}


class StoredMarket(Market):
    """A market whose frames are made of the facts when they are first asked for; `columns` makes none."""

    def __init__(self, as_of: date, sample: bool, facts: "duckdb.DuckDBPyConnection", schema: str = "main") -> None:
        self.as_of, self.sample, self.schema = as_of, sample, schema
        self.facts = self._opened(facts)

    def __getattr__(self, name: str) -> "pd.DataFrame":
        if name not in FRAMES:
            raise AttributeError(name)
        query, order = FRAMES[name]
        found = _typed(self.facts.sql(f"{query} ORDER BY {order}"))
        frame = _linked(found) if name == "offers" else found
        setattr(self, name, frame)
        return frame

    def columns(self, frame: str, *names: str) -> "pa.Table | pa.RecordBatchReader":
        """Some columns of a frame, read for the asking, as a stream."""
        if frame in vars(self) or frame == "offers":
            return super().columns(frame, *names)
        quoted = ", ".join(f'"{name}"' for name in names)  # `end` is a word of SQL
        found = self._opened(self.facts).sql(f"SELECT {quoted} FROM ({FRAMES[frame][0]})")  # noqa: S608
        return found.to_arrow_reader(ROWS_AT_ONCE)

    def within(self, view: View) -> "StoredMarket":
        """The part of this market that a view shows, of the same vacancies and offers, each in it whole or not at all.

        Its sources are those of the whole. This market is left as it is.
        """
        if view == WHOLE:
            return self
        schema, offers = within(self.facts, view, self.offers)
        part = StoredMarket(self.as_of, self.sample, self.facts, schema)
        part.view, part.offers = view, offers
        return part

    def open_parts(self) -> "pd.DataFrame":
        """The open vacancies of each place, industry and occupation: kind, code, vacancy_count, the most first."""
        return open_parts(self.facts)

    def _opened(self, facts: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyConnection":
        """A connection of one's own, in which the tables of a part stand before those of the whole."""
        cursor = facts.cursor()
        cursor.execute(f"SET search_path = '{self.schema},main'")
        return cursor


def market(
    facts_folder: Path,
    as_of: date | None = None,
    cluster: "Callable[[pd.DataFrame], pd.Series[Any]] | None" = None,
    method: str | None = None,
) -> StoredMarket:
    """The market as of a day, by default the newest run's.

    `cluster` gives the vacancy ids of the postings, in their order; without it each posting is its own vacancy.
    `method`, or the beginning or end of its name: with the tags that were there when it was the newest; by default with
    those of the methods in force on the day. Raises `WarehouseError` where there are no facts, `UnknownMethodError`.
    """
    facts = _opened(facts_folder)
    newest, sample = facts.execute("SELECT max(as_of), coalesce(bool_or(sample), FALSE) FROM runs").fetchall()[0]
    day = as_of or newest or NO_RUN_YET
    remember(facts, day, None if method is None else method_named(facts, method))
    facts.execute("CREATE TABLE shown_day AS SELECT $day AS as_of", {"day": day})
    facts.execute("CREATE TABLE judged (record_id BIGINT, vacancy VARCHAR)")
    if cluster:
        postings = StoredMarket(day, sample, facts).postings.drop(columns="vacancy")
        judged = postings[["posting_id"]].assign(vacancy=cluster(postings).astype("string").array)
        facts.from_df(judged).insert_into("judged")
    return StoredMarket(day, sample, facts)


def _opened(folder: Path) -> "duckdb.DuckDBPyConnection":
    """A connection to the facts as they are now; a later refresh does not change what it sees."""
    import duckdb

    files = sorted(folder.resolve().glob("*.parquet"))
    if not files:
        raise WarehouseError(f"there are no facts in {folder}: run `credscope refresh` first")
    facts = duckdb.connect(config=BOUNDED | {"preserve_insertion_order": "false"})
    for file in files:
        try:
            facts.read_parquet(str(file)).create_view(file.stem)
        except duckdb.Error:
            raise WarehouseError(f"{file} is damaged: run `credscope refresh`, which writes all facts anew") from None
    for name, columns in LISTS.items():  # facts written before there was such a list
        names = ", ".join(f"NULL::VARCHAR AS {column}" for column in columns)
        facts.execute(f"CREATE VIEW IF NOT EXISTS {name} AS SELECT {names} WHERE FALSE")
    return facts


def _typed(found: "duckdb.DuckDBPyRelation") -> "pd.DataFrame":
    """A query's result with nullable dtypes, typed as the facts are."""
    import pandas as pd
    import pyarrow as pa

    table: pa.Table = found.to_arrow_table()
    days = [f.with_type(pa.timestamp("s")) if pa.types.is_date(f.type) else f for f in table.schema]
    dtypes = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = table.cast(pa.schema(days)).to_pandas(types_mapper=dtypes.get)
    return frame


def _linked(offers: "pd.DataFrame") -> "pd.DataFrame":
    """The offers with the key of the one original behind each chain of resales in `offer`, its own where there is none.

    On entry `offer` is the listing that an offer's `same_as` names, if any; listings that name each other are one.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    key, named = offers["offer_id"].to_numpy(np.int64), offers["offer"].notna().to_numpy()
    order = np.argsort(key)
    to = order[np.searchsorted(key, offers["offer"][named].to_numpy(np.int64), sorter=order)]
    edges = coo_array((np.ones(len(to)), (np.flatnonzero(named), to)), shape=(len(key), len(key)))
    _, group = connected_components(edges, directed=False)
    best = np.lexsort((key, named, group))
    _, first = np.unique(group[best], return_index=True)
    return offers.assign(offer=key[best][first][group]).astype({"offer": "string"})
