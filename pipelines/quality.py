"""What a posting asks of a person: seniority, years of experience, education. The least that is asked counts."""

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from pipelines.experience import experience_months

__all__ = ["education_level", "experience_months", "seniority"]

_LEVELS = ("intern", "entry", "mid", "senior", "lead", "director")
_SENIORITY = {
    "intern": r"intern(?:ship)?s?|co-?op|praktikant(?:in)?|praktikum|werkstudent(?:in)?|working student|stagiaire"
    r"|alternance|summer analyst|placement student",
    "entry": r"junior|jr|entry[- ]level|graduate(?! recruit| school| admission| programme? manager)|trainee|apprentice"
    r"|apprenticeship|newly qualified|berufseinsteiger|azubi|auszubildender?|ausbildung|new grad|early[- ]career",
    "mid": r"mid|mid-?(?:level|senior)|intermediate",
    "senior": r"senior|sr|snr|sénior",
    "lead": r"lead(?! ?gen)|principal|(?:team|tech|technical|squad) ?lead(?:er)?|leiter(?:in)?|teamleiter(?:in)?"
    r"|staff\+?(?= (?:[\w/&+-]+ ){0,3}(?:engineer|scientist|developer|designer|architect|researcher|manager)\b)",
    "director": r"director|[sea]?vp|vice[- ]president|head of|chief|c[etfoi]o|c[im][os]o|geschäftsführer(?:in)?"
    r"|directeur|directrice|managing partner|bereichsleiter(?:in)?",
}
_TITLE = re.compile(
    "|".join(rf"(?P<{level}>(?<![\w-])(?:{words})(?![\w-]))" for level, words in _SENIORITY.items()), re.I
)
_GRADE = re.compile(r"[a-z](?:eer|per|ner|st|or|an|nt|ve|cer|ect) (I{1,3}|IV)\b")  # of an engineer, analyst, officer …
_GRADES = {"I": "entry", "II": "mid", "III": "senior", "IV": "senior"}
_SERVED = re.compile(r"\b(?:to|for|of|office)\W+(?:the\s+)?$", re.I)


@lru_cache(50_000)
def seniority(title: str) -> str | None:
    """intern, entry, mid, senior, lead or director, from a title's words; None where it names no level.

    Of several levels the highest counts (`Senior Director`), of alternatives the least (`Junior/Senior`). A grade
    (`Engineer II`) counts only where no word does. `Staff Nurse`, `Lead Generation` and `Assistant to the Director`
    name none of these levels.
    """
    title = title[:300]
    named = {
        str(match.lastgroup)
        for match in _TITLE.finditer(title)
        if match.lastgroup != "director" or not _SERVED.search(title[: match.start()])
    }
    if not named and (grade := _GRADE.search(title)):
        return _GRADES[grade[1]]
    found = [level for level in _LEVELS if level in named]
    alternatives = found[:1] == ["intern"] or re.search(r"/| or | oder | to ", title)
    return (found[0] if alternatives else found[-1]) if found else None


