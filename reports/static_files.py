"""The files that every report carries: stylesheet, scripts, libraries, and what the scripts say in its language."""

from functools import cache
from pathlib import Path
from typing import Any

from babel.core import Locale

from reports.charts.chart import CONFIG
from reports.language import _, spoken
from reports.libraries import library_files
from reports.page_data import HTML_ROWS, script_json

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = ("state", "cuts", "tables", "search")  # in this order in one file; the others have reasons to stand alone


def assets() -> dict[str, bytes]:
    """What goes into `assets/`, by name, in the language being spoken."""
    script = "".join((ASSETS / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    alone = {f"{name}.js": (ASSETS / "js" / f"{name}.js").read_bytes() for name in ("theme", "pictures")}
    return {
        **{name: (ASSETS / name).read_bytes() for name in ("report.css", "mark.svg")},
        "report.js": script.encode(),
        **alone,
        "words.js": f"window.credscope = {script_json(_spoken_by_scripts())};\n".encode(),
        "vega.js": _pictures(),
        **library_files(),
    }


def write_assets(folder: Path) -> None:
    """Write them to `assets/` of a report's folder."""
    (folder / "assets").mkdir()
    for name, content in assets().items():
        (folder / "assets" / name).write_bytes(content)


@cache
def _pictures() -> bytes:
    """The chart library in a scope of its own: its globals are single letters."""
    import vl_convert

    library = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return f"(()=>{{{library}\n}})();\n".encode()


def _spoken_by_scripts() -> dict[str, Any]:
    """Words, the ways of numbers and dates, and the look that all pictures share."""
    return {
        "language": spoken().code,
        "rows": HTML_ROWS,
        "words": _words(),
        "number": _number(),
        "time": _time(),
        "config": CONFIG,
    }


def _words() -> dict[str, Any]:
    return {
        "search": _("Search"),
        "all": _("all"),
        "of": _("{shown} of {all} rows"),
        "pages": _("Pages of the table:"),
        "none": _("No row matches."),
        "sort": _(": sort"),
        "turn": _(": sort the other way"),
        "first": _("First page"),
        "previous": _("Previous page"),
        "next": _("Next page"),
        "last": _("Last page"),
        "chosen": _("Showing: {}. One part at a time: choosing another takes its place."),
        "uncut": _("Shown for the whole market: there are no figures for “{}” here."),
        "back": _("Back to the whole market"),
        "undrawn": _("The picture could not be drawn: {}"),
        "found": _("{} found; the arrow keys go through them."),
        "nothing": _("Nothing in this report has such a name."),
        "kinds": {
            "skill": _("Skill"),
            "credential": _("Credential"),
            "provider": _("Provider"),
            "industry": _("Industry"),
            "occupation": _("Occupation"),
            "credential_type": _("Credential type"),
            "page": _("Page"),
        },
    }


def _number() -> dict[str, Any]:
    """How d3 writes numbers in this language."""
    group, point = spoken().digits(","), spoken().digits(".")
    return {"decimal": point, "thousands": group, "grouping": [3], "currency": ["", ""], "percent": "\u00a0%"}


def _time() -> dict[str, Any]:
    """How d3 writes dates in this language."""
    locale = Locale.parse(spoken().code)
    months, days, periods = locale.months["format"], locale.days["format"], locale.day_periods["format"]["abbreviated"]
    weekdays = (6, 0, 1, 2, 3, 4, 5)
    return {
        "dateTime": "%-d %B %Y, %X",
        "date": "%-d %B %Y",
        "time": "%H:%M:%S",
        "periods": [periods["am"], periods["pm"]],
        "days": [days["wide"][day] for day in weekdays],
        "shortDays": [days["abbreviated"][day] for day in weekdays],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }
