"""How a kind of credential is read."""

from reports.language import _
from reports.voice import text

NOT_SAID = "not stated"  # in place of a kind, where the catalogue names none
EARNED = frozenset(  # by a course or an exam of some weeks: what a programme can lead to, and headlines tell first
    (
        *("badge", "micro-credential", "course", "specialisation", "certificate", "professional certificate"),
        *("nanodegree", "professional certification", "bootcamp"),
    )
)


def type_name(code: object) -> str:
    """A kind as CTDL has it, in the language of the report; what is no kind of ours as it stands."""
    known = {
        "badge": _("badge"),
        "micro-credential": _("micro-credential"),
        "course": _("course"),
        "specialisation": _("specialisation"),
        "certificate": _("certificate"),
        "professional certificate": _("professional certificate"),
        "nanodegree": _("nanodegree"),
        "professional certification": _("professional certification"),
        "licence": _("licence"),
        "endorsement": _("endorsement"),
        "apprenticeship": _("apprenticeship"),
        "bootcamp": _("bootcamp"),
        "diploma": _("diploma"),
        "degree": _("degree"),
        "other": _("other"),
        NOT_SAID: _("type not stated"),
    }
    return known.get(str(code), text(code))
