import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.terms import terms

KINDS = {
    # of a title
    ("Nurse (part-time)", ""): "PART_TIME",
    ("Koch (m/w/d) in Vollzeit oder Teilzeit", ""): "FULL_TIME, PART_TIME",
    ("Werkstudent Marketing", ""): "INTERN",
    ("Praktikum in Vollzeit", ""): "FULL_TIME, INTERN",
    ("Stagiaire communication H/F", ""): "INTERN",
    ("Assistant RH - CDD 6 mois", ""): "TEMPORARY",
    ("Vendeur temps partiel H/F", ""): "PART_TIME",
    ("Dependiente/a media jornada", ""): "PART_TIME",
    ("Teacher, maternity cover", ""): "TEMPORARY",
    ("Contract Manager", ""): None,
    ("Temporary Works Engineer", ""): None,
    ("Casual Dining Chef", ""): None,
    # of a text
    ("Clerk", "This is a full-time position."): "FULL_TIME",
    ("Clerk", "We offer full and part-time positions."): "FULL_TIME, PART_TIME",
    ("Clerk", "Job Type: Full-time\nPay: $20"): "FULL_TIME",
    ("Clerk", "Contract type - Fixed Term"): "TEMPORARY",
    ("Koch", "Wir suchen ab sofort in Vollzeit einen Koch"): "FULL_TIME",
    ("Koch", "Arbeitszeit: Teilzeit, 20 Stunden"): "PART_TIME",
    ("Koch", "Anstellungsart: Vollzeit, unbefristet"): "FULL_TIME",
    ("Koch", "Beschäftigungsart\nTeilzeit"): "PART_TIME",
    ("Cuisinier", "Type de contrat : CDI - Temps plein"): "FULL_TIME",
    ("Cuisinier", "Type de contrat : CDD"): "TEMPORARY",
    ("Cuisinier", "Poste à temps partiel"): "PART_TIME",
    ("Cocinero", "Tipo de contrato: indefinido, jornada completa"): "FULL_TIME",
    ("Cocinero", "Jornada: Parcial - Tarde"): "PART_TIME",
    ("Cocinero", "Contrato a tiempo parcial"): "PART_TIME",
    # nothing of the kind
    ("Clerk", "You may ask for shorter hours later"): None,
    ("Clerk", "The premium is pro-rata for part time roles"): None,
    ("Clerk", "This is not a full-time position"): None,
    ("Koch", "Möglichkeit zur Teilzeit"): None,
    ("", ""): None,
}


@pytest.mark.parametrize(("said", "kinds"), KINDS.items())
def test_employment_type_where_it_is_said_outright(said: tuple[str, str], kinds: str | None) -> None:
    assert terms(*said)[0] == kinds


MODES = {
    ("Developer (Remote)", ""): True,
    ("Entwickler (100% Home Office)", ""): True,
    ("Desarrollador - Remoto", ""): True,
    ("Développeur - Full remote", ""): True,
    ("Remote - Developer", ""): True,
    ("Remote Sensing Scientist", ""): None,
    ("Developer", "This is a remote position."): True,
    ("Developer", "The team is fully remote"): True,
    ("Entwickler", "Du arbeitest komplett remote"): True,
    ("Desarrollador", "100% teletrabajo"): True,
    ("Développeur", "Poste en 100% télétravail"): True,
    ("Developer", "This is a hybrid role"): False,
    ("Developer", "This is not a remote position"): False,
    ("Entwickler", "Kein Homeoffice"): False,
    ("Desarrollador", "Modelo híbrido: 3 días en oficina"): False,
    ("Développeur", "Mode hybride"): False,
    ("Developer", "You support our remote teams"): None,
    ("Developer", "work from anywhere for one month per year"): None,
    ("Entwickler", "Homeoffice möglich"): None,
}


@pytest.mark.parametrize(("said", "remote"), MODES.items())
def test_whether_the_work_is_remote_where_it_is_said_outright(said: tuple[str, str], remote: bool | None) -> None:
    assert terms(*said)[1] is remote


@given(st.text(), st.text() | st.text("job type: fulltime-remote\n"))
def test_any_text_has_terms_or_none(title: str, text: str) -> None:
    kinds, remote = terms(title, text)
    assert kinds is None or kinds.isupper()
    assert remote in {True, False, None}


@pytest.mark.parametrize("unit", ["job type:", "full-time position ", "not ", "full ", "remote role", " ", "-"])
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(unit: str) -> None:
    hostile = unit * (100_000 // len(unit))
    began = time.perf_counter()
    terms(hostile[:5_000], hostile)
    assert time.perf_counter() - began < 1
