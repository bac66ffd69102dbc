"""Pages say what they hold in JSON-LD or microdata, however carelessly written."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.structured_data import things, types

COURSE = {"@type": "Course", "name": "Welding"}


def script(body: str, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{body}</script>'


def names(page: str) -> list[Any]:
    return [str(t) if isinstance(t, ValueError) else t.get("name") for t in things(page)]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(COURSE),
        json.dumps([COURSE]),
        json.dumps({"@graph": [{"@type": "WebSite"}, COURSE]}),
        json.dumps({"@type": "WebPage", "mainEntity": COURSE}),
        json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": COURSE}]}),
        json.dumps(COURSE | {"@type": ["Product", "Course"]}),
        json.dumps(COURSE | {"@type": "https://schema.org/Course"}),
        json.dumps(COURSE | {"@type": "schema:Course"}),
        json.dumps(COURSE).replace('"', "&quot;"),
        json.dumps(COURSE) + ";",
        "// a comment\n" + json.dumps(COURSE),
        "/* a comment */" + json.dumps(COURSE),
        "<!-- a comment -->" + json.dumps(COURSE),
        "<![CDATA[" + json.dumps(COURSE) + "]]>",
        '{"@type": "Course", "name": "Welding", }',
        '{"@type": "Course", "name": "Welding", "description": "line\n\tline \x01"}',
        '{"@type": "Course", "name": "Welding", "price": NaN}',
    ],
)
def test_a_course_is_found_however_it_is_written(body: str) -> None:
    assert names(f"<html><head>{script(body)}</head></html>") == ["Welding"]


def test_a_bare_json_answer_is_a_document_too() -> None:
    assert names(json.dumps(COURSE)) == ["Welding"]
    assert names("\ufeff " + json.dumps([COURSE, COURSE])) == ["Welding", "Welding"]


def test_a_broken_block_does_not_lose_its_neighbours() -> None:
    page = (
        script(json.dumps(COURSE))
        + script('{"@type": "Course", "name": ')
        + script(json.dumps(COURSE | {"name": "Rigging"}))
    )
    first, broken, last = names(page)
    assert (first, last) == ("Welding", "Rigging")
    assert broken.startswith("unreadable JSON-LD block: ")


def test_a_broken_block_that_names_nothing_we_seek_is_no_candidate() -> None:
    assert names(script('{"@type": "BreadcrumbList", ') + script(json.dumps(COURSE))) == ["Welding"]


def test_what_stands_inside_a_posting_is_part_of_it() -> None:
    posting = {
        "@type": "JobPosting",
        "title": "Nurse",
        "educationRequirements": {"@type": "EducationalOccupationalCredential", "name": "BSc"},
    }
    assert [types(node) for node in things(script(json.dumps(posting)))] == [["JobPosting"]]


def test_references_within_a_page_are_followed_across_its_blocks() -> None:
    page = script(json.dumps(COURSE | {"provider": {"@id": "#us"}})) + script(
        '{"@id": "#us", "@type": "Organization", "name": "Us"}'
    )
    assert [node["provider"]["name"] for node in things(page)] == ["Us"]


def test_microdata_speaks_only_where_json_ld_is_silent() -> None:
    microdata = '<div itemscope itemtype="https://schema.org/Course"><h1 itemprop="name">Spoken aloud</h1></div>'
    assert names(f"<html><body>{microdata}</body></html>") == ["Spoken aloud"]
    assert names(f"<html><body>{microdata}{script(json.dumps(COURSE))}</body></html>") == ["Welding"]


@pytest.mark.parametrize(
    ("file", "kind", "count"),
    [
        ("custom.invalid__AllocateAction.001.html", "AllocateAction", 1),
        ("custom.invalid__JSONLD_with_JS_comment.html", "NewsArticle", 1),
        ("custom.invalid__JoinAction.001.html", "JoinAction", 1),
        ("schema.org.invalid__AllocateAction.001.html", "AllocateAction", 1),
        ("schema.org.invalid__JoinAction.001.html", "JoinAction", 1),
        ("misc__null_ld_mock.html", "LocalBusiness", 1),
        ("songkick__elysianfields.html", "MusicEvent", 4),
        ("songkick__jsonld_empty_item_test.html", "MusicEvent", 0),
        ("schema.org__Event.001.html", "Event", 1),
        ("schema.org__product.html", "Product", 1),
    ],
)
def test_carelessly_written_pages_from_the_wild(shared: Path, file: str, kind: str, count: int) -> None:
    page = (shared / "captures/structured-data-edge-cases" / file).read_text(encoding="utf-8")
    assert sum(kind in types(t) for t in things(page, wanted={kind}) if isinstance(t, dict)) == count


def test_every_json_example_of_schema_org_itself_is_read(shared: Path) -> None:
    text = "\n".join(file.read_text() for file in sorted((shared / "captures/schemaorg-examples").glob("*.txt")))
    found = list(things(text))
    assert not [t for t in found if isinstance(t, ValueError)]
    kinds = [name for node in found if isinstance(node, dict) for name in types(node)]
    assert {k: kinds.count(k) for k in sorted(set(kinds))} == {
        "Course": 7,
        "EducationalOccupationalCredential": 5,  # four more are parts of a programme or a posting
        "EducationalOccupationalProgram": 2,
        "JobPosting": 8,
    }


@pytest.mark.parametrize(
    "bad",
    [
        "<script" * 20_000,
        '<script type="application/ld+json">{' * 5_000,
        "[" * 100_000,
        '{"@type":' * 20_000,
        "<!--" * 50_000,
    ],
)
def test_hostile_pages_take_no_time(bad: str) -> None:
    start = perf_counter()
    list(things(bad))
    assert perf_counter() - start < 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_any_json_is_read_without_a_fault(value: Any) -> None:
    found = list(things(script(json.dumps({"@graph": [value, COURSE]}).replace("</", "<\\/"))))
    assert COURSE["name"] in [t.get("name") for t in found if isinstance(t, dict)]


@pytest.mark.parametrize(
    ("stated", "offered"),
    [
        ({"learningResourceType": "slides"}, False),
        ({"learningResourceType": "hands-on tutorial", "timeRequired": "PT1H", "teaches": "pandas"}, False),
        ({"learningResourceType": ["video", "course materials"]}, False),
        ({}, False),
        ({"learningResourceType": "Course"}, True),
        ({"learningResourceType": ["video", {"@type": "DefinedTerm", "name": "online course"}]}, True),
        ({"learningResourceType": "https://w3id.org/kim/hcrt/course"}, True),
        ({"educationalCredentialAwarded": {"@type": "EducationalOccupationalCredential", "name": "Badge"}}, True),
        ({"@type": ["LearningResource", "Course"], "learningResourceType": "slides"}, True),
    ],
)
def test_learning_material_is_an_offer_only_where_it_is_a_course_or_awards(stated: Any, offered: bool) -> None:
    node = {"@type": "LearningResource", "name": "Pandas", **stated}
    assert names(script(json.dumps(node))) == (["Pandas"] if offered else [])


def test_a_course_that_mere_material_belongs_to_is_found() -> None:
    material = {"@type": "LearningResource", "name": "Slides", "isPartOf": COURSE}
    assert names(script(json.dumps(material))) == ["Welding"]
