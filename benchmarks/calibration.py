"""Whether intervals hold the truth and verdicts are right, on simulated markets whose truth is known (METHOD §9).

    python benchmarks/calibration.py --markets 30
    python benchmarks/calibration.py --markets 200 --setting "few employers" --figure gap --figure share

A row a figure and setting: how many intervals were drawn, the part of them that hold the truth (asked: 93 to 97 %) or
of verdicts that are wrong (asked: at most 5 %), and its own error, one standard deviation between markets. Then what
poison moves: an employer's 5,000 clones (asked: no headline by more than 1 %), 5,000 true ads of one employer, and a
source that fails (asked: none).
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from time import perf_counter
from typing import NamedTuple

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.poison import HEADLINES, crowded, failing, moves, reposted, varied
from reports.measures.all_measures import Measures, measured
from reports.measures.demand.pay import pay
from reports.measures.demand.trend import UNKNOWN
from reports.measures.demand.weighted_shares import weigh_skills
from reports.measures.demand.weights import weights
from reports.measures.markets.saturation import MARGIN
from reports.measures.supply.price import price
from reports.measures.time.ad_life import ad_life
from reports.measures.units.basis import basis
from reports.measures.units.sightings import sightings
from reports.official_vacancies import TYPES
from tests.reports.simulated_market import MEDIAN_LIFE, PLACES, SECTIONS, Size, Truth, living, simulated
from warehouse.frames import Market

PROCESSES = 2
CLONES = 5_000


class Setting(NamedTuple):
    """What kind of market is drawn."""

    demand: Size = Size(1_000, 250)
    supply: Size = Size(600, 150)
    skills: int = 120
    spread: float = 0.6  # of true gaps


SETTINGS = {
    "plenty": Setting(),
    "few offers": Setting(supply=Size(60, 30)),
    "few employers": Setting(demand=Size(1_000, 20)),
    "few of both": Setting(demand=Size(1_000, 20), supply=Size(60, 10)),
    "wide gaps": Setting(spread=1.2),
    "small markets": Setting(demand=Size(150, 40), supply=Size(60, 20)),
    "hardly alike (.02)": Setting(demand=Size(1_000, 250, 0.02), supply=Size(600, 150, 0.02)),
    "much alike (.15)": Setting(demand=Size(1_000, 250, 0.15), supply=Size(600, 150, 0.15)),
    "heavy tails": Setting(demand=Size(1_000, 250, 0.05, 2.0), supply=Size(600, 150, 0.05, 2.0)),
    "5,000 ads of one employer": Setting(demand=Size(1_000, 250, flood=5_000)),
}
Trial = dict[str, np.ndarray]
"""By figure: for each interval whether it holds the truth, for each verdict (`wrong: …`) whether it is wrong."""


def tried(setting: Setting, seed: int) -> Trial:
    """All figures of one market of a setting."""
    market, truth = simulated(seed, *setting)
    found = measured(market)
    return demanded(found, truth) | verdicts(found, truth) | beside(market, found, truth) | lived(setting.demand, seed)


def demanded(found: Measures, truth: Truth) -> Trial:
    """Shares, quotients, slopes and named credentials."""
    rows = found.skill_demand
    whole = rows[rows["place"] == "all"].set_index("preferred_label")
    true = truth.skills.loc[whole.index]
    named = found.credential_demand
    named = named[(named["place"] == "all") & (named["explicit_count"] > 0)].set_index("credential")
    trial = {"share": held(whole, "share", true["all"])}
    trial["trend slope"] = held(whole[whole["slope"].notna()], "slope", true["slope"])
    trial["credential share"] = held(named, "share", truth.credentials["share"])
    parts = []
    for place in PLACES:
        here = rows[rows["place"] == place].set_index("preferred_label")
        parts.append(held(here, "location_quotient", truth.skills[place] / truth.skills["all"]))
    return trial | {"location quotient": np.concatenate(parts)}


def verdicts(found: Measures, truth: Truth) -> Trial:
    """Gaps, the classes that rest on them, and trends of series that are flat."""
    rows = found.saturation[found.saturation["place"] == "all"].set_index("preferred_label")
    gap, name = truth.skills.loc[rows.index, "gap"].to_numpy(), rows["class"]
    crowded, wanted = name.isin(["saturated", "dominated"]).to_numpy(bool), (name == "underserved").to_numpy(bool)
    told = found.skill_demand[found.skill_demand["place"] == "all"].set_index("preferred_label")
    tested = (told["trend"] != UNKNOWN).to_numpy(bool)
    flat = told[(truth.skills.loc[told.index, "slope"].abs() < 1e-12).to_numpy(bool) & tested]
    return {
        "gap": held(rows, "gap", truth.skills["gap"]),
        "wrong: saturated": gap[crowded] >= -MARGIN,
        "wrong: underserved": gap[wanted] <= MARGIN,
        "wrong: balanced": np.abs(gap[(name == "balanced").to_numpy(bool)]) > MARGIN,
        "wrong: flat series moves": flat["trend"].isin(["rising", "falling"]).to_numpy(bool),
    }


def beside(market: Market, found: Measures, truth: Truth) -> Trial:
    """Weighted shares, prices and pay."""
    lines = [{"place": "all", "scheme": "nace_section", "code": s, "begins": s, "vacancies": 1_000} for s in SECTIONS]
    official = pd.DataFrame(lines, columns=list(TYPES)).astype(TYPES)
    rows = weigh_skills(found.skill_demand, found.basis, weights(market, found.basis, official))
    rows = rows[(rows["place"] == "all") & rows["weighted_share"].notna()].set_index("preferred_label")
    prices = price(found.basis)
    prices = prices[prices["place"] == "all"].set_index("credential_type")
    paid = pay(found.basis)
    paid = paid[(paid["place"] == "all") & (paid["occupation"] == "all") & paid["ratio"].notna()]
    return {
        "weighted share": held(rows, "weighted_share", truth.skills["weighted_share"]),
        "price median": held(prices, "price_median", truth.prices["median"]),
        "pay ratio": held(paid.set_index("credential"), "ratio", truth.credentials["pay_ratio"]),
    }


def lived(demand: Size, seed: int) -> Trial:
    """The median life of an ad."""
    market = living(seed, demand)
    counted = basis(market)
    rows = ad_life(sightings(market, counted), counted).iloc[:1].set_index("place")
    rows = rows.astype({"median_days_high": "Float64"}).fillna({"median_days_high": np.inf})  # null: later than watched
    return {"ad life": held(rows, "median_days", pd.Series({"all": MEDIAN_LIFE}))}


def held(rows: pd.DataFrame, figure: str, truth: "pd.Series[float]") -> np.ndarray:
    """Whether the interval of each row (by name) holds the truth; one that is null holds nothing."""
    true = truth.loc[rows.index].to_numpy(np.float64)
    low, high = (rows[f"{figure}_{end}"].to_numpy(np.float64, na_value=np.nan) for end in ("low", "high"))
    return (low <= true) & (true <= high)


def trials(settings: Iterable[str], markets: int) -> Iterator[tuple[str, Trial]]:
    """The trials of each setting, a market of each in turn; progress goes to the standard error.

    Interrupted (Ctrl-C), it ends with those that are done.
    """
    began = perf_counter()
    with ProcessPoolExecutor(PROCESSES, initializer=signal, initargs=(SIGINT, SIG_IGN)) as pool:
        asked = {pool.submit(tried, SETTINGS[name], seed): name for seed in range(markets) for name in settings}
        try:
            for done, future in enumerate(as_completed(asked), 1):
                print(f"\r{done} of {len(asked)} markets, {perf_counter() - began:.0f} s", end="", file=sys.stderr)
                yield asked[future], future.result()
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
    print(file=sys.stderr)


def rate(parts: list[np.ndarray]) -> tuple[int, float, float]:
    """How many there are over all markets, the part of them that is true, and its standard error between markets."""
    count, true = (np.array([measure(part) for part in parts], dtype=np.float64) for measure in (len, np.sum))
    if not count.sum():
        return 0, float("nan"), float("nan")
    whole = true.sum() / count.sum()
    error = np.sqrt(np.square(true - whole * count).sum() * len(parts) / max(len(parts) - 1, 1)) / count.sum()
    return int(count.sum()), float(whole), float(error)


def table(found: dict[tuple[str, str], list[np.ndarray]]) -> Iterator[str]:
    """Markdown, a row a figure and setting; a rate beyond what is asked by more than two errors is marked."""
    yield "| figure | setting | markets | draws | rate | ± | |"
    yield "|---|---|---:|---:|---:|---:|---|"
    for (figure, setting), parts in found.items():
        count, whole, error = rate(parts)
        error = max(error, (0.05 * 0.95 / max(count, 1)) ** 0.5)  # few draws that all hold show no error
        is_wrong = figure.startswith("wrong")
        low, high = (0.0, 0.05) if is_wrong else (0.93, 0.97)
        beyond = (
            ""
            if low <= whole <= high or not count
            else "outside"
            if not low - 2 * error <= whole <= high + 2 * error
            else "outside, within error"
        )
        yield f"| {figure} | {setting} | {len(parts)} | {count:,} | {whole:.3f} | {error:.3f} | {beyond} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--poison", action="store_true", help="only what poison moves")
    parser.add_argument("--markets", type=int, default=60, help="markets of each setting (default: 60)")
    parser.add_argument("--setting", action="append", choices=SETTINGS, help="only this setting")
    parser.add_argument("--figure", action="append", help="only this figure, as the table names it")
    given = parser.parse_args()
    found: dict[str, dict[str, list[np.ndarray]]] = defaultdict(lambda: defaultdict(list))
    for setting, trial in [] if given.poison else trials(given.setting or list(SETTINGS), given.markets):
        for figure, holds in trial.items():
            found[figure][setting].append(holds)
    rows = {(f, s): found[f][s] for f in given.figure or found for s in SETTINGS if found[f][s]}
    print("\n".join(table(rows)))
    if given.poison or not (given.setting or given.figure):
        print("", *poison(), sep="\n")


def poison() -> Iterator[str]:
    """What moves the headlines, a row a poison: the greatest move of each."""
    yield (
        "| poison | "
        + " | ".join([f"{name} {figure}" for name, (_, figures) in HEADLINES.items() for figure in figures])
        + " | class |"
    )
    yield "|---" * (2 + sum(len(figures) for _, figures in HEADLINES.values())) + "|"
    pairs: dict[str, Callable[[], tuple[Market, Market]]] = {
        "5,000 clones": lambda: reposted(1, CLONES),
        "5,000 clones with 3 of 150 words changed, at once": lambda: varied(1, CLONES, 0),
        "5,000 clones with 3 of 150 words changed, one after another": lambda: varied(1, CLONES, 7),
        "5,000 true ads of one employer": lambda: crowded(1, CLONES),
    }
    for name, pair in pairs.items():
        yield _moved(name, *pair())
    for kind, before, after in failing():
        yield _moved(f"a source's newest run is {kind}", before, after)


def _moved(name: str, before: Market, after: Market) -> str:
    return (
        f"| {name} | "
        + " | ".join(f"{100 * move:.2f} %" for move in moves(measured(before), measured(after)).values())
        + " |"
    )


if __name__ == "__main__":
    main()
