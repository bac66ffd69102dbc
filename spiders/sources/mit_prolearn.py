"""MIT's ProLearn, a shop window for the professional courses of its units, asked as its own pages ask it."""

from collections.abc import Iterable
from typing import Any

from spiders.schema_values import number_of
from spiders.source_spider import Ask, Page, Record, SourceSpider
from spiders.vocabulary import credential_type, delivery_mode
from warehouse.records import Credential, Side

_ELSEWHERE = ("MIT xPRO", "MIT Sloan Executive Education", "MIT Professional Education")  # sources of their own
_OTHERS = "".join(f', {{operator: "<>", name: "department", value: "{unit}"}}' for unit in _ELSEWHERE)
_PAID = {"price_currency": "USD", "price_kind": "one-time"}
_QUERY = (
    'query {searchAPISearch(index_id: "default_solr_index", range: {limit: 999, offset: 0}, condition_group:'
    ' {conjunction: AND, groups: [{conjunction: AND, conditions: [{operator: "=", name: "field_course_or_program",'
    ' value: "%s"}%s]}]}) {documents {... on DefaultSolrIndexDoc {title url body department certificate_name'
    " field_course_or_program course_link start_value format_name field_duration field_time_commitment field_price}}}}"
)


class MitProlearn(SourceSpider):
    """Two entries share a number at times: an entry's address is its key."""

    name = "mit-prolearn"
    platform = "mit_prolearn"
    side = Side.SUPPLY
    basis = "captured"
    host = "prolearn.mit.edu"
    organization = "Massachusetts Institute of Technology"
    country = "US"
    terms_url = "https://prolearn.mit.edu/"

    def starts(self) -> Iterable[Ask]:
        """Courses, then programmes."""
        queries = (_QUERY % (kind, _OTHERS) for kind in ("course", "program"))
        return [Ask(f"https://{self.host}/graphql", json={"query": query}) for query in queries]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The documents that were found."""
        yield from page.json()["data"]["searchAPISearch"]["documents"]

    def record(self, block: Any, page: Page) -> Record:
        """The offer of a document; its page at the unit that offers it is the original."""
        kind, named, link = (block.get(k) or "" for k in ("field_course_or_program", "certificate_name", "course_link"))
        stated = {
            "identifier": block["url"],
            "name": block["title"],
            "description": block.get("body"),
            "offered_by": block.get("department") or self.organization,
            "credential_type": "course" if kind == "course" else credential_type(named or "certificate"),
            "delivery_mode": delivery_mode(block.get("format_name")),
            "time_required": ", ".join(filter(None, map(block.get, ("field_duration", "field_time_commitment")))),
            "stackable_into": [named] if named and kind == "course" else [],
            "start_date": min(block.get("start_value") or (), default=None),
            "same_as": link if "/" in link[8:].strip("/") else None,  # a mere host is not the course
            "url": f"https://{self.host}{block['url']}",
        }
        price = number_of(block.get("field_price"))
        return Credential.model_validate(stated | (_PAID | {"price": price} if price else {}))
