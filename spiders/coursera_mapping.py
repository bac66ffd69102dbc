"""Coursera's pages as our records: the state that Apollo leaves in each, nodes by key which refer to each other."""

import re
from collections.abc import Iterable
from json import JSONDecoder
from typing import Any
from urllib.parse import urlsplit

from spiders.json_text import read_json
from warehouse.records import Credential

_KINDS = {
    "learn": "course",
    "specializations": "specialisation",
    "professional-certificates": "professional certificate",
}
_TYPES = [f"DescriptionPage_{name}" for name in ("CoursePage", "SpecializationPage", "Specialization")]
_ISO = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?")
_MARK = "window.__APOLLO_STATE__"


class ApolloState:
    """The state of a page. Raises `ValueError` where the page has none that can be read."""

    def __init__(self, page: str) -> None:
        begin = page.find("{", page.find(_MARK))
        if _MARK not in page or begin < 0:
            raise ValueError("no state in the page")
        _, end = JSONDecoder(strict=False).raw_decode(page, begin)  # knows the braces in texts from its own
        self._nodes: dict[str, Any] = read_json(page[begin:end])

    def own(self) -> Iterable[dict[str, Any]]:
        """The node of what the page is about; nothing where it is about something else."""
        nodes = [node for node in self._nodes.values() if isinstance(node, dict)]
        return [node for name in _TYPES for node in nodes if node.get("__typename") == name][:1]

    def meant(self, value: Any) -> Any:
        """What a value refers to, one by one in a list; the value itself where it refers to nothing."""
        if isinstance(value, list):
            return [self.meant(each) for each in value]
        return self._nodes.get(value["__ref"]) if isinstance(value, dict) and "__ref" in value else value


def coursera_offer(state: ApolloState, node: dict[str, Any], page_url: str) -> Credential:
    """The offer that a page is about. Raises `ValueError` where no partner is stated: it is not Coursera's own."""
    if not (partners := [each for each in state.meant(node.get("partners")) or () if each]):
        raise ValueError("no partner: who offers it is not stated")
    ratings, url = state.meant(node.get("ratings")) or {}, page_url.partition("?")[0].rstrip("/")
    stated = {
        "identifier": url,
        "name": node["name"],
        "description": node.get("description"),
        "offered_by": partners[0]["name"],
        "credential_type": _KINDS[urlsplit(url).path.split("/")[1]],
        "teaches": [tag["name"] for tag in state.meant(node.get("skillTags")) or () if tag],
        "level": (node.get("difficultyLevel") or "").lower(),
        "delivery_mode": "online",
        "duration_hours": _hours(state, node),
        "rating": ratings.get("averageFiveStarRating"),
        "rating_count": ratings.get("ratingCount"),
        "enrolled_count": node.get("totalEnrollmentCount"),
        "language": next(iter(node.get("primaryLanguages") or ()), None),
        "url": url,
    }
    return Credential.model_validate(stated)


def _hours(state: ApolloState, node: dict[str, Any]) -> float | None:
    """The hours of all weeks together; the material is a list of weeks, or a single one."""
    material = state.meant(node.get("material")) or {}
    weeks = state.meant(material["weeks"]) if "weeks" in material else [material]
    spans = (_ISO.fullmatch(str(week.get("totalDuration"))) for week in weeks if week)
    seconds = sum(int(h) * 3600 + int(m) * 60 + int(s) for h, m, s in (span.groups("0") for span in spans if span))
    return round(seconds / 3600, 1) or None
