"""A page as HTML: the templates, and what stands around every page (name, way, part of the market, policy, makers)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.language import _, spoken
from reports.libraries import libraries
from reports.made_by import METHOD, TAXONOMY, release
from reports.page import Cell, Column, Cut, Page, Table, right_to_left
from reports.page_data import HTML_ROWS, data_file, data_name, order_of
from reports.view_told import view_sentence
from reports.voice import day, joined, plural, text

if TYPE_CHECKING:
    from warehouse.frames import Market

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
NAMED = 20  # attributions that the index prints in full; more are on the page of the sources
Way = Sequence[tuple[str, str]]


def environment() -> Environment:
    """The templates, with every text escaped and their own words in the language being spoken."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        lambda message: spoken().words(message),
        lambda one, many, amount: spoken().words(one, many, amount),
        newstyle=False,
    )
    made.filters |= {"order_of": order_of}
    made.tests["right_to_left"] = right_to_left
    made.globals |= {"html_rows": HTML_ROWS, "policy": POLICY, "libraries": _libraries}
    return made


def page_files(
    templates: Environment, market: "Market", page: Page, pages: Way = (), cuts: Sequence[Cut] = ()
) -> dict[str, str]:
    """What to write for a page, by name: itself, and its data where it does not hold all of them."""
    data = data_file(page)
    told = {f"{page.name}.html": html(templates, market, page, pages, cuts, data is not None)}
    return told | ({data_name(page): data} if data is not None else {})


def html(
    templates: Environment,
    market: "Market",
    page: Page,
    pages: Way = (),
    cuts: Sequence[Cut] = (),
    has_data: bool = False,
) -> str:
    """One page as HTML, with the way to `pages` (name, question); every text of a source is escaped by the template."""
    rendered = templates.get_template(page.template).render(
        page=page,
        question=_(page.question) if page.question in {question for _name, question in pages} else page.question,
        language=spoken().code,
        root="../" * page.name.count("/"),
        data=data_name(page) if has_data else None,
        pages=pages,
        cuts=_bar(cuts),
        sample=market.sample,
        view=view_sentence(market),
        as_of=_("no run yet") if market.runs.empty else _("as of {}").format(day(market.as_of)),
        made=_made(market),
        attribution=_attribution(market),
    )
    return rendered.replace(" %", "\u00a0%")  # a number and its percent sign never part at a line's end


def _bar(cuts: Sequence[Cut]) -> list[tuple[str, str, str, list[Cut]]]:
    """For each kind of part: its name, what stands for all of it, and the parts."""
    kinds = (
        ("place", _("Place"), _("all places")),
        ("industry", _("Industry"), _("all industries")),
        ("occupation", _("Occupation"), _("all occupations")),
        ("level", _("Level"), _("all levels")),
    )
    found = [(kind, label, whole, [cut for cut in cuts if cut.kind == kind]) for kind, label, whole in kinds]
    return [entry for entry in found if entry[3]]


def _made(market: "Market") -> str:
    inputs = _("{} of {}").format(plural(len(market.runs), "run"), plural(market.runs["source"].nunique(), "source"))
    tagger = joined(text(name) for name in market.methods["name"])
    if not tagger:
        return _("Made by credscope {}, method {}, from {}.").format(release(), METHOD, inputs)
    return _("Made by credscope {version}, method {method}, tagged by {tagger}, from {inputs}.").format(
        version=release(), method=METHOD, tagger=tagger, inputs=inputs
    )


def _attribution(market: "Market") -> str:
    stated = sorted({str(a) for a in market.runs["attribution"].dropna()})
    if not stated:
        return f"{TAXONOMY}."
    many = _("{}, each named on Source health").format(plural(len(stated), "publisher"))
    return f"{TAXONOMY}. " + _("Sources: {}.").format(joined(stated) if len(stated) <= NAMED else many)


def _libraries() -> Table:
    columns = (Column("Library"), Column("Version"), Column("Licence"), Column("Use"), Column("From"))
    cells = [
        [
            Cell(lib.name, lib.home),
            Cell(lib.version),
            Cell(lib.licence),
            Cell(_(lib.use)),
            Cell(_origin(lib.within, lib.path)),
        ]
        for lib in libraries()
    ]
    return Table("libraries", _("Libraries"), columns, cells)


def _origin(within: str, path: str) -> str:
    return within or ("npm" if path else "PyPI")
