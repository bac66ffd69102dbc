"""How senior a posting's person is, from the words of its title in English, German, Spanish, French and Polish."""

import re
from functools import lru_cache

_LEVELS = ("intern", "entry", "mid", "senior", "lead", "director")
_SENIORITY = {
    "intern": r"intern(?:ship)?s?|co-?op|(?:pflicht)?praktikant(?:in)?|(?:pflicht)?praktikum|werkstudent(?:in)?"
    r"|working student|duales studium|stagiaire|alternance|alternante?|summer analyst|placement student|becari[oa]|beca"
    r"|prácticas|stażyst(?:a|ka)|staż|praktykant(?:ka)?|stage(?= (?:[-–:]|de |d['’]|en |m[12]\b|pfe|assistant))",
    "entry": r"junior|jr|entry[- ]level|graduate(?! recruit| school| admission| programme? manager)|trainee|apprentice"
    r"|apprenticeship|newly qualified|berufseinsteiger(?:in)?|absolvent(?:in)?|azubi|auszubildende[rn]?|ausbildung"
    r"|new grad|early[- ]career|aprendiz|apprentie?|débutante?|jeune diplômée?|recién (?:titulad|graduad)[oa]"
    r"|młodsz[aey]",
    "mid": r"mid[- ]?(?:level|senior)|mid|intermediate|semi[- ]?s[eé]nior|ssr|confirmée?",
    "senior": r"senior|sr|snr|séniore?|expérimentée?|oberarzt|oberärztin|starsz[aey]",
    "lead": r"lead(?! ?gen)|principal|(?:team|tech|technical|squad) ?lead(?:er)?|leitende[rn]?|stellv\w*\.? \w*leit\w+"
    r"|(?:team|gruppen|schicht|stations|wohnbereichs)-?leit(?:er(?:in)?|ung)|chef(?:fe)? d['’]équipe"
    r"|jef[ea] de (?:equipo|turno|grupo|sección)|líder"
    r"|staff\+?(?= (?:[\w/&+-]+ ){0,3}(?:engineer|scientist|developer|designer|architect|researcher|manager)\b)",
    "director": r"directora?|[sea]?vp|vice[- ]president|head of|chief|c[etfoi]o|c[im][os]o|geschäftsführer(?:in)?"
    r"|directeur|directrice|direktor(?:in)?|dyrektor|managing partner|leiter(?:in)?|leitung|chefarzt|chefärztin"
    r"|(?:bereichs|abteilungs|pflegedienst)leit(?:er(?:in)?|ung)",
}
_TITLE = re.compile(
    "|".join(rf"(?P<{level}>(?<![\w-])(?:{words})(?!\w|(?<!ior)-))" for level, words in _SENIORITY.items()), re.I
)
_GENDER_FORM = re.compile(  # (m/w/d), H/F, Entwickler:in, Director/a, Directeur(trice)
    r"[(\[]\s?[mwfdxhkng*]{1,2}(?:\s?[/|,*·:]\s?[mwfdxhkn*]){1,3}\s?[)\]]|\b[mfhw]/[fhwmkd](?:/[dxm])?\b"
    r"|(?<=\w)[(/:*_·-](?:in(?:nen)?|ne|fe|t?rice|euse|e|a)\)?(?!\w)",
    re.I,
)
_ALTERNATIVE = re.compile(r"/| (?:or|oder|ou|o|to|bis) |^ (?:and|&|und|y|et) $")
_GRADE = re.compile(r"[a-z](?:eer|per|ner|st|or|an|nt|ve|cer|ect) (I{1,3}|IV)\b")  # of an engineer, analyst, officer …
_GRADES = {"I": "entry", "II": "mid", "III": "senior", "IV": "senior"}
_SERVED = re.compile(r"\b(?:to|for|of|office|du|del|au|al|de la|de l['’]|der|des)\W+(?:the\s+)?$", re.I)


@lru_cache(50_000)
def seniority(title: str) -> str | None:
    """intern, entry, mid, senior, lead or director, from a title's words; None where it names no level.

    Of several levels the highest counts (`Senior Director`), of alternatives the least (`Junior/Senior`). A grade
    (`Engineer II`) counts only where no word does. `Staff Nurse`, `Lead Generation`, `Projektleiter`, `Chef de projet`
    and `Assistant to the Director` name none of these levels: a project has one who leads it at every level.
    """
    title = _GENDER_FORM.sub("", title[:300])
    named = [
        match
        for match in _TITLE.finditer(title)
        if match.lastgroup != "director" or not _SERVED.search(title[: match.start()])
    ]
    if not named:
        grade = _GRADE.search(title)
        return _GRADES[grade[1]] if grade else None
    levels = [level for level in _LEVELS if any(match.lastgroup == level for match in named)]
    between = title[named[0].end() : named[-1].start()]
    return levels[0] if levels[0] == "intern" or _ALTERNATIVE.search(between) else levels[-1]
