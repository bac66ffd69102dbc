"""Words for degrees and diplomas, by the level that ISCED 2011 gives them, and cheap signs that one may stand near.

An apprenticeship, `Abitur`, `CAP`, `bac pro` and `Grado Medio` are upper secondary as a high school is (ISCED 3), `BTS`
and `Grado Superior` short-cycle tertiary as an associate degree is (ISCED 5).
"""

import re

from ahocorasick_rs import AhoCorasick

_ENGLISH = {
    "doctorate": r"(?:\bph\.?\s?d\b\.?(?![- ](?:level|student|researcher|candidate))|\bdoctorate|\bdoctoral|\bdphil\b"
    r"|\bdoctor of philosophy)(?: degree)?",
    "master": r"(?:\bmaster(?:['’]s|s)(?=\W+(?:degree|level|in|or|and|of|required|preferred)\b|[,/(])"
    r"|\bmaster(?= degree| of)|\bm\.?sc\b|\bm\.?eng\b|\bm\.s\.|\bmba\b|\bms (?:in|degree)\b"
    r"|\b(?:advanced|graduate)(?= degree)|\bpost-?graduate(?= degree| diploma| qualification))(?: degree)?",
    "associate": r"\bassociate(?:['’]?s)? degree|\bassociate(?:['’]s)? (?:of|in) (?:applied|arts|science)|\bhn[dc]\b"
    r"|\bfoundation degree",
    "high_school": r"\bhigh[- ]school (?:diploma|degree|education|graduate|or ged|or equivalent)|\bged\b|\bgcses?\b"
    r"|\ba[- ]levels\b|\bsecondary school (?:diploma|certificate)",
    "bachelor": r"\bbachelor|\bb\.?sc\b|\bb\.?eng\b|\bb\.s\.|\bb\.a\.|\bba/bs\b|\bbs/(?:ba|ms)\b"
    r"|\bb[sa] (?:in|degree|or)\b|\bdegree (?:level|educated|qualified|in\b|or equivalent|required|is required|from)"
    r"|\b(?!(?:high|higher|highest|some|large|great|greater|certain|considerable|any|no|research|what|selective|that|the|of"
    r"|this|same|varying|significant|and|or|to)\b)[a-z]+ degree\b(?! (?:of|to which|views?|programs?|programmes?)\b)",
}
_STUDY = (  # `Studium`, but not what one does beside the work or is offered
    "".join(rf"(?<!{word} )" for word in "dem dein deinem ihrem von dualen duales laufendes".split())
    + r"\b(?:[a-zäöü]{4,30}-?)?studium\b(?! (?:und (?:beruf|job)|generale|begonnen))"
    + r"|\bstudium\b(?=[^.\n]{0,150} abgeschlossen\b)"
)
_OTHER = {
    "doctorate": r"abgeschlossene[nr]? promotion\b|\bpromovierte?[rn]?\b|\bdoctorat\b|\bdoctorado\b",
    "master": r"master-?(?:abschluss|studium|studiengang)|\bbac ?\+ ?5|\bmaster (?:2|ii)\b"
    r"|\bm[aá]ster(?= en| universitario)|\bdiplôme d['’]ingénieur|\bécoles? (?:d['’]ingénieurs?|de commerce)",
    "associate": r"\bbts\b|\bdut\b|\bdeust\b|\bbac ?\+ ?2|\bgrado superior\b|\bcfgs\b|\btécnico superior\b",
    "high_school": r"berufsausbildung\b|\babgeschlossene\w? (?:[\w/-]+ ){0,3}(?:ausbildung|lehre)\b"
    r"|\b(?:eine|technische|kaufmännische|handwerkliche|einschlägige|fachliche|entsprechende|medizinische|pädagogische"
    r"|gewerbliche) ausbildung\b|\bausbildung (?:oder|bzw|als|im)\b|hochschulreife\b|\babitur\b|\bmittlere reife"
    r"|\brealschulabschluss|\bbachillerato\b|\beducación secundaria|\bgraduado escolar|\bgrado medio\b|\bcfgm\b"
    r"|\bpreparatoria terminada|\bformación profesional\b(?!,? (?:de )?grado)|\bbaccalauréat\b"
    r"|\b(?:niveau |d['’]un )?bac pro\b|\b(?:niveau|d['’]un) bac\b(?! ?\+)|\bcap ?(?:/|,|ou|et) ?bep\b"
    r"|\b(?:du|d['’]un) (?:cap|bep)\b",
    "bachelor": rf"hochschulabschluss|bachelor-?(?:abschluss|studium)|{_STUDY}|\bgrado (?:en|universitario)\b"
    r"|\bmínim[oa]s?: (?:grado|ingeniería)\b|\blic\. en\b|\bgraduad[oa] (?:de|en) (?!eso)"
    r"|\btitulación (?:universitaria|superior)|\blicenciatura\b|\blicenciad[oa](?:/a)? en\b|\bdiplomatura\b"
    r"|\bestudios (?:universitarios|superiores)|\bingenier[ií]a (?:técnica|superior|en)\b|\bbac ?\+ ?[34]"
    r"|\blicence (?:pro(?:fessionnelle)?|en|3)\b|\bdiplôme d['’]état d['’]infirmi",
}
_ENGLISH_SIGNS = (
    "degree|bachelor|master's|master’s|masters |masters,|masters/|masters-|master of|phd|ph.d|ph d|doctorate|doctoral"
    "|dphil|gcse|high school|high-school| ged|/ged|a levels|a-levels|msc|m.s|mba|meng|bsc|b.s|b.a|ba/b|bs/| bs | ba "
    "| ms |beng|hnd|hnc|associate of|associate in|postgraduate|secondary school|no formal|no qualification|no education"
).split("|")
_OTHER_SIGNS = (
    "studium|hochschulab|hochschulreife|ausbildung|lehre |masterabschluss|ene promotion|promovier|abitur|mittlere reife"
    "|realschulab|abschluss |bac+|bac +| bts|/bts| dut |dut,| dut/|/dut|licence pro|licence en |licence 3|licencia"
    "|grado |titulaci|diplomatura|estudios |ingenier|máster|master en|master 2|cfgs|cfgm|técnico superior|bachillerato"
    "|educación secundaria|preparatoria|formación profesional|doctorado|doctorat |baccalauréat|bac pro|niveau bac"
    "|un bac |bep|: grado|lic. en|graduado |graduada |du cap |un cap |diplôme|école|graduado escolar"
).split("|")
SIGNS = AhoCorasick([*_ENGLISH_SIGNS, *_OTHER_SIGNS])


def _compiled(levels: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{level}>{words})" for level, words in levels.items()))


_IN_ENGLISH, _IN_ANOTHER = _compiled(_ENGLISH), _compiled(_OTHER)


def degrees_of(sign: int) -> tuple[re.Pattern[str], int]:
    """The pattern, a group a level, of the degrees near the sign of that number in `SIGNS`, and how far it looks."""
    return (_IN_ENGLISH, 35) if sign < len(_ENGLISH_SIGNS) else (_IN_ANOTHER, 150)
