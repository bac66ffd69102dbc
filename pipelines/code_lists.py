"""What the codes of our classes are called: ISCO-08 groups (ILO, 2012) and NACE Rev. 2 sections (Eurostat, 2008)."""

from importlib.resources import files

Row = tuple[str, str]


def isco_groups() -> list[Row]:
    """ISCO-08's groups of one to four digits, each with its title, in the order of their codes."""
    return _rows("isco_groups.tsv")


def nace_sections() -> list[Row]:
    """NACE's sections A to U, each with its title, shortened."""
    return _rows("nace_sections.tsv")


def _rows(name: str) -> list[Row]:
    lines = (files("pipelines") / "data" / name).read_text("utf-8").split("\n")[1:-1]
    return [(code, title) for code, _, title in (line.partition("\t") for line in lines)]
