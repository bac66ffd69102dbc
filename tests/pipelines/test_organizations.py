import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.organizations import is_agency, organization_key

ONE_ORGANISATION = [
    ("Acme", "https://www.acme.com", "http://acme.io/"),
    ("Acme, Inc.", "ACME Inc", "Acme", "The Acme Corporation", "Acme (formerly Apex)"),
    ("Müller GmbH & Co. KG", "MULLER"),
    ("Barnes & Noble, LLC", "Barnes and Noble", "Barnes &amp; Noble"),
    ("Guy's and St. Thomas' NHS Foundation Trust", "Guys and St Thomas NHS Foundation Trust"),
    ("A. Smith t/a Joe's Café", "Joes Cafe", "B. Brown trading as Joe's Cafe Ltd"),
    ("Siemens AG", "SIEMENS"),
    ("Example Sp. z o.o.", "Example"),
    ("Beispiel S.A.", "Beispiel SA"),
]
ONE_ORGANISATION += [
    ("Deutsche Bahn AG", "DEUTSCHE BAHN"),
    ("Charité gGmbH", "Charité"),
    ("Société Générale S.A.", "SOCIETE GENERALE"),
    ("Telefónica, S.A.U.", "Telefonica"),
    ("Mercadona, S.A.", "Mercadona S.A"),
    ("L'Oréal", "L’Oreal S.A."),
    ("Cemex S.A.B. de C.V.", "CEMEX"),
    ("Grupo Bimbo, S. de R.L. de C.V.", "Grupo Bimbo"),
    ("Bayer AG & Co. KGaA", "Bayer"),
    ("Muster e.K.", "Muster"),
    ("Caritasverband e. V.", "Caritasverband eV"),
    ("Kanzlei Muster PartG mbB", "Kanzlei Muster"),
    ("Boulangerie Dupont EURL", "Boulangerie Dupont"),
    ("Garage Martin SNC", "Garage Martin"),
    ("Construcciones López S.L.U.", "Construcciones Lopez SL"),
    ("Cooperativa Agraria S. Coop.", "Cooperativa Agraria"),
    ("Novo Nordisk A/S", "Novo Nordisk"),
    ("Equinor ASA", "Equinor"),
    ("Allegro sp. z o.o.", "Allegro Sp. z o. o."),
    ("X Sp. z o.o. Sp. k.", "X"),
    ("株式会社メルカリ", "メルカリ"),
    ("Petrobras S/A", "Petrobras"),
    ("Samsung Electronics Co., Ltd.", "Samsung Electronics"),
    ("Ernst & Young", "Ernst and Young", "Ernst und Young", "Ernst et Young"),
    ("Siemens Healthineers AG (Germany)", "Siemens Healthineers"),
    ("Stadt München AöR", "Stadt München"),
    ("Muster UG (haftungsbeschränkt)", "Muster"),
    ("BASF SE", "BASF"),
    ("M&uuml;ller GmbH", "Müller GmbH"),
    ("Sanofi S.A.S", "Sanofi"),
    ("JPMorgan Chase & Co.", "JPMorgan Chase"),
    ("Amazon.com, Inc.", "Amazon.com"),
    ("Die Autobahn GmbH", "Die Autobahn"),
    ("Scalian Germany AG", "Scalian Germany"),
    ("Antal Sp. z o.o.", "Antal"),
    ("DHL International GmbH", "DHL International"),
    ("N.V. Nederlandse Spoorwegen", "Nederlandse Spoorwegen"),
    ("PT Bank Mandiri Tbk", "Bank Mandiri"),
    ("OOO Romashka", "Romashka"),
]
TWO_ORGANISATIONS = [
    ("Y Combinator", "Combinator"),
    ("PT", "Co"),
    ("North Tees NHS Foundation Trust", "South Tees NHS Foundation Trust"),
    ("Acme Bank", "Acme Insurance"),
    ("University of Leeds", "Leeds Beckett University"),
    ("AT&T", "ATT Metal"),
    ("The", "Co"),
]


@pytest.mark.parametrize("names", ONE_ORGANISATION)
def test_one_organisation_has_one_key(names: tuple[str, ...]) -> None:
    assert len({organization_key(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_ORGANISATIONS)
def test_two_organisations_have_two_keys(one: str, other: str) -> None:
    assert organization_key(one) != organization_key(other)


def test_no_name_has_no_key() -> None:
    assert organization_key(None) == organization_key("") == ""


@given(st.text(min_size=1))
def test_a_key_is_its_own_key_and_never_lost(name: str) -> None:
    key = organization_key(name)
    assert organization_key(key) == key
    assert key or not any(c.isalnum() for c in name)


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("Bright Recruitment Ltd", True),
        ("Northern Staffing Solutions", True),
        ("Hays plc", True),
        ("Randstad Technologies GmbH", True),
        ("NHS Professionals - Flexible Workers", True),
        ("Muster Zeitarbeit GmbH", True),
        ("City Hospital NHS Trust - Medical Recruitment", False),
        ("Progressive Insurance", False),
        ("Randstad France", True),
        ("Manpower Intérim", True),
        ("Cabinet de recrutement Dupont", True),
        ("Empresa de Trabajo Temporal Sur", True),
        ("Selección de Personal Iberia", True),
        ("Personalvermittlung Meier", True),
        ("Deutsche Bahn AG", False),
        ("Mercadona, S.A.", False),
        ("Hays Travel", False),
        ("Acme Ltd", False),
        ("Spring Valley School", False),
        ("", False),
        (None, False),
    ],
)
def test_who_hires_for_others(name: str | None, agency: bool) -> None:
    assert is_agency(name) is agency


def test_real_trusts_stay_apart(shared) -> None:
    with gzip.open(shared / "postings/nhs-jobs-2020-10.jsonl.gz", "rt") as lines:
        names = {json.loads(line)["hiringOrganization"]["name"] for line in lines}
    keys = {organization_key(name) for name in names}
    assert 0.97 * len(names) <= len(keys) < len(names)
    assert sum(map(is_agency, names)) < 0.05 * len(names)
