"""Tables of official vacancies: what may be given, and the one sentence that says what is wrong."""

from pathlib import Path

import pytest

from reports.official_vacancies import OfficialVacanciesError, none_given, official_vacancies


def table(folder: Path, *lines: str, header: str = "scheme,code,vacancies,place") -> Path:
    file = folder / "weights.csv"
    file.write_text("\n".join((header, *lines)), "utf-8")
    return file


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("isco_group,2,10", "2"),
        ("isco_group,2512,10", "2512"),
        ("isco_group,OC25,10", "25"),  # as Eurostat writes
        ("nace_section,j,10", "J"),
        ("nace_section,B-E,10", "B C D E"),
        ("nace_section,M_N,10", "M N"),
        ("onet_soc,15-0000,10", "15-"),
        ("onet_soc,15-1250,10", "15-125"),
        ("onet_soc,15-1252.00,10", "15-1252"),
        ("onet_soc,15,10", "15-"),
        ("naics,62,10", "62"),
        ("naics,31-33,10", "31"),
        ("naics,45,10", "44"),
        ("naics,61-62,10", "61 62"),
    ],
)
def test_a_stratum_is_what_its_code_begins_with(tmp_path: Path, line: str, begins: str) -> None:
    assert official_vacancies(table(tmp_path, line))["begins"].tolist() == [begins]


def test_columns_in_any_order_and_more_of_them(tmp_path: Path) -> None:
    header = "\ufeffvacancies,period,code,source,scheme,note,place"
    found = official_vacancies(table(tmp_path, "1.5e3,2026Q2,25,Eurostat,isco_group,x,de", "", header=header))
    assert found.iloc[0].tolist() == ["DE", "isco_group", "25", "25", 1500.0, "Eurostat", "2026Q2"]
    assert found.dtypes.equals(none_given().dtypes)


@pytest.mark.parametrize("place", ["", "all", "ALL"])
def test_a_line_without_a_place_is_of_all(tmp_path: Path, place: str) -> None:
    assert official_vacancies(table(tmp_path, f"naics,62,1,{place}"))["place"].tolist() == ["all"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["sic,2,1"], "line 2: scheme 'sic' is none of isco_group, nace_section, onet_soc, naics"),
        (["isco_group,2,1", "isco_group,ICT,1"], "line 3: code 'ICT' is not 1 to 4 digits of ISCO-08"),
        (["isco_group,25120,1"], "line 2: code '25120' is not"),
        (["nace_section,V,1"], "line 2: code 'V' is not a section"),
        (["nace_section,E-B,1"], "line 2: code 'E-B' is not a section"),
        (["naics,621,1"], "line 2: code '621' is not"),
        (["onet_soc,15-12,1"], "line 2: code '15-12' is not"),
        (["naics,62,-1"], "line 2: vacancies '-1' is not a number from 0 up"),
        (["naics,62,NaN"], "line 2: vacancies 'NaN' is not"),
        (["naics,62,inf"], "line 2: vacancies 'inf' is not"),
        (["naics,62,:"], "line 2: vacancies ':' is not"),
        (["naics,62"], "line 2: vacancies '' is not"),
        (["naics,62,1,EU"], "line 2: place 'EU' is neither `all` nor a country"),
        (["naics,62,1", "", "naics,62,2"], "line 4: 62 of all counts again what 62 in line 2 counts"),
        (["isco_group,251,1", "isco_group,2,1"], "line 2: 251 of all counts again what 2 in line 3 counts"),
        (["nace_section,B-E,1", "nace_section,C,1"], "line 3: C of all counts again what B-E in line 2 counts"),
        (["naics,62,1", "nace_section,C,1"], "line 3: a second scheme, beside naics"),
        (["naics,62,0,US", "naics,62,1,GB"], "line 2: no line of US has a vacancy"),
        ([], "line 1: there is no line below the header"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, lines: list[str], why: str) -> None:
    with pytest.raises(OfficialVacanciesError) as said:
        official_vacancies(table(tmp_path, *lines))
    assert f"weights.csv, {why}" in str(said.value)


def test_the_same_code_of_two_countries_is_two_strata(tmp_path: Path) -> None:
    assert len(official_vacancies(table(tmp_path, "naics,62,1,US", "naics,62,1,GB"))) == 2


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(OfficialVacanciesError, match="line 1: there is no column vacancies"):
        official_vacancies(table(tmp_path, "naics,62", header="scheme,code"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00s"])
def test_no_table(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "weights.csv"
    file.write_bytes(content)
    with pytest.raises(OfficialVacanciesError, match=r"weights\.csv"):
        official_vacancies(file)
    with pytest.raises(OfficialVacanciesError, match=r"absent\.csv cannot be read"):
        official_vacancies(tmp_path / "absent.csv")


def test_a_group_that_isco_does_not_have_is_refused_where_its_groups_are_at_hand(tmp_path: Path) -> None:
    file = table(tmp_path, "isco_group,25,1", "isco_group,97,1")
    assert len(official_vacancies(file)) == 2
    with pytest.raises(OfficialVacanciesError, match="line 3: code '97' is no group of ISCO-08"):
        official_vacancies(file, {"2", "25", "9", "96"})
