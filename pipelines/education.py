"""What education a posting asks, in English, German, Spanish and French. The least that is asked counts."""

import re

from pipelines.degrees import SIGNS, degrees_of
from pipelines.text import lowered

_EDUCATION = ("high school", "associate", "bachelor", "master", "doctorate")
_NO_DEGREE = re.compile(
    r"\b(?:no|without an?|don['’]t need an?|not (?:need|expect|require) an?|don['’]t (?:expect|require|care about) an?"
    r"|regardless of) (?:\w+ ){0,2}degree\b(?! of)"
    r"|\bdegree(?: \w+){0,2} (?:is |are )?not (?:required|necessary|needed|essential)|\bdegree optional"
    r"|\bno (?:formal )?(?:education|qualifications?)(?: is| are)? (?:required|needed|necessary)"
    r"|\b(?:kein\w{0,2}|ohne) (?:\w+ ){0,2}(?:abschluss|studium|ausbildung)\b"
    r"|\b(?:abschluss|studium|ausbildung) (?:ist )?nicht (?:erforderlich|nötig|notwendig|zwingend)"
    r"|\bno se (?:requieren?|exigen?|necesitan?) (?:\w+ )?(?:titulación|estudios|formación)"
    r"|\bsin (?:titulación|estudios)\b|\bsans diplôme\b|\baucun diplôme\b"
)
_DENYING = (  # cheap signs of the pattern above
    *(
        "no ",
        "not ",
        "without ",
        "'t ",
        "’t ",
        "regardless ",
        "optional",
        "kein",
        "ohne ",
        "nicht ",
        "sin ",
        "sans ",
        "aucun ",
    ),
)
_ONLY_WISHED_BEFORE = re.compile(
    r"\b(?:prefer(?:red|ably)|ideally|desirable|bonus(?: points)?|nice to have|plus)\b(?:\W(?:[\w/,'’&-]+ ){0,4}"
    r"|[^\n]{0,40}\n{1,2}[^\n]{0,30})$"
    r"|\b(?:idealerweise|vorzugsweise|idealmente|preferiblemente|se valorará|valorable|idéalement|de préférence)"
    r"\W(?:[\w/,'’&-]+ ){0,5}(?:[dl]['’])?$"
)
_ONLY_WISHED_AFTER = re.compile(
    r"[^.;\n]{0,60}?\b(?:preferred|desirable|desired|a plus|advantage|advantageous|nice to have|beneficial|welcome"
    r"|helps|von vorteil|wünschenswert|wäre ein plus|deseable|valorable|se valorará|un plus|appréciée?|souhaitée?)\b"
)
_REQUIRED_AFTER = re.compile(
    r"[^.;\n]{0,40}?\b(?:required|essential|must|minimum|erforderlich|voraussetzung|imprescindible|exigée?)\b"
)
_GIVEN = re.compile(
    r"\b(?:gain|study|studying|towards?|fund\w{0,4}|sponsor\w{0,4}|undertak\w{1,3}|tuition|offer\w{0,3}|teach\w{0,3}"
    r"|apprenticeship|complete|doesn['’]t matter|bieten|fördern|ermöglichen|ofrecemos|proposons)\W(?:[\w/,'’-]+ ){0,4}$"
)
_DOUBTFUL = (  # cheap signs of the two patterns for what stands before
    *("prefer", "ideal", "idéal", "desirable", "bonus", "nice", "plus", "gain", "study", "toward", "fund", "sponsor"),
    *(
        "undertak",
        "tuition",
        "offer",
        "teach",
        "apprenticeship",
        "complete",
        "matter",
        "vorzug",
        "valora",
        "préférence",
    ),
    *("bieten", "fördern", "ermöglich", "ofrecemos", "proposons"),
)
_MOST_MENTIONS = 40


def education_level(text: str) -> str | None:
    """The least education that a text asks: none, high school, associate, bachelor, master or doctorate.

    `Bachelor's required, Master's preferred` and `Bachelor's or equivalent experience` ask a bachelor; what is only
    preferred or offered is not asked. `none` where the text says that no degree is needed; None where it says nothing.
    """
    text, asked, read_to = lowered(text), set(), 0
    for sign, position, _ in SIGNS.find_matches_as_indexes(text, overlapping=True)[:_MOST_MENTIONS]:
        around = text[max(0, position - 40) : position + 60]
        if any(word in around for word in _DENYING) and _NO_DEGREE.search(around):
            return "none"
        degrees, reach = degrees_of(sign)
        for match in degrees.finditer(text, max(read_to, position - 30), position + reach):
            read_to = match.end()
            level = str(match.lastgroup).replace("_", " ")
            if level not in asked and _is_asked(match, text):
                asked.add(level)
    return next((level for level in _EDUCATION if level in asked), None)


def _is_asked(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 90) : match.start()]
    if any(word in before for word in _DOUBTFUL) and (_GIVEN.search(before) or _ONLY_WISHED_BEFORE.search(before)):
        return False
    return bool(_REQUIRED_AFTER.match(text, match.end())) or not _ONLY_WISHED_AFTER.match(text, match.end())
