"""Which elements a page does not show, and where such an element ends, closed or not."""

import re
from collections import Counter
from html import unescape


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr q s samp small"
    " span strike strong sub sup time tt u var wbr"
)
BLOCK = _names(
    "address article aside blockquote body br button center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary table tbody td"
    " textarea tfoot th thead tr ul"
)
UNSEEN = _names("head iframe noscript script style svg template title")
VOID = _names("area base br col embed hr img input link meta source track wbr")
_IMPLIED_END = {
    "p": BLOCK - _names("br button option select textarea"),
    "head": BLOCK,
    "li": _names("li"),
    "dt": _names("dt dd"),
    "dd": _names("dt dd"),
    "tr": _names("tr"),
    "td": _names("td th tr"),
}
_MAY_HIDE = re.compile(r"hidden|style", re.I)
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")
_HIDING_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|(?:font-size|opacity):0*+(?:\.0*+)?+(?![1-9.])"
    r"|text-indent:-\d{3})"
)
_HIDING_TOGETHER = [  # put outside the page; cut to nothing
    (re.compile(r"(?:^|;)position:(?:absolute|fixed)"), re.compile(r"(?:^|;)(?:left|top|right|bottom):-\d{3}")),
    (re.compile(r"(?:^|;)overflow:hidden"), re.compile(r"(?:^|;)(?:max-)?(?:height|width):0*+(?:\.0*+)?+(?![1-9.])")),
]
_COLOUR = re.compile(r"(?:^|;)(background-color|background|color):(#[0-9a-f]{3,6}|[a-z]+)(?=[;!]|$)")
_NAMED = {"#fff": "white", "#ffffff": "white", "#000": "black", "#000000": "black"}


def hides(name: str, attributes: str) -> bool:
    """Whether an element with these attributes shows nothing of its content."""
    if name in UNSEEN:
        return True
    if not attributes or not _MAY_HIDE.search(attributes):
        return False
    for attribute, *values in _ATTRIBUTE.findall(attributes):
        key, value = attribute.lower(), "".join(unescape("".join(values)).lower().split())
        if key == "hidden" or (key == "aria-hidden" and value == "true"):
            return True
        if key == "style" and _hides(value):
            return True
    return False


def _hides(style: str) -> bool:
    """Whether a style, without its spaces, leaves nothing to be seen: also letters in the colour of their ground."""
    if _HIDING_STYLE.search(style) or any(one.search(style) and other.search(style) for one, other in _HIDING_TOGETHER):
        return True
    if "background" not in style:
        return False
    colours = {part.partition("-")[0]: _NAMED.get(colour, colour) for part, colour in _COLOUR.findall(style)}
    return "color" in colours and colours.get("background") == colours["color"]


class Hidden:
    """The elements open inside an element that nobody sees, from its opening tag on."""

    def __init__(self, name: str, start: int) -> None:
        self.start = start
        self.names = [name]
        self.counts = Counter(self.names)

    def ends_before(self, shut: str, name: str) -> bool:
        """Whether a tag ends the hidden element without belonging to it."""
        if shut:
            return name in BLOCK and not self.counts[name]
        return len(self.names) == 1 and name in _IMPLIED_END.get(self.names[0], ())

    def ends_with(self, shut: str, name: str) -> bool:
        """Takes a tag in; whether it closed the hidden element."""
        if not shut and name not in VOID:
            self.names.append(name)
            self.counts[name] += 1
        while shut and self.counts[name]:
            closed = self.names.pop()
            self.counts[closed] -= 1
            if closed == name:
                break
        return not self.names
