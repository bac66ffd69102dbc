"""Addresses: the file of each subject's evidence, and which address of a source may be a link."""

import re
import unicodedata
from hashlib import blake2b
from typing import Any


def slug(kind: str, label: str, key: str) -> str:
    """A file name of a–z, 0–9 and hyphens: the same for the same subject, another for every other one."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    digest = blake2b(f"{kind}\n{key}".encode("utf-8", "replace"), digest_size=5).hexdigest()
    return "-".join(filter(None, (kind, readable, digest)))


def web_link(url: Any) -> str | None:
    """The address if it is http or https and has nothing in it that an address cannot have; any other is no link."""
    return url if isinstance(url, str) and re.fullmatch(r"https?://[^\s\x00-\x20\"<>\\^`{|}]+", url, re.I) else None
