"""Contacts of persons are removed where a record is made, so that no later station ever holds them.

Each kind is looked for only where a cheap sign of it stands in the text (an @, a long number, the word *contact*), and
every pattern takes time linear in the text. Texts are plain, HTML, or HTML escaped once more.
"""

import html
import re
from collections.abc import Iterator

from warehouse.person_names import EMAIL, PHONE, without_names

_LOCAL = re.compile(r"[\w.+%'’-]{1,64}+$")
_LOCAL_WIDTH = 200  # characters before an @ that can belong to it
_DOTTED = re.compile(r"\w{1,40}[._]\w{1,40}$")
_DOTTED_APART = re.compile(r"\w{1,40}[._]\w{1,40}(?:\s|<[^<>]{0,100}>|&lt;[^&]{0,100}&gt;){1,6}+$")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}")
_SLIPPED = re.compile(rf"[ \xa0:]{{1,2}}{_DOMAIN.pattern}")
_AT_SIGNS = ("@", "%40", "&#64;", "&#x40;", "&commat;")
_OPEN, _CLOSE = r"[\[({<]\s{0,2}", r"\s{0,2}[\])}>]"
_DOT = rf"(?:\.|\s{{0,2}}{_OPEN}(?:dot|punkt|\.){_CLOSE}\s{{0,2}}|\s(?:dot|punkt)\s)"
_WORD = r"(?<![\w.+%'’-])[\w.+%'’-]{1,64}+"
_BRACKETED = re.compile(
    rf"{_WORD}\s{{0,2}}{_OPEN}(?:at|@|ät){_CLOSE}\s{{0,2}}[\w-]{{1,63}}+(?:{_DOT}[\w-]{{1,63}}+){{1,5}}", re.I
)
_BRACKET_SIGN = re.compile(r"[\[({<]\s{0,2}(?:at|@|ät)\s{0,2}[\])}>]")
_SPOKEN = re.compile(rf"{_WORD}\s(?:at|@)\s[\w-]{{1,63}}+(?:\sdot\s[\w-]{{2,63}}+){{1,4}}", re.I)
_ENTITIES = re.compile(r"(?:&#x?[0-9a-fA-F]{2,4};){8,}+")

_DIGITS = re.compile(r"[0-9](?:[ \xa0().\-/–]{0,3}[0-9]){5,}+")
_FRESH = r"(?:(?<![\w.,£$€¥#=/+-])|(?<=umber)|(?<=hone)|(?<=Tel)|(?<=obile))"  # labels are often set without a blank
_EXTENSION = r"(?:[ /,(]{0,3}(?:ext|extension|x|option)\b\.?:? {0,2}\d{1,6}|/\d{2,6}\b)?"
_PHONE = re.compile(
    "(?:"
    rf"(?:{_FRESH}\+|(?<![\d.,-])00)\(?[1-9](?:[ \xa0().\-/–]{{0,3}}\d){{7,13}}+(?! ?[€£$%]|,\d)"  # +44 (0)20 7946 0958
    rf"|{_FRESH}\(?0\d{{2,5}}\)?[ \xa0\-./–]{{0,3}}\d{{2,8}}(?!\d)"  # 0161 342 5238
    r"(?:[ \xa0\-./]\d{2,8}(?!\d)){0,3}+(?!%|,\d)"
    rf"|{_FRESH}0[1-9]([ .-])\d\d(?:\1\d\d){{3}}(?!\d)"  # 01 23 45 67 89
    rf"|{_FRESH}(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{{3}}[ .-]\d{{4}}(?!\d)"  # (212) 555-0199
    rf"){_EXTENSION}",
    re.I,
)
_LABEL = re.compile(
    r"(?:\b(?:tel|telephone|phone|mobile|mob|fax|whatsapp|telefon|handy|durchwahl)\b(?: (?:number|no))?)"
    r"[\s:.]{0,3}(?:on )?\(?$",
    re.I,
)
_REFERENCE = re.compile(
    r"(?:\bref(?:erence)?|\bid|\bjob|\breq(?:uisition)?|vacancy|isbn|\bcode|\bsku|kennziffer)"
    r"\W{0,3}(?:no|nr|number|id|code)?\W{0,3}$",
    re.I,
)

