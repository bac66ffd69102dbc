"""Where a job is: ISO 3166 codes and whether it is remote, from the words of a published place.

Every word group that names a place in our table votes; a reading wins by what it is (a country's name, a subdivision,
a town by its inhabitants) and by how well the other words agree with it: Paris in `Paris, TX` is not in France.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from pipelines.gazetteer import Reading, readings

_REMOTE = re.compile(
    r"\b(?:remote(?:ly)?|anywhere|work from home|wfh|home[ -]?based|home[ -]?office|telework|telearbeit"
    r"|telecommut\w{1,4}|distributed|virtual|télétravail|teletrabajo|a distancia|distanciel|remot[oa]|fernarbeit"
    r"|zdaln[aei]e?j?)\b(?! sensing)",
    re.I,
)
_ON_SITE = re.compile(
    r"\b(?:h[yií]brid[oa]?|hybride[sn]?|on[ -]?site|in[ -]office|in[ -]person|vor ort|présentiel|presencial"
    r"|sur site)\b",
    re.I,
)
_HYBRID_REMOTE = re.compile(  # what looks remote and is not, or not always
    r"\bhybrid[ -]remote\b|\bremote[ -]hybrid\b|\bteilweise (?:remote|home[ -]?office)"
    r"|\bhome[ -]?office[ -](?:möglich|option)|\b(?:no|not|non|kein|sans|sin)[ -](?:remote|home[ -]?office"
    r"|télétravail|teletrabajo)\b"
    r"|\btélétravail (?:partiel|occasionnel)|\bteletrabajo parcial"
    r"|\b[1-9]\d?(?: ?%| (?:tage?|days?|jours?|días?)(?: pro woche| a week)?)"
    r" (?:remote|home[ -]?office|(?:de )?télétravail|(?:de )?teletrabajo)\b",
    re.I,
)
_ALTERNATIVES = re.compile(r"\s*(?:[;|•]|\b(?:or|oder|ou)\b)\s*")
_PARTS = re.compile(r"\s*(?:,|[(){}\[\]:]|\s[-–—/@]+(?=\s|$)|(?:^|(?<=\s))[-–—]+\s)\s*")
_NOISE = re.compile(
    r"\b(?:(?:north|south|latin|central)[ -]america|h[yí]brid[oae]?|remote[ -]friendly|remote(?:ly)?|on-?site|anywhere"
    r"|based|in[ -](?:office|person)|in|within|only|near|offices?|hq|headquarters|campus|area|metro(?:politan)?|region"
    r"|greater|city of|state of|flexible|distributed|locations?|the|raum|großraum|bei|multiple|various|all|home"
    r"|home[ -]?office|télétravail|teletrabajo|cedex)\b"
    r"|\b[\d-]*\d[\d-]*\b",
    re.I,
)
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,4}")  # U.S., D.C.
_CODES_FIRST = re.compile(r"^([A-Z]{2,3})[ -]([A-Z]{2})[ -](?=\S)([^,;]{2,100})$")  # USA DC Washington, US-TX-Austin
_GB_POSTCODE = re.compile(r"\b([A-Z]{1,2})\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_NATIONS = {
    "GB-SCT": "AB DD DG EH FK G HS IV KA KW KY ML PA PH ZE",
    "GB-WLS": "CF LD LL NP SA",
    "GB-NIR": "BT",
    "": "CH SY TD",  # areas on a border
}
_NATION_OF = {area: nation for nation, areas in _NATIONS.items() for area in areas.split()}
_POSTCODE, _HINT = 6.5, 2.0
_SAME_COUNTRY, _SAME_SUBDIVISION = 3.0, 6.0
_LATER = 0.6  # what each word group further back costs a town: of several places the first decides
_LONGEST, _MOST_GROUPS = 1_000, 12


class Place(NamedTuple):
    """`country` ISO 3166-1 alpha-2, `subdivision` ISO 3166-2 (first level), `remote`, `city` as written; else None."""

    country: str | None = None
    subdivision: str | None = None
    remote: bool | None = None
    city: str | None = None


def place(text: str | None, country_hint: str | None = None) -> Place:
    """The place that a published location names; of several the first, in the order given.

    `country_hint` (ISO 3166-1) breaks ties between places of one name, no more. A place that our table does not know
    gives what is known of it, a country or nothing; `Remote` alone gives no country. Never raises.
    """
    return _place(text, country_hint) if text else Place()


def is_remote(text: str) -> bool | None:
    """Whether a location says that the work is remote (True) or at a place of work (False); None if neither."""
    text = _HYBRID_REMOTE.sub("hybrid", text)
    if _REMOTE.search(text):
        return True
    return False if _ON_SITE.search(text) else None


def without_mode(place_name: str) -> str:
    """A place's name without numbers and the words that say how one works there (`Hybrid`, `remote in`, `HQ`)."""
    return " ".join(_NOISE.sub(" ", place_name).split()).strip(" -–—")


