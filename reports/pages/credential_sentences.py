"""What the credentials page says of one credential: its kind, its share with interval and base, how it is asked."""

from markupsafe import Markup

from reports.credential_types import EARNED, type_name
from reports.language import _
from reports.page import link, says
from reports.rows import Row
from reports.voice import absent, brief, count, interval, joined, plural, share, vacancies


def earned(named: list[Row]) -> list[Row]:
    """Those of enough evidence that a course or an exam leads to: no degrees, diplomas, licences or checks."""
    return [row for row in named if row["credential_type"] in EARNED and row["evidence"] != "thin"]


def named_most(named: list[Row]) -> str:
    """The title: which are named most, and of these first which a programme can lead to."""
    if not named:
        return _("No open vacancy names a credential yet")
    if (of_courses := earned(named)) and of_courses[:3] != named[:3]:
        told = _("Certificates and certifications named most: {}")
        return told.format(joined(brief(row["credential"]) for row in of_courses[:3]))
    first, *others = (brief(row["credential"]) for row in named[:3])
    if not others:
        return _("{} is the credential named most").format(first)
    return _("{} is the credential named most, before {}").format(first, joined(others))


def said_of(row: Row, href: str | None) -> Markup:
    """A credential in one sentence; thin evidence is said before the number."""
    parts = {
        "name": _name(row),
        "total": vacancies(row["vacancy_total"]),
        "employers": plural(row["employer_count"], "named employer"),
        "asked": _asked(row),
    }
    if row["evidence"] == "thin":
        told = _("{name}: the evidence is thin, named in {found} of {total}, {employers}; {asked}.")
        return says(told, found=link(count(row["explicit_count"]), href), **parts)
    told = _("{name}: named in {share} ({ends}) of {total}, {employers}; {asked}.")
    ends = interval(row["share_low"], row["share_high"])
    return says(told, share=link(share(row["share"]), href), ends=ends, **parts)


def _asked(row: Row) -> str:
    """`required in 104, preferred in 123`: without what nobody asks."""
    words = {
        "required": _("required in {}"),
        "preferred": _("preferred in {}"),
        "mentioned": _("mentioned in {}"),
    }
    return ", ".join(told.format(count(row[f"{name}_count"])) for name, told in words.items() if row[f"{name}_count"])


def _name(row: Row) -> str:
    """The name with its kind, where that is known and not said by it: `Driving Licence (licence)`."""
    name, kind = brief(row["credential"]), row.get("credential_type")
    if absent(kind) or kind == "other" or type_name(kind).casefold() in name.casefold():
        return name
    return f"{name} ({type_name(kind)})"