_SECRET = re.compile(
    r"(?:.*[_-]|ws)?(?:token|api-?_?key|key|secret|signature|sig|hmac|password|passwd|passwort|pwd|session|session-?_?id|"
    r"sid|jsessionid|phpsessid|jwt|auth|authorization|credentials?|access-?_?key-?_?id|e?-?mail)",
    re.I,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)


def without_contacts(text: str) -> str:
    """The text with e-mail addresses, phone numbers and contact persons' names replaced by a mark.

    Salaries, dates, years, references and postcodes stay. Applying it again changes nothing.
    """
    lower = text.lower()
    text, mailboxes = _without_emails(text, lower)
    while (again := _without_emails(text, text.lower()))[0] != text:  # what stood glued to an address may now be one
        text, mailboxes = again[0], mailboxes + again[1]
    text = _without_phones(text)
    named = without_names(text, lower, mailboxes)
    return named if named == text else _without_phones(named)  # a number glued to a name stands free now


def _without_emails(text: str, lower: str) -> tuple[str, list[str]]:
    """The text without e-mail addresses, and the addresses' local parts."""
    mailboxes: list[str] = []
    for sign in _AT_SIGNS:
        if sign in text:
            spans = list(_addresses(text, sign))
            mailboxes += [text[start:at].removeprefix("mailto:").lower() for start, at, _ in spans]
            text = _marked(text, [(start, end) for start, _, end in spans], EMAIL)
    if _BRACKET_SIGN.search(lower):
        text = _BRACKETED.sub(EMAIL, text)
    if " dot " in lower:
        text = _SPOKEN.sub(EMAIL, text)
    if "&#" in text:
        text = _ENTITIES.sub(lambda run: EMAIL if "@" in html.unescape(run[0]) else run[0], text)
    return text, mailboxes


def _addresses(text: str, sign: str) -> Iterator[tuple[int, int, int]]:
    """Start, sign and end of each address; blanks and tags beside the @ are a slip where the word before has a dot."""
    last, at = 0, text.find(sign)
    while at >= 0:
        after = at + len(sign)
        if domain := _DOMAIN.match(text, after) or _SLIPPED.match(text, after):
            before = text[max(last, at - _LOCAL_WIDTH) : at]
            glued = domain.re is _DOMAIN
            local = (_LOCAL if glued else _DOTTED).search(before[-64:]) or (
                _DOTTED_APART.search(before) if glued else None
            )
            if local:
                start = at - len(local[0])
                start -= 7 * (text[max(last, start - 7) : start] == "mailto:")
                last = domain.end()
                yield start, at, last
        at = text.find(sign, after)


def _marked(text: str, spans: list[tuple[int, int]], mark: str) -> str:
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], mark]
        last = end
    return "".join((*pieces, text[last:]))


def _without_phones(text: str) -> str:
    while spans := list(_phones(text)):  # once more: what stood glued to a number may now be one
        text = _marked(text, spans, PHONE)
    return text


def _phones(text: str) -> Iterator[tuple[int, int]]:
    last = 0
    for run in _DIGITS.finditer(text):
        start = max(last, run.start() - 2)
        found = _PHONE.finditer(text, start, run.end() + 16)  # an extension may follow, another number is not cut short
        numbers = [n.span() for n in found if n.start() < run.end() and _is_phone(n)]
        if not numbers and run.start() >= start and _LABEL.search(text, max(0, run.start() - 24), run.start()):
            numbers = [run.span()]
        for number in numbers:
            last = number[1]
            yield number


def _is_phone(number: re.Match[str]) -> bool:
    known = _REFERENCE.search(number.string, max(0, number.start() - 30), number.start())
    return not known and sum(c.isdigit() for c in number[0]) >= 9


def without_secrets(url: str) -> str:
    """The address without user, password, session, and parameters that carry keys, tokens or mail addresses.

    What is left keeps its order and its spelling.
    """
    start, mark, fragment = url.partition("#")
    address, question, query = start.partition("?")
    scheme, slashes, rest = address.partition("://")
    if slashes:
        host, slash, path = rest.partition("/")
        address = f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"
    if ";" in address:
        address = _PATH_SESSION.sub("", address)
    if question:
        address += (question if (kept := _without_secret_pairs(query)) else "") + kept
    if mark and "=" in fragment:
        fragment = _without_secret_pairs(fragment)
    return address + (mark if fragment else "") + fragment


def _without_secret_pairs(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if not _SECRET.fullmatch(pair.partition("=")[0][:80]))
