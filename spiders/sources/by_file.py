"""Providers that people look for and that no crawl may or can read: their rows come by file, and they ship off.

`by_file/<source>.jsonl` holds rows of our own that name a provider's certifications and their official pages, each with
the day it was written and, once somebody has, the day it was checked. They have no price: none that is not checked.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Side, record_from

_OURS = "credscope import spiders/sources/by_file/{0}.jsonl --source {0}"


class ByFile(SourceSpider):
    """The lines of a file of our own records."""

    platform = "by_file"
    side = Side.SUPPLY
    basis = "off"

    def __init_subclass__(cls) -> None:
        """Name the file to import where we keep one."""
        super().__init_subclass__()
        cls.terms_url = f"https://{cls.host}/"
        if (Path(__file__).with_suffix("") / f"{cls.name}.jsonl").exists():
            cls.off = f"{cls.off}; import the dated rows instead: {_OURS.format(cls.name)}"

    def candidates(self, page: Page) -> Iterable[Any]:
        """One object a line."""
        return map(json.loads, page.text.splitlines())

    def record(self, block: Any, page: Page) -> Record:
        """The record that a line states."""
        return record_from(block)


class Accredible(ByFile):
    """Groups of credentials belong to their issuers; `credential.net` shows people's certificates."""

    name, organization, host, country = "accredible", "Accredible", "www.accredible.com", "US"
    off = "its catalogue answers only to an issuer's own token: import an export of yours with --mapping"


class Aws(ByFile):
    """A dozen certifications, on pages without markup."""

    name, organization, host, country = "aws-certifications", "Amazon Web Services", "aws.amazon.com", "US"
    off = "no public catalogue of its certifications"


class Cisco(ByFile):
    """Its Networking Academy shows the same page for any address."""

    name, organization, host, country = "cisco-certifications", "Cisco", "www.cisco.com", "US"
    off = "no public catalogue, and its academy answers 200 to anything"


class ClassCentral(ByFile):
    """An aggregator: what it lists is read from the providers themselves."""

    name, organization, host, country = "class-central", "Class Central", "www.classcentral.com", "US"
    off = "it refuses crawlers, and its texts are other people's: never crawled"


class Comptia(ByFile):
    """Vendor-neutral certifications, renewed every three years."""

    name, organization, host, country = "comptia-certifications", "CompTIA", "www.comptia.org", "US"
    off = "no public catalogue"


class Google(ByFile):
    """Career certificates and Google Cloud's certifications."""

    name, organization, host, country = "google-certificates", "Google", "grow.google", "US"
    off = "no public catalogue of its certificates"


class Pmi(ByFile):
    """Certifications in project management."""

    name, organization, host, country = "pmi-certifications", "Project Management Institute", "www.pmi.org", "US"
    off = "its site answers 403 to any crawler"
