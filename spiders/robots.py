"""robots.txt by RFC 9309: which rules are ours, and what they say of an address.

Google's published parser decides where the RFC leaves room: common misspellings count, an unknown line does not end a
group, an allowed `/index.html` allows its folder, of two rules of one length the allowing one wins. Matching takes
time linear in the address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

SIZE_LIMIT = 2**20  # bytes that are read; the RFC asks for at least 500 KiB
_AGENT = {"user-agent", "useragent", "user agent"}
_ALLOW = {"allow"}
_DISALLOW = {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}
_DELAY = {"crawl-delay", "crawldelay"}
_TOKEN = re.compile(r"[A-Za-z_-]*")
_SECONDS = re.compile(r"\d{1,6}(\.\d{1,6})?")
_INDEX = re.compile(r"/index\.html?$")
_AS_IS = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True)
class Rules:
    """The rules that one robots.txt holds for one crawler."""

    allows: tuple[str, ...] = ()
    disallows: tuple[str, ...] = ()
    delay: float | None = None  # seconds between requests

    @classmethod
    def parse(cls, text: str, agent: str) -> Self:
        """The rules for a product token: of the groups that name it, else of those for `*`."""
        wanted = {"*", agent.lower()}
        groups: dict[str, list[tuple[str, str]]] = {}
        current: set[str] = set()
        open_group = False
        for name, value in _lines(text):
            if name in _AGENT:
                current = (current if open_group else set()) | ({_agent(value)} & wanted)
                open_group = True
                groups |= {token: [] for token in current - groups.keys()}
            else:
                open_group = open_group and name not in _ALLOW | _DISALLOW
                for token in current:
                    groups[token].append((name, value))
        ours = groups.get(agent.lower(), groups.get("*", []))
        delays = [float(value) for name, value in ours if name in _DELAY and _SECONDS.fullmatch(value)]
        allows = [_pattern(value) for name, value in ours if name in _ALLOW and value]
        disallows = [_pattern(value) for name, value in ours if name in _DISALLOW and value]
        folders = [f"{p[: p.rindex('/') + 1]}$" for p in allows if _INDEX.search(p)]
        return cls((*allows, *folders), tuple(disallows), max(delays, default=None))

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched: the longest rule that matches decides."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query or url.partition("#")[0].endswith("?") else "")
        return self._longest(self.allows, path) >= self._longest(self.disallows, path)

    @staticmethod
    def _longest(patterns: tuple[str, ...], path: str) -> int:
        return max((len(pattern) for pattern in patterns if _matches(pattern, path)), default=0)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """The directives, names in lower case; a blank stands for a colon that was forgotten."""
    for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")):
        name, mark, value = line.partition("#")[0].strip().partition(":")
        if not mark:
            name, _, value = name.partition(" ")
        yield name.strip().lower(), value.strip()


def _agent(value: str) -> str:
    if value[:1] == "*" and (len(value) == 1 or value[1].isspace()):
        return "*"
    token = _TOKEN.match(value)
    return token[0].lower() if token else ""


def _pattern(value: str) -> str:
    """A rule with what is not ASCII percent-encoded, and percent-encodings in capitals."""
    return re.sub(r"%[0-9a-fA-F]{2}", lambda code: code[0].upper(), quote(value, safe=_AS_IS))


def _matches(pattern: str, path: str) -> bool:
    anchored = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not parts:
        return not anchored or at == len(path)
    *inner, last = parts
    for part in inner:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(path) - len(last) >= at and path.endswith(last) if anchored else path.find(last, at) >= 0
