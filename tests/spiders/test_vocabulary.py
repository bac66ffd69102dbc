"""Publishers' words in ours."""

import pytest

from spiders.vocabulary import (
    credential_type,
    currency,
    delivery_mode,
    listed,
    markup,
    pacing,
    provider_kind,
    remote,
    seniority,
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["ceterms:MicroCredential"], "micro-credential"),
        (["MicroMasters"], "micro-credential"),
        (["DigitalBadge"], "badge"),
        (["Nanodegree program"], "nanodegree"),
        (["Professional Certificate"], "professional certificate"),
        (["ceterms:Certification"], "professional certification"),
        (["CertificateOfCompletion"], "certificate"),
        (["ceterms:License"], "licence"),
        (["ApprenticeshipCertificate"], "apprenticeship"),
        (["Specialization"], "specialisation"),
        (["XSeries"], "specialisation"),
        (["coding bootcamp"], "bootcamp"),
        (["SecondarySchoolDiploma"], "diploma"),
        (["BachelorDegree"], "degree"),
        (["Master's"], "degree"),
        (["LearningOpportunityProfile"], "course"),
        (["LearningProgram"], "other"),
        ([None, ""], None),
        ([], None),
    ],
)
def test_kinds(words: list[str], kind: str | None) -> None:
    assert credential_type(*words) == kind


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        (["online"], "online"),
        (["MOOC", "self-paced"], "online"),
        (["deliveryType:InPerson"], "in person"),
        (["“onsite”", "full-time"], "in person"),
        (["Blended Delivery"], "hybrid"),
        (["online", "onsite"], "hybrid"),
        (["full-time"], None),
        ([], None),
    ],
)
def test_modes(words: list[str], mode: str | None) -> None:
    assert delivery_mode(*words) == mode


@pytest.mark.parametrize(
    ("word", "pace"),
    [
        ("self-paced", "self-paced"),
        ("Self_Paced", "self-paced"),
        ("on demand", "self-paced"),
        ("synchronous", "cohort"),
        ("asynchronous", None),
        ("Instructor-led", "cohort"),
        ("full-time", None),
    ],
)
def test_pacing(word: str, pace: str | None) -> None:
    assert pacing(word) == pace


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("CollegeOrUniversity", "university"),
        ("Two-Year College", "college"),
        ("GovernmentOrganization", "government"),
        ("NGO", "association"),
        ("Corporation", "company"),
        ("Organization", None),
    ],
)
def test_provider_kinds(word: str, kind: str | None) -> None:
    assert provider_kind(word) == kind


@pytest.mark.parametrize(("text", "code"), [("US Dollar", "USD"), ("eur", "EUR"), ("doubloon", None), (None, None)])
def test_currencies(text: str | None, code: str | None) -> None:
    assert currency(text) == code


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "<p>R&amp;D</p>"),
        ("&amp;lt;p&amp;gt;twice", "<p>twice"),
        ("<p>a &lt; b</p>", "<p>a &lt; b</p>"),
        ("a &amp; b", "a &amp; b"),
        ("", ""),
    ],
)
def test_html_that_came_escaped_is_unwrapped_and_no_other(text: str, html: str) -> None:
    assert markup(text) == html


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Internship", "intern"),
        ("student_college", "intern"),
        ("entry_level", "entry"),
        ("Mid-Senior level", "mid"),
        ("mid_senior_level", "mid"),
        ("lead", "lead"),
        ("Executive", "director"),
        ("Not Applicable", None),
        ("experienced", None),
        (None, None),
    ],
)
def test_levels(word: str | None, level: str | None) -> None:
    assert seniority(word) == level


def test_a_list_is_a_heading_and_its_escaped_entries() -> None:
    assert (
        listed("Required skills", ["C++", "R&D"]) == "<h3>Required skills</h3>\n<ul><li>C++</li><li>R&amp;D</li></ul>"
    )
    assert listed("Required skills", ()) == ""


@pytest.mark.parametrize(
    ("word", "anywhere"),
    [("remote", True), ("partly_remote", False), ("hybrid", False), ("office", False), ("full time", None)],
)
def test_remote(word: str, anywhere: bool | None) -> None:
    assert remote(word) is anywhere
