import pytest

from reports.libraries import VENDOR, Library, digest, libraries, library_files


@pytest.mark.parametrize("library", [lib for lib in libraries() if lib.file], ids=lambda lib: lib.name)
def test_a_library_in_the_tree_is_what_the_list_says(library: Library) -> None:
    content = (VENDOR / library.file).read_bytes()
    assert digest(content) == library.sha256
    assert library.version in content.decode() or library.name in {"minisearch", "fflate"}  # which do not state it


def test_every_file_of_others_is_listed_and_every_library_has_its_licence() -> None:
    listed = {lib.file for lib in libraries() if lib.file} | {"libraries.toml", "licences"}
    assert {path.name for path in VENDOR.iterdir()} == listed
    assert {path.stem for path in (VENDOR / "licences").iterdir()} == {lib.name for lib in libraries()}
    for lib in libraries():
        assert "Copyright" in lib.terms.read_text(encoding="utf-8")


def test_the_libraries_within_the_chart_library_have_the_versions_listed() -> None:
    import vl_convert

    listed = {lib.name: lib.version for lib in libraries()}
    assert listed["vega"] == vl_convert.get_vega_version()
    assert listed["vega-embed"] == vl_convert.get_vega_embed_version()
    assert listed["vega-lite"].rpartition(".")[0] == vl_convert.get_vegalite_versions()[-1]


def test_a_report_carries_the_licences_with_the_libraries() -> None:
    terms = library_files()["licences.txt"].decode()
    assert all(f"{lib.name} {lib.version}" in terms for lib in libraries())
    assert "Permission is hereby granted" in terms
