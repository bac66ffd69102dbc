import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.education import education_level
from pipelines.experience import experience_months
from pipelines.seniority import seniority

TITLES = {
    "Software Engineering Intern": "intern",
    "Werkstudent Marketing (m/w/d)": "intern",
    "Junior Developer": "entry",
    "Graduate Engineer": "entry",
    "Entry-level Analyst": "entry",
    "Software Engineer I": "entry",
    "Trainee Paramedic": "entry",
    "Mid-level Designer": "mid",
    "Analyst II, Credit": "mid",
    "Senior Nurse": "senior",
    "Sr. Data Scientist": "senior",
    "Data Analyst III": "senior",
    "Lead Physiotherapist": "lead",
    "Principal Engineer": "lead",
    "Staff Software Engineer": "lead",
    "Senior Staff Engineer": "lead",
    "Theatre Team Leader": "lead",
    "Head of Care": "director",
    "VP of Sales": "director",
    "Senior Director, Product": "director",
    "Chief Nurse": "director",
    "Geschäftsführer (m/w/d)": "director",
    # alternatives: the least
    "Junior/Senior Clojure Developer": "entry",
    "Senior or Staff Engineer": "senior",
    # words that look like a level
    "Staff Nurse": None,
    "Lead Generation Specialist": None,
    "Internal Auditor": None,
    "Graduate Recruiter": None,
    "Executive Assistant to the Director": None,
    "Band 2 Support Worker": None,
    "Consultant with a S/I in Scanning": None,
    "Project Manager": None,
    "": None,
}


@pytest.mark.parametrize(("title", "level"), TITLES.items())
def test_seniority_of_a_title(title: str, level: str | None) -> None:
    assert seniority(title) == level


EXPERIENCE = {
    "3+ years of experience in Python": 36,
    "at least two years’ experience": 24,
    "5-7 years of experience": 60,
    "5 – 7+ years relevant professional experience": 60,
    "Minimum of 3 years in a similar role": 36,
    "Experience: 4 years": 48,
    "6 months experience in retail": 6,
    "five (5) years of full-time professional experience": 60,
    "5+ years in product management": 60,
    "mindestens 3 Jahre Berufserfahrung": 36,
    "0-2 years of experience": 0,
    "8+ years of experience in design.\n2+ years of experience with SQL": 96,
    "5 years of experience, or 3 years of experience with a Master's": 36,
    # nobody's requirement
    "With over 20 years of experience, we lead": None,
    "Our team has 30 years of combined experience": None,
    "10 years in business": None,
    "a 20+ year old company": None,
    "You must be 18 years or older": None,
    "Applicants aged 18-25 years": None,
    "Fixed term contract, 2 years": None,
    "a 4 year degree and experience": None,
    "minimum 5 year checkable employment history": None,
    "holidays increase after 5 years service": None,
    "since 1990, 100 years of experience": None,
    "": None,
}


@pytest.mark.parametrize(("text", "months"), EXPERIENCE.items())
def test_experience_asked(text: str, months: int | None) -> None:
    assert experience_months(text) == months


EDUCATION = {
    "Bachelor's degree in computer science": "bachelor",
    "Bachelor’s required, Master’s preferred": "bachelor",
    "BS/MS in Computer Science or equivalent experience": "bachelor",
    "Educated to degree level": "bachelor",
    "A CS degree or similar": "bachelor",
    "abgeschlossenes Studium der Informatik": "bachelor",
    "Masters degree in nursing": "master",
    "MSc or PhD in statistics": "master",
    "An MBA is required": "master",
    "PhD in chemistry": "doctorate",
    "High school diploma or GED": "high school",
    "GCSE Maths and English": "high school",
    "Associate's degree or higher": "associate",
    "Foundation degree in care": "associate",
    "No degree required": "none",
    "A degree is not necessary": "none",
    "No formal education required": "none",
    "No qualifications are needed": "none",
    "We don't expect a degree or work experience": "none",
    # no requirement
    "A degree in a related field is preferred": None,
    "Preferred qualifications:\nBachelor's degree": None,
    "Opportunity to study towards a master's degree": None,
    "A high degree of autonomy": None,
    "360 degree views": None,
    "scrum master, master data, A level of independence": None,
    "managed and engaged associates": None,
    "working with PhD students": None,
    "": None,
}


@pytest.mark.parametrize(("text", "level"), EDUCATION.items())
def test_education_asked(text: str, level: str | None) -> None:
    assert education_level(text) == level


@given(st.text() | st.text("0123456789+- yearsmonthdgbcxpiİ.'\n"))
def test_any_text_is_read(text: str) -> None:
    assert seniority(text) in {None, "intern", "entry", "mid", "senior", "lead", "director"}
    assert (experience_months(text) or 0) >= 0
    assert education_level(text) in {None, "none", "high school", "associate", "bachelor", "master", "doctorate"}


@pytest.mark.parametrize(
    "unit", ["year ", "1 year ", "degree ", "a degree ", "senior ", "no ", "phd", "bonus ", " ", "\n"]
)
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(unit: str) -> None:
    hostile = unit * (100_000 // len(unit))
    began = time.perf_counter()
    seniority(hostile), experience_months(hostile), education_level(hostile)
    assert time.perf_counter() - began < 1
