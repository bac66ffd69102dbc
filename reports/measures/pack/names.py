"""Which credential is meant by a name, and which are near when none is."""

from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

import pandas as pd

from reports.measures.units.counting import ALL

NEAR = 5
ALIKE = 0.6
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


class UnknownCredentialError(ValueError):
    """No credential of the list, of a catalogue or of a vacancy has the name; the text says which are near."""


class Named(NamedTuple):
    """A credential by its name and issuer (blank where nobody is known to issue it)."""

    credential: str
    issuer: str


def known_credentials(demand: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """credential, issuer: those that vacancies name most first, then those of catalogues, then the rest of the list."""
    here = demand[demand["place"] == ALL].sort_values(
        ["explicit_count", "offer_count", "credential", "issuer"], ascending=[False, False, True, True], kind="stable"
    )
    rest = listed.sort_values(["credential", "issuer"], kind="stable")
    both = pd.concat([each[["credential", "issuer"]].astype("string") for each in (here, rest)], ignore_index=True)
    return both.assign(issuer=both["issuer"].fillna("")).drop_duplicates(ignore_index=True)


def find_credential(known: pd.DataFrame, name: str, issuer: str | None) -> Named:
    """The one that is meant, in any case; of several issuers' the one that most vacancies name, unless one is given.

    Raises `UnknownCredentialError`.
    """
    wanted = _folded(name)
    same = known[known["credential"].map(_folded) == wanted]
    if same.empty:
        raise UnknownCredentialError(f"no credential is called {name!r}{_near(known['credential'], wanted)}")
    if issuer is not None:
        by = same[same["issuer"].map(_folded) == _folded(issuer)]
        if by.empty:
            others = "; ".join(filter(None, same["issuer"].head(NEAR))) or "nobody that is known"
            raise UnknownCredentialError(
                f"{issuer!r} issues no {same['credential'].iloc[0]!r}; it is issued by: {others}"
            )
        same = by
    return Named(str(same["credential"].iloc[0]), str(same["issuer"].iloc[0]))


def _folded(name: str) -> str:
    """As it is compared: in small letters, its spaces single, its dashes hyphens."""
    return " ".join(name.translate(DASHES).split()).casefold()


def _near(names: "pd.Series[str]", wanted: str) -> str:
    """Names that hold what was asked for, then names spelt like it, or like a word of it."""
    plain = {_folded(name): name for name in reversed(list(dict.fromkeys(names)))}
    holding = [name for name in plain if wanted and wanted in name]
    like = get_close_matches(wanted, plain, NEAR, ALIKE)
    words = [name for name in plain if set(wanted.split()) & set(name.split())]
    words.sort(key=lambda name: -SequenceMatcher(None, wanted, name).ratio())
    found = list(dict.fromkeys([*reversed(holding), *like, *words]))[:NEAR]
    return f"; near names: {'; '.join(plain[name] for name in found)}" if found else ""