_EDUCATION = ("high school", "associate", "bachelor", "master", "doctorate")
_DEGREES = {
    "doctorate": r"(?:\bph\.?\s?d\b\.?(?![- ](?:level|student|researcher|candidate))|\bdoctorate|\bdoctoral|\bdphil\b"
    r"|\bdoctor of philosophy)(?: degree)?",
    "master": r"(?:\bmaster(?:['’]s|s)(?=\W+(?:degree|level|in|or|and|of|required|preferred)\b|[,/(])"
    r"|\bmaster(?= degree| of)|\bm\.?sc\b|\bm\.?eng\b|\bm\.s\.|\bmba\b|\bms (?:in|degree)\b"
    r"|\b(?:advanced|graduate)(?= degree)"
    r"|\bpost-?graduate(?= degree| diploma| qualification)|\bmasterabschluss|\bbac ?\+ ?5)(?: degree)?",
    "associate": r"\bassociate(?:['’]?s)? degree|\bassociate(?:['’]s)? (?:of|in) (?:applied|arts|science)|\bhn[dc]\b"
    r"|\bfoundation degree",
    "high_school": r"\bhigh[- ]school (?:diploma|degree|education|graduate|or ged|or equivalent)|\bged\b|\bgcses?\b"
    r"|\ba[- ]levels\b|\bsecondary school (?:diploma|certificate)|\babitur\b|\bmittlere reife|\bbaccalauréat\b",
    "bachelor": r"\bbachelor|\bb\.?sc\b|\bb\.?eng\b|\bb\.s\.|\bb\.a\.|\bba/bs\b|\bbs/(?:ba|ms)\b"
    r"|\bb[sa] (?:in|degree|or)\b|\bdegree (?:level|educated|qualified|in\b|or equivalent|required|is required|from)"
    r"|hochschulabschluss|\babgeschlossenes (?:\w+ )?studium|\bstudium der"
    r"|\b(?!(?:high|higher|highest|some|large|great|greater|certain|considerable|any|no|research|what|selective|that|the|of"
    r"|this|same|varying|significant|and|or|to)\b)[a-z]+ degree\b(?! (?:of|to which|views?|programs?|programmes?)\b)",
}
_DEGREE = re.compile("|".join(f"(?P<{level}>{words})" for level, words in _DEGREES.items()))
_DEGREE_WORDS = AhoCorasick(
    [
        *(
            "degree",
            "bachelor",
            "master's",
            "master’s",
            "masters",
            "master of",
            "phd",
            "ph.d",
            "ph d",
            "doctora",
            "dphil",
        ),
        *(
            "gcse",
            "high school",
            "high-school",
            " ged",
            "/ged",
            "a levels",
            "a-levels",
            "msc",
            "m.s",
            "mba",
            "meng",
            "bsc",
        ),
        *(
            "b.s",
            "b.a",
            "ba/b",
            "bs/",
            " bs ",
            " ba ",
            " ms ",
            "beng",
            "hnd",
            "hnc",
            "hochschulab",
            "studium",
            "abitur",
        ),
        *("associate of", "associate in", "bac+", "bac +", "postgraduate", "mittlere reife", "secondary school"),
        *("no formal", "no qualification", "no education"),
    ]
)
_NO_DEGREE = re.compile(
    r"\b(?:no|without an?|don['’]t need an?|not (?:need|expect|require) an?|don['’]t (?:expect|require|care about) an?"
    r"|regardless of) (?:\w+ ){0,2}degree\b(?! of)"
    r"|\bdegree(?: \w+){0,2} (?:is |are )?not (?:required|necessary|needed|essential)|\bdegree optional"
    r"|\bno (?:formal )?(?:education|qualifications?)(?: is| are)? (?:required|needed|necessary)"
)
_DENYING = ("no ", "not ", "without ", "'t ", "’t ", "regardless ", "optional")  # a cheap sign of the pattern above
_ONLY_WISHED_BEFORE = re.compile(
    r"\b(?:prefer(?:red|ably)|ideally|desirable|bonus(?: points)?|nice to have|plus)\b(?:\W(?:[\w/,'’&-]+ ){0,4}"
    r"|[^\n]{0,40}\n{1,2}[^\n]{0,30})$"
)
_ONLY_WISHED_AFTER = re.compile(
    r"[^.;\n]{0,60}?\b(?:preferred|desirable|desired|a plus|advantage|advantageous|nice to have|beneficial|welcome"
    r"|helps)\b"
)
_REQUIRED_AFTER = re.compile(r"[^.;\n]{0,40}?\b(?:required|essential|must|minimum)\b")
_GIVEN = re.compile(
    r"\b(?:gain|study|studying|towards?|fund\w{0,4}|sponsor\w{0,4}|undertak\w{1,3}|tuition|offer\w{0,3}|teach\w{0,3}"
    r"|apprenticeship|complete|doesn['’]t matter)\W(?:[\w/,'’-]+ ){0,4}$"
)
_DOUBTFUL = (  # cheap signs of the two patterns for what stands before
    *(
        "prefer",
        "ideally",
        "desirable",
        "bonus",
        "nice",
        "plus",
        "gain",
        "study",
        "toward",
        "fund",
        "sponsor",
        "undertak",
    ),
    *("tuition", "offer", "teach", "apprenticeship", "complete", "matter"),
)
_MOST_MENTIONS = 40


def education_level(text: str) -> str | None:
    """The least education that a text asks: none, high school, associate, bachelor, master or doctorate.

    `Bachelor's required, Master's preferred` and `Bachelor's or equivalent experience` ask a bachelor; what is only
    preferred or offered is not asked. `none` where the text says that no degree is needed; None where it says nothing.
    """
    lowered, asked, read_to = text.lower(), set(), 0
    for _, position, _ in _DEGREE_WORDS.find_matches_as_indexes(lowered)[:_MOST_MENTIONS]:
        around = lowered[max(0, position - 40) : position + 60]
        if any(word in around for word in _DENYING) and _NO_DEGREE.search(around):
            return "none"
        for match in _DEGREE.finditer(lowered, max(read_to, position - 20), position + 35):
            read_to = match.end()
            level = str(match.lastgroup).replace("_", " ")
            if level not in asked and _is_asked(match, lowered):
                asked.add(level)
    return next((level for level in _EDUCATION if level in asked), None)


def _is_asked(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 90) : match.start()]
    if any(word in before for word in _DOUBTFUL) and (_GIVEN.search(before) or _ONLY_WISHED_BEFORE.search(before)):
        return False
    return bool(_REQUIRED_AFTER.match(text, match.end())) or not _ONLY_WISHED_AFTER.match(text, match.end())