@lru_cache(50_000)
def _place(text: str, hint: str | None) -> Place:
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), " ".join(unescape(text[:_LONGEST]).split()))
    text = _CODES_FIRST.sub(r"\3, \2, \1", text)
    remote = is_remote(text)
    for alternative in _ALTERNATIVES.split(text)[:_MOST_GROUPS]:
        groups = [group for part in _PARTS.split(alternative)[:_MOST_GROUPS] for group in _groups(part) if group]
        if "(" in alternative and (town := readings(alternative, whole=True)):  # Halle (Saale)
            groups = [town]
        if code := _agreed(groups, hint):
            towns = (reading for group in groups for reading in group if reading.is_town)
            city = next((reading.name for reading in towns if code.startswith(reading.code)), None)
            return Place(code[:2], code if len(code) > 2 else None, remote, city)
    return Place(remote=remote)


def _groups(part: str) -> list[list[Reading]]:
    """The word groups of a part that name places: the whole part, else the longest groups of words within it."""
    if postcode := _GB_POSTCODE.search(part):
        code = _NATION_OF.get(postcode[1], "GB-ENG") or "GB"
        return [[Reading(code, _POSTCODE)], *_groups(part.replace(postcode[0], ""))]
    plain = without_mode(part)
    if named := readings(part, whole=True) or readings(plain, whole=True):
        return [named]
    words, groups, first = re.split(r"[\s/\-]+", plain)[:_MOST_GROUPS], [], 0
    while first < len(words):
        for size in range(min(4, len(words) - first), 0, -1):
            if named := readings(" ".join(words[first : first + size]), whole=first + size == len(words)):
                groups.append(named)
                first += size - 1
                break
        first += 1
    return groups


def _agreed(groups: list[list[Reading]], hint: str | None) -> str | None:
    """The code that wins the vote of the word groups, completed by the subdivision that the others know."""
    votes = [
        (
            reading.weight
            - _LATER * order * reading.is_town
            + _HINT * (reading.code[:2] == hint)
            + sum(_agreement(reading, other) for other in groups if other is not group),
            -order,
            reading.code,
        )
        for order, group in enumerate(groups)
        for reading in group
    ]
    if not votes:
        return None
    winner = max(votes)[2]
    finer = [reading for group in groups for reading in group if reading.code[:2] == winner and len(reading.code) > 2]
    return max(finer, key=lambda reading: reading.weight).code if len(winner) == 2 and finer else winner


def _agreement(reading: Reading, others: list[Reading]) -> float:
    """How far another group supports a reading: by its best reading there, a smaller town's support weighing less."""
    largest = max((other.weight for other in others if other.is_town), default=1.0)
    support = 0.0
    for other in others:
        if other.code == reading.code and len(other.code) > 2:
            bonus = _SAME_SUBDIVISION
        elif other.code[:2] == reading.code[:2] and min(len(other.code), len(reading.code)) == 2:
            bonus = _SAME_COUNTRY
        else:
            continue
        support = max(support, bonus * (other.weight / largest if other.is_town else 1.0))
    return support
