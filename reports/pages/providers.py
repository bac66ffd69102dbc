"""Who teaches what others do not?"""

from reports.charts import CLASSES, stacked_shares
from reports.findings import TABLE_ROWS, Findings, Row
from reports.page import Cell, Column, Page, Picture, Sentence, Table, link, says
from reports.pages.cells import counted, part
from reports.voice import absent, count, day, number, plural, share, text

QUESTION = "Providers"
SHOWN = 12
_COLUMNS = (
    Column("Provider"),
    Column("Kind"),
    Column("Offers", True, "open offers, each counted once however often resold"),
    Column("New", True, "of them, in the last 12 months"),
    Column("Skills", True, "distinct skills taught"),
    Column("Alone", True, "of them, taught by nobody else"),
    *(Column(name.capitalize(), True, f"share of the skills taught whose market is {name}") for name in CLASSES),
    Column("Median price", True, "of a whole offer in the report's currency; the number of prices behind it"),
    Column("Median hours", True, "the number of stated lengths behind it"),
    *(Column(name.capitalize(), True, "share of the offers") for name in ("free", "accredited", "stackable")),
)


def page(findings: Findings) -> Page:
    """Each provider's catalogue: its size, and which of it is asked for, crowded, or its own."""
    found = findings.catalogues
    return Page(
        name="providers",
        question=QUESTION,
        title=_title(found),
        lead=_lead(findings, found),
        pictures=[_picture(findings, found)] if any(row["skill_count"] for row in found) else [],
        tables=[_table(findings, found)],
    )


def _alone(found: list[Row]) -> list[Row]:
    """Providers that teach something nobody else does, the most of it first."""
    order = sorted(found, key=lambda r: (-(r["sole_skill_count"] or 0), r["provider_key"]))
    return [r for r in order if r["sole_skill_count"]]


def _title(found: list[Row]) -> str:
    if not found:
        return "No provider has been collected yet"
    alone = _alone(found)
    largest = f"{found[0]['provider']} has the largest catalogue"
    if not alone:
        return f"{largest}; no provider teaches a skill alone"
    first = [r for r in alone if r["sole_skill_count"] == alone[0]["sole_skill_count"]]
    if len(first) > 1:
        return f"{largest}; {plural(len(alone), 'provider')} teach something that nobody else does"
    who = "" if first[0]["provider_key"] == found[0]["provider_key"] else f"; {first[0]['provider']}"
    return f"{largest}{who or ' and'} teaches most of what others do not"


def _lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    if not found:
        return ["No offer of any provider is open in what the sources gave: collect or import a catalogue first."]
    total = f"{plural(len(found), 'provider')} with {plural(findings.offer_total, 'open offer')}."
    return [total, *(provider_sentence(r, findings.href("provider", r["provider_key"])) for r in _leading(found))]


def _leading(found: list[Row]) -> list[Row]:
    """The largest, and the one that teaches most alone."""
    chosen = {r["provider_key"]: r for r in (*found[:1], *_alone(found)[:1])}
    return list(chosen.values())


def provider_sentence(row: Row, href: str | None = None) -> Sentence:
    """A provider in one sentence."""
    offers = link(plural(row["offer_count"], "open offer"), href)
    if not row["skill_count"]:
        return says("{}: {}, in whose texts no skill was read.", row["provider"], offers)
    classes = ", ".join(f"{share(row[f'{name}_share'])} {name}" for name in CLASSES if row[f"{name}_share"])
    sole = f"{count(row['sole_skill_count']) if row['sole_skill_count'] else 'none'} of them alone"
    skills = plural(row["skill_count"], "skill")
    return says("{}: {} teaching {}, {}. By their markets: {}.", row["provider"], offers, skills, sole, classes)


def _picture(findings: Findings, found: list[Row]) -> Picture:
    shown = [r for r in found if r["skill_count"]][:SHOWN]
    values = [piece for row in shown for piece in _pieces(row, findings.href("provider", row["provider_key"]))]
    return Picture(
        name="catalogues",
        title=_most_crowded(shown),
        subtitle="Share of the distinct skills a provider teaches, by the class of the skill's market, all places, "
        f"{day(findings.market.as_of)}; the largest catalogues first",
        source=f"Source: {plural(findings.offer_total, 'open offer')}. Figures: providers.csv.",
        spec=stacked_shares(values, [], "share of the skills taught", tuple(CLASSES), "bar"),
        key=[(f"bar-{name}", name) for name in CLASSES],
    )


def _most_crowded(shown: list[Row]) -> str:
    crowded = {r["provider"]: (r["saturated_share"] or 0) + (r["dominated_share"] or 0) for r in shown}
    most = max(crowded, key=lambda name: crowded[name])
    if not crowded[most]:
        return "None of the largest catalogues teaches in a crowded market"
    return f"{most} teaches most in crowded markets: {share(crowded[most])} of its skills"


def _pieces(row: Row, href: str | None) -> list[Row]:
    """The parts of one catalogue, from the left."""
    pieces, start = [], 0.0
    for name in CLASSES:
        size = row[f"{name}_share"] or 0.0
        hint = f"{row['provider']}: {share(size)} of {plural(row['skill_count'], 'skill')} in {name} markets"
        where = {"label": str(row["provider"]), "word": name, "from": start, "to": start + size}
        pieces.append(where | {"href": href, "hint": hint})
        start += size
    return pieces


def _table(findings: Findings, found: list[Row]) -> Table:
    def cells(row: Row) -> list[Cell]:
        href = findings.href("provider", row["provider_key"])
        return [
            Cell(text(row["provider"]), href),
            Cell(text(row["provider_kind"])),
            counted(row["offer_count"], href),
            *(counted(row[name]) for name in ("new_offer_count", "skill_count", "sole_skill_count")),
            *(part(row[f"{name}_share"]) for name in CLASSES),
            _median(row, "price", 2),
            _median(row, "hours", 0),
            *(part(row[f"{name}_share"]) for name in ("free", "accredited", "stackable")),
        ]

    note = f"The {count(TABLE_ROWS)} largest." if len(found) == TABLE_ROWS else None
    rows = [cells(row) for row in found]
    empty = "No offer is open."
    return Table("providers", "Providers with open offers", _COLUMNS, rows, "providers.csv", note=note, empty=empty)


def _median(row: Row, what: str, digits: int) -> Cell:
    value = row[f"{what}_median"]
    if absent(value):
        return Cell(text(None), order="")
    return Cell(f"{number(value, digits)} (n = {count(row[f'{what}_count'])})", order=value)
