"""CTDL's credentials, courses and programmes as our records: the only place where their keys become ours.

The same statement comes in many spellings: `ceterms:name`, an expanded IRI or a bare `name`; a text, a language map or
a list of `@value`s; a thing, or a reference to one elsewhere in the graph. `plain` takes the spelling away first.
"""

import re
from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from spiders.vocabulary import credential_type, currency, delivery_mode, pacing, provider_kind
from warehouse.records import Credential

Node = dict[str, Any]
_OFFER = re.compile(
    r"(?!Verifiable|QualityAssurance)\w*(Degree|Doctorate|Certificat\w*|License|Diploma|Badge|MicroCredential|Credential"
    r"|Course|LearningProgram|LearningOpportunity(Profile)?|GeneralEducation\w*)"
)
_RECOGNISED = ("approvedBy", "regulatedBy", "recognizedBy")
_ENDED = re.compile(r"deprecated|superseded|suspended|ceased|retired", re.I)
_LANGUAGE = re.compile(r"(?!id\b)[a-z]{2}(-[A-Za-z]{2,4})?")


def plain(value: Any) -> Any:
    """The value with bare property names, texts instead of language maps and `@value`s, and bare type names."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "@value" in value:
        return value["@value"]
    if value and all(_LANGUAGE.fullmatch(key) for key in value):
        return plain(next((text for key, text in value.items() if key.startswith("en")), next(iter(value.values()))))
    node = {re.split(r"[/:#]", key.lstrip("@"))[-1]: plain(each) for key, each in value.items() if key != "@context"}
    if "type" in node:
        node["type"] = [re.split(r"[/:#]", str(name))[-1] for name in listed(node["type"])]
    return node["id"] if node.keys() == {"id"} else node


def listed(value: Any) -> list[Any]:
    """One or many as a list, without blanks."""
    return [each for each in (value if isinstance(value, list) else [value]) if each not in (None, "", [], {})]


def offers(graph: Any) -> Iterator[Node]:
    """The offers in a plain document, in its order; what an offer holds inside is part of it."""
    stack = [graph]
    while stack:
        node = stack.pop()
        if (
            isinstance(node, dict)
            and any(map(_OFFER.fullmatch, node.get("type") or ()))
            and node.keys() - {"id", "type"}
        ):
            yield node
        elif isinstance(node, dict | list):
            stack.extend(reversed(list(node.values()) if isinstance(node, dict) else node))


def index(graph: Any) -> dict[str, Node]:
    """The things of a plain document by their identifiers."""
    found: dict[str, Node] = {}
    stack = [graph]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("id"), str):
                found.setdefault(node["id"], node)
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return found


class Offer:
    """One CTDL node within its graph, read attribute by attribute."""

    def __init__(self, node: Node, graph: Mapping[str, Node]) -> None:
        self.node, self.graph = node, graph

    def things(self, *keys: str, of: Node | None = None) -> list[Any]:
        """What the properties state, references replaced by what they lead to where the graph has it."""
        stated = [each for key in keys for each in listed((of or self.node).get(key))]
        return [self.graph.get(each, each) if isinstance(each, str) else each for each in stated]

    def words(self, *keys: str, of: Node | None = None) -> list[str]:
        """The names of what the properties state; a reference that leads out of the graph stays an address."""
        named = ("targetNodeName", "name", "competencyText", "competencyLabel", "targetNode", "description", "id")
        things = self.things(*keys, of=of)
        return [
            str(next((listed(t[k])[0] for k in named if t.get(k)), "")) if isinstance(t, dict) else str(t)
            for t in things
        ]

    def record(self, organization: str | None) -> Credential:
        """The record. Raises `KeyError` without a name or identifier, `ValueError` where the offer has ended."""
        node = self.node
        status = " ".join(self.words("credentialStatusType", "lifeCycleStatusType"))
        if _ENDED.search(status):
            raise ValueError(f"{status}: no longer offered")
        stated = {
            "identifier": self._identifier(),
            "name": listed(node["name"])[0],
            "description": "\n".join(self.words("description")),
            "credential_type": credential_type(*node["type"]),
            "level": next(iter(self.words("audienceLevelType", "educationalLevelType")), None),
            "location": self.things("availableAt") or None,
            "language": next(iter(self.words("inLanguage")), None),
            "accredited_by": ", ".join(self.words("accreditedBy") or self.words(*_RECOGNISED)),
            "assessment": "; ".join(self.words("assessmentMethodType", "assessmentMethodDescription")),
            "career_support": "; ".join(self.words("hasSupportService")),
            "same_as": next(iter(self.words("sameAs")), None),
            "date_published": node.get("dateEffective"),
            "url": next(iter(self.words("subjectWebpage")), node.get("id")),
        }
        parts = (self._provider(organization), self._delivery(), self._relations(), self._price(), self._credit())
        return Credential.model_validate(reduce(or_, parts, stated))

    def _provider(self, organization: str | None) -> dict[str, Any]:
        providers = [each for each in self.things("offeredBy", "ownedBy") if isinstance(each, dict)]
        who: Node = next((each for each in providers if each.get("name")), {})
        kind = provider_kind(*self.words("agentType", of=who), *(who.get("type") or ()))
        return {"offered_by": next(iter(listed(who.get("name"))), organization), "provider_kind": kind}

    def _delivery(self) -> dict[str, Any]:
        ways, timing = self.words("deliveryType"), self.words("scheduleTimingType", "learningMethodType")
        online = "online" if "availableOnlineAt" in self.node else ""
        return {
            "delivery_mode": delivery_mode(*ways, online),
            "pacing": pacing(*timing),
            "time_required": self._duration(),
        }

    def _relations(self) -> dict[str, Any]:
        """What it teaches, and what it counts towards."""
        conditions = [each for each in self.things("requires") if isinstance(each, dict)]
        asked = [word for each in conditions for word in self.words("targetCompetency", of=each)]
        towards = [w for each in self.things("isPreparationFor", "isAdvancedStandingFor") for w in self._target(each)]
        return {
            "teaches": self.words("teaches", "assesses", "targetCompetency") + asked,
            "stackable_into": self.words("isPartOf", "isRequiredFor") + towards,
        }

    def _identifier(self) -> Any:
        """The CTID, else the node's address; a blank node's name changes from answer to answer."""
        own = (*listed(self.node.get("ctid")), self.node.get("id"))
        lasting = [each for each in own if isinstance(each, str) and not each.startswith("_:")]
        return lasting[0] if lasting else listed(self.node["subjectWebpage"])[0]

    def _duration(self) -> str | None:
        said = next((each for each in self.things("estimatedDuration") if isinstance(each, dict)), {})
        ways = ("exactDuration", "timeRequired", "minimumDuration", "description")
        return next((str(each) for way in ways for each in listed(said.get(way))), None)

    def _target(self, condition: Any) -> list[str]:
        targets = ("targetCredential", "targetLearningOpportunity")
        return (isinstance(condition, dict) and self.words(*targets, of=condition)) or self.words(
            "c", of={"c": condition}
        )

    def _price(self) -> dict[str, Any]:
        """The sum of costs where it is stated, else the least single one; members' prices are not the public's."""
        costs = [c for c in self.things("estimatedCost") if isinstance(c, dict) and listed(c.get("price"))]
        public = [c for c in costs if "Member" not in self.words("audienceType", of=c)] or costs
        whole = [c for c in public if "aggregate" in " ".join(self.words("directCostType", of=c)).lower()] or public
        if not whole:
            return {}
        price, least = min(((float(listed(cost["price"])[0]), cost) for cost in whole), key=lambda priced: priced[0])
        pattern = " ".join(self.words("paymentPattern", of=least)).lower()
        period = next(
            (unit for word, unit in (("month", "month"), ("annual", "year"), ("year", "year")) if word in pattern), None
        )
        kind = "free" if price == 0 else "subscription" if period else "one-time"
        money = currency(next(iter(self.words("currency", of=least)), None))
        return {"price": price, "price_currency": money, "price_kind": kind, "price_unit": period}

    def _credit(self) -> dict[str, Any]:
        stated = next((c for c in self.things("creditValue") if isinstance(c, dict)), None)
        if stated is None:
            unit = self.words("creditUnitType", "creditHourType")
            value = self.node.get("creditUnitValue", self.node.get("creditHourValue"))
            return {"credit_value": value, "credit_unit": next(iter(unit), None) if value else None}
        value = next(iter(listed(stated.get("value", stated.get("minValue")))), None)
        return {"credit_value": value, "credit_unit": next(iter(self.words("creditUnitType", of=stated)), None)}
