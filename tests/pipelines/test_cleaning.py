import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.cleaning import clean
from pipelines.language import language, language_code
from pipelines.wording import credential_type_of, worded
from warehouse.records import Credential, CredentialType, JobPosting, PayUnit

POSTING = JobPosting(
    source="a",
    identifier="1",
    title="Senior R&amp;D Engineer (Remote)",
    description="<p>You have 3+ years of experience and a Bachelor&#39;s degree.</p><p hidden>No</p>"
    "<p>Pay: £50k - £60k</p>",
    hiring_organization="The Acme &amp; Sons Ltd",
    job_location="Leeds, UK",
    employment_type="Vollzeit",
)


def test_a_posting_is_read() -> None:
    cleaned = clean(POSTING)
    assert cleaned.title == "Senior R&D Engineer (Remote)"
    assert cleaned.description == "You have 3+ years of experience and a Bachelor's degree.\nPay: £50k - £60k"
    assert cleaned.hiring_organization == "The Acme & Sons Ltd"
    assert (cleaned.employer_key, cleaned.is_agency) == ("acme and sons", False)
    assert (cleaned.country, cleaned.subdivision, cleaned.remote) == ("GB", "GB-ENG", True)
    assert (cleaned.seniority, cleaned.experience_months, cleaned.education_level) == ("senior", 36, "bachelor")
    assert (cleaned.pay_low, cleaned.pay_high) == (50_000, 60_000)
    assert (cleaned.pay_unit, cleaned.pay_currency) == (PayUnit.YEAR, "GBP")
    assert cleaned.employment_type == "FULL_TIME"
    assert cleaned.language == "en"


def test_the_record_given_is_not_changed() -> None:
    before = POSTING.model_dump()
    clean(POSTING)
    assert POSTING.model_dump() == before


def test_what_the_publisher_asserts_stands() -> None:
    asserted: dict[str, Any] = {
        "country": "IE",
        "remote": False,
        "seniority": "lead",
        "experience_months": 0,
        "education_level": "master",
        "pay_low": 1.0,
        "pay_unit": PayUnit.HOUR,
        "employer_key": "mine",
        "is_agency": True,
        "language": "de",
    }
    cleaned = clean(POSTING.model_copy(update=asserted))
    assert {field: getattr(cleaned, field) for field in asserted} == asserted
    assert cleaned.subdivision is None  # Leeds is not in the asserted country
    assert cleaned.pay_high is None


def test_nothing_stated_stays_unknown() -> None:
    cleaned = clean(JobPosting(identifier="1", title="Nurse"))
    assert {k for k, v in cleaned if v is not None} == {"source", "identifier", "title"}


def test_published_words_become_ours() -> None:
    said = POSTING.model_copy(
        update={"country": "United Kingdom", "seniority": "Mid-Senior level", "language": "English"}
    )
    cleaned = clean(said)
    assert (cleaned.country, cleaned.seniority, cleaned.language) == ("GB", "mid", "en")


SAID = {
    "country": "de=DE|DEU=DE|uk=GB|CA=CA|Deutschland=DE|España=ES|Royaume-Uni=GB|Vereinigte Staaten=US|EMEA=GB|XX=GB",
    "subdivision": "GB-SCT=GB-SCT|Scotland=GB-SCT|Bavaria=GB-ENG|somewhere=GB-ENG",
    "seniority": "Mid-Senior level=mid|mid_senior_level=mid|ENTRY_LEVEL=entry|Associate=entry|experienced=mid"
    "|expert=lead|berufserfahren=mid|executive=director|Internship=intern|student_college=intern|not_applicable=senior|x=senior",
    "education_level": "bachelor_degree=bachelor|Bachelor's Degree=bachelor|high_school=high school|PhD=doctorate"
    "|postgraduate degree=master|Ausbildung=high school|unspecified=bachelor",
    "pay_currency": "€=EUR|eur=EUR|$=USD|£=GBP|credits=GBP",
}


@pytest.mark.parametrize(
    ("field", "said", "meant"),
    [(field, *pair.split("=")) for field, pairs in SAID.items() for pair in pairs.split("|")],
)
def test_only_our_words_stand_where_there_are_such(field: str, said: str, meant: str) -> None:
    """Else the attribute is read as if nothing were said: POSTING's own words say GB-ENG, senior, bachelor and GBP."""
    assert getattr(clean(POSTING.model_copy(update={"country": "GB", field: said})), field) == meant


@pytest.mark.parametrize(
    "salary", ["Competitive", "DOE", "nach Vereinbarung", "según convenio", "à négocier", "0", "£0"]
)
def test_pay_that_is_not_stated_is_unknown_and_never_nothing(salary: str) -> None:
    said = JobPosting(identifier="1", title="Nurse", base_salary=salary, pay_low=0, pay_high=0)
    cleaned = clean(said)
    assert (cleaned.pay_low, cleaned.pay_high, cleaned.pay_unit, cleaned.pay_currency) == (None, None, None, None)


LANGUAGES = {
    "de": (
        "Teamleiter Pflege (m/w/d)",
        "<p>Mindestens 3 Jahre Berufserfahrung und eine abgeschlossene Ausbildung als Pflegekraft."
        " Gehalt: 3.200 € brutto im Monat. Wir freuen uns auf dich.</p>",
        "Köln",
        ("lead", 36, "high school", 3_200, "month", "DE-NW"),
    ),
    "es": (
        "Enfermera Sénior",
        "<p>Al menos 2 años de experiencia y grado en Enfermería. Salario: 24.000 - 28.000 € brutos"
        " anuales. Únete a nuestro equipo con un contrato de la empresa.</p>",
        "Sevilla",
        ("senior", 24, "bachelor", 24_000, "year", "ES-AN"),
    ),
    "fr": (
        "Chef d'équipe logistique H/F",
        "<p>Vous justifiez de 3 ans d'expérience et d'un BTS. Salaire : 2 100 € brut mensuel."
        " Nous vous proposons un poste avec une équipe.</p>",
        "Lyon",
        ("lead", 36, "associate", 2_100, "month", "FR-ARA"),
    ),
    "en": (
        "Lead Nurse",
        "<p>3 years of experience and an associate degree. Salary: $4,000 per month. You will join our team"
        " and work with the families of the city.</p>",
        "Austin, TX",
        ("lead", 36, "associate", 4_000, "month", "US-TX"),
    ),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_posting_is_read_in_four_languages(code: str) -> None:
    title, text, town, meant = LANGUAGES[code]
    read = clean(JobPosting(identifier="1", title=title, description=text, job_location=town))
    assert read.language == code
    assert (read.seniority, read.experience_months, read.education_level) == meant[:3]
    assert (read.pay_low, read.pay_unit, read.subdivision) == meant[3:]


def test_a_salary_field_goes_before_the_description() -> None:
    assert clean(POSTING.model_copy(update={"base_salary": "£12 per hour"})).pay_low == 12


def test_contacts_parted_by_markup_do_not_come_back() -> None:
    cleaned = clean(
        JobPosting(identifier="1", title="N", description="<p>Write to jane<b>.</b>doe<i>@</i>acme.example</p>")
    )
    assert cleaned.description is not None
    assert "acme.example" not in cleaned.description


def offer(**said: object) -> Credential:
    return clean(Credential.model_validate({"source": "a", "identifier": "1", "name": "Data Analysis", **said}))


def test_an_offer_is_read() -> None:
    cleaned = offer(
        name="Data Analysis Professional Certificate",
        offered_by="Example University, Inc.",
        time_required="4 weeks, 2-3 hours per week",
        level="Beginner Level",
        delivery_mode="Blended learning",
        pacing="self_paced",
        location="Berlin, Germany",
        price=49,
        price_unit="month",
    )
    assert cleaned.credential_type is CredentialType.PROFESSIONAL_CERTIFICATE
    assert cleaned.provider_key == "example university"
    assert (cleaned.duration_weeks, cleaned.pace_hours_per_week, cleaned.duration_hours) == (4, 2.5, 10)
    assert (cleaned.level, cleaned.delivery_mode, cleaned.pacing) == ("beginner", "hybrid", "self-paced")
    assert (cleaned.country, cleaned.subdivision) == ("DE", "DE-BE")
    assert cleaned.price_kind == "subscription"


@pytest.mark.parametrize(("price", "kind"), [(None, None), (0, "free"), (10, "one-time")])
def test_kinds_of_price(price: float | None, kind: str | None) -> None:
    assert offer(price=price).price_kind == kind


def test_hours_follow_from_weeks_and_pace_only_together() -> None:
    assert offer(duration_weeks=6, pace_hours_per_week=3).duration_hours == 18
    assert offer(duration_weeks=6).duration_hours is None
    assert offer(duration_weeks=6, pace_hours_per_week=3, duration_hours=20).duration_hours == 20


def test_a_type_that_the_publisher_gives_stands() -> None:
    assert offer(name="Data Nanodegree", credential_type="course").credential_type is CredentialType.COURSE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Data Engineer Nanodegree", "nanodegree"),
        ("Statistics MicroMasters® Program", "micro-credential"),
        ("Google IT Support Professional Certificate", "professional certificate"),
        ("Machine Learning Specialization", "specialisation"),
        ("Web Development Bootcamp", "bootcamp"),
        ("Teamwork Badge", "badge"),
        ("Master of Public Health", "degree"),
        ("Certificate in Bookkeeping", "certificate"),
        ("Diploma in Nursing", "diploma"),
        ("Crash Course in SQL", "course"),
        ("Risk Manager Certification: Level 1", "professional certification"),
        ("Preparing for a Cloud Certification", None),
        ("Become a Master of the Tuba", None),
        ("MBA Finance for Beginners", None),
        ("Introduction to Psychology", None),
    ],
)
def test_types_by_name(name: str, kind: str | None) -> None:
    assert credential_type_of(name) == kind


