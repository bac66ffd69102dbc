"""What the environment asks of a crawl, checked before anything starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

_TEST_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+test")
_LOOPBACK = re.compile(r"127\.0\.0\.1:([1-9]\d{0,4})")
NO_CONTACT = "CREDSCOPE_CONTACT is not set: give a mail address or a page where the sites we ask can reach you"


class WrongUsageError(ValueError):
    """A setting that cannot be meant, in one sentence."""


@dataclass(frozen=True)
class Environment:
    """`CREDSCOPE_CONTACT`, `_TEST_HOSTS`, `_MAX_PAGES` and `_MAX_SECONDS`."""

    contact: str
    test_hosts: dict[str, int]  # loopback port by name
    max_pages: int
    max_seconds: float

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> Self:
        """The settings in a mapping like `os.environ`. Raises `WrongUsageError`."""
        return cls(
            contact=re.sub(r"[^ -~]|[()]", "", variables.get("CREDSCOPE_CONTACT", "")).strip(),
            test_hosts=test_hosts(variables.get("CREDSCOPE_TEST_HOSTS", "")),
            max_pages=_whole(variables, "CREDSCOPE_MAX_PAGES", 50_000),
            max_seconds=_whole(variables, "CREDSCOPE_MAX_SECONDS", 12 * 3600),
        )


def _whole(variables: Mapping[str, str], name: str, otherwise: int) -> int:
    value = variables.get(name, "").strip()
    if value and not re.fullmatch(r"[1-9]\d{0,8}", value):
        raise WrongUsageError(f"{name}: {value!r} is not a whole number above 0")
    return int(value or otherwise)


def test_hosts(text: str) -> dict[str, int]:
    """The loopback ports of reserved test names, from `a.test=127.0.0.1:PORT,…`. Raises `WrongUsageError`."""
    ports = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, _, address = pair.partition("=")
        port = _LOOPBACK.fullmatch(address)
        if not _TEST_NAME.fullmatch(name) or not port or int(port[1]) > 65_535:
            raise WrongUsageError(f"CREDSCOPE_TEST_HOSTS: {pair!r} is not of the form name.test=127.0.0.1:PORT")
        ports[name] = int(port[1])
    return ports
