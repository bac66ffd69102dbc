"""Credly's public list of the badges that an organisation awards; who earned one is never asked for."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.source_spider import Ask, Page, Record, SourceSpider
from spiders.vocabulary import credential_type
from warehouse.records import Credential, CredentialType, Side

_JSON = {"Accept": "application/json"}


class Credly(SourceSpider):
    """`board` is the organisation's name in its address, `credly.com/organizations/<name>`.

    Not in Credly's documentation, but read by Credential Engine's badge publisher. A template's shape is also tested on
    a captured answer, whose address (a person's badges) no source may ask.
    """

    platform = "credly"
    side = Side.SUPPLY
    basis = "documented"
    host = "www.credly.com"
    terms_url = "https://info.credly.com/legal"
    blocks = "data"
    seen_at = {r"(?<![\w.-])(?:www\.)?credly\.com/(?:organizations|org)/(?P<board>[\w.-]+)": ""}

    def starts(self) -> Iterable[Ask]:
        """The first page of the organisation's badges."""
        return (Ask(f"{self.scheme}://{self.host}/organizations/{self.board}/badges.json?page=1", headers=_JSON),)

    def links(self, page: Page) -> Iterable[Ask]:
        """The next page, as the answer names it."""
        following = page.json()["metadata"].get("next_page_url")
        return (Ask(urljoin(page.url, following), headers=_JSON),) if following else ()

    def expected(self, page: Page) -> int | None:
        """How many badges the organisation has."""
        return int(page.json()["metadata"]["total_count"])

    def record(self, block: Any, page: Page) -> Record:
        """The offer of a badge template, bare or wrapped."""
        badge = block.get("badge_template", block)
        named = (each["entity"].get("name") for each in (badge.get("issuer") or {}).get("entities") or ())
        kind = credential_type(badge.get("type_category"), badge["name"])
        steps = [step["title"] for step in badge.get("badge_template_activities") or ()]
        stated = {
            "identifier": badge["id"],
            "name": badge["name"],
            "description": "\n".join(filter(None, (badge.get("description"), *steps))),
            "offered_by": next(filter(None, named), self.organization),
            "credential_type": CredentialType.BADGE if kind is CredentialType.OTHER else kind,
            "teaches": [skill["name"] for skill in badge.get("skills") or ()],
            "level": badge.get("level"),
            "time_required": badge.get("time_to_earn"),
            "url": badge.get("url") or page.url.partition(".json")[0],
        }
        free = {"price": 0, "price_kind": "free"} if badge.get("cost") in ("Free", "free") else {}
        return Credential.model_validate(stated | free)