@pytest.mark.parametrize(
    ("field", "value", "ours"),
    [
        ("employment_type", "Full time", "FULL_TIME"),
        ("employment_type", "FULL_TIME", "FULL_TIME"),
        ("employment_type", "Full-time or part-time", "FULL_TIME, PART_TIME"),
        ("employment_type", "unbefristet", "unbefristet"),
        ("employment_type", "befristet", "TEMPORARY"),
        ("employment_type", "Vollzeit, unbefristet", "FULL_TIME"),
        ("employment_type", "Teilzeit/Vollzeit", "FULL_TIME, PART_TIME"),
        ("employment_type", "CDI", "CDI"),
        ("employment_type", "CDI - Temps plein", "FULL_TIME"),
        ("employment_type", "CDD", "TEMPORARY"),
        ("employment_type", "Temps partiel", "PART_TIME"),
        ("employment_type", "mi-temps", "PART_TIME"),
        ("employment_type", "Temps complet", "FULL_TIME"),
        ("employment_type", "Intérim", "TEMPORARY"),
        ("employment_type", "Stage", "INTERN"),
        ("employment_type", "Alternance", "INTERN"),
        ("employment_type", "Freelance", "CONTRACTOR"),
        ("employment_type", "Indépendant", "CONTRACTOR"),
        ("employment_type", "Bénévolat", "VOLUNTEER"),
        ("employment_type", "Jornada completa", "FULL_TIME"),
        ("employment_type", "Completa", "FULL_TIME"),
        ("employment_type", "tiempo completo", "FULL_TIME"),
        ("employment_type", "Tiempo parcial", "PART_TIME"),
        ("employment_type", "Parcial - Indiferente", "PART_TIME"),
        ("employment_type", "media jornada", "PART_TIME"),
        ("employment_type", "Contrato temporal", "TEMPORARY"),
        ("employment_type", "De duración determinada", "TEMPORARY"),
        ("employment_type", "Indefinido", "Indefinido"),
        ("employment_type", "Autónomo", "CONTRACTOR"),
        ("employment_type", "Prácticas", "INTERN"),
        ("employment_type", "Voluntariado", "VOLUNTEER"),
        ("employment_type", "Festanstellung", "Festanstellung"),
        ("employment_type", "permanent / full-time", "FULL_TIME"),
        ("employment_type", "Permanent contract", "Permanent contract"),
        ("employment_type", "permanent", "permanent"),
        ("employment_type", "Minijob", "PART_TIME"),
        ("employment_type", "Werkstudent", "INTERN"),
        ("employment_type", "Ehrenamt", "VOLUNTEER"),
        ("employment_type", "freiberuflich", "CONTRACTOR"),
        ("employment_type", "Pełny etat", "FULL_TIME"),
        ("employment_type", "B2B", "CONTRACTOR"),
        ("employment_type", "fulltime_permanent", "FULL_TIME"),
        ("employment_type", "FullTime", "FULL_TIME"),
        ("employment_type", "PartTime", "PART_TIME"),
        ("employment_type", "Intern", "INTERN"),
        ("employment_type", "Internal", "Internal"),
        ("employment_type", "international", "international"),
        ("employment_type", "Contract", "CONTRACTOR"),
        ("employment_type", "FULL_TIME, CONTRACTOR", "FULL_TIME, CONTRACTOR"),
        ("employment_type", "Temporary (Fixed Term)", "TEMPORARY"),
        ("employment_type", "Seasonal", "TEMPORARY"),
        ("employment_type", "Per diem", "PER_DIEM"),
        ("employment_type", "Casual", "PER_DIEM"),
        ("employment_type", "OTHER", "OTHER"),
        ("employment_type", "Vacataire", "TEMPORARY"),
        ("employment_type", "Zeitarbeit", "TEMPORARY"),
        ("employment_type", "CDD 6 mois - 35H", "TEMPORARY"),
        ("employment_type", "Mission intérimaire - 3 Mois", "TEMPORARY"),
        ("employment_type", "Contrat à durée indéterminée", "Contrat à durée indéterminée"),
        ("employment_type", "Contrat à durée déterminée", "TEMPORARY"),
        ("employment_type", "Arbeitnehmerüberlassung", "TEMPORARY"),
        ("employment_type", "Full Time", "FULL_TIME"),
        ("employment_type", "full-time or part-time contract", "FULL_TIME, PART_TIME, CONTRACTOR"),
        ("level", "All Levels", "mixed"),
        ("level", "Introductory", "beginner"),
        ("level", "Expert Level", "advanced"),
        ("level", "EQF 5", "EQF 5"),
        ("delivery_mode", "Online", "online"),
        ("delivery_mode", "onsite", "in person"),
        ("pacing", "instructor_paced", "cohort"),
        ("price_kind", "Free to audit", "free"),
    ],
)
def test_wording(field: str, value: str, ours: str) -> None:
    assert worded(field, value) == ours
    assert worded(field, ours) == ours


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We are looking for a nurse who will join our team and work with the families in the city.", "en"),
        (
            "Wir suchen eine Pflegekraft für unser Team, die mit den Familien in der Stadt arbeitet, und bieten viel.",
            "de",
        ),
        ("Nous recherchons une infirmière pour notre équipe et les familles de la ville avec un contrat.", "fr"),
        ("Мы ищем медсестру в нашу команду, которая будет работать с семьями.", "ru"),
        ("Nurse", None),
        ("", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language(text) == code


def test_names_of_languages() -> None:
    assert [language_code(name) for name in ("English", "Español", "de", "en-GB", "Klingon")] == [
        *("en", "es", "de", "en-GB"),
        "Klingon",
    ]


PIECES = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "&lt;",
            "&amp;",
            "p&gt;",
            " ",
            "\n",
            "3 years of experience",
            "£30,000 pa",
            "degree",
            "a@b.de",
            "Ã¼",
            "â€™",
            "Ã ",
            "remote",
        ]
    )
).map("".join)


