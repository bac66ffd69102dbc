"""Names of employers and providers: one key per organisation, and which of them hire for others."""

import re
from functools import lru_cache
from html import unescape
from pathlib import Path

from pipelines.gazetteer import folded

_LEGAL_FORMS = (
    r"incorporated|inc|corporation|corp|company|co|limited|ltd|llc|l l c|llp|lp|plc|pbc|pte|pty|pvt|private limited|cic"
    r"|gmbh|ggmbh|mbh|ag|se|kg|kgaa|ohg|ug|e v|ev|e k|ek|gmbh co kg|co kg|eg|aor|partg|partg mbb|mbb"
    r"|sa|s a|sas|s a s|sasu|sarl|s a r l|eurl|snc|sca|scop|spa|s p a|srl|s r l"
    r"|sl|s l|slu|s l u|sau|s a u|sll|s coop|s a b|s a p i|s de r l|s r l de c v|cv|s a de c v|de c v"
    r"|bv|b v|nv|n v|vof|ab|oy|oyj|as|a s|aps|asa|kft|zrt|sro|s r o|spol|sp z o o|spolka z o o|sp k|ood|eood"
    r"|kk|k k|株式会社|ltda|lda|me|eireli|dac|uc|doo|d o o|jsc|ooo|zao|tbk|bhd|sdn bhd|sdn"
)
_FORM_AT_END = re.compile(rf"(?<=\w) (?:{_LEGAL_FORMS})$")
_FORM_IN_FRONT = re.compile(r"^(?:株式会社|(?:ooo|n v|pt) (?=\w{2}))")
_AND = re.compile(r"(?<=\w) (?:und|et|y) (?=\w)")
_TRADING_AS = re.compile(r"\b(?:t/a|trading as|d/?b/?a|doing business as|firmierend als)\b[\s:]*", re.I)
_ASIDE = re.compile(r"\s*\([^()]{0,80}\)|\s*®|\s*™|\s*©")
_SITE = re.compile(r"\s*https?://(?:www\.)?([\w.-]+)\.[a-z]{2,6}/?\s*", re.I)  # a name that is only an address
_AGENCY_WORDS = re.compile(
    r"\b(?:recruit(?:ment|ing|ers?)?|staffing|personal(?:dienstleistung|service|vermittlung)\w{0,3}|zeitarbeit"
    r"|headhunt(?:ers?|ing)?|executive search|employment agency|temp agency|talent (?:solutions|acquisition|partners)"
    r"|manpower|resourcing|personnel|arbeitsvermittlung|intérim|interim solutions|uitzendbureau|workforce solutions"
    r"|job ?board|jobs? (?:portal|market)|nursing agency|locums?|recrutement|trabajo temporal|travail temporaire"
    r"|selección de personal|personalberatung)\b",
    re.I,
)
_AGENCIES = Path(__file__).parent / "data" / "agencies.txt"  # folded names, one a line, that no word gives away


@lru_cache(50_000)
def organization_key(name: str | None) -> str:
    """The name without case, accents, punctuation, article, legal form and asides; of `A trading as B` it is B's.

    `&` is `and`. Names that differ in a word stay apart: two hospital trusts, a bank's two daughters. Empty for none.
    """
    if not name:
        return ""
    text = unescape(name[:300])
    text = site[1] if (site := _SITE.fullmatch(text)) else text
    text = _TRADING_AS.split(text)[-1] or text
    key = folded(_ASIDE.sub("", text).replace("&", " and ").replace("+", " plus ").replace("'", "").replace("’", ""))
    key = key or folded(text)
    key = _FORM_IN_FRONT.sub("", _AND.sub(" and ", key).removeprefix("the ")) or key
    while (shorter := _FORM_AT_END.sub("", key).removesuffix(" and")) != key:
        key = shorter
    return key


_IN_HOUSE = re.compile(r"\b(?:trust|hospitals?|university|universität|council|school|college|ministry)\b", re.I)


@lru_cache(50_000)
def is_agency(name: str | None) -> bool:
    """Whether an organisation advertises for others: a recruiter, a staffing firm or a job board, by its name."""
    if not name:
        return False
    key = organization_key(name)
    if _AGENCY_WORDS.search(name[:300]) and not _IN_HOUSE.search(name[:300]):  # a hospital's own recruitment office
        return True
    return not _known_agencies().isdisjoint((key, " ".join(key.split()[:2])))


@lru_cache(1)
def _known_agencies() -> frozenset[str]:
    return frozenset(_AGENCIES.read_text(encoding="utf-8").split("\n"))
