"""Where state lies and reports go: one answer for every command and flow."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """Absolute places of one market's state: landing and facts in `home`, rows in `warehouse`, reports in `out`."""

    home: Path
    warehouse: str  # a SQLAlchemy URL
    out: Path

    @property
    def facts(self) -> Path:
        """The folder of the Parquet facts, derived from the warehouse."""
        return self.home / "facts"


def settings(
    home: str | Path | None = None,
    warehouse: str | None = None,
    out: str | Path | None = None,
    *,
    sample: bool | None = None,
) -> Settings:
    """The settings from arguments, else from `CREDSCOPE_HOME`, `_WAREHOUSE`, `_OUT`, else the defaults.

    Paths given are relative to the caller's directory, the defaults to the checkout. Where no home is named, the
    fictional sample market lives in `var/sample`, apart from the real one in `var`; a command that is not told which
    (`sample` None) takes the real market's home unless only the sample's is there.
    """
    chosen = home or os.environ.get("CREDSCOPE_HOME")
    folder = Path(chosen).expanduser().absolute() if chosen else _default_home(sample)
    url = warehouse or os.environ.get("CREDSCOPE_WAREHOUSE") or f"sqlite:///{folder / 'warehouse.sqlite'}"
    if "://" not in url:
        url = f"sqlite:///{Path(url).expanduser().absolute()}"
    reports = out or os.environ.get("CREDSCOPE_OUT")
    return Settings(folder, url, Path(reports).expanduser().absolute() if reports else ROOT / "out")


def _default_home(sample: bool | None) -> Path:
    real = ROOT / "var"
    if sample is None:
        sample = not any((real / place).exists() for place in ("landing", "warehouse.sqlite"))
        sample = sample and (real / "sample").exists()
    return real / "sample" if sample else real
