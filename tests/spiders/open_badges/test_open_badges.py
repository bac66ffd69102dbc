"""What captured badges say, and what they do not."""

import json
from pathlib import Path

from spiders.platforms.open_badges import OpenBadges
from spiders.source_spider import Page


def test_every_open_badge_is_read_without_its_earner(shared: Path) -> None:
    files = sorted((shared / "captures/catalogues/open-badges-3").glob("*.json"))
    pages = [Page("https://captured.test/page", file.read_bytes()) for file in files]
    badges = [badge for page in pages for badge in OpenBadges("case").read(page)]
    assert len(badges) == len(files) == 15
    assert all("/students/" not in json.dumps(badge.line()) for badge in badges)
    assert sum(badge.credential_type == "micro-credential" for badge in badges) == 3
    assert {badge.level for badge in badges} == {None, "EQF level 3", "EQF level 4", "EQF level 5"}
    assert sum(badge.credit_unit == "ECTS" for badge in badges) == 5


def test_an_issuer_of_badgr_is_asked_for_its_badges_and_a_badge_for_itself() -> None:
    stated = {"name": "case", "host": "api.eu.badgr.io", "board": "public/badges/a+public/issuers/b"}
    asked = [ask.url for ask in type("Case", (OpenBadges,), stated)().first]
    assert asked == ["https://api.eu.badgr.io/public/badges/a", "https://api.eu.badgr.io/public/issuers/b/badges"]
