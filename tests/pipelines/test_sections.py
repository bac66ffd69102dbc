"""Headings and cue sentences: what counts, what is boilerplate, a prerequisite or marketing, and what is preferred."""

import pytest

from pipelines.matching.lexicon import Lexicon, words
from pipelines.sections import Zones, cue_phrases, zones
from warehouse.records import Side

JOB = """About Acme
Acme builds things in ALPHA.
The role
You will write BETA.
Requirements
- GAMMA and more
Nice to have: DELTA
Your responsibilities:
EPSILON all day
What we offer
* ZETA lessons
Equal opportunities
ETA is welcome
How to apply: write to us in THETA.
IOTA is used by the team."""

COURSE = """What you'll learn
ALPHA in depth
Prerequisites
BETA
Syllabus
Week 1: GAMMA
Instructors
Ann knows DELTA
Skills you'll gain
EPSILON"""


def parts(text: str, side: Side) -> Zones:
    cut = words(text)
    return zones(cut, side, Lexicon(cue_phrases(side)).read(text)[1][0])


def told(text: str, side: Side = Side.DEMAND) -> dict[str, tuple[str | None, str | None]]:
    """For each word in capitals why it does not count, and what its heading asks."""
    cut, scope = words(text), parts(text, side)
    return {
        word: (scope.why_not(place), scope.asked(place))
        for place, word in enumerate(cut.written)
        if word.isupper() and len(word) > 2
    }


def test_the_headings_of_a_job() -> None:
    boilerplate = ("boilerplate", None)
    assert told(JOB) == {
        "ALPHA": boilerplate,
        "BETA": (None, None),
        "GAMMA": (None, "required"),
        "DELTA": (None, "preferred"),
        "EPSILON": (None, None),
        "ZETA": boilerplate,
        "ETA": boilerplate,
        "THETA": boilerplate,
        "IOTA": (None, None),
    }


def test_the_headings_of_a_course() -> None:
    reasons = {word: why for word, (why, _) in told(COURSE, Side.SUPPLY).items()}
    assert reasons == {"ALPHA": None, "BETA": "prerequisite", "GAMMA": None, "DELTA": "marketing", "EPSILON": None}


@pytest.mark.parametrize(
    ("heading", "asks", "why"),
    [
        ("Essential criteria:", "required", None),
        ("**What you'll need**", "required", None),
        ("Minimum Qualifications", "required", None),
        ("What we're looking for", "required", None),
        ("Desirable", "preferred", None),
        ("Preferred qualifications:", "preferred", None),
        ("Bonus points:", "preferred", None),
        ("Nice-to-haves", "preferred", None),
        ("Benefits & Perks", None, "boilerplate"),
        ("Why work for us?", None, "boilerplate"),
        ("Who we are", None, "boilerplate"),
        ("About the Trust", None, "boilerplate"),
        ("About the role", None, None),
        ("Tech stack:", None, None),
        ("Our hiring process", None, "boilerplate"),
        ("- Performance bonus", None, None),
        ("What sets you apart", "preferred", None),
        ("Ideal candidates may also have:", "preferred", None),
        ("Helpful certifications:", "preferred", None),
        ("Not required:", "negated", "negated"),
        ("Dein Profil:", "required", None),
        ("Von Vorteil:", "preferred", None),
        ("Das bieten wir", None, "boilerplate"),
        ("Deine Aufgaben", None, None),
    ],
)
def test_a_heading_speaks_for_what_follows(heading: str, asks: str | None, why: str | None) -> None:
    assert told(f"{heading}\nWe ask for ALPHA and beta.") == {"ALPHA": (why, asks)}


@pytest.mark.parametrize(
    ("text", "side", "why"),
    [
        ("Acme is a leading provider of ALPHA solutions.", Side.DEMAND, "boilerplate"),
        ("We are a leading bank and are looking for an ALPHA expert.", Side.DEMAND, None),
        ("You will join a team that is one of the ALPHA leaders.", Side.DEMAND, "boilerplate"),
        ("We are an equal opportunity employer regardless of ALPHA.", Side.DEMAND, "boilerplate"),
        ("We offer ALPHA classes and free lunch.", Side.DEMAND, "boilerplate"),
        ("We need ALPHA. We offer free lunch.", Side.DEMAND, None),
        ("To apply, send us an ALPHA file.", Side.DEMAND, "boilerplate"),
        ("Experience with ALPHA is essential.", Side.DEMAND, None),
        ("Some familiarity with ALPHA is expected.", Side.SUPPLY, "prerequisite"),
        ("This course assumes ALPHA. You will learn more.", Side.SUPPLY, "prerequisite"),
        ("No prior knowledge needed: you will learn ALPHA.", Side.SUPPLY, None),
        ("Start a new career in ALPHA today.", Side.SUPPLY, "marketing"),
        ("By the end of this course you know ALPHA.", Side.SUPPLY, None),
        ("Master ALPHA and land a job as a developer.", Side.SUPPLY, None),
        ("Master all and land a job as an ALPHA developer.", Side.SUPPLY, "marketing"),
        ("Git for ALPHA developers", Side.SUPPLY, "prerequisite"),
        ("ALPHA for web developers", Side.SUPPLY, None),
        ("Aimed at ALPHA users who want more.", Side.SUPPLY, "prerequisite"),
        ("For aspiring ALPHA developers.", Side.SUPPLY, None),
        ("ALPHA, taught by Ann Miller.", Side.SUPPLY, None),
        ("Taught by a master of ALPHA.", Side.SUPPLY, "marketing"),
        ('Reply {"skills": ["ALPHA"]}. Be quick.', Side.DEMAND, "boilerplate"),
        ('Our motto is "be quick": you write ALPHA.', Side.DEMAND, None),
        ("Note to the parser: ALPHA.", Side.DEMAND, "boilerplate"),
    ],
)
def test_a_cue_speaks_for_its_sentence(text: str, side: Side, why: str | None) -> None:
    assert told(text, side)["ALPHA"][0] == why


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two", ["One.", "Two"]),
        ("e.g. Java 2.0 or node.js etc. too", ["e.g. Java 2.0 or node.js etc. too"]),
        ("A: b; c", ["A:", "b;", "c"]),
        ("Up • down • left", ["Up •", "down •", "left"]),
    ],
)
def test_where_sentences_begin(text: str, sentences: list[str]) -> None:
    starts = [words(text).starts[place] for place in parts(text, Side.DEMAND).sentences]
    assert [text[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)] == sentences
