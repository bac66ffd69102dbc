"""What the trained model adds to the rules: doubts in context, rescues, and spans that no form names."""

import pytest

from pipelines.skills import Tagger
from pipelines.tags import Tags
from warehouse.taxonomy import find_taxonomies

TAGGER = Tagger.load(*find_taxonomies())
AD = (
    "Responsibilities\nYou will build web applications with our team and keep them fast, safe and easy to change.\n"
    "Requirements\nAt least three years of experience with {} and a solid understanding of distributed systems.\n"
    "Ability to explain complex problems to people outside of the team, in writing and in person.\n"
)


def named(tags: Tags) -> dict[str, str]:
    return {mention.matched_text: mention.method for mention in tags.skills}


def test_a_span_that_no_form_names_is_found_with_its_kind_and_without_a_concept() -> None:
    tags = TAGGER.tag(AD.format("Zorblax"), "demand", explain=True)
    [(mention, because)] = [
        pair for pair in zip(tags.skills, tags.because, strict=True) if pair[0].matched_text == "Zorblax"
    ]
    assert (mention.method, mention.concept_uri, mention.skill_type) == ("span", None, "knowledge")
    assert because.likely is not None
    assert because.likely > 0.5


def test_what_is_done_is_a_competence_and_may_hold_what_is_known() -> None:
    tags = TAGGER.tag(AD.format("Python"), "demand")
    assert named(tags)["Python"] == "exact"
    assert any(mention.skill_type == "skill/competence" and mention.method != "exact" for mention in tags.skills)


def test_texts_of_another_language_are_not_put_to_the_model() -> None:
    german = "Sie arbeiten mit uns in der Werkstatt und wir suchen eine Person, die das Handwerk kennt und Zorblax mag."
    assert all(mention.method == "exact" for mention in TAGGER.tag(german, "demand").skills)


@pytest.mark.parametrize("text", ["Python", "SQL.", "- Docker", "Java and Scala"])
def test_the_rules_alone_decide_where_the_model_sees_too_little(text: str) -> None:
    assert set(named(TAGGER.tag(text, "demand")).values()) == {"exact"}


def test_sections_that_do_not_count_are_not_put_to_the_model() -> None:
    text = AD.format("Python") + "Benefits\n- Zorblax training and Quuxian lessons\n"
    assert not {"Zorblax", "Zorblax training"} & named(TAGGER.tag(text, "demand")).keys()


def test_text_and_title_are_asked_of_together_and_keep_their_own_offsets() -> None:
    tags = TAGGER.tag(AD.format("Zorblax"), "demand", title="Senior Zorblax engineer")
    for mention in tags.skills:
        given = "Senior Zorblax engineer" if mention.field == "title" else AD.format("Zorblax")
        assert given[mention.start : mention.end] == mention.matched_text