@given(st.text() | PIECES, st.text() | PIECES, st.text() | PIECES, st.text() | PIECES)
@settings(max_examples=150, deadline=None)
def test_a_clean_record_is_already_clean(title: str, description: str, place: str, other: str) -> None:
    posting = JobPosting(
        identifier="1",
        title=f"x{title}"[:5000],
        description=description,
        job_location=place[:4000],
        hiring_organization=other[:1000],
        base_salary=other,
        employment_type=other,
        country=other[:3],
        language=other[:9],
    )
    credential = Credential(
        identifier="1",
        name=f"x{title}"[:5000],
        description=description,
        location=place[:4000],
        offered_by=other[:1000],
        time_required=other,
        level=other,
        pacing=other,
    )
    for once in (clean(posting), clean(credential)):
        assert clean(once) == once
        type(once).model_validate(once.model_dump())


def test_real_postings_are_clean_after_one_pass(shared) -> None:
    with gzip.open(shared / "postings/nhs-jobs-2020-10.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines][:500]
    for row in rows:
        once = clean(
            JobPosting(
                identifier=row["url"],
                title=row["title"],
                description=row["description"],
                hiring_organization=row["hiringOrganization"],
                job_location=row["jobLocation"],
                base_salary=row.get("baseSalary"),
            )
        )
        assert clean(once) == once
        assert "&lt;" not in (once.description or "")
